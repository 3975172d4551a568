// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/directory.h"
#include "daemon/dbus/job_object.h"
#include "daemon/dbus/manager_object.h"
#include "daemon/dbus/node_mirror.h"
#include "daemon/dbus/session_mirror.h"

#include <QTimer>

namespace portolan::dbus {

/// Everything of the engine that is on the bus: follows its signals and keeps the objects and their references to each
/// other true.
class ObjectTree : public QObject, public Directory {
    Q_OBJECT

public:
    /// \param services  `directory` is set to this
    ObjectTree(Services services, ManagerObject::Config config, QObject *parent = nullptr);
    ~ObjectTree() override;

    /// Puts on the bus what there is now.
    void populate();

    [[nodiscard]] QDBusObjectPath nodePath(engine::NodeId id) const override { return m_nodes.nodePath(id); }
    [[nodiscard]] QDBusObjectPath portalPath(engine::PortalId id) const override { return m_nodes.portalPath(id); }
    [[nodiscard]] QDBusObjectPath sessionPath(engine::SessionNumber number) const override;
    [[nodiscard]] std::optional<engine::NodeId> nodeAt(const QDBusObjectPath &path) const override
    {
        return m_nodes.nodeAt(path);
    }
    QDBusObjectPath jobStarted(engine::JobId id) override;
    QDBusObjectPath nodeAdded(engine::NodeId id) override;

private:
    void follow();
    void nodeChanged(engine::NodeId id);
    void sessionChanged(engine::SessionNumber number);
    void sessionRemoved(engine::SessionNumber number);
    void jobChanged(engine::JobId id);
    void refresh();
    static Services withDirectory(Services services, Directory *directory);

    const Services m_services;
    ManagerObject m_manager;
    NodeMirror m_nodes;
    SessionMirror m_sessions;
    std::map<engine::JobId, ExportedPtr<JobObject>> m_jobs;
    QTimer m_refresh; ///< Lists and sums: once per turn of the event loop.
};

} // namespace portolan::dbus
