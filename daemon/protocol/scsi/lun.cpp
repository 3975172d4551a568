// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/lun.h"

namespace portolan::protocol::scsi {

namespace {

/// The four levels in opposite order; its own inverse.
constexpr std::uint64_t swapLevels(std::uint64_t value)
{
    return (value & 0xffff) << 48 | (value >> 16 & 0xffff) << 32 | (value >> 32 & 0xffff) << 16 | value >> 48;
}

/// SAM-5 §4.7.7.5: byte 0 = 11b, length (n -> 2n+1 bytes of value), extended method; here for method 2 (flat) and 1.
std::optional<LunAddress> extendedAddress(std::uint64_t value)
{
    LunAddress address{LunMethod::Extended, 0, 0, 0, false, false};
    const unsigned length = unsigned(value >> 60) & 3;
    const unsigned method = unsigned(value >> 56) & 15;
    if (length == 0 && method == 1) {
        address.wellKnown = true;
        address.unit = std::uint32_t(value >> 48) & 0xff;
        return address;
    }
    if (method == 2 && length == 1) { // four-byte form
        address.unit = std::uint32_t(value >> 32) & 0xffffff;
        address.moreLevels = (value & 0xffffffff) != 0;
        return address;
    }
    return std::nullopt;
}

} // namespace

std::uint64_t displayNumber(Lun lun) { return swapLevels(lun.value); }
Lun lunFromDisplayNumber(std::uint64_t number) { return Lun{swapLevels(number)}; }

std::optional<LunAddress> addressOf(Lun lun)
{
    const auto first = std::uint32_t(lun.value >> 48);
    LunAddress address;
    address.method = LunMethod(first >> 14);
    address.moreLevels = (lun.value & 0xffffffffffff) != 0;
    switch (address.method) {
    case LunMethod::Peripheral:
        address.bus = std::uint8_t(first >> 8 & 0x3f);
        address.unit = first & 0xff;
        return address;
    case LunMethod::Flat:
        address.unit = first & 0x3fff;
        return address;
    case LunMethod::LogicalUnit:
        address.target = std::uint8_t(first >> 8 & 0x3f);
        address.bus = std::uint8_t(first >> 5 & 7);
        address.unit = first & 0x1f;
        return address;
    case LunMethod::Extended:
        return extendedAddress(lun.value);
    }
    return std::nullopt;
}

std::optional<Lun> lunOfUnit(std::uint32_t unit)
{
    if (unit < 256)
        return Lun{std::uint64_t(unit) << 48};
    if (unit < 16384)
        return Lun{std::uint64_t(0x4000 | unit) << 48};
    if (unit < (1u << 24))
        return Lun{std::uint64_t(0xd2) << 56 | std::uint64_t(unit) << 32};
    return std::nullopt;
}

} // namespace portolan::protocol::scsi
