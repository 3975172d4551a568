// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/ipc/messages.h"
#include "daemon/dataplane/worker/block_layer.h"
#include "daemon/dataplane/worker/command_executor.h"
#include "daemon/dataplane/worker/connection_set.h"
#include "daemon/dataplane/worker/lun_scanner.h"
#include "daemon/dataplane/worker/unit_table.h"
#include "daemon/protocol/session/session_machine.h"

#include <functional>
#include <memory>
#include <optional>

namespace portolan::dataplane::worker {

/// What the daemon is to hear of the session.
class SessionListener {
public:
    virtual void tell(const ipc::Message &event) = 0;

protected:
    ~SessionListener() = default;
};

/// The session that this worker carries: the machine, its connections, its units, and the times that are counted here.
/// One turn of the owner's loop:
///
///     sent() -> receive() or handleTimeout() or block requests -> work() -> send() -> deadline()
class Session final : public CommandSink, public AttentionListener {
public:
    using Done = std::function<void(const Result<> &)>;

    /// \param pages  where the payload of requests may lie besides; nullptr: nowhere
    Session(UnitListener &unitListener, ipc::CountersWriter &counters, std::size_t maxRequests, PageMover *pages,
            SessionListener &listener);

    [[nodiscard]] BlockBackend &backend() { return m_blocks; }
    [[nodiscard]] bool isAttached() const { return m_machine != nullptr; }
    [[nodiscard]] bool isConnected() const { return !m_connections.empty(); } ///< By one connection at least.
    [[nodiscard]] bool requestsFailed() const { return m_requestsFailed; }
    [[nodiscard]] const ipc::Timeouts &timeouts() const { return m_timeouts; }
    [[nodiscard]] const std::vector<ipc::DeviceInfo> &devices() const { return m_devices; }
    [[nodiscard]] const ConnectionSet &connections() const { return m_connections; }
    [[nodiscard]] bool isIdle() const { return m_blocks.inWork() == 0; }
    /// As of the machine; also while there is no connection, of which nothing is known.
    [[nodiscard]] bool avoidsPages() const { return !isConnected() || m_machine->avoidsForeignMemory(); }

    Result<> attach(const ipc::Connection &connection, const ipc::Timeouts &timeouts, UniqueFd socket, Instant now);
    Result<> reattach(const ipc::Connection &connection, UniqueFd socket, Instant now);
    /// A further one, RFC 7143 §4.2.
    Result<> addConnection(const ipc::Connection &connection, UniqueFd socket, Instant now);
    void suspend(Instant now);
    void logout(Done done, Instant now);
    void renegotiate(Instant now);
    void setTimeouts(const ipc::Timeouts &timeouts);
    void rescan(Done done, Instant now);
    /// Ends every request, waiting or in work, with EIO.
    void shutDown(Instant now);

    void receive(unsigned slot, Instant now);
    void work(Instant now);
    void send(Instant now);
    /// It found that a connection is over: work() and send() once more.
    [[nodiscard]] bool sendEnded() const;
    /// What send() left to the wait; then sent() comes before anything else.
    [[nodiscard]] EventLoop::Outgoing *outgoing() { return m_connections.outgoing(); }
    void sent(Instant now);
    [[nodiscard]] std::optional<Instant> deadline() const;
    void handleTimeout(Instant now);
    void publishCounters();

    Result<> submit(const protocol::ScsiRequest &request, Instant now) override;
    void unitAttention(protocol::Lun lun, protocol::scsi::UnitAttention attention, Instant now) override;

private:
    void handle(const protocol::ConnectionFailed &event, Instant now);
    void handle(const protocol::ConnectionLost &event, Instant now);
    void handle(const protocol::AsyncMessage &event, Instant now);
    void handle(const protocol::LogoutCompleted &event, Instant now);
    void closeConnections(const Error &reason, Instant now);
    void answerLogout(const Result<> &result);
    void answerRescans(const Result<> &result);
    [[nodiscard]] std::optional<Instant> replacementOver() const;
    void failRequests(Instant now);
    void scheduleRescan(Instant at);
    void scanned(const LunScanner::Scan &scan, Instant now);

    SessionListener &m_listener;
    ipc::CountersWriter &m_counters;
    PageMover *const m_pages;
    CommandExecutor m_executor;
    BlockLayer m_blocks;
    UnitTable m_units;
    LunScanner m_scanner;
    std::unique_ptr<protocol::SessionMachine> m_machine;
    ConnectionSet m_connections;
    ipc::Timeouts m_timeouts;
    std::vector<ipc::DeviceInfo> m_devices;
    bool m_published = false; ///< The first list of devices was told, also if it is empty.
    bool m_requestsFailed = false;
    Instant m_lostAt{};
    Instant m_lastScan{};
    std::optional<Instant> m_rescanAt;
    std::vector<Done> m_rescanWaiting; ///< For the scan in work.
    std::vector<Done> m_rescanNext;    ///< For the one behind it: it began after they asked.
    Done m_logoutDone;
};

} // namespace portolan::dataplane::worker
