// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

namespace portolan::protocol::pdu {

/// §11.14.1. Other values are never accepted.
enum class LogoutReason : std::uint8_t { CloseSession = 0, CloseConnection = 1, RemoveConnectionForRecovery = 2 };

/// §11.15.1. Other values are never accepted.
enum class LogoutOutcome : std::uint8_t { Closed = 0, CidNotFound = 1, RecoveryNotSupported = 2, CleanupFailed = 3 };

/// Logout Request, RFC 7143 §11.14. No data segment.
struct LogoutRequest {
    bool immediate = false;
    LogoutReason reason = LogoutReason::CloseSession;
    std::uint32_t initiatorTaskTag = 0;
    std::uint16_t cid = 0; ///< §11.14.2; 0 for CloseSession
    std::uint32_t cmdSn = 0;
    std::uint32_t expStatSn = 0;

    static Result<LogoutRequest> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const LogoutRequest &, const LogoutRequest &) = default;
};

/// Logout Response, RFC 7143 §11.15. No data segment.
struct LogoutResponse {
    LogoutOutcome response = LogoutOutcome::Closed;
    std::uint32_t initiatorTaskTag = 0;
    std::uint32_t statSn = 0;
    std::uint32_t expCmdSn = 0;
    std::uint32_t maxCmdSn = 0;
    std::uint16_t time2Wait = 0;   ///< Seconds, §11.15.3
    std::uint16_t time2Retain = 0; ///< Seconds, §11.15.4

    static Result<LogoutResponse> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const LogoutResponse &, const LogoutResponse &) = default;
};

} // namespace portolan::protocol::pdu
