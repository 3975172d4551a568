// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/mode_sense.h"

#include "daemon/protocol/scsi/big_endian.h"

#include <algorithm>

namespace portolan::protocol::scsi {

namespace {

constexpr std::uint64_t kWriteProtect = 0x80;
constexpr std::uint64_t kDpoFua = 0x10;

/// Looks for the caching page among those that follow the block descriptors.
Result<std::optional<ModeSense::Caching>> findCaching(std::span<const std::byte> pages)
{
    constexpr std::uint64_t kSubpageFormat = 0x40;
    while (!pages.empty()) {
        const auto code = loadBig<1>(pages, 0);
        const std::size_t header = (code & kSubpageFormat) != 0 ? 4 : 2;
        if (pages.size() < header)
            return fail(ErrorCode::ProtocolViolation, "mode page is cut off inside its header");
        const auto length = std::size_t(header == 4 ? loadBig<2>(pages, 2) : loadBig<1>(pages, 1));
        if ((code & 0x7f) == ModeSense::kCachingPage) {
            if (length == 0 || pages.size() <= header)
                return fail(ErrorCode::ProtocolViolation, "caching mode page is cut off");
            const auto flags = loadBig<1>(pages, 2);
            return ModeSense::Caching{(flags & 0x04) != 0, (flags & 0x01) != 0};
        }
        pages = pages.subspan(std::min(pages.size(), header + length));
    }
    return std::optional<ModeSense::Caching>{};
}

Result<ModeSense> parse(std::span<const std::byte> data, std::size_t header, std::uint64_t dataLength,
                        std::uint64_t deviceSpecific, std::size_t blockDescriptors)
{
    const auto all = data.first(std::size_t(std::min<std::uint64_t>(dataLength, data.size())));
    ModeSense result;
    result.writeProtected = (deviceSpecific & kWriteProtect) != 0;
    result.forceUnitAccess = (deviceSpecific & kDpoFua) != 0;
    if (all.size() < header + blockDescriptors)
        return blockDescriptors == 0 ? result
                                     : Result<ModeSense>(fail(ErrorCode::ProtocolViolation,
                                                              "mode block descriptors reach behind the data"));
    auto caching = findCaching(all.subspan(header + blockDescriptors));
    if (!caching)
        return fail(std::move(caching).error());
    result.caching = *caching;
    return result;
}

} // namespace

Result<ModeSense> ModeSense::parse6(std::span<const std::byte> data)
{
    constexpr std::size_t kHeader = 4;
    if (data.size() < kHeader)
        return fail(ErrorCode::ProtocolViolation, "MODE SENSE(6) data is shorter than its header");
    return parse(data, kHeader, loadBig<1>(data, 0) + 1, loadBig<1>(data, 2), std::size_t(loadBig<1>(data, 3)));
}

Result<ModeSense> ModeSense::parse10(std::span<const std::byte> data)
{
    constexpr std::size_t kHeader = 8;
    if (data.size() < kHeader)
        return fail(ErrorCode::ProtocolViolation, "MODE SENSE(10) data is shorter than its header");
    return parse(data, kHeader, loadBig<2>(data, 0) + 2, loadBig<1>(data, 3), std::size_t(loadBig<2>(data, 6)));
}

} // namespace portolan::protocol::scsi
