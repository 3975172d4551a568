// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

namespace portolan::protocol::pdu {

/// SCSI Data-In, RFC 7143 §11.7.
struct DataIn {
    bool final = false;       ///< Last PDU of its sequence, §11.7.1
    bool acknowledge = false; ///< A, §11.7.2; means nothing at ErrorRecoveryLevel 0.
    bool overflow = false;    ///< This and underflow are valid only with hasStatus, §11.7.3.
    bool underflow = false;
    bool hasStatus = false;                         ///< S, §11.7.3: stands for a SCSI Response as well.
    std::uint8_t status = 0;                        ///< SAM status; 0 without hasStatus
    std::uint32_t dataSegmentLength = 0;            ///< Bytes; may be 0
    Lun lun{};                                      ///< Means nothing without acknowledge.
    std::uint32_t initiatorTaskTag = 0;             ///< Of the command
    std::uint32_t targetTransferTag = kReservedTag; ///< Means nothing without acknowledge, §11.7.4
    std::uint32_t statSn = 0;                       ///< 0 without hasStatus
    std::uint32_t expCmdSn = 0;
    std::uint32_t maxCmdSn = 0;
    std::uint32_t dataSn = 0;       ///< From 0 in each command, §11.7.5
    std::uint32_t bufferOffset = 0; ///< Bytes, §11.7.6
    std::uint32_t residual = 0;     ///< Bytes; 0 unless overflow or underflow

    /// \return ProtocolViolation also for status without F, overflow and underflow together, or a status that needs a
    /// SCSI Response of its own (§11.7.3)
    static Result<DataIn> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const DataIn &, const DataIn &) = default;
};

} // namespace portolan::protocol::pdu
