// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariantMap>

#include <vector>

class QDBusArgument;

namespace portolan::udisks {

/// A line of /etc/fstab, as UDisks2 reads and writes it.
struct FstabEntry {
    QString source, directory, type, options; ///< "UUID=…", "/mnt/data", "ext4", "_netdev,nofail"
    int frequency = 0, pass = 0;
    friend bool operator==(const FstabEntry &, const FstabEntry &) = default;
};

/// For a disk that comes over the network, late or not at all: a start never waits for it, and its folder is mounted
/// when somebody first looks into it (docs/kernel-data-plane.md).
[[nodiscard]] FstabEntry entryAtEveryStart(const QString &uuid, const QString &directory, const QString &type);

/// A configuration item of org.freedesktop.UDisks2.Block: (sa{sv}).
struct ConfigurationItem {
    QString kind; ///< "fstab", "crypttab"
    QVariantMap details;
};
using ConfigurationList = QList<ConfigurationItem>; ///< a(sa{sv})

[[nodiscard]] ConfigurationItem toItem(const FstabEntry &entry);
/// Those that are lines of /etc/fstab.
[[nodiscard]] std::vector<FstabEntry> entriesOf(const ConfigurationList &items);

QDBusArgument &operator<<(QDBusArgument &argument, const ConfigurationItem &item);
const QDBusArgument &operator>>(const QDBusArgument &argument, ConfigurationItem &item);
void registerConfigurationTypes();

} // namespace portolan::udisks

Q_DECLARE_METATYPE(portolan::udisks::ConfigurationItem)
Q_DECLARE_METATYPE(portolan::udisks::ConfigurationList)
