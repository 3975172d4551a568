// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace portolan {

/// Which requests suit a disk: of its Block Limits page, SBC-3 §6.5.3, what a block device can be told. In blocks, as
/// wide as there, and never checked: a target may say anything. 0: it does not say.
///
/// The limits of UNMAP are not among them: what is discarded becomes WRITE SAME.
struct QueueLimits {
    std::uint16_t granularity = 0;     ///< Transfers do best in multiples of it.
    std::uint32_t optimalTransfer = 0; ///< One that is longer may be slower.
    std::uint32_t maxTransfer = 0;     ///< Of one command
    std::uint32_t unmapGranularity = 0;
    std::uint32_t unmapAlignment = 0; ///< The first block that begins such a piece.
    std::uint64_t maxWriteSame = 0;   ///< Of one command

    friend bool operator==(const QueueLimits &, const QueueLimits &) = default;
};

} // namespace portolan
