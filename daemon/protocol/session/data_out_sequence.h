// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/pdu/bhs.h"
#include "daemon/protocol/pdu/data_out.h"
#include "daemon/protocol/session/task_table.h"

#include <algorithm>

namespace portolan::protocol {

/// One run of Data-Out PDUs: the unsolicited burst of a command or the answer to one R2T, RFC 7143 §11.7.
struct DataOutSequence {
    Task *task = nullptr;
    std::uint32_t targetTransferTag = kReservedTag; ///< Reserved: unsolicited
    Lun lun{};                                      ///< Of the R2T
    std::uint32_t offset = 0;                       ///< Of the next PDU, bytes
    std::uint32_t remaining = 0;                    ///< Bytes
    std::uint32_t dataSn = 0;

    [[nodiscard]] bool finished() const { return remaining == 0; }

    /// Bytes for one PDU: all but the last a multiple of four, §11.7.7.
    [[nodiscard]] static std::uint32_t piece(std::uint32_t wanted, std::uint32_t maxSegment)
    {
        return wanted <= maxSegment ? wanted : maxSegment & ~3u;
    }

    /// Describes the next PDU and moves on. `bufferOffset` and `dataSegmentLength` tell which bytes go with it.
    pdu::DataOut next(std::uint32_t maxSegment, std::uint32_t expStatSn)
    {
        pdu::DataOut out;
        out.dataSegmentLength = piece(remaining, maxSegment);
        out.bufferOffset = offset;
        offset += out.dataSegmentLength;
        remaining -= out.dataSegmentLength;
        out.final = remaining == 0;
        out.lun = lun;
        out.initiatorTaskTag = task->tag;
        out.targetTransferTag = targetTransferTag;
        out.expStatSn = expStatSn;
        out.dataSn = dataSn++;
        return out;
    }
};

} // namespace portolan::protocol
