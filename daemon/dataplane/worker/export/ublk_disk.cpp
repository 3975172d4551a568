// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/ublk_disk.h"

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
    return disk;
}

UblkDisk::~UblkDisk()
{
    for (const ublksrv_io_desc *const requests : m_queues)
        ::munmap(const_cast<ublksrv_io_desc *>(requests), UblkPort::requestsSize());
}

UblkPort::Command UblkDisk::command(std::uint32_t operation, Place place, std::int32_t result) const
{
    return {{at(place)}, operation, result};
}

} // namespace portolan::dataplane::worker
