// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <span>
#include <string>

namespace portolan::dataplane::worker {

/// The command line:  portolan-dataplane --control-fd N --mount DIRECTORY --account NAME [--ublk yes]
struct Options {
    int controlFd = -1;       ///< Inherited: a listening SOCK_SEQPACKET socket, above 2
    std::string mountPoint{}; ///< Absolute
    std::string account{};    ///< To become, if started as root
    bool ublk = false;        ///< It may be asked to serve ublk devices.

    static Result<Options> parse(std::span<char *const> arguments);
};

} // namespace portolan::dataplane::worker
