// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/store/records.h"

#include <QVariantMap>

namespace portolan::dbus {

/// The properties of Node that are settings, and their values.
[[nodiscard]] QVariantMap settingsValues(const store::NodeSettings &settings);

/// Puts the values into a copy of the settings.
/// \return InvalidArgument that names the key: unknown, of the wrong type, or no value of its enumeration. Ranges are
///         the store's business.
[[nodiscard]] Result<store::NodeSettings> withSettings(store::NodeSettings settings, const QVariantMap &values);

} // namespace portolan::dbus
