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

void Notifier::notify(const QString &key, const QString &summary, const QString &body, Urgency urgency)
{
    if (!m_bus.isConnected()) {
        emit failed(summary, body);
        return;
    }
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kService, u"Notify"_s);
    const QVariantMap hints{{u"urgency"_s, QVariant::fromValue(uchar(urgency))},
                            {u"desktop-entry"_s, u"org.portolan.Portolan"_s},
                            {u"category"_s, u"device"_s}};
    // Servers read the body as markup; a target's name must stay text.
    call.setArguments({u"Portolan"_s, m_shown.value(key, 0U), u"org.portolan.Portolan"_s, summary, body.toHtmlEscaped(),
                       QStringList{u"default"_s, tr("Open")}, hints, kServerDecides});
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key, summary, body] {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError())
            emit failed(summary, body);
        else
            m_shown.insert(key, reply.value());
    });
}

void Notifier::handleAction(uint id, const QString &)
{
    const QString key = m_shown.key(id);
    if (!key.isEmpty())
        emit activated(key);
}

void Notifier::handleClosed(uint id, uint) { m_shown.remove(m_shown.key(id)); }

} // namespace portolan::gui
