// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of the kernel's interface. The offsets are typed from struct iscsi_uevent of include/scsi/iscsi_if.h, not taken
// from the code under test.
#include "daemon/dataplane/kernel/iscsi_event.h"

#include <QByteArray>
#include <QTest>

using namespace portolan;
using namespace portolan::dataplane::kernel;

namespace {

constexpr std::uint64_t kTransport = 0xffffffffc0ab1234;
constexpr std::uint32_t kSid = 0x01020304;
constexpr std::size_t kLength = 16 + 56; ///< struct nlmsghdr and struct iscsi_uevent

/// Numbers one behind the other, in host order.
class Bytes {
public:
    template <typename T>
    Bytes &add(T value)
    {
        m_bytes.append(reinterpret_cast<const char *>(&value), qsizetype(sizeof value));
        return *this;
    }
    Bytes &text(const QByteArray &value)
    {
        m_bytes += value;
        return *this;
    }
    Bytes &fillTo(std::size_t size)
    {
        m_bytes.append(qsizetype(size) - m_bytes.size(), '\0');
        return *this;
    }
    [[nodiscard]] QByteArray take() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

/// Headers of a request with so many bytes in all: nlmsghdr (length, type, flags, number, port), then type, iferror and
/// transport_handle of the event.
Bytes requestOf(std::uint32_t type, std::size_t length = kLength)
{
    constexpr std::uint16_t kRequestFlag = 1;
    Bytes bytes;
    bytes.add(std::uint32_t(length)).add(std::uint16_t(type)).add(kRequestFlag).add(std::uint64_t(0));
    bytes.add(type).add(std::uint32_t(0)).add(kTransport);
    return bytes;
}

QByteArray bytesOf(const Request &request)
{
    return {reinterpret_cast<const char *>(request.data()), qsizetype(request.size())};
}

Request datagramOf(const QByteArray &bytes)
{
    const auto *const begin = reinterpret_cast<const std::byte *>(bytes.constData());
    return {begin, begin + bytes.size()};
}

/// A message from the kernel whose header says `length`.
QByteArray messageOf(std::uint32_t length)
{
    Bytes bytes;
    bytes.add(length).add(std::uint16_t(102)).add(std::uint16_t(0)).add(std::uint64_t(0));
    bytes.add(std::uint32_t(102)).add(std::int32_t(-5)).add(kTransport);
    for (std::uint32_t word = 1; word <= 10; ++word)
        bytes.add(word);
    return bytes.take();
}

} // namespace

class TestIscsiEvent : public QObject {
    Q_OBJECT

private slots:
    void bytesOfRequests_data()
    {
        QTest::addColumn<Request>("request");
        QTest::addColumn<QByteArray>("expected");

        QTest::newRow("create session")
            << createSession(kTransport, 0xfffffffe, 512, 128)
            << requestOf(11).add(0xfffffffeU).add(std::uint16_t(512)).add(std::uint16_t(128)).fillTo(kLength).take();
        QTest::newRow("destroy session") << ofSession(EventType::DestroySessionAsync, kTransport, kSid)
                                         << requestOf(43).add(kSid).fillTo(kLength).take();
        QTest::newRow("create connection") << ofConnection(EventType::CreateConnection, kTransport, kSid)
                                           << requestOf(13).add(kSid).fillTo(kLength).take();
        QTest::newRow("bind") << bindConnection(kTransport, kSid, 77)
                              << requestOf(15).add(kSid).add(0U).add(std::uint64_t(77)).add(1U).fillTo(kLength).take();
        QTest::newRow("stop for recovery")
            << stopConnection(kTransport, kSid, StopFlag::Recover)
            << requestOf(18).add(kSid).add(0U).add(std::uint64_t(0)).add(3U).fillTo(kLength).take();
        QTest::newRow("stop for good")
            << stopConnection(kTransport, kSid, StopFlag::Terminate)
            << requestOf(18).add(kSid).add(0U).add(std::uint64_t(0)).add(1U).fillTo(kLength).take();
        // The kernel takes the value for a C string and wants its zero inside the length.
        QTest::newRow("parameter") << setParam(kTransport, kSid, Param::ExpStatSn, "4294967295")
                                   << requestOf(16, kLength + 11)
                                          .add(kSid)
                                          .add(0U)
                                          .add(14U)
                                          .add(11U)
                                          .fillTo(kLength)
                                          .text("4294967295")
                                          .fillTo(kLength + 11)
                                          .take();
        QTest::newRow("empty parameter")
            << setParam(kTransport, kSid, Param::TargetName, "")
            << requestOf(16, kLength + 1).add(kSid).add(0U).add(15U).add(1U).fillTo(kLength + 1).take();
        const QByteArray header(48, '\x40');
        QTest::newRow("PDU")
            << sendPdu(kTransport, kSid, datagramOf(header))
            << requestOf(19, kLength + 48).add(kSid).add(0U).add(48U).add(0U).fillTo(kLength).text(header).take();
    }

