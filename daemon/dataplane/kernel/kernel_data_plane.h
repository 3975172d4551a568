// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"
#include "daemon/dataplane/kernel/foreign_sessions.h"
#include "daemon/dataplane/kernel/kernel_session.h"
#include "daemon/dataplane/kernel/uevent_monitor.h"

#include <memory>

namespace portolan::dataplane::kernel {

/// The kernel's iscsi_tcp: each LUN is a /dev/sdX, and sessions live in the kernel, whatever happens to this process.
///
/// Login is done before, on our own socket; the kernel takes it over with BIND_CONN and never learns a CHAP secret. Of
/// the sessions in sysfs only those with a record in our runtime directory are ours; all others are shown and left
/// alone.
class KernelDataPlane final : public DataPlane {
    Q_OBJECT

public:
    struct Config {
        QString runtimeDirectory; ///< Exists, and belongs to this process' user.
    };

    /// Loads iscsi_tcp if it has to, and may. Blocks for as long as that takes: before the main loop.
    /// \return NotSupported or NotAuthorized with what is missing
    static Result<std::unique_ptr<KernelDataPlane>> open(const Config &config);
    KernelDataPlane(const Config &config, SessionTree tree, IscsiNetlink netlink, QObject *parent = nullptr);
    ~KernelDataPlane() override; ///< Leaves the sessions running.

    [[nodiscard]] QString name() const override;

    void adoptRunning(Adopted done) override;
    void attach(LoggedInConnection connection, Timeouts timeouts, QByteArray description, Attached done) override;
    void prepareReattach(SessionHandle handle, CommandNumber done) override;
    void reattach(SessionHandle handle, LoggedInConnection connection, QByteArray description, Done done) override;
    void suspend(SessionHandle handle) override;
    void removeDevices(SessionHandle handle, Done done) override;
    void logout(SessionHandle handle, Done done) override;
    void detach(SessionHandle handle, Done done) override;
    void renegotiate(SessionHandle handle) override;
    void setTimeouts(SessionHandle handle, Timeouts timeouts) override;
    void rescan(SessionHandle handle, Done done) override;
    [[nodiscard]] std::vector<ForeignSession> foreignSessions() const override { return m_foreign.all(); }
    [[nodiscard]] QString otherInitiator() const override { return m_foreign.otherInitiator(); }
    void readForeignAccounts(SessionHandle handle, Accounts done) override;
    void takeOver(SessionHandle handle, QByteArray description, TakenOver done) override;
    [[nodiscard]] Result<Counters> counters(SessionHandle handle) const override;
    [[nodiscard]] Result<Counters> lunCounters(SessionHandle handle, std::uint64_t lun) const override;

private:
    struct Audited {
        std::uint32_t sid;
        bool exists, connected;
        std::optional<ConnectionStats> stats;
    };
    struct Audit {
        std::vector<Audited> ours;
        ForeignSessions::Found foreign;
    };
    /// A record of an earlier daemon, and what became of its session.
    struct Recorded {
        SessionRecord record;
        std::optional<SessionAttributes> session;
        std::vector<Device> devices;
        bool firmware = false;
    };
    struct Running {
        std::vector<Recorded> ours;
        ForeignSessions::Found foreign;
    };

    [[nodiscard]] KernelSession *find(SessionHandle handle) const;
    KernelSession *add(SessionRecord record);
    void drop(std::uint32_t sid);
    void handle(const Message &event);
    /// Compares what we believe with sysfs: after lost events, and from time to time.
    void audit();
    void heardOf(std::uint32_t sid); ///< Of a session that is not ours, or not yet.
    void audited(Audit found);
    static Running findRunning(const KernelSession::World &world);
    void adopted(Running running, const Adopted &done);
    [[nodiscard]] std::set<std::uint32_t> ours() const;
    void takeForeign(ForeignSessions::Found found);
    void forget(const SessionRecord &record, bool halfMade);

    KernelLink m_link;
    const RulesWatch m_rules;
    const KernelSession::World m_world;
    std::map<SessionHandle, std::unique_ptr<KernelSession>> m_sessions;
    ForeignSessions m_foreign;
    UeventMonitor m_uevents;
    QTimer m_audit, m_auditSoon;
    std::set<std::uint32_t> m_heardOf;
    bool m_auditing = false;
    bool m_knowsSessions = false; ///< adoptRunning() is over.
    std::vector<Message> m_early; ///< Events from before that.
};

} // namespace portolan::dataplane::kernel
