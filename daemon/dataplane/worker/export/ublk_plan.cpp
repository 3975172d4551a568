// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/export/ublk_plan.h"

#include "common/types/ublk_abi.h"

#include <cerrno>

namespace portolan::dataplane::worker {

namespace {

constexpr std::uint64_t kSector = 512; ///< What the kernel counts in, whatever the blocks are.

bool isKnown(std::uint8_t operation)
{
    switch (operation) {
    case UBLK_IO_OP_READ:
    case UBLK_IO_OP_WRITE:
    case UBLK_IO_OP_FLUSH:
    case UBLK_IO_OP_DISCARD:
    case UBLK_IO_OP_WRITE_ZEROES:
        return true;
    default:
        return false;
    }
}

/// \param unit  nullptr: it is gone  \return errno, or 0 if it can be done
int refusalOf(std::uint8_t operation, std::uint64_t offset, std::uint64_t length, const ExportedUnit *unit)
{
    if (!isKnown(operation))
        return EOPNOTSUPP;
    if (unit == nullptr)
        return ENXIO;
    if (operation == UBLK_IO_OP_FLUSH)
        return 0;
    if (operation != UBLK_IO_OP_READ && unit->readOnly)
        return EROFS;
    if (offset > unit->sizeBytes || length > unit->sizeBytes - offset)
        return ENOSPC;
    if (operation == UBLK_IO_OP_DISCARD && !unit->canPunch)
        return EOPNOTSUPP;
    const bool carriesData = operation == UBLK_IO_OP_READ || operation == UBLK_IO_OP_WRITE;
    if (length == 0 || (carriesData && length > ublk::kMaxRequestBytes))
        return EINVAL;
    // There is no room around the payload for a request to grow into.
    return offset % unit->blockSize == 0 && length % unit->blockSize == 0 ? 0 : EINVAL;
}

BlockOperation operationOf(std::uint8_t operation)
{
    switch (operation) {
    case UBLK_IO_OP_READ:
        return BlockOperation::Read;
    case UBLK_IO_OP_WRITE:
        return BlockOperation::Write;
    case UBLK_IO_OP_FLUSH:
        return BlockOperation::Flush;
    default:
        return BlockOperation::WriteZeroes;
    }
}

} // namespace

UblkPlan UblkPlan::of(const ublksrv_io_desc &request, const ExportedUnit *unit)
{
    static_assert(ublk::kMaxRequestBytes <= kMaxPayload);
    const auto kind = std::uint8_t(request.op_flags & 0xffU);
    UblkPlan plan;
    // Sectors past 2^55 are past the end of any unit; multiplied they might not be.
    const bool absurd = request.start_sector > UINT64_MAX / kSector;
    plan.offset = absurd ? UINT64_MAX : request.start_sector * kSector;
    plan.length = request.nr_sectors * kSector;
    plan.refusal = refusalOf(kind, plan.offset, plan.length, unit);
    if (plan.refusal != 0)
        return plan;
    plan.operation = operationOf(kind);
    if (plan.operation == BlockOperation::Flush) {
        plan.offset = plan.length = 0;
        return plan;
    }
    const bool durable = kind != UBLK_IO_OP_READ && (request.op_flags & UBLK_IO_F_FUA) != 0;
    plan.forceUnitAccess = durable && plan.operation == BlockOperation::Write && unit->forceUnitAccess;
    plan.flushAfter = durable && !plan.forceUnitAccess;
    plan.mustZero = kind == UBLK_IO_OP_WRITE_ZEROES;
    plan.mayUnmap =
        kind == UBLK_IO_OP_DISCARD || (plan.mustZero && unit->canPunch && (request.op_flags & UBLK_IO_F_NOUNMAP) == 0);
    return plan;
}

std::int32_t ublkResult(int error, std::uint64_t transferred)
{
    switch (error) {
    case 0:
        return std::int32_t(transferred);
    case ENOSPC:
    case EOPNOTSUPP:
        return -error;
    default: // some others would make the kernel try again
        return -EIO;
    }
}

} // namespace portolan::dataplane::worker
