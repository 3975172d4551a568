// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

namespace portolan::protocol::pdu {

/// SCSI Data-Out, RFC 7143 §11.7.
struct DataOut {
    bool final = false;                             ///< Last PDU of its sequence, §11.7.1
    std::uint32_t dataSegmentLength = 0;            ///< Bytes
    Lun lun{};                                      ///< Copied from the R2T; 0 when unsolicited
    std::uint32_t initiatorTaskTag = 0;             ///< Of the command
    std::uint32_t targetTransferTag = kReservedTag; ///< Of the R2T, or reserved when unsolicited, §11.7.4
    std::uint32_t expStatSn = 0;
    std::uint32_t dataSn = 0;       ///< From 0 in each sequence, §11.7.5
    std::uint32_t bufferOffset = 0; ///< Bytes, §11.7.6

    static Result<DataOut> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const DataOut &, const DataOut &) = default;
};

} // namespace portolan::protocol::pdu
