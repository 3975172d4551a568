// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/exported_object.h"

#include <map>

namespace portolan::dbus {

/// org.freedesktop.DBus.ObjectManager on the root path: everything there is in one call, and then what comes and goes.
class ObjectManager : public ExportedObject {
    Q_OBJECT

public:
    explicit ObjectManager(Services services, QObject *parent = nullptr);
    ~ObjectManager() override;

    void add(const ExportedObject *object);    ///< By ExportedObject::publish().
    void remove(const ExportedObject *object); ///< By ExportedObject::withdraw().
    [[nodiscard]] const std::map<QString, const ExportedObject *> &objects() const { return m_objects; }

    // NOLINTBEGIN(readability-identifier-naming) names of the bus
    portolan::ManagedObjects GetManagedObjects();
    // NOLINTEND(readability-identifier-naming)

private:
    std::map<QString, const ExportedObject *> m_objects; ///< By path.
};

} // namespace portolan::dbus
