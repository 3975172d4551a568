// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_portoland/service.h"

#include "common/dbus/names.h"

#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusVariant>

namespace portolan::fake {

namespace {

const QString kProperties = QStringLiteral("org.freedesktop.DBus.Properties");
const QString kTest = QStringLiteral("org.portolan.Test");

void refuse(const QDBusConnection &bus, const QDBusMessage &message, const char *error)
{
    bus.send(message.createErrorReply(QStringLiteral("org.freedesktop.DBus.Error.") + QLatin1String(error),
                                      message.member()));
}

QVariantMap mapAt(const QDBusMessage &message, int index)
{
    return qdbus_cast<QVariantMap>(message.arguments().value(index));
}

QString pathAt(const QDBusMessage &message, int index)
{
    return message.arguments().value(index).value<QDBusObjectPath>().path();
}

QStringList textsIn(const QVariant &value)
{
    return value.metaType() == QMetaType::fromType<QDBusArgument>() ? qdbus_cast<QStringList>(value)
                                                                    : value.toStringList();
}

Script scriptFrom(const QVariantMap &map)
{
    Script script;
    script.error = map.value(QStringLiteral("error")).toString();
    script.jobError = map.value(QStringLiteral("job_error")).toString();
    script.details = qdbus_cast<QVariantMap>(map.value(QStringLiteral("details")));
    script.phases = textsIn(map.value(QStringLiteral("phases")));
    script.hold = map.value(QStringLiteral("hold")).toBool();
    script.swift = map.value(QStringLiteral("swift")).toBool();
    script.noReply = map.value(QStringLiteral("no_reply")).toBool();
    script.times = map.value(QStringLiteral("times"), -1).toInt();
    return script;
}

} // namespace

Service::Service(const InterfaceTable *table, ObjectStore *store, Simulation *simulation)
    : m_table(table)
    , m_store(store)
    , m_simulation(simulation)
{}

QString Service::introspect(const QString &path) const
{
    QString xml;
    for (const QString &interface : m_store->objects().value(path).keys())
        xml += m_table->find(interface) ? m_table->find(interface)->xml : QString();
    return xml;
}

bool Service::handleMessage(const QDBusMessage &message, const QDBusConnection &bus)
{
    if (message.interface() == QStringLiteral("org.freedesktop.DBus.Introspectable") ||
        message.interface() == QStringLiteral("org.freedesktop.DBus.Peer"))
        return false; // the library answers
    if (message.interface() == kTest) {
        handleTest(message, bus);
    } else if (message.interface() == kProperties) {
        handleProperties(message, bus);
    } else if (message.member() == QStringLiteral("GetManagedObjects") && message.path() == dbus::kRootPath) {
        ManagedObjects objects;
        for (auto object = m_store->objects().cbegin(); object != m_store->objects().cend(); ++object)
            objects.insert(QDBusObjectPath(object.key()), *object);
        bus.send(message.createReply(QVariant::fromValue(objects)));
    } else {
        handleOurs(message, bus);
    }
    return true;
}

void Service::handleProperties(const QDBusMessage &message, const QDBusConnection &bus)
{
    const QString interface = message.arguments().value(0).toString();
    if (!m_store->objects().contains(message.path()))
        return refuse(bus, message, "UnknownObject");
    if (!m_store->contains(message.path(), interface))
        return refuse(bus, message, "UnknownInterface");
    const auto properties = m_store->objects().value(message.path()).value(interface);
    if (message.member() == QStringLiteral("GetAll")) {
        bus.send(message.createReply(properties));
        return;
    }
    const QString name = message.arguments().value(1).toString();
    if (message.member() != QStringLiteral("Get") || !properties.contains(name))
        return refuse(bus, message, "UnknownProperty");
    bus.send(message.createReply(QVariant::fromValue(QDBusVariant(properties.value(name)))));
}

void Service::handleOurs(const QDBusMessage &message, const QDBusConnection &bus)
{
    if (!m_store->objects().contains(message.path()))
        return refuse(bus, message, "UnknownObject");
    const auto *interface = m_table->find(message.interface());
    if (!interface || !m_store->contains(message.path(), message.interface()))
        return refuse(bus, message, "UnknownInterface");
    const auto method = interface->methods.constFind(message.member());
    if (method == interface->methods.constEnd())
        return refuse(bus, message, "UnknownMethod");
    if (message.signature() != method->in)
        return refuse(bus, message, "InvalidArgs");
    m_simulation->handle(message);
}

void Service::handleTest(const QDBusMessage &message, const QDBusConnection &bus)
{
    const QString member = message.member();
    QVariantList answer;
    if (member == QStringLiteral("Populate"))
        m_simulation->populate(message.arguments().value(0).toString());
    else if (member == QStringLiteral("AddObject"))
        m_store->add(pathAt(message, 0), interfaceName(message.arguments().value(1).toString()), mapAt(message, 2));
    else if (member == QStringLiteral("SetProperties"))
        m_store->set(pathAt(message, 0), interfaceName(message.arguments().value(1).toString()), mapAt(message, 2));
    else if (member == QStringLiteral("RemoveObject"))
        m_store->remove(pathAt(message, 0));
    else if (member == QStringLiteral("Script"))
        m_simulation->setScript(message.arguments().value(0).toString(), scriptFrom(mapAt(message, 1)));
    else if (member == QStringLiteral("FinishJob"))
        m_simulation->jobs()->finish(pathAt(message, 0), message.arguments().value(1).toString(), mapAt(message, 2));
    else if (member == QStringLiteral("EmitEvent"))
        m_simulation->logEvent(mapAt(message, 0));
    else if (member == QStringLiteral("EmitSample"))
        m_simulation->sendSample(pathAt(message, 0), message.arguments().value(1).toULongLong(),
                                 qdbus_cast<CounterList>(message.arguments().value(2)));
    else if (member == QStringLiteral("StartLoad"))
        m_simulation->startLoad();
    else if (member == QStringLiteral("ChangeSessions"))
        m_simulation->changeSessions(message.arguments().value(0).toBool());
    else if (member == QStringLiteral("SetPermissions"))
        m_simulation->setPermissions(qdbus_cast<StringMap>(message.arguments().value(0)));
    else if (member == QStringLiteral("Calls"))
        answer = {m_simulation->calls()};
    else if (member == QStringLiteral("Secrets"))
        answer = {m_simulation->secrets()};
    else if (member == QStringLiteral("Leases"))
        answer = {m_simulation->leases()};
    else if (member == QStringLiteral("Quit"))
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    else
        return refuse(bus, message, "UnknownMethod");
    bus.send(message.createReply(answer));
}

} // namespace portolan::fake
