// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/ublk_disk.h"

#include "common/types/ublk_abi.h"
#include "daemon/dataplane/worker/export/release_pages.h"

#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

namespace portolan::dataplane::worker {

namespace {

constexpr std::size_t kMemorySize = std::size_t(ublk::kQueueDepth) * ublk::kMaxRequestBytes;

/// The kernel takes whole pages only.
std::size_t requestsSize()
{
    const auto page = std::size_t(::sysconf(_SC_PAGESIZE));
    return (ublk::kQueueDepth * sizeof(ublksrv_io_desc) + page - 1) / page * page;
}

tl::unexpected<Error> systemError(const std::string &what, int error)
{
    return fail(ErrorCode::Internal, "ublk: " + what + ": " + std::strerror(error), error);
}

} // namespace

UblkDisk::UblkDisk(UniqueFd file, UnitId unit, std::string device)
    : m_file(std::move(file))
    , m_unit(unit)
    , m_device(std::move(device))
{}

Result<std::unique_ptr<UblkDisk>> UblkDisk::create(UniqueFd file, UnitId unit, std::string device)
{
    std::unique_ptr<UblkDisk> disk(new UblkDisk(std::move(file), unit, std::move(device)));
    void *const requests = ::mmap(nullptr, requestsSize(), PROT_READ, MAP_SHARED, disk->file(), UBLKSRV_CMD_BUF_OFFSET);
    if (requests == MAP_FAILED)
        return systemError("the requests of " + disk->device(), errno);
    disk->m_requests = static_cast<const ublksrv_io_desc *>(requests);
    void *const memory =
        ::mmap(nullptr, kMemorySize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return systemError("memory for " + disk->device(), errno);
    disk->m_memory = static_cast<std::byte *>(memory);
    return disk;
}

UblkDisk::~UblkDisk()
{
    if (m_requests != nullptr)
        ::munmap(const_cast<ublksrv_io_desc *>(m_requests), requestsSize());
    if (m_memory != nullptr)
        ::munmap(m_memory, kMemorySize);
}

std::byte *UblkDisk::memory(std::uint16_t tag) const { return m_memory + std::size_t(tag) * ublk::kMaxRequestBytes; }

void UblkDisk::trim() { releasePages(m_memory, kMemorySize); }

} // namespace portolan::dataplane::worker
