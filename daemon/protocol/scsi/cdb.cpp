// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/cdb.h"

#include "daemon/protocol/scsi/big_endian.h"

namespace portolan::protocol::scsi {

namespace {

constexpr std::uint64_t kForceUnitAccess = 0x08;
constexpr std::uint64_t kDisableBlockDescriptors = 0x08;

Cdb begin(Operation operation)
{
    Cdb cdb{};
    cdb[0] = std::byte(operation);
    return cdb;
}

Cdb tenBytes(Operation operation, std::uint64_t flags, std::uint32_t lba, std::uint16_t length)
{
    Cdb cdb = begin(operation);
    storeBig<1>(cdb, 1, flags);
    storeBig<4>(cdb, 2, lba);
    storeBig<2>(cdb, 7, length);
    return cdb;
}

Cdb sixteenBytes(Operation operation, std::uint64_t flags, std::uint64_t lba, std::uint32_t length)
{
    Cdb cdb = begin(operation);
    storeBig<1>(cdb, 1, flags);
    storeBig<8>(cdb, 2, lba);
    storeBig<4>(cdb, 10, length);
    return cdb;
}

} // namespace

Cdb testUnitReady() { return begin(Operation::TestUnitReady); }

Cdb reportLuns(std::uint32_t allocation)
{
    Cdb cdb = begin(Operation::ReportLuns);
    storeBig<4>(cdb, 6, allocation);
    return cdb;
}

Cdb inquiry(std::uint16_t allocation)
{
    Cdb cdb = begin(Operation::Inquiry);
    storeBig<2>(cdb, 3, allocation);
    return cdb;
}

Cdb inquiryPage(std::uint8_t page, std::uint16_t allocation)
{
    Cdb cdb = inquiry(allocation);
    storeBig<1>(cdb, 1, 1); // EVPD
    storeBig<1>(cdb, 2, page);
    return cdb;
}

Cdb readCapacity10() { return begin(Operation::ReadCapacity10); }

Cdb readCapacity16(std::uint32_t allocation)
{
    constexpr std::uint64_t kServiceAction = 0x10;
    return sixteenBytes(Operation::ServiceActionIn16, kServiceAction, 0, allocation);
}

Cdb modeSense6(std::uint8_t page, std::uint8_t allocation)
{
    Cdb cdb = begin(Operation::ModeSense6);
    storeBig<1>(cdb, 1, kDisableBlockDescriptors);
    storeBig<1>(cdb, 2, page);
    storeBig<1>(cdb, 4, allocation);
    return cdb;
}

Cdb modeSense10(std::uint8_t page, std::uint16_t allocation)
{
    Cdb cdb = begin(Operation::ModeSense10);
    storeBig<1>(cdb, 1, kDisableBlockDescriptors);
    storeBig<1>(cdb, 2, page);
    storeBig<2>(cdb, 7, allocation);
    return cdb;
}

Cdb read(std::uint64_t lba, std::uint32_t blocks, bool forceUnitAccess)
{
    if (!fitsTenBytes(lba, blocks))
        return read16(lba, blocks, forceUnitAccess);
    return tenBytes(Operation::Read10, forceUnitAccess ? kForceUnitAccess : 0, std::uint32_t(lba),
                    std::uint16_t(blocks));
}

Cdb write(std::uint64_t lba, std::uint32_t blocks, bool forceUnitAccess)
{
    if (!fitsTenBytes(lba, blocks))
        return write16(lba, blocks, forceUnitAccess);
    return tenBytes(Operation::Write10, forceUnitAccess ? kForceUnitAccess : 0, std::uint32_t(lba),
                    std::uint16_t(blocks));
}

Cdb read16(std::uint64_t lba, std::uint32_t blocks, bool forceUnitAccess)
{
    return sixteenBytes(Operation::Read16, forceUnitAccess ? kForceUnitAccess : 0, lba, blocks);
}

Cdb write16(std::uint64_t lba, std::uint32_t blocks, bool forceUnitAccess)
{
    return sixteenBytes(Operation::Write16, forceUnitAccess ? kForceUnitAccess : 0, lba, blocks);
}

Cdb synchronizeCache10() { return begin(Operation::SynchronizeCache10); }

Cdb synchronizeCache16(std::uint64_t lba, std::uint32_t blocks)
{
    return sixteenBytes(Operation::SynchronizeCache16, 0, lba, blocks);
}

Cdb unmap(std::uint16_t parameterLength) { return tenBytes(Operation::Unmap, 0, 0, parameterLength); }

Cdb writeSame16(std::uint64_t lba, std::uint32_t blocks, bool unmap, bool noData)
{
    return sixteenBytes(Operation::WriteSame16, (unmap ? 0x08u : 0u) | (noData ? 0x01u : 0u), lba, blocks);
}

Cdb writeSame10(std::uint32_t lba, std::uint16_t blocks, bool unmap)
{
    return tenBytes(Operation::WriteSame10, unmap ? 0x08 : 0, lba, blocks);
}

} // namespace portolan::protocol::scsi
