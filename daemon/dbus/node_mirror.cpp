// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/node_mirror.h"

#include "daemon/dbus/directory.h"
#include "daemon/dbus/object_paths.h"
#include "daemon/engine/initiator.h"

#include <algorithm>

namespace portolan::dbus {

NodeMirror::NodeMirror(Services services, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
{}

NodeMirror::~NodeMirror() = default;

void NodeMirror::syncNode(engine::NodeId id)
{
    const auto info = m_services.initiator->node(id);
    if (!info)
        return removeNode(id);
    const store::NodeRecord &record = info->record;
    auto known = m_nodes.find(id);
    if (known != m_nodes.end() &&
        known->second.object->path() != dbus::nodePath(record.targetName, record.portal, record.interface)) {
        removeNode(id); // It was moved to another interface.
        known = m_nodes.end();
    }
    NodeEntry *entry = known == m_nodes.end() ? addNode(*info) : &known->second;
    if (!entry)
        return;
    if (entry->portal != info->record.discoveryPortal) {
        markLists(*entry);
        m_portalNodes[entry->portal].erase(id);
        entry->portal = info->record.discoveryPortal;
    }
    m_portalNodes[entry->portal].insert(id);
    entry->alias = info->record.alias;
    entry->session = info->session;
    entry->status = info->status;
    entry->object->show(*info);
    markLists(*entry);
}

NodeMirror::NodeEntry *NodeMirror::addNode(const engine::NodeInfo &info)
{
    const engine::NodeId id = info.record.id;
    ExportedPtr<NodeObject> object(new NodeObject(m_services, info, this));
    // The target first: a node's Target always is an object.
    TargetEntry &target = m_targets[info.record.targetName];
    if (!target.object) {
        target.object.reset(new TargetObject(m_services, info.record.targetName, this));
        (void)target.object->publish(); // on a collision it stays unseen, and said so in the log
    }
    if (!object->publish())
        return nullptr;
    target.nodes.insert(id);
    m_nodeAt.insert(object->path().path(), id);
    NodeEntry &entry = m_nodes[id];
    entry.object = std::move(object);
    entry.target = info.record.targetName;
    entry.portal = info.record.discoveryPortal;
    return &entry;
}

void NodeMirror::removeNode(engine::NodeId id)
{
    const auto found = m_nodes.find(id);
    if (found == m_nodes.end())
        return;
    const NodeEntry &entry = found->second;
    markLists(entry);
    m_nodeAt.remove(entry.object->path().path());
    m_portalNodes[entry.portal].erase(id);
    if (const auto target = m_targets.find(entry.target); target != m_targets.end())
        target->second.nodes.erase(id);
    m_nodes.erase(found);
}

void NodeMirror::syncPortal(engine::PortalId id)
{
    const auto portals = m_services.initiator->portals();
    const auto record = std::ranges::find(portals, id, &store::PortalRecord::id);
    if (record == portals.end())
        return removePortal(id);
    auto &object = m_portals[id];
    if (object)
        return object->show(*record);
    object.reset(new PortalObject(m_services, *record, this));
    if (!object->publish()) {
        m_portals.erase(id);
        return;
    }
    m_stalePortals.insert(id);
    const auto nodes = m_portalNodes[id]; // a copy: syncNode writes there
    for (const engine::NodeId node : nodes)
        syncNode(node); // their FromDiscovery
}

void NodeMirror::removePortal(engine::PortalId id)
{
    m_portals.erase(id);
    const auto nodes = m_portalNodes[id];
    for (const engine::NodeId node : nodes)
        syncNode(node);
}

QDBusObjectPath NodeMirror::nodePath(engine::NodeId id) const
{
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? noObject() : found->second.object->path();
}

QDBusObjectPath NodeMirror::portalPath(engine::PortalId id) const
{
    const auto found = m_portals.find(id);
    return found == m_portals.end() ? noObject() : found->second->path();
}

std::optional<engine::NodeId> NodeMirror::nodeAt(const QDBusObjectPath &path) const
{
    const auto found = m_nodeAt.constFind(path.path());
    return found == m_nodeAt.constEnd() ? std::nullopt : std::optional(*found);
}

engine::SessionNumber NodeMirror::sessionOf(engine::NodeId id) const
{
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? 0 : found->second.session;
}

void NodeMirror::markLists(const NodeEntry &entry)
{
    m_staleTargets.insert(entry.target);
    if (entry.portal)
        m_stalePortals.insert(entry.portal);
}

void NodeMirror::refreshLists()
{
    for (const QString &name : std::exchange(m_staleTargets, {}))
        refreshTarget(name);
    for (const engine::PortalId id : std::exchange(m_stalePortals, {}))
        refreshPortal(id);
}

void NodeMirror::refreshTarget(const QString &name)
{
    const auto found = m_targets.find(name);
    if (found == m_targets.end())
        return;
    if (found->second.nodes.empty()) {
        m_targets.erase(found);
        return;
    }
    TargetObject::View view;
    for (const engine::NodeId id : found->second.nodes) {
        const NodeEntry &node = m_nodes.at(id);
        view.nodes.append(node.object->path());
        view.status = TargetObject::better(node.status, view.status);
        if (view.alias.isEmpty())
            view.alias = node.alias;
        if (const auto session = m_services.directory->sessionPath(node.session); session != noObject())
            view.sessions.append(session);
    }
    found->second.object->show(view);
}

void NodeMirror::refreshPortal(engine::PortalId id)
{
    const auto portal = m_portals.find(id);
    if (portal == m_portals.end())
        return;
    QList<QDBusObjectPath> nodes;
    for (const engine::NodeId node : m_portalNodes[id])
        nodes.append(nodePath(node));
    portal->second->showNodes(nodes);
}

} // namespace portolan::dbus
