// SPDX-License-Identifier: GPL-3.0-or-later
// Connections through a device or from an address, against the kernel's own loopback.
#include "daemon/net/connector.h"
#include "daemon/net/portal_probe.h"

#include <QTest>

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/ipv6.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>

using namespace portolan;
using namespace portolan::net;

namespace {

/// Listens on an address of this machine, at a port of the kernel's choice.
class Listener {
public:
    explicit Listener(const std::string &host)
    {
        auto address = numericAddress(host).value().value();
        m_socket.reset(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        address.setPort(0);
        m_usable = ::bind(m_socket.get(), address.get(), address.length) == 0 && ::listen(m_socket.get(), 256) == 0;
        sockaddr_in6 bound{};
        socklen_t length = sizeof bound;
        ::getsockname(m_socket.get(), reinterpret_cast<sockaddr *>(&bound), &length);
        m_port = ntohs(bound.sin6_port); // where IPv4 has it too
    }

    [[nodiscard]] bool usable() const { return m_usable; }
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// Who connected, without the port.
    [[nodiscard]] QString peer() const
    {
        SocketAddress peer;
        peer.length = sizeof peer.storage;
        const UniqueFd accepted(::accept4(m_socket.get(), reinterpret_cast<sockaddr *>(&peer.storage), &peer.length,
                                          SOCK_CLOEXEC | SOCK_NONBLOCK));
        return accepted ? QString::fromStdString(peer.text()).section(QLatin1Char(':'), 0, -2) : QString();
    }

private:
    UniqueFd m_socket;
    bool m_usable = false;
    std::uint16_t m_port = 0;
};

} // namespace

class TestConnector : public QObject {
    Q_OBJECT

private slots:
    void sourceAddressIsSeenByThePeer()
    {
        const Listener listener("127.0.0.1");
        const auto result = connectTo({"127.0.0.1", listener.port()}, "127.0.0.2");
        QVERIFY2(result, result ? "" : result.error().message.c_str());
        QCOMPARE(listener.peer(), QStringLiteral("127.0.0.2"));
        QVERIFY(result->localAddress.starts_with("127.0.0.2:"));
    }

    void deviceIsBoundTo()
    {
        const Listener listener("127.0.0.1");
        const auto result = connectTo({"127.0.0.1", listener.port()}, "lo");
        QVERIFY2(result, result ? "" : result.error().message.c_str());
        std::array<char, IFNAMSIZ> device{};
        socklen_t length = device.size();
        QVERIFY(::getsockopt(result->socket.get(), SOL_SOCKET, SO_BINDTODEVICE, device.data(), &length) == 0);
        QCOMPARE(QByteArray(device.data()), QByteArray("lo"));
    }

    void manyFromOneAddress() // the port is chosen at connect()
    {
        const Listener listener("127.0.0.1");
        for (int i = 0; i < 3; ++i)
            QVERIFY(connectTo({"127.0.0.1", listener.port()}, "127.0.0.2"));
    }

    void probeTellsWhoIsSilent()
    {
        const Listener open("127.0.0.1"), alsoOpen("127.0.0.1");
        Resolver resolver(&lookUp);
        const Portal closed{"127.0.0.1", 1}, nowhere{"127.0.0.1", 2};
        std::optional<std::vector<Portal>> silent;
        std::unique_ptr<PortalProbe> probe;
        probe = std::make_unique<PortalProbe>(
            &resolver, std::vector<Portal>{{"127.0.0.1", open.port()}, closed, {"127.0.0.1", alsoOpen.port()}, nowhere},
            NetworkInterface(), std::chrono::seconds(5), [&](const std::vector<Portal> &portals) {
                silent = portals;
                probe.reset();
            });
        QTRY_VERIFY(silent);
        std::ranges::sort(*silent);
        QCOMPARE(*silent, (std::vector<Portal>{closed, nowhere}));
        QVERIFY(!open.peer().isEmpty());
        silent.reset();
        probe =
            std::make_unique<PortalProbe>(&resolver, std::vector<Portal>(), NetworkInterface(), std::chrono::seconds(5),
                                          [&](const std::vector<Portal> &portals) { silent = portals; });
        QVERIFY(!silent);
        QTRY_VERIFY(silent && silent->empty());
    }

