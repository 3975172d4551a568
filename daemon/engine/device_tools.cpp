// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/device_tools.h"

#include "daemon/devices/loop_device.h"
#include "daemon/devices/nbd_device.h"
#include "daemon/devices/ublk_devices.h"
#include "daemon/devices/ublk_support.h"
#include "daemon/devices/user_finder.h"

namespace portolan::engine {

using devices::DeviceSpec;
using devices::NewDevice;

namespace {

using Ublk = std::shared_ptr<devices::UblkDevices>; ///< nullptr: not here
using Attached = std::function<void(Result<NewDevice>)>;

void attachDevice(DeviceTools::Kind kind, const Ublk &ublk, const DeviceSpec &spec, const QString &waiting,
                  QObject *context, Attached done)
{
    if (ublk && (waiting.isEmpty() ? kind == DeviceTools::Kind::Ublk : devices::isUblk(waiting)))
        return ublk->attach(spec, waiting, context, std::move(done));
    if (kind == DeviceTools::Kind::Nbd || devices::isNbd(waiting))
        return devices::attachNbd(spec, waiting, context, std::move(done));
    devices::attachLoop(spec.file, spec.blockSize, spec.readOnly, context,
                        [done = std::move(done)](const Result<QString> &device) {
                            done(device ? Result<NewDevice>(NewDevice{*device}) : fail(device.error()));
                        });
}

} // namespace

DeviceTools DeviceTools::system(Kind kind)
{
    DeviceTools tools;
    // Also where others are made: one that stands already stays what it is.
    Ublk ublk;
    if (auto opened = devices::UblkDevices::open())
        ublk = std::move(*opened);
    const auto isUblk = [ublk](const QString &device) { return ublk && devices::isUblk(device); };
    tools.attach = [kind, ublk](const DeviceSpec &spec, const QString &waiting, QObject *context, Attached done) {
        attachDevice(kind, ublk, spec, waiting, context, std::move(done));
    };
    tools.start = [ublk, isUblk](const QString &device, QObject *context, Done done) {
        if (isUblk(device))
            return ublk->start(device, context, std::move(done));
        done({});
    };
    tools.find = [](const DeviceSpec &spec) {
        if (auto served = devices::findUblk(spec))
            return served;
        auto nbd = devices::findNbd(spec);
        return nbd ? nbd : devices::findLoop(spec.file);
    };
    tools.detach = [ublk, isUblk](const QString &device, const DeviceSpec &spec, QObject *context, Done done) {
        if (isUblk(device))
            return ublk->detach(device, spec, context, std::move(done));
        if (devices::isNbd(device))
            return devices::detachNbd(device, spec, context, std::move(done));
        devices::detachLoop(device, spec.file, context, std::move(done));
    };
    tools.abandon = [ublk, isUblk](const QString &device, const DeviceSpec &spec, QObject *context, Done done) {
        if (isUblk(device))
            return ublk->abandon(device, spec, context, std::move(done));
        devices::abandonNbd(device, spec, context, std::move(done)); // loop devices have no server
    };
    tools.resize = [ublk, isUblk](const QString &device, const DeviceSpec &spec, QObject *context, Done done) {
        if (isUblk(device))
            return ublk->resize(device, spec, context, std::move(done));
        if (devices::isNbd(device))
            return devices::resizeNbd(device, spec, context, std::move(done));
        devices::resizeLoop(device, context, std::move(done));
    };
    const auto users = std::make_shared<devices::UserFinder>();
    tools.findUsers = [users](QStringList paths, std::vector<qint64> exclude, QObject *context,
                              devices::UserFinder::Done done) {
        users->find(std::move(paths), std::move(exclude), context, std::move(done));
    };
    return tools;
}

} // namespace portolan::engine
