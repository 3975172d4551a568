// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/devices/device_spec.h"

#include "common/result/result.h"

namespace portolan::devices {

/// Loads the module if it has to, and may. Blocks for as long as that takes: before the main loop.
/// \return NotAuthorized without root, NotSupported where the kernel has no ublk, or not all that is needed
/// (Linux 6.16)
Result<> openUblk();

[[nodiscard]] bool isUblk(const QString &device);
/// The device that is served already (after a daemon restart), if it was made for this disk.
[[nodiscard]] Result<QString> findUblk(const DeviceSpec &spec);

} // namespace portolan::devices
