// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/isns/header.h"

namespace portolan::protocol::isns {

namespace {

constexpr std::uint16_t kVersion = 1;

} // namespace

Result<Header> Header::parse(std::span<const std::byte, kHeaderSize> bytes)
{
    const auto word = [bytes](std::size_t at) {
        return std::uint16_t(std::to_integer<unsigned>(bytes[at]) << 8 | std::to_integer<unsigned>(bytes[at + 1]));
    };
    if (word(0) != kVersion)
        return fail(ErrorCode::IsnsViolation, "the server there does not speak iSNS, or another version of it");
    const Header header{word(2), word(4), word(6), word(8), word(10)};
    if (header.length % 4 != 0)
        return fail(ErrorCode::IsnsViolation, "the iSNS server announced a PDU of " + std::to_string(header.length) +
                                                  " bytes, which is no multiple of four");
    return header;
}

std::array<std::byte, kHeaderSize> Header::encoded() const
{
    std::array<std::byte, kHeaderSize> bytes{};
    std::size_t at = 0;
    for (const std::uint16_t word : {kVersion, function, length, flags, transaction, sequence}) {
        bytes[at++] = std::byte(word >> 8);
        bytes[at++] = std::byte(word & 0xff);
    }
    return bytes;
}

} // namespace portolan::protocol::isns
