// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portolan::devices {

/// "portolan-WWID": what udev's rule makes the name in /dev/disk/by-id of, so it holds only what such a name may.
[[nodiscard]] QString diskName(const QString &wwid);

} // namespace portolan::devices
