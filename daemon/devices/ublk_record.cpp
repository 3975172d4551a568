// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/ublk_record.h"

#include <QDir>
#include <QFile>

namespace portolan::devices {

namespace {

QString folder() { return QStringLiteral("/run/portolan/ublk"); }

QString pathOf(const QString &device) { return folder() + QLatin1Char('/') + device; }

QByteArray contentOf(const QString &disk) { return "PORTOLAN_DISK=" + disk.toLatin1() + '\n'; }

} // namespace

Result<> writeUblkRecord(const QString &device, const QString &disk)
{
    QFile file(pathOf(device));
    const QByteArray content = contentOf(disk);
    if (!QDir().mkpath(folder()) || !file.open(QIODevice::WriteOnly | QIODevice::Truncate) ||
        file.write(content) != content.size() || !file.flush())
        return fail(ErrorCode::Internal,
                    "cannot write " + file.fileName().toStdString() + ": " + file.errorString().toStdString());
    return {};
}

bool hasUblkRecord(const QString &device, const QString &disk)
{
    QFile file(pathOf(device));
    return file.open(QIODevice::ReadOnly) && file.readAll() == contentOf(disk);
}

void removeUblkRecord(const QString &device) { QFile::remove(pathOf(device)); }

} // namespace portolan::devices
