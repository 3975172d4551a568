// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

namespace portolan::cli {

/// What the process says to its caller. The numbers are stable and documented in docs/cli.md.
enum class ExitCode : int {
    Ok = 0,
    Failed = 1, ///< Everything without a number of its own.
    Usage = 2,  ///< Wrong command line, impossible value, ambiguous target.
    NotFound = 3,
    NotAuthorized = 4,
    Unreachable = 5,    ///< The storage server cannot be reached, or does not answer in time.
    Refused = 6,        ///< The target refused the login, and not because of name or password.
    Authentication = 7, ///< Name or password is missing, wrong, or the target's own is.
    Busy = 8,           ///< Disks in use, or another operation holds it.
    Unavailable = 9,    ///< The service or the message bus is not there.
    Cancelled = 10,
};

[[nodiscard]] ExitCode exitCodeOf(const Error &error);

} // namespace portolan::cli
