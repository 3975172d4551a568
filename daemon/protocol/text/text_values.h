// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The value formats of RFC 7143 §6.1. Nothing is guessed: what is not exactly one of them is a ProtocolViolation.
namespace portolan::protocol {

/// Decimal without sign or leading zeros, or 0x/0X and hexadecimal digits.
Result<std::uint64_t> parseNumber(std::string_view text);
Result<std::uint64_t> parseNumber(std::string_view text, std::uint64_t lowest, std::uint64_t highest);

/// Exactly "Yes" or "No".
Result<bool> parseBoolean(std::string_view text);

/// The comma-separated values of a list; one empty value for an empty text.
[[nodiscard]] std::vector<std::string_view> splitList(std::string_view text);

/// A binary value in hexadecimal or base64 (RFC 4648, padded). The decimal form is refused, as the length of no binary
/// value of ours is known in advance (TXT-08).
/// \param most  bytes allowed after decoding
/// \return at least one byte
Result<std::vector<std::byte>> parseBinary(std::string_view text, std::size_t most);

/// "0x" and two digits for each byte.
[[nodiscard]] std::string hexText(std::span<const std::byte> bytes);

/// Irrelevant, Reject and NotUnderstood: legal as answers only, §6.2.
[[nodiscard]] bool isReservedAnswer(std::string_view value);

/// For messages: at most 64 bytes, everything but printable ASCII replaced by '?'.
[[nodiscard]] std::string printable(std::string_view text);

} // namespace portolan::protocol
