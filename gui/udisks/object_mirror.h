// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"
#include "gui/udisks/failure.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QObject>

#include <functional>

namespace portolan::udisks {

/// The objects of UDisks2 with their properties, as last told: one GetManagedObjects, then its signals.
class ObjectMirror : public QObject {
    Q_OBJECT

public:
    explicit ObjectMirror(const QDBusConnection &bus, QObject *parent = nullptr);

    void start(); ///< filled() or lost() follows; the bus starts the service if it can.
    /// Asks for everything anew. `done` hears whether it is all true as of now; not after this object is gone.
    void refill(std::function<void(const Outcome<> &)> done = {});
    [[nodiscard]] bool isFilled() const { return m_filled; }
    [[nodiscard]] const QMap<QString, InterfaceMap> &objects() const { return m_objects; }

signals:
    void filled();
    void lost(const portolan::udisks::Failure &failure);
    void changed();

private slots:
    void handleAdded(const QDBusMessage &message);
    void handleRemoved(const QDBusMessage &message);
    void handleProperties(const QDBusMessage &message);

private:
    void listen();
    void lose(const Failure &failure);

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    QMap<QString, InterfaceMap> m_objects;
    bool m_listening = false, m_filled = false;
    quint64 m_generation = 0; ///< Answers of an earlier life of the service are void.
    quint64 m_refills = 0;    ///< Only the last question says that the service is not there: it may have come since.
};

} // namespace portolan::udisks
