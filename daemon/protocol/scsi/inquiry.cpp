// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/inquiry.h"

namespace portolan::protocol::scsi {

std::string fieldText(std::span<const std::byte> field)
{
    std::string text;
    text.reserve(field.size());
    for (const std::byte b : field) {
        const auto c = std::to_integer<unsigned char>(b);
        text.push_back(c == 0 ? ' ' : c >= 0x20 && c < 0x7f ? char(c) : '?');
    }
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

Result<Inquiry> Inquiry::parse(std::span<const std::byte> data)
{
    constexpr std::size_t kMandatory = 36;
    constexpr std::size_t kLengthOffset = 5; // ADDITIONAL LENGTH counts from here
    if (data.size() < kMandatory)
        return fail(ErrorCode::ProtocolViolation, "INQUIRY data is shorter than 36 bytes");
    const auto at = [&](std::size_t i) { return std::to_integer<std::uint8_t>(data[i]); };
    // Some targets leave ADDITIONAL LENGTH 0; then what arrived counts, as everywhere else.
    if (at(4) != 0 && at(4) + kLengthOffset < kMandatory)
        return fail(ErrorCode::ProtocolViolation, "INQUIRY data claims to be shorter than 36 bytes");
    Inquiry inquiry;
    inquiry.qualifier = at(0) >> 5;
    inquiry.deviceType = at(0) & 0x1f;
    inquiry.removable = (at(1) & 0x80) != 0;
    inquiry.version = at(2);
    inquiry.vendor = fieldText(data.subspan(8, 8));
    inquiry.product = fieldText(data.subspan(16, 16));
    inquiry.revision = fieldText(data.subspan(32, 4));
    return inquiry;
}

} // namespace portolan::protocol::scsi
