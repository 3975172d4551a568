// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_portoland/simulation.h"

#include <QDBusVirtualObject>

namespace portolan::fake {

/// What arrives at the fake: the standard interfaces, ours (checked against the XML, then given to the Simulation), and
/// the steering interface org.portolan.Test on /org/portolan/Test (see main.cpp).
class Service : public QDBusVirtualObject {
    Q_OBJECT

public:
    Service(const InterfaceTable *table, ObjectStore *store, Simulation *simulation);

    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override;

private:
    void handleProperties(const QDBusMessage &message, const QDBusConnection &bus);
    void handleOurs(const QDBusMessage &message, const QDBusConnection &bus);
    void handleTest(const QDBusMessage &message, const QDBusConnection &bus);

    const InterfaceTable *m_table;
    ObjectStore *m_store;
    Simulation *m_simulation;
};

} // namespace portolan::fake
