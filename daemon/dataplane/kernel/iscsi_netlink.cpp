// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/iscsi_netlink.h"

#include <cerrno>
#include <cstring>
#include <linux/netlink.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>

namespace portolan::dataplane::kernel {

namespace {

/// A PDU's header and at most 8 KiB of data are the longest that the kernel sends.
constexpr std::size_t kLongest = 64 * 1024;
/// Asynchronous messages of many sessions at once. The kernel drops what does not fit.
constexpr int kReceiveBuffer = 4 * 1024 * 1024;
/// The reply is there when send() returns. This is for one that the kernel could not queue.
constexpr std::chrono::milliseconds kReplyTimeout{2'000};

tl::unexpected<Error> kernelError(const std::string &what, int cause)
{
    const std::string message = what + ": " + std::strerror(cause);
    switch (cause) {
    case EPERM:
    case EACCES:
        return fail(ErrorCode::NotAuthorized, message, cause);
    case EBUSY:
        return fail(ErrorCode::Busy, message, cause);
    case ENOSYS:
    case EPROTONOSUPPORT:
    case EAFNOSUPPORT:
        return fail(ErrorCode::NotSupported, message, cause);
    case ENOTCONN:
    case EPIPE:
        return fail(ErrorCode::TransportFailed, message, cause);
    default:
        return fail(ErrorCode::Internal, message, cause);
    }
}

/// Those put their own result into the first word of the reply.
bool hasReturnCode(EventType type)
{
    return type == EventType::BindConnection || type == EventType::StartConnection || type == EventType::SendPdu;
}

/// What the kernel made of a request: 0, or an errno.
int causeIn(const Message &reply, EventType asked)
{
    const bool refused = reply.type == EventType::InterfaceError;
    if (!refused && !hasReturnCode(asked))
        return 0;
    const int code = refused ? reply.error : std::int32_t(reply.reply[0]);
    if (code == 0 && !refused)
        return 0;
    constexpr int kMaxErrno = 4095;
    return code < 0 && code >= -kMaxErrno ? -code : EIO;
}

std::string nameOf(EventType type)
{
    switch (type) {
    case EventType::CreateSession:
        return "the kernel makes no session";
    case EventType::CreateConnection:
        return "the kernel makes no connection";
    case EventType::BindConnection:
        return "the kernel does not take the connection";
    case EventType::SetParam:
        return "the kernel does not take a parameter";
    case EventType::StartConnection:
        return "the kernel does not start the connection";
    default:
        return "the kernel refuses iSCSI request " + std::to_string(std::uint32_t(type));
    }
}

/// A socket of ours, bound and connected.
Result<UniqueFd> newSocket()
{
    UniqueFd fd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ISCSI));
    if (!fd)
        return kernelError("the kernel has no iSCSI interface", errno);
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    address.nl_groups = IscsiNetlink::kEventGroup;
    address.nl_pid = IscsiNetlink::kCreator;
    const auto bind = [&] { return ::bind(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address); };
    int bound = bind();
    if (bound != 0 && errno == EADDRINUSE) { // another daemon of ours has it; the kernel chooses
        address.nl_pid = 0;
        bound = bind();
    }
    if (bound != 0)
        return kernelError("the kernel's iSCSI events cannot be had", errno);
    address.nl_pid = 0;
    address.nl_groups = 0;
    if (::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return kernelError("the kernel's iSCSI interface cannot be used", errno);
    if (::setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUFFORCE, &kReceiveBuffer, sizeof kReceiveBuffer) != 0)
        ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUF, &kReceiveBuffer, sizeof kReceiveBuffer);
    return fd;
}

} // namespace

Result<IscsiNetlink> IscsiNetlink::open(std::uint64_t transport, UniqueFd kept)
{
    if (!kept) {
        auto made = newSocket();
        if (!made)
            return fail(std::move(made.error()));
        kept = std::move(*made);
    }
    IscsiNetlink netlink(std::move(kept), transport);
    // Asks after a session that cannot be, to see whether we are answered at all.
    const auto probe = netlink.call(ofConnection(EventType::GetStats, transport, 0xffffffff));
    if (probe || probe.error().code == ErrorCode::Internal)
        return netlink;
    if (probe.error().sysErrno == ECONNREFUSED)
        return fail(ErrorCode::NotSupported,
                    "the kernel serves iSCSI only in the machine's first network namespace, and this is another one");
    return fail(probe.error());
}

