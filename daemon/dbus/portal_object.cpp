// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/portal_object.h"

#include "daemon/dbus/arguments.h"
#include "daemon/dbus/bus_text.h"
#include "daemon/dbus/discover_arguments.h"
#include "daemon/dbus/object_paths.h"
#include "daemon/dbus/values.h"
#include "daemon/engine/initiator.h"
#include "portaladaptor.h"

namespace portolan::dbus {

PortalObject::PortalObject(const Services &services, const store::PortalRecord &record, QObject *parent)
    : ExportedObject(services, portalPath(record.portal, record.interface), parent)
    , m_id(record.id)
    , m_portal(busText(record.portal.text()))
{
    new PortalAdaptor(this);
    update(QStringLiteral("Portal"), {{QStringLiteral("Address"), busText(record.portal.host)},
                                      {QStringLiteral("Port"), ushort(record.portal.port)},
                                      {QStringLiteral("Iface"), busText(record.interface)}});
    show(record);
    showNodes({});
}

void PortalObject::show(const store::PortalRecord &record)
{
    update(QStringLiteral("Portal"), {{QStringLiteral("Type"), nameOf(record.kind)},
                                      {QStringLiteral("Username"), busText(record.chapName)},
                                      {QStringLiteral("UsernameIn"), busText(record.targetChapName)},
                                      {QStringLiteral("SecretUsed"), secondsOf(record.secretUsed)},
                                      {QStringLiteral("SecretInUsed"), secondsOf(record.targetSecretUsed)},
                                      {QStringLiteral("LastDiscovery"), secondsOf(record.lastDiscovery)},
                                      {QStringLiteral("LastResult"), busText(record.lastResult)},
                                      {QStringLiteral("RefreshInterval"), uint(record.refreshInterval)},
                                      {QStringLiteral("NextRefresh"), secondsOf(initiator()->nextRefresh(m_id))}});
}

void PortalObject::showNodes(const QList<QDBusObjectPath> &nodes)
{
    update(QStringLiteral("Portal"), {{QStringLiteral("Nodes"), QVariant::fromValue(nodes)}});
}

StringMap PortalObject::subject() const { return {{QStringLiteral("portal"), m_portal}}; }

QDBusObjectPath PortalObject::Refresh(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        startJob(call, [&] { return initiator()->refreshPortal(m_id, call.uid()); });
    });
    return {};
}

void PortalObject::SetRefreshInterval(uint seconds, const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        initiator()->setRefreshInterval(m_id, seconds, [call](const Result<> &done) { call.finish(done); });
    });
}

void PortalObject::Remove(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        initiator()->removePortal(m_id, [call](const Result<> &done) { call.finish(done); });
    });
}

} // namespace portolan::dbus
