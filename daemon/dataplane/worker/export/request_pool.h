// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/dataplane/worker/export/block_export.h"

#include <cstddef>
#include <vector>

namespace portolan::dataplane::worker {

/// The memory that requests of an export live in: address space for all of them, pages only for those that were used.
/// One slot:
///
///     kMaxBlockSize   room for the first block of an unaligned request
///     4096            the headers of the export's protocol, right before the payload
///     kMaxPayload     payload
///     kMaxBlockSize   room for the last block of an unaligned request
///     2*kMaxBlockSize scratch
class RequestPool {
public:
    static constexpr std::size_t kMessageHeader = 4096;
    static constexpr std::size_t kMessageSize = kMessageHeader + kMaxPayload;

    /// \param firstIndex  the requests of this pool bear this index and those behind it
    static Result<RequestPool> create(std::size_t slots, std::uint32_t firstIndex = 0);
    RequestPool(RequestPool &&other) noexcept;
    RequestPool &operator=(RequestPool &&) = delete;
    ~RequestPool();

    [[nodiscard]] bool hasFree() const { return !m_free.empty(); }
    [[nodiscard]] std::size_t size() const { return m_requests.size(); }
    [[nodiscard]] bool isIdle() const { return m_free.size() == m_requests.size(); }
    /// \pre hasFree(). The index and scratch are set; payload is where a read's data goes.
    [[nodiscard]] BlockRequest &take();
    void give(BlockRequest &request);
    /// Its place among the requests of this pool.
    [[nodiscard]] std::size_t slotOf(const BlockRequest &request) const { return request.index - m_firstIndex; }
    /// Where a message of kMessageSize bytes is received for this request.
    [[nodiscard]] std::byte *message(const BlockRequest &request) const;
    /// Gives the pages back to the system. \pre isIdle()
    void trim();

private:
    static constexpr std::size_t kSlotSize = kMessageSize + 4 * kMaxBlockSize;

    RequestPool(std::byte *memory, std::size_t slots, std::uint32_t firstIndex);

    std::byte *m_memory;
    std::uint32_t m_firstIndex;
    std::vector<BlockRequest> m_requests;
    std::vector<std::uint32_t> m_free; ///< Last in, first out: the warm ones first.
    bool m_touched = false;
};

} // namespace portolan::dataplane::worker
