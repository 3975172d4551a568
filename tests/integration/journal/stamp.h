// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace portolan::journal {

inline constexpr std::size_t kBlockBytes = 4096;

/// Which write a block holds. A request of several blocks gives all of them its sequence.
struct Stamp {
    std::uint64_t block = 0;      ///< on the device, in units of kBlockBytes
    std::uint64_t generation = 0; ///< how often this block was written, from 1
    std::uint64_t sequence = 0;   ///< of the request, from 1
    std::uint64_t previous = 0;   ///< the acknowledged sequence that it replaces; 0: none
    std::uint32_t writer = 0;

    friend bool operator==(const Stamp &, const Stamp &) = default;
};

/// Fills all of `bytes` (kBlockBytes) so that nothing in it looks like another write: the stamp, a pattern made from
/// it, its sequence at the end of each sector, and a CRC-64 over everything.
void write(const Stamp &stamp, std::span<std::byte> bytes);

/// What was read from a block.
struct Content {
    enum class Kind : std::uint8_t { Whole, Zero, Torn, Garbage };
    Kind kind = Kind::Garbage;
    Stamp stamp; ///< if Whole
};

[[nodiscard]] Content inspect(std::span<const std::byte> bytes);

/// For messages, as "write 17 (generation 3 of block 5, by writer 1)".
[[nodiscard]] std::string describe(const Content &content);

} // namespace portolan::journal
