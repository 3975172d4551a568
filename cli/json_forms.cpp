// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_forms.h"

#include "gui/client/node_settings.h"
#include "gui/client/sentences.h"

#include <array>

namespace portolan::cli {

namespace {

QJsonValue knownOrNull(std::optional<bool> fact) { return fact ? QJsonValue(*fact) : QJsonValue(); }

QJsonArray pathsOf(const client::DeviceUser &user)
{
    QJsonArray array;
    for (qsizetype i = 0; i < user.otherPaths.size(); ++i)
        array.append(QJsonObject{{QStringLiteral("device"), user.otherPaths[i]},
                                 {QStringLiteral("state"), user.pathStates.value(i)}});
    return array;
}

template <typename E, std::size_t N>
QString wordIn(const std::array<const char *, N> &words, E value)
{
    return QLatin1String(words[std::size_t(value) < N ? std::size_t(value) : 0]);
}

constexpr std::array kNodeWords{"unknown",       "disconnected", "connecting", "connected", "connection_failed",
                                "disconnecting", "reconnecting", "by_system",  "missing"};
constexpr std::array kSessionWords{"unknown", "free", "logging_in", "online", "reconnecting", "stopped", "logging_out"};
constexpr std::array kAuthWords{"unknown", "none", "chap", "mutual_chap"};
constexpr std::array kOverallWords{"unknown", "idle", "ok", "connecting", "degraded", "failed"};
constexpr std::array kSeverityWords{"debug", "info", "warning", "error"};

/// In the order of dbus::StatCounter.
constexpr std::array kCounterNames{
    "read_bytes",      "written_bytes",    "read_ops",       "write_ops",      "other_ops",
    "read_latency_us", "write_latency_us", "read_p99_us",    "write_p99_us",   "in_flight",
    "errors",          "digest_errors",    "timeouts",       "reconnects",     "r2ts",
    "async_messages",  "bytes_sent",       "bytes_received", "command_window", "round_trip_us",
};
static_assert(kCounterNames.size() == std::size_t(dbus::StatCounter::Count));

} // namespace

QString jsonWord(dbus::NodeStatus status) { return wordIn(kNodeWords, status); }
QString jsonWord(dbus::SessionState state) { return wordIn(kSessionWords, state); }
QString jsonWord(dbus::AuthMode mode) { return wordIn(kAuthWords, mode); }
QString jsonWord(dbus::OverallState state) { return wordIn(kOverallWords, state); }
QString jsonWord(dbus::Severity severity) { return wordIn(kSeverityWords, severity); }

QJsonValue jsonTime(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QJsonObject formOf(const client::PortalInfo &portal)
{
    return {
        {QStringLiteral("address"), portal.address},
        {QStringLiteral("port"), portal.port},
        {QStringLiteral("type"), portal.type},
        {QStringLiteral("interface"), portal.iface},
        {QStringLiteral("chap_name"), portal.username},
        {QStringLiteral("target_chap_name"), portal.usernameIn},
        {QStringLiteral("secret_used"), jsonTime(portal.secretUsed)},
        {QStringLiteral("target_secret_used"), jsonTime(portal.secretInUsed)},
        {QStringLiteral("last_discovery"), jsonTime(portal.lastDiscovery)},
        {QStringLiteral("last_result"), portal.lastResult},
        {QStringLiteral("refresh_interval"), qint64(portal.refreshInterval)},
        {QStringLiteral("next_refresh"), jsonTime(portal.nextRefresh)},
        {QStringLiteral("nodes"), int(portal.nodes.size())},
    };
}

QJsonObject settingsForm(const QVariantMap &settings)
{
    QJsonObject form;
    for (const client::NodeSetting &setting : client::nodeSettings()) {
        QString key = setting.option;
        const QVariant value = settings.value(setting.property);
        const bool word = !setting.words.isEmpty();
        form.insert(key.replace(u'-', u'_'), !value.isValid() ? QJsonValue()
                                             : word           ? QJsonValue(setting.text(value))
                                                              : QJsonValue::fromVariant(value));
    }
    return form;
}

QJsonObject formOf(const client::NodeInfo &node)
{
    return {
        {QStringLiteral("target"), node.targetName},
        {QStringLiteral("portal"), node.portalText()},
        {QStringLiteral("address"), node.address},
        {QStringLiteral("port"), node.port},
        {QStringLiteral("interface"), node.iface},
        {QStringLiteral("portal_group"), node.tpgt < 0 ? QJsonValue() : QJsonValue(node.tpgt)},
        {QStringLiteral("label"), node.label},
        {QStringLiteral("status"), jsonWord(node.status)},
        {QStringLiteral("connected"), !node.session.isEmpty()},
        {QStringLiteral("auth"), jsonWord(node.authMode)},
        {QStringLiteral("chap_name"), node.username},
        {QStringLiteral("target_chap_name"), node.usernameIn},
        {QStringLiteral("has_secret"), node.hasSecret},
        {QStringLiteral("has_target_secret"), node.hasSecretIn},
        {QStringLiteral("secret_used"), jsonTime(node.secretUsed)},
        {QStringLiteral("target_secret_used"), jsonTime(node.secretInUsed)},
        {QStringLiteral("last_error"), node.lastError},
        {QStringLiteral("last_login_status"), int(node.lastLoginStatus)},
        {QStringLiteral("last_login"), jsonTime(node.lastLogin)},
        {QStringLiteral("next_attempt"), jsonTime(node.nextAttempt)},
        {QStringLiteral("settings"), settingsForm(node.settings)},
        {QStringLiteral("path"), node.path},
    };
}

QJsonObject formOf(const client::SessionInfo &session)
{
    QJsonArray negotiated;
    for (const client::NegotiatedKey &key : session.negotiated)
        negotiated.append(QJsonObject{
            {QStringLiteral("key"), key.key}, {QStringLiteral("asked"), key.asked}, {QStringLiteral("got"), key.got}});
    return {
        {QStringLiteral("id"), qint64(session.id)},
        {QStringLiteral("target"), session.targetName},
        {QStringLiteral("alias"), session.alias},
        {QStringLiteral("portal"), session.portal},
        {QStringLiteral("persistent_portal"), session.persistentPortal},
        {QStringLiteral("state"), jsonWord(session.state)},
        {QStringLiteral("state_since"), jsonTime(session.stateSince)},
        {QStringLiteral("isid"), session.isid},
        {QStringLiteral("tsih"), session.tsih},
        {QStringLiteral("connections"), qint64(session.connections)},
        {QStringLiteral("portal_group"), session.tpgt < 0 ? QJsonValue() : QJsonValue(session.tpgt)},
        {QStringLiteral("data_plane"), session.dataPlane},
        {QStringLiteral("auth"), jsonWord(session.authMode)},
        {QStringLiteral("chap_algorithm"), session.chapAlgorithm},
        {QStringLiteral("negotiated"), negotiated},
        {QStringLiteral("reconnects"), qint64(session.reconnects)},
        {QStringLiteral("reconnect_attempts"), qint64(session.reconnectAttempts)},
        {QStringLiteral("login_time_ms"), qint64(session.loginTimeMs)},
        {QStringLiteral("requests_failed"), session.requestsFailed},
        {QStringLiteral("foreign"), session.foreign},
        {QStringLiteral("program"), session.program},
        {QStringLiteral("firmware"), session.firmware},
        {QStringLiteral("path"), session.path},
    };
}

QJsonObject formOf(const client::LunInfo &lun, const QString &target)
{
    return {
        {QStringLiteral("target"), target},
        {QStringLiteral("lun"), qint64(lun.lun)},
        {QStringLiteral("device"), lun.device},
        {QStringLiteral("file"), lun.file},
        {QStringLiteral("size_bytes"), qint64(lun.sizeBytes)},
        {QStringLiteral("block_size"), qint64(lun.blockSize)},
        {QStringLiteral("vendor"), lun.vendor},
        {QStringLiteral("model"), lun.model},
        {QStringLiteral("revision"), lun.revision},
        {QStringLiteral("serial"), lun.serial},
        {QStringLiteral("wwid"), lun.wwid},
        {QStringLiteral("read_only"), lun.readOnly},
        {QStringLiteral("thin"), lun.thin},
        {QStringLiteral("solid_state"), knownOrNull(lun.solidState)},
        {QStringLiteral("write_cache"), knownOrNull(lun.writeCache)},
        {QStringLiteral("discard"), knownOrNull(lun.discard)},
        {QStringLiteral("physical_block_size"),
         lun.physicalBlockSize > 0 ? QJsonValue(qint64(lun.physicalBlockSize)) : QJsonValue()},
        {QStringLiteral("problem"), lun.problem},
        {QStringLiteral("mount_points"), QJsonArray::fromStringList(lun.mountPoints)},
        {QStringLiteral("users"), usersArray(lun.users)},
        {QStringLiteral("path"), lun.path},
    };
}

QJsonObject formOf(const client::EventInfo &event)
{
    return {
        {QStringLiteral("id"), qint64(event.id)},
        {QStringLiteral("time"), jsonTime(event.time)},
        {QStringLiteral("severity"), jsonWord(event.severity)},
        {QStringLiteral("code"), event.code},
        {QStringLiteral("source"), event.source},
        {QStringLiteral("message"), event.message},
        {QStringLiteral("sentence"), client::sentenceOf(event)},
        {QStringLiteral("details"), QJsonObject::fromVariantMap(event.details)},
    };
}

QJsonObject countersForm(const client::Sample &sample)
{
    QJsonObject object;
    for (std::size_t i = 0; i < kCounterNames.size(); ++i)
        object.insert(QLatin1String(kCounterNames[i]), qint64(sample.at(dbus::StatCounter(i))));
    return object;
}

QJsonArray usersArray(const std::vector<client::DeviceUser> &users)
{
    QJsonArray array;
    for (const client::DeviceUser &user : users)
        array.append(QJsonObject{{QStringLiteral("kind"), user.kind},
                                 {QStringLiteral("device"), user.device},
                                 {QStringLiteral("mount_point"), user.mountPoint},
                                 {QStringLiteral("file_system"), user.fileSystem},
                                 {QStringLiteral("program"), user.program},
                                 {QStringLiteral("pid"), user.pid},
                                 {QStringLiteral("other_paths"), pathsOf(user)},
                                 {QStringLiteral("sentence"), client::sentenceOf(user)}});
    return array;
}

} // namespace portolan::cli
