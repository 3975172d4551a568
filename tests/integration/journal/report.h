// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace portolan::journal {

/// What a run came to.
struct Report {
    std::uint64_t writes = 0;
    std::uint64_t reads = 0;
    std::uint64_t flushes = 0;
    std::uint64_t errors = 0;
    double longestWait = 0;   ///< of one request, in seconds
    double longestWaitAt = 0; ///< when it was sent, in seconds from the start
    double firstError =
        -1; ///< how long nothing had succeeded when the first request failed, in seconds; -1: none failed
    std::uint64_t violations = 0;
    std::vector<std::string> examples; ///< of violations, the first ones

    void violated(std::string what);
    /// One JSON object.
    [[nodiscard]] std::string json() const;
};

} // namespace portolan::journal
