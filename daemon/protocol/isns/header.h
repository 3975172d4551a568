// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

/// The Internet Storage Name Service, RFC 4171: what an initiator says to a server that knows where targets are.
namespace portolan::protocol::isns {

/// RFC 4171 §5.1: 12 bytes, integers big-endian.
inline constexpr std::size_t kHeaderSize = 12;
/// A PDU's payload is a multiple of four bytes, and its length has 16 bits.
inline constexpr std::size_t kMaxPduPayload = 65532;

/// RFC 4171 §5.1.2, those that are used here. A response is its request with kResponse set.
enum class Function : std::uint16_t {
    DeviceAttributeRegister = 0x0001,
    DeviceAttributeQuery = 0x0002,
    DeviceDeregister = 0x0004,
};
inline constexpr std::uint16_t kResponse = 0x8000;

/// RFC 4171 §5.1.4
enum Flag : std::uint16_t {
    FromClient = 0x8000,
    FromServer = 0x4000,
    Signed = 0x2000, ///< An authentication block follows the payload.
    LastPdu = 0x0800,
    FirstPdu = 0x0400,
};

struct Header {
    std::uint16_t function = 0;
    std::uint16_t length = 0; ///< Of the payload, bytes.
    std::uint16_t flags = 0;
    std::uint16_t transaction = 0;
    std::uint16_t sequence = 0; ///< Of the PDU in its message, from 0.

    /// \return IsnsViolation: another version, a length that is no multiple of four
    static Result<Header> parse(std::span<const std::byte, kHeaderSize> bytes);
    [[nodiscard]] std::array<std::byte, kHeaderSize> encoded() const;

    friend bool operator==(const Header &, const Header &) = default;
};

} // namespace portolan::protocol::isns
