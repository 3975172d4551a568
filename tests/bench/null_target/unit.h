// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/null_target/options.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace null_target {

/// What a command comes to.
struct Answer {
    enum class Kind : std::uint8_t { Status, Data, Take };
    Kind kind = Kind::Status;
    bool good = true;                   ///< Else CHECK CONDITION, with `sense`.
    std::uint8_t senseKey = 0, asc = 0; ///< Additional sense code qualifier 0.
    std::span<const std::byte> data{};  ///< Data: what the initiator gets.
    std::byte *place = nullptr;         ///< Take: where the data belongs; nullptr = nowhere.
    std::uint32_t length = 0;           ///< Take: how much the command says there is.
};

/// The logical units: they answer from memory.
class Units {
public:
    explicit Units(const Options &options);

    [[nodiscard]] Answer execute(std::uint64_t lun, const std::byte *cdb);

private:
    [[nodiscard]] Answer transfer(std::uint32_t lun, std::uint64_t block, std::uint32_t blocks, bool write);
    [[nodiscard]] Answer inquiry(std::uint32_t lun, const std::byte *cdb);
    [[nodiscard]] Answer page(std::uint32_t lun, std::uint8_t code);
    [[nodiscard]] Answer reportLuns();
    [[nodiscard]] Answer capacity10();
    [[nodiscard]] Answer capacity16();
    [[nodiscard]] Answer small(std::size_t size, std::size_t allocation) const;
    [[nodiscard]] std::byte *clear(std::size_t size);

    const Options m_options;
    const std::uint64_t m_blocks;
    std::vector<std::byte> m_pattern; ///< Of one read, when nothing is kept.
    std::vector<std::vector<std::byte>> m_memory;
    std::vector<std::byte> m_small; ///< The answer to anything but a read; sent or copied before the next one.
};

} // namespace null_target
