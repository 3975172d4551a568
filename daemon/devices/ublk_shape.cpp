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
constexpr std::uint32_t kMaxZeroSectors = 1024U * 1024 * 1024 / kSector;

} // namespace

std::uint64_t neededUblkFeatures()
{
    return UBLK_F_USER_RECOVERY | UBLK_F_USER_RECOVERY_REISSUE | ublk::kIoctlEncoded | ublk::kCanUpdateSize;
}

ublksrv_ctrl_dev_info newUblkInfo()
{
    ublksrv_ctrl_dev_info info{};
    info.nr_hw_queues = 1;
    info.queue_depth = ublk::kQueueDepth;
    info.max_io_buf_bytes = ublk::kMaxRequestBytes;
    info.dev_id = UINT32_MAX;
    info.ublksrv_pid = ::getpid();
    info.flags = neededUblkFeatures();
    info.ublksrv_flags = std::uint64_t(kMark) << 32U | std::uint32_t(::getpid());
    return info;
}

bool isOurUblk(const ublksrv_ctrl_dev_info &info) { return info.ublksrv_flags >> 32U == kMark; }

bool isOfThisProcess(const ublksrv_ctrl_dev_info &info) { return info.ublksrv_flags == newUblkInfo().ublksrv_flags; }

ublk_params ublkParameters(const DeviceSpec &spec)
{
    ublk_params parameters{};
    parameters.len = sizeof parameters;
    parameters.types = UBLK_PARAM_TYPE_BASIC | UBLK_PARAM_TYPE_DISCARD;
    ublk_param_basic &basic = parameters.basic;
    // A flush is always offered: the disk may get a cache later, and where it has none a flush costs no command.
    basic.attrs = UBLK_ATTR_VOLATILE_CACHE | (spec.readOnly ? UBLK_ATTR_READ_ONLY : 0U) |
                  (spec.rotational ? UBLK_ATTR_ROTATIONAL : 0U) | (spec.forceUnitAccess ? UBLK_ATTR_FUA : 0U);
    basic.logical_bs_shift = std::uint8_t(std::countr_zero(spec.blockSize));
    const std::uint32_t physical = std::has_single_bit(spec.physicalBlockSize) ? spec.physicalBlockSize : 0;
    basic.physical_bs_shift = std::uint8_t(std::countr_zero(std::max(physical, spec.blockSize)));
    basic.io_min_shift = basic.physical_bs_shift;
    basic.io_opt_shift = std::uint8_t(std::countr_zero(ublk::kMaxRequestBytes));
    basic.max_sectors = ublk::kMaxRequestBytes / kSector;
    basic.dev_sectors = spec.sizeBytes / kSector;
    ublk_param_discard &discard = parameters.discard;
    discard.discard_granularity = spec.discard ? std::max(physical, spec.blockSize) : spec.blockSize;
    discard.max_discard_sectors = spec.discard ? kMaxZeroSectors : 0;
    discard.max_discard_segments = spec.discard ? 1 : 0;
    discard.max_write_zeroes_sectors = kMaxZeroSectors;
    return parameters;
}

} // namespace portolan::devices
