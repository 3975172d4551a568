// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/service.h"

#include "common/dbus/names.h"
#include "common/log/log.h"
#include "daemon/dbus/caller_lookup.h"
#include "daemon/dbus/gate.h"
#include "daemon/dbus/object_manager.h"
#include "daemon/dbus/object_tree.h"
#include "daemon/dbus/secret_reader.h"
#include "daemon/dbus/statistics_leases.h"

#include <QDBusConnectionInterface>
#include <QDBusReply>

namespace portolan::dbus {

/// In the order in which they need each other.
struct Service::Parts {
    explicit Parts(Config config)
        : bus(config.bus)
        , authorizer(std::move(config.authorizer))
        , callers(bus)
        , gate(config.actions, &callers, authorizer.get())
        , secrets(config.secretTimeout)
        , leases(bus, config.initiator, &callers)
        , root({bus, config.initiator, &gate})
        , tree({bus, config.initiator, &gate, &root, nullptr, &secrets, &leases}, std::move(config.manager))
    {}

    QDBusConnection bus;
    std::unique_ptr<Authorizer> authorizer;
    CallerLookup callers;
    Gate gate;
    SecretReader secrets;
    StatisticsLeases leases;
    ObjectManager root;
    ObjectTree tree;
};

Service::Service(Config config, QObject *parent)
    : QObject(parent)
{
    registerTypes();
    m_parts = std::make_unique<Parts>(std::move(config));
}

Service::~Service() = default;

Result<> Service::start()
{
    Parts &parts = *m_parts;
    if (!parts.bus.isConnected())
        return fail(ErrorCode::TransportFailed, "not connected to the bus");
    if (!parts.root.publish())
        return fail(ErrorCode::Internal, "the root object could not be put on the bus");
    parts.tree.populate();
    parts.bus.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"),
                      QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"), this,
                      SLOT(busGone()));
    const QDBusReply<QDBusConnectionInterface::RegisterServiceReply> reply = parts.bus.interface()->registerService(
        kService, QDBusConnectionInterface::DontQueueService, QDBusConnectionInterface::DontAllowReplacement);
    if (!reply.isValid()) {
        const bool denied = reply.error().type() == QDBusError::AccessDenied;
        return fail(denied ? ErrorCode::NotAuthorized : ErrorCode::TransportFailed,
                    "the bus does not give us the name " + kService.toStdString() + ": " +
                        reply.error().message().toStdString());
    }
    if (reply.value() != QDBusConnectionInterface::ServiceRegistered)
        return fail(ErrorCode::AlreadyRunning,
                    "another program has the name " + kService.toStdString() + " on this bus");
    qCInfo(log::dbus, "%s is on the bus", qUtf8Printable(kService));
    return {};
}

void Service::busGone()
{
    qCCritical(log::dbus, "the bus is gone");
    emit disconnected();
}

} // namespace portolan::dbus
