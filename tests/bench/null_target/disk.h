// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/options.h"

#include <cstddef>
#include <cstdint>

namespace portolan::bench {

/// The contents of all LUNs: memory, or one block of a pattern everywhere.
class Disk {
public:
    /// Ends the program if there is not enough memory.
    explicit Disk(const Options &options);
    ~Disk();
    Disk(const Disk &) = delete;
    Disk &operator=(const Disk &) = delete;

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] std::uint32_t blockSize() const { return m_blockSize; }
    [[nodiscard]] std::uint64_t blocks() const { return m_size / m_blockSize; }
    [[nodiscard]] std::uint32_t luns() const { return m_luns; }
    [[nodiscard]] bool keeps() const { return m_keeps; }

    /// \param length at most options.dataInPdu
    [[nodiscard]] const std::uint8_t *source(std::uint32_t lun, std::uint64_t position) const
    {
        return m_keeps ? m_memory + lun * m_size + position : m_memory + position % kPeriod;
    }
    /// Where written data go; only if keeps().
    [[nodiscard]] std::uint8_t *destination(std::uint32_t lun, std::uint64_t position)
    {
        return m_memory + lun * m_size + position;
    }
    /// The CRC32C of that piece, not inverted. The pattern's are remembered: they are always the same few.
    [[nodiscard]] std::uint32_t crc(std::uint32_t lun, std::uint64_t position, std::uint32_t length);

    /// Fills `length` bytes at `position` with copies of the block that stands there, or with zeros.
    void repeatBlock(std::uint32_t lun, std::uint64_t position, std::uint64_t length, bool zeros);

    std::uint64_t reads = 0;
    std::uint64_t bytesRead = 0;
    std::uint64_t writes = 0;
    std::uint64_t bytesWritten = 0;

private:
    /// The pattern repeats after one block of 512 bytes: it reads the same however a transfer is cut into PDUs.
    static constexpr std::uint32_t kPeriod = 512;

    std::uint64_t m_size;
    std::uint32_t m_blockSize;
    std::uint32_t m_luns;
    bool m_keeps;
    std::size_t m_mapped;
    std::uint8_t *m_memory;
    struct {
        std::uint32_t start = 0;
        std::uint32_t length = 0;
        std::uint32_t crc = 0;
    } m_known[64];
};

} // namespace portolan::bench
