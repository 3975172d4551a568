// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portolan::protocol {

/// Takes the first code point off the front of `text`; nullopt, and nothing taken, if there is none that RFC 3629
/// allows.
std::optional<char32_t> takeCodePoint(std::string_view &text);

[[nodiscard]] bool isUtf8(std::string_view text);
/// `text` with each byte that is not UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string repairUtf8(std::string_view text);

} // namespace portolan::protocol
