// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

/// One category per module, named after its folder. Default threshold: info.
/// Turn on at run time: QT_LOGGING_RULES="portolan.login.debug=true"
///
/// debug    one line per PDU or per state change; off in the field
/// info     something an administrator did or should know (session up, node added)
/// warning  recovered by itself, but somebody should look
/// critical an operation was lost
///
/// Every line about a session starts with its number ("s3", "s3c0"), so one grep follows it.
/// Never log a value of a Secret: it has no QDebug operator, so the code does not compile.
namespace portolan::log {
Q_DECLARE_LOGGING_CATEGORY(login)     // portolan.login
Q_DECLARE_LOGGING_CATEGORY(session)   // portolan.session
Q_DECLARE_LOGGING_CATEGORY(discovery) // portolan.discovery
Q_DECLARE_LOGGING_CATEGORY(dataplane) // portolan.dataplane
Q_DECLARE_LOGGING_CATEGORY(devices)   // portolan.devices
Q_DECLARE_LOGGING_CATEGORY(store)     // portolan.store
Q_DECLARE_LOGGING_CATEGORY(dbus)      // portolan.dbus
} // namespace portolan::log
