// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/logout.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

namespace {

constexpr std::uint32_t kReasonMask = 0x7f;

} // namespace

Result<LogoutRequest> LogoutRequest::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::LogoutRequest, "Logout Request", Segments::None); !checked)
        return fail(std::move(checked).error());
    const std::uint32_t reason = load<1, 1>(bhs) & kReasonMask;
    if (reason > std::uint32_t(LogoutReason::RemoveConnectionForRecovery))
        return fail(ErrorCode::ProtocolViolation, "Logout Request with a reserved reason");
    LogoutRequest pdu;
    pdu.immediate = isImmediate(bhs);
    pdu.reason = LogoutReason(reason);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    if (pdu.reason != LogoutReason::CloseSession)
        pdu.cid = std::uint16_t(load<20, 2>(bhs));
    loadCommandNumbers(bhs, pdu);
    return pdu;
}

void LogoutRequest::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::LogoutRequest, kFinal | std::uint32_t(reason), 0, immediate);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 2>(bhs, cid);
    storeCommandNumbers(bhs, *this);
}

Result<LogoutResponse> LogoutResponse::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::LogoutResponse, "Logout Response", Segments::None); !checked)
        return fail(std::move(checked).error());
    const std::uint32_t response = load<2, 1>(bhs);
    if (response > std::uint32_t(LogoutOutcome::CleanupFailed))
        return fail(ErrorCode::ProtocolViolation, "Logout Response with a reserved response code");
    LogoutResponse pdu;
    pdu.response = LogoutOutcome(response);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    loadTargetNumbers(bhs, pdu);
    pdu.time2Wait = std::uint16_t(load<40, 2>(bhs));
    pdu.time2Retain = std::uint16_t(load<42, 2>(bhs));
    return pdu;
}

void LogoutResponse::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::LogoutResponse, kFinal, 0);
    store<2, 1>(bhs, std::uint32_t(response));
    store<16, 4>(bhs, initiatorTaskTag);
    storeTargetNumbers(bhs, *this);
    store<40, 2>(bhs, time2Wait);
    store<42, 2>(bhs, time2Retain);
}

} // namespace portolan::protocol::pdu
