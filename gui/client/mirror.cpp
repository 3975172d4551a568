// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/mirror.h"

#include "common/dbus/names.h"
#include "gui/client/let_go.h"
#include "gui/client/mapping.h"

#include <array>
#include <utility>

namespace portolan::client {

namespace {

using Kind = Mirror::Kind;

struct KindName {
    const char *interface; ///< Its last part.
    Kind kind;
};

constexpr std::array kKinds{
    KindName{"Manager", Kind::Manager}, KindName{"Portal", Kind::Portal},   KindName{"Target", Kind::Target},
    KindName{"Node", Kind::Node},       KindName{"Session", Kind::Session}, KindName{"Lun", Kind::Lun},
    KindName{"Job", Kind::Job},
};

Kind kindOf(const QString &interface)
{
    if (!interface.startsWith(dbus::kInterfacePrefix))
        return Kind::None;
    const auto last = QStringView(interface).mid(dbus::kInterfacePrefix.size());
    for (const auto &entry : kKinds) {
        if (last == QLatin1String(entry.interface))
            return entry.kind;
    }
    return Kind::None;
}

/// ".../sessions/3/luns/0000000000000000" belongs to ".../sessions/3".
QString sessionOf(const QString &lunPath)
{
    const auto at = lunPath.indexOf(QStringLiteral("/luns/"));
    return at < 0 ? QString() : lunPath.left(at);
}

/// Puts the properties into the entry, a fresh one if it is new or `replace`; says whether that made a difference.
template <typename Info>
bool merge(QMap<QString, Info> &map, const QString &path, const QVariantMap &properties, bool replace)
{
    const auto found = map.find(path);
    if (found == map.end() && !replace)
        return false;
    Info info = found == map.end() || replace ? Info{} : *found;
    info.path = path;
    if constexpr (std::is_same_v<Info, LunInfo>)
        info.session = sessionOf(path);
    apply(info, properties);
    if constexpr (std::equality_comparable<Info>) {
        if (found != map.end() && *found == info)
            return false;
    }
    map.insert(path, info);
    return true;
}

bool mergeManager(ManagerInfo &manager, const QVariantMap &properties, bool replace)
{
    ManagerInfo info = replace ? ManagerInfo{} : manager;
    apply(info, properties);
    if (info == manager)
        return false;
    manager = info;
    return true;
}

} // namespace

Mirror::Change Mirror::add(const QString &path, const QString &interface, const QVariantMap &properties)
{
    return put(path, interface, properties, true);
}

Mirror::Change Mirror::update(const QString &path, const QString &interface, const QVariantMap &properties)
{
    return put(path, interface, properties, false);
}

Mirror::Change Mirror::put(const QString &path, const QString &interface, const QVariantMap &properties, bool replace)
{
    const Kind kind = path.startsWith(dbus::kRootPath + u'/') ? kindOf(interface) : Kind::None;
    bool changed = false;
    switch (kind) {
    case Kind::None:
        break;
    case Kind::Manager:
        changed = path == dbus::kManagerPath && mergeManager(m_manager, properties, replace);
        break;
    case Kind::Portal:
        changed = merge(m_portals, path, properties, replace);
        break;
    case Kind::Target:
        changed = merge(m_targets, path, properties, replace);
        break;
    case Kind::Node:
        changed = merge(m_nodes, path, properties, replace);
        break;
    case Kind::Session:
        changed = merge(m_sessions, path, properties, replace);
        break;
    case Kind::Lun:
        changed = !sessionOf(path).isEmpty() && merge(m_luns, path, properties, replace);
        break;
    case Kind::Job:
        changed = merge(m_jobs, path, properties, replace);
        break;
    }
    return {changed ? kind : Kind::None, path, kind == Kind::Lun ? sessionOf(path) : QString()};
}

Mirror::Change Mirror::remove(const QString &path, const QString &interface)
{
    const Kind kind = kindOf(interface);
    qsizetype removed = 0;
    switch (kind) {
    case Kind::None:
    case Kind::Manager:
        break; // lives as long as the service
    case Kind::Portal:
        removed = m_portals.remove(path);
        break;
    case Kind::Target:
        removed = m_targets.remove(path);
        break;
    case Kind::Node:
        removed = m_nodes.remove(path);
        break;
    case Kind::Session:
        removed = m_sessions.remove(path);
        break;
    case Kind::Lun:
        removed = m_luns.remove(path);
        break;
    case Kind::Job:
        removed = m_jobs.remove(path);
        break;
    }
    return {removed ? kind : Kind::None, path, kind == Kind::Lun ? sessionOf(path) : QString()};
}

std::vector<Mirror::Change> Mirror::all() const
{
    std::vector<Change> everything;
    if (!(m_manager == ManagerInfo{}))
        everything.push_back({Kind::Manager, dbus::kManagerPath});
    const auto take = [&everything](const auto &map, Kind kind) {
        for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
            everything.push_back({kind, entry.key(), kind == Kind::Lun ? sessionOf(entry.key()) : QString()});
    };
    take(m_portals, Kind::Portal);
    take(m_targets, Kind::Target);
    take(m_nodes, Kind::Node);
    take(m_sessions, Kind::Session);
    take(m_luns, Kind::Lun);
    take(m_jobs, Kind::Job);
    return everything;
}

bool Mirror::contains(const Change &object) const
{
    switch (object.kind) {
    case Kind::None:
        return false;
    case Kind::Manager:
        return true;
    case Kind::Portal:
        return m_portals.contains(object.path);
    case Kind::Target:
        return m_targets.contains(object.path);
    case Kind::Node:
        return m_nodes.contains(object.path);
    case Kind::Session:
        return m_sessions.contains(object.path);
    case Kind::Lun:
        return m_luns.contains(object.path);
    case Kind::Job:
        return m_jobs.contains(object.path);
    }
    return false;
}

std::vector<Mirror::Change> Mirror::clear()
{
    std::vector<Change> gone;
    const auto take = [&gone](auto &map, Kind kind) {
        for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
            gone.push_back({kind, entry.key(), kind == Kind::Lun ? sessionOf(entry.key()) : QString()});
        letGo(std::exchange(map, {}));
    };
    take(m_jobs, Kind::Job);
    take(m_luns, Kind::Lun);
    take(m_sessions, Kind::Session);
    take(m_nodes, Kind::Node);
    take(m_targets, Kind::Target);
    take(m_portals, Kind::Portal);
    if (!(m_manager == ManagerInfo{})) {
        m_manager = {};
        gone.push_back({Kind::Manager, dbus::kManagerPath});
    }
    return gone;
}

} // namespace portolan::client
