// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace portolan::protocol::scsi {

using Cdb = std::array<std::byte, 16>;

/// SPC-4 and SBC-3 operation codes of the commands below.
enum class Operation : std::uint8_t {
    TestUnitReady = 0x00,
    Inquiry = 0x12,
    ModeSense6 = 0x1a,
    ReadCapacity10 = 0x25,
    Read10 = 0x28,
    Write10 = 0x2a,
    SynchronizeCache10 = 0x35,
    WriteSame10 = 0x41,
    Unmap = 0x42,
    ModeSense10 = 0x5a,
    Read16 = 0x88,
    Write16 = 0x8a,
    SynchronizeCache16 = 0x91,
    WriteSame16 = 0x93,
    ServiceActionIn16 = 0x9e,
    ReportLuns = 0xa0,
};

[[nodiscard]] constexpr Operation operationOf(const Cdb &cdb) { return Operation(cdb[0]); }

[[nodiscard]] Cdb testUnitReady();
/// All logical units, well-known ones excluded. \param allocation  bytes, at least 16 (SPC-4 §6.33)
[[nodiscard]] Cdb reportLuns(std::uint32_t allocation);
[[nodiscard]] Cdb inquiry(std::uint16_t allocation);
[[nodiscard]] Cdb inquiryPage(std::uint8_t page, std::uint16_t allocation);
[[nodiscard]] Cdb readCapacity10();
[[nodiscard]] Cdb readCapacity16(std::uint32_t allocation);
[[nodiscard]] Cdb modeSense6(std::uint8_t page, std::uint8_t allocation);
[[nodiscard]] Cdb modeSense10(std::uint8_t page, std::uint16_t allocation);

/// The ten-byte form reaches 2 TiB with 512-byte blocks and 65535 blocks at once.
[[nodiscard]] constexpr bool fitsTenBytes(std::uint64_t lba, std::uint32_t blocks)
{
    return lba + blocks <= std::uint64_t(1) << 32 && blocks <= 0xffff;
}

/// READ(10) where it reaches, since old targets know nothing else; else READ(16). Lengths in logical blocks.
[[nodiscard]] Cdb read(std::uint64_t lba, std::uint32_t blocks, bool forceUnitAccess = false);
[[nodiscard]] Cdb write(std::uint64_t lba, std::uint32_t blocks, bool forceUnitAccess = false);
[[nodiscard]] Cdb read16(std::uint64_t lba, std::uint32_t blocks, bool forceUnitAccess = false);
[[nodiscard]] Cdb write16(std::uint64_t lba, std::uint32_t blocks, bool forceUnitAccess = false);

/// Everything that is cached: LBA 0, count 0.
[[nodiscard]] Cdb synchronizeCache10();
[[nodiscard]] Cdb synchronizeCache16(std::uint64_t lba = 0, std::uint32_t blocks = 0);

/// \param parameterLength  bytes of the parameter list, see unmap.h
[[nodiscard]] Cdb unmap(std::uint16_t parameterLength);
/// \param unmap   the blocks may be deallocated
/// \param noData  NDOB: no block is sent, the device writes zeroes. Else one logical block follows as data.
[[nodiscard]] Cdb writeSame16(std::uint64_t lba, std::uint32_t blocks, bool unmap, bool noData);
[[nodiscard]] Cdb writeSame10(std::uint32_t lba, std::uint16_t blocks, bool unmap);

} // namespace portolan::protocol::scsi
