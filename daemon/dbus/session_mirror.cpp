// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/session_mirror.h"

#include "daemon/dbus/object_paths.h"
#include "daemon/engine/initiator.h"

#include <set>

namespace portolan::dbus {

SessionMirror::SessionMirror(Services services, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
{}

SessionMirror::~SessionMirror() = default;

void SessionMirror::sync(engine::SessionNumber number)
{
    const auto info = m_services.initiator->session(number);
    if (!info)
        return remove(number);
    const bool isNew = !has(number);
    Entry &entry = m_sessions[number];
    entry.node = info->node;
    if (isNew) {
        entry.session.reset(new SessionObject(m_services, *info, this));
        (void)entry.session->publish(); // numbers do not collide
    } else {
        entry.session->show(*info);
    }
    showConnection(entry, *info);
    if (isNew)
        syncLuns(number);
}

void SessionMirror::showConnection(Entry &entry, const engine::SessionInfo &info)
{
    if (entry.connection && entry.connection->path() == connectionPath(info.number, info.cid))
        return entry.connection->show(info);
    entry.connection.reset(new ConnectionObject(m_services, info, this));
    (void)entry.connection->publish();
}

void SessionMirror::syncLuns(engine::SessionNumber number)
{
    const auto found = m_sessions.find(number);
    if (found == m_sessions.end())
        return;
    auto &objects = found->second.luns;
    std::set<std::uint64_t> present;
    for (const engine::LunInfo &info : m_services.initiator->luns(number)) {
        if (!present.insert(info.device.lun).second)
            continue; // a target that lists a LUN twice
        auto &object = objects[info.device.lun];
        if (object) {
            object->show(info);
        } else {
            object.reset(new LunObject(m_services, info, this));
            (void)object->publish();
        }
    }
    std::erase_if(objects, [&present](const auto &entry) { return !present.contains(entry.first); });
}

void SessionMirror::remove(engine::SessionNumber number) { m_sessions.erase(number); }

engine::NodeId SessionMirror::nodeOf(engine::SessionNumber number) const
{
    const auto found = m_sessions.find(number);
    return found == m_sessions.end() ? 0 : found->second.node;
}

} // namespace portolan::dbus
