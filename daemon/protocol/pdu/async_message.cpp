// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/async_message.h"

#include "daemon/protocol/pdu/header_codec.h"

namespace portolan::protocol::pdu {

Result<AsyncMessage> AsyncMessage::parse(BhsView bhs)
{
    if (auto checked = checkHeader(bhs, Opcode::AsyncMessage, "Async Message", Segments::Data); !checked)
        return fail(std::move(checked).error());
    const std::uint32_t event = load<36, 1>(bhs);
    if (event > std::uint32_t(AsyncEvent::TaskTermination) && event < std::uint32_t(AsyncEvent::FirstVendor))
        return fail(ErrorCode::ProtocolViolation, "Async Message with a reserved event");
    AsyncMessage pdu;
    pdu.dataSegmentLength = load<5, 3>(bhs);
    pdu.lun = loadLun(bhs);
    loadTargetNumbers(bhs, pdu);
    pdu.event = AsyncEvent(event);
    pdu.vendorCode = std::uint8_t(load<37, 1>(bhs));
    pdu.parameter1 = std::uint16_t(load<38, 2>(bhs));
    pdu.parameter2 = std::uint16_t(load<40, 2>(bhs));
    pdu.parameter3 = std::uint16_t(load<42, 2>(bhs));
    return pdu;
}

void AsyncMessage::encode(BhsSpan bhs) const
{
    beginHeader(bhs, Opcode::AsyncMessage, kFinal, dataSegmentLength);
    storeLun(bhs, lun);
    store<16, 4>(bhs, kReservedTag);
    storeTargetNumbers(bhs, *this);
    store<36, 1>(bhs, std::uint32_t(event));
    store<37, 1>(bhs, vendorCode);
    store<38, 2>(bhs, parameter1);
    store<40, 2>(bhs, parameter2);
    store<42, 2>(bhs, parameter3);
}

} // namespace portolan::protocol::pdu
