// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

#include <string_view>

namespace portolan::dbus {

inline constexpr qsizetype kLongestText = 1024;

/// Text of a stranger made fit for the bus: valid UTF-8 (libdbus disconnects who sends something else), no control
/// characters, none of the invisible ones that turn the direction of writing (a name could pretend to be another), and
/// not endless.
[[nodiscard]] QString busText(const QString &text, qsizetype longest = kLongestText);
/// The same for bytes; what is not UTF-8 becomes U+FFFD.
[[nodiscard]] QString busText(std::string_view bytes, qsizetype longest = kLongestText);

/// The same for every string inside. Kinds of values that an a{sv} of ours never holds become empty strings.
[[nodiscard]] QVariant busValue(const QVariant &value);
[[nodiscard]] QVariantMap busValues(const QVariantMap &values);

} // namespace portolan::dbus
