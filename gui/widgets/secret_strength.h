// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portolan::gui {

/// How long somebody who recorded a CHAP login would have to guess. An estimate from length and kinds of characters: it
/// knows no dictionary, and so says "weak" rather too seldom.
enum class SecretStrength { TooShort, Weak, Good };

inline constexpr qsizetype kShortestSecret = 12, kLongestSecret = 255; ///< bytes of UTF-8; RFC 7143 §9.2.1

[[nodiscard]] SecretStrength strengthOf(const QString &secret);

/// A random secret of 96 bits as §9.2.1 asks for, from the system's generator. 16 characters, which every target
/// takes, and none that looks like another: it may have to be typed in by hand there.
[[nodiscard]] QString generateSecret();

} // namespace portolan::gui
