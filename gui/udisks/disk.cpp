// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/udisks/disk.h"

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QFile>

namespace portolan::udisks {

using namespace Qt::StringLiterals;

namespace {

QString fileName(const QByteArray &raw) { return QFile::decodeName(raw.left(raw.indexOf('\0'))); }

QStringList fileNames(const QVariant &value)
{
    QStringList names;
    for (const QByteArray &raw : qdbus_cast<QByteArrayList>(value))
        names << fileName(raw);
    return names;
}

Content contentOf(const InterfaceMap &interfaces, const QVariantMap &block)
{
    if (interfaces.contains(u"org.freedesktop.UDisks2.PartitionTable"_s))
        return Content::Partitions;
    const QString usage = block.value(u"IdUsage"_s).toString(), type = block.value(u"IdType"_s).toString();
    if (interfaces.contains(u"org.freedesktop.UDisks2.Filesystem"_s) && usage == u"filesystem"_s)
        return Content::FileSystem;
    return usage.isEmpty() && type.isEmpty() ? Content::Empty : Content::Other;
}

} // namespace

bool Disk::isCalled(const QString &typed) const
{
    const QString name = typed.trimmed();
    return !device.isEmpty() && (name == device || name == device.section(u'/', -1));
}

Disk diskFrom(const QString &object, const InterfaceMap &interfaces)
{
    const QVariantMap block = interfaces.value(u"org.freedesktop.UDisks2.Block"_s);
    Disk disk;
    disk.object = object;
    disk.device = fileName(block.value(u"Device"_s).toByteArray());
    disk.links = fileNames(block.value(u"Symlinks"_s));
    disk.number = block.value(u"DeviceNumber"_s).toULongLong();
    disk.sizeBytes = block.value(u"Size"_s).toULongLong();
    disk.readOnly = block.value(u"ReadOnly"_s).toBool();
    disk.content = contentOf(interfaces, block);
    disk.type = disk.content == Content::Partitions
                    ? interfaces.value(u"org.freedesktop.UDisks2.PartitionTable"_s).value(u"Type"_s).toString()
                    : block.value(u"IdType"_s).toString();
    disk.label = block.value(u"IdLabel"_s).toString();
    disk.uuid = block.value(u"IdUUID"_s).toString();
    const QVariantMap fileSystem = interfaces.value(u"org.freedesktop.UDisks2.Filesystem"_s);
    disk.mountPoints = fileNames(fileSystem.value(u"MountPoints"_s));
    disk.fileSystemBytes = fileSystem.value(u"Size"_s).toULongLong();
    disk.entries = entriesOf(qdbus_cast<ConfigurationList>(block.value(u"Configuration"_s)));
    const QVariantMap partition = interfaces.value(u"org.freedesktop.UDisks2.Partition"_s);
    disk.table = partition.value(u"Table"_s).value<QDBusObjectPath>().path();
    disk.offset = partition.value(u"Offset"_s).toULongLong();
    disk.partitionName = partition.value(u"Name"_s).toString();
    return disk;
}

} // namespace portolan::udisks
