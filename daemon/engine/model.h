// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/dataplane/data_plane.h"
#include "daemon/devices/device_users.h"
#include "daemon/protocol/login/login_negotiation.h"
#include "daemon/store/records.h"

#include <QDateTime>
#include <QString>
#include <QVariantMap>

#include <optional>
#include <vector>

/// What the engine shows of itself: plain snapshots by value. The D-Bus layer translates them and decides nothing.
namespace portolan::engine {

using NodeId = std::int64_t;
using PortalId = std::int64_t;
using SessionNumber = std::uint32_t; ///< Never reused in the life of the daemon.
using JobId = std::uint32_t;         ///< Never reused in the life of the daemon.

[[nodiscard]] constexpr store::ChapUse chapUseOf(protocol::AuthUsed auth)
{
    return auth == protocol::AuthUsed::MutualChap ? store::ChapUse::Mutual
           : auth == protocol::AuthUsed::Chap     ? store::ChapUse::OneWay
                                                  : store::ChapUse::None;
}

/// Values are those of Node.Status on the bus.
enum class NodeStatus : std::uint8_t {
    Unknown = 0,
    Disconnected = 1,
    Connecting = 2, ///< The first login of a wish to be connected.
    Connected = 3,
    ConnectionFailed = 4, ///< The target said no, or a setting is wrong; lastError says what.
    Disconnecting = 5,
    Reconnecting = 6,      ///< Was connected, is wanted, and is being brought back.
    ConnectedBySystem = 7, ///< Another program, or the firmware, keeps a session with it.
    Missing = 8,           ///< Stored, but the last discovery did not name it any more.
};

/// Values are those of Session.State on the bus; ordered from least to most alive.
enum class SessionState : std::uint8_t { Free = 1, LoggingIn = 2, Online = 3, Reconnecting = 4, LoggingOut = 6 };

struct NodeInfo {
    store::NodeRecord record;
    NodeStatus status = NodeStatus::Disconnected; ///< The id of a ConnectedBySystem that is not stored is negative.
    std::optional<Error> lastError; ///< Of this run; record.lastError holds the name of the last one ever.
    SessionNumber session = 0;      ///< 0 = none
    bool wanted = false;            ///< The user wants it connected.
    QDateTime nextAttempt;          ///< While Reconnecting or retrying: when.
};

struct SessionInfo {
    SessionNumber number = 0;
    NodeId node = 0; ///< 0: the store knows no node of this session.
    QString targetName, alias;
    Portal portal;           ///< The one in use; differs from the node's after a redirect.
    Portal persistentPortal; ///< The node's.
    QString localAddress;    ///< "ip:port" of our end
    protocol::Isid isid{};
    std::uint16_t tsih = 0, cid = 0;
    std::uint32_t connections = 1; ///< That it has, or had before it was lost.
    std::optional<std::uint16_t> portalGroupTag;
    SessionState state = SessionState::Free;
    QDateTime stateSince;
    protocol::AuthUsed auth = protocol::AuthUsed::None;
    QString chapAlgorithm; ///< "MD5", "SHA-256", ... or empty
    protocol::NegotiatedParameters parameters;
    std::vector<protocol::NegotiatedKey> keys; ///< asked / got
    QString dataPlane;
    std::uint32_t reconnects = 0;        ///< Successful ones since the session began.
    std::uint32_t reconnectAttempts = 0; ///< In the outage that goes on; 0 when online.
    std::chrono::milliseconds loginTime{0};
    bool requestsFailed = false; ///< replacementTimeout is over; I/O gets EIO.
    bool foreign = false;        ///< Another program made it: it is shown, and nothing is done to it.
    QString program;             ///< That looks after it, if it is foreign; empty = nobody does.
    bool firmware = false;       ///< The machine is started from it: it is never logged out.
};

struct LunInfo {
    SessionNumber session = 0;
    dataplane::Device device;
    QString blockDevice;                    ///< "/dev/sda" or "/dev/nbd3"; empty where only a file exists.
    std::vector<devices::DeviceUser> users; ///< As of the last look, at most a few seconds old.
};

enum class Severity : std::uint8_t { Debug = 0, Info = 1, Warning = 2, Error = 3 };

/// One thing that happened. `code` is stable ("session.lost", "login.failed"); `details` are what a client needs to say
/// it in the user's language; `message` is English for logs.
struct Event {
    std::uint64_t id = 0;
    QDateTime time;
    Severity severity = Severity::Info;
    QString code, source; ///< source: target name, portal text or "daemon"
    QString message;
    NodeId node = 0;
    SessionNumber session = 0;
    QVariantMap details; ///< D-Bus-safe values only
};

/// Values are those of Job.State on the bus.
enum class JobState : std::uint8_t { Running = 3, Finalising = 4, Done = 5, Failed = 6, Cancelled = 7 };

struct JobInfo {
    JobId id = 0;
    QString operation; ///< "discover", "login", "logout", "login-all", "logout-all", "rescan", "import", "take-over"
    JobState state = JobState::Running;
    QString phase; ///< resolving, connecting, security, operational, discovering, scanning, settling, waiting, reading
    QDateTime started;
    uint startedByUid = 0;
    std::vector<NodeId> nodes; ///< What it works on.
    PortalId portal = 0;
    /// When done. Ids as qlonglong under keys that end in "_id", as QVariantList of qlonglong under keys that end in
    /// "_ids"; portals and sessions under keys that begin so, everything else is nodes.
    QVariantMap result;
    std::optional<Error> error;                ///< When failed.
    std::vector<devices::DeviceUser> blockers; ///< With error DeviceBusy.
};

/// One second (or more, in older history) of a session, a LUN or everything.
struct StatSample {
    qint64 timeUs = 0; ///< Unix time of the end of the interval, µs
    dataplane::Counters counters;
    quint32 readP99Us = 0, writeP99Us = 0; ///< Over the interval.
    quint64 reconnects = 0;
};

} // namespace portolan::engine
