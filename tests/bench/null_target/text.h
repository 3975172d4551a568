// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portolan::bench {

struct Pair {
    std::string_view key;
    std::string_view value;
};

/// The key=value pairs of a text, RFC 7143 §6.1; nothing if it is none. They point into it.
[[nodiscard]] std::optional<std::vector<Pair>> parseText(std::string_view text);

void appendPair(std::string &text, std::string_view key, std::string_view value);

/// A decimal or hexadecimal number within the range; nothing otherwise.
[[nodiscard]] std::optional<std::uint32_t> parseNumber(std::string_view text, std::uint32_t least, std::uint32_t most);

} // namespace portolan::bench
