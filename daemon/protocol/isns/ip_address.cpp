// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/isns/ip_address.h"

#include <algorithm>
#include <cstdint>

namespace portolan::protocol::isns {

namespace {

using Groups = std::array<std::uint16_t, 8>;

std::string hexOf(std::uint16_t group)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (int shift = 12; shift >= 0; shift -= 4) {
        const auto digit = std::size_t(group >> shift & 0xf);
        if (digit != 0 || !text.empty() || shift == 0)
            text += kDigits[digit];
    }
    return text;
}

std::string ipv4Of(std::uint16_t high, std::uint16_t low)
{
    return std::to_string(high >> 8) + '.' + std::to_string(high & 0xff) + '.' + std::to_string(low >> 8) + '.' +
           std::to_string(low & 0xff);
}

/// The longest run of at least two zero groups, the first of several: [first, second). Empty: there is none.
std::pair<std::size_t, std::size_t> longestGap(const Groups &groups)
{
    std::pair<std::size_t, std::size_t> best{0, 0};
    for (std::size_t begin = 0; begin < groups.size(); ++begin) {
        std::size_t end = begin;
        while (end < groups.size() && groups.at(end) == 0)
            ++end;
        if (end - begin >= 2 && end - begin > best.second - best.first)
            best = {begin, end};
    }
    return best;
}

std::string ipv6Of(const Groups &groups)
{
    const auto [gap, after] = longestGap(groups);
    std::string text;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i >= gap && i < after) {
            if (i == gap)
                text += "::";
            continue;
        }
        if (!text.empty() && text.back() != ':')
            text += ':';
        text += hexOf(groups.at(i));
    }
    return text;
}

} // namespace

std::optional<std::string> textOf(std::span<const std::byte, 16> address)
{
    Groups groups{};
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups.at(i) = std::uint16_t(std::to_integer<unsigned>(address[2 * i]) << 8 |
                                     std::to_integer<unsigned>(address[2 * i + 1]));
    const bool zeros = std::all_of(groups.begin(), groups.begin() + 5, [](std::uint16_t group) { return group == 0; });
    const bool mapped = zeros && groups[5] == 0xffff;
    const bool compatible = zeros && groups[5] == 0 && groups[6] != 0;
    if (groups[6] == 0 && groups[7] == 0 && zeros)
        return std::nullopt;
    return mapped || compatible ? ipv4Of(groups[6], groups[7]) : ipv6Of(groups);
}

} // namespace portolan::protocol::isns
