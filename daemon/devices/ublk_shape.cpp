// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/ublk_shape.h"

#include "common/types/ublk_abi.h"

#include <algorithm>
#include <bit>
#include <unistd.h>

namespace portolan::devices {

namespace {

constexpr std::uint32_t kMark =
    0x506f7274; ///< "Port": upper half of a number that the kernel keeps for whoever made it.
constexpr std::uint32_t kSector = 512;
/// Discards and zeroes carry no data. What the data plane makes of them is split there; this bounds how long one takes.
constexpr std::uint64_t kMaxZeroBytes = 1024U * 1024 * 1024;

/// \return what the disk says, if the kernel can be told it: powers of two only
std::uint64_t powerOfTwo(std::uint64_t said, std::uint64_t least, std::uint64_t most, std::uint64_t otherwise)
{
    return std::has_single_bit(said) && said >= least && said <= most ? said : otherwise;
}

/// Bytes. Longer requests than the disk takes at once would do no harm, since the data plane splits them; much shorter
/// ones would, because each has its cost.
std::uint64_t longest(std::uint64_t blocks, std::uint64_t least, std::uint64_t most, const DeviceSpec &spec)
{
    return blocks == 0 ? most : std::clamp(std::min(blocks, most) * spec.blockSize, least, most);
}

ublk_param_basic basicOf(const DeviceSpec &spec, std::uint64_t physical)
{
    ublk_param_basic basic{};
    // A flush is always offered: the disk may get a cache later, and where it has none a flush costs no command.
    basic.attrs = UBLK_ATTR_VOLATILE_CACHE | (spec.readOnly ? UBLK_ATTR_READ_ONLY : 0U) |
                  (spec.rotational ? UBLK_ATTR_ROTATIONAL : 0U) | (spec.forceUnitAccess ? UBLK_ATTR_FUA : 0U);
    // Not below a page, or the kernel refuses the device.
    const auto page = std::uint64_t(::sysconf(_SC_PAGESIZE));
    const auto most = longest(spec.limits.maxTransfer, std::max(page, physical), ublk::kMaxRequestBytes, spec);
    const auto suitable = std::min(most, std::uint64_t(spec.sizeBytes));
    const auto least =
        powerOfTwo(std::uint64_t(spec.limits.granularity) * spec.blockSize, physical, suitable, physical);
    const auto best =
        powerOfTwo(std::uint64_t(spec.limits.optimalTransfer) * spec.blockSize, least, suitable, std::bit_floor(most));
    basic.logical_bs_shift = std::uint8_t(std::countr_zero(spec.blockSize));
    basic.physical_bs_shift = std::uint8_t(std::countr_zero(physical));
    basic.io_min_shift = std::uint8_t(std::countr_zero(least));
    basic.io_opt_shift = std::uint8_t(std::countr_zero(best));
    basic.max_sectors = std::uint32_t(most / kSector);
    basic.dev_sectors = spec.sizeBytes / kSector;
    return basic;
}

ublk_param_discard discardOf(const DeviceSpec &spec, std::uint64_t physical)
{
    const auto said = std::uint64_t(spec.limits.unmapGranularity) * spec.blockSize;
    const auto piece = powerOfTwo(said, physical, std::min(kMaxZeroBytes, std::uint64_t(spec.sizeBytes)), physical);
    // At least one piece and no broken one, or the kernel cannot cut along them.
    const auto most =
        longest(spec.limits.maxWriteSame, std::max<std::uint64_t>(piece, ublk::kMaxRequestBytes), kMaxZeroBytes, spec) /
        piece * piece;
    ublk_param_discard discard{};
    discard.max_write_zeroes_sectors = std::uint32_t(most / kSector);
    discard.discard_granularity = spec.blockSize;
    if (!spec.discard)
        return discard;
    discard.discard_granularity = std::uint32_t(piece);
    if (piece == said)
        discard.discard_alignment = std::uint32_t(std::uint64_t(spec.limits.unmapAlignment) * spec.blockSize % piece);
    discard.max_discard_sectors = discard.max_write_zeroes_sectors;
    discard.max_discard_segments = 1;
    return discard;
}

std::uint64_t markOfThisProcess() { return std::uint64_t(kMark) << 32U | std::uint32_t(::getpid()); }

} // namespace

std::uint64_t neededUblkFeatures()
{
    return UBLK_F_USER_RECOVERY | UBLK_F_USER_RECOVERY_REISSUE | ublk::kIoctlEncoded | ublk::kCanUpdateSize;
}

ublksrv_ctrl_dev_info newUblkInfo(const DeviceSpec &spec)
{
    ublksrv_ctrl_dev_info info{};
    info.nr_hw_queues = std::uint16_t(std::clamp<quint32>(spec.connections, 1, ublk::kMostQueues));
    info.queue_depth = ublk::kQueueDepth;
    info.max_io_buf_bytes = ublk::kMaxRequestBytes;
    info.dev_id = UINT32_MAX;
    info.ublksrv_pid = ::getpid();
    info.flags = neededUblkFeatures() | UBLK_F_SUPPORT_ZERO_COPY | ublk::kUserCopy; // older than what is needed
    info.ublksrv_flags = markOfThisProcess();
    return info;
}

bool isOurUblk(const ublksrv_ctrl_dev_info &info) { return info.ublksrv_flags >> 32U == kMark; }

bool isOfThisProcess(const ublksrv_ctrl_dev_info &info) { return info.ublksrv_flags == markOfThisProcess(); }

ublk_params ublkParameters(const DeviceSpec &spec)
{
    ublk_params parameters{};
    parameters.len = sizeof parameters;
    parameters.types = UBLK_PARAM_TYPE_BASIC | UBLK_PARAM_TYPE_DISCARD;
    const auto physical = powerOfTwo(spec.physicalBlockSize, spec.blockSize, ublk::kMaxRequestBytes, spec.blockSize);
    parameters.basic = basicOf(spec, physical);
    parameters.discard = discardOf(spec, physical);
    return parameters;
}

} // namespace portolan::devices
