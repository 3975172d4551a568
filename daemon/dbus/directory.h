// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/model.h"

#include <QDBusObjectPath>

#include <optional>

namespace portolan::dbus {

/// From the engine's numbers to paths on the bus and back. "/" stands for what is not (or no more) on the bus.
class Directory {
public:
    virtual ~Directory() = default;

    [[nodiscard]] virtual QDBusObjectPath nodePath(engine::NodeId id) const = 0;
    [[nodiscard]] virtual QDBusObjectPath portalPath(engine::PortalId id) const = 0;
    [[nodiscard]] virtual QDBusObjectPath sessionPath(engine::SessionNumber number) const = 0;
    [[nodiscard]] virtual std::optional<engine::NodeId> nodeAt(const QDBusObjectPath &path) const = 0;

    /// The path of a job that began just now; its object is on the bus when this returns.
    virtual QDBusObjectPath jobStarted(engine::JobId id) = 0;
    /// The same for a node that was added just now.
    virtual QDBusObjectPath nodeAdded(engine::NodeId id) = 0;

protected:
    Directory() = default;
    Directory(const Directory &) = default;
    Directory &operator=(const Directory &) = default;
};

} // namespace portolan::dbus
