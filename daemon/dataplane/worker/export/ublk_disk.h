// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/unique_fd.h"
#include "daemon/dataplane/worker/export/block_export.h"

#include <linux/ublk_cmd.h>
#include <memory>
#include <string>

namespace portolan::dataplane::worker {

/// One ublk device that is served: its descriptor, the requests that the kernel shows, memory for their data.
class UblkDisk {
public:
    /// \param file  /dev/ublkcN; nobody else may have shown an interest in it
    static Result<std::unique_ptr<UblkDisk>> create(UniqueFd file, UnitId unit, std::string device);
    ~UblkDisk();
    UblkDisk(const UblkDisk &) = delete;
    UblkDisk &operator=(const UblkDisk &) = delete;

    [[nodiscard]] int file() const { return m_file.get(); }
    [[nodiscard]] UnitId unit() const { return m_unit; }
    [[nodiscard]] const std::string &device() const { return m_device; } ///< "ublkb3"
    /// The request of a tag, once. The kernel writes there only before it gives the tag to us.
    [[nodiscard]] ublksrv_io_desc request(std::uint16_t tag) const { return m_requests[tag]; }
    [[nodiscard]] std::byte *memory(std::uint16_t tag) const;
    /// Gives the pages back to the system. \pre no request is in work
    void trim();

    std::uint32_t atKernel = 0; ///< Tags that wait for a request.
    std::uint32_t inWork = 0;
    bool ended = false; ///< The kernel gives no more requests.

private:
    UblkDisk(UniqueFd file, UnitId unit, std::string device);

    UniqueFd m_file;
    const UnitId m_unit;
    const std::string m_device;
    const ublksrv_io_desc *m_requests = nullptr; ///< Mapped from the kernel.
    std::byte *m_memory = nullptr;
};

} // namespace portolan::dataplane::worker
