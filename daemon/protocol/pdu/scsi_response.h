// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

namespace portolan::protocol::pdu {

/// SCSI Response, RFC 7143 §11.4. Data segment: sense length, sense, response data; see SenseView.
struct ScsiResponse {
    static constexpr std::uint8_t kCompleted = 0;     ///< §11.4.3
    static constexpr std::uint8_t kTargetFailure = 1; ///< §11.4.3

    bool bidirectionalOverflow = false;
    bool bidirectionalUnderflow = false;
    bool overflow = false;
    bool underflow = false;
    std::uint8_t response = kCompleted;  ///< §11.4.3: 0, 1, or 80h to FFh of the vendor
    std::uint8_t status = 0;             ///< SAM status, §11.4.2; 0 unless the command completed.
    std::uint32_t dataSegmentLength = 0; ///< Bytes
    std::uint16_t statusQualifier = 0;   ///< RFC 7144 §7.3, only with iSCSIProtocolLevel=2
    std::uint32_t initiatorTaskTag = 0;
    std::uint32_t snackTag = 0; ///< §11.4.6, 0 = none
    std::uint32_t statSn = 0;
    std::uint32_t expCmdSn = 0;
    std::uint32_t maxCmdSn = 0;
    std::uint32_t expDataSn = 0;             ///< §11.4.8: number of Data-In PDUs that were sent
    std::uint32_t bidirectionalResidual = 0; ///< §11.4.4, bytes; 0 without its flag
    std::uint32_t residual = 0;              ///< §11.4.5, bytes; 0 without its flag

    /// Flags and status mean nothing unless the command completed (§11.4.3), so they are left 0 then.
    /// \return ProtocolViolation also for a reserved response code or overflow and underflow together (§11.4.1)
    static Result<ScsiResponse> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const ScsiResponse &, const ScsiResponse &) = default;
};

} // namespace portolan::protocol::pdu
