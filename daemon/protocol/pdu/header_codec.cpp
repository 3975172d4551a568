// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/header_codec.h"

#include <cstring>

namespace portolan::protocol::pdu {

Result<> checkHeader(BhsView bhs, Opcode opcode, std::string_view name, Segments allowed)
{
    if (opcodeOf(bhs) != opcode)
        return fail(ErrorCode::ProtocolViolation, "the PDU is not a " + std::string(name));
    if (allowed != Segments::DataAndAhs && ahsLengthOf(bhs) != 0)
        return fail(ErrorCode::ProtocolViolation, std::string(name) + " with an additional header segment");
    if (allowed == Segments::None && dataSegmentLengthOf(bhs) != 0)
        return fail(ErrorCode::ProtocolViolation, std::string(name) + " with a data segment");
    return {};
}

void beginHeader(BhsSpan bhs, Opcode opcode, std::uint32_t flags, std::uint32_t dataSegmentLength, bool immediate)
{
    std::memset(bhs.data(), 0, bhs.size()); // std::ranges::fill() goes byte by byte here
    store<0, 1>(bhs, std::uint32_t(opcode) | flagIf(immediate, kImmediate));
    store<1, 1>(bhs, flags);
    store<5, 3>(bhs, dataSegmentLength);
}

} // namespace portolan::protocol::pdu
