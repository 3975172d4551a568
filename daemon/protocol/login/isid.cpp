// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/isid.h"

#include "daemon/protocol/text/text_values.h"

#include <algorithm>

namespace portolan::protocol {

namespace {

constexpr std::byte kRandomType{0x80};
constexpr std::byte kTypeMask{0xc0};

} // namespace

Isid isidFromRandom(std::array<std::byte, 3> random, std::uint16_t qualifier)
{
    return {kRandomType, random[0], random[1], random[2], std::byte(qualifier >> 8), std::byte(qualifier & 0xff)};
}

bool isLegal(const Isid &isid)
{
    const std::byte type = isid[0] & kTypeMask;
    const bool usesA = type == std::byte{0x00}; // only the OUI format has bits in A
    return type != kTypeMask && (usesA || (isid[0] & ~kTypeMask) == std::byte{0});
}

std::string textOf(const Isid &isid) { return hexText(isid); }

std::optional<Isid> isidFromText(std::string_view text)
{
    Isid isid{};
    const auto bytes = parseBinary(text, isid.size());
    if (!bytes || !text.starts_with("0x") || text.size() != 2 + 2 * isid.size())
        return std::nullopt;
    std::ranges::copy(*bytes, isid.begin());
    return isid;
}

std::string initiatorPortName(std::string_view initiatorName, const Isid &isid)
{
    return std::string(initiatorName) + ",i," + textOf(isid);
}

std::string targetPortName(std::string_view targetName, std::uint16_t portalGroupTag)
{
    const std::array bytes{std::byte(portalGroupTag >> 8), std::byte(portalGroupTag & 0xff)};
    return std::string(targetName) + ",t," + hexText(bytes);
}

} // namespace portolan::protocol
