// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

namespace portolan::protocol::pdu {

/// §11.9.1. 6 to 247 are reserved and never accepted.
enum class AsyncEvent : std::uint8_t {
    Scsi = 0,            ///< Sense in the data segment, LUN valid.
    LogoutRequest = 1,   ///< parameter3: seconds
    ConnectionDrop = 2,  ///< parameter1: CID, parameter2: Time2Wait, parameter3: Time2Retain
    SessionDrop = 3,     ///< parameter2: Time2Wait, parameter3: Time2Retain
    Negotiation = 4,     ///< parameter3: seconds
    TaskTermination = 5, ///< LUN valid; only with TaskReporting=FastAbort
    FirstVendor = 248,   ///< 248 to 255 belong to the vendor, vendorCode valid.
};

/// Async Message, RFC 7143 §11.9. Data segment: sense length, sense, event data; see SenseView.
struct AsyncMessage {
    std::uint32_t dataSegmentLength = 0; ///< Bytes
    Lun lun{};
    std::uint32_t statSn = 0;
    std::uint32_t expCmdSn = 0;
    std::uint32_t maxCmdSn = 0;
    AsyncEvent event = AsyncEvent::Scsi; ///< Any value from FirstVendor on is a vendor's.
    std::uint8_t vendorCode = 0;         ///< §11.9.2
    std::uint16_t parameter1 = 0;
    std::uint16_t parameter2 = 0;
    std::uint16_t parameter3 = 0;

    static Result<AsyncMessage> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const AsyncMessage &, const AsyncMessage &) = default;
};

} // namespace portolan::protocol::pdu
