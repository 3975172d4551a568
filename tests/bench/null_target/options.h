// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace null_target {

/// What the target is and offers, from the command line.
struct Options {
    std::uint16_t port = 0; ///< 0: any.
    std::uint64_t size = std::uint64_t(1) << 30;
    std::uint32_t blockSize = 512;
    std::uint32_t luns = 1;
    bool keep = false; ///< Data that is written can be read; else reads give a fixed pattern.
    std::uint32_t maxRecvDataSegmentLength = 262144;
    std::uint32_t dataInPdu = 262144; ///< The largest Data-In data segment, if the initiator takes it.
    std::uint32_t firstBurst = 262144, maxBurst = 1048576, maxOutstandingR2T = 8;
    bool immediateData = true, initialR2T = false;
    bool headerDigest = false, dataDigest = false; ///< CRC32C where the initiator offers it.
    std::uint32_t window = 256;                    ///< Commands that may be under way.

    /// Says on stderr what is wrong. nullopt: end with status 2.
    static std::optional<Options> parse(int argc, char **argv);
};

} // namespace null_target
