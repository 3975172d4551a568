// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/connection_object.h"

#include "connectionadaptor.h"
#include "daemon/dbus/bus_text.h"
#include "daemon/dbus/object_paths.h"

namespace portolan::dbus {

ConnectionObject::ConnectionObject(const Services &services, const engine::SessionInfo &info, QObject *parent)
    : ExportedObject(services, connectionPath(info.number, info.cid), parent)
{
    new ConnectionAdaptor(this);
    update(QStringLiteral("Connection"), {{QStringLiteral("Cid"), ushort(info.cid)}});
    show(info);
}

void ConnectionObject::show(const engine::SessionInfo &info)
{
    update(QStringLiteral("Connection"), {{QStringLiteral("LocalAddress"), busText(info.localAddress)},
                                          {QStringLiteral("RemoteAddress"), busText(info.portal.text())},
                                          {QStringLiteral("State"), uint(info.state)},
                                          {QStringLiteral("HeaderDigest"), info.parameters.headerDigest},
                                          {QStringLiteral("DataDigest"), info.parameters.dataDigest}});
}

} // namespace portolan::dbus
