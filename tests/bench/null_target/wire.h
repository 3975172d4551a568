// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace null_target {

/// Big-endian numbers at byte offsets of a header, RFC 7143 §11.2.
template <typename Number>
[[nodiscard]] Number get(const std::byte *at)
{
    Number value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i)
        value = Number(value << 8) | Number(at[i]);
    return value;
}

template <typename Number>
void put(std::byte *at, Number value)
{
    for (std::size_t i = sizeof value; i-- > 0; value = Number(value >> 8))
        at[i] = std::byte(value & 0xff);
}

[[nodiscard]] inline std::uint8_t u8(std::byte value) { return std::to_integer<std::uint8_t>(value); }
[[nodiscard]] inline std::uint16_t get16(const std::byte *at) { return get<std::uint16_t>(at); }
[[nodiscard]] inline std::uint32_t get24(const std::byte *at)
{
    return std::uint32_t(u8(at[0])) << 16 | std::uint32_t(u8(at[1])) << 8 | u8(at[2]);
}
[[nodiscard]] inline std::uint32_t get32(const std::byte *at)
{
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return __builtin_bswap32(value);
}
inline void put24(std::byte *at, std::uint32_t value)
{
    at[0] = std::byte(value >> 16 & 0xff);
    at[1] = std::byte(value >> 8 & 0xff);
    at[2] = std::byte(value & 0xff);
}
inline void put32(std::byte *at, std::uint32_t value)
{
    value = __builtin_bswap32(value);
    std::memcpy(at, &value, sizeof value);
}

static_assert(std::endian::native == std::endian::little);

constexpr std::size_t kHeader = 48;
constexpr std::size_t kDigest = 4;
constexpr std::uint32_t kNoTag = 0xffffffff;
[[nodiscard]] constexpr std::size_t padded(std::size_t size) { return (size + 3) & ~std::size_t(3); }

} // namespace null_target
