// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/nop.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

Result<NopOut> NopOut::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::NopOut, "NOP-Out", Segments::Data); !checked)
        return fail(std::move(checked).error());
    NopOut pdu;
    pdu.immediate = isImmediate(bhs);
    pdu.dataSegmentLength = load<5, 3>(bhs);
    pdu.lun = loadLun(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.targetTransferTag = load<20, 4>(bhs);
    loadCommandNumbers(bhs, pdu);
    if (pdu.initiatorTaskTag == kReservedTag && !pdu.immediate)
        return fail(ErrorCode::ProtocolViolation, "NOP-Out without a task tag must be immediate");
    return pdu;
}

void NopOut::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::NopOut, kFinal, dataSegmentLength, immediate);
    storeLun(bhs, lun);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, targetTransferTag);
    storeCommandNumbers(bhs, *this);
}

Result<NopIn> NopIn::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::NopIn, "NOP-In", Segments::Data); !checked)
        return fail(std::move(checked).error());
    NopIn pdu;
    pdu.dataSegmentLength = load<5, 3>(bhs);
    pdu.lun = loadLun(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.targetTransferTag = load<20, 4>(bhs);
    loadTargetNumbers(bhs, pdu);
    if (pdu.initiatorTaskTag != kReservedTag && pdu.targetTransferTag != kReservedTag)
        return fail(ErrorCode::ProtocolViolation, "NOP-In is both an answer and a ping");
    if (pdu.initiatorTaskTag == kReservedTag && pdu.dataSegmentLength != 0)
        return fail(ErrorCode::ProtocolViolation, "NOP-In carries data but answers no ping");
    return pdu;
}

void NopIn::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::NopIn, kFinal, dataSegmentLength);
    storeLun(bhs, lun);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, targetTransferTag);
    storeTargetNumbers(bhs, *this);
}

} // namespace portolan::protocol::pdu
