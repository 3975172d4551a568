// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

class QObject;

namespace portolan::devices {

enum class UserKind : std::uint8_t { Mount, Swap, LvmVolume, Raid, Crypt, Multipath, Loop, Process, Other };
[[nodiscard]] QString nameOf(UserKind kind); ///< "mount", "swap", "lvm-pv", "md", "dm-crypt", "multipath", "loop", "process", "other"

/// Somebody who would lose data or hang if the device went away.
struct DeviceUser {
    UserKind kind = UserKind::Other;
    QString device; ///< The device or file that is used: /dev/loop3, /dev/dm-1, /run/.../lun0
    QString path;   ///< Mount point, or empty.
    QString fileSystem;
    qint64 pid = 0; ///< Process, or the process whose mount namespace it is (0: ours).
    QString program;

    friend bool operator==(const DeviceUser &, const DeviceUser &) = default;
};

/// Finds who uses these files or block devices: through holders (dm, md, loop), partitions, mounts in any namespace,
/// swap, and open files of processes. Reads /proc and /sys on a thread of the pool and opens no device.
/// \param paths    files of the data plane and block devices on them
/// \param exclude  process ids that do not count (the data plane itself)
/// \param done     on the context's thread; dropped if the context is destroyed first
void findUsers(QStringList paths, std::vector<qint64> exclude, QObject *context, std::function<void(std::vector<DeviceUser>)> done);

} // namespace portolan::devices
