// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/login/negotiated_parameters.h"
#include "daemon/protocol/pdu/bhs.h"
#include "daemon/protocol/session/foreign_memory.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <variant>

namespace portolan::protocol {

/// A piece of what goes out next; the same shape as struct iovec.
struct Segment {
    const std::byte *data = nullptr;
    std::size_t size = 0;
};

/// A piece of where the next received bytes go; the same shape as struct iovec.
struct ReceiveSegment {
    std::byte *data = nullptr;
    std::size_t size = 0;
};

enum class TransferDirection : std::uint8_t { None, Read, Write };

/// One SCSI command for the session. The buffers belong to the caller and must stay until its TaskCompleted event.
/// Until then anything may be written to dataIn, so nobody else may use it.
struct ScsiRequest {
    Lun lun{};
    std::array<std::byte, 16> cdb{};
    TransferDirection direction = TransferDirection::None;
    std::span<std::byte> dataIn{};        ///< Direction Read: its size is the Expected Data Transfer Length.
    std::span<const std::byte> dataOut{}; ///< Direction Write.
    std::uint64_t cookie = 0;             ///< Comes back in TaskCompleted.
};

enum class TaskFailure : std::uint8_t {
    None,             ///< The target answered; see status.
    TargetFailure,    ///< iSCSI response code other than 0, §11.4.3.
    ShortTransfer,    ///< GOOD, yet fewer bytes than promised arrived: never success (CMD-12).
    Rejected,         ///< A Reject PDU named this command, §11.17.
    TimedOut,         ///< No answer; aborted by task management.
    Aborted,          ///< abortAll() or a reset.
    ConnectionFailed, ///< failAll(): the session did not come back in time.
};

/// How a command ended. Trivially copyable: it is handed on without allocation.
struct TaskCompleted {
    std::uint64_t cookie = 0;
    TaskFailure failure = TaskFailure::None;
    std::uint8_t status = 0;       ///< SAM status: 00h GOOD, 02h CHECK CONDITION, ...
    std::uint32_t transferred = 0; ///< Bytes of dataIn that are valid, or of dataOut that the target took.
    std::uint32_t residualOverflow = 0;
    std::uint8_t senseLength = 0; ///< Valid bytes in sense.
    std::array<std::byte, 96> sense{};
    std::chrono::microseconds latency{0}; ///< From submit() to the response.
};

/// No connection is left that could be used. Outstanding commands stay in the machine; see reconnect() and failAll().
struct ConnectionFailed {
    Error error;
    /// Set by async events 2 and 3, §11.9.1: seconds before the next attempt, instead of DefaultTime2Wait.
    std::optional<std::uint16_t> time2Wait{};
};

/// One of several connections ended, and the session goes on. What was under way on it is issued again on the others
/// as soon as one of them has logged it out, so that the target cannot go on with it. If that fails, ConnectionFailed
/// follows. The slot is free again when connected() on it is false and addConnection() finds it so.
struct ConnectionLost {
    unsigned slot = 0;
    std::uint16_t cid = 0;
    Error error; ///< Cancelled: it was logged out, by removeConnection() or because the target asked for it.
    std::optional<std::uint16_t> time2Wait{};
};

/// §11.9. Event 0 (SCSI), 1 (log out within `parameter3` s), 4 (renegotiate), or a vendor's. Events 2 and 3 arrive as
/// ConnectionFailed, except event 2 about another connection. Event 5 needs TaskReporting=FastAbort, which is never
/// negotiated: a protocol error (ASY-07). After event 1 no new command leaves; without logout() within `parameter3` s
/// the connection fails. With other connections it is not told: the one that is asked is drained and logged out.
struct AsyncMessage {
    std::uint8_t event = 0, vendorCode = 0;
    std::uint16_t parameter1 = 0, parameter2 = 0, parameter3 = 0;
    Lun lun{};
    std::uint8_t senseLength = 0;
    std::array<std::byte, 96> sense{};
};

struct LogoutCompleted {
    std::uint8_t response = 0; ///< §11.15.1: 0 closed, 1 CID not found, 2 recovery not supported, 3 cleanup failed.
    std::uint16_t time2Wait = 0, time2Retain = 0;
};

/// A task management function ended, §11.6. 0 and 1 both mean that the task is gone.
struct TaskManagementCompleted {
    std::uint8_t function = 0, response = 0;
    Lun lun{};
};

using SessionEvent = std::variant<TaskCompleted, ConnectionFailed, ConnectionLost, AsyncMessage, LogoutCompleted,
                                  TaskManagementCompleted>;

/// Figures of one session since it was created; never reset, never decreasing.
struct SessionCounters {
    std::uint64_t digestErrors = 0, timeouts = 0, r2ts = 0, asyncMessages = 0, rejects = 0, nopsSent = 0,
                  protocolErrors = 0;
    std::uint32_t lastRoundTripUs = 0; ///< Of the last NOP ping; 0 if none was answered yet.
    std::uint32_t commandWindow = 0;   ///< MaxCmdSN - ExpCmdSN + 1
    std::uint32_t inFlight = 0, queued = 0;
    std::uint32_t connections = 0; ///< That can be used
};

/// The initiator's half of Full Feature Phase: one session, error recovery level 0, RFC 7143 §4.2. It begins with one
/// connection and may be given more: each command stays with the one it left on, and goes to the one with the least
/// under way. A connection is named by its slot; 0 is the one the session begins with.
///
/// Sans I/O, and no allocation after the constructor but for the text of an error: tasks, headers and the receive
/// buffer come from pools sized by Config; reconnect() may enlarge them. The owner's turn, run to completion:
///
///     while (readable, up to receiveBudget())
///         n = readv(machine.receiveSegments(spaces)), machine.received(n, now);
///     while (auto event = machine.poll())
///         ...                                     // complete requests, submit new ones
///     machine.gather(segments, now), n = sendmsg(segments), machine.sent(n, now);
///     timer.armAt(machine.deadline());
///
/// Payloads of Data-In are received straight into ScsiRequest::dataIn where that can be known or guessed.
/// Errors of the peer never assert; they end in ConnectionFailed or ConnectionLost with the reason. One thread at a
/// time, for all connections: they share one window and one order, so that threads would have to wait for each other.
///
/// An owner whose receives and sends run asynchronously must have ended those of a connection before it polls again
/// once connected() has become false for it: buffers that they may still touch come back with the events from then on.
class SessionMachine {
public:
    static constexpr std::size_t kMostPdusAtOnce = 256; ///< That gather() gives before sent() took them all.
    static constexpr unsigned kMaxConnections = 8;
    static constexpr std::size_t kMostReceiveSegments = 128;

