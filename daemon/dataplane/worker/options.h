// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <chrono>
#include <span>
#include <string>

namespace portolan::dataplane::worker {

/// The command line:
///   portolan-dataplane --control-fd N --mount DIRECTORY --account NAME [--ublk yes]
///       [--busy-poll MICROSECONDS]
struct Options {
    int controlFd = -1;                    ///< Inherited: a listening SOCK_SEQPACKET socket, above 2
    std::string mountPoint{};              ///< Absolute
    std::string account{};                 ///< To become, if started as root
    std::chrono::microseconds busyPoll{0}; ///< 0..BusyPoll::kMost
    bool ublk = false;                     ///< It may be asked to serve ublk devices.

    static Result<Options> parse(std::span<char *const> arguments);
};

} // namespace portolan::dataplane::worker
