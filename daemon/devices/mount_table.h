// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/devices/system_tree.h"

#include <vector>

namespace portolan::devices {

/// One line of mountinfo, proc_pid_mountinfo(5).
struct Mount {
    QByteArray
        device; ///< "major:minor" of the file system; anonymous (major 0) for btrfs and everything without a disk
    QString mountPoint;
    QString fileSystem;
    QString source; ///< What was given to mount, e.g. /dev/sdb1; any text

    friend bool operator==(const Mount &, const Mount &) = default;
};

/// Lines that are not of the known form are left out.
[[nodiscard]] std::vector<Mount> parseMountInfo(const QByteArray &text);

/// The mounts of one mount namespace.
struct MountNamespace {
    qint64 pid = 0; ///< A process in it; 0 = ours.
    std::vector<Mount> mounts;
};

/// Every mount namespace that has a process, ours first, then by the lowest process id in it.
[[nodiscard]] std::vector<MountNamespace> readMountNamespaces(const SystemTree &tree);

/// The process ids in /proc, ascending.
[[nodiscard]] std::vector<qint64> processIds(const SystemTree &tree);

} // namespace portolan::devices
