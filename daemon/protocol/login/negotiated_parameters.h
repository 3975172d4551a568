// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace portolan::protocol {

enum class AuthUsed : std::uint8_t { None, Chap, MutualChap };

/// What both sides agreed on, or the defaults of RFC 7143 §13 where nothing was said. Lengths in bytes, times in
/// seconds.
struct NegotiatedParameters {
    bool headerDigest = false; ///< CRC32C, §13.1
    bool dataDigest = false;
    std::uint32_t maxConnections = 1;              ///< §13.2
    bool initialR2T = true;                        ///< §13.10
    bool immediateData = true;                     ///< §13.11
    std::uint32_t maxRecvDataSegmentLength = 8192; ///< What we declared: bounds what we receive, §13.12.
    std::uint32_t maxXmitDataSegmentLength = 8192; ///< What the target declared: bounds what we send.
    std::uint32_t maxBurstLength = 262144;         ///< §13.13
    std::uint32_t firstBurstLength = 65536;        ///< §13.14
    std::uint32_t defaultTime2Wait = 2;            ///< §13.15
    std::uint32_t defaultTime2Retain = 20;         ///< §13.16
    std::uint32_t maxOutstandingR2T = 1;           ///< §13.17
    bool dataPduInOrder = true;                    ///< §13.18
    bool dataSequenceInOrder = true;               ///< §13.19
    std::uint32_t errorRecoveryLevel = 0;          ///< §13.20

    friend bool operator==(const NegotiatedParameters &, const NegotiatedParameters &) = default;
};

/// Where the numbering stands when Full Feature Phase begins, RFC 7143 §4.2.2.
struct SequenceNumbers {
    std::uint32_t cmdSn = 0;     ///< Of the next non-immediate command.
    std::uint32_t expStatSn = 0; ///< Next StatSN expected from the target.
    std::uint32_t expCmdSn = 0;  ///< From the final Login Response.
    std::uint32_t maxCmdSn = 0;

    friend bool operator==(const SequenceNumbers &, const SequenceNumbers &) = default;
};

} // namespace portolan::protocol
