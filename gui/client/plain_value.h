// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

namespace portolan::client {

/// Nested D-Bus containers become QVariantMap and QVariantList, object paths become strings.
[[nodiscard]] QVariant plain(const QVariant &value);
/// With control characters and direction overrides replaced by U+FFFD: texts of targets reach terminals and windows.
[[nodiscard]] QString cleaned(const QString &text);

} // namespace portolan::client
