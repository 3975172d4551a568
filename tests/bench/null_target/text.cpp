// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/text.h"

#include <charconv>

namespace portolan::bench {

std::optional<std::vector<Pair>> parseText(std::string_view text)
{
    std::vector<Pair> pairs;
    while (!text.empty()) {
        const std::size_t end = text.find('\0');
        const std::size_t equals = text.find('=');
        if (end == std::string_view::npos || equals == std::string_view::npos || equals > end || equals == 0)
            return std::nullopt;
        pairs.push_back({text.substr(0, equals), text.substr(equals + 1, end - equals - 1)});
        text.remove_prefix(end + 1);
    }
    return pairs;
}

void appendPair(std::string &text, std::string_view key, std::string_view value)
{
    text.append(key).append(1, '=').append(value).append(1, '\0');
}

std::optional<std::uint32_t> parseNumber(std::string_view text, std::uint32_t least, std::uint32_t most)
{
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    if (hex)
        text.remove_prefix(2);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
        return std::nullopt;
    return value;
}

} // namespace portolan::bench
