// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/devices/device_users.h"
#include "daemon/devices/system_tree.h"

#include <optional>
#include <vector>

namespace portolan::devices {

/// What sysfs knows about block devices. They go by their kernel name: "sda1", "dm-0", "loop3".
class BlockDevices {
public:
    explicit BlockDevices(SystemTree tree)
        : m_tree(std::move(tree))
    {}

    /// The kernel name behind a path below /dev, through its links; empty if it is no block device. Looks at nothing
    /// outside /dev, where a file system could keep it waiting.
    [[nodiscard]] QString nameOf(const QString &path) const;
    [[nodiscard]] QString pathOf(const QString &name) const;      ///< "/dev/sda1"
    [[nodiscard]] QByteArray numberOf(const QString &name) const; ///< "8:1"; empty if there is no such device
    [[nodiscard]] QStringList partitionsOf(const QString &name) const;
    [[nodiscard]] QStringList holdersOf(const QString &name) const; ///< Devices built on it: dm, md and others.
    [[nodiscard]] UserKind kindOf(const QString &holder) const;
    /// What people call it: "/dev/vg/root" for a logical volume, "/dev/mapper/NAME" for other dm devices, else its
    /// path.
    [[nodiscard]] QString titleOf(const QString &holder) const;
    /// The disks under a multipath map, and under nothing else.
    [[nodiscard]] std::vector<MapPath> pathsOf(const QString &map) const;

    struct Loop {
        QString name;
        QString file; ///< As the kernel shows it: absolute, perhaps with " (deleted)" at its end.
    };
    [[nodiscard]] std::vector<Loop> loops() const;
    /// The file of one loop device; nothing if it has none.
    [[nodiscard]] std::optional<QString> loopFileOf(const QString &name) const;

    /// The names of all devices of the btrfs file system that this one is part of; they share their mounts.
    [[nodiscard]] QStringList btrfsMembersWith(const QString &name) const;

private:
    [[nodiscard]] QString directoryOf(const QString &name) const;
    const SystemTree m_tree;
};

} // namespace portolan::devices
