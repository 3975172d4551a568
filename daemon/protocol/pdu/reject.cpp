// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/reject.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

std::string_view nameOf(RejectReason reason)
{
    switch (reason) {
    case RejectReason::DataDigestError:
        return "data digest error";
    case RejectReason::SnackReject:
        return "SNACK reject";
    case RejectReason::ProtocolError:
        return "protocol error";
    case RejectReason::CommandNotSupported:
        return "command not supported";
    case RejectReason::ImmediateCommandReject:
        return "too many immediate commands";
    case RejectReason::TaskInProgress:
        return "task in progress";
    case RejectReason::InvalidDataAck:
        return "invalid data ACK";
    case RejectReason::InvalidPduField:
        return "invalid PDU field";
    case RejectReason::LongOperationReject:
        return "cannot generate a target transfer tag";
    case RejectReason::NegotiationReset:
        return "negotiation reset";
    case RejectReason::WaitingForLogout:
        return "waiting for logout";
    }
    return "unassigned reason";
}

bool mayResend(RejectReason reason)
{
    return reason == RejectReason::DataDigestError || reason == RejectReason::SnackReject ||
           reason == RejectReason::ImmediateCommandReject || reason == RejectReason::LongOperationReject;
}

Result<Reject> Reject::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::Reject, "Reject", Segments::Data); !checked)
        return fail(std::move(checked).error());
    Reject pdu;
    pdu.reason = RejectReason(load<2, 1>(bhs));
    pdu.dataSegmentLength = load<5, 3>(bhs);
    loadTargetNumbers(bhs, pdu);
    pdu.dataSn = load<36, 4>(bhs);
    return pdu;
}

void Reject::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::Reject, kFinal, dataSegmentLength);
    store<2, 1>(bhs, std::uint32_t(reason));
    store<16, 4>(bhs, kReservedTag);
    storeTargetNumbers(bhs, *this);
    store<36, 4>(bhs, dataSn);
}

Result<BhsView> Reject::rejectedHeader(std::span<const std::byte> data)
{
    if (data.size() < kBhsSize)
        return fail(ErrorCode::ProtocolViolation, "Reject does not carry the header of the rejected PDU");
    return BhsView(data.first<kBhsSize>());
}

} // namespace portolan::protocol::pdu
