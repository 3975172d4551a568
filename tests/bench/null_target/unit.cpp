// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/unit.h"

#include "tests/bench/null_target/wire.h"

#include <algorithm>

namespace null_target {

namespace {

constexpr std::size_t kLargestTransfer = std::size_t(16) << 20;
constexpr std::uint8_t kIllegalRequest = 5;

Answer refuse(std::uint8_t asc)
{
    Answer answer;
    answer.good = false;
    answer.senseKey = kIllegalRequest;
    answer.asc = asc;
    return answer;
}

Answer refuseOperation() { return refuse(0x20); }
Answer refuseField() { return refuse(0x24); }
Answer refuseRange() { return refuse(0x21); }

void text(std::byte *at, std::string_view value, std::size_t width)
{
    for (std::size_t i = 0; i < width; ++i)
        at[i] = std::byte(i < value.size() ? value[i] : ' ');
}

} // namespace

Units::Units(const Options &options)
    : m_options(options)
    , m_blocks(options.size / options.blockSize)
    , m_pattern(options.keep ? 0 : kLargestTransfer, std::byte(0xa5))
    , m_memory(options.keep ? options.luns : 0)
    , m_small(4096)
{
    for (auto &memory : m_memory)
        memory.resize(m_blocks * options.blockSize);
}

Answer Units::execute(std::uint64_t lun, const std::byte *cdb)
{
    const auto operation = u8(cdb[0]);
    const auto unit = std::uint32_t(lun >> 48 & 0x3fff); // peripheral or flat addressing
    if (operation == 0xa0)
        return reportLuns();
    if (unit >= m_options.luns)
        return refuse(0x25);
    switch (operation) {
    case 0x00: // TEST UNIT READY
    case 0x35: // SYNCHRONIZE CACHE
    case 0x91:
        return {};
    case 0x12:
        return inquiry(unit, cdb);
    case 0x1a: // MODE SENSE(6): no pages
        clear(4)[0] = std::byte(3);
        return small(4, u8(cdb[4]));
    case 0x5a:
        put<std::uint16_t>(clear(8), 6);
        return small(8, get16(cdb + 7));
    case 0x25:
        return capacity10();
    case 0x9e:
        return (u8(cdb[1]) & 0x1f) == 0x10 ? capacity16() : refuseField();
    case 0x08: {
        const auto blocks = u8(cdb[4]);
        return transfer(unit, get24(cdb + 1) & 0x1fffff, blocks == 0 ? 256 : blocks, false);
    }
    case 0x0a: {
        const auto blocks = u8(cdb[4]);
        return transfer(unit, get24(cdb + 1) & 0x1fffff, blocks == 0 ? 256 : blocks, true);
    }
    case 0x28:
    case 0x2a:
        return transfer(unit, get32(cdb + 2), get16(cdb + 7), operation == 0x2a);
    case 0xa8:
    case 0xaa:
        return transfer(unit, get32(cdb + 2), get32(cdb + 6), operation == 0xaa);
    case 0x88:
    case 0x8a:
        return transfer(unit, get<std::uint64_t>(cdb + 2), get32(cdb + 10), operation == 0x8a);
    default:
        return refuseOperation();
    }
}

Answer Units::transfer(std::uint32_t lun, std::uint64_t block, std::uint32_t blocks, bool write)
{
    const std::uint64_t size = std::uint64_t(blocks) * m_options.blockSize;
    if (block > m_blocks || blocks > m_blocks - block)
        return refuseRange();
    if (size > kLargestTransfer)
        return refuseField();
    std::byte *const place = m_options.keep ? m_memory[lun].data() + block * m_options.blockSize : nullptr;
    Answer answer;
    answer.kind = write ? Answer::Kind::Take : Answer::Kind::Data;
    answer.length = std::uint32_t(size);
    answer.place = place;
    if (!write)
        answer.data = {place != nullptr ? place : m_pattern.data(), std::size_t(size)};
    return answer;
}

std::byte *Units::clear(std::size_t size)
{
    std::fill_n(m_small.begin(), size, std::byte(0));
    return m_small.data();
}

Answer Units::small(std::size_t size, std::size_t allocation) const
{
    Answer answer;
    answer.kind = Answer::Kind::Data;
    answer.data = std::span(m_small).first(std::min(size, allocation));
    return answer;
}

Answer Units::inquiry(std::uint32_t lun, const std::byte *cdb)
{
    const std::size_t allocation = get16(cdb + 3);
    if ((u8(cdb[1]) & 1) != 0) {
        Answer answer = page(lun, u8(cdb[2]));
        answer.data = answer.data.first(std::min(answer.data.size(), allocation));
        return answer;
    }
    std::byte *const data = clear(36);
    data[2] = std::byte(6); // SPC-4
    data[3] = std::byte(2);
    data[4] = std::byte(31);
    data[7] = std::byte(2); // CMDQUE
    text(data + 8, "PORTOLAN", 8);
    text(data + 16, "null target", 16);
    text(data + 32, "1", 4);
    return small(36, allocation);
}

Answer Units::page(std::uint32_t lun, std::uint8_t code)
{
    std::byte *const data = clear(64);
    data[1] = std::byte(code);
    const auto answer = [&](std::uint16_t length) {
        put(data + 2, length);
        return small(4U + length, 4U + length);
    };
    switch (code) {
    case 0x00:
        for (std::size_t i = 0; const std::uint8_t known : {0x00, 0x80, 0x83, 0xb0, 0xb1, 0xb2})
            data[4 + i++] = std::byte(known);
        return answer(6);
    case 0x80:
        text(data + 4, "null" + std::to_string(lun), 8);
        return answer(8);
    case 0x83:
        data[4] = std::byte(1); // binary
        data[5] = std::byte(3); // NAA
        data[7] = std::byte(8);
        put<std::uint64_t>(data + 8, 0x3000000000000000 | lun);
        return answer(12);
    case 0xb0:
        put32(data + 8, std::uint32_t(kLargestTransfer) / m_options.blockSize);
        return answer(60);
    case 0xb1:
        put<std::uint16_t>(data + 4, 1); // does not turn
        return answer(60);
    case 0xb2:
        return answer(4);
    default:
        return refuseField();
    }
}

Answer Units::reportLuns()
{
    const std::size_t size = 8 + std::size_t(8) * m_options.luns;
    std::byte *const data = clear(size);
    put32(data, 8 * m_options.luns);
    for (std::uint32_t lun = 0; lun < m_options.luns; ++lun)
        put<std::uint16_t>(data + 8 + std::size_t(8) * lun, std::uint16_t(lun));
    return small(size, size);
}

Answer Units::capacity10()
{
    std::byte *const data = clear(8);
    put32(data, std::uint32_t(std::min<std::uint64_t>(m_blocks - 1, kNoTag)));
    put32(data + 4, m_options.blockSize);
    return small(8, 8);
}

Answer Units::capacity16()
{
    std::byte *const data = clear(32);
    put<std::uint64_t>(data, m_blocks - 1);
    put32(data + 8, m_options.blockSize);
    return small(32, 32);
}

} // namespace null_target
