// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/session/command_window.h"
#include "daemon/protocol/session/connection.h"
#include "daemon/protocol/session/event_queue.h"
#include "daemon/protocol/session/fixed_ring.h"
#include "daemon/protocol/session/session_machine.h"
#include "daemon/protocol/session/task_management_table.h"
#include "daemon/protocol/session/task_table.h"

#include <memory>
#include <vector>

namespace portolan::protocol {

/// Private to this folder: what the connections of a SessionMachine share, and how a command moves from one state to
/// the other.
///
///     session_core.cpp     life of a command: submit, issue, conclude
///     session_recovery.cpp time, task management, the end of a connection and the next one
struct SessionMachine::Private {
    using OrderList = IntrusiveList<Task, &Task::order>;
    using QueueList = IntrusiveList<Task, &Task::queue>;
    using TimerList = IntrusiveList<Task, &Task::timer>;

    /// A CmdSN that did not arrive is a command's or a plug's, and a plug takes the place of one.
    static constexpr std::size_t kHolesPerTask = 2;

    Private(const Config &config, Instant now);

    // --- session_core.cpp
    Result<> submit(const ScsiRequest &request, Instant now);
    void armTimer(Task &task, Instant now);
    /// \param position  of m_queue, behind which it goes; nullptr: to the front
    void enqueue(Task &task, Task *position);
    /// What of the waiting commands this connection should take so that all have about as much under way.
    /// \return bytes, as of Connection::outstanding()
    [[nodiscard]] std::uint64_t shareOf(const Connection &taker) const;
    /// The next command, with its CmdSN and its allegiance to this connection; nullptr if there is none or no window.
    [[nodiscard]] Task *issueNext(Connection &connection);
    /// The command ended. Its buffer is free as soon as the send queue has let go of it.
    void conclude(Task &task, TaskFailure failure, Instant now);
    /// Ended from our side: PDUs of it that still arrive are dropped.
    void concludeTolerant(Task &task, TaskFailure failure, Instant now);
    [[nodiscard]] Connection &connectionOf(const Task &task) { return *m_connections[task.slot]; }
    /// nullptr unless it is in Full Feature Phase.
    [[nodiscard]] Connection *up(unsigned slot) const;
    [[nodiscard]] Connection *findUp(std::uint16_t cid) const;
    [[nodiscard]] unsigned upCount() const;
    [[nodiscard]] bool isForeign(const std::byte *address) const
    {
        return m_config.foreignMemory != nullptr && m_config.foreignMemory->holds(address);
    }
    /// Whether another connection can take this one's place.
    [[nodiscard]] bool hasOther(const Connection &connection) const;
    Result<unsigned> addConnection(std::uint16_t cid, const NegotiatedParameters &parameters,
                                   const SequenceNumbers &numbers, Instant now);
    void startSession(const NegotiatedParameters &parameters, const SequenceNumbers &numbers, Instant now);

    // --- session_recovery.cpp
    [[nodiscard]] std::optional<Instant> deadline() const;
    void handleTimeout(Instant now);
    void expireCommands(Instant now);
    void checkFunctions(Instant now);
    void wantAbort(Task &task);
    void startAborts(Instant now);
    void functionEnded(TaskManagementTable::Entry &entry, std::uint8_t response, Instant now);
    void functionFailed(TaskManagementTable::Entry &entry, bool answered, Instant now);
    void concludeUnit(const TaskManagementTable::Entry &reset, Instant now);
    void blame(Task *culprit);
    void connectionFailed(Connection &connection, Error error, Task *culprit, std::optional<std::uint16_t> time2Wait);
    void sessionFailed(Error error, std::optional<std::uint16_t> time2Wait = std::nullopt, Task *culprit = nullptr);
    void closeAll(ConnectionState end);
    /// Has connections that failed logged out by others.
    void startCleanups();
    void cleanupAnswered(Connection &carrier, const pdu::LogoutResponse &response);
    /// The target has nothing of this connection any more: its commands are issued again.
    void released(Connection &connection);
    void requeue(Task &task, Task *position);
    /// A CmdSN that the target waits for and nobody will use.
    [[nodiscard]] std::optional<std::uint32_t> nextHole();
    void loggedOut(Connection &connection, const pdu::LogoutResponse &response);
    void closed(const pdu::LogoutResponse &response);
    void reconnect(const NegotiatedParameters &parameters, const SequenceNumbers &numbers, Instant now);
    void failAll(TaskFailure failure, Instant now);
    void logout(Instant now);
    void resetLun(Lun lun, Instant now);

    Config m_config;
    NegotiatedParameters m_parameters; ///< The session's own keys count here.
    CommandWindow m_window;
    TaskTable m_tasks;
    EventQueue m_events;
    TaskManagementTable m_functions;
    SessionCounters m_counters;
    std::vector<std::unique_ptr<Connection>> m_connections; ///< By slot
    Connection *m_closing = nullptr; ///< While the session is being logged out: the one that carries the Logout
    Instant m_now{};                 ///< Of the call that is being worked on

    OrderList m_order;  ///< Every command that has not ended, as submitted
    QueueList m_queue;  ///< Those of them that wait, likewise
    TimerList m_timers; ///< Commands that can time out, by deadline
    std::size_t m_wantAborts = 0;
    std::uint32_t m_issued = 0;
    std::uint32_t m_queued = 0;
    std::uint64_t m_queuedBytes = 0;
    std::optional<TaskFailure> m_givenUp; ///< failAll(): how new commands end until reconnect()

    FixedRing<std::uint32_t> m_plugs; ///< CmdSNs to be used up by a NOP-Out, §4.2.2.1 (MCS-07)
    std::uint32_t m_plugsSent = 0;    ///< And perhaps not answered: the target may have known the number.

    Instant m_rejectsSince{};
    unsigned m_rejects = 0; ///< Of commands since then (REJ-10)
};

} // namespace portolan::protocol
