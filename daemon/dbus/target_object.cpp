// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/target_object.h"

#include "daemon/dbus/bus_text.h"
#include "daemon/dbus/object_paths.h"
#include "targetadaptor.h"

#include <algorithm>
#include <array>

namespace portolan::dbus {

TargetObject::TargetObject(const Services &services, const QString &name, QObject *parent)
    : ExportedObject(services, targetPath(name), parent)
{
    new TargetAdaptor(this);
    update(QStringLiteral("Target"), {{QStringLiteral("Name"), busText(name)}});
    show({});
}

void TargetObject::show(const View &view)
{
    update(QStringLiteral("Target"), {{QStringLiteral("Alias"), busText(view.alias)},
                                      {QStringLiteral("Nodes"), QVariant::fromValue(view.nodes)},
                                      {QStringLiteral("Sessions"), QVariant::fromValue(view.sessions)},
                                      {QStringLiteral("Status"), uint(view.status)}});
}

engine::NodeStatus TargetObject::better(engine::NodeStatus a, engine::NodeStatus b)
{
    using engine::NodeStatus;
    constexpr std::array kBestFirst{NodeStatus::Connected,     NodeStatus::Reconnecting,     NodeStatus::Connecting,
                                    NodeStatus::Disconnecting, NodeStatus::ConnectionFailed, NodeStatus::Disconnected,
                                    NodeStatus::Missing,       NodeStatus::Unknown};
    return std::ranges::find(kBestFirst, a) <= std::ranges::find(kBestFirst, b) ? a : b;
}

} // namespace portolan::dbus
