// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"
#include "gui/udisks/fstab_entry.h"

#include <QStringList>

namespace portolan::udisks {

/// What is on a disk, as far as it decides what may be done with it.
enum class Content {
    Empty,      ///< No signature that the system knows.
    FileSystem, ///< One that can be mounted.
    Partitions, ///< A partition table.
    Other,      ///< A part of something else: LVM, RAID, encryption, swap, a file system nobody here can mount.
};

/// A block device as UDisks2 shows it.
struct Disk {
    QString object; ///< Path of the D-Bus object.
    QString device; ///< "/dev/sdb"
    QStringList links;
    quint64 number = 0, sizeBytes = 0; ///< number: st_rdev
    bool readOnly = false;
    Content content = Content::Empty;
    QString type; ///< Of the content: "ext4", "LVM2_member", "gpt"; empty = none or unknown.
    QString label, uuid;
    QStringList mountPoints;
    std::vector<FstabEntry> entries; ///< Of this file system in /etc/fstab.
    QString table;                   ///< Object of the disk that this is a partition of.
    quint64 offset = 0;              ///< Of a partition: where on the disk it begins, in bytes.
    QString partitionName;           ///< Where its table gives it one.
    quint64 fileSystemBytes = 0;     ///< What of it the file system uses; 0: unknown.
    friend bool operator==(const Disk &, const Disk &) = default;

    /// What a person types who really means it: "/dev/sdb" or "sdb".
    [[nodiscard]] bool isCalled(const QString &typed) const;
};

/// Nothing smaller holds a file system worth having.
inline constexpr quint64 kSmallestDisk = 2U << 20U;

/// From the interfaces of an object; one without a Block interface gives a Disk without a device.
[[nodiscard]] Disk diskFrom(const QString &object, const InterfaceMap &interfaces);

} // namespace portolan::udisks
