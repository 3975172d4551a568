// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/device_users.h"

#include "common/background/background.h"
#include "daemon/devices/user_scan.h"

namespace portolan::devices {

QString nameOf(UserKind kind)
{
    switch (kind) {
    case UserKind::Mount:
        return QStringLiteral("mount");
    case UserKind::Swap:
        return QStringLiteral("swap");
    case UserKind::LvmVolume:
        return QStringLiteral("lvm-pv");
    case UserKind::Raid:
        return QStringLiteral("md");
    case UserKind::Crypt:
        return QStringLiteral("dm-crypt");
    case UserKind::Multipath:
        return QStringLiteral("multipath");
    case UserKind::Loop:
        return QStringLiteral("loop");
    case UserKind::Process:
        return QStringLiteral("process");
    case UserKind::Other:
        return QStringLiteral("other");
    }
    return QStringLiteral("other");
}

void findUsers(QStringList paths, std::vector<qint64> exclude, QObject *context,
               std::function<void(std::vector<DeviceUser>)> done)
{
    runInBackground<std::vector<DeviceUser>>(
        context,
        [paths = std::move(paths), exclude = std::move(exclude)] {
            const SystemTree tree;
            const MachineUse use = MachineUse::read(tree);
            return UserScan(tree, use, paths, exclude).run();
        },
        std::move(done));
}

} // namespace portolan::devices
