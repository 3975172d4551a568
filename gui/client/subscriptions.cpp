// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/subscriptions.h"

#include "common/dbus/names.h"

#include <QLoggingCategory>

namespace portolan::client {

namespace {

Q_LOGGING_CATEGORY(logClient, "portolan.client", QtInfoMsg)
const QString kStatistics = dbus::kInterfacePrefix + QStringLiteral("Statistics");

} // namespace

void Subscriptions::want(const QString &object, uint intervalMs)
{
    if (m_wishes.contains(object) && m_wishes[object].intervalMs == intervalMs)
        return;
    unwant(object);
    m_wishes.insert(object, {intervalMs, ++m_serial});
}

void Subscriptions::unwant(const QString &object)
{
    const Wish wish = m_wishes.take(object);
    if (wish.leased)
        release(object, wish.lease);
}

void Subscriptions::appeared(const QString &object)
{
    const auto wish = m_wishes.find(object);
    if (wish != m_wishes.end() && !wish->asked)
        ask(object);
}

void Subscriptions::lapse()
{
    ++m_life;
    for (Wish &wish : m_wishes)
        wish = {wish.intervalMs, ++m_serial};
}

void Subscriptions::ask(const QString &object)
{
    Wish &wish = m_wishes[object];
    wish.asked = true;
    const auto message =
        Caller::method(object, kStatistics, QStringLiteral("Subscribe"), {wish.intervalMs, QVariantMap()});
    m_caller->read(
        message, "u", m_owner, [this, object, serial = wish.serial, life = m_life](const Result<QDBusMessage> &reply) {
            if (!reply) {
                qCWarning(logClient, "no samples of %s: %s", qUtf8Printable(object), reply.error().message.c_str());
                return;
            }
            const uint lease = reply->arguments().constFirst().toUInt();
            const auto current = m_wishes.find(object);
            if (current != m_wishes.end() && current->serial == serial) {
                current->lease = lease;
                current->leased = true;
            } else if (life == m_life) {
                release(object, lease); // nobody wants it any more
            }
        });
}

void Subscriptions::release(const QString &object, uint lease)
{
    const auto message = Caller::method(object, kStatistics, QStringLiteral("Unsubscribe"), {lease});
    m_caller->read(message, "", m_owner, [](const Result<QDBusMessage> &reply) {
        if (!reply) // the object may have gone first
            qCDebug(logClient, "unsubscribe: %s", reply.error().message.c_str());
    });
}

} // namespace portolan::client
