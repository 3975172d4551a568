// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/disk.h"

#include "tests/bench/null_target/crc32c.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <sys/mman.h>

namespace portolan::bench {

Disk::Disk(const Options &options)
    : m_size(options.size)
    , m_blockSize(options.blockSize)
    , m_luns(options.luns)
    , m_keeps(options.memory)
    , m_mapped(m_keeps ? m_size * m_luns : options.dataInPdu + kPeriod)
    , m_memory(nullptr)
{
    void *memory = mmap(nullptr, m_mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        std::perror("null_target: the memory of the disks");
        std::exit(1);
    }
    m_memory = static_cast<std::uint8_t *>(memory);
    if (!m_keeps)
        for (std::size_t i = 0; i < m_mapped; ++i)
            m_memory[i] = std::uint8_t((i % kPeriod) * 7 + 1);
}

Disk::~Disk() { munmap(m_memory, m_mapped); }

std::uint32_t Disk::crc(std::uint32_t lun, std::uint64_t position, std::uint32_t length)
{
    if (m_keeps)
        return addCrc(kCrcStart, source(lun, position), length);
    const auto start = std::uint32_t(position % kPeriod);
    auto &known = m_known[(length / 4 + start) % std::size(m_known)];
    if (known.length != length || known.start != start)
        known = {start, length, addCrc(kCrcStart, source(lun, position), length)};
    return known.crc;
}

void Disk::repeatBlock(std::uint32_t lun, std::uint64_t position, std::uint64_t length, bool zeros)
{
    if (!m_keeps)
        return;
    std::uint8_t *first = destination(lun, position);
    if (zeros) {
        std::memset(first, 0, length);
        return;
    }
    for (std::uint64_t done = m_blockSize; done < length; done += std::min(done, length - done))
        std::memcpy(first + done, first, std::min(done, length - done));
}

} // namespace portolan::bench
