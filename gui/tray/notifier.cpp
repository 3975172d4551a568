// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tray/notifier.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.Notifications"_s;
const QString kPath = u"/org/freedesktop/Notifications"_s;
constexpr int kServerDecides = -1; // how long it stays

} // namespace

Notifier::Notifier(const QDBusConnection &sessionBus, QObject *parent)
    : QObject(parent)
    , m_bus(sessionBus)
{
    m_bus.connect(kService, kPath, kService, u"ActionInvoked"_s, this, SLOT(handleAction(uint, QString)));
    m_bus.connect(kService, kPath, kService, u"NotificationClosed"_s, this, SLOT(handleClosed(uint, uint)));
}

void Notifier::notify(const Note &note)
{
    if (!m_bus.isConnected()) {
        emit failed(note.summary, note.body);
        return;
    }
    // Which message it replaces is known only when the server has answered for the one before.
    if (const auto asked = m_asked.find(note.key); asked != m_asked.end()) {
        *asked = note;
        return;
    }
    m_asked.insert(note.key, std::nullopt);
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kService, u"Notify"_s);
    const QVariantMap hints{{u"urgency"_s, QVariant::fromValue(uchar(note.urgency))},
                            {u"desktop-entry"_s, u"org.portolan.Portolan"_s},
                            {u"category"_s, u"device"_s}};
    QStringList actions{u"default"_s, tr("Open")};
    for (const Action &action : note.actions)
        actions << action.id << action.text;
    // Servers read the body as markup; a target's name must stay text.
    call.setArguments({u"Portolan"_s, m_shown.value(note.key, 0U), u"org.portolan.Portolan"_s, note.summary,
                       note.body.toHtmlEscaped(), actions, hints, kServerDecides});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, watcher, key = note.key, summary = note.summary, body = note.body] {
                const QDBusPendingReply<uint> reply = *watcher;
                watcher->deleteLater();
                if (reply.isError())
                    emit failed(summary, body);
                else
                    m_shown.insert(key, reply.value());
                if (const auto newer = m_asked.take(key))
                    notify(*newer);
            });
}

void Notifier::handleAction(uint id, const QString &action)
{
    const QString key = m_shown.key(id);
    if (!key.isEmpty())
        emit activated(key, action);
}

void Notifier::handleClosed(uint id, uint) { m_shown.remove(m_shown.key(id)); }

} // namespace portolan::gui
