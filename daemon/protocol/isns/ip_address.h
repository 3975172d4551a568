// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace portolan::protocol::isns {

/// As iSNS writes an address: IPv6, or IPv4 mapped into it (RFC 4171 §6.3.1).
using IpAddress = std::array<std::byte, 16>;

/// "192.0.2.1" or "2001:db8::1", the form of RFC 5952. An address with 96 zero bits in front is IPv4 too: open-isns
/// writes it so. Nothing for the address "any", which is no place to connect to.
[[nodiscard]] std::optional<std::string> textOf(std::span<const std::byte, 16> address);

} // namespace portolan::protocol::isns
