// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/login_attempt.h"
#include "tests/bench/portolan_bench/bench_options.h"

#include <vector>

namespace portolan::bench {

/// Connects and logs in as the daemon does, and waits for it; needs a QCoreApplication.
/// \return the connections of one session, the leading one first
[[nodiscard]] Result<std::vector<net::LoginAttempt::LoggedIn>> logIn(const BenchOptions &options);

} // namespace portolan::bench
