// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QMap>

namespace portolan::client {

/// The objects of the service as structs, by path. Knows no bus: it is fed what arrived and says what that changed.
class Mirror {
public:
    enum class Kind { None, Manager, Portal, Target, Node, Session, Lun, Job };
    struct Change {
        Kind kind = Kind::None; ///< None: not ours, or nothing new in it.
        QString path;
        QString session{}; ///< Of a Lun.
    };

    /// An object or interface appeared; a known one is replaced.
    Change add(const QString &path, const QString &interface, const QVariantMap &properties);
    /// Some properties of a known object changed; unknown objects are ignored (their InterfacesAdded tells all).
    Change update(const QString &path, const QString &interface, const QVariantMap &properties);
    Change remove(const QString &path, const QString &interface);
    /// Forgets everything; what there was, parts before wholes: LUNs, sessions, nodes, targets, portals.
    std::vector<Change> clear();
    /// Everything there is, wholes before parts: manager, portals, targets, nodes, sessions, LUNs, jobs.
    [[nodiscard]] std::vector<Change> all() const;
    [[nodiscard]] bool contains(const Change &object) const;

    [[nodiscard]] const ManagerInfo &manager() const { return m_manager; }
    [[nodiscard]] const QMap<QString, PortalInfo> &portals() const { return m_portals; }
    [[nodiscard]] const QMap<QString, TargetInfo> &targets() const { return m_targets; }
    [[nodiscard]] const QMap<QString, NodeInfo> &nodes() const { return m_nodes; }
    [[nodiscard]] const QMap<QString, SessionInfo> &sessions() const { return m_sessions; }
    [[nodiscard]] const QMap<QString, LunInfo> &luns() const { return m_luns; }
    [[nodiscard]] const QMap<QString, JobInfo> &jobs() const { return m_jobs; }

private:
    Change put(const QString &path, const QString &interface, const QVariantMap &properties, bool replace);

    ManagerInfo m_manager;
    QMap<QString, PortalInfo> m_portals;
    QMap<QString, TargetInfo> m_targets;
    QMap<QString, NodeInfo> m_nodes;
    QMap<QString, SessionInfo> m_sessions;
    QMap<QString, LunInfo> m_luns;
    QMap<QString, JobInfo> m_jobs;
};

} // namespace portolan::client
