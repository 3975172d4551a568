// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/kernel/disk_counters.h"
#include "daemon/dataplane/kernel/kernel_link.h"
#include "daemon/dataplane/kernel/scsi_disks.h"
#include "daemon/dataplane/kernel/session_calls.h"
#include "daemon/dataplane/kernel/session_record.h"
#include "daemon/protocol/pdu/bhs.h"

#include <QTimer>

namespace portolan::dataplane::kernel {

/// One session of the kernel: what we asked of it, and what has been answered so far. On the main thread; its requests
/// run on the link's, its looks at LUNs on threads of their own.
class KernelSession : public QObject {
    Q_OBJECT

public:
    using Done = DataPlane::Done;
    struct World {
        KernelLink *link;
        SessionTree tree;
        ScsiDisks disks;
        SessionRecords records;
    };

    /// \param world  outlives this
    KernelSession(const World &world, SessionRecord record, QObject *parent = nullptr);

    [[nodiscard]] std::uint32_t sid() const { return m_record.sid; }
    [[nodiscard]] bool connected() const { return m_connected; }
    [[nodiscard]] bool isEnding() const { return bool(m_destroyed); }

    /// It runs on this connection now: looks for its LUNs.
    void begin(UniqueFd socket);
    /// It was found running, or waiting for a connection.
    /// \param lookAfter  before its LUNs are looked at, which may have changed while nobody looked
    void adopt(bool connected, std::vector<Device> devices, std::chrono::milliseconds lookAfter);

    void prepareReattach(DataPlane::CommandNumber done);
    void reattach(LoggedInConnection connection, QByteArray description, Done done);
    void suspend();
    void removeDevices(Done done);
    void logout(Done done);
    void destroy(Done done);
    void renegotiate();
    void setTimeouts(Timeouts timeouts);
    void rescan(Done done);
    [[nodiscard]] Counters counters() const;
    [[nodiscard]] Result<Counters> lunCounters(std::uint64_t lun) const { return m_counters.of(lun); }

    // What the kernel says
    void handleConnectionError(ConnectionFault fault);
    /// \param pdu  header and data segment
    void handlePdu(std::span<const std::byte> pdu);
    void handleUnbound();
    void handleDestroyed();
    /// Read from sysfs, because an event may be missing.
    void handleState(bool connected);
    void handleStats(const ConnectionStats &stats) { m_stats = stats; }
    void handleUnitAttention();
    void handleDisksChanged();

signals:
    void controlReceived(const portolan::dataplane::AsyncNotice &notice);
    void connectionLost(const portolan::Error &reason);
    void devicesChanged(const std::vector<portolan::dataplane::Device> &devices);
    void requestsFailed();
    /// The kernel ended it.
    void gone(const portolan::Error &reason);

private:
    enum class Look : std::uint8_t { Scan, Rescan, List };

    void send(protocol::Bhs header, Done done);
    void look(Look look);
    void looked(Look look, Result<DiskList> found);
    void setDevices(std::vector<Device> devices);
    void watchReplacement();
    void answer(Done &waiting, Result<> result);
    void saveRecord();

    const World &m_world;
    SessionRecord m_record;
    UniqueFd m_socket; ///< The kernel's connection; for its TCP_INFO and to be closed, nothing else.
    bool m_connected = false;
    Done m_unbound, m_loggedOut, m_destroyed;

    std::optional<Look> m_looking;
    std::vector<Done> m_rescansInWork, m_rescansWaiting;
    bool m_listAgain = false, m_rescanAgain = false, m_known = false;
    std::vector<Device> m_devices;
    DiskList::Problems m_problems;
    QTimer m_lookSoon; ///< Several announcements in a row are one look.
    QTimer m_replacement, m_destroyLimit;

    DiskCounters m_counters;
    ConnectionStats m_stats;
    std::uint64_t m_digestErrors = 0, m_timeouts = 0, m_asyncMessages = 0;
};

} // namespace portolan::dataplane::kernel
