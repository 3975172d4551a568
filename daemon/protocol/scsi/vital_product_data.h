// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace portolan::protocol::scsi {

/// Vital product data, SPC-4 §7.8 and SBC-3 §6.6. Every parser checks the page code, so that an answer to another
/// question is never taken for this one, and reads no further than both the page length and the data.
inline constexpr std::uint16_t kVpdAllocation = 1024;

struct SupportedPages { ///< 00h
    static constexpr std::uint8_t kPage = 0x00;
    std::vector<std::uint8_t> pages;

    [[nodiscard]] bool has(std::uint8_t page) const;
    static Result<SupportedPages> parse(std::span<const std::byte> data);
};

struct UnitSerialNumber { ///< 80h
    static constexpr std::uint8_t kPage = 0x80;
    std::string serial;

    static Result<UnitSerialNumber> parse(std::span<const std::byte> data);
};

/// B0h. Fields behind a short page are 0, which everywhere here means "not reported".
struct BlockLimits {
    static constexpr std::uint8_t kPage = 0xb0;
    bool writeSameNonZero = false;             ///< WSNZ: WRITE SAME with a count of 0 is refused.
    std::uint8_t maxCompareAndWrite = 0;       ///< Blocks
    std::uint16_t optimalGranularity = 0;      ///< Blocks
    std::uint32_t maxTransfer = 0;             ///< Blocks
    std::uint32_t optimalTransfer = 0;         ///< Blocks
    std::uint32_t maxUnmapBlocks = 0;          ///< Blocks in one UNMAP; ffffffffh = no limit
    std::uint32_t maxUnmapDescriptors = 0;     ///< Ranges in one UNMAP; ffffffffh = no limit
    std::uint32_t optimalUnmapGranularity = 0; ///< Blocks
    std::uint32_t unmapAlignment = 0;          ///< Blocks; 0 also when the target gives none
    std::uint64_t maxWriteSame = 0;            ///< Blocks

    static Result<BlockLimits> parse(std::span<const std::byte> data);
};

struct BlockCharacteristics { ///< B1h
    static constexpr std::uint8_t kPage = 0xb1;
    std::uint16_t rotationRate = 0; ///< 0 not reported, 1 does not rotate, else revolutions per minute
    std::uint8_t formFactor = 0;

    [[nodiscard]] bool isSolidState() const { return rotationRate == 1; }
    static Result<BlockCharacteristics> parse(std::span<const std::byte> data);
};

struct LogicalBlockProvisioning { ///< B2h
    static constexpr std::uint8_t kPage = 0xb2;
    enum class Type : std::uint8_t { Full = 0, Resource = 1, Thin = 2 };

    bool unmap = false;       ///< LBPU
    bool writeSame16 = false; ///< LBPWS: WRITE SAME(16) with UNMAP
    bool writeSame10 = false; ///< LBPWS10
    bool readsZeroes = false; ///< LBPRZ: unmapped blocks read as zero
    bool anchor = false;
    Type type = Type::Full;

    static Result<LogicalBlockProvisioning> parse(std::span<const std::byte> data);
};

/// Checks the header of a page. \return its payload, behind the four header bytes
Result<std::span<const std::byte>> pagePayload(std::span<const std::byte> data, std::uint8_t page);

} // namespace portolan::protocol::scsi
