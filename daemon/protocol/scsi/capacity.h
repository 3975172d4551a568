// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace portolan::protocol::scsi {

/// READ CAPACITY(10) and (16), SBC-3 §5.15 and §5.16.
struct Capacity {
    static constexpr std::size_t kSize10 = 8;
    static constexpr std::size_t kSize16 = 32;

    std::uint64_t blocks = 0;         ///< Number of logical blocks
    std::uint32_t blockSize = 0;      ///< Bytes: a power of two, 512 to 65536
    std::uint32_t physicalBlocks = 1; ///< Logical blocks in a physical one
    std::uint16_t alignedLba = 0;     ///< First logical block that begins a physical one
    bool provisioned = false;         ///< LBPME: thin; VPD page B2h tells more.
    bool readsZeroes = false;         ///< LBPRZ
    bool needs16 = false;             ///< READ CAPACITY(10) cannot tell; `blocks` is not valid.

    /// \return ProtocolViolation for short data; NotSupported for a block size that no block device can have
    static Result<Capacity> parse10(std::span<const std::byte> data);
    static Result<Capacity> parse16(std::span<const std::byte> data);
};

} // namespace portolan::protocol::scsi
