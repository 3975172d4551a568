// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/target_connection.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace portolan::dataplane::worker {

namespace {

constexpr std::size_t kSegments = 128;

Error connectionError(const char *what, int error)
{
    return {ErrorCode::TransportFailed, std::string(what) + ": " + std::strerror(error), 0, error};
}

} // namespace

TargetConnection::TargetConnection(UniqueFd socket, ipc::CounterSlot &counters)
    : m_socket(std::move(socket))
    , m_counters(counters)
{
    // A socket that refuses these is found out by its first use.
    if (const int flags = ::fcntl(m_socket.get(), F_GETFL); flags >= 0)
        (void)::fcntl(m_socket.get(), F_SETFL, flags | O_NONBLOCK);
    const int on = 1; // whole batches are sent at once, so waiting for more only delays
    (void)::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void TargetConnection::receive(protocol::SessionMachine &machine, Instant now)
{
    static_assert(sizeof(protocol::ReceiveSegment) == sizeof(iovec));
    const std::size_t budget = machine.receiveBudget();
    for (std::size_t total = 0; total < budget && machine.connected();) {
        std::array<protocol::ReceiveSegment, 2> spaces;
        const std::size_t count = machine.receiveSegments(spaces);
        if (count == 0)
            return;
        std::array<iovec, 2> parts;
        std::size_t wanted = 0;
        for (std::size_t i = 0; i < count; ++i) {
            parts[i] = {spaces[i].data, spaces[i].size};
            wanted += spaces[i].size;
        }
        const ssize_t size = ::readv(m_socket.get(), parts.data(), int(count)); // non-blocking
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && errno == EAGAIN)
            return;
        if (size < 0)
            return machine.handleEndOfStream(connectionError("receive", errno), now);
        if (size == 0)
            return machine.handleEndOfStream({ErrorCode::TransportFailed, "the target closed the connection", 0, 0},
                                             now);
        machine.received(std::size_t(size), now);
        ipc::add(m_counters.bytesReceived, std::uint64_t(size));
        total += std::size_t(size);
        if (std::size_t(size) < wanted) // the socket is empty: no need to be told so by another call
            return;
    }
}

void TargetConnection::send(protocol::SessionMachine &machine, Instant now)
{
    static_assert(sizeof(protocol::Segment) == sizeof(iovec));
    std::array<protocol::Segment, kSegments> segments;
    std::array<iovec, kSegments> parts;
    m_blocked = false;
    while (machine.connected()) {
        const std::size_t count = machine.gather(segments, now);
        if (count == 0)
            return;
        std::size_t wanted = 0;
        for (std::size_t i = 0; i < count; ++i) {
            parts[i] = {const_cast<std::byte *>(segments[i].data), segments[i].size}; // sendmsg() does not write to it
            wanted += segments[i].size;
        }
        msghdr header{};
        header.msg_iov = parts.data();
        header.msg_iovlen = count;
        const ssize_t size = ::sendmsg(m_socket.get(), &header, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && errno == EAGAIN) {
            m_blocked = true;
            return;
        }
        if (size < 0)
            return machine.handleEndOfStream(connectionError("send", errno), now);
        machine.sent(std::size_t(size), now);
        ipc::add(m_counters.bytesSent, std::uint64_t(size));
        if (std::size_t(size) < wanted) {
            m_blocked = true;
            return;
        }
    }
}

} // namespace portolan::dataplane::worker
