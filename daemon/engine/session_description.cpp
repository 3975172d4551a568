// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/session_description.h"

#include "daemon/engine/event_text.h"
#include "daemon/protocol/login/isid.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace portolan::engine {

namespace {

constexpr int kVersion = 1;
constexpr qsizetype kMostBytes = 64 * 1024;

/// The fields of NegotiatedParameters under the names of their keys, RFC 7143 §13, for both directions.
template <typename Parameters, typename Number, typename Flag>
void eachParameter(Parameters &p, Number number, Flag flag)
{
    flag("HeaderDigest", p.headerDigest);
    flag("DataDigest", p.dataDigest);
    number("MaxConnections", p.maxConnections);
    flag("InitialR2T", p.initialR2T);
    flag("ImmediateData", p.immediateData);
    number("MaxRecvDataSegmentLength", p.maxRecvDataSegmentLength);
    number("MaxXmitDataSegmentLength", p.maxXmitDataSegmentLength);
    number("MaxBurstLength", p.maxBurstLength);
    number("FirstBurstLength", p.firstBurstLength);
    number("DefaultTime2Wait", p.defaultTime2Wait);
    number("DefaultTime2Retain", p.defaultTime2Retain);
    number("MaxOutstandingR2T", p.maxOutstandingR2T);
    flag("DataPDUInOrder", p.dataPduInOrder);
    flag("DataSequenceInOrder", p.dataSequenceInOrder);
    number("ErrorRecoveryLevel", p.errorRecoveryLevel);
}

QJsonObject toJson(const protocol::NegotiatedParameters &parameters)
{
    QJsonObject object;
    eachParameter(
        parameters, [&](const char *name, std::uint32_t value) { object.insert(QLatin1String(name), qint64(value)); },
        [&](const char *name, bool value) { object.insert(QLatin1String(name), value); });
    return object;
}

std::uint32_t number(const QJsonValue &value, std::uint32_t otherwise)
{
    const double read = value.toDouble(-1);
    return read >= 0 && read <= double(std::numeric_limits<std::uint32_t>::max()) ? std::uint32_t(read) : otherwise;
}

protocol::NegotiatedParameters parametersOf(const QJsonObject &object)
{
    protocol::NegotiatedParameters parameters;
    eachParameter(
        parameters, [&](const char *name, std::uint32_t &value) { value = number(object[QLatin1String(name)], value); },
        [&](const char *name, bool &value) { value = object[QLatin1String(name)].toBool(value); });
    return parameters;
}

QString authName(protocol::AuthUsed auth)
{
    switch (auth) {
    case protocol::AuthUsed::None:
        break;
    case protocol::AuthUsed::Chap:
        return QStringLiteral("chap");
    case protocol::AuthUsed::MutualChap:
        return QStringLiteral("mutual-chap");
    }
    return QStringLiteral("none");
}

protocol::AuthUsed authOf(const QString &name)
{
    if (name == QLatin1String("mutual-chap"))
        return protocol::AuthUsed::MutualChap;
    return name == QLatin1String("chap") ? protocol::AuthUsed::Chap : protocol::AuthUsed::None;
}

Result<Portal> portalOf(const QJsonValue &value) { return Portal::parse(value.toString().toStdString()); }

QJsonArray keysJson(const std::vector<protocol::NegotiatedKey> &keys)
{
    QJsonArray array;
    for (const protocol::NegotiatedKey &key : keys)
        array.append(QJsonArray{textOf(key.key), textOf(key.asked), textOf(key.got)});
    return array;
}

std::vector<protocol::NegotiatedKey> keysOf(const QJsonArray &array)
{
    std::vector<protocol::NegotiatedKey> keys;
    for (const QJsonValue &value : array) {
        const QJsonArray row = value.toArray();
        keys.push_back({row.at(0).toString().toStdString(), row.at(1).toString().toStdString(),
                        row.at(2).toString().toStdString()});
    }
    return keys;
}

} // namespace

QByteArray SessionDescription::toJson() const
{
    const QJsonObject object{
        {QStringLiteral("version"), kVersion},
        {QStringLiteral("node"), qint64(node)},
        {QStringLiteral("target"), info.targetName},
        {QStringLiteral("alias"), info.alias},
        {QStringLiteral("portal"), textOf(info.portal.text())},
        {QStringLiteral("persistent_portal"), textOf(info.persistentPortal.text())},
        {QStringLiteral("local_address"), info.localAddress},
        {QStringLiteral("isid"), textOf(protocol::textOf(info.isid))},
        {QStringLiteral("tsih"), info.tsih},
        {QStringLiteral("cid"), info.cid},
        {QStringLiteral("portal_group_tag"), info.portalGroupTag ? int(*info.portalGroupTag) : -1},
        {QStringLiteral("auth"), authName(info.auth)},
        {QStringLiteral("chap_algorithm"), info.chapAlgorithm},
        {QStringLiteral("parameters"), engine::toJson(info.parameters)},
        {QStringLiteral("keys"), keysJson(info.keys)},
        {QStringLiteral("since"), info.stateSince.toMSecsSinceEpoch()},
        {QStringLiteral("login_ms"), qint64(info.loginTime.count())},
        {QStringLiteral("reconnects"), qint64(info.reconnects)},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<SessionDescription> SessionDescription::fromJson(const QByteArray &json)
{
    if (json.size() > kMostBytes)
        return fail(ErrorCode::InvalidArgument, "the description of the session is too long");
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object[QStringLiteral("version")].toInt() != kVersion)
        return fail(ErrorCode::InvalidArgument, "the description of the session is not readable by this version");
    const auto portal = portalOf(object[QStringLiteral("portal")]);
    const auto persistent = portalOf(object[QStringLiteral("persistent_portal")]);
    const auto isid = protocol::isidFromText(object[QStringLiteral("isid")].toString().toStdString());
    const QString target = object[QStringLiteral("target")].toString();
    if (!portal || !persistent || !isid || target.isEmpty())
        return fail(ErrorCode::InvalidArgument, "the description of the session lacks its target, portal or ISID");
    SessionDescription description;
    description.node = object[QStringLiteral("node")].toInteger();
    SessionInfo &info = description.info;
    info.targetName = target;
    info.alias = object[QStringLiteral("alias")].toString();
    info.portal = *portal;
    info.persistentPortal = *persistent;
    info.localAddress = object[QStringLiteral("local_address")].toString();
    info.isid = *isid;
    info.tsih = std::uint16_t(number(object[QStringLiteral("tsih")], 0));
    info.cid = std::uint16_t(number(object[QStringLiteral("cid")], 0));
    const int tag = object[QStringLiteral("portal_group_tag")].toInt(-1);
    if (tag >= 0 && tag <= 0xffff)
        info.portalGroupTag = std::uint16_t(tag);
    info.auth = authOf(object[QStringLiteral("auth")].toString());
    info.chapAlgorithm = object[QStringLiteral("chap_algorithm")].toString();
    info.parameters = parametersOf(object[QStringLiteral("parameters")].toObject());
    info.keys = keysOf(object[QStringLiteral("keys")].toArray());
    info.stateSince = QDateTime::fromMSecsSinceEpoch(object[QStringLiteral("since")].toInteger(), Qt::UTC);
    info.loginTime = std::chrono::milliseconds(object[QStringLiteral("login_ms")].toInteger());
    info.reconnects = number(object[QStringLiteral("reconnects")], 0);
    return description;
}

} // namespace portolan::engine
