// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/device_tools.h"

#include "daemon/devices/loop_device.h"
#include "daemon/devices/nbd_device.h"
#include "daemon/devices/user_finder.h"

namespace portolan::engine {

using devices::DeviceSpec;
using devices::NewDevice;

DeviceTools DeviceTools::system(Kind kind)
{
    DeviceTools tools;
    tools.attach = [kind](const DeviceSpec &spec, const QString &waiting, QObject *context,
                          std::function<void(Result<NewDevice>)> done) {
        if (kind == Kind::Nbd || devices::isNbd(waiting))
            return devices::attachNbd(spec, waiting, context, std::move(done));
        devices::attachLoop(spec.file, spec.blockSize, spec.readOnly, context,
                            [done = std::move(done)](const Result<QString> &device) {
                                done(device ? Result<NewDevice>(NewDevice{*device}) : fail(device.error()));
                            });
    };
    tools.find = [](const DeviceSpec &spec) {
        auto nbd = devices::findNbd(spec);
        return nbd ? nbd : devices::findLoop(spec.file);
    };
    tools.detach = [](const QString &device, const DeviceSpec &spec, QObject *context, Done done) {
        if (devices::isNbd(device))
            return devices::detachNbd(device, spec, context, std::move(done));
        devices::detachLoop(device, spec.file, context, std::move(done));
    };
    tools.abandon = &devices::abandonNbd; // loop devices have no server
    tools.resize = [](const QString &device, const DeviceSpec &spec, QObject *context, Done done) {
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
