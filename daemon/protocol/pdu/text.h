// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

namespace portolan::protocol::pdu {

/// Text Request, RFC 7143 §11.10. Data segment: text.
struct TextRequest {
    bool immediate = false;
    bool final = true;       ///< F, §11.10.1
    bool incomplete = false; ///< C, §11.10.2: the text continues in the next PDU.
    std::uint32_t dataSegmentLength = 0;
    Lun lun{};                                      ///< Copied from the Text Response.
    std::uint32_t initiatorTaskTag = 0;             ///< §11.10.3
    std::uint32_t targetTransferTag = kReservedTag; ///< §11.10.4; reserved starts a new negotiation.
    std::uint32_t cmdSn = 0;
    std::uint32_t expStatSn = 0;

    static Result<TextRequest> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const TextRequest &, const TextRequest &) = default;
};

/// Text Response, RFC 7143 §11.11. Data segment: text.
struct TextResponse {
    bool final = true;
    bool incomplete = false;
    std::uint32_t dataSegmentLength = 0;
    Lun lun{};
    std::uint32_t initiatorTaskTag = 0;
    std::uint32_t targetTransferTag = kReservedTag; ///< §11.11.4; to be ignored when final is set.
    std::uint32_t statSn = 0;
    std::uint32_t expCmdSn = 0;
    std::uint32_t maxCmdSn = 0;

    /// \return ProtocolViolation also for F together with C, or a continuation without a transfer tag (DIS-06)
    static Result<TextResponse> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const TextResponse &, const TextResponse &) = default;
};

} // namespace portolan::protocol::pdu
