// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/dbus/action_table.h"
#include "daemon/dbus/authorizer.h"
#include "daemon/dbus/manager_object.h"

#include <QDBusConnection>
#include <QObject>

#include <memory>
#include <span>

namespace portolan::engine {
class Initiator;
}

namespace portolan::dbus {

/// org.portolan.Initiator1 on a bus: all of daemon/dbus, put together. Translates between bus and engine and decides
/// nothing but who may.
class Service : public QObject {
    Q_OBJECT

public:
    struct Config {
        QDBusConnection bus;
        engine::Initiator *initiator = nullptr; ///< Not owned; outlives this.
        std::unique_ptr<Authorizer> authorizer{};
        ManagerObject::Config manager{};
        std::chrono::milliseconds secretTimeout{5000};
        std::span<const ActionRow> actions = actionTable();
    };

    explicit Service(Config config, QObject *parent = nullptr);
    ~Service() override;

    /// Puts the objects on the bus and then takes the name, so that who sees the name sees everything.
    /// \return AlreadyRunning if somebody has the name, NotAuthorized if the bus does not give it to us,
    /// TransportFailed
    Result<> start();

signals:
    void disconnected(); ///< The bus is gone; nothing works from now on.

private slots:
    void busGone();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace portolan::dbus
