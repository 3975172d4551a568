// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/ublk_support.h"

#include "daemon/devices/disk_name.h"
#include "daemon/devices/ublk_devices.h"
#include "daemon/devices/ublk_record.h"

#include <QFile>
#include <QProcess>

#include <unistd.h>

namespace portolan::devices {

namespace {

constexpr int kModprobeLimitMs = 20'000;

} // namespace

Result<> openUblk()
{
    if (::geteuid() != 0)
        return fail(ErrorCode::NotAuthorized, "only root can make ublk devices");
    auto opened = UblkDevices::open();
    if (opened)
        return {};
    if (opened.error().code != ErrorCode::NotFound)
        return fail(opened.error());
    QProcess modprobe;
    modprobe.setProcessChannelMode(QProcess::MergedChannels);
    modprobe.start(QStringLiteral("modprobe"), {QStringLiteral("ublk_drv")});
    const QString said = modprobe.waitForFinished(kModprobeLimitMs) ? QString::fromUtf8(modprobe.readAll()).trimmed()
                                                                    : modprobe.errorString();
    opened = UblkDevices::open();
    if (opened)
        return {};
    if (opened.error().code != ErrorCode::NotFound)
        return fail(opened.error());
    return fail(ErrorCode::NotSupported, "the kernel module ublk_drv cannot be loaded: " + said.toStdString());
}

bool isUblk(const QString &device) { return device.startsWith(QLatin1String("/dev/ublkb")); }

Result<QString> findUblk(const DeviceSpec &spec)
{
    const QString device = QStringLiteral("/dev/") + spec.served;
    if (isUblk(device) && hasUblkRecord(spec.served, diskName(spec.wwid)) &&
        QFile::exists(QStringLiteral("/sys/block/") + spec.served))
        return device;
    return fail(ErrorCode::NotFound, "no ublk device is " + diskName(spec.wwid).toStdString());
}

} // namespace portolan::devices
