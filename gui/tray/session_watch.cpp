// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tray/session_watch.h"

#include "gui/models/text.h"

namespace portolan::gui {

using client::InitiatorClient;
using State = dbus::SessionState;

SessionWatch::SessionWatch(InitiatorClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    connect(&m_client, &InitiatorClient::sessionChanged, this, &SessionWatch::look);
    connect(&m_client, &InitiatorClient::sessionRemoved, this, [this](const QString &path) {
        m_states.remove(path);
        m_lost.remove(path);
    });
}

void SessionWatch::look(const QString &path)
{
    const auto session = m_client.session(path);
    if (!session)
        return;
    const State before = m_states.value(path, State::Unknown);
    m_states.insert(path, session->state);
    const bool broken = session->state == State::Reconnecting || session->state == State::Stopped;
    // A session that is broken when we first see it is news too: the program may have started just now.
    if (broken && !m_lost.contains(path) && (before == State::Online || before == State::Unknown)) {
        const QStringList places = placesOf(path);
        if (places.isEmpty())
            return;
        m_lost.insert(path, titleOf(*session));
        emit lost(path, titleOf(*session), places);
    } else if (session->state == State::Online && m_lost.contains(path)) {
        emit back(path, m_lost.take(path));
    }
}

QString SessionWatch::titleOf(const client::SessionInfo &session) const
{
    const auto node = m_client.node(session.node);
    return displayable(node ? node->title() : session.targetName);
}

QStringList SessionWatch::placesOf(const QString &session) const
{
    QStringList places;
    for (const client::LunInfo &lun : m_client.luns(session)) {
        places += lun.mountPoints;
        if (lun.mountPoints.isEmpty() && !lun.users.empty())
            places << lun.bestPath();
    }
    return places;
}

} // namespace portolan::gui
