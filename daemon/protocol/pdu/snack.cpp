// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/snack.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

namespace {

constexpr std::uint32_t kTypeMask = 0x0f; ///< §11.16: bits 1 to 3 of byte 1 are reserved.

} // namespace

Result<SnackRequest> SnackRequest::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::SnackRequest, "SNACK Request", Segments::None); !checked)
        return fail(std::move(checked).error());
    const std::uint32_t type = load<1, 1>(bhs) & kTypeMask;
    if (type > std::uint32_t(SnackType::RData))
        return fail(ErrorCode::ProtocolViolation, "SNACK Request with a reserved type");
    SnackRequest pdu;
    pdu.type = SnackType(type);
    pdu.lun = loadLun(bhs);
    pdu.initiatorTaskTag = load<16, 4>(bhs);
    pdu.targetTransferTag = load<20, 4>(bhs);
    pdu.expStatSn = load<28, 4>(bhs);
    pdu.begRun = load<40, 4>(bhs);
    pdu.runLength = load<44, 4>(bhs);
    return pdu;
}

void SnackRequest::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::SnackRequest, kFinal | std::uint32_t(type), 0);
    storeLun(bhs, lun);
    store<16, 4>(bhs, initiatorTaskTag);
    store<20, 4>(bhs, targetTransferTag);
    store<28, 4>(bhs, expStatSn);
    store<40, 4>(bhs, begRun);
    store<44, 4>(bhs, runLength);
}

} // namespace portolan::protocol::pdu
