// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace portolan::protocol {

using Instant = std::chrono::steady_clock::time_point;

/// Basic Header Segment: 48 bytes, integers big-endian. RFC 7143 §11.2.1.
inline constexpr std::size_t kBhsSize = 48;
using BhsView = std::span<const std::byte, kBhsSize>;
using BhsSpan = std::span<std::byte, kBhsSize>;
using Bhs = std::array<std::byte, kBhsSize>;

/// Task tags that mean "none", §11.2.1.8.
inline constexpr std::uint32_t kReservedTag = 0xffffffff;

// One expression for all bytes becomes one instruction; a loop over them stays a loop.
template <std::size_t Offset, std::size_t... Byte>
[[nodiscard]] constexpr std::uint32_t loadBytes(BhsView bhs, std::index_sequence<Byte...>)
{
    return ((std::to_integer<std::uint32_t>(bhs[Offset + Byte]) << (8 * (sizeof...(Byte) - 1 - Byte))) | ...);
}

template <std::size_t Offset, std::size_t... Byte>
constexpr void storeBytes(BhsSpan bhs, std::uint32_t value, std::index_sequence<Byte...>)
{
    ((bhs[Offset + Byte] = std::byte(value >> (8 * (sizeof...(Byte) - 1 - Byte)))), ...);
}

/// Reads an unsigned integer of Width bytes at Offset. Out-of-range offsets do not compile, so a header parser needs
/// no run-time bounds check after its one size check.
template <std::size_t Offset, std::size_t Width>
[[nodiscard]] constexpr std::uint32_t load(BhsView bhs)
{
    static_assert(Width >= 1 && Width <= 4 && Offset + Width <= kBhsSize);
    return loadBytes<Offset>(bhs, std::make_index_sequence<Width>());
}

template <std::size_t Offset, std::size_t Width>
constexpr void store(BhsSpan bhs, std::uint32_t value)
{
    static_assert(Width >= 1 && Width <= 4 && Offset + Width <= kBhsSize);
    storeBytes<Offset>(bhs, value, std::make_index_sequence<Width>());
}

/// §11.2.1.2. Requests 00-10, responses 20-3f.
enum class Opcode : std::uint8_t {
    NopOut = 0x00,
    ScsiCommand = 0x01,
    TaskManagementRequest = 0x02,
    LoginRequest = 0x03,
    TextRequest = 0x04,
    DataOut = 0x05,
    LogoutRequest = 0x06,
    SnackRequest = 0x10,
    NopIn = 0x20,
    ScsiResponse = 0x21,
    TaskManagementResponse = 0x22,
    LoginResponse = 0x23,
    TextResponse = 0x24,
    DataIn = 0x25,
    LogoutResponse = 0x26,
    ReadyToTransfer = 0x31,
    AsyncMessage = 0x32,
    Reject = 0x3f,
};

[[nodiscard]] constexpr Opcode opcodeOf(BhsView bhs) { return Opcode(load<0, 1>(bhs) & 0x3f); }
[[nodiscard]] constexpr std::size_t ahsLengthOf(BhsView bhs) { return std::size_t(load<4, 1>(bhs)) * 4; }
[[nodiscard]] constexpr std::size_t dataSegmentLengthOf(BhsView bhs) { return load<5, 3>(bhs); }
[[nodiscard]] constexpr std::uint32_t initiatorTaskTagOf(BhsView bhs) { return load<16, 4>(bhs); }
/// Padding bytes behind a segment of this length, §11.1.
[[nodiscard]] constexpr std::size_t paddingOf(std::size_t length) { return (4 - length % 4) % 4; }

/// A logical unit number as it stands on the wire, SAM-5 §4.7: eight bytes, the first level in the upper two.
struct Lun {
    std::uint64_t value = 0;
    friend auto operator<=>(const Lun &, const Lun &) = default;
};

/// 32-bit serial number arithmetic of RFC 1982; undefined at a distance of 2^31, as §4.2.2.1 allows.
[[nodiscard]] constexpr bool serialLess(std::uint32_t a, std::uint32_t b) { return a != b && std::int32_t(a - b) < 0; }

} // namespace portolan::protocol
