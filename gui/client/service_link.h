// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"
#include "common/result/result.h"
#include "gui/client/mirror.h"
#include "gui/client/work_queue.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QObject>

#include <memory>

namespace portolan::client {

/// Follows the service on the bus: whether it is there, all its objects once, and then its signals, checked and taken
/// apart.
///
/// Signals that arrive before the objects are older than these and are dropped. The objects are taken apart on a thread
/// of their own, since there may be many thousands; what arrives meanwhile waits in the queue and comes after them.
class ServiceLink : public QObject {
    Q_OBJECT

public:
    /// \param queue  outlives this; what arrives is told from it, in order
    ServiceLink(const QDBusConnection &bus, WorkQueue &queue, QObject *parent = nullptr);

    void start(); ///< filled() or lost() follows; asks the bus to start the service if it can.
    /// Fetches the properties of one interface; propertiesChanged() follows, or nothing if it is gone.
    void refresh(const QString &path, const QString &interface);

signals:
    void filled(const std::shared_ptr<portolan::client::Mirror> &mirror); ///< With all objects; never null.
    void lost(const portolan::Error &reason);                             ///< Also when it never was there.
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
    void lose(const Error &reason);
    /// Tells it in its turn, unless the service has gone by then.
    void tell(std::function<void()> news);
    void takeProperties(const QDBusMessage &message);
    void handleOwner(const QString &oldOwner, const QString &newOwner);

    QDBusConnection m_bus;
    WorkQueue &m_queue;
    QDBusServiceWatcher m_watcher;
    quint64 m_generation = 0; ///< What an earlier life of the service said is ignored.
    bool m_follows = false;   ///< The objects have arrived: signals are news.
};

} // namespace portolan::client
