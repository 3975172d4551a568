// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace portolan::protocol::scsi {

/// An unsigned integer of Width bytes. The caller has checked that offset + Width is inside.
template <std::size_t Width>
[[nodiscard]] constexpr std::uint64_t loadBig(std::span<const std::byte> bytes, std::size_t offset)
{
    static_assert(Width >= 1 && Width <= 8);
    std::uint64_t value = 0;
    for (const std::byte b : bytes.subspan(offset, Width))
        value = value << 8 | std::to_integer<std::uint64_t>(b);
    return value;
}

template <std::size_t Width>
constexpr void storeBig(std::span<std::byte> bytes, std::size_t offset, std::uint64_t value)
{
    static_assert(Width >= 1 && Width <= 8);
    for (std::size_t i = 0; i < Width; ++i)
        bytes[offset + i] = std::byte(value >> (8 * (Width - 1 - i)));
}

} // namespace portolan::protocol::scsi
