// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"
#include "daemon/dataplane/kernel/kernel_session.h"
#include "daemon/dataplane/kernel/uevent_monitor.h"

#include <memory>

namespace portolan::dataplane::kernel {

/// The kernel's iscsi_tcp: each LUN is a /dev/sdX, and sessions live in the kernel, whatever happens to this process.
///
/// Login is done before, on our own socket; the kernel takes it over with BIND_CONN and never learns a CHAP secret. Of
/// the sessions in sysfs only those with a record in our runtime directory are ours; all others are left alone.
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
    [[nodiscard]] Result<Counters> counters(SessionHandle handle) const override;
    [[nodiscard]] Result<Counters> lunCounters(SessionHandle handle, std::uint64_t lun) const override;

private:
    struct Audited {
        std::uint32_t sid;
        bool exists, connected;
        std::optional<ConnectionStats> stats;
    };

    [[nodiscard]] KernelSession *find(SessionHandle handle) const;
    KernelSession *add(SessionRecord record);
    void drop(std::uint32_t sid);
    void handle(const Message &event);
    /// Compares what we believe with sysfs: after lost events, and from time to time.
    void audit();
    void audited(const std::vector<Audited> &found);
    void adopted(const std::vector<SessionAttributes> &running, const Adopted &done);
    void forget(const SessionRecord &record, bool halfMade);

    KernelLink m_link;
    const KernelSession::World m_world;
    std::map<SessionHandle, std::unique_ptr<KernelSession>> m_sessions;
    UeventMonitor m_uevents;
    QTimer m_audit;
    bool m_auditing = false;
};

} // namespace portolan::dataplane::kernel
