// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/portal.h"
#include "common/types/queue_limits.h"
#include "common/types/secret.h"
#include "common/types/unique_fd.h"
#include "daemon/protocol/login/isid.h"
#include "daemon/protocol/login/negotiated_parameters.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace portolan::dataplane {

/// Names a session of one data plane; unique in the life of the machine's sessions, kept over daemon restarts.
struct SessionHandle {
    std::uint32_t value = 0; ///< 0 = none
    friend auto operator<=>(const SessionHandle &, const SessionHandle &) = default;
};

/// Log-scaled latency counts: bucket 2k counts below 2^k·1.5 µs, bucket 2k+1 below 2^(k+1) µs, the last one everything
/// else.
using LatencyHistogram = std::array<std::uint64_t, 48>;

/// Cumulative since attach; never reset, never decreasing, except the gauges at the end. A rate is the reader's
/// subtraction.
struct Counters {
    std::uint64_t readBytes = 0, writtenBytes = 0, readOps = 0, writeOps = 0, otherOps = 0;
    std::uint64_t readLatencyUs = 0, writeLatencyUs = 0; ///< Sums over the operations.
    LatencyHistogram readHistogram{}, writeHistogram{};
    std::uint64_t errors = 0; ///< Requests that ended with an errno.
    std::uint64_t digestErrors = 0, timeouts = 0, r2ts = 0,
                  asyncMessages = 0;                ///< Of the session; 0 in a LUN's counters.
    std::uint64_t bytesSent = 0, bytesReceived = 0; ///< On the TCP connection; 0 in a LUN's counters.
    std::uint32_t inFlight = 0;                     ///< Gauge: requests in work.
    std::uint32_t commandWindow = 0;                ///< Gauge
    std::uint32_t roundTripUs = 0;                  ///< Gauge: last NOP ping.
};

/// Adds everything but the gauges.
void addCumulative(Counters &sum, const Counters &part);

/// How a LUN can be reached on this machine.
enum class ExportKind : std::uint8_t { None, FuseFile, Nbd, Ublk, Kernel };

/// What a disk says of itself that nobody needs to use it. Nothing where it does not say.
struct DiskFacts {
    std::optional<bool> solidState; ///< Nothing in it turns.
    std::optional<bool> writeCache; ///< A write that was answered may be lost with the power, unless it is flushed.
    std::optional<bool> discard;    ///< It can be told which blocks are free.
    bool forceUnitAccess = false;   ///< A single write can be made durable.
    quint32 physicalBlockSize = 0;  ///< Bytes; 0: unknown.

    friend bool operator==(const DiskFacts &, const DiskFacts &) = default;
};

/// A logical unit that the session offers, as the SCSI layer found it.
struct Device {
    std::uint64_t lun = 0; ///< The eight bytes of the wire, big-endian.
    ExportKind exportKind = ExportKind::None;
    QString path;                                  ///< The file or device node to open; what a loop device is put on.
    QString vendor, model, revision, serial, wwid; ///< Control characters removed; from the target, so never trusted.
    quint64 sizeBytes = 0;
    quint32 blockSize = 512;
    bool readOnly = false;
    bool thin = false; ///< Provisioning lets it unmap.
    QString problem;   ///< Empty, or why it has no export: "not ready", ...
    DiskFacts facts{};
    QString served{}; ///< The block device that it is served as, see DataPlane::serve(): "nbd3"; empty: none.
    QueueLimits limits{};

    friend bool operator==(const Device &, const Device &) = default;
};

