// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/devices/device_users.h"

#include <QVariantMap>

#include <vector>

namespace portolan::engine {

[[nodiscard]] QString textOf(std::string_view text);
[[nodiscard]] inline QString textOf(const std::string &text) { return QString::fromStdString(text); }

/// What a client needs to say an error in the user's language: error s, status_class u, status_detail u, side s
/// ("network", "target": it refused us, "initiator": we refused it or could not go on), errno i, text s.
[[nodiscard]] QVariantMap detailsOf(const Error &error);

/// "mount /mnt/a, process fio (4711)"
[[nodiscard]] QString textOf(const std::vector<devices::DeviceUser> &users);

} // namespace portolan::engine
