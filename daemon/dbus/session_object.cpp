// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/session_object.h"

#include "common/dbus/enums.h"
#include "daemon/dbus/arguments.h"
#include "daemon/dbus/bus_text.h"
#include "daemon/dbus/directory.h"
#include "daemon/dbus/object_paths.h"
#include "daemon/dbus/values.h"
#include "daemon/engine/initiator.h"
#include "sessionadaptor.h"

namespace portolan::dbus {

namespace {

const QString kSessionInterface = QStringLiteral("Session");

AuthMode authModeOf(protocol::AuthUsed auth)
{
    switch (auth) {
    case protocol::AuthUsed::None:
        return AuthMode::None;
    case protocol::AuthUsed::Chap:
        return AuthMode::Chap;
    case protocol::AuthUsed::MutualChap:
        return AuthMode::MutualChap;
    }
    return AuthMode::Unknown;
}

QString isidText(const protocol::Isid &isid)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast) bytes as bytes
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(isid.data()), qsizetype(isid.size())).toHex());
}

VariantMapList keysValue(const std::vector<protocol::NegotiatedKey> &keys)
{
    VariantMapList list;
    for (const protocol::NegotiatedKey &key : keys) {
        list.append({{QStringLiteral("key"), busText(key.key)},
                     {QStringLiteral("asked"), busText(key.asked)},
                     {QStringLiteral("got"), busText(key.got)}});
    }
    return list;
}

} // namespace

SessionObject::SessionObject(const Services &services, const engine::SessionInfo &info, QObject *parent)
    : MeasuredObject(services, sessionPath(info.number), {info.number, {}}, parent)
    , m_number(info.number)
    , m_subject{{QStringLiteral("target"), busText(info.targetName)},
                {QStringLiteral("portal"), busText(info.persistentPortal.text())}}
{
    new SessionAdaptor(this);
    update(kSessionInterface, {{QStringLiteral("Id"), uint(info.number)},
                               {QStringLiteral("TargetName"), busText(info.targetName)},
                               {QStringLiteral("DataPlane"), busText(info.dataPlane)}});
    show(info);
}

void SessionObject::show(const engine::SessionInfo &info)
{
    update(kSessionInterface, {{QStringLiteral("Alias"), busText(info.alias)},
                               {QStringLiteral("Portal"), busText(info.portal.text())},
                               {QStringLiteral("PersistentPortal"), busText(info.persistentPortal.text())},
                               {QStringLiteral("Isid"), isidText(info.isid)},
                               {QStringLiteral("Tsih"), ushort(info.tsih)},
                               {QStringLiteral("Connections"), uint(info.connections)},
                               {QStringLiteral("Tpgt"), info.portalGroupTag ? int(*info.portalGroupTag) : -1},
                               {QStringLiteral("State"), uint(info.state)},
                               {QStringLiteral("StateSince"), microsecondsOf(info.stateSince)},
                               {QStringLiteral("Node"), QVariant::fromValue(services().directory->nodePath(info.node))},
                               {QStringLiteral("AuthMode"), uint(authModeOf(info.auth))},
                               {QStringLiteral("ChapAlgorithm"), busText(info.chapAlgorithm)},
                               {QStringLiteral("Negotiated"), QVariant::fromValue(keysValue(info.keys))},
                               {QStringLiteral("Reconnects"), uint(info.reconnects)},
                               {QStringLiteral("ReconnectAttempts"), uint(info.reconnectAttempts)},
                               {QStringLiteral("LoginTimeMs"), uint(info.loginTime.count())},
                               {QStringLiteral("RequestsFailed"), info.requestsFailed},
                               {QStringLiteral("Foreign"), info.foreign},
                               {QStringLiteral("Program"), busText(info.program)},
                               {QStringLiteral("Firmware"), info.firmware}});
}

StringMap SessionObject::subject() const { return m_subject; }

QDBusObjectPath SessionObject::Rescan(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        startJob(call, [&] { return initiator()->rescan(m_number, call.uid()); });
    });
    return {};
}

QDBusObjectPath SessionObject::TakeOver(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        startJob(call, [&] { return initiator()->takeOver(m_number, call.uid()); });
    });
    return {};
}

void SessionObject::Reconnect(const QVariantMap &options)
{
    authorize([=, this](const Call &call) {
        if (const auto valid = noOptions(options); !valid)
            return call.refuse(valid.error());
        call.finish(initiator()->reconnectNow(m_number));
    });
}

} // namespace portolan::dbus
