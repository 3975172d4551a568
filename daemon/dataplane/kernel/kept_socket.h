// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/unique_fd.h"

namespace portolan::dataplane::kernel {

// The socket to the kernel's iSCSI interface outlives this process in the store of its service manager (sd_notify(3),
// FDSTORE=1). While it is open somebody hears the kernel, which otherwise breaks a connection whose target has
// something to say; and what it said can be read by the next daemon.

/// The socket that an earlier daemon gave to the service manager; nothing if there is none. Call once: it is taken.
[[nodiscard]] UniqueFd takeKeptSocket();
/// Without a service manager this does nothing.
void keepSocket(int socket);

} // namespace portolan::dataplane::kernel