    void probeIsBounded() // whatever a target names
    {
        Resolver resolver(&lookUp);
        const Listener open("127.0.0.1");
        const std::vector<Portal> many(200, {"127.0.0.1", open.port()});
        std::optional<std::vector<Portal>> silent;
        const PortalProbe probe(&resolver, many, NetworkInterface(), std::chrono::seconds(5),
                                [&](const std::vector<Portal> &portals) { silent = portals; });
        QTRY_VERIFY(silent);
        QVERIFY(silent->empty());
        std::size_t asked = 0;
        while (!open.peer().isEmpty())
            ++asked;
        QCOMPARE(asked, PortalProbe::kMost);
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("interface");
        QTest::addColumn<int>("cause");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("device") << QByteArray("127.0.0.1") << QByteArray("nosuch7") << ENODEV
                                << QByteArray("there is no network device nosuch7");
        QTest::newRow("zone") << QByteArray("::1") << QByteArray("fe80::1%nosuch7") << ENODEV
                              << QByteArray("there is no network device nosuch7");
        QTest::newRow("address") << QByteArray("127.0.0.1") << QByteArray("192.0.2.7") << EADDRNOTAVAIL
                                 << QByteArray("this machine has no address 192.0.2.7");
        QTest::newRow("family") << QByteArray("127.0.0.1") << QByteArray("::1") << EAFNOSUPPORT
                                << QByteArray("127.0.0.1 has no address of the kind of the source address ::1: "
                                              "one is IPv4, the other IPv6");
    }

    void saysWhatIsMissing()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, interface);
        const auto result = connectTo({host.toStdString(), 3260}, interface.toStdString());
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::PortalUnreachable); // transient: a device can come back
        QTEST(result.error().sysErrno, "cause");
        QTEST(QByteArray::fromStdString(result.error().message), "words");
    }

    void addressesOfTheOtherFamilyAreSkipped()
    {
        const Listener listener("127.0.0.1");
        const auto names = [](const std::string &) -> Result<Resolver::Addresses> {
            return Resolver::Addresses{**numericAddress("::1"), **numericAddress("127.0.0.1")};
        };
        const auto result = connectTo({"nas.example", listener.port()}, "127.0.0.2", names);
        QVERIFY2(result, result ? "" : result.error().message.c_str());
        QCOMPARE(listener.peer(), QStringLiteral("127.0.0.2"));
    }

    void linkLocal_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("interface");
        QTest::newRow("zone in the portal") << QByteArray("fe80::1%lo") << QByteArray();
        QTest::newRow("zone of the device") << QByteArray("fe80::1") << QByteArray("lo");
        QTest::newRow("zone of the source") << QByteArray("fe80::1") << QByteArray("fe80::1%lo");
    }

    /// In a network namespace of its own, whose loopback device gets a link-local address. Last: there is no way back.
    void linkLocal()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, interface);
        if (const QString cause = enterOwnNetwork(); !cause.isEmpty())
            QSKIP(qPrintable(cause));
        const Listener listener("fe80::1%lo");
        QVERIFY(listener.usable());
        const auto result = connectTo({host.toStdString(), listener.port()}, interface.toStdString());
        QVERIFY2(result, result ? "" : result.error().message.c_str());
        QCOMPARE(listener.peer(), QStringLiteral("[fe80::1%lo]"));
    }

private:
    Result<Connector::Connected> connectTo(const Portal &portal, const std::string &interface,
                                           Resolver::Lookup lookup = &lookUp)
    {
        Resolver resolver(std::move(lookup));
        std::optional<Result<Connector::Connected>> result;
        const Connector connector(
            &resolver, portal, *NetworkInterface::parse(interface), std::chrono::seconds(5), [](std::string_view) {},
            [&result](Result<Connector::Connected> end) { result = std::move(end); });
        if (!QTest::qWaitFor([&] { return result.has_value(); }))
            return fail(ErrorCode::TimedOut, "no result");
        return std::move(*result);
    }

    /// \return why that is not possible here, or nothing
    QString enterOwnNetwork()
    {
        if (m_ownNetwork)
            return {};
        if (::unshare(CLONE_NEWNET) != 0)
            return QStringLiteral("a network namespace needs root: %1").arg(qt_error_string(errno));
        const UniqueFd socket(::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        ifreq up{};
        qstrncpy(up.ifr_name, "lo", IFNAMSIZ);
        up.ifr_flags = IFF_UP;
        in6_ifreq address{};
        ::inet_pton(AF_INET6, "fe80::1", &address.ifr6_addr);
        address.ifr6_prefixlen = 64;
        address.ifr6_ifindex = int(::if_nametoindex("lo"));
        if (!socket || ::ioctl(socket.get(), SIOCSIFFLAGS, &up) != 0 ||
            ::ioctl(socket.get(), SIOCSIFADDR, &address) != 0)
            return QStringLiteral("there is no IPv6 here: %1").arg(qt_error_string(errno));
        m_ownNetwork = true;
        // The address is new, and cannot be used in the first moment.
        (void)QTest::qWaitFor([] { return Listener("fe80::1%lo").usable(); });
        return {};
    }

    bool m_ownNetwork = false;
};

QTEST_GUILESS_MAIN(TestConnector)
#include "tst_connector.moc"
