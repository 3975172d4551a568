// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"
#include "common/result/result.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QObject>

namespace portolan::client {

/// Follows the service on the bus: whether it is there, all its objects once, and then its signals, checked and taken
/// apart. Signals that arrive before filled() are older than it and are dropped.
class ServiceLink : public QObject {
    Q_OBJECT

public:
    explicit ServiceLink(const QDBusConnection &bus, QObject *parent = nullptr);

    void start(); ///< filled() or lost() follows; asks the bus to start the service if it can.
    /// Fetches the properties of one interface; propertiesChanged() follows, or nothing if it is gone.
    void refresh(const QString &path, const QString &interface);

signals:
    void filled(const portolan::ManagedObjects &objects);
    void lost(const portolan::Error &reason); ///< Also when it never was there.
    void interfacesAdded(const QString &path, const portolan::InterfaceMap &interfaces);
    void interfacesRemoved(const QString &path, const QStringList &interfaces);
    void propertiesChanged(const QString &path, const QString &interface, const QVariantMap &properties);
    void jobCompleted(const QString &path);
    void eventHappened(const QVariantMap &event);
    void sample(const QString &path, qulonglong timeUs, const portolan::CounterList &counters);
    void authorizationsChanged(); ///< polkit's rules or somebody's temporary authorization.

private slots:
    void handleAdded(const QDBusMessage &message);
    void handleRemoved(const QDBusMessage &message);
    void handleProperties(const QDBusMessage &message);
    void handleCompleted(const QDBusMessage &message);
    void handleEvent(const QDBusMessage &message);
    void handleSample(const QDBusMessage &message);
    void handleBusGone();

private:
    void listen();
    void fill();
    void takeObjects(const QDBusMessage &reply);
    void handleOwner(const QString &oldOwner, const QString &newOwner);

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    quint64 m_generation = 0; ///< Answers to questions of an earlier life of the service are ignored.
    bool m_filled = false;
};

} // namespace portolan::client