    void bytesOfRequests()
    {
        QFETCH(Request, request);
        QFETCH(QByteArray, expected);
        QCOMPARE(bytesOf(request).toHex(' '), expected.toHex(' '));
    }

    void typeIsReadFromTheEvent()
    {
        QCOMPARE(typeOf(setParam(kTransport, kSid, Param::TargetName, "x")), EventType::SetParam);
        QCOMPARE(typeOf(ofSession(EventType::DestroySessionAsync, kTransport, kSid)), EventType::DestroySessionAsync);
    }

    void secretsHaveNoName()
    {
        // ISCSI_PARAM_USERNAME .. ISCSI_PARAM_PASSWORD_IN: the kernel shows them in sysfs.
        QVERIFY(std::uint32_t(Param::ReplacementTimeout) < 20 && std::uint32_t(Param::FastAbort) > 23);
    }

    void messageIsRead()
    {
        const auto message = Message::parse(datagramOf(messageOf(kLength + 4) + "abcd"));
        QVERIFY(message);
        QCOMPARE(message->type, EventType::ConnectionError);
        QCOMPARE(message->error, -5);
        QCOMPARE(message->request, (std::array<std::uint32_t, 6>{1, 2, 3, 4, 5, 6}));
        QCOMPARE(message->reply, (std::array<std::uint32_t, 4>{7, 8, 9, 10}));
        QCOMPARE(bytesOf(message->payload), QByteArray("abcd"));
    }

    void lengthsThatLie_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        QTest::addColumn<int>("payload"); // -1: refused
        QTest::newRow("nothing") << QByteArray() << -1;
        QTest::newRow("no whole netlink header") << messageOf(kLength).left(15) << -1;
        QTest::newRow("no whole event") << messageOf(kLength).left(qsizetype(kLength) - 1) << -1;
        QTest::newRow("exactly an event") << messageOf(kLength) << 0;
        QTest::newRow("says none") << messageOf(0) << -1;
        QTest::newRow("says less than an event") << messageOf(kLength - 1) << -1;
        QTest::newRow("says one more than there is") << messageOf(kLength + 1) << -1;
        QTest::newRow("says the most") << messageOf(0xffffffff) << -1;
        QTest::newRow("says less than there is") << messageOf(kLength + 3) + "abcdef" << 3; // netlink pads
    }

    void lengthsThatLie()
    {
        QFETCH(QByteArray, datagram);
        QFETCH(int, payload);
        const auto message = Message::parse(datagramOf(datagram));
        QCOMPARE(bool(message), payload >= 0);
        if (message)
            QCOMPARE(int(message->payload.size()), payload);
        else
            QCOMPARE(message.error().code, ErrorCode::ProtocolViolation);
    }

    /// What is kept for later, and what ends a wait for a reply.
    void eventsAreTold_data()
    {
        QTest::addColumn<std::uint32_t>("type");
        QTest::addColumn<bool>("event");
        QTest::newRow("reply") << 11U << false;
        QTest::newRow("statistics") << 20U << false;
        QTest::newRow("PDU") << 101U << true;
        QTest::newRow("connection error") << 102U << true;
        QTest::newRow("interface error") << 103U << false;
        QTest::newRow("session destroyed") << 104U << true;
        QTest::newRow("path request of an offload card") << 107U << true;
        QTest::newRow("unknown") << 0xffffffffU << true;
        QTest::newRow("none") << 0U << false;
    }

    void eventsAreTold()
    {
        QFETCH(std::uint32_t, type);
        Message message;
        message.type = EventType(type);
        QTEST(message.isEvent(), "event");
    }

    void everyFaultHasASentence()
    {
        for (std::uint32_t fault = 0; fault < 2000; ++fault)
            QVERIFY(!textOf(ConnectionFault(fault)).empty());
        QCOMPARE(textOf(ConnectionFault(0xffffffff)), textOf(ConnectionFault(1000)));
    }

    void statistics()
    {
        Bytes bytes;
        bytes.add(std::uint64_t(0x100000001)).add(std::uint64_t(0x200000002));
        for (std::uint32_t word = 4; word < 24; ++word) // words 0 to 3 are the two above
            bytes.add(word);
        const auto stats = ConnectionStats::parse(datagramOf(bytes.take()));
        QVERIFY(stats);
        QCOMPARE(stats->bytesSent, 0x100000001U);
        QCOMPARE(stats->bytesReceived, 0x200000002U);
        QCOMPARE(stats->commands, 5U); // behind noptx_pdus
        QCOMPARE(stats->r2ts, 18U);    // the seventh of those received
    }

    void statisticsThatAreTooShort()
    {
        for (std::size_t size = 0; size < 84; ++size) {
            const auto stats = ConnectionStats::parse(Request(size));
            QVERIFY(!stats);
            QCOMPARE(stats.error().code, ErrorCode::ProtocolViolation);
        }
        QVERIFY(ConnectionStats::parse(Request(84)));
    }
};

QTEST_GUILESS_MAIN(TestIscsiEvent)
#include "tst_iscsi_event.moc"
