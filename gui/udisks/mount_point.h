// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>

namespace portolan::udisks {

enum class FolderProblem : std::uint8_t {
    None,
    NotAbsolute, ///< Or with "..", or with a character that does not belong into a path.
    NotAFolder,  ///< It exists and is something else.
    NotEmpty,    ///< Mounting would hide what is in it. Every folder of the system is one of these.
    Taken,       ///< /etc/fstab mounts something else there.
};

/// Folders that an fstab names; an unreadable file names none.
[[nodiscard]] QStringList foldersOf(const QString &fstabFile);
/// Looks at the folder on this computer; one that does not exist is good: UDisks2 makes it.
[[nodiscard]] FolderProblem problemOfFolder(const QString &folder, const QStringList &taken);
/// "/mnt/LABEL", with a number behind it if that is no good.
[[nodiscard]] QString proposedFolder(const QString &label, const QStringList &taken);

} // namespace portolan::udisks
