// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_avahi/fake_avahi.h"

#include <QByteArrayList>
#include <QDBusError>
#include <QDBusMetaType>
#include <QDBusObjectPath>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.Avahi"_s;
const QString kType = u"_iscsi._tcp"_s, kDomain = u"local"_s;

} // namespace

FakeAvahi::FakeAvahi(const QString &busAddress)
    : m_bus(QDBusConnection::connectToBus(busAddress, u"fake-avahi-%1"_s.arg(quintptr(this))))
{
    qDBusRegisterMetaType<QByteArrayList>();
}

FakeAvahi::~FakeAvahi()
{
    stop();
    QDBusConnection::disconnectFromBus(m_bus.name());
}

QString FakeAvahi::start()
{
    if (!m_bus.registerVirtualObject(u"/"_s, this, QDBusConnection::SubPath) || !m_bus.registerService(kService))
        return u"fake Avahi: "_s + m_bus.lastError().message();
    return {};
}

void FakeAvahi::stop()
{
    m_bus.unregisterService(kService);
    m_bus.unregisterObject(u"/"_s);
    m_browsers.clear();
}

QVariantList FakeAvahi::itemOf(const Service &service)
{
    return {service.interface, service.protocol, service.name, kType, kDomain, 0U};
}

void FakeAvahi::announce(const Service &service)
{
    m_services << service;
    tellNew(itemOf(service));
}

void FakeAvahi::withdraw(const QString &name)
{
    for (const Service &service : std::as_const(m_services)) {
        if (service.name == name)
            tell(u"ItemRemove"_s, itemOf(service));
    }
    m_services.removeIf([&name](const Service &service) { return service.name == name; });
}

void FakeAvahi::tell(const QString &member, const QVariantList &item)
{
    for (const auto &[who, path] : std::as_const(m_browsers)) {
        QDBusMessage signal =
            QDBusMessage::createTargetedSignal(who, path, u"org.freedesktop.Avahi.ServiceBrowser"_s, member);
        signal.setArguments(item);
        m_bus.send(signal);
    }
}

QString FakeAvahi::introspect(const QString & /*path*/) const { return {}; }

bool FakeAvahi::handleMessage(const QDBusMessage &message, const QDBusConnection & /*connection*/)
{
    if (message.member() == u"ServiceBrowserNew"_s) {
        m_browsers.emplace_back(message.service(), u"/Client1/ServiceBrowser%1"_s.arg(++m_made));
        for (const Service &service : std::as_const(m_services))
            tellNew(itemOf(service));
        return m_bus.send(message.createReply(QVariant::fromValue(QDBusObjectPath(m_browsers.constLast().second))));
    }
    if (message.member() == u"Free"_s) {
        m_freed += int(m_browsers.removeIf([&message](const auto &each) { return each.second == message.path(); }));
        return m_bus.send(message.createReply());
    }
    if (message.member() != u"ResolveService"_s)
        return false;
    resolve(message);
    return true;
}

void FakeAvahi::resolve(const QDBusMessage &message)
{
    ++m_resolved;
    if (m_held)
        return message.setDelayedReply(true);
    const QString name = message.arguments().at(2).toString();
    if (m_answers.contains(name)) {
        m_bus.send(message.createReply(m_answers.value(name)));
        return;
    }
    for (const Service &service : std::as_const(m_services)) {
        if (service.name != name || service.protocol != message.arguments().at(1).toInt())
            continue;
        m_bus.send(message.createReply(
            {service.interface, service.protocol, service.name, kType, kDomain, u"nas.local"_s, service.protocol,
             service.address, QVariant::fromValue(service.port), QVariant::fromValue(QByteArrayList{"path=/"}), 0U}));
        return;
    }
    m_bus.send(message.createErrorReply(u"org.freedesktop.Avahi.TimeoutError"_s, u"Timeout reached"_s));
}

} // namespace portolan::test
