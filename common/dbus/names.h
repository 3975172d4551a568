// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Names on the bus, in one place for daemon and clients.
namespace portolan::dbus {

inline const QString kService = QStringLiteral("org.portolan.Initiator1");
inline const QString kRootPath = QStringLiteral("/org/portolan/Initiator1");
inline const QString kManagerPath = QStringLiteral("/org/portolan/Initiator1/Manager");
inline const QString kInterfacePrefix = QStringLiteral("org.portolan.Initiator1.");
inline const QString kErrorPrefix = QStringLiteral("org.portolan.Initiator1.Error.");
inline const QString kActionPrefix = QStringLiteral("org.portolan.initiator1.");

} // namespace portolan::dbus
