// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <string>

namespace portolan::dataplane::worker {

/// What makes a process that carries a disk survive low memory: no OOM killing, its pages locked as they are used, no
/// waiting for its own disk while memory is reclaimed (PR_SET_IO_FLUSHER). Each needs a privilege; what is not
/// permitted is left out, because a worker without them works as long as its disk is not used for swap or the root file
/// system.
void protectFromMemoryPressure();

/// For good, before the first byte from the network is read: the account instead of root (nothing to change without
/// root), no groups, no new privileges, no core files, no tracing. \return NotFound if root has no account to become;
/// Internal if any step fails, and then the process must end.
Result<> dropPrivileges(const std::string &account);

} // namespace portolan::dataplane::worker
