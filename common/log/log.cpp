// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/log/log.h"

namespace portolan::log {
Q_LOGGING_CATEGORY(login, "portolan.login", QtInfoMsg)
Q_LOGGING_CATEGORY(session, "portolan.session", QtInfoMsg)
Q_LOGGING_CATEGORY(discovery, "portolan.discovery", QtInfoMsg)
Q_LOGGING_CATEGORY(dataplane, "portolan.dataplane", QtInfoMsg)
Q_LOGGING_CATEGORY(devices, "portolan.devices", QtInfoMsg)
Q_LOGGING_CATEGORY(store, "portolan.store", QtInfoMsg)
Q_LOGGING_CATEGORY(dbus, "portolan.dbus", QtInfoMsg)
} // namespace portolan::log
