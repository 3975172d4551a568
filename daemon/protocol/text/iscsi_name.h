// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace portolan::protocol {

/// RFC 7143 §4.2.7.1, in bytes of UTF-8.
inline constexpr std::size_t kMaxNameLength = 223;

/// The canonical form of a name that a person typed, RFC 7143 §4.2.7 and RFC 3722: ASCII capitals become small, nothing
/// else changes. Compare the results byte for byte; no locale plays a part.
///
/// Beyond ASCII only characters are taken of which it is certain, without the tables of RFC 3454, that stringprep would
/// leave them alone: accented small Latin-1 letters, small Greek and Cyrillic letters, kana, CJK ideographs, Hangul
/// syllables.
/// \return InvalidArgument that names the rule which is broken
Result<std::string> normalizeName(std::string_view typed);

/// Whether `name` is what normalizeName() would make of it.
[[nodiscard]] bool isCanonicalName(std::string_view name);

/// The least that a name from a target must fulfil to be used byte for byte (NAM-11): 1 to 223 bytes of UTF-8 without
/// control characters.
Result<> checkReceivedName(std::string_view name);

} // namespace portolan::protocol
