// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/udisks/fstab_entry.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QFile>

namespace portolan::udisks {

using namespace Qt::StringLiterals;

namespace {

/// UDisks2 passes file names as bytes with a zero at the end.
QByteArray bytes(const QString &text) { return QFile::encodeName(text) + '\0'; }

QString text(const QVariant &value)
{
    const QByteArray raw = value.toByteArray();
    return QFile::decodeName(raw.left(raw.indexOf('\0')));
}

} // namespace

FstabEntry entryAtEveryStart(const QString &uuid, const QString &directory, const QString &type)
{
    return {u"UUID="_s + uuid, directory, type, u"_netdev,nofail,x-systemd.automount,x-systemd.device-timeout=60s"_s};
}

ConfigurationItem toItem(const FstabEntry &entry)
{
    return {u"fstab"_s,
            {{u"fsname"_s, bytes(entry.source)},
             {u"dir"_s, bytes(entry.directory)},
             {u"type"_s, bytes(entry.type)},
             {u"opts"_s, bytes(entry.options)},
             {u"freq"_s, entry.frequency},
             {u"passno"_s, entry.pass}}};
}

std::vector<FstabEntry> entriesOf(const ConfigurationList &items)
{
    std::vector<FstabEntry> entries;
    for (const ConfigurationItem &item : items) {
        if (item.kind != u"fstab"_s)
            continue;
        const QVariantMap &details = item.details;
        entries.push_back({text(details.value(u"fsname"_s)), text(details.value(u"dir"_s)),
                           text(details.value(u"type"_s)), text(details.value(u"opts"_s)),
                           details.value(u"freq"_s).toInt(), details.value(u"passno"_s).toInt()});
    }
    return entries;
}

QDBusArgument &operator<<(QDBusArgument &argument, const ConfigurationItem &item)
{
    argument.beginStructure();
    argument << item.kind << item.details;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, ConfigurationItem &item)
{
    argument.beginStructure();
    argument >> item.kind >> item.details;
    argument.endStructure();
    return argument;
}

void registerConfigurationTypes()
{
    qDBusRegisterMetaType<ConfigurationItem>();
    qDBusRegisterMetaType<ConfigurationList>();
}

} // namespace portolan::udisks
