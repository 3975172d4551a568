// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/block_devices.h"

#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace portolan::devices {

namespace {

/// "vg/root" of a volume that LVM shows; empty for its hidden layers and for everything else. In the name a dash
/// stands between group and volume, and their own dashes are doubled.
QString logicalVolume(const QByteArray &uuid, const QString &name)
{
    constexpr qsizetype kShown = 4 + 32 + 32; // "LVM-" and the ids of group and volume; a layer adds its name
    if (!uuid.startsWith("LVM-") || uuid.size() != kShown)
        return {};
    const auto isDash = [&name](qsizetype at) { return at < name.size() && name[at] == QLatin1Char('-'); };
    QString group;
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (isDash(i) && !isDash(i + 1))
            return group + QLatin1Char('/') + name.mid(i + 1).replace(QLatin1String("--"), QLatin1String("-"));
        group += name[i];
        if (isDash(i))
            ++i;
    }
    return {};
}

} // namespace

QString BlockDevices::nameOf(const QString &path) const
{
    const QString prefix = m_tree.dev + QLatin1Char('/');
    if (!path.startsWith(prefix))
        return {};
    const QString real = QFileInfo(path).canonicalFilePath();
    if (!real.startsWith(prefix))
        return {};
    struct stat status {};
    if (::stat(QFile::encodeName(real).constData(), &status) == 0 && S_ISBLK(status.st_mode)) {
        // By number: a node may have any name, as those in /dev/mapper have where udev makes no links.
        const QString link = readLink(
            QStringLiteral("%1/dev/block/%2:%3").arg(m_tree.sys).arg(major(status.st_rdev)).arg(minor(status.st_rdev)));
        return link.section(QLatin1Char('/'), -1);
    }
    const QString name = real.mid(prefix.size()).replace(QLatin1Char('/'), QLatin1Char('!'));
    return numberOf(name).isEmpty() ? QString() : name;
}

QString BlockDevices::pathOf(const QString &name) const
{
    // The kernel writes "cciss!c0d0" for /dev/cciss/c0d0.
    return m_tree.dev + QLatin1Char('/') + QString(name).replace(QLatin1Char('!'), QLatin1Char('/'));
}

QString BlockDevices::directoryOf(const QString &name) const
{
    return m_tree.sys + QStringLiteral("/class/block/") + name;
}

QByteArray BlockDevices::numberOf(const QString &name) const
{
    return name.isEmpty() ? QByteArray() : readKernelFile(directoryOf(name) + QStringLiteral("/dev"));
}

QStringList BlockDevices::partitionsOf(const QString &name) const
{
    QStringList partitions;
    for (const QString &entry : namesIn(directoryOf(name))) {
        if (QFile::exists(directoryOf(name) + QLatin1Char('/') + entry + QStringLiteral("/partition")))
            partitions += entry;
    }
    return partitions;
}

QStringList BlockDevices::holdersOf(const QString &name) const
{
    return namesIn(directoryOf(name) + QStringLiteral("/holders"));
}

UserKind BlockDevices::kindOf(const QString &holder) const
{
    // Who made a device-mapper device writes its own name in front of the uuid.
    const QByteArray uuid = readKernelFile(directoryOf(holder) + QStringLiteral("/dm/uuid"));
    if (uuid.startsWith("LVM-"))
        return UserKind::LvmVolume;
    if (uuid.startsWith("CRYPT-"))
        return UserKind::Crypt;
    if (uuid.startsWith("mpath-") || (uuid.startsWith("part") && uuid.contains("-mpath-")))
        return UserKind::Multipath;
    if (QFile::exists(directoryOf(holder) + QStringLiteral("/md")))
        return UserKind::Raid;
    return UserKind::Other;
}

QString BlockDevices::titleOf(const QString &holder) const
{
    const QByteArray name = readKernelFile(directoryOf(holder) + QStringLiteral("/dm/name"));
    if (const QString volume =
            logicalVolume(readKernelFile(directoryOf(holder) + QStringLiteral("/dm/uuid")), QFile::decodeName(name));
        !volume.isEmpty())
        return m_tree.dev + QLatin1Char('/') + volume;
    return name.isEmpty() ? pathOf(holder) : m_tree.dev + QStringLiteral("/mapper/") + QFile::decodeName(name);
}

std::vector<MapPath> BlockDevices::pathsOf(const QString &map) const
{
    std::vector<MapPath> paths;
    if (!readKernelFile(directoryOf(map) + QStringLiteral("/dm/uuid")).startsWith("mpath-"))
        return paths;
    for (const QString &disk : namesIn(directoryOf(map) + QStringLiteral("/slaves")))
        paths.push_back(
            {pathOf(disk), QString::fromLatin1(readKernelFile(directoryOf(disk) + QStringLiteral("/device/state")))});
    return paths;
}

std::optional<QString> BlockDevices::loopFileOf(const QString &name) const
{
    const QByteArray file = readKernelFile(directoryOf(name) + QStringLiteral("/loop/backing_file"));
    if (file.isEmpty())
        return {};
    return QFile::decodeName(file);
}

std::vector<BlockDevices::Loop> BlockDevices::loops() const
{
    std::vector<Loop> found;
    for (const QString &name : namesIn(m_tree.sys + QStringLiteral("/class/block"))) {
        if (!name.startsWith(QLatin1String("loop")))
            continue;
        if (const auto file = loopFileOf(name))
            found.push_back({name, *file});
    }
    return found;
}

QStringList BlockDevices::btrfsMembersWith(const QString &name) const
{
    const QString root = m_tree.sys + QStringLiteral("/fs/btrfs");
    for (const QString &uuid : namesIn(root)) {
        const QStringList members = namesIn(root + QLatin1Char('/') + uuid + QStringLiteral("/devices"));
        if (members.contains(name))
            return members;
    }
    return {};
}

} // namespace portolan::devices
