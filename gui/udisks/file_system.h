// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace portolan::udisks {

/// File systems that are worth offering, best first: "ext4", "xfs", "btrfs", "exfat", "vfat".
[[nodiscard]] QStringList offeredFileSystems();
/// What mkfs asks for at least, in bytes.
[[nodiscard]] quint64 smallestDiskFor(const QString &type);
/// Files have owners in it, so its top folder can be the person's.
[[nodiscard]] bool hasOwners(const QString &type);
/// The longest label, in bytes of UTF-8.
[[nodiscard]] int longestLabel(const QString &type);
[[nodiscard]] bool isLabel(const QString &text, const QString &type);
/// A label out of a target's or disk's name: what stands after the last colon or slash, without what no file system
/// takes.
[[nodiscard]] QString labelFrom(const QString &name, const QString &type);

} // namespace portolan::udisks
