// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace portolan {

/// §13.8: the port that is meant when an address names none.
inline constexpr std::uint16_t kDefaultPort = 3260;

/// The port of an iSNS server, RFC 4171 §2.1.
inline constexpr std::uint16_t kDefaultIsnsPort = 3205;

/// How often a portal may be searched by itself, in seconds.
inline constexpr std::uint32_t kShortestRefresh = 300, kLongestRefresh = 86400;

/// Where a target listens: address and TCP port of a network portal, RFC 7143 §4.1.
struct Portal {
    std::string host; ///< IPv4, IPv6 without brackets and with its zone ("fe80::1%eth0"), or a DNS name.
    std::uint16_t port = kDefaultPort;

    /// Reads `host`, `host:port`, `[ipv6]`, `[ipv6]:port` and a bare IPv6 literal, as a person types it.
    /// \param defaultPort  the one that is meant where none stands there
    /// \return InvalidArgument that names what is wrong: empty, unbalanced bracket, port outside 1..65535, bad
    /// character.
    static Result<Portal> parse(std::string_view text, std::uint16_t defaultPort = kDefaultPort);
    /// The form that parse() reads back: brackets around IPv6, the port always.
    [[nodiscard]] std::string text() const;
    /// A link-local IPv6 address without a zone, which means nothing by itself (RFC 4007 §6); with the zone of the one
    /// who named it, if that has one. Everything else stays as it is.
    [[nodiscard]] Portal inZoneOf(const Portal &other) const;

    friend auto operator<=>(const Portal &, const Portal &) = default;
};

} // namespace portolan
