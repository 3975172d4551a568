// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/devices/block_devices.h"
#include "daemon/devices/device_users.h"
#include "daemon/devices/machine_use.h"

#include <QMap>
#include <QSet>

#include <vector>

namespace portolan::devices {

/// The work behind findUsers(), once, on the calling thread. Files outside /dev are compared as text only: to ask about
/// them could wait for the very target that is gone. So their paths must be absolute and without links.
class UserScan {
public:
    /// \param use  outlives this
    UserScan(SystemTree tree, const MachineUse &use, const QStringList &paths, const std::vector<qint64> &exclude);

    [[nodiscard]] std::vector<DeviceUser> run();

private:
    void addDevice(const QString &name);
    void followLoops(const QString &usedPath);
    [[nodiscard]] std::vector<MapPath> otherPaths(const QString &map, const QString &name) const;
    void findMounts();
    void findSwaps();
    void findProcesses();
    void report(DeviceUser user);
    [[nodiscard]] bool isWatcher(qint64 pid) const;
    [[nodiscard]] QString usedDevice(const Mount &mount) const;
    [[nodiscard]] const Mount *holderOf(const QString &file) const;
    [[nodiscard]] bool isBelowOurMounts(const QString &path) const;
    void reportFileUser(qint64 pid, const QString &path);
    [[nodiscard]] QString programOf(qint64 pid) const;

    const SystemTree m_tree;
    const MachineUse &m_use;
    const BlockDevices m_blocks;
    const QStringList m_paths;
    const QSet<qint64> m_exclude;
    QSet<QString> m_asked;               ///< Kernel names of devices in m_paths; they are no users of each other.
    QMap<QString, QByteArray> m_devices; ///< Every device that would go, and its number.
    QMap<QString, QString> m_btrfs;      ///< Other members of a btrfs -> ours
    QSet<QString> m_files;
    QStringList m_folders; ///< Where our mount namespace has these disks mounted.
    std::vector<DeviceUser> m_users;
};

/// \return DeviceBusy, with who it is, if somebody uses this block device
Result<> expectUnused(const QString &device);

} // namespace portolan::devices
