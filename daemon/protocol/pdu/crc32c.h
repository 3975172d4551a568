// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace portolan::protocol::pdu {

/// The digest of RFC 7143 §13.1, fed piece by piece. Padding bytes belong to what is digested.
class Crc32c {
public:
    static constexpr std::size_t kSize = 4;

    void update(std::span<const std::byte> bytes);
    [[nodiscard]] std::uint32_t value() const { return ~m_state; }
    /// As it stands on the wire: least significant byte first.
    [[nodiscard]] std::array<std::byte, kSize> wire() const;
    [[nodiscard]] static std::uint32_t of(std::span<const std::byte> bytes);
    /// \param digest  kSize bytes from the wire
    [[nodiscard]] bool matches(std::span<const std::byte, kSize> digest) const;

private:
    std::uint32_t m_state = 0xffffffff;
};

} // namespace portolan::protocol::pdu
