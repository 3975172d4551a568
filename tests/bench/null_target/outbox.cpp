// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/outbox.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <isa-l/crc.h>
#include <sys/socket.h>

namespace null_target {

namespace {

constexpr std::size_t kPerPdu = kHeader + kDigest + 3 + kDigest;
constexpr std::size_t kCopies = std::size_t(1) << 20;

/// As it stands on the wire, §12.1.
std::uint32_t crcOf(const void *data, std::size_t size, std::uint32_t before = 0xffffffff)
{
    // ISA-L takes a pointer to what it does not change.
    return crc32_iscsi(static_cast<unsigned char *>(const_cast<void *>(data)), int(size), before);
}

} // namespace

Outbox::Outbox()
    : m_memory(kPdus * kPerPdu + kCopies)
{
    m_parts.reserve(3 * kPdus);
}

bool Outbox::hasRoom(std::size_t pdus) const
{
    return m_used + pdus * kPerPdu + 65536 <= m_memory.size() && m_parts.size() + 3 * pdus <= m_parts.capacity();
}

std::byte *Outbox::take(std::size_t size)
{
    std::byte *const at = m_memory.data() + m_used;
    m_used += size;
    return at;
}

void Outbox::add(const std::byte *data, std::size_t size)
{
    if (m_first < m_parts.size() && static_cast<std::byte *>(m_parts.back().iov_base) + m_parts.back().iov_len == data)
        m_parts.back().iov_len += size;
    else
        m_parts.push_back({const_cast<std::byte *>(data), size}); // sendmsg() does not write to it
}

std::byte *Outbox::header()
{
    std::byte *const at = m_memory.data() + m_used;
    std::fill_n(at, kHeader, std::byte(0));
    return at;
}

void Outbox::commit(std::span<const std::byte> data)
{
    std::byte *const at = take(kHeader);
    put24(at + 5, std::uint32_t(data.size()));
    std::size_t size = kHeader;
    if (m_headerDigest) {
        const std::uint32_t crc = ~crcOf(at, kHeader);
        std::memcpy(take(kDigest), &crc, kDigest);
        size += kDigest;
    }
    add(at, size);
    if (data.empty())
        return;
    add(data.data(), data.size());
    const std::size_t padding = padded(data.size()) - data.size();
    if (padding == 0 && !m_dataDigest)
        return;
    std::byte *const trailer = take(padding);
    std::fill_n(trailer, padding, std::byte(0));
    if (m_dataDigest) {
        const std::uint32_t crc = ~crcOf(trailer, padding, crcOf(data.data(), data.size()));
        std::memcpy(take(kDigest), &crc, kDigest);
    }
    add(trailer, padding + (m_dataDigest ? kDigest : 0));
}

void Outbox::commitCopy(std::span<const std::byte> data)
{
    // Behind the place of the header, digests and padding of this PDU.
    std::byte *const copy = m_memory.data() + m_used + kPerPdu;
    std::copy(data.begin(), data.end(), copy);
    commit({copy, data.size()});
    m_used = std::size_t(copy + data.size() - m_memory.data());
}

bool Outbox::send(int socket)
{
    while (!empty()) {
        msghdr message{};
        message.msg_iov = m_parts.data() + m_first;
        message.msg_iovlen = std::min<std::size_t>(m_parts.size() - m_first, IOV_MAX);
        ssize_t size = ::sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR)
            continue;
        if (size < 0)
            return errno == EAGAIN;
        for (; size > 0; ++m_first) {
            iovec &part = m_parts[m_first];
            if (std::size_t(size) < part.iov_len) {
                part = {static_cast<std::byte *>(part.iov_base) + size, part.iov_len - std::size_t(size)};
                break;
            }
            size -= ssize_t(part.iov_len);
        }
    }
    m_parts.clear();
    m_first = 0;
    m_used = 0;
    return true;
}

} // namespace null_target
