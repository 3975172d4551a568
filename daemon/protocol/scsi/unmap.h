// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace portolan::protocol::scsi {

struct BlockRange {
    std::uint64_t lba = 0;
    std::uint32_t blocks = 0;
};

/// Bytes of an UNMAP parameter list, SBC-3 §5.28.2: eight of header, sixteen for each range.
[[nodiscard]] constexpr std::size_t unmapListSize(std::size_t ranges) { return 8 + 16 * ranges; }

/// Writes the parameter list; the CDB to it is unmap(size).
/// \return the bytes written; InvalidArgument if `out` is too small or the ranges do not fit the 16-bit lengths
Result<std::uint16_t> encodeUnmapList(std::span<const BlockRange> ranges, std::span<std::byte> out);

} // namespace portolan::protocol::scsi
