// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/caller_lookup.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>

namespace portolan::dbus {

void CallerLookup::ask(const QString &member, const QString &busName, std::function<void(const QDBusMessage &)> done)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
                                       QStringLiteral("org.freedesktop.DBus"), member);
    message << busName;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [done = std::move(done)](QDBusPendingCallWatcher *finished) {
                finished->deleteLater();
                done(finished->reply());
            });
}

void CallerLookup::uidOf(const QString &busName, std::function<void(Result<Uid>)> done)
{
    ask(QStringLiteral("GetConnectionUnixUser"), busName, [done = std::move(done)](const QDBusMessage &reply) {
        if (reply.type() != QDBusMessage::ReplyMessage || reply.signature() != QStringLiteral("u"))
            return done(fail(ErrorCode::NotAuthorized, "the bus does not know who the caller is"));
        done(reply.arguments().constFirst().value<uint>());
    });
}

void CallerLookup::isThere(const QString &busName, std::function<void(bool)> done)
{
    ask(QStringLiteral("NameHasOwner"), busName, [done = std::move(done)](const QDBusMessage &reply) {
        done(reply.type() == QDBusMessage::ReplyMessage && reply.arguments().value(0).toBool());
    });
}

} // namespace portolan::dbus
