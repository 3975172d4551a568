// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_portoland/object_store.h"

#include "common/dbus/names.h"

#include <QDBusMessage>

namespace portolan::fake {

namespace {

const QString kObjectManager = QStringLiteral("org.freedesktop.DBus.ObjectManager");

} // namespace

QString interfaceName(const QString &shortName) { return dbus::kInterfacePrefix + shortName; }

void ObjectStore::add(const QString &path, const QString &interface, const QVariantMap &properties)
{
    QVariantMap all;
    if (const auto *description = m_table->find(interface)) {
        for (auto property = description->properties.cbegin(); property != description->properties.cend(); ++property)
            all.insert(property.key(), typed(properties.value(property.key()), *property));
    }
    m_objects[path][interface] = all;
    auto signal = QDBusMessage::createSignal(dbus::kRootPath, kObjectManager, QStringLiteral("InterfacesAdded"));
    signal << QVariant::fromValue(QDBusObjectPath(path)) << QVariant::fromValue(InterfaceMap{{interface, all}});
    m_bus.send(signal);
}

void ObjectStore::set(const QString &path, const QString &interface, const QVariantMap &properties)
{
    const auto *description = m_table->find(interface);
    if (!description || !contains(path, interface))
        return;
    QVariantMap changed;
    for (auto property = properties.cbegin(); property != properties.cend(); ++property) {
        if (description->properties.contains(property.key()))
            changed.insert(property.key(), typed(*property, description->properties.value(property.key())));
    }
    if (changed.isEmpty())
        return;
    m_objects[path][interface].insert(changed);
    auto signal = QDBusMessage::createSignal(path, QStringLiteral("org.freedesktop.DBus.Properties"),
                                             QStringLiteral("PropertiesChanged"));
    signal << interface << changed << QStringList();
    m_bus.send(signal);
}

void ObjectStore::remove(const QString &path)
{
    for (const QString &known : m_objects.keys()) {
        if (known != path && !known.startsWith(path + u'/'))
            continue;
        auto signal = QDBusMessage::createSignal(dbus::kRootPath, kObjectManager, QStringLiteral("InterfacesRemoved"));
        signal << QVariant::fromValue(QDBusObjectPath(known)) << QStringList(m_objects.value(known).keys());
        m_objects.remove(known);
        m_bus.send(signal);
    }
}

void ObjectStore::clear()
{
    for (const QString &path : m_objects.keys())
        remove(path);
}

QVariant ObjectStore::get(const QString &path, const QString &interface, const QString &property) const
{
    return m_objects.value(path).value(interface).value(property);
}

QString ObjectStore::text(const QString &path, const QString &interface, const QString &property) const
{
    const QVariant value = get(path, interface, property);
    return value.metaType() == QMetaType::fromType<QDBusObjectPath>() ? value.value<QDBusObjectPath>().path()
                                                                      : value.toString();
}

QStringList ObjectStore::pathsOf(const QString &interface) const
{
    QStringList paths;
    for (auto object = m_objects.cbegin(); object != m_objects.cend(); ++object) {
        if (object->contains(interface))
            paths.append(object.key());
    }
    return paths;
}

} // namespace portolan::fake
