// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/types/portal.h"

#include <algorithm>
#include <charconv>

namespace portolan {

namespace {

bool isHostCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
}

bool isIpv6Character(char c)
{
    return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

/// The zone of a link-local address is an interface name (RFC 4007 §11), so it may hold more than an address.
bool isIpv6(std::string_view host)
{
    const auto percent = host.find('%');
    const auto address = host.substr(0, percent);
    if (std::ranges::count(address, ':') < 2 || !std::ranges::all_of(address, isIpv6Character))
        return false;
    return percent == std::string_view::npos ||
           (percent + 1 < host.size() && std::ranges::all_of(host.substr(percent + 1), isHostCharacter));
}

Result<std::uint16_t> parsePort(std::string_view text)
{
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port < 1 || port > 65535)
        return fail(ErrorCode::InvalidArgument, "the port must be a number from 1 to 65535");
    return std::uint16_t(port);
}

/// fe80::/10, RFC 4291 §2.5.6
bool isLinkLocal(std::string_view host)
{
    const auto among = [](char c, std::string_view set) { return set.find(c) != std::string_view::npos; };
    return host.size() > 5 && among(host[0], "fF") && among(host[1], "eE") && among(host[2], "89abAB") &&
           isIpv6Character(host[3]) && host[4] == ':';
}

} // namespace

Result<Portal> Portal::parse(std::string_view text, std::uint16_t defaultPort)
{
    std::string_view host = text;
    std::string_view port;
    bool bracketed = false;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos)
            return fail(ErrorCode::InvalidArgument, "the address has no closing bracket");
        host = text.substr(1, close - 1);
        bracketed = true;
        const auto rest = text.substr(close + 1);
        if (!rest.empty() && (rest.front() != ':' || rest.size() == 1))
            return fail(ErrorCode::InvalidArgument, "after the bracket only :PORT may follow");
        port = rest.empty() ? rest : rest.substr(1);
    } else if (std::ranges::count(text, ':') == 1) {
        const auto colon = text.find(':');
        host = text.substr(0, colon);
        port = text.substr(colon + 1);
        if (port.empty())
            return fail(ErrorCode::InvalidArgument, "the port must be a number from 1 to 65535");
    }
    if (host.empty())
        return fail(ErrorCode::InvalidArgument, "the address is empty");
    if (host.size() > 255)
        return fail(ErrorCode::InvalidArgument, "the address is longer than 255 characters");
    const bool ipv6 = isIpv6(host);
    if (bracketed ? !ipv6 : (!ipv6 && !std::ranges::all_of(host, isHostCharacter)))
        return fail(ErrorCode::InvalidArgument, "the address has a character that no host name or IP address can have");
    Portal portal{std::string(host), defaultPort};
    if (!port.empty()) {
        const auto number = parsePort(port);
        if (!number)
            return fail(number.error());
        portal.port = *number;
    }
    return portal;
}

std::string Portal::text() const
{
    const bool ipv6 = host.find(':') != std::string::npos;
    return (ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Portal Portal::inZoneOf(const Portal &other) const
{
    const auto zone = other.host.find('%');
    if (zone == std::string::npos || host.find('%') != std::string::npos || !isLinkLocal(host))
        return *this;
    return {host + other.host.substr(zone), port};
}

} // namespace portolan
