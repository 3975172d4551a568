// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"
#include "daemon/dataplane/kernel/rules_watch.h"
#include "daemon/dataplane/kernel/session_tree.h"

#include <map>
#include <memory>
#include <set>

/// The disks of a kernel session. Everything here may wait for a target: for threads of their own.
namespace portolan::dataplane::kernel {

/// What a look at a session's LUNs found.
struct DiskList {
    std::vector<Device> devices; ///< By LUN; their problems are in them.
    /// What is wrong with a disk and cannot be seen in sysfs: its LUN is gone, or is another disk now, while something
    /// uses it.
    enum class Problem : std::uint8_t { Gone, Replaced };
    using Problems = std::map<std::uint64_t, Problem>;
    Problems problems;
};

class ScsiDisks {
public:
    /// \param rules  tells when udev's rules have run on a disk; null: nobody waits for them
    explicit ScsiDisks(SessionTree tree, std::shared_ptr<RulesWatch::Waiting> rules = nullptr);

    /// First look, after login: the kernel asks the target for its LUNs and makes a disk of each.
    [[nodiscard]] Result<DiskList> scan(std::uint32_t sid, std::chrono::milliseconds commandTimeout) const;
    /// Also finds out what is gone, resized, or another disk now. A disk that is gone and not in use is removed; one
    /// in use stays and fails until its LUN is back. One in use that is another disk now is taken offline, so that what
    /// was meant for the old one does not reach the new one.
    /// \param known  what was wrong before
    [[nodiscard]] Result<DiskList> rescan(std::uint32_t sid, std::chrono::milliseconds commandTimeout,
                                          const DiskList::Problems &known) const;
    /// As they are now, without asking the target.
    [[nodiscard]] std::vector<Device> list(std::uint32_t sid, const DiskList::Problems &problems) const;
    void setCommandTimeout(std::uint32_t sid, std::chrono::milliseconds timeout) const;

private:
    using Problems = DiskList::Problems;

    [[nodiscard]] Result<> askForNew(std::uint32_t sid) const;
    void waitForBlockDevices(std::uint32_t sid) const;
    void removeGone(std::uint32_t sid, Problems &problems) const;
    /// \param before  world-wide names by LUN
    [[nodiscard]] Problems separateReplaced(std::uint32_t sid, const std::map<std::uint64_t, QByteArray> &before,
                                            const Problems &known) const;
    /// Removes it unless something uses it. \return whether it did
    bool removeUnused(const ScsiDevice &disk) const;
    [[nodiscard]] Device describe(const ScsiDevice &disk) const;
    [[nodiscard]] std::vector<ScsiDevice> disksOf(std::uint32_t sid) const;

    const SessionTree m_tree;
    const std::shared_ptr<RulesWatch::Waiting> m_rules;
};

/// REPORT LUNS over a disk of the session. \return what the target has now
[[nodiscard]] Result<std::set<std::uint64_t>> reportLuns(const QString &deviceNode);

} // namespace portolan::dataplane::kernel
