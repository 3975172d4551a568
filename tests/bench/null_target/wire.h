// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <endian.h>

namespace portolan::bench {

inline constexpr std::uint32_t kHeaderSize = 48;
inline constexpr std::uint32_t kDigestSize = 4;
inline constexpr std::uint32_t kReserved = 0xffffffff;

/// RFC 7143 §11.2.1.2
enum Opcode : std::uint8_t {
    kNopOut = 0x00,
    kScsiCommand = 0x01,
    kTaskRequest = 0x02,
    kLoginRequest = 0x03,
    kTextRequest = 0x04,
    kDataOut = 0x05,
    kLogoutRequest = 0x06,
    kNopIn = 0x20,
    kScsiResponse = 0x21,
    kTaskResponse = 0x22,
    kLoginResponse = 0x23,
    kTextResponse = 0x24,
    kDataIn = 0x25,
    kLogoutResponse = 0x26,
    kR2t = 0x31,
};

// Bits of byte 1.
inline constexpr std::uint8_t kFinal = 0x80;    ///< T in login
inline constexpr std::uint8_t kContinue = 0x40; ///< C of texts
inline constexpr std::uint8_t kReads = 0x40;    ///< R of a SCSI Command
inline constexpr std::uint8_t kWrites = 0x20;   ///< W of a SCSI Command
inline constexpr std::uint8_t kOverflow = 0x04;
inline constexpr std::uint8_t kUnderflow = 0x02;
inline constexpr std::uint8_t kHasStatus = 0x01; ///< S of a Data-In

[[nodiscard]] inline std::uint16_t load16(const std::uint8_t *at)
{
    std::uint16_t value;
    std::memcpy(&value, at, sizeof value);
    return be16toh(value);
}
[[nodiscard]] inline std::uint32_t load24(const std::uint8_t *at)
{
    return std::uint32_t(at[0]) << 16 | std::uint32_t(at[1]) << 8 | at[2];
}
[[nodiscard]] inline std::uint32_t load32(const std::uint8_t *at)
{
    std::uint32_t value;
    std::memcpy(&value, at, sizeof value);
    return be32toh(value);
}
[[nodiscard]] inline std::uint64_t load64(const std::uint8_t *at)
{
    std::uint64_t value;
    std::memcpy(&value, at, sizeof value);
    return be64toh(value);
}
inline void store16(std::uint8_t *at, std::uint16_t value)
{
    value = htobe16(value);
    std::memcpy(at, &value, sizeof value);
}
inline void store24(std::uint8_t *at, std::uint32_t value)
{
    at[0] = std::uint8_t(value >> 16);
    at[1] = std::uint8_t(value >> 8);
    at[2] = std::uint8_t(value);
}
inline void store32(std::uint8_t *at, std::uint32_t value)
{
    value = htobe32(value);
    std::memcpy(at, &value, sizeof value);
}
inline void store64(std::uint8_t *at, std::uint64_t value)
{
    value = htobe64(value);
    std::memcpy(at, &value, sizeof value);
}

[[nodiscard]] inline std::uint32_t paddingOf(std::uint32_t length) { return -length & 3; }

/// a comes before b, serial arithmetic of 32 bits.
[[nodiscard]] inline bool serialLess(std::uint32_t a, std::uint32_t b) { return std::int32_t(a - b) < 0; }

} // namespace portolan::bench
