// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/target_connection.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <utility>

namespace portolan::dataplane::worker {

namespace {

Error connectionError(const char *what, int error)
{
    return {ErrorCode::TransportFailed, std::string(what) + ": " + std::strerror(error), 0, error};
}

} // namespace

TargetConnection::TargetConnection(UniqueFd socket, ipc::CounterSlot &counters, unsigned slot, PageMover *pages)
    : m_socket(std::move(socket))
    , m_counters(counters)
    , m_slot(slot)
    , m_pages(pages)
{
    m_outgoing.fd = m_socket.get();
    // A socket that refuses these is found out by its first use.
    if (const int flags = ::fcntl(m_socket.get(), F_GETFL); flags >= 0)
        (void)::fcntl(m_socket.get(), F_SETFL, flags | O_NONBLOCK);
    const int on = 1; // whole batches are sent at once, so waiting for more only delays
    (void)::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void TargetConnection::receive(protocol::SessionMachine &machine, Instant now)
{
    const std::size_t budget = machine.receiveBudget(m_slot);
    for (std::size_t total = 0; total < budget && machine.connected(m_slot);) {
        const std::size_t count = machine.receiveSegments(m_spaces, m_slot);
        if (count == 0)
            return;
        std::size_t wanted = 0;
        for (std::size_t i = 0; i < count; ++i)
            wanted += m_spaces[i].size;
        const ssize_t size = receiveInto(count);
        if (size == -EINTR)
            continue;
        if (size == -EAGAIN)
            return;
        if (size < 0)
            return machine.handleEndOfStream(connectionError("receive", int(-size)), now, m_slot);
        if (size == 0)
            return machine.handleEndOfStream({ErrorCode::TransportFailed, "the target closed the connection", 0, 0},
                                             now, m_slot);
        machine.received(std::size_t(size), now, m_slot);
        ipc::add(m_counters.bytesReceived, std::uint64_t(size));
        total += std::size_t(size);
        if (std::size_t(size) < wanted) // the socket is empty: no need to be told so by another call
            return;
    }
}

/// The spaces. \return bytes, or -errno
ssize_t TargetConnection::receiveInto(std::size_t count)
{
    if (isForeign(m_spaces[0].data)) // comes alone
        return m_pages->receive(m_socket.get(), m_spaces[0].data, m_spaces[0].size);
    for (std::size_t i = 0; i < count; ++i)
        m_places[i] = {m_spaces[i].data, m_spaces[i].size};
    const ssize_t size = ::readv(m_socket.get(), m_places.data(), int(count)); // non-blocking
    return size < 0 ? -errno : size;
}

bool TargetConnection::prepare(protocol::SessionMachine &machine, Instant now)
{
    const std::size_t count = machine.gather(m_segments, now, m_slot);
    m_outgoing.size = 0;
    m_hasForeign = false;
    for (std::size_t i = 0; i < count; ++i) {
        const auto &[data, size] = m_segments[i];
        m_hasForeign = m_hasForeign || isForeign(data);
        m_parts[i] = {const_cast<std::byte *>(data), size}; // sendmsg() does not write to it
        m_outgoing.size += size;
    }
    m_outgoing.message.msg_iov = m_parts.data();
    m_outgoing.message.msg_iovlen = count;
    return count > 0;
}

void TargetConnection::send(protocol::SessionMachine &machine, Instant now)
{
    // So few bytes are fewer PDUs than a batch takes: nothing waits behind them.
    constexpr std::size_t kSmall = protocol::SessionMachine::kMostPdusAtOnce * protocol::kBhsSize;
    bool rest = std::exchange(m_blocked, false); // of a batch that is full perhaps
    while (!m_blocked && prepare(machine, now)) {
        m_isLeft = !std::exchange(rest, false) && !m_hasForeign && m_outgoing.message.msg_iovlen < kSegments &&
                   m_outgoing.size < kSmall;
        if (m_isLeft)
            return;
        sendPrepared(machine, now);
    }
}

void TargetConnection::sendPrepared(protocol::SessionMachine &machine, Instant now)
{
    m_outgoing.result = m_hasForeign ? sendParts() : sendRun(0, m_outgoing.message.msg_iovlen);
    takeResult(machine, now);
}

/// \return bytes, or -errno
ssize_t TargetConnection::sendParts()
{
    const std::size_t count = m_outgoing.message.msg_iovlen;
    ssize_t sum = 0;
    for (std::size_t i = 0; i < count;) {
        const std::size_t begin = i++;
        const bool foreign = isForeign(m_parts[begin].iov_base);
        std::size_t wanted = m_parts[begin].iov_len;
        for (; !foreign && i < count && !isForeign(m_parts[i].iov_base); ++i)
            wanted += m_parts[i].iov_len;
        const ssize_t size = foreign ? m_pages->send(m_outgoing.fd, static_cast<std::byte *>(m_parts[begin].iov_base),
                                                     m_parts[begin].iov_len)
                                     : sendRun(begin, i);
        if (size < 0)
            return sum > 0 ? sum : size;
        sum += size;
        if (std::size_t(size) < wanted)
            break;
    }
    return sum;
}

/// \return bytes, or -errno
ssize_t TargetConnection::sendRun(std::size_t begin, std::size_t end)
{
    msghdr message{};
    message.msg_iov = &m_parts[begin];
    message.msg_iovlen = end - begin;
    const int more = end < m_outgoing.message.msg_iovlen ? MSG_MORE : 0; // a header travels with its data
    const ssize_t size = ::sendmsg(m_outgoing.fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL | more);
    return size < 0 ? -errno : size;
}

void TargetConnection::sendLeft(protocol::SessionMachine &machine, Instant now)
{
    if (std::exchange(m_isLeft, false))
        sendPrepared(machine, now);
}

void TargetConnection::sent(protocol::SessionMachine &machine, Instant now)
{
    if (std::exchange(m_isLeft, false))
        takeResult(machine, now);
}

void TargetConnection::takeResult(protocol::SessionMachine &machine, Instant now)
{
    const ssize_t result = m_outgoing.result;
    if (result == -EINTR)
        return;
    if (result == -EAGAIN) {
        m_blocked = true;
        return machine.sent(0, now, m_slot);
    }
    if (result < 0)
        return machine.handleEndOfStream(connectionError("send", int(-result)), now, m_slot);
    machine.sent(std::size_t(result), now, m_slot);
    ipc::add(m_counters.bytesSent, std::uint64_t(result));
    m_blocked = std::size_t(result) < m_outgoing.size;
}

} // namespace portolan::dataplane::worker
