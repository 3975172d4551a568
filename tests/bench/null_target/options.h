// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace portolan::bench {

inline constexpr char kTargetName[] = "iqn.2026-11.org.portolan.bench:null";

/// What the command line says. Lengths and sizes are bytes.
struct Options {
    std::uint16_t port = 0; ///< 0 = any free one
    std::uint64_t size = std::uint64_t(64) << 30;
    bool memory = false; ///< Keep what is written
    std::uint32_t blockSize = 512;
    std::uint32_t luns = 1;
    std::uint32_t maxRecvDataSegmentLength = 262144;
    std::uint32_t firstBurst = 65536;
    std::uint32_t maxBurst = 262144;
    bool immediateData = true;
    bool initialR2t = false;
    std::uint32_t maxOutstandingR2t = 1;
    bool headerDigest = false; ///< Take CRC32C where it is offered
    bool dataDigest = false;
    std::uint32_t queueDepth = 256; ///< Commands per session
    std::uint32_t maxConnections = 1;
    bool takeData = false;              ///< Instead of having the kernel drop it
    std::uint32_t dataInPdu = 16777212; ///< Largest segment of a Data-In; the initiator's limit holds besides
};

/// Ends the program with a message if the command line is wrong.
[[nodiscard]] Options readOptions(int argc, char **argv);

} // namespace portolan::bench
