// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/exported_object.h"
#include "daemon/engine/model.h"

#include <QList>

namespace portolan::dbus {

/// org.portolan.Initiator1.Target: what the nodes with one target name have in common. The engine has no such thing.
class TargetObject : public ExportedObject {
    Q_OBJECT

public:
    TargetObject(const Services &services, const QString &name, QObject *parent);

    struct View {
        QString alias;
        QList<QDBusObjectPath> nodes, sessions;
        engine::NodeStatus status = engine::NodeStatus::Unknown;
    };
    void show(const View &view);

    /// The one of two that says more about whether the target can be used.
    [[nodiscard]] static engine::NodeStatus better(engine::NodeStatus a, engine::NodeStatus b);
};

} // namespace portolan::dbus
