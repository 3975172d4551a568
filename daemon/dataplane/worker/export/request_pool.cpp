// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/request_pool.h"

#include "daemon/dataplane/worker/export/release_pages.h"

#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <utility>

namespace portolan::dataplane::worker {

Result<RequestPool> RequestPool::create(std::size_t slots, std::uint32_t firstIndex)
{
    void *memory =
        ::mmap(nullptr, slots * kSlotSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return fail(ErrorCode::Internal, std::string("memory for requests: ") + std::strerror(errno), errno);
    return RequestPool(static_cast<std::byte *>(memory), slots, firstIndex);
}

RequestPool::RequestPool(std::byte *memory, std::size_t slots, std::uint32_t firstIndex)
    : m_memory(memory)
    , m_firstIndex(firstIndex)
    , m_requests(slots)
{
    m_free.reserve(slots);
    for (std::size_t i = slots; i > 0; --i)
        m_free.push_back(std::uint32_t(i - 1));
}

RequestPool::RequestPool(RequestPool &&other) noexcept
    : m_memory(std::exchange(other.m_memory, nullptr))
    , m_firstIndex(other.m_firstIndex)
    , m_requests(std::move(other.m_requests))
    , m_free(std::move(other.m_free))
    , m_touched(other.m_touched)
{}

RequestPool::~RequestPool()
{
    if (m_memory != nullptr)
        ::munmap(m_memory, m_requests.size() * kSlotSize);
}

BlockRequest &RequestPool::take()
{
    const std::uint32_t slot = m_free.back();
    m_free.pop_back();
    m_touched = true;
    BlockRequest &request = m_requests[slot];
    request = BlockRequest{};
    request.index = m_firstIndex + slot;
    request.payload = message(request) + kMessageHeader;
    request.scratch = message(request) + kMessageSize + kMaxBlockSize;
    return request;
}

void RequestPool::give(BlockRequest &request) { m_free.push_back(std::uint32_t(slotOf(request))); }

std::byte *RequestPool::message(const BlockRequest &request) const
{
    return m_memory + slotOf(request) * kSlotSize + kMaxBlockSize;
}

void RequestPool::trim()
{
    if (!std::exchange(m_touched, false))
        return;
    releasePages(m_memory, m_requests.size() * kSlotSize);
}

} // namespace portolan::dataplane::worker
