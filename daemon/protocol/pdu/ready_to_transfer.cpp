// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/ready_to_transfer.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

Result<ReadyToTransfer> ReadyToTransfer::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::ReadyToTransfer, "R2T", Segments::None); !checked)
        return fail(std::move(checked).error());
    ReadyToTransfer pdu;
    pdu.lun = loadLun(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.targetTransferTag = load<20, 4>(bhs);
    loadTargetNumbers(bhs, pdu);
    pdu.r2tSn = load<36, 4>(bhs);
    pdu.bufferOffset = load<40, 4>(bhs);
    pdu.desiredDataTransferLength = load<44, 4>(bhs);
    if (pdu.targetTransferTag == kReservedTag)
        return fail(ErrorCode::ProtocolViolation, "R2T with the reserved target transfer tag");
    if (pdu.desiredDataTransferLength == 0)
        return fail(ErrorCode::ProtocolViolation, "R2T asks for no data");
    return pdu;
}

void ReadyToTransfer::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::ReadyToTransfer, kFinal, 0);
    storeLun(bhs, lun);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, targetTransferTag);
    storeTargetNumbers(bhs, *this);
    store<36, 4>(bhs, r2tSn);
    store<40, 4>(bhs, bufferOffset);
    store<44, 4>(bhs, desiredDataTransferLength);
}

} // namespace portolan::protocol::pdu
