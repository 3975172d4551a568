// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/export/block_export.h"

#include <linux/ublk_cmd.h>

namespace portolan::dataplane::worker {

/// What a request of the kernel means for a unit.
struct UblkPlan {
    int refusal = 0; ///< errno; if set, nothing else is.
    BlockOperation operation = BlockOperation::Read;
    std::uint64_t offset = 0, length = 0; ///< Bytes
    bool forceUnitAccess = false;
    bool flushAfter = false; ///< It is durable only then, and must be.
    bool mayUnmap = false;
    bool mustZero = false; ///< If it may not unmap, it has to write zeroes.

    [[nodiscard]] bool transfers() const
    {
        return operation == BlockOperation::Read || operation == BlockOperation::Write;
    }

    /// \param unit  nullptr: it is gone
    [[nodiscard]] static UblkPlan of(const ublksrv_io_desc &request, const ExportedUnit *unit);
};

/// As the kernel takes it: bytes that were transferred, or -errno.
/// \param transferred  of a read or write
[[nodiscard]] std::int32_t ublkResult(int error, std::uint64_t transferred);

} // namespace portolan::dataplane::worker
