// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/sense_view.h"

namespace portolan::protocol::pdu {

Result<SenseView> SenseView::parse(std::span<const std::byte> data)
{
    constexpr std::size_t kLengthSize = 2;
    if (data.empty())
        return SenseView{};
    if (data.size() < kLengthSize)
        return fail(ErrorCode::ProtocolViolation, "the data segment has no room for the sense length");
    const std::size_t length = std::to_integer<std::size_t>(data[0]) << 8 | std::to_integer<std::size_t>(data[1]);
    const auto behind = data.subspan(kLengthSize);
    if (length > behind.size())
        return fail(ErrorCode::ProtocolViolation, "the sense length points behind the data segment");
    return SenseView{behind.first(length), behind.subspan(length)};
}

} // namespace portolan::protocol::pdu
