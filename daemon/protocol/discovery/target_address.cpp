// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/discovery/send_targets.h"
#include "daemon/protocol/text/text_values.h"

#include <algorithm>

namespace portolan::protocol {

namespace {

auto refuse(std::string_view text, std::string_view reason)
{
    return fail(ErrorCode::InvalidArgument, "target address \"" + printable(text) + "\": " + std::string(reason));
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isHexDigit(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

bool isOctet(std::string_view text)
{
    const auto value = parseNumber(text, 0, 255);
    return value && std::ranges::all_of(text, isDigit);
}

bool isIpv4(std::string_view text)
{
    const auto octets = split(text, '.');
    return octets.size() == 4 && std::ranges::all_of(octets, isOctet);
}

bool isHexGroup(std::string_view group)
{
    return !group.empty() && group.size() <= 4 && std::ranges::all_of(group, isHexDigit);
}

/// How many of the eight groups `text` spells out; nullopt if it is not a sequence of groups.
/// \param tailAllowed  an IPv4 address may stand for the last two groups
std::optional<std::size_t> countGroups(std::string_view text, bool tailAllowed)
{
    if (text.empty())
        return 0;
    auto groups = split(text, ':');
    std::size_t count = 0;
    if (tailAllowed && isIpv4(groups.back())) {
        groups.pop_back();
        count = 2;
    }
    if (!std::ranges::all_of(groups, isHexGroup))
        return std::nullopt;
    return count + groups.size();
}

/// RFC 4291 §2.2, without a zone.
bool isIpv6(std::string_view text)
{
    constexpr std::size_t kGroups = 8;
    const auto gap = text.find("::");
    if (gap == std::string_view::npos)
        return countGroups(text, true) == kGroups;
    const auto before = countGroups(text.substr(0, gap), false);
    const auto after = countGroups(text.substr(gap + 2), true);
    return before && after && *before + *after < kGroups;
}

/// A DNS name; what consists of digits and dots only must be an IPv4 address.
bool isHostName(std::string_view host)
{
    const bool numeric = std::ranges::all_of(host, [](char c) { return isDigit(c) || c == '.'; });
    if (numeric)
        return isIpv4(host);
    const auto labels = split(host.ends_with('.') ? host.substr(0, host.size() - 1) : host, '.');
    return std::ranges::all_of(labels, [](std::string_view label) {
        return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-';
    });
}

} // namespace

Result<TargetAddress> TargetAddress::parse(std::string_view text)
{
    const auto comma = text.find(',');
    const std::string_view location = text.substr(0, comma);
    // Without brackets nobody can tell where an IPv6 address ends and the port begins.
    if (!location.starts_with('[') && std::ranges::count(location, ':') > 1)
        return refuse(text, "an IPv6 address must stand in brackets");
    const auto portal = Portal::parse(location);
    if (!portal)
        return refuse(text, portal.error().message);
    const std::string_view host = portal->host;
    const bool valid = location.starts_with('[') ? isIpv6(host.substr(0, host.find('%'))) : isHostName(host);
    if (!valid)
        return refuse(text, "the host is neither an IP address nor a DNS name");
    TargetAddress address{*portal, std::nullopt};
    if (comma == std::string_view::npos)
        return address;
    const auto tag = parseNumber(text.substr(comma + 1), 0, 65535); // 0 is legal, §13.9
    if (!tag)
        return refuse(text, "the portal group tag must be a number from 0 to 65535");
    address.portalGroupTag = std::uint16_t(*tag);
    return address;
}

} // namespace portolan::protocol
