// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/udisks/object_mirror.h"

#include <QDBusArgument>
#include <QDBusPendingCallWatcher>

namespace portolan::udisks {

using namespace Qt::StringLiterals;

namespace {

const QString kService = u"org.freedesktop.UDisks2"_s, kRoot = u"/org/freedesktop/UDisks2"_s;
const QString kObjectManager = u"org.freedesktop.DBus.ObjectManager"_s;
constexpr int kFillTimeoutMs = 60'000; ///< It may have to be started, and looks at every disk then.

} // namespace

ObjectMirror::ObjectMirror(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    dbus::registerTypes();
}

void ObjectMirror::start()
{
    if (!m_listening)
        listen();
    refill();
}

void ObjectMirror::listen()
{
    m_listening = true;
    m_watcher.setConnection(m_bus);
    m_watcher.setWatchMode(QDBusServiceWatcher::WatchForOwnerChange);
    m_watcher.addWatchedService(kService);
    connect(&m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &oldOwner, const QString &newOwner) {
                if (!oldOwner.isEmpty()) {
                    ++m_generation;
                    lose({Problem::NotAnswering, u"udisksd has ended"_s});
                }
                if (!newOwner.isEmpty())
                    refill();
            });
    m_bus.connect(kService, kRoot, kObjectManager, u"InterfacesAdded"_s, this, SLOT(handleAdded(QDBusMessage)));
    m_bus.connect(kService, kRoot, kObjectManager, u"InterfacesRemoved"_s, this, SLOT(handleRemoved(QDBusMessage)));
    m_bus.connect(kService, QString(), u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, this,
                  SLOT(handleProperties(QDBusMessage)));
}

void ObjectMirror::refill(std::function<void(const Outcome<> &)> done)
{
    const auto message = QDBusMessage::createMethodCall(kService, kRoot, kObjectManager, u"GetManagedObjects"_s);
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, kFillTimeoutMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, watcher, done = std::move(done), generation = m_generation, number = ++m_refills] {
                watcher->deleteLater();
                const QDBusMessage reply = watcher->reply();
                const bool answered = reply.signature() == u"a{oa{sa{sv}}}"_s && generation == m_generation;
                const Failure failure =
                    reply.type() == QDBusMessage::ErrorMessage ? failureOf(reply) : Failure{Problem::NotAnswering, {}};
                if (answered) {
                    m_objects.clear();
                    const auto all = qdbus_cast<ManagedObjects>(reply.arguments().constFirst());
                    for (auto object = all.cbegin(); object != all.cend(); ++object)
                        m_objects.insert(object.key().path(), *object);
                    m_filled = true;
                    emit filled();
                } else if (generation == m_generation && number == m_refills) {
                    lose(failure);
                }
                if (done)
                    done(answered ? Outcome<>() : Outcome<>(failed(failure.problem, failure.detail)));
            });
}

void ObjectMirror::lose(const Failure &failure)
{
    m_filled = false;
    m_objects.clear();
    emit lost(failure);
}

void ObjectMirror::handleAdded(const QDBusMessage &message)
{
    if (!m_filled || message.signature() != u"oa{sa{sv}}"_s)
        return;
    const auto interfaces = qdbus_cast<InterfaceMap>(message.arguments().at(1));
    InterfaceMap &object = m_objects[message.arguments().at(0).value<QDBusObjectPath>().path()];
    for (auto each = interfaces.cbegin(); each != interfaces.cend(); ++each)
        object.insert(each.key(), *each);
    emit changed();
}

void ObjectMirror::handleRemoved(const QDBusMessage &message)
{
    if (!m_filled || message.signature() != u"oas"_s)
        return;
    const auto object = m_objects.find(message.arguments().at(0).value<QDBusObjectPath>().path());
    if (object == m_objects.end())
        return;
    for (const QString &name : message.arguments().at(1).toStringList())
        object->remove(name);
    if (object->isEmpty())
        m_objects.erase(object);
    emit changed();
}

void ObjectMirror::handleProperties(const QDBusMessage &message)
{
    if (!m_filled || message.signature() != u"sa{sv}as"_s)
        return;
    const auto object = m_objects.find(message.path());
    if (object == m_objects.end())
        return;
    const auto properties = qdbus_cast<QVariantMap>(message.arguments().at(1));
    QVariantMap &known = (*object)[message.arguments().at(0).toString()];
    for (auto property = properties.cbegin(); property != properties.cend(); ++property)
        known.insert(property.key(), *property);
    emit changed();
    if (!message.arguments().at(2).toStringList().isEmpty()) // changed, but not said into what
        refill();
}

} // namespace portolan::udisks
