// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/node_object.h"
#include "daemon/dbus/portal_object.h"
#include "daemon/dbus/retired.h"
#include "daemon/dbus/target_object.h"

#include <QHash>

#include <map>
#include <set>

namespace portolan::dbus {

/// The engine's nodes and portals as objects, and the targets that the nodes' names make.
class NodeMirror : public QObject {
    Q_OBJECT

public:
    explicit NodeMirror(Services services, QObject *parent = nullptr);
    ~NodeMirror() override;

    void syncNode(engine::NodeId id); ///< Makes, updates or removes its object.
    void removeNode(engine::NodeId id);
    void syncPortal(engine::PortalId id);
    void removePortal(engine::PortalId id);

    [[nodiscard]] QDBusObjectPath nodePath(engine::NodeId id) const;
    [[nodiscard]] QDBusObjectPath portalPath(engine::PortalId id) const;
    [[nodiscard]] std::optional<engine::NodeId> nodeAt(const QDBusObjectPath &path) const;
    [[nodiscard]] engine::SessionNumber sessionOf(engine::NodeId id) const;

    /// Lists of targets and portals that have changed: once per turn of the event loop, since a discovery brings
    /// thousands of nodes at once.
    void refreshLists();

private:
    struct NodeEntry {
        ExportedPtr<NodeObject> object;
        QString target, alias;
        engine::PortalId portal = 0;
        engine::SessionNumber session = 0;
        engine::NodeStatus status = engine::NodeStatus::Unknown;
    };
    struct TargetEntry {
        ExportedPtr<TargetObject> object;
        std::set<engine::NodeId> nodes;
    };

    NodeEntry *addNode(const engine::NodeInfo &info);
    void refreshTarget(const QString &name);
    void refreshPortal(engine::PortalId id);
    void markLists(const NodeEntry &entry);

    const Services m_services;
    std::map<engine::NodeId, NodeEntry> m_nodes;
    std::map<engine::PortalId, ExportedPtr<PortalObject>> m_portals;
    std::map<engine::PortalId, std::set<engine::NodeId>> m_portalNodes;
    std::map<QString, TargetEntry> m_targets;
    QHash<QString, engine::NodeId> m_nodeAt;
    std::set<QString> m_staleTargets;
    std::set<engine::PortalId> m_stalePortals;
};

} // namespace portolan::dbus
