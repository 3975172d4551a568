// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/devices/device_spec.h"

#include <cstdint>
#include <linux/ublk_cmd.h>

/// What the kernel is told of a ublk device.
namespace portolan::devices {

/// Without these nothing is made: Linux 6.16. A disk that grows must do so in use, as it does everywhere else; and
/// Linux 6.12, which is older, crashes when the server of a busy device dies.
[[nodiscard]] std::uint64_t neededUblkFeatures();

/// For a new device of any number, which knows that this process made it.
[[nodiscard]] ublksrv_ctrl_dev_info newUblkInfo(const DeviceSpec &spec);
/// Made by some portoland.
[[nodiscard]] bool isOurUblk(const ublksrv_ctrl_dev_info &info);
[[nodiscard]] bool isOfThisProcess(const ublksrv_ctrl_dev_info &info);

[[nodiscard]] ublk_params ublkParameters(const DeviceSpec &spec);

} // namespace portolan::devices
