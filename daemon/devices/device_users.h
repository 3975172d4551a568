// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

class QObject;

namespace portolan::devices {

enum class UserKind : std::uint8_t { Mount, Swap, LvmVolume, Raid, Crypt, Multipath, Loop, Process, Other };
[[nodiscard]] QString
nameOf(UserKind kind); ///< "mount", "swap", "lvm-pv", "md", "dm-crypt", "multipath", "loop", "process", "other"

/// One of the disks under a multipath map.
struct MapPath {
    QString device; ///< "/dev/sdb"
    QString state;  ///< As its SCSI device says: "running", "offline", "blocked", ...; empty where there is none.

    friend bool operator==(const MapPath &, const MapPath &) = default;
};

/// Somebody who would lose data or hang if the device went away.
struct DeviceUser {
    UserKind kind = UserKind::Other;
    QString device; ///< The device or file that is used: /dev/loop3, /dev/dm-1, /run/.../lun0
    /// Mount point (also of a process: it has a file there open), swap file, or the device that stands on it
    /// (/dev/vg/root, /dev/loop3), or empty.
    QString path;
    QString fileSystem;
    qint64 pid = 0; ///< Process, or the process whose mount namespace it is (0: ours).
    QString program;
    /// Of a multipath map: those beside this device. The map is a user all the same: whether the others work is known
    /// only as far as somebody has tried, so who takes one away decides with them in sight.
    std::vector<MapPath> otherPaths{};

    friend bool operator==(const DeviceUser &, const DeviceUser &) = default;
};

/// Finds who uses these files or block devices: through holders (dm, md, loop), partitions, mounts in any namespace,
/// swap devices and swap files, and open files of processes. Reads /proc and /sys on a thread of its own, opens no
/// device and asks no file system, so it cannot hang on a target that is gone.
///
/// \param paths    files of the data plane (absolute, without links) and block devices; they are no users of each other
/// \param exclude  process ids that do not count (the data plane itself)
/// \param done     on the context's thread; dropped if the context is destroyed first
void findUsers(QStringList paths, std::vector<qint64> exclude, QObject *context,
               std::function<void(std::vector<DeviceUser>)> done);

} // namespace portolan::devices
