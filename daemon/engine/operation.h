// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/devices/device_users.h"

#include <QString>
#include <QVariantMap>

#include <functional>
#include <optional>
#include <vector>

namespace portolan::engine {

/// How something that was asked for came out.
struct OperationEnd {
    std::optional<Error> error;                ///< Cancelled if it was cancelled.
    std::vector<devices::DeviceUser> blockers; ///< With DeviceBusy.
    QVariantMap result;                        ///< Without error.
};

/// Who asked, and wants to follow it. done is called once.
struct Operation {
    std::function<void(const QString &phase)> phase;
    std::function<void(OperationEnd)> done;
    std::function<void()> finalise{}; ///< From now on it cannot be cancelled; only jobs have it.
};

} // namespace portolan::engine
