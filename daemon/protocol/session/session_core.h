// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/pdu/data_in.h"
#include "daemon/protocol/pdu/ready_to_transfer.h"
#include "daemon/protocol/pdu/reject.h"
#include "daemon/protocol/session/command_window.h"
#include "daemon/protocol/session/connection_state.h"
#include "daemon/protocol/session/data_out_sequence.h"
#include "daemon/protocol/session/event_queue.h"
#include "daemon/protocol/session/fixed_ring.h"
#include "daemon/protocol/session/keep_alive.h"
#include "daemon/protocol/session/pdu_receiver.h"
#include "daemon/protocol/session/send_queue.h"
#include "daemon/protocol/session/session_machine.h"
#include "daemon/protocol/session/status_sequence.h"
#include "daemon/protocol/session/task_management_table.h"
#include "daemon/protocol/session/task_table.h"
#include "daemon/protocol/session/text_exchange.h"

#include <array>
#include <vector>

namespace portolan::protocol {

/// What a ping carries, to be compared with its echo (NOP-03).
inline constexpr std::array<char, 8> kPingData{'P', 'o', 'r', 't', 'o', 'l', 'a', 'n'};

/// Private to this folder: what the parts of a SessionMachine share, and how a command moves from one to the other.
///
///     session_core.cpp     life of a command: submit, conclude
///     session_receive.cpp  PDUs that concern commands
///     session_control.cpp  PDUs that concern the connection
///     session_send.cpp     what leaves next
///     session_recovery.cpp time, task management, the end of a connection and the next one
struct SessionMachine::Private final : PduSink {
    using OrderList = IntrusiveList<Task, &Task::order>;
    using TimerList = IntrusiveList<Task, &Task::timer>;
    using ResendList = IntrusiveList<Task, &Task::resend>;

    Private(const Config &config, Instant now);

    // --- session_core.cpp
    Result<> submit(const ScsiRequest &request, Instant now);
    void armTimer(Task &task, Instant now);
    void issue(Task &task);
    /// The command ended. Its buffer is free as soon as the send queue has let go of it.
    void conclude(Task &task, TaskFailure failure, Instant now);
    /// Ended from our side: PDUs of it that still arrive are dropped.
    void concludeTolerant(Task &task, TaskFailure failure, Instant now);
    /// Lets go of every byte that has not left.
    void dropOutgoing();
    void startConnection(const NegotiatedParameters &parameters, const SequenceNumbers &numbers, Instant now);
    [[nodiscard]] std::size_t receiveBudget() const;
    [[nodiscard]] std::size_t stagingLimit() const;

    // --- session_receive.cpp
    std::span<std::byte> dataExpected(BhsView bhs) override;
    void pduArrived(BhsView bhs, std::span<const std::byte> data) override;
    void digestFailed(const Error &error) override;
    void formatFailed(const Error &error) override;
    [[nodiscard]] bool updateWindow(std::uint32_t expCmdSn, std::uint32_t maxCmdSn);
    /// Consumes a StatSN. \return false if the PDU must be ignored
    [[nodiscard]] bool takeStatus(std::uint32_t statSn);
    /// The issued command with this tag. If there is none and should be, the connection fails.
    [[nodiscard]] Task *expectTask(std::uint32_t tag, std::string_view pduName);
    /// Finds the command and checks that every byte of the PDU has its place.
    void prepareDataIn(BhsView bhs);
    [[nodiscard]] bool isInOrder() const { return m_parameters.dataPduInOrder && m_parameters.dataSequenceInOrder; }
    [[nodiscard]] bool dataInFits(Task &task);
    void handleDataIn(BhsView bhs);
    void handleScsiResponse(BhsView bhs, std::span<const std::byte> data);
    void handleReadyToTransfer(BhsView bhs);
    [[nodiscard]] bool acceptable(const pdu::ReadyToTransfer &r2t, Task &task);
    struct Residual {
        bool overflow = false, underflow = false;
        std::uint32_t count = 0;
    };
    void complete(Task &task, std::uint8_t status, Residual residual);
    void storeSense(Task &task, std::span<const std::byte> sense);

