// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/exported_object.h"
#include "daemon/engine/model.h"

namespace portolan::dbus {

/// org.portolan.Initiator1.Connection: the one TCP connection of a session.
class ConnectionObject : public ExportedObject {
    Q_OBJECT

public:
    ConnectionObject(const Services &services, const engine::SessionInfo &info, QObject *parent);
    void show(const engine::SessionInfo &info);
};

} // namespace portolan::dbus