IscsiNetlink::IscsiNetlink(UniqueFd socket, std::uint64_t transport)
    : m_socket(std::move(socket))
    , m_transport(transport)
    , m_buffer(kLongest)
{}

Result<Message> IscsiNetlink::call(const Request &request)
{
    receivePending();
    ssize_t sent = 0;
    do
        sent = ::send(m_socket.get(), request.data(), request.size(), MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent < 0 && errno == ECONNREFUSED) // not told apart by an ErrorCode of its own, see open()
        return fail(ErrorCode::NotSupported, "nobody serves the kernel's iSCSI interface", ECONNREFUSED);
    if (sent < 0)
        return kernelError("an iSCSI request does not reach the kernel", errno);
    const EventType type = typeOf(request);
    std::optional<std::chrono::steady_clock::time_point> deadline;
    for (;;) {
        Message message;
        const Received received = receive(message);
        if (received == Received::Nothing) { // seldom: the reply is there when send() returns
            deadline = deadline ? deadline : std::chrono::steady_clock::now() + kReplyTimeout;
            if (!waitUntil(*deadline))
                break;
            continue;
        }
        if (received == Received::Closed)
            return fail(ErrorCode::TransportFailed, "the kernel's iSCSI interface has closed our connection");
        if (received != Received::Message)
            continue;
        if (message.isEvent()) {
            m_events.push_back(std::move(message));
            continue;
        }
        if (!answers(message, request))
            continue;
        if (const int cause = causeIn(message, type); cause != 0)
            return kernelError(nameOf(type), cause);
        return message;
    }
    return fail(ErrorCode::TimedOut, "the kernel does not answer iSCSI request " + std::to_string(std::uint32_t(type)));
}

/// \return false when the time is over
bool IscsiNetlink::waitUntil(std::chrono::steady_clock::time_point deadline) const
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd ready{m_socket.get(), POLLIN, 0};
    return left.count() > 0 && ::poll(&ready, 1, int(left.count())) != 0;
}

/// Statistics come to everybody who listens, also those that another program asked for.
bool IscsiNetlink::answers(const Message &message, const Request &request) const
{
    if (message.type == EventType::InterfaceError)
        return true;
    if (message.type != typeOf(request))
        return false;
    if (message.type != EventType::GetStats)
        return true;
    const auto asked = Message::parse(request);
    return asked && asked->request[0] == message.request[0];
}

IscsiNetlink::Received IscsiNetlink::receive(Message &message)
{
    sockaddr_nl sender{};
    socklen_t size = sizeof sender;
    const ssize_t count = ::recvfrom(m_socket.get(), m_buffer.data(), m_buffer.size(), MSG_DONTWAIT | MSG_TRUNC,
                                     reinterpret_cast<sockaddr *>(&sender), &size);
    if (count < 0) {
        if (errno != ENOBUFS)
            return Received::Nothing;
        m_lost = true;
        return Received::Lost;
    }
    // Another process could write to our address too; only the kernel has number 0.
    if (size >= sizeof sender && sender.nl_family == AF_NETLINK && sender.nl_pid != 0)
        return Received::Lost;
    if (count == 0) // no message is empty
        return Received::Closed;
    if (std::size_t(count) > m_buffer.size())
        return m_lost = true, Received::Lost;
    auto parsed = Message::parse(std::span(m_buffer).first(std::size_t(count)));
    if (!parsed)
        return m_lost = true, Received::Lost;
    message = std::move(*parsed);
    return Received::Message;
}

void IscsiNetlink::receivePending()
{
    Message message;
    for (auto got = receive(message); got == Received::Message || got == Received::Lost; got = receive(message)) {
        if (got == Received::Message && message.isEvent())
            m_events.push_back(std::move(message));
    }
}

std::vector<Message> IscsiNetlink::takeEvents() { return std::exchange(m_events, {}); }
bool IscsiNetlink::takeLost() { return std::exchange(m_lost, false); }

} // namespace portolan::dataplane::kernel
