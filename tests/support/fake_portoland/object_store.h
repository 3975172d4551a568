// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"
#include "tests/support/fake_portoland/interface_table.h"

#include <QDBusConnection>

namespace portolan::fake {

/// The objects and their properties; says on the bus what changes.
class ObjectStore {
public:
    ObjectStore(const QDBusConnection &bus, const InterfaceTable *table)
        : m_bus(bus)
        , m_table(table)
    {}

    /// All properties of the interface exist at once; those not given are neutral.
    void add(const QString &path, const QString &interface, const QVariantMap &properties = {});
    void set(const QString &path, const QString &interface, const QVariantMap &properties);
    /// With everything below it.
    void remove(const QString &path);
    void clear();

    [[nodiscard]] bool contains(const QString &path, const QString &interface) const
    {
        return m_objects.value(path).contains(interface);
    }
    [[nodiscard]] QVariant get(const QString &path, const QString &interface, const QString &property) const;
    [[nodiscard]] QString text(const QString &path, const QString &interface, const QString &property) const;
    [[nodiscard]] QStringList pathsOf(const QString &interface) const;
    [[nodiscard]] const QMap<QString, InterfaceMap> &objects() const { return m_objects; }

private:
    QDBusConnection m_bus;
    const InterfaceTable *m_table;
    QMap<QString, InterfaceMap> m_objects; ///< By path; interfaces by their full names.
};

/// "Node" -> "org.portolan.Initiator1.Node"
[[nodiscard]] QString interfaceName(const QString &shortName);

} // namespace portolan::fake
