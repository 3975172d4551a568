// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/portal.h"
#include "daemon/dataplane/worker/loop/event_loop.h"

#include <QStringList>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace portolan::bench {

enum class Operation : std::uint8_t { Read, Write, Mixed }; ///< Mixed: 70 % reads.

/// What a run is to do, from the command line.
struct BenchOptions {
    Portal portal;
    std::string targetName;
    std::uint16_t lun = 0;
    std::uint16_t luns = 1; ///< That are used in turn, from `lun` on; all as large as that one.
    Operation operation = Operation::Read;
    std::uint32_t blockBytes = 4096; ///< Of one request; a multiple of 512.
    std::uint32_t depth = 1;         ///< Requests under way, 1..4096.
    std::uint32_t connections = 1;   ///< Of the session, 1..8.
    std::chrono::milliseconds duration{5000};
    bool sequential = false;
    bool headerDigest = false, dataDigest = false;
    std::string congestion;                                      ///< Of TCP; empty: the machine's choice.
    std::uint64_t seed = 1;                                      ///< Of the random places.
    std::optional<dataplane::worker::EventLoop::Kind> eventLoop; ///< Nothing: the best there is.
    std::chrono::microseconds busyPoll{0};                       ///< See EventLoop; 0..1000.

    /// \return NotFound for --help, with the text to print
    static Result<BenchOptions> parse(const QStringList &arguments);
};

} // namespace portolan::bench
