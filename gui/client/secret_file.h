// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/secret.h"

#include <QDBusUnixFileDescriptor>

namespace portolan::client {

/// The secret as an anonymous file that nobody can change any more: it never touches a disk or a D-Bus message.
/// \return Internal with the errno if the system has no memfd
[[nodiscard]] Result<QDBusUnixFileDescriptor> sealedFile(const Secret &secret);

} // namespace portolan::client
