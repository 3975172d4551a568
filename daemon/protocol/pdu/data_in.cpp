// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/data_in.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

namespace {

constexpr std::uint32_t kAcknowledge = 0x40;
constexpr std::uint32_t kOverflow = 0x04;
constexpr std::uint32_t kUnderflow = 0x02;
constexpr std::uint32_t kStatus = 0x01;
constexpr std::uint8_t kGood = 0x00;
constexpr std::uint8_t kConditionMet = 0x04;

Result<> loadStatus(BhsView bhs, DataIn &pdu)
{
    pdu.hasStatus = true;
    pdu.overflow = isSet(bhs, kOverflow);
    pdu.underflow = isSet(bhs, kUnderflow);
    pdu.status = std::uint8_t(load<3, 1>(bhs));
    pdu.statSn = load<24, 4>(bhs);
    if (!pdu.final)
        return fail(ErrorCode::ProtocolViolation, "Data-In carries status but is not final");
    if (pdu.overflow && pdu.underflow)
        return fail(ErrorCode::ProtocolViolation, "Data-In reports overflow and underflow together");
    if (pdu.status != kGood && pdu.status != kConditionMet)
        return fail(ErrorCode::ProtocolViolation, "Data-In carries a status that needs a SCSI Response");
    if (pdu.overflow || pdu.underflow)
        pdu.residual = load<44, 4>(bhs);
    return {};
}

} // namespace

Result<DataIn> DataIn::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::DataIn, "SCSI Data-In", Segments::Data); !checked)
        return fail(std::move(checked).error());
    DataIn pdu;
    pdu.final = isSet(bhs, kFinal);
    pdu.acknowledge = isSet(bhs, kAcknowledge);
    pdu.dataSegmentLength = load<5, 3>(bhs);
    pdu.lun = loadLun(bhs);
    pdu.targetTransferTag = load<20, 4>(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.expCmdSn = load<28, 4>(bhs);
    pdu.maxCmdSn = load<32, 4>(bhs);
    pdu.dataSn = load<36, 4>(bhs);
    pdu.bufferOffset = load<40, 4>(bhs);
    if (isSet(bhs, kStatus))
        if (auto loaded = loadStatus(bhs, pdu); !loaded)
            return fail(std::move(loaded).error());
    return pdu;
}

void DataIn::encode(BhsSpan bhs) const
{
    const std::uint32_t flags = flagIf(final, kFinal) | flagIf(acknowledge, kAcknowledge) |
                                flagIf(overflow, kOverflow) | flagIf(underflow, kUnderflow) |
                                flagIf(hasStatus, kStatus);
    beginHeader(bhs, Opcode::DataIn, flags, dataSegmentLength);
    store<3, 1>(bhs, status);
    storeLun(bhs, lun);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, targetTransferTag);
    storeTargetNumbers(bhs, *this);
    store<36, 4>(bhs, dataSn);
    store<40, 4>(bhs, bufferOffset);
    store<44, 4>(bhs, residual);
}

} // namespace portolan::protocol::pdu
