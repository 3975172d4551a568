// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/pdu/bhs.h"
#include "daemon/protocol/session/session_machine.h"
#include "daemon/protocol/session/task_table.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace portolan::protocol {

/// PDUs on their way out, RFC 7143 §11.1: headers, digests and padding in one buffer of its own, payload by reference.
///
/// A batch grows at its end and starts anew when all of it has left, so the bytes that gather() pointed at never move.
/// Headers that follow each other without payload become one segment.
class SendQueue {
public:
    static constexpr std::size_t kMaxPdus = SessionMachine::kMostPdusAtOnce;
    /// Bytes after which a batch takes no more: what an urgent PDU may have to wait for.
    static constexpr std::size_t kMaxBytes = std::size_t(1) << 20;

    SendQueue();

    void reset(bool headerDigest, bool dataDigest);
    [[nodiscard]] bool empty() const { return m_firstSegment == m_segments.size(); }
    [[nodiscard]] bool hasRoom() const { return m_pdus < kMaxPdus && m_bytes < kMaxBytes; }
    [[nodiscard]] std::size_t segments() const { return m_segments.size() - m_firstSegment; }

    /// Where to encode the next header. Then commit(). Needs hasRoom().
    [[nodiscard]] BhsSpan header() { return BhsSpan(m_wire.data() + m_wireUsed, kBhsSize); }
    /// \param payload  must stay until the PDU has left
    /// \param owner    its pendingPdus counts this PDU until then; may be nullptr if the payload lives for ever
    void commit(std::span<const std::byte> payload = {}, Task *owner = nullptr);

    std::size_t gather(std::span<Segment> out) const;
    /// \param bytes    at most what gather() gave
    /// \param release  called with the owner of each PDU whose last byte left
    template <typename Release>
    void sent(std::size_t bytes, Release release)
    {
        advance(bytes);
        while (m_firstOwned < m_owned.size() && m_owned[m_firstOwned].end <= m_sentBytes) {
            Task *const task = m_owned[m_firstOwned++].task;
            --task->pendingPdus;
            release(*task);
        }
        if (empty())
            restart();
    }

private:
    struct Owned {
        std::uint64_t end = 0; ///< Offset in the batch behind the PDU's last byte
        Task *task = nullptr;
    };

    void append(const std::byte *data, std::size_t size);
    void advance(std::size_t bytes);
    void restart();

    /// Header, header digest, padding, data digest.
    static constexpr std::size_t kMostPerPdu = kBhsSize + 4 + 3 + 4;

    bool m_headerDigest = false;
    bool m_dataDigest = false;
    std::vector<std::byte> m_wire;
    std::size_t m_wireUsed = 0;
    std::vector<Segment> m_segments;
    std::size_t m_firstSegment = 0;
    std::vector<Owned> m_owned;
    std::size_t m_firstOwned = 0;
    std::size_t m_pdus = 0;
    std::size_t m_bytes = 0; ///< Not sent yet
    std::uint64_t m_builtBytes = 0;
    std::uint64_t m_sentBytes = 0;
};

} // namespace portolan::protocol
