// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/object_manager.h"

#include "common/dbus/names.h"
#include "objectmanageradaptor.h"

namespace portolan::dbus {

namespace {
const QString kInterface = QStringLiteral("org.freedesktop.DBus.ObjectManager");
}

ObjectManager::ObjectManager(Services services, QObject *parent)
    : ExportedObject(std::move(services), QDBusObjectPath(kRootPath), parent)
{
    new ObjectManagerAdaptor(this);
}

ObjectManager::~ObjectManager() { withdraw(); }

void ObjectManager::add(const ExportedObject *object)
{
    m_objects.emplace(object->path().path(), object);
    emitSignal(kInterface, QStringLiteral("InterfacesAdded"),
               {QVariant::fromValue(object->path()), QVariant::fromValue(object->interfaces())});
}

void ObjectManager::remove(const ExportedObject *object)
{
    m_objects.erase(object->path().path());
    emitSignal(kInterface, QStringLiteral("InterfacesRemoved"),
               {QVariant::fromValue(object->path()), QStringList(object->interfaces().keys())});
}

ManagedObjects ObjectManager::GetManagedObjects()
{
    authorize([this](const Call &call) {
        ManagedObjects all;
        for (const auto &[path, object] : m_objects)
            all.insert(object->path(), object->interfaces());
        call.reply({QVariant::fromValue(all)});
    });
    return {};
}

} // namespace portolan::dbus
