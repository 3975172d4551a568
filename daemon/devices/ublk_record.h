// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <QString>

/// Which disk a ublk device is: the kernel keeps no name of it, so there is a file for each device in
/// /run/portolan/ublk, which udev's rule reads. Whatever runtime directory the daemon has, the rule knows only this
/// place.
namespace portolan::devices {

/// \param device  "ublkb3"  \param disk  as of diskName()
Result<> writeUblkRecord(const QString &device, const QString &disk);
/// Whether the file says that this device is this disk. It may be one that an earlier device of that number left
/// behind.
[[nodiscard]] bool hasUblkRecord(const QString &device, const QString &disk);
void removeUblkRecord(const QString &device);

} // namespace portolan::devices
