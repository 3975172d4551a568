// SPDX-License-Identifier: GPL-3.0-or-later
#include "notification_server.h"

#include <QDBusMessage>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

const QString kName = u"org.freedesktop.Notifications"_s;
const QString kPath = u"/org/freedesktop/Notifications"_s;
const QString kConnection = u"notification-server"_s; // another one than that of the program

} // namespace

NotificationServer::NotificationServer(const QString &busAddress)
    : m_bus(QDBusConnection::connectToBus(busAddress, kConnection))
{
    m_bus.registerObject(kPath, this, QDBusConnection::ExportAllSlots);
    m_bus.registerService(kName);
}

NotificationServer::~NotificationServer() { QDBusConnection::disconnectFromBus(kConnection); }

void NotificationServer::click(uint id, const QString &action)
{
    QDBusMessage signal = QDBusMessage::createSignal(kPath, kName, u"ActionInvoked"_s);
    signal.setArguments({id, action});
    m_bus.send(signal);
}

uint NotificationServer::Notify(const QString &, uint replaces, const QString &, const QString &summary,
                                const QString &body, const QStringList &actions, const QVariantMap &hints, int)
{
    const uint id = replaces > 0 ? replaces : ++m_last;
    m_notes.push_back({id, replaces, summary, body, actions, hints.value(u"urgency"_s, -1).toInt(),
                       hints.value(u"desktop-entry"_s).toString()});
    return id;
}

} // namespace portolan::test
