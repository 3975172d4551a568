// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"
#include "daemon/dataplane/kernel/disk_counters.h"
#include "daemon/dataplane/kernel/scsi_disks.h"

#include <map>
#include <set>

namespace portolan::dataplane::kernel {

/// The kernel's sessions that are not ours: what they are, and what their disks count. Nothing here changes one.
class ForeignSessions {
public:
    /// Where a look reads.
    struct Sources {
        SessionTree tree;
        ScsiDisks disks;
        QString sys = QStringLiteral("/sys"), proc = QStringLiteral("/proc");
    };
    /// What it needs to know beforehand.
    struct Question {
        std::set<std::uint32_t> ours;
        /// Disks that need not be listed again.
        std::map<std::uint32_t, std::vector<Device>> disks;
    };
    struct Found {
        std::vector<ForeignSession> sessions;
        QString otherInitiator;
    };

    explicit ForeignSessions(SessionTree tree);

    [[nodiscard]] Question question(std::set<std::uint32_t> ours) const;
    /// Reads sysfs and /proc for as long as that takes: on another thread.
    [[nodiscard]] static Found look(const Sources &sources, const Question &question);
    /// \param oursNow  sessions that have become ours since the question
    /// \return whether the sessions are others than before, or differ
    bool take(Found found, const std::set<std::uint32_t> &oursNow);
    /// Its disks are listed anew at the next look.
    void forgetDisks(std::uint32_t sid) { m_disksKnown.erase(sid); }
    void remove(std::uint32_t sid);

    [[nodiscard]] const std::vector<ForeignSession> &all() const { return m_sessions; }
    [[nodiscard]] const ForeignSession *find(std::uint32_t sid) const;
    [[nodiscard]] const QString &otherInitiator() const { return m_otherInitiator; }
    [[nodiscard]] Result<Counters> counters(std::uint32_t sid) const;
    [[nodiscard]] Result<Counters> lunCounters(std::uint32_t sid, std::uint64_t lun) const;

private:
    const SessionTree m_tree;
    std::vector<ForeignSession> m_sessions;
    std::map<std::uint32_t, DiskCounters> m_counters;
    std::set<std::uint32_t> m_disksKnown;
    QString m_otherInitiator;
};

/// The program that looks after a session; empty = none of these. iscsid does so with every session that it found when
/// it started, not only with those that it made; but not with those of the kernel itself, nor with ours.
/// \param listeners  iscsiListeners()
[[nodiscard]] QString programOf(const SessionAttributes &session, const std::map<std::uint32_t, QString> &listeners);

/// The ISID that open-iscsi gives a session, which the kernel does not keep.
[[nodiscard]] protocol::Isid openIscsiIsid(std::uint32_t sid);

} // namespace portolan::dataplane::kernel
