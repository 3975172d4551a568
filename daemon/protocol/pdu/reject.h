// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

#include <string_view>

namespace portolan::protocol::pdu {

/// §11.17.1. Values that are not here are kept as they came; to be handled as ProtocolError (REJ-11).
enum class RejectReason : std::uint8_t {
    DataDigestError = 0x02,
    SnackReject = 0x03,
    ProtocolError = 0x04,
    CommandNotSupported = 0x05,
    ImmediateCommandReject = 0x06,
    TaskInProgress = 0x07,
    InvalidDataAck = 0x08,
    InvalidPduField = 0x09,
    LongOperationReject = 0x0a, ///< The target cannot generate a transfer tag now.
    NegotiationReset = 0x0b,    ///< Deprecated: treated as a failed negotiation.
    WaitingForLogout = 0x0c,
};

[[nodiscard]] std::string_view nameOf(RejectReason reason);
/// Whether §11.17.1 lets the original PDU be sent again.
[[nodiscard]] bool mayResend(RejectReason reason);

/// Reject, RFC 7143 §11.17. Data segment: the header of the PDU that was rejected.
struct Reject {
    RejectReason reason = RejectReason::ProtocolError;
    std::uint32_t dataSegmentLength = 0; ///< Bytes
    std::uint32_t statSn = 0;
    std::uint32_t expCmdSn = 0;
    std::uint32_t maxCmdSn = 0;
    std::uint32_t dataSn = 0; ///< §11.17.3: DataSN or R2TSN, only for a SNACK rejected as protocol error

    static Result<Reject> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    /// The header of the rejected PDU.
    /// \param data  the data segment, without padding
    static Result<BhsView> rejectedHeader(std::span<const std::byte> data);
    friend bool operator==(const Reject &, const Reject &) = default;
};

} // namespace portolan::protocol::pdu
