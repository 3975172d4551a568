// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/lun_object.h"

#include "daemon/dbus/bus_text.h"
#include "daemon/dbus/object_paths.h"
#include "daemon/dbus/values.h"
#include "lunadaptor.h"

namespace portolan::dbus {

namespace {
constexpr uint kFull = 1, kThin = 2;

/// 0 unknown, 1 no, 2 yes.
uint answer(std::optional<bool> fact) { return fact ? (*fact ? 2 : 1) : 0; }

} // namespace

LunObject::LunObject(const Services &services, const engine::LunInfo &info, QObject *parent)
    : MeasuredObject(services, lunPath(info.session, info.device.lun), {info.session, info.device.lun}, parent)
{
    new LunAdaptor(this);
    update(QStringLiteral("Lun"), {{QStringLiteral("Lun"), qulonglong(lunNumber(info.device.lun))}});
    show(info);
}

void LunObject::show(const engine::LunInfo &info)
{
    const dataplane::Device &device = info.device;
    QStringList mountPoints;
    for (const devices::DeviceUser &user : info.users) {
        if (user.kind == devices::UserKind::Mount && !mountPoints.contains(user.path))
            mountPoints.append(busText(user.path));
    }
    const bool isFile = device.exportKind == dataplane::ExportKind::FuseFile;
    const QString blockDevice = info.blockDevice.isEmpty() && !isFile ? device.path : info.blockDevice;
    update(QStringLiteral("Lun"), {{QStringLiteral("Device"), busText(blockDevice)},
                                   {QStringLiteral("File"), isFile ? busText(device.path) : QString()},
                                   {QStringLiteral("Vendor"), busText(device.vendor)},
                                   {QStringLiteral("Model"), busText(device.model)},
                                   {QStringLiteral("Revision"), busText(device.revision)},
                                   {QStringLiteral("Serial"), busText(device.serial)},
                                   {QStringLiteral("Wwid"), busText(device.wwid)},
                                   {QStringLiteral("SizeBytes"), qulonglong(device.sizeBytes)},
                                   {QStringLiteral("BlockSize"), uint(device.blockSize)},
                                   {QStringLiteral("ReadOnly"), device.readOnly},
                                   {QStringLiteral("Thin"), device.thin ? kThin : kFull},
                                   {QStringLiteral("Medium"), answer(device.facts.solidState)},
                                   {QStringLiteral("WriteCache"), answer(device.facts.writeCache)},
                                   {QStringLiteral("Discard"), answer(device.facts.discard)},
                                   {QStringLiteral("PhysicalBlockSize"), uint(device.facts.physicalBlockSize)},
                                   {QStringLiteral("Problem"), busText(device.problem)},
                                   {QStringLiteral("MountPoints"), mountPoints},
                                   {QStringLiteral("Users"), QVariant::fromValue(usersValue(info.users))}});
}

} // namespace portolan::dbus
