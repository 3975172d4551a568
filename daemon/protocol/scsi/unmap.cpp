// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/unmap.h"

#include "daemon/protocol/scsi/big_endian.h"

#include <algorithm>

namespace portolan::protocol::scsi {

Result<std::uint16_t> encodeUnmapList(std::span<const BlockRange> ranges, std::span<std::byte> out)
{
    constexpr std::size_t kMost = (0xffff - 8) / 16;
    if (ranges.size() > kMost || out.size() < unmapListSize(ranges.size()))
        return fail(ErrorCode::InvalidArgument, "UNMAP list of " + std::to_string(ranges.size()) + " ranges");
    const std::size_t size = unmapListSize(ranges.size());
    std::ranges::fill(out.first(size), std::byte{0});
    storeBig<2>(out, 0, size - 2);
    storeBig<2>(out, 2, size - 8);
    std::size_t at = 8;
    for (const BlockRange &range : ranges) {
        storeBig<8>(out, at, range.lba);
        storeBig<4>(out, at + 8, range.blocks);
        at += 16;
    }
    return std::uint16_t(size);
}

} // namespace portolan::protocol::scsi
