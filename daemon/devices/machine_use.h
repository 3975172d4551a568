// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/devices/block_devices.h"
#include "daemon/devices/mount_table.h"

#include <vector>

namespace portolan::devices {

/// One look at who has what mounted and open on this machine: the costly part, done once for any number of disks.
struct MachineUse {
    struct OpenFile {
        qint64 pid = 0;
        QString path;     ///< As the kernel shows it, perhaps with " (deleted)" at its end.
        QString device;   ///< Kernel name, if it is a block device.
        bool ours = true; ///< The process sees the mounts that we see, so that its path says where the file is.
    };
    struct Swap {
        QString path;   ///< Of the device or file.
        QString device; ///< Kernel name; empty for a file.
    };
    std::vector<MountNamespace> mounts;
    std::vector<Swap> swaps;
    std::vector<BlockDevices::Loop> loops;
    /// Only those with an absolute path; each once per process. Of processes that see our mounts also the program that
    /// runs and the folder that it is in.
    std::vector<OpenFile> openFiles;

    static MachineUse read(const SystemTree &tree);
};

} // namespace portolan::devices
