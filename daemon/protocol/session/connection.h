// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/pdu/data_in.h"
#include "daemon/protocol/pdu/ready_to_transfer.h"
#include "daemon/protocol/pdu/reject.h"
#include "daemon/protocol/session/connection_state.h"
#include "daemon/protocol/session/data_out_sequence.h"
#include "daemon/protocol/session/fixed_ring.h"
#include "daemon/protocol/session/keep_alive.h"
#include "daemon/protocol/session/logout_exchange.h"
#include "daemon/protocol/session/pdu_receiver.h"
#include "daemon/protocol/session/send_queue.h"
#include "daemon/protocol/session/session_machine.h"
#include "daemon/protocol/session/status_sequence.h"
#include "daemon/protocol/session/task_management_table.h"
#include "daemon/protocol/session/text_exchange.h"

#include <array>
#include <vector>

namespace portolan::protocol {

/// What a ping carries, to be compared with its echo (NOP-03).
inline constexpr std::array<char, 8> kPingData{'P', 'o', 'r', 't', 'o', 'l', 'a', 'n'};

/// Private to this folder: one connection of a session and the commands that have their allegiance to it, §4.2.5.1.
///
///     connection.cpp          its begin, its end, its time
///     connection_receive.cpp  PDUs that concern commands
///     connection_control.cpp  PDUs that concern the connection
///     connection_send.cpp     what leaves next
struct SessionMachine::Connection final : PduSink {
    using ResendList = IntrusiveList<Task, &Task::resend>;

    Connection(Private &session, std::uint8_t slot);

    // --- connection.cpp
    void start(std::uint16_t cid, const NegotiatedParameters &parameters, std::uint32_t expStatSn, Instant now);
    /// Nothing arrives or leaves any more.
    void close(ConnectionState end);
    /// Lets go of every byte that has not left.
    void dropOutgoing();
    void noteHoles();
    [[nodiscard]] bool isUp() const { return m_state.isFullFeature(); }
    [[nodiscard]] bool takesCommands() const
    {
        return m_state.state() == ConnectionState::LoggedIn && !m_logout.isActive();
    }
    /// Whether commands given to it would leave now.
    [[nodiscard]] bool isStalled() const { return m_isStalled; }
    /// What is under way on it: bytes, and for each command what it costs besides.
    [[nodiscard]] std::uint64_t outstanding() const { return m_bytes + m_commands * kBytesPerCommand; }
    void commandIssued(const Task &task);
    void commandEnded(Task &task);
    void sent(std::size_t bytes);
    /// Whether payload had better lie in memory of our own.
    [[nodiscard]] bool avoidsForeignMemory() const;
    [[nodiscard]] std::size_t receiveBudget() const;
    std::size_t receiveSegments(std::span<ReceiveSegment> segments);
    [[nodiscard]] std::optional<Instant> deadline() const;
    void handleTimeout(Instant now);
    /// No new commands; when those under way ended, or at half the time, it is closed with a logout of its own.
    void drain(std::chrono::milliseconds patience, Instant now);
    void fail(Error error, Task *culprit = nullptr, std::optional<std::uint16_t> time2Wait = std::nullopt);
    void violation(std::string_view what, Task *culprit = nullptr);

    // --- connection_receive.cpp
    std::span<std::byte> dataExpected(BhsView bhs) override;
    std::size_t guessData(std::span<ReceiveSegment> segments) override;
    void pduArrived(BhsView bhs, std::span<const std::byte> data) override;
    void digestFailed(const Error &error) override;
    void formatFailed(const Error &error) override;
    [[nodiscard]] bool updateWindow(std::uint32_t expCmdSn, std::uint32_t maxCmdSn);
    /// Consumes a StatSN. \return false if the PDU must be ignored
    [[nodiscard]] bool takeStatus(std::uint32_t statSn);
    /// The issued command with this tag. If there is none here and should be, the connection fails.
    [[nodiscard]] Task *expectTask(std::uint32_t tag, std::string_view pduName);
    /// The command to blame for a PDU that cannot be read; nullptr if it is none of this connection.
    [[nodiscard]] Task *ownTask(std::uint32_t tag);
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

    // --- connection_control.cpp
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

    // --- connection_send.cpp
    void fill(std::size_t segments);
    /// Data of a write, where it can be sent from. Empty if that failed: then the connection has, too.
    [[nodiscard]] std::span<const std::byte> payloadOf(Task &task, std::size_t offset, std::size_t size);
    [[nodiscard]] bool buildControl();
    void buildNopAnswer();
    void buildPing();
    [[nodiscard]] bool buildPlug();
    void buildTaskManagement(TaskManagementTable::Entry &entry);
    void buildText();
    void buildLogout(LogoutExchange &logout);
    [[nodiscard]] bool buildUnsolicited();
    [[nodiscard]] bool buildSolicited();
    void buildDataOut(DataOutSequence &sequence);
    /// \param share  of what may leave now; a command is taken off it
    [[nodiscard]] bool buildCommand(std::uint64_t &share);
    void buildCommand(Task &task);

    /// Keeps small commands from being spread by their bytes alone: each costs the target and us about this much.
    static constexpr std::uint64_t kBytesPerCommand = 4096;

    Private &m_session;
    const std::uint8_t m_slot;
    std::uint16_t m_cid = 0;
    NegotiatedParameters m_parameters;
    ConnectionStateMachine m_state;
    StatusSequence m_status;
    PduReceiver m_receiver;
    SendQueue m_send;
    bool m_isStalled = false; ///< The last send left something behind.
    KeepAlive m_keepAlive;
    TextExchange m_text;
    LogoutExchange m_logout;  ///< Of the session, or of this connection
    LogoutExchange m_cleanup; ///< Of one that failed
    Instant m_cleanUpBy{};    ///< When it failed itself: until then another one must have logged it out.

    std::uint32_t m_commands = 0; ///< Issued on it and not ended
    std::uint64_t m_bytes = 0;    ///< That these transfer
    std::uint32_t m_reads = 0;
    std::uint64_t m_readBytes = 0;
    ResendList m_resend;
    /// CmdSNs that the target may not get if the connection ends: of plugs that left on it, and in the end of commands.
    FixedRing<std::uint32_t> m_holes{0};

    DataOutSequence m_unsolicited;
    FixedRing<DataOutSequence> m_r2ts{0};
    unsigned m_commandsInRow = 0;

    struct NopAnswer {
        Lun lun{};
        std::uint32_t targetTransferTag = kReservedTag;
    };
    FixedRing<NopAnswer> m_nopAnswers{1024};
    bool m_pingReady = false;
    bool m_pingData = true; ///< Cleared for a target that cannot echo.

    std::optional<Instant> m_logoutAskedUntil; ///< Async event 1: when the target loses patience

    pdu::DataIn m_dataIn;             ///< The one that is arriving
    Task *m_dataInTask = nullptr;     ///< nullptr: its data is dropped
    bool m_dataInDuplicate = false;   ///< Its status was seen before
    std::size_t m_usualDataIn = 0;    ///< Bytes of data in a PDU that is not the last of its command, for guessData()
    bool m_sendsSmallPieces = false;  ///< What the last long read came in; see avoidsForeignMemory().
    std::vector<std::byte> m_control; ///< Data segment of every other PDU
};

} // namespace portolan::protocol
