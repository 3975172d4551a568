// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/devices/device_spec.h"
#include "daemon/devices/ublk_control.h"

#include <QPointer>

#include <optional>

namespace portolan::devices {

/// A ublk device between the moment it was given to somebody who is to serve it, and its first use.
struct UblkStart {
    DeviceSpec spec;
    bool isNew = true; ///< Not one that waited for another server.
    UblkControl::Token command = 0;
    std::optional<Result<>> result{}; ///< Once the kernel has it.
    QPointer<QObject> owner{};        ///< Of `waiter`
    std::function<void(Result<>)> waiter{};
    bool orphaned = false;              ///< Nobody will ask.
    std::function<void()> afterwards{}; ///< Somebody waits for its end.
};

} // namespace portolan::devices
