// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/devices/device_spec.h"
#include "daemon/devices/device_users.h"

#include <QStringList>

#include <functional>
#include <vector>

class QObject;

namespace portolan::engine {

/// What daemon/devices can do, as arguments, so that a test needs neither root nor a block device. See there.
struct DeviceTools {
    using Done = std::function<void(Result<>)>;
    enum class Kind : std::uint8_t {
        Loop, ///< On the file of the data plane.
        Nbd,  ///< Served by the data plane.
        Ublk, ///< Likewise.
    };

    /// \param waiting  one whose server died, to go on with; empty: make one
    std::function<void(const devices::DeviceSpec &spec, const QString &waiting, QObject *context,
                       std::function<void(Result<devices::NewDevice>)> done)>
        attach;
    /// The data plane serves it: until it can be used. Only of what is served.
    std::function<void(const QString &device, QObject *context, Done done)> start;
    std::function<Result<QString>(const devices::DeviceSpec &spec)> find;
    std::function<void(const QString &device, const devices::DeviceSpec &spec, QObject *context, Done done)> detach,
        abandon, resize;
    std::function<void(QStringList paths, std::vector<qint64> exclude, QObject *context,
                       std::function<void(std::vector<devices::DeviceUser>)> done)>
        findUsers;

    /// \param kind  of those to make; with one that stands already its own kind counts
    static DeviceTools system(Kind kind);
};

} // namespace portolan::engine
