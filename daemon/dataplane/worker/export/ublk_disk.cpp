// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/ublk_disk.h"

#include "daemon/dataplane/worker/export/release_pages.h"

#include <cerrno>
#include <cstring>
#include <sys/mman.h>

namespace portolan::dataplane::worker {

UblkDisk::UblkDisk(UniqueFd file, UnitId unit, std::string device)
    : m_file(std::move(file))
    , m_unit(unit)
    , m_device(std::move(device))
{}

Result<std::unique_ptr<UblkDisk>> UblkDisk::create(UblkPort &port, UniqueFd file, UnitId unit, std::string device)
{
    std::unique_ptr<UblkDisk> disk(new UblkDisk(std::move(file), unit, std::move(device)));
    // The kernel does not say how many there are, but refuses to show more.
    while (disk->m_queues.size() < ublk::kMostQueues) {
        const auto requests = port.mapRequests(disk->file(), unsigned(disk->m_queues.size()));
        if (!requests)
            return fail(requests.error());
        if (*requests == nullptr)
            break;
        disk->m_queues.push_back(*requests);
    }
    void *const memory =
        ::mmap(nullptr, disk->memorySize(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        return fail(ErrorCode::Internal, "ublk: memory for " + disk->device() + ": " + std::strerror(errno), errno);
    disk->m_memory = static_cast<std::byte *>(memory);
    return disk;
}

UblkDisk::~UblkDisk()
{
    if (m_memory != nullptr)
        ::munmap(m_memory, memorySize());
    for (const ublksrv_io_desc *const requests : m_queues)
        ::munmap(const_cast<ublksrv_io_desc *>(requests), UblkPort::requestsSize());
}

std::byte *UblkDisk::memory(Place place) const { return m_memory + std::size_t(place) * ublk::kMaxRequestBytes; }

UblkPort::Command UblkDisk::command(std::uint32_t operation, Place place, std::int32_t result) const
{
    UblkPort::Command command;
    command.file = file();
    command.operation = operation;
    command.queue = place / ublk::kQueueDepth;
    command.tag = place % ublk::kQueueDepth;
    command.result = result;
    command.memory = memory(place);
    return command;
}

void UblkDisk::trim() { releasePages(m_memory, memorySize()); }

} // namespace portolan::dataplane::worker
