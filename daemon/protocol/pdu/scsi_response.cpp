// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/scsi_response.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

namespace {

constexpr std::uint32_t kBidirectionalOverflow = 0x10;
constexpr std::uint32_t kBidirectionalUnderflow = 0x08;
constexpr std::uint32_t kOverflow = 0x04;
constexpr std::uint32_t kUnderflow = 0x02;
constexpr std::uint8_t kFirstVendorResponse = 0x80;

void loadCompletion(BhsView bhs, ScsiResponse &pdu)
{
    pdu.bidirectionalOverflow = isSet(bhs, kBidirectionalOverflow);
    pdu.bidirectionalUnderflow = isSet(bhs, kBidirectionalUnderflow);
    pdu.overflow = isSet(bhs, kOverflow);
    pdu.underflow = isSet(bhs, kUnderflow);
    pdu.status = std::uint8_t(load<3, 1>(bhs));
    if (pdu.bidirectionalOverflow || pdu.bidirectionalUnderflow)
        pdu.bidirectionalResidual = load<40, 4>(bhs);
    if (pdu.overflow || pdu.underflow)
        pdu.residual = load<44, 4>(bhs);
}

} // namespace

Result<ScsiResponse> ScsiResponse::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::ScsiResponse, "SCSI Response", Segments::Data); !checked)
        return fail(std::move(checked).error());
    ScsiResponse pdu;
    pdu.response = std::uint8_t(load<2, 1>(bhs));
    if (pdu.response > kTargetFailure && pdu.response < kFirstVendorResponse)
        return fail(ErrorCode::ProtocolViolation, "SCSI Response with a reserved response code");
    if (pdu.response == kCompleted)
        loadCompletion(bhs, pdu);
    if ((pdu.overflow && pdu.underflow) || (pdu.bidirectionalOverflow && pdu.bidirectionalUnderflow))
        return fail(ErrorCode::ProtocolViolation, "SCSI Response reports overflow and underflow together");
    pdu.dataSegmentLength = load<5, 3>(bhs);
    pdu.statusQualifier = std::uint16_t(load<8, 2>(bhs));
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.snackTag = load<20, 4>(bhs);
    loadTargetNumbers(bhs, pdu);
    pdu.expDataSn = load<36, 4>(bhs);
    return pdu;
}

void ScsiResponse::encode(BhsSpan bhs) const
{
    const std::uint32_t flags = kFinal | flagIf(bidirectionalOverflow, kBidirectionalOverflow) |
                                flagIf(bidirectionalUnderflow, kBidirectionalUnderflow) | flagIf(overflow, kOverflow) |
                                flagIf(underflow, kUnderflow);
    beginHeader(bhs, Opcode::ScsiResponse, flags, dataSegmentLength);
    store<2, 1>(bhs, response);
    store<3, 1>(bhs, status);
    store<8, 2>(bhs, statusQualifier);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, snackTag);
    storeTargetNumbers(bhs, *this);
    store<36, 4>(bhs, expDataSn);
    store<40, 4>(bhs, bidirectionalResidual);
    store<44, 4>(bhs, residual);
}

} // namespace portolan::protocol::pdu
