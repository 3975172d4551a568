// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/service_link.h"

#include "common/background/background.h"
#include "common/dbus/names.h"
#include "gui/client/caller.h"

#include <QDBusArgument>
#include <QDBusPendingCallWatcher>

namespace portolan::client {

namespace {

const QString kProperties = QStringLiteral("org.freedesktop.DBus.Properties");
const QString kObjectManager = QStringLiteral("org.freedesktop.DBus.ObjectManager");
constexpr int kFillTimeoutMs = 60'000; ///< Starting the service may include checking its database.

std::shared_ptr<Mirror> mirrorOf(const QDBusMessage &reply)
{
    auto mirror = std::make_shared<Mirror>();
    const auto objects = qdbus_cast<ManagedObjects>(reply.arguments().constFirst());
    for (auto object = objects.cbegin(); object != objects.cend(); ++object) {
        for (auto entry = object->cbegin(); entry != object->cend(); ++entry)
            mirror->add(object.key().path(), entry.key(), *entry);
    }
    return mirror;
}

} // namespace

ServiceLink::ServiceLink(const QDBusConnection &bus, WorkQueue &queue, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_queue(queue)
{
    dbus::registerTypes();
}

void ServiceLink::start()
{
    listen();
    fill();
}

void ServiceLink::listen()
{
    m_watcher.setConnection(m_bus);
    m_watcher.setWatchMode(QDBusServiceWatcher::WatchForOwnerChange);
    m_watcher.addWatchedService(dbus::kService);
    connect(
        &m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
        [this](const QString &, const QString &oldOwner, const QString &newOwner) { handleOwner(oldOwner, newOwner); });

    // Bound to the well-known name: signals of anybody else on the bus are not delivered.
    const auto any = QString();
    m_bus.connect(dbus::kService, dbus::kRootPath, kObjectManager, QStringLiteral("InterfacesAdded"), this,
                  SLOT(handleAdded(QDBusMessage)));
    m_bus.connect(dbus::kService, dbus::kRootPath, kObjectManager, QStringLiteral("InterfacesRemoved"), this,
                  SLOT(handleRemoved(QDBusMessage)));
    m_bus.connect(dbus::kService, any, kProperties, QStringLiteral("PropertiesChanged"), this,
                  SLOT(handleProperties(QDBusMessage)));
    m_bus.connect(dbus::kService, any, dbus::kInterfacePrefix + QStringLiteral("Job"), QStringLiteral("Completed"),
                  this, SLOT(handleCompleted(QDBusMessage)));
    m_bus.connect(dbus::kService, dbus::kManagerPath, dbus::kInterfacePrefix + QStringLiteral("Events"),
                  QStringLiteral("Event"), this, SLOT(handleEvent(QDBusMessage)));
    m_bus.connect(dbus::kService, any, dbus::kInterfacePrefix + QStringLiteral("Statistics"), QStringLiteral("Sample"),
                  this, SLOT(handleSample(QDBusMessage)));
    m_bus.connect(QStringLiteral("org.freedesktop.PolicyKit1"), QStringLiteral("/org/freedesktop/PolicyKit1/Authority"),
                  QStringLiteral("org.freedesktop.PolicyKit1.Authority"), QStringLiteral("Changed"), this,
                  SIGNAL(authorizationsChanged()));
    m_bus.connect(any, QStringLiteral("/org/freedesktop/DBus/Local"), QStringLiteral("org.freedesktop.DBus.Local"),
                  QStringLiteral("Disconnected"), this, SLOT(handleBusGone()));
}

void ServiceLink::fill()
{
    const auto generation = ++m_generation;
    const auto message = QDBusMessage::createMethodCall(dbus::kService, dbus::kRootPath, kObjectManager,
                                                        QStringLiteral("GetManagedObjects"));
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, kFillTimeoutMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, generation] {
        watcher->deleteLater();
        if (generation != m_generation)
            return;
        const QDBusMessage reply = watcher->reply();
        if (reply.type() != QDBusMessage::ErrorMessage)
            return takeObjects(reply);
        Error error = errorOf(reply, false);
        // "Refused by the bus" and "does not answer" are worth telling apart; all else is that it is not there.
        if (error.code != ErrorCode::NotAuthorized && error.code != ErrorCode::TimedOut)
            error.code = ErrorCode::ServiceUnavailable;
        lose(error);
    });
}

