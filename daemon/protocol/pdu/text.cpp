// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/text.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

Result<TextRequest> TextRequest::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::TextRequest, "Text Request", Segments::Data); !checked)
        return fail(std::move(checked).error());
    TextRequest pdu;
    pdu.immediate = isImmediate(bhs);
    pdu.final = isSet(bhs, kFinal);
    pdu.incomplete = isSet(bhs, kContinue);
    if (pdu.final && pdu.incomplete)
        return fail(ErrorCode::ProtocolViolation, "Text Request sets both F and C");
    pdu.dataSegmentLength = load<5, 3>(bhs);
    pdu.lun = loadLun(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.targetTransferTag = load<20, 4>(bhs);
    loadCommandNumbers(bhs, pdu);
    return pdu;
}

void TextRequest::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::TextRequest, flagIf(final, kFinal) | flagIf(incomplete, kContinue), dataSegmentLength,
                immediate);
    storeLun(bhs, lun);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, targetTransferTag);
    storeCommandNumbers(bhs, *this);
}

Result<TextResponse> TextResponse::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::TextResponse, "Text Response", Segments::Data); !checked)
        return fail(std::move(checked).error());
    TextResponse pdu;
    pdu.final = isSet(bhs, kFinal);
    pdu.incomplete = isSet(bhs, kContinue);
    if (pdu.final && pdu.incomplete)
        return fail(ErrorCode::ProtocolViolation, "Text Response sets both F and C");
    pdu.dataSegmentLength = load<5, 3>(bhs);
    pdu.lun = loadLun(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.targetTransferTag = load<20, 4>(bhs);
    if (!pdu.final && pdu.targetTransferTag == kReservedTag)
        return fail(ErrorCode::ProtocolViolation, "Text Response is not final but has no target transfer tag");
    loadTargetNumbers(bhs, pdu);
    return pdu;
}

void TextResponse::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::TextResponse, flagIf(final, kFinal) | flagIf(incomplete, kContinue), dataSegmentLength);
    storeLun(bhs, lun);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, targetTransferTag);
    storeTargetNumbers(bhs, *this);
}

} // namespace portolan::protocol::pdu
