// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dbus/measured_object.h"
#include "daemon/protocol/login/login_negotiation.h"

#include <QDBusUnixFileDescriptor>
#include <QStringList>

namespace portolan::dbus {

struct DiscoverArguments;

/// org.portolan.Initiator1.Manager, .Events and .Statistics of everything together.
class ManagerObject : public MeasuredObject {
    Q_OBJECT

public:
    struct Config {
        QStringList dataPlanes;        ///< Usable here, preferred first.
        protocol::RandomSource random; ///< For new initiator names.
    };

    ManagerObject(const Services &services, Config config, QObject *parent);

    /// Numbers and overall state, from the nodes and sessions there are.
    void updateSummary();

    // NOLINTBEGIN(readability-identifier-naming) names of the bus; return values are ignored, replies are sent later
    QDBusObjectPath Discover(const QString &address, ushort port, const QVariantMap &options);
    QDBusObjectPath AddNode(const QVariantMap &settings, const QVariantMap &options);
    void SetNodeDefaults(const QVariantMap &settings, const QVariantMap &options);
    void SetInitiatorName(const QString &name, const QVariantMap &options);
    QString GenerateInitiatorName(const QVariantMap &options);
    portolan::StringMap GetPermissions(const QVariantMap &options);
    void AuthorizeSetUp(const QVariantMap &options);
    QDBusObjectPath LoginAll(const QVariantMap &options);
    QDBusObjectPath LogoutAll(const QVariantMap &options);
    QDBusObjectPath ImportOpenIscsi(const QVariantMap &options);
    portolan::VariantMapList GetEvents(qulonglong afterId, uint most, const QVariantMap &options);
    // NOLINTEND(readability-identifier-naming)

private:
    void discover(const Call &call, const DiscoverArguments &arguments);
    void showDefaults();
    void addNode(const Call &call, const QVariantMap &settings, const QVariantMap &options);
    void getEvents(const Call &call, qulonglong afterId, uint most, const QVariantMap &options);

    const Config m_config;
};

} // namespace portolan::dbus
