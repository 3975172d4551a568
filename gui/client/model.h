// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/enums.h"
#include "common/dbus/types.h"
#include "common/result/result.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <optional>
#include <vector>

/// What a client knows of the service: plain values, filled from the properties of the D-Bus objects. The path is the
/// key.
namespace portolan::client {

struct ManagerInfo {
    QString version, initiatorName;
    QStringList dataPlanes;
    uint nodesConfigured = 0, nodesWanted = 0, sessionsOnline = 0;
    uint importAvailable = 0; ///< Targets that open-iscsi knows.
    QString otherInitiator;   ///< Another program that makes sessions beside the service, as "iscsid"; empty = none.
    dbus::OverallState overallState = dbus::OverallState::Unknown;
    QVariantMap nodeDefaults; ///< What new nodes begin with, by property name.
    friend bool operator==(const ManagerInfo &, const ManagerInfo &) = default;
};

struct PortalInfo {
    QString path, address, iface, username, usernameIn;
    QString type; ///< How it is asked: "sendtargets", "isns".
    quint16 port = 0;
    QDateTime secretUsed, secretInUsed; ///< With success; invalid = not yet.
    QDateTime lastDiscovery;            ///< Invalid = never.
    QString lastResult;
    uint refreshInterval = 0; ///< Seconds between searches that nobody asks for; 0 = none.
    QDateTime nextRefresh;    ///< Invalid = none is planned.
    QStringList nodes;
    [[nodiscard]] bool isIsns() const { return type == u"isns"; }
    friend bool operator==(const PortalInfo &, const PortalInfo &) = default;
};

struct TargetInfo {
    QString path, name, alias;
    QStringList nodes, sessions;
    dbus::NodeStatus status = dbus::NodeStatus::Unknown;
    friend bool operator==(const TargetInfo &, const TargetInfo &) = default;
};

struct NodeInfo {
    QString path, targetName, target, address, iface, label, dataPlane, fromDiscovery;
    quint16 port = 0;
    int tpgt = -1;
    dbus::AutoLogin autoLogin = dbus::AutoLogin::Unknown;
    dbus::NodeStatus status = dbus::NodeStatus::Unknown;
    QString lastError; ///< nameOf(ErrorCode), or empty.
    QString lastErrorMessage;
    uint lastLoginStatus = 0;
    QDateTime lastLogin, nextAttempt;
    QString session; ///< Empty = none.
    dbus::AuthMode authMode = dbus::AuthMode::Unknown;
    QString username, usernameIn;
    bool hasSecret = false, hasSecretIn = false;
    QDateTime secretUsed, secretInUsed; ///< With success; invalid = not yet.
    QVariantMap settings;               ///< The settings of Node.Update, by property name.
    friend bool operator==(const NodeInfo &, const NodeInfo &) = default;

    [[nodiscard]] QString title() const { return label.isEmpty() ? targetName : label; }
    [[nodiscard]] QString portalText() const;         ///< "10.0.0.5:3260", "[fe80::1%eth0]:3260"
    [[nodiscard]] std::optional<Error> error() const; ///< The last one, if there is one.
};

struct NegotiatedKey {
    QString key, asked, got;
    friend bool operator==(const NegotiatedKey &, const NegotiatedKey &) = default;
};

struct SessionInfo {
    QString path, targetName, alias, portal, persistentPortal, isid, node, dataPlane, chapAlgorithm;
    uint id = 0;
    quint16 tsih = 0;
    uint connections = 1;
    int tpgt = -1;
    dbus::SessionState state = dbus::SessionState::Unknown;
    QDateTime stateSince;
    dbus::AuthMode authMode = dbus::AuthMode::Unknown;
    std::vector<NegotiatedKey> negotiated;
    uint reconnects = 0, reconnectAttempts = 0, loginTimeMs = 0;
    bool requestsFailed = false;
    bool foreign = false; ///< Of another program, which looks after it; empty: nobody does.
    QString program;
    bool firmware = false; ///< The machine was started from it: it is never logged out.
    friend bool operator==(const SessionInfo &, const SessionInfo &) = default;
};

struct DeviceUser {
    QString kind, device, mountPoint, fileSystem, program;
    qint64 pid = 0;
    QStringList otherPaths{}, pathStates{}; ///< Of a multipath map; one state for each path.
    /// Other paths that are not known to be broken.
    [[nodiscard]] int workingPaths() const;
    static DeviceUser from(const QVariantMap &map);
    friend bool operator==(const DeviceUser &, const DeviceUser &) = default;
};

struct LunInfo {
    QString path, session; ///< session: path of the Session object
    quint64 lun = 0, sizeBytes = 0;
    QString device, file, vendor, model, revision, serial, wwid, problem;
    uint blockSize = 0, physicalBlockSize = 0; ///< 0: unknown
    bool readOnly = false, thin = false;
    std::optional<bool> solidState, writeCache, discard; ///< Nothing: unknown.
    QStringList mountPoints;
    std::vector<DeviceUser> users;
    friend bool operator==(const LunInfo &, const LunInfo &) = default;

    [[nodiscard]] QString bestPath() const { return device.isEmpty() ? file : device; }
};

struct JobInfo {
    QString path, operation, phase;
    dbus::JobState state = dbus::JobState::Unknown;
    QStringList objects;
    QVariantMap result;
    Error error;
    std::vector<DeviceUser> blockers;

    [[nodiscard]] bool finished() const { return state >= dbus::JobState::Done; }
};

struct EventInfo {
    quint64 id = 0;
    QDateTime time;
    dbus::Severity severity = dbus::Severity::Info;
    QString code, source, message, node, session;
    QVariantMap details;
};

struct Sample {
    qint64 timeUs = 0;
    CounterList counters;
    [[nodiscard]] quint64 at(dbus::StatCounter counter) const { return counters.value(qsizetype(counter)); }
};

/// The authorization that a user action will need: nothing, a password, or it is impossible.
enum class Permission { Unknown, Yes, Auth, No };

} // namespace portolan::client
