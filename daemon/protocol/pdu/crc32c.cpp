// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/crc32c.h"

#include <algorithm>
#include <isa-l/crc.h>

namespace portolan::protocol::pdu {

void Crc32c::update(std::span<const std::byte> bytes)
{
    // ISA-L counts in int and takes no const; a piece of 1 GiB is far beyond any data segment.
    constexpr std::size_t kMost = std::size_t(1) << 30;
    while (!bytes.empty()) {
        const auto piece = bytes.first(std::min(bytes.size(), kMost));
        auto *data = const_cast<unsigned char *>(reinterpret_cast<const unsigned char *>(piece.data()));
        m_state = ::crc32_iscsi(data, int(piece.size()), m_state);
        bytes = bytes.subspan(piece.size());
    }
}

std::array<std::byte, Crc32c::kSize> Crc32c::wire() const
{
    const std::uint32_t crc = value();
    return {std::byte(crc), std::byte(crc >> 8), std::byte(crc >> 16), std::byte(crc >> 24)};
}

std::uint32_t Crc32c::of(std::span<const std::byte> bytes)
{
    Crc32c crc;
    crc.update(bytes);
    return crc.value();
}

bool Crc32c::matches(std::span<const std::byte, kSize> digest) const { return std::ranges::equal(wire(), digest); }

} // namespace portolan::protocol::pdu
