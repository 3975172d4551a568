// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/object_tree.h"

#include "daemon/dbus/object_paths.h"
#include "daemon/engine/initiator.h"

namespace portolan::dbus {

using engine::Initiator;

Services ObjectTree::withDirectory(Services services, Directory *directory)
{
    services.directory = directory;
    return services;
}

ObjectTree::ObjectTree(Services services, ManagerObject::Config config, QObject *parent)
    : QObject(parent)
    , m_services(withDirectory(std::move(services), this))
    , m_manager(m_services, std::move(config), nullptr)
    , m_nodes(m_services)
    , m_sessions(m_services)
{
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &ObjectTree::refresh);
}

ObjectTree::~ObjectTree() = default;

void ObjectTree::populate()
{
    const Initiator &initiator = *m_services.initiator;
    (void)m_manager.publish();
    for (const auto &portal : initiator.portals())
        m_nodes.syncPortal(portal.id);
    for (const auto &node : initiator.nodes())
        m_nodes.syncNode(node.record.id);
    for (const auto &session : initiator.sessions())
        sessionChanged(session.number);
    for (const auto &job : initiator.jobs())
        jobChanged(job.id);
    refresh();
    follow();
}

void ObjectTree::follow()
{
    const Initiator *initiator = m_services.initiator;
    connect(initiator, &Initiator::nodeChanged, this, &ObjectTree::nodeChanged);
    connect(initiator, &Initiator::nodeRemoved, this, [this](engine::NodeId id) {
        m_nodes.removeNode(id);
        m_refresh.start(0);
    });
    connect(initiator, &Initiator::portalChanged, this, [this](engine::PortalId id) {
        m_nodes.syncPortal(id);
        m_refresh.start(0);
    });
    connect(initiator, &Initiator::portalRemoved, this, [this](engine::PortalId id) {
        m_nodes.removePortal(id);
        m_refresh.start(0);
    });
    connect(initiator, &Initiator::sessionChanged, this, &ObjectTree::sessionChanged);
    connect(initiator, &Initiator::sessionRemoved, this, &ObjectTree::sessionRemoved);
    connect(initiator, &Initiator::lunsChanged, this,
            [this](engine::SessionNumber number) { m_sessions.syncLuns(number); });
    connect(initiator, &Initiator::jobChanged, this, &ObjectTree::jobChanged);
    connect(initiator, &Initiator::jobRemoved, this, [this](engine::JobId id) { m_jobs.erase(id); });
}

void ObjectTree::nodeChanged(engine::NodeId id)
{
    m_nodes.syncNode(id);
    const engine::SessionNumber session = m_nodes.sessionOf(id);
    if (session && !m_sessions.has(session))
        sessionChanged(session); // its own signal is still to come
    m_refresh.start(0);
}

void ObjectTree::sessionChanged(engine::SessionNumber number)
{
    const bool isNew = !m_sessions.has(number);
    m_sessions.sync(number);
    if (isNew && m_sessions.has(number))
        m_nodes.syncNode(m_sessions.nodeOf(number)); // its Session
    m_refresh.start(0);
}

void ObjectTree::sessionRemoved(engine::SessionNumber number)
{
    const engine::NodeId node = m_sessions.nodeOf(number);
    m_sessions.remove(number);
    if (node)
        m_nodes.syncNode(node);
    m_refresh.start(0);
}

void ObjectTree::jobChanged(engine::JobId id)
{
    const auto info = m_services.initiator->job(id);
    if (!info)
        return;
    auto &object = m_jobs[id];
    if (object) {
        object->show(*info);
    } else {
        object.reset(new JobObject(m_services, *info, this));
        (void)object->publish(); // numbers do not collide
    }
    object->tellEnd(*info);
}

void ObjectTree::refresh()
{
    m_nodes.refreshLists();
    m_manager.updateSummary();
}

QDBusObjectPath ObjectTree::sessionPath(engine::SessionNumber number) const
{
    return m_sessions.has(number) ? dbus::sessionPath(number) : noObject();
}

QDBusObjectPath ObjectTree::jobStarted(engine::JobId id)
{
    if (!m_jobs.contains(id))
        jobChanged(id);
    return jobPath(id);
}

QDBusObjectPath ObjectTree::nodeAdded(engine::NodeId id)
{
    nodeChanged(id);
    return nodePath(id);
}

} // namespace portolan::dbus