/// Times that can change while a session runs.
struct Timeouts {
    std::chrono::milliseconds nopInterval{5'000}, nopTimeout{5'000}, command{30'000};
    /// How long requests wait for a broken session before they fail with EIO. Counted by the data plane itself, so that
    /// it holds while the daemon is away. < 0: for ever.
    std::chrono::milliseconds replacement{120'000};

    friend bool operator==(const Timeouts &, const Timeouts &) = default;
};

/// What a session is called where the machine shows it to others: sysfs, and udev's names of its disks.
struct SessionNames {
    std::string targetName, initiatorName;
    Portal persistentPortal{}; ///< The node's, not one that the target redirected to.
    std::optional<std::uint16_t> portalGroupTag{};
    std::string interface; ///< The node's; empty = any.
};

/// A connection whose Login Phase is over and of which no full-feature byte has been read.
struct LoggedInConnection {
    UniqueFd socket;
    protocol::NegotiatedParameters parameters{};
    protocol::SequenceNumbers numbers{};
    std::uint16_t cid = 0, tsih = 0;
    SessionNames names{};
};

/// What adoptRunning() finds after a daemon restart.
struct RunningSession {
    SessionHandle handle;
    QByteArray description; ///< As given to attach() or the last reattach().
    bool connected = false; ///< False: it waits for reattach().
    std::vector<Device> devices;
    Timeouts timeouts;
    bool firmware = false;             ///< As in ForeignSession.
    std::vector<std::uint16_t> cids{}; ///< Of its connections, where there can be several.
};

/// A session that another program or the firmware made. It is shown and measured, and nothing is done to it.
struct ForeignSession {
    SessionHandle handle;
    QString targetName, initiatorName;
    Portal portal, persistentPortal; ///< In use, and as it was asked for.
    std::optional<std::uint16_t> portalGroupTag;
    QString program;       ///< That looks after it: "iscsid"; empty = nobody does.
    bool firmware = false; ///< The firmware names its target as one that this machine is started from.
    bool connected = false;
    protocol::Isid isid{};
    protocol::NegotiatedParameters parameters;
    protocol::AuthUsed auth = protocol::AuthUsed::None;
    Timeouts timeouts;
    std::vector<Device> devices;

    friend bool operator==(const ForeignSession &, const ForeignSession &) = default;
};

/// Why a session cannot be taken over while its program runs.
[[nodiscard]] Error stillLookedAfter(const QString &program);

/// CHAP names and secrets that a foreign session logs in with; empty = none.
struct ForeignAccounts {
    QString chapName, targetChapName;
    Secret secret, targetSecret;
};

/// Event of RFC 7143 §11.9 that the engine must act on.
struct AsyncNotice {
    std::uint8_t event = 0, vendorCode = 0;
    std::uint16_t parameter1 = 0, parameter2 = 0, parameter3 = 0;
};

/// What moves SCSI commands once login is done. Implementations: user/ (a worker process per session), kernel/
/// (iscsi_tcp).
///
/// Every call returns without blocking; results come on the caller's thread, through the callback, exactly once and,
/// where nothing else is said, never from inside the call. A callback is dropped when the data plane is destroyed.
class DataPlane : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    using Attached = std::function<void(Result<SessionHandle>)>;
    using Done = std::function<void(Result<>)>;
    using Adopted = std::function<void(std::vector<RunningSession>)>;
    using CommandNumber = std::function<void(Result<std::optional<std::uint32_t>>)>;
    using Accounts = std::function<void(Result<ForeignAccounts>)>;
    using TakenOver = std::function<void(Result<RunningSession>)>;

    [[nodiscard]] virtual QString name() const = 0; ///< "user", "kernel"

    /// Finds the sessions that outlived the previous daemon and takes charge of them. Call once, before anything else.
    virtual void adoptRunning(Adopted done) = 0;

    /// Starts a session on this connection; devicesChanged follows when its LUNs are known (also with none).
    /// \param description  opaque to the data plane, at most 64 KiB; returned by adoptRunning(). Never holds a secret.
    virtual void attach(LoggedInConnection connection, Timeouts timeouts, QByteArray description, Attached done) = 0;
    /// To be asked before the login of a connection for reattach(); the old one is given up by then. \return the CmdSN
    /// that this login must begin with because the session goes on counting there, or nothing if any will do. The
    /// answer may come from inside the call.
    virtual void prepareReattach(SessionHandle handle, CommandNumber done) = 0;
    /// Recovery: the same session on a new connection; the devices stayed and their waiting requests go on.
    virtual void reattach(SessionHandle handle, LoggedInConnection connection, QByteArray description, Done done) = 0;
    // Several connections in a session (MC/S, RFC 7143 §4.2); where there can be only one, these are as here.
    [[nodiscard]] virtual std::uint32_t maxConnections() const { return 1; }
    /// CmdSN for the login of a further connection.
    [[nodiscard]] virtual Result<std::uint32_t> commandNumber(SessionHandle handle) const;
    /// A further connection of a session that stands; the session's own keys of its parameters do not count.
    virtual void addConnection(SessionHandle handle, LoggedInConnection connection, Done done);
    /// Abandons the connection (no Logout); requests wait as after connectionLost. Emits nothing.
    virtual void suspend(SessionHandle handle) = 0;
    /// Takes the devices away while the target can still be asked to write its cache; logout() and detach() follow.
    /// Where devices go only with the session this does nothing. The answer may come from inside the call.
    virtual void removeDevices(SessionHandle handle, Done done) = 0;
    /// Logout Request, reason 0, §11.14; done when answered or the connection ended. Devices stay until detach().
    virtual void logout(SessionHandle handle, Done done) = 0;
    /// Removes the devices and ends the session. Waiting requests fail with EIO. Succeeds for an unknown handle.
    virtual void detach(SessionHandle handle, Done done) = 0;
    /// Text Request without keys, the answer to async event 4.
    virtual void renegotiate(SessionHandle handle) = 0;
    virtual void setTimeouts(SessionHandle handle, Timeouts timeouts) = 0;
    /// Looks for new, gone and resized LUNs; devicesChanged follows before done if anything changed.
    virtual void rescan(SessionHandle handle, Done done) = 0;

    /// Serves a LUN on one more socket of the kernel's NBD. NotSupported where LUNs are block devices by themselves.
    /// \param device  the kernel's name: "nbd3"
    virtual void serve(SessionHandle handle, std::uint64_t lun, const QString &device, UniqueFd socket, Done done);

    // Sessions of others. Where there can be none, these are as here.
    /// As of the last look; the first one is over when adoptRunning() has answered.
    [[nodiscard]] virtual std::vector<ForeignSession> foreignSessions() const { return {}; }
    /// Another program that makes sessions beside us and runs now: "iscsid"; empty = none.
    [[nodiscard]] virtual QString otherInitiator() const { return {}; }
    virtual void readForeignAccounts(SessionHandle handle, Accounts done);
    /// From now on the session is ours, as if attach() had made it; nothing happens to its connection.
    /// \return ForeignSession while its program still runs; NotSupported if it is not of a kind that we can look after
    virtual void takeOver(SessionHandle handle, QByteArray description, TakenOver done);

    /// Foreign ones are counted too.
    [[nodiscard]] virtual Result<Counters> counters(SessionHandle handle) const = 0;
    [[nodiscard]] virtual Result<Counters> lunCounters(SessionHandle handle, std::uint64_t lun) const = 0;

signals:
    void controlReceived(portolan::dataplane::SessionHandle handle, const portolan::dataplane::AsyncNotice &notice);
    /// The connection is unusable; requests wait. The engine decides about recovery, never the data plane.
    /// \param time2Wait  seconds the target asked for (async 2 and 3), or -1
    void connectionLost(portolan::dataplane::SessionHandle handle, const portolan::Error &reason, int time2Wait);
    /// One of several connections ended. The session goes on with the others, and with all its requests.
    void connectionDropped(portolan::dataplane::SessionHandle handle, quint16 cid, const portolan::Error &reason,
                           int time2Wait);
    /// The complete list.
    void devicesChanged(portolan::dataplane::SessionHandle handle,
                        const std::vector<portolan::dataplane::Device> &devices);
    /// Waiting requests were failed because `replacement` is over; the session can still come back.
    void requestsFailed(portolan::dataplane::SessionHandle handle);
    /// The session does not exist any more (worker died). Its devices are gone; one that was served waits for somebody
    /// else who serves it.
    void sessionGone(portolan::dataplane::SessionHandle handle, const portolan::Error &reason);
    /// Compare foreignSessions() with what was known.
    void foreignSessionsChanged();
    void otherInitiatorChanged();
};

} // namespace portolan::dataplane
