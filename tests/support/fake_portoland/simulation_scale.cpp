// SPDX-License-Identifier: GPL-3.0-or-later
// A world that is large and not clever: as many nodes and sessions as are asked for, and all sessions change at once.
#include "tests/support/fake_portoland/simulation.h"

#include "common/dbus/enums.h"
#include "common/dbus/names.h"

#include <QDateTime>

namespace portolan::fake {

using namespace Qt::StringLiterals;

namespace {

const QString kNode = interfaceName(u"Node"_s);
const QString kSession = interfaceName(u"Session"_s);
const QString kTarget = interfaceName(u"Target"_s);
constexpr int kNodesOfATarget = 2; ///< Of every tenth; the others have one.

qint64 nowUs() { return QDateTime::currentMSecsSinceEpoch() * 1000; }

QString numbered(const QString &what, int number)
{
    return dbus::kRootPath + u"/%1/n%2"_s.arg(what).arg(number, 5, 10, QChar(u'0'));
}

} // namespace

void Simulation::populateMany(int nodes, int sessions)
{
    const QString portal = dbus::kRootPath + u"/portals/many"_s;
    m_store->add(portal, interfaceName(u"Portal"_s),
                 {{u"Address"_s, u"10.0.0.5"_s}, {u"Port"_s, 3260}, {u"LastDiscovery"_s, nowUs() / 1'000'000}});
    QVariantMap properties = defaultSettings();
    properties.insert({{u"Port"_s, 3260}, {u"FromDiscovery"_s, portal}});
    for (int i = 0; i < nodes; ++i) {
        const bool second = i % (10 * kNodesOfATarget) == 1;
        const int number = second ? i - 1 : i;
        const QString target = numbered(u"targets"_s, number), node = numbered(u"nodes"_s, i);
        const QString name = u"iqn.2026-11.org.portolan.many:volume-%1"_s.arg((number * 7919) % 100'000, 5, 10, '0'_L1);
        if (second)
            m_store->set(target, kTarget, {{u"Nodes"_s, QStringList{numbered(u"nodes"_s, number), node}}});
        else
            m_store->add(target, kTarget, {{u"Name"_s, name}, {u"Nodes"_s, QStringList{node}}, {u"Status"_s, 1U}});
        properties.insert({{u"TargetName"_s, name},
                           {u"Target"_s, target},
                           {u"Address"_s, u"10.%1.%2.%3"_s.arg(i / 62'500).arg(i / 250 % 250).arg(i % 250 + 1)}});
        m_store->add(node, kNode, properties);
    }
    // Spread over all of them, as they are in life.
    for (int i = 0; i < sessions; ++i)
        openSession(numbered(u"nodes"_s, int(qint64(i) * nodes / sessions)));
    m_bulk = false;
    count();
}

void Simulation::changeSessions(bool online)
{
    m_bulk = true;
    const uint state = uint(online ? dbus::SessionState::Online : dbus::SessionState::Reconnecting);
    const uint status = uint(online ? dbus::NodeStatus::Connected : dbus::NodeStatus::Reconnecting);
    for (const QString &session : m_store->pathsOf(kSession)) {
        const QString node = m_store->text(session, kSession, u"Node"_s);
        m_store->set(session, kSession, {{u"State"_s, state}, {u"StateSince"_s, nowUs()}});
        setNode(node, {{u"Status"_s, status}});
        logEvent({{u"Severity"_s, uint(online ? dbus::Severity::Info : dbus::Severity::Warning)},
                  {u"Code"_s, online ? u"session.back"_s : u"session.lost"_s},
                  {u"Source"_s, m_store->text(node, kNode, u"TargetName"_s)},
                  {u"Node"_s, QVariant::fromValue(QDBusObjectPath(node))},
                  {u"Session"_s, QVariant::fromValue(QDBusObjectPath(session))}});
    }
    m_bulk = false;
    count();
}

} // namespace portolan::fake
