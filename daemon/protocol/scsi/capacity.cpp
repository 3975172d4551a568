// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/capacity.h"

#include "daemon/protocol/scsi/big_endian.h"

#include <bit>
#include <limits>

namespace portolan::protocol::scsi {

namespace {

Result<> checkBlockSize(std::uint32_t size)
{
    if (size < 512 || size > 65536 || !std::has_single_bit(size))
        return fail(ErrorCode::NotSupported, "block size of " + std::to_string(size) + " bytes");
    return {};
}

} // namespace

Result<Capacity> Capacity::parse10(std::span<const std::byte> data)
{
    if (data.size() < kSize10)
        return fail(ErrorCode::ProtocolViolation, "READ CAPACITY(10) data is shorter than 8 bytes");
    Capacity capacity;
    const auto last = loadBig<4>(data, 0);
    capacity.blockSize = std::uint32_t(loadBig<4>(data, 4));
    capacity.needs16 = last == 0xffffffff;
    capacity.blocks = capacity.needs16 ? 0 : last + 1;
    if (auto checked = checkBlockSize(capacity.blockSize); !checked)
        return fail(std::move(checked).error());
    return capacity;
}

Result<Capacity> Capacity::parse16(std::span<const std::byte> data)
{
    constexpr std::size_t kLeast = 12;
    if (data.size() < kLeast)
        return fail(ErrorCode::ProtocolViolation, "READ CAPACITY(16) data is shorter than 12 bytes");
    Capacity capacity;
    const auto last = loadBig<8>(data, 0);
    capacity.blockSize = std::uint32_t(loadBig<4>(data, 8));
    if (auto checked = checkBlockSize(capacity.blockSize); !checked)
        return fail(std::move(checked).error());
    // The size in bytes must be a file offset: a larger one is a lie that would overflow every sum made of it.
    const auto most = std::uint64_t(std::numeric_limits<std::int64_t>::max()) / capacity.blockSize;
    if (last >= most)
        return fail(ErrorCode::NotSupported, "more blocks than any block device can have");
    capacity.blocks = last + 1;
    if (data.size() >= 16) {
        capacity.physicalBlocks = 1u << std::to_integer<unsigned>(data[13] & std::byte{15});
        const auto flags = std::uint16_t(loadBig<2>(data, 14));
        capacity.provisioned = (flags & 0x8000) != 0;
        capacity.readsZeroes = (flags & 0x4000) != 0;
        capacity.alignedLba = flags & 0x3fff;
    }
    return capacity;
}

} // namespace portolan::protocol::scsi