void ServiceLink::takeObjects(const QDBusMessage &reply)
{
    if (reply.signature() != QStringLiteral("a{oa{sa{sv}}}"))
        return lose({ErrorCode::ServiceUnavailable, "the service speaks another version of the interface", 0, 0});
    m_follows = true;
    tell([this, reply] {
        m_queue.hold();
        runInBackground<std::shared_ptr<Mirror>>(
            this, [reply] { return mirrorOf(reply); },
            [this, generation = m_generation](const std::shared_ptr<Mirror> &mirror) {
                if (generation != m_generation)
                    return;
                emit filled(mirror);
                m_queue.release();
            });
    });
}

void ServiceLink::lose(const Error &reason)
{
    ++m_generation;
    m_follows = false;
    m_queue.release();
    m_queue.put([this, reason] { emit lost(reason); });
}

void ServiceLink::handleOwner(const QString &oldOwner, const QString &newOwner)
{
    if (!oldOwner.isEmpty())
        lose({ErrorCode::ServiceUnavailable, "portoland has stopped", 0, 0});
    if (!newOwner.isEmpty())
        fill();
}

void ServiceLink::handleBusGone()
{
    lose({ErrorCode::ServiceUnavailable, "the connection to the message bus is lost", 0, 0});
}

void ServiceLink::tell(std::function<void()> news)
{
    m_queue.put([this, generation = m_generation, news = std::move(news)] {
        if (generation == m_generation)
            news();
    });
}

void ServiceLink::refresh(const QString &path, const QString &interface)
{
    auto message = QDBusMessage::createMethodCall(dbus::kService, path, kProperties, QStringLiteral("GetAll"));
    message.setArguments({interface});
    const auto generation = m_generation;
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, generation, path, interface] {
        watcher->deleteLater();
        const QDBusMessage reply = watcher->reply();
        if (generation != m_generation || reply.signature() != QStringLiteral("a{sv}"))
            return;
        tell([this, reply, path, interface] {
            emit propertiesChanged(path, interface, qdbus_cast<QVariantMap>(reply.arguments().constFirst()));
        });
    });
}

void ServiceLink::handleAdded(const QDBusMessage &message)
{
    if (!m_follows || message.signature() != QStringLiteral("oa{sa{sv}}"))
        return;
    tell([this, message] {
        emit interfacesAdded(message.arguments().at(0).value<QDBusObjectPath>().path(),
                             qdbus_cast<InterfaceMap>(message.arguments().at(1)));
    });
}

void ServiceLink::handleRemoved(const QDBusMessage &message)
{
    if (!m_follows || message.signature() != QStringLiteral("oas"))
        return;
    tell([this, message] {
        emit interfacesRemoved(message.arguments().at(0).value<QDBusObjectPath>().path(),
                               message.arguments().at(1).toStringList());
    });
}

void ServiceLink::handleProperties(const QDBusMessage &message)
{
    if (m_follows && message.signature() == QStringLiteral("sa{sv}as"))
        tell([this, message] { takeProperties(message); });
}

void ServiceLink::takeProperties(const QDBusMessage &message)
{
    const QString interface = message.arguments().at(0).toString();
    emit propertiesChanged(message.path(), interface, qdbus_cast<QVariantMap>(message.arguments().at(1)));
    if (!message.arguments().at(2).toStringList().isEmpty())
        refresh(message.path(), interface);
}

void ServiceLink::handleCompleted(const QDBusMessage &message)
{
    if (m_follows)
        tell([this, path = message.path()] { emit jobCompleted(path); });
}

void ServiceLink::handleEvent(const QDBusMessage &message)
{
    if (m_follows && message.signature() == QStringLiteral("a{sv}"))
        tell([this, message] { emit eventHappened(qdbus_cast<QVariantMap>(message.arguments().at(0))); });
}

void ServiceLink::handleSample(const QDBusMessage &message)
{
    if (m_follows && message.signature() == QStringLiteral("tat"))
        tell([this, message] {
            emit sample(message.path(), message.arguments().at(0).toULongLong(),
                        qdbus_cast<CounterList>(message.arguments().at(1)));
        });
}

} // namespace portolan::client