    struct Config {
        NegotiatedParameters parameters{};
        SequenceNumbers numbers{};
        std::uint16_t cid = 0;
        std::uint32_t maxTasks = 128;                      ///< Commands in the machine at once, 1..4096.
        std::chrono::milliseconds nopInterval{5'000};      ///< Of silence before a ping; 0 = no pings.
        std::chrono::milliseconds nopTimeout{5'000};       ///< Without any byte after a ping: the connection failed.
        std::chrono::milliseconds commandTimeout{30'000};  ///< Then ABORT TASK; 0 = wait for ever.
        std::chrono::milliseconds abortTimeout{15'000};    ///< Then LOGICAL UNIT RESET.
        std::chrono::milliseconds lunResetTimeout{30'000}; ///< Then ConnectionFailed.
        std::chrono::milliseconds logoutTimeout{15'000};
        /// Where buffers of requests may lie besides; nullptr: nowhere. A segment there comes alone from
        /// receiveSegments().
        ForeignMemory *foreignMemory = nullptr;
    };

    explicit SessionMachine(const Config &config, Instant now);
    ~SessionMachine();
    SessionMachine(const SessionMachine &) = delete;
    SessionMachine &operator=(const SessionMachine &) = delete;

    /// Queues a command; it leaves with the next gather() when the window allows.
    /// \return Busy when maxTasks commands are in the machine, ConnectionFailed state is no obstacle: it waits.
    Result<> submit(const ScsiRequest &request, Instant now);
    [[nodiscard]] bool canSubmit() const;

    /// A further connection, its login done; the session's own keys in `parameters` are not looked at (§13).
    /// \param numbers  expStatSn is the connection's; the window is the session's
    /// \return its slot; Busy while none is free, NotFound without a session, AlreadyExists for a CID that is in use,
    ///         InvalidArgument above the negotiated MaxConnections
    Result<unsigned> addConnection(std::uint16_t cid, const NegotiatedParameters &parameters,
                                   const SequenceNumbers &numbers, Instant now);
    /// Gives it no more commands and logs it out when those under way have ended, or after half the logout timeout.
    /// ConnectionLost follows. Nothing happens to the last one.
    void removeConnection(unsigned slot, Instant now);

    /// Where the next bytes of the stream belong, in their order; ask again after every other call. With room for
    /// kMostReceiveSegments that is also guessed about PDUs that have not arrived: bytes of a wrong guess are moved on.
    /// \return how many of `segments` were filled; 0 when not connected
    std::size_t receiveSegments(std::span<ReceiveSegment> segments, unsigned slot = 0);
    /// Bytes after which a turn should answer instead of receiving more.
    [[nodiscard]] std::size_t receiveBudget(unsigned slot = 0) const;
    /// \param count  bytes that are in what receiveSegments() gave last
    void received(std::size_t count, Instant now, unsigned slot = 0);
    void handleEndOfStream(const Error &error, Instant now, unsigned slot = 0); ///< FIN, RST, or any socket error.

    /// What to send next, in order, without copying payload. Calling it again without sent() gives the same bytes.
    /// With several connections each is asked once a turn, in any order: each takes its share of what waits.
    /// \return how many of `segments` were filled
    std::size_t gather(std::span<Segment> segments, Instant now, unsigned slot = 0);
    /// \param bytes  that left; fewer than there were, or none, when the socket took no more
    void sent(std::size_t bytes, Instant now, unsigned slot = 0);

    [[nodiscard]] std::optional<SessionEvent> poll();
    [[nodiscard]] std::optional<Instant> deadline() const;
    void handleTimeout(Instant now); ///< Harmless when called early.

    /// Session close, reason 0, §11.14. Nothing new leaves behind it; LogoutCompleted or ConnectionFailed follows, and
    /// after both the machine is not connected. Commands that had not ended stay, see reconnect() and failAll().
    void logout(Instant now);
    /// LOGICAL UNIT RESET, §11.5.1. TaskManagementCompleted follows unless the connection fails; with response 255 at
    /// once if there is no connection, or too many functions are under way.
    void resetLun(Lun lun, Instant now);
    /// A Text Request without keys on every connection: the legal minimum as answer to async event 4, §11.9.1.
    void renegotiate(Instant now);

    /// After ConnectionFailed: a new login gave a new connection, in slot 0 (session reinstatement, §6.3.5). Every
    /// command that had not ended is issued again, in its old order and with new tags. Only a command because of which
    /// three connections failed is not: it ends as TimedOut or TargetFailure when the third one does.
    void reconnect(const NegotiatedParameters &parameters, const SequenceNumbers &numbers, Instant now);
    /// Ends every command that is still in the machine, and until reconnect() every new one too. A connection that
    /// still stands fails with Cancelled, as the target would go on with the commands.
    void failAll(TaskFailure failure, Instant now);
    /// Takes effect with the next command or ping.
    void setTimeouts(std::chrono::milliseconds nopInterval, std::chrono::milliseconds nopTimeout,
                     std::chrono::milliseconds commandTimeout);

    [[nodiscard]] bool connected() const; ///< One connection at least.
    [[nodiscard]] bool connected(unsigned slot) const;
    /// CmdSN for the Login Request of a further connection.
    [[nodiscard]] std::uint32_t cmdSn() const;
    [[nodiscard]] SessionCounters counters() const;
    /// New requests had better not lie in foreign memory: they would have to be copied, with data digests or in small
    /// pieces.
    [[nodiscard]] bool avoidsForeignMemory() const;

private:
    struct Private;
    struct Connection;
    std::unique_ptr<Private> d;
};

} // namespace portolan::protocol
