// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/send_queue.h"

#include "daemon/protocol/pdu/crc32c.h"

#include <algorithm>
#include <cstring>

namespace portolan::protocol {

SendQueue::SendQueue()
    : m_wire(kMaxPdus * kMostPerPdu)
{
    m_segments.reserve(kMaxPdus * 3);
    m_owned.reserve(kMaxPdus);
}

void SendQueue::reset(bool headerDigest, bool dataDigest)
{
    m_headerDigest = headerDigest;
    m_dataDigest = dataDigest;
    restart();
}

void SendQueue::restart()
{
    m_wireUsed = 0;
    m_segments.clear();
    m_firstSegment = 0;
    m_owned.clear();
    m_firstOwned = 0;
    m_pdus = 0;
    m_bytes = 0;
    m_builtBytes = m_sentBytes = 0;
}

void SendQueue::append(const std::byte *data, std::size_t size)
{
    if (!empty() && m_segments.back().data + m_segments.back().size == data)
        m_segments.back().size += size;
    else
        m_segments.push_back({data, size});
    m_bytes += size;
    m_builtBytes += size;
}

void SendQueue::commit(std::span<const std::byte> payload, Task *owner)
{
    ++m_pdus;
    std::byte *at = m_wire.data() + m_wireUsed;
    std::byte *const start = at;
    at += kBhsSize;
    if (m_headerDigest) {
        pdu::Crc32c crc;
        crc.update({start, kBhsSize});
        std::ranges::copy(crc.wire(), at);
        at += pdu::Crc32c::kSize;
    }
    append(start, std::size_t(at - start));
    if (!payload.empty()) {
        append(payload.data(), payload.size());
        std::byte *const trailer = at;
        at = std::fill_n(at, paddingOf(payload.size()), std::byte{0});
        if (m_dataDigest) {
            pdu::Crc32c crc;
            crc.update(payload);
            crc.update({trailer, std::size_t(at - trailer)});
            at = std::ranges::copy(crc.wire(), at).out;
        }
        if (at != trailer)
            append(trailer, std::size_t(at - trailer));
    }
    m_wireUsed = std::size_t(at - m_wire.data());
    if (owner != nullptr && !payload.empty()) {
        ++owner->pendingPdus;
        m_owned.push_back({m_builtBytes, owner});
    }
}

std::size_t SendQueue::gather(std::span<Segment> out) const
{
    const std::size_t count = std::min(out.size(), segments());
    std::copy_n(m_segments.begin() + std::ptrdiff_t(m_firstSegment), count, out.begin());
    return count;
}

void SendQueue::advance(std::size_t bytes)
{
    bytes = std::min(bytes, m_bytes); // more than there was cannot have left
    m_bytes -= bytes;
    m_sentBytes += bytes;
    while (bytes > 0) {
        Segment &segment = m_segments[m_firstSegment];
        const std::size_t part = std::min(bytes, segment.size);
        segment.data += part;
        segment.size -= part;
        bytes -= part;
        if (segment.size == 0)
            ++m_firstSegment;
    }
}

} // namespace portolan::protocol
