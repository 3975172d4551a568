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
    m_waiting.emplace_back([this, object, serial = wish.serial] {
        const auto current = m_wishes.constFind(object);
        if (current != m_wishes.cend() && current->serial == serial) // and not taken back before it was said
            send(object);
    });
    proceed();
}

void Subscriptions::proceed()
{
    constexpr int kAtOnce = 32;
    while (m_underway < kAtOnce && !m_waiting.empty()) {
        const auto next = std::move(m_waiting.front());
        m_waiting.pop_front();
        next();
    }
}

void Subscriptions::call(const QDBusMessage &message, const char *signature, Caller::Handler handler)
{
    ++m_underway;
    m_caller->read(message, signature, m_owner,
                   [this, handler = std::move(handler)](const Result<QDBusMessage> &reply) {
                       --m_underway;
                       handler(reply);
                       proceed();
                   });
}

void Subscriptions::send(const QString &object)
{
    const Wish &wish = m_wishes[object];
    const auto message =
        Caller::method(object, kStatistics, QStringLiteral("Subscribe"), {wish.intervalMs, QVariantMap()});
    call(message, "u", [this, object, serial = wish.serial, life = m_life](const Result<QDBusMessage> &reply) {
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
    m_waiting.emplace_back([this, object, lease] {
        const auto message = Caller::method(object, kStatistics, QStringLiteral("Unsubscribe"), {lease});
        call(message, "", [](const Result<QDBusMessage> &reply) {
            if (!reply) // the object may have gone first
                qCDebug(logClient, "unsubscribe: %s", reply.error().message.c_str());
        });
    });
    proceed();
}

} // namespace portolan::client
