// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/ublk_abi.h"
#include "common/types/unique_fd.h"
#include "daemon/dataplane/worker/export/block_export.h"
#include "daemon/dataplane/worker/export/ublk_port.h"

#include <memory>
#include <string>
#include <vector>

namespace portolan::dataplane::worker {

/// One ublk device that is served: its descriptor and the requests that the kernel shows.
class UblkDisk {
public:
    /// A tag of a queue, of all queues: tags of the first one come first.
    using Place = std::uint16_t;

    /// \param file  /dev/ublkcN; nobody else may have shown an interest in it
    static Result<std::unique_ptr<UblkDisk>> create(UblkPort &port, UniqueFd file, UnitId unit, std::string device);
    ~UblkDisk();
    UblkDisk(const UblkDisk &) = delete;
    UblkDisk &operator=(const UblkDisk &) = delete;

    [[nodiscard]] int file() const { return m_file.get(); }
    [[nodiscard]] UnitId unit() const { return m_unit; }
    [[nodiscard]] const std::string &device() const { return m_device; } ///< "ublkb3"
    [[nodiscard]] Place places() const { return Place(m_queues.size() * ublk::kQueueDepth); }
    /// The request of a place, once. The kernel writes there only before it gives the tag to us.
    [[nodiscard]] ublksrv_io_desc request(Place place) const
    {
        return m_queues[place / ublk::kQueueDepth][place % ublk::kQueueDepth];
    }
    [[nodiscard]] UblkPort::Place at(Place place) const
    {
        return {file(), std::uint16_t(place / ublk::kQueueDepth), std::uint16_t(place % ublk::kQueueDepth)};
    }
    /// \param operation  kFetch or kCommitAndFetch  \param result  of the request that is answered
    [[nodiscard]] UblkPort::Command command(std::uint32_t operation, Place place, std::int32_t result) const;

    std::uint32_t atKernel = 0; ///< Places that wait for a request.
    std::uint32_t inWork = 0;
    bool ended = false; ///< The kernel gives no more requests.

private:
    UblkDisk(UniqueFd file, UnitId unit, std::string device);

    UniqueFd m_file;
    const UnitId m_unit;
    const std::string m_device;
    std::vector<const ublksrv_io_desc *> m_queues; ///< The requests of each, mapped from the kernel.
};

} // namespace portolan::dataplane::worker
