// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/connector.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace portolan::net {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// A name may have any number of addresses; each must get a share of the time that is worth having.
constexpr std::size_t kMostAddresses = 16;

std::string reasonOf(int error)
{
    switch (error) {
    case ECONNREFUSED:
        return "connection refused";
    case EHOSTUNREACH:
        return "no route to the host, or the host is down";
    case ENETUNREACH:
        return "the network is unreachable";
    case ETIMEDOUT:
        return "no answer";
    case EACCES:
    case EPERM:
        return "a firewall of this machine forbids it";
    default:
        return std::strerror(error);
    }
}

SocketAddress localAddressOf(int socket)
{
    SocketAddress address;
    address.length = sizeof address.storage;
    if (::getsockname(socket, reinterpret_cast<sockaddr *>(&address.storage), &address.length) != 0)
        address.length = 0;
    return address;
}

SocketAddress peerAddressOf(int socket)
{
    SocketAddress address;
    address.length = sizeof address.storage;
    if (::getpeername(socket, reinterpret_cast<sockaddr *>(&address.storage), &address.length) != 0)
        address.length = 0;
    return address;
}

} // namespace

std::string secondsText(milliseconds time)
{
    const auto tenths = std::max<long long>(1, (time.count() + 50) / 100);
    std::string text = std::to_string(tenths / 10);
    if (tenths % 10 != 0)
        text += "." + std::to_string(tenths % 10);
    return text + " s";
}

Connector::Connector(Resolver *resolver, Portal portal, NetworkInterface interface, milliseconds timeout, Phase phase,
                     Done done, QObject *parent)
    : QObject(parent)
    , m_resolver(resolver)
    , m_portal(std::move(portal))
    , m_interface(std::move(interface))
    , m_timeout(timeout)
    , m_deadline(std::chrono::steady_clock::now() + timeout)
    , m_phase(std::move(phase))
    , m_done(std::move(done))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Connector::expired);
    QMetaObject::invokeMethod(this, &Connector::start, Qt::QueuedConnection);
}

Connector::~Connector() = default;

void Connector::start()
{
    m_phase("resolving");
    auto localEnd = LocalEnd::find(m_interface);
    if (!localEnd)
        return finish(fail(std::move(localEnd.error())));
    m_localEnd = std::move(*localEnd);
    const auto numeric = numericAddress(m_portal.host);
    if (!numeric)
        return finish(fail(numeric.error()));
    if (*numeric) {
        return use({**numeric});
    }
    m_timer.start(remaining());
    m_resolver->resolve(m_portal.host, this, [this](const Result<Resolver::Addresses> &addresses) {
        if (m_result)
            return; // The time was over.
        if (!addresses)
            return finish(fail(addresses.error()));
        use(*addresses);
    });
}

void Connector::use(Resolver::Addresses addresses)
{
    std::erase_if(addresses, [this](const SocketAddress &address) { return !m_localEnd.reaches(address.family()); });
    if (addresses.empty())
        return finish(fail(ErrorCode::PortalUnreachable,
                           m_portal.host + " has no address of the kind of the source address " + m_interface.text() +
                               ": one is IPv4, the other IPv6",
                           EAFNOSUPPORT));
    m_addresses = std::move(addresses);
    m_addresses.resize(std::min(m_addresses.size(), kMostAddresses));
    tryNext();
}

void Connector::tryNext()
{
    if (m_next == 0)
        m_phase("connecting");
    if (m_next == m_addresses.size()) {
        Error error = m_failures.front();
        for (std::size_t i = 1; i < m_failures.size(); ++i)
            error.message += "; " + m_failures[i].message;
        return finish(fail(std::move(error)));
    }
    SocketAddress address = m_addresses[m_next++];
    address.setPort(m_portal.port);
    m_socket.reset(::socket(address.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
    if (!m_socket)
        return attemptFailed(errno);
    // Login is a ping-pong of small PDUs, and the data plane sends whole requests: Nagle only delays both. A dead peer
    // is found by NOP pings, whose time a user can set, so keep-alive stays off.
    const int one = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (auto bound = m_localEnd.bind(m_socket.get()); !bound)
        return finish(fail(std::move(bound.error()))); // It would be the same for every address.
    m_localEnd.completeZone(&address);
    if (::connect(m_socket.get(), address.get(), address.length) != 0 && errno != EINPROGRESS)
        return attemptFailed(errno);
    const auto left = std::int64_t(m_addresses.size() - m_next + 1);
    m_timer.start(std::max(1ms, milliseconds(remaining().count() / left)));
    m_notifier = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Write);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Connector::writable);
}

void Connector::writable()
{
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(m_socket.get(), SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        error = errno;
    if (error != 0)
        return attemptFailed(error);
    connected();
}

void Connector::connected()
{
    const SocketAddress local = localAddressOf(m_socket.get());
    // A port of the ephemeral range where nobody listens can be the one the kernel gave to us: TCP then connects to
    // itself. That happens to who retries for ever on loopback, and it would keep the real target from its port.
    if (local == peerAddressOf(m_socket.get())) {
        const linger abortive{1, 0};
        ::setsockopt(m_socket.get(), SOL_SOCKET, SO_LINGER, &abortive, sizeof abortive);
        return attemptFailed(ECONNREFUSED);
    }
    m_notifier.reset();
    finish(Connected{std::move(m_socket), local.text()});
}

void Connector::expired()
{
    if (m_addresses.empty())
        return finish(fail(ErrorCode::HostNotFound,
                           "the name " + m_portal.host + " was not resolved within " + secondsText(m_timeout),
                           ETIMEDOUT));
    attemptFailed(ETIMEDOUT, "no answer within " + secondsText(m_timeout));
}

void Connector::attemptFailed(int error) { attemptFailed(error, reasonOf(error)); }

void Connector::attemptFailed(int error, const std::string &reason)
{
    m_timer.stop();
    m_notifier.reset();
    m_socket.reset();
    SocketAddress address = m_addresses[m_next - 1];
    address.setPort(m_portal.port);
    m_failures.push_back({ErrorCode::PortalUnreachable, address.text() + ": " + reason, 0, error});
    tryNext();
}

void Connector::finish(Result<Connected> result)
{
    m_timer.stop();
    m_result = std::move(result);
    // From the event loop, so that the callback may destroy this object whatever signal brought us here.
    QMetaObject::invokeMethod(
        this,
        [this] {
            auto done = std::move(m_done);
            done(std::move(*m_result));
        },
        Qt::QueuedConnection);
}

milliseconds Connector::remaining() const
{
    const auto left = std::chrono::ceil<milliseconds>(m_deadline - std::chrono::steady_clock::now());
    return std::max(left, 1ms);
}

} // namespace portolan::net