    // --- session_control.cpp
    void handleNopIn(BhsView bhs, std::span<const std::byte> data);
    void handlePong(std::uint32_t tag, std::span<const std::byte> data);
    void handleAsyncMessage(BhsView bhs, std::span<const std::byte> data);
    void handleLogoutResponse(BhsView bhs);
    void handleTextResponse(BhsView bhs, std::span<const std::byte> data);
    void handleTaskManagementResponse(BhsView bhs);
    void handleReject(BhsView bhs, std::span<const std::byte> data);
    void handleRejectedCommand(pdu::RejectReason reason, BhsView rejected);
    void handleRejectedRequest(pdu::RejectReason reason, BhsView rejected);
    void resend(Task &task);
    /// The target wants us to log out, by Async Message or by Reject.
    void logoutRequested(const AsyncMessage &message);

    // --- session_send.cpp
    void fill(std::size_t segments);
    [[nodiscard]] bool buildControl();
    void buildNopAnswer();
    void buildPing();
    void buildTaskManagement(TaskManagementTable::Entry &entry);
    void buildText();
    void buildLogout();
    [[nodiscard]] bool buildUnsolicited();
    [[nodiscard]] bool buildSolicited();
    void buildDataOut(DataOutSequence &sequence);
    [[nodiscard]] bool buildCommand();
    void buildCommand(Task &task);

    // --- session_recovery.cpp
    [[nodiscard]] std::optional<Instant> deadline() const;
    void handleTimeout(Instant now);
    void expireCommands(Instant now);
    void checkRequests(Instant now);
    void wantAbort(Task &task);
    void startAborts(Instant now);
    void functionEnded(TaskManagementTable::Entry &entry, std::uint8_t response, Instant now);
    void functionFailed(TaskManagementTable::Entry &entry, bool answered, Instant now);
    void concludeUnit(const TaskManagementTable::Entry &reset, Instant now);
    void failConnection(Error error, Task *culprit = nullptr, std::optional<std::uint16_t> time2Wait = std::nullopt);
    void violation(std::string_view what, Task *culprit = nullptr);
    void reconnect(const NegotiatedParameters &parameters, const SequenceNumbers &numbers, Instant now);
    void failAll(TaskFailure failure, Instant now);
    void logout(Instant now);
    void resetLun(Lun lun, Instant now);

    Config m_config;
    NegotiatedParameters m_parameters;
    ConnectionStateMachine m_state{ConnectionState::LoggedIn};
    CommandWindow m_window;
    StatusSequence m_status;
    TaskTable m_tasks;
    EventQueue m_events;
    PduReceiver m_receiver;
    SendQueue m_send;
    KeepAlive m_keepAlive;
    TaskManagementTable m_functions;
    TextExchange m_text;
    SessionCounters m_counters;
    Instant m_now{}; ///< Of the received() call that is being worked on

    OrderList m_order;             ///< Every command that has not ended, as submitted
    Task *m_nextToIssue = nullptr; ///< First one in m_order that is Queued; all behind it are too.
    TimerList m_timers;            ///< Commands that can time out, by deadline
    ResendList m_resend;
    std::size_t m_wantAborts = 0;
    std::uint32_t m_issued = 0;
    std::uint32_t m_queued = 0;
    std::uint64_t m_readBytes = 0; ///< Expected by commands that are Issued
    std::uint32_t m_reads = 0;
    std::optional<TaskFailure> m_givenUp; ///< failAll(): how new commands end until reconnect()

    DataOutSequence m_unsolicited;
    FixedRing<DataOutSequence> m_r2ts;
    unsigned m_commandsInRow = 0;

    struct NopAnswer {
        Lun lun{};
        std::uint32_t targetTransferTag = kReservedTag;
    };
    FixedRing<NopAnswer> m_nopAnswers{1024};
    bool m_pingReady = false;
    bool m_pingData = true; ///< Cleared for a target that cannot echo.

    struct Logout {
        enum class Stage : std::uint8_t { None, Delayed, Ready, Sent };
        Stage stage = Stage::None;
        std::uint32_t tag = 0;
        Instant deadline{};
        Instant sendAt{};
    };
    Logout m_logout;
    std::optional<Instant> m_logoutAskedUntil; ///< Async event 1: when the target loses patience

    pdu::DataIn m_dataIn;             ///< The one that is arriving
    Task *m_dataInTask = nullptr;     ///< nullptr: its data is dropped
    bool m_dataInDuplicate = false;   ///< Its status was seen before
    std::vector<std::byte> m_control; ///< Data segment of every other PDU

    Instant m_rejectsSince{};
    unsigned m_rejects = 0; ///< Of commands since then (REJ-10)
};

} // namespace portolan::protocol
