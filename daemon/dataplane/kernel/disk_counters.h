// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"
#include "daemon/dataplane/kernel/session_tree.h"

#include <map>

namespace portolan::dataplane::kernel {

/// What the block layer counts for the disks of one session. Its files stay open, so that a look is one system call for
/// each, fit for the main loop. The kernel keeps no histogram of latencies.
class DiskCounters {
public:
    /// The disks from now on. What one that is gone had counted stays in the sum.
    void setDisks(const SessionTree &tree, const std::vector<Device> &devices);

    [[nodiscard]] Counters sum() const;
    [[nodiscard]] Result<Counters> of(std::uint64_t lun) const;

private:
    struct Disk {
        QString path;
        UniqueFd stat;
        Counters last; ///< Of the last look.
    };
    static void look(const Disk &disk, Counters &counters);

    mutable std::map<std::uint64_t, Disk> m_disks;
    Counters m_gone;
};

} // namespace portolan::dataplane::kernel
