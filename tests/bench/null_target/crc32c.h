// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <isa-l/crc.h>

namespace portolan::bench {

/// The CRC32C of digests over several pieces: begin with kCrcStart, end with storeCrc.
inline constexpr std::uint32_t kCrcStart = 0xffffffff;

[[nodiscard]] inline std::uint32_t addCrc(std::uint32_t crc, const std::uint8_t *data, std::size_t length)
{
    // The library's declaration lacks the const; it only reads.
    return crc32_iscsi(const_cast<std::uint8_t *>(data), int(length),
                       crc); // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

/// As it stands on the wire: inverted, least significant byte first.
inline void storeCrc(std::uint8_t *at, std::uint32_t crc)
{
    crc = ~crc;
    for (int i = 0; i < 4; ++i)
        at[i] = std::uint8_t(crc >> (8 * i));
}

[[nodiscard]] inline bool matchesCrc(const std::uint8_t *at, std::uint32_t crc)
{
    crc = ~crc;
    return at[0] == std::uint8_t(crc) && at[1] == std::uint8_t(crc >> 8) && at[2] == std::uint8_t(crc >> 16) &&
           at[3] == std::uint8_t(crc >> 24);
}

} // namespace portolan::bench
