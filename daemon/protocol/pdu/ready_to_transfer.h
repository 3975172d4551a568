// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

namespace portolan::protocol::pdu {

/// Ready To Transfer (R2T), RFC 7143 §11.8. No data segment.
struct ReadyToTransfer {
    Lun lun{};
    std::uint32_t initiatorTaskTag = 0;  ///< Of the command
    std::uint32_t targetTransferTag = 0; ///< Never reserved, §11.8.5
    std::uint32_t statSn = 0;            ///< The next one; not consumed, §11.8.2
    std::uint32_t expCmdSn = 0;
    std::uint32_t maxCmdSn = 0;
    std::uint32_t r2tSn = 0;                     ///< §11.8.3
    std::uint32_t bufferOffset = 0;              ///< Bytes, §11.8.4
    std::uint32_t desiredDataTransferLength = 1; ///< Bytes, never 0, §11.8.4

    static Result<ReadyToTransfer> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const ReadyToTransfer &, const ReadyToTransfer &) = default;
};

} // namespace portolan::protocol::pdu
