// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/vital_product_data.h"

#include "daemon/protocol/scsi/big_endian.h"
#include "daemon/protocol/scsi/inquiry.h"

#include <algorithm>

namespace portolan::protocol::scsi {

namespace {

constexpr std::size_t kHeader = 4;

/// A field of a page that older standards end earlier: 0 if it is not there.
template <std::size_t Width>
std::uint64_t fieldOrZero(std::span<const std::byte> payload, std::size_t pageOffset)
{
    const std::size_t offset = pageOffset - kHeader;
    return offset + Width <= payload.size() ? loadBig<Width>(payload, offset) : 0;
}

} // namespace

Result<std::span<const std::byte>> pagePayload(std::span<const std::byte> data, std::uint8_t page)
{
    if (data.size() < kHeader)
        return fail(ErrorCode::ProtocolViolation, "VPD page is shorter than its header");
    if (std::to_integer<std::uint8_t>(data[1]) != page)
        return fail(ErrorCode::ProtocolViolation, "VPD answer holds another page than was asked for");
    const auto length = std::size_t(loadBig<2>(data, 2));
    return data.subspan(kHeader, std::min(length, data.size() - kHeader));
}

bool SupportedPages::has(std::uint8_t page) const { return std::ranges::find(pages, page) != pages.end(); }

Result<SupportedPages> SupportedPages::parse(std::span<const std::byte> data)
{
    const auto payload = pagePayload(data, kPage);
    if (!payload)
        return fail(payload.error());
    SupportedPages result;
    for (const std::byte b : *payload)
        result.pages.push_back(std::to_integer<std::uint8_t>(b));
    return result;
}

Result<UnitSerialNumber> UnitSerialNumber::parse(std::span<const std::byte> data)
{
    const auto payload = pagePayload(data, kPage);
    if (!payload)
        return fail(payload.error());
    return UnitSerialNumber{fieldText(*payload)};
}

Result<BlockLimits> BlockLimits::parse(std::span<const std::byte> data)
{
    const auto payload = pagePayload(data, kPage);
    if (!payload)
        return fail(payload.error());
    constexpr std::uint32_t kAlignmentValid = 0x80000000;
    BlockLimits limits;
    limits.writeSameNonZero = (fieldOrZero<1>(*payload, 4) & 1) != 0;
    limits.maxCompareAndWrite = std::uint8_t(fieldOrZero<1>(*payload, 5));
    limits.optimalGranularity = std::uint16_t(fieldOrZero<2>(*payload, 6));
    limits.maxTransfer = std::uint32_t(fieldOrZero<4>(*payload, 8));
    limits.optimalTransfer = std::uint32_t(fieldOrZero<4>(*payload, 12));
    limits.maxUnmapBlocks = std::uint32_t(fieldOrZero<4>(*payload, 20));
    limits.maxUnmapDescriptors = std::uint32_t(fieldOrZero<4>(*payload, 24));
    limits.optimalUnmapGranularity = std::uint32_t(fieldOrZero<4>(*payload, 28));
    const auto alignment = std::uint32_t(fieldOrZero<4>(*payload, 32));
    limits.unmapAlignment = (alignment & kAlignmentValid) != 0 ? alignment & ~kAlignmentValid : 0;
    limits.maxWriteSame = fieldOrZero<8>(*payload, 36);
    return limits;
}

Result<BlockCharacteristics> BlockCharacteristics::parse(std::span<const std::byte> data)
{
    const auto payload = pagePayload(data, kPage);
    if (!payload)
        return fail(payload.error());
    BlockCharacteristics result;
    result.rotationRate = std::uint16_t(fieldOrZero<2>(*payload, 4));
    result.formFactor = std::uint8_t(fieldOrZero<1>(*payload, 7) & 0x0f);
    return result;
}

Result<LogicalBlockProvisioning> LogicalBlockProvisioning::parse(std::span<const std::byte> data)
{
    const auto payload = pagePayload(data, kPage);
    if (!payload)
        return fail(payload.error());
    const auto flags = fieldOrZero<1>(*payload, 5);
    LogicalBlockProvisioning result;
    result.unmap = (flags & 0x80) != 0;
    result.writeSame16 = (flags & 0x40) != 0;
    result.writeSame10 = (flags & 0x20) != 0;
    // Three bits: xx1b zeroes, 010b a vendor's pattern. SBC-3 had one bit where the lowest of them is.
    result.readsZeroes = (flags & 0x04) != 0;
    result.anchor = (flags & 0x02) != 0;
    const auto type = fieldOrZero<1>(*payload, 6) & 7;
    result.type = type == 1   ? LogicalBlockProvisioning::Type::Resource
                  : type == 2 ? LogicalBlockProvisioning::Type::Thin
                              : LogicalBlockProvisioning::Type::Full;
    return result;
}

} // namespace portolan::protocol::scsi
