// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace portolan::bench {

/// What a login agreed on; the values before it are the defaults of RFC 7143 §13.
struct Parameters {
    // Of the connection
    bool headerDigest = false;
    bool dataDigest = false;
    std::uint32_t initiatorMaxRecv = 8192; ///< The initiator's MaxRecvDataSegmentLength
    // Of the session
    bool initialR2t = true;
    bool immediateData = true;
    std::uint32_t maxBurst = 262144;
    std::uint32_t firstBurst = 65536;
    std::uint32_t maxOutstandingR2t = 1;
    std::uint32_t maxConnections = 1;
};

} // namespace portolan::bench
