// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/iscsi_listeners.h"

#include "daemon/dataplane/kernel/iscsi_netlink.h"

#include <QFile>

#include <linux/netlink.h>

namespace portolan::dataplane::kernel {

namespace {

QString programOf(const QString &proc, std::uint32_t pid)
{
    QFile file(proc + QStringLiteral("/%1/comm").arg(pid));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
}

} // namespace

std::map<std::uint32_t, QString> iscsiListeners(const QString &proc)
{
    std::map<std::uint32_t, QString> listeners;
    QFile table(proc + QStringLiteral("/net/netlink"));
    if (!table.open(QIODevice::ReadOnly))
        return listeners;
    // sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode, and a line above that says so.
    for (const QByteArray &line : table.readAll().split('\n')) {
        const auto fields = line.simplified().split(' ');
        if (fields.size() < 4 || fields[1].toInt() != NETLINK_ISCSI)
            continue;
        const std::uint32_t address = fields[2].toUInt();
        const bool hears = (fields[3].toUInt(nullptr, 16) & IscsiNetlink::kEventGroup) != 0;
        if (hears && address != 0 && address != IscsiNetlink::kCreator)
            listeners[address] = programOf(proc, address);
    }
    return listeners;
}

} // namespace portolan::dataplane::kernel
