// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/journal/stamp.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace portolan::journal {

namespace {

constexpr std::uint64_t kMagic = 0x4C4E4F4C4F54524FULL;
constexpr std::size_t kSectorBytes = 512;
constexpr std::size_t kTagAt = kSectorBytes - 8;

/// At the start of a block, in this machine's byte order: a device is checked where it was written.
struct Header {
    std::uint64_t magic = kMagic;
    std::uint64_t crc = 0; ///< over the block, with zero in its place
    std::uint64_t block = 0;
    std::uint64_t generation = 0;
    std::uint64_t sequence = 0;
    std::uint64_t previous = 0;
    std::uint64_t writer = 0;
};

/// CRC-64/XZ, eight bytes at a time.
class Crc64 {
public:
    constexpr Crc64()
    {
        for (std::uint64_t byte = 0; byte < 256; ++byte) {
            std::uint64_t value = byte;
            for (int bit = 0; bit < 8; ++bit)
                value = value >> 1 ^ ((value & 1) != 0 ? kPolynomial : 0);
            m_tables[0][byte] = value;
        }
        for (std::size_t table = 1; table < 8; ++table) {
            for (std::size_t byte = 0; byte < 256; ++byte) {
                const std::uint64_t before = m_tables[table - 1][byte];
                m_tables[table][byte] = before >> 8 ^ m_tables[0][before & 0xFF];
            }
        }
    }

    /// \param bytes a multiple of eight
    [[nodiscard]] std::uint64_t of(std::span<const std::byte> bytes) const
    {
        std::uint64_t crc = ~std::uint64_t(0);
        for (std::size_t at = 0; at < bytes.size(); at += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes.data() + at, 8);
            crc ^= word;
            std::uint64_t next = 0;
            for (std::size_t byte = 0; byte < 8; ++byte)
                next ^= m_tables[7 - byte][crc >> 8 * byte & 0xFF];
            crc = next;
        }
        return ~crc;
    }

private:
    static constexpr std::uint64_t kPolynomial = 0xC96C5795D7870F42ULL;
    std::array<std::array<std::uint64_t, 256>, 8> m_tables{};
};

constexpr Crc64 kCrc;

std::uint64_t checksum(std::span<const std::byte> bytes)
{
    std::array<std::byte, kBlockBytes> copy{};
    std::ranges::copy(bytes, copy.begin());
    std::memset(copy.data() + offsetof(Header, crc), 0, sizeof(Header::crc));
    return kCrc.of(copy);
}

std::uint64_t tagOf(std::span<const std::byte> bytes, std::size_t sector)
{
    std::uint64_t tag = 0;
    std::memcpy(&tag, bytes.data() + sector * kSectorBytes + kTagAt, sizeof tag);
    return tag;
}

} // namespace

void write(const Stamp &stamp, std::span<std::byte> bytes)
{
    std::uint64_t state = stamp.block * 0x9E3779B97F4A7C15ULL ^ stamp.sequence << 20 ^ stamp.writer;
    for (std::size_t at = 0; at < kBlockBytes; at += 8) { // splitmix64
        state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t word = (state ^ state >> 30) * 0xBF58476D1CE4E5B9ULL;
        word = (word ^ word >> 27) * 0x94D049BB133111EBULL;
        std::memcpy(bytes.data() + at, &word, sizeof word);
    }
    for (std::size_t sector = 0; sector < kBlockBytes / kSectorBytes; ++sector)
        std::memcpy(bytes.data() + sector * kSectorBytes + kTagAt, &stamp.sequence, sizeof stamp.sequence);
    Header header{.block = stamp.block,
                  .generation = stamp.generation,
                  .sequence = stamp.sequence,
                  .previous = stamp.previous,
                  .writer = stamp.writer};
    std::memcpy(bytes.data(), &header, sizeof header);
    header.crc = checksum(bytes);
    std::memcpy(bytes.data(), &header, sizeof header);
}

Content inspect(std::span<const std::byte> bytes)
{
    Header header;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic == kMagic && header.crc == checksum(bytes)) {
        return {Content::Kind::Whole,
                {header.block, header.generation, header.sequence, header.previous, std::uint32_t(header.writer)}};
    }
    if (std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte(0); }))
        return {Content::Kind::Zero, {}};
    // Sequences count from 1 and stay small: sectors that end in different ones come from different writes.
    constexpr std::uint64_t kPlausible = std::uint64_t(1) << 40;
    bool torn = false;
    for (std::size_t sector = 0; sector < kBlockBytes / kSectorBytes; ++sector) {
        if (tagOf(bytes, sector) >= kPlausible)
            return {Content::Kind::Garbage, {}};
        torn = torn || tagOf(bytes, sector) != tagOf(bytes, 0);
    }
    return {torn ? Content::Kind::Torn : Content::Kind::Garbage, {}};
}

std::string describe(const Content &content)
{
    switch (content.kind) {
    case Content::Kind::Whole:
        return "write " + std::to_string(content.stamp.sequence) + " (generation " +
               std::to_string(content.stamp.generation) + " of block " + std::to_string(content.stamp.block) +
               ", by writer " + std::to_string(content.stamp.writer) + ")";
    case Content::Kind::Zero:
        return "zeros";
    case Content::Kind::Torn:
        return "parts of different writes";
    case Content::Kind::Garbage:
        return "garbage";
    }
    return "";
}

} // namespace portolan::journal
