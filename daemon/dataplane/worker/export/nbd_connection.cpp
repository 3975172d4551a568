// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/nbd_connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/uio.h>

namespace portolan::dataplane::worker {

namespace {

/// Hundreds of headers, or a dozen small writes, in one receive.
constexpr std::size_t kStagingSize = 64 * 1024;
/// In one turn, so that a busy device leaves time to the network and to the others.
constexpr int kReceivesPerTurn = 16;
constexpr std::size_t kRepliesPerMessage = 64;

std::span<std::byte, nbd::kReplySize> headerIn(const BlockRequest &slot)
{
    // Whatever stood before the payload (of an unaligned request the blocks around it) is done with.
    return std::span<std::byte, nbd::kReplySize>(slot.payload - nbd::kReplySize, nbd::kReplySize);
}

} // namespace

NbdConnection::NbdConnection(UniqueFd socket, RequestPool &pool)
    : m_socket(std::move(socket))
    , m_pool(pool)
    , m_staging(kStagingSize)
    , m_replies(pool.size())
{}

NbdConnection::~NbdConnection() { close(); }

void NbdConnection::beginTurn()
{
    m_receivesLeft = kReceivesPerTurn;
    m_drained = false;
}

Result<std::optional<NbdConnection::Incoming>> NbdConnection::next()
{
    while (isOpen()) {
        if (!m_incoming) {
            if (const auto begun = beginRequest(); !begun)
                return fail(begun.error());
            if (m_starved)
                break;
        }
        if (m_incoming) {
            takeStaged();
            if (m_missing == 0)
                return std::exchange(m_incoming, std::nullopt);
        }
        const auto filled = fill();
        if (!filled)
            return fail(filled.error());
        if (!*filled)
            break;
    }
    return std::optional<Incoming>();
}

Result<> NbdConnection::beginRequest()
{
    m_starved = false;
    if (staged() < nbd::kRequestSize)
        return {};
    const auto header = std::span(m_staging).subspan(m_begin).first<nbd::kRequestSize>();
    const auto request = nbd::Request::parse(header);
    if (!request)
        return fail(ErrorCode::ProtocolViolation, "NBD: what arrives is no request");
    if (!m_pool.hasFree()) {
        m_starved = true;
        return {};
    }
    m_begin += nbd::kRequestSize;
    m_incoming = Incoming{*request, &m_pool.take()};
    m_have = 0;
    m_missing = request->is(nbd::Command::Write) ? request->length : 0;
    return {};
}

/// A payload that is too long is taken in over and over at the same place: its request is answered with an error.
void NbdConnection::takeStaged()
{
    const auto size = std::size_t(std::min<std::uint64_t>(staged(), m_missing));
    const bool keeps = m_incoming->request.length <= kMaxPayload;
    if (keeps && size > 0)
        std::memcpy(m_incoming->slot->payload + m_have, m_staging.data() + m_begin, size);
    m_begin += size;
    m_have += keeps ? size : 0;
    m_missing -= size;
}

/// \return false if there is nothing more, or enough for this turn
Result<bool> NbdConnection::fill()
{
    if (m_drained || m_receivesLeft-- <= 0)
        return false;
    std::memmove(m_staging.data(), m_staging.data() + m_begin, staged());
    m_end = staged();
    m_begin = 0;
    std::array<iovec, 2> parts{};
    std::size_t count = 0, direct = 0;
    if (m_missing > 0) { // then nothing is staged
        direct = std::size_t(std::min<std::uint64_t>(m_missing, kMaxPayload));
        parts[count++] = {m_incoming->slot->payload + m_have, direct};
    }
    parts[count++] = {m_staging.data() + m_end, m_staging.size() - m_end};
    ssize_t size = 0;
    do {
        size = ::readv(fd(), parts.data(), int(count));
    } while (size < 0 && errno == EINTR);
    if (size < 0 && errno == EAGAIN)
        return false;
    if (size < 0)
        return fail(ErrorCode::TransportFailed, std::string("NBD: receive: ") + std::strerror(errno), errno);
    if (size == 0)
        return fail(ErrorCode::TransportFailed, "the kernel has closed the connection");
    const auto received = std::size_t(size);
    m_drained = received < direct + parts[count - 1].iov_len;
    const std::size_t ofPayload = std::min(received, direct);
    m_have += m_incoming && m_incoming->request.length <= kMaxPayload ? ofPayload : 0;
    m_missing -= ofPayload;
    m_end += received - ofPayload;
    return true;
}

void NbdConnection::reply(BlockRequest &slot, const nbd::Request &request, int error, std::size_t payload)
{
    if (!isOpen())
        return m_pool.give(slot);
    nbd::writeReply(headerIn(slot), request.cookie, error);
    replyAt(m_replyCount++) = {&slot, nbd::kReplySize + payload};
}

Result<> NbdConnection::send()
{
    while (isOpen() && hasReplies()) {
        std::array<iovec, kRepliesPerMessage> parts; // NOLINT(*-member-init): filled as far as it is used
        const std::size_t count = std::min(m_replyCount, parts.size());
        std::size_t total = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const Reply &reply = replyAt(i);
            const std::size_t left = i == 0 ? m_sent : 0;
            parts[i] = {headerIn(*reply.slot).data() + left, reply.size - left};
            total += parts[i].iov_len;
        }
        msghdr message{};
        message.msg_iov = parts.data();
        message.msg_iovlen = count;
        const ssize_t size = ::sendmsg(fd(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0 && errno == EAGAIN)
            return {};
        if (size < 0)
            return fail(ErrorCode::TransportFailed, std::string("NBD: send: ") + std::strerror(errno), errno);
        dropSent(std::size_t(size));
        if (std::size_t(size) < total)
            return {};
    }
    return {};
}

void NbdConnection::dropSent(std::size_t bytes)
{
    m_sent += bytes;
    while (hasReplies() && m_sent >= replyAt(0).size) {
        m_sent -= replyAt(0).size;
        popReply();
    }
}

void NbdConnection::popReply()
{
    m_pool.give(*replyAt(0).slot);
    m_firstReply = (m_firstReply + 1) % m_replies.size();
    --m_replyCount;
}

void NbdConnection::close()
{
    m_socket.reset();
    m_starved = false;
    if (m_incoming)
        m_pool.give(*std::exchange(m_incoming, std::nullopt)->slot);
    while (hasReplies())
        popReply();
}

} // namespace portolan::dataplane::worker
