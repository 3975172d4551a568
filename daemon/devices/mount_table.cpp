// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/mount_table.h"

#include <QFile>
#include <QSet>

#include <algorithm>

namespace portolan::devices {

std::vector<Mount> parseMountInfo(const QByteArray &text)
{
    // 36 35 98:0 /root /mount/point rw,noatime shared:1 - ext4 /dev/sda1 rw,errors=continue
    // The optional fields (here shared:1) are any number and end with the dash.
    std::vector<Mount> mounts;
    for (const QByteArray &line : text.split('\n')) {
        const QList<QByteArray> fields = line.split(' ');
        const qsizetype dash = fields.indexOf(QByteArray("-"), 6);
        if (fields.size() < 7 || dash < 0 || dash + 2 >= fields.size())
            continue;
        mounts.push_back({fields[2], QFile::decodeName(unescapeOctal(fields[4])),
                          QFile::decodeName(unescapeOctal(fields[dash + 1])),
                          QFile::decodeName(unescapeOctal(fields[dash + 2]))});
    }
    return mounts;
}

std::vector<qint64> processIds(const SystemTree &tree)
{
    std::vector<qint64> pids;
    for (const QString &name : namesIn(tree.proc)) {
        bool isNumber = false;
        const qint64 pid = name.toLongLong(&isNumber);
        if (isNumber && pid > 0)
            pids.push_back(pid);
    }
    std::sort(pids.begin(), pids.end());
    return pids;
}

std::vector<MountNamespace> readMountNamespaces(const SystemTree &tree)
{
    std::vector<MountNamespace> namespaces;
    QSet<QString> seen;
    const auto take = [&](const QString &directory, qint64 pid) {
        // Without the right to read the link, the processes of others cannot be told apart; then each is read.
        const QString id = readLink(directory + QStringLiteral("/ns/mnt"));
        if (!id.isEmpty() && seen.contains(id))
            return;
        const auto mounts = parseMountInfo(readKernelFile(directory + QStringLiteral("/mountinfo")));
        if (mounts.empty())
            return; // gone meanwhile, or a zombie
        seen.insert(id);
        namespaces.push_back({pid, mounts});
    };
    take(tree.proc + QStringLiteral("/self"), 0);
    for (const qint64 pid : processIds(tree))
        take(tree.proc + QLatin1Char('/') + QString::number(pid), pid);
    return namespaces;
}

} // namespace portolan::devices
