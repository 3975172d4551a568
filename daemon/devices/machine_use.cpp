// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/machine_use.h"

#include <QFile>
#include <QSet>

namespace portolan::devices {

namespace {

std::vector<MachineUse::Swap> readSwaps(const SystemTree &tree, const BlockDevices &blocks)
{
    std::vector<MachineUse::Swap> swaps;
    const QList<QByteArray> lines = readKernelFile(tree.proc + QStringLiteral("/swaps")).split('\n');
    for (const QByteArray &line : lines) {
        QString path = QFile::decodeName(unescapeOctal(line.left(line.indexOf(' '))));
        QString device = blocks.nameOf(path);
        if (path.startsWith(QLatin1Char('/'))) // the first line has the titles of the columns
            swaps.push_back({std::move(path), std::move(device)});
    }
    return swaps;
}

} // namespace

MachineUse MachineUse::read(const SystemTree &tree)
{
    const BlockDevices blocks(tree);
    MachineUse use{readMountNamespaces(tree), readSwaps(tree, blocks), blocks.loops(), {}};
    const QString ourMounts = readLink(tree.proc + QStringLiteral("/self/ns/mnt"));
    for (const qint64 pid : processIds(tree)) {
        const QString directory = QStringLiteral("%1/%2").arg(tree.proc).arg(pid);
        const bool ours = readLink(directory + QStringLiteral("/ns/mnt")) == ourMounts;
        QStringList links;
        for (const QString &number : namesIn(directory + QStringLiteral("/fd")))
            links << QStringLiteral("/fd/") + number;
        if (ours)
            links << QStringLiteral("/cwd") << QStringLiteral("/exe");
        QSet<QString> seen;
        for (const QString &link : links) {
            QString path = readLink(directory + link);
            if (!path.startsWith(QLatin1Char('/')) || seen.contains(path)) // sockets, pipes and the like
                continue;
            seen.insert(path);
            QString device = path.startsWith(tree.dev + QLatin1Char('/')) ? blocks.nameOf(path) : QString();
            use.openFiles.push_back({pid, std::move(path), std::move(device), ours});
        }
    }
    return use;
}

} // namespace portolan::devices
