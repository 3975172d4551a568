// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/queue_limits.h"
#include "daemon/protocol/pdu/bhs.h"

#include <cstdint>
#include <string>

namespace portolan::dataplane::worker {

/// A logical unit as the SCSI layer found it.
struct LogicalUnit {
    protocol::Lun lun{};
    std::string vendor{}, model{}, revision{}, serial{}, wwid{};
    std::string problem{};  ///< Empty: a disk that can be exported.
    bool transient = false; ///< The problem may go away by itself: not ready, an answer that did not come.
    std::uint64_t sizeBytes = 0;
    std::uint32_t blockSize = 512;
    bool readOnly = false;
    bool thin = false;      ///< Can unmap.
    bool writeCache = true; ///< A write that was answered may be lost without SYNCHRONIZE CACHE.
    bool writeCacheKnown = false;
    std::uint32_t physicalBlockSize = 0; ///< Bytes; 0 = not reported.
    std::uint16_t rotationRate = 0;      ///< As protocol::scsi::BlockCharacteristics.
    bool forceUnitAccess = false;
    QueueLimits limits{};
    bool writeSame = true;     ///< WRITE SAME(16) has not been refused yet.
    bool zeroingUnmap = false; ///< WRITE SAME(16) with UNMAP leaves zeroes, unmapped or not.

    /// The same disk as before, whatever else changed.
    [[nodiscard]] bool isSameDisk(const LogicalUnit &other) const
    {
        return lun == other.lun && vendor == other.vendor && model == other.model && serial == other.serial &&
               wwid == other.wwid && blockSize == other.blockSize;
    }
    friend bool operator==(const LogicalUnit &, const LogicalUnit &) = default;
};

} // namespace portolan::dataplane::worker
