// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"
#include "daemon/dataplane/kernel/session_tree.h"

namespace portolan::dataplane::kernel {

// What the kernel knows of a session whoever made it. What it does not tell is as RFC 7143 has it by default.

[[nodiscard]] protocol::NegotiatedParameters negotiatedParameters(const SessionTree &tree, std::uint32_t sid);
/// The command timeout is that of the first of its disks.
[[nodiscard]] Timeouts timeoutsOf(const SessionTree &tree, std::uint32_t sid);
/// open-iscsi gives CHAP names and secrets to the kernel, which shows them to root.
[[nodiscard]] ForeignAccounts accountsOf(const SessionTree &tree, std::uint32_t sid);

} // namespace portolan::dataplane::kernel
