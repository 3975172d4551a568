// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <linux/ublk_cmd.h>
#include <sys/ioctl.h>

/// What both sides of a ublk device must agree on: the commands in the form of ioctl numbers (Linux 6.4), newer than
/// the linux/ublk_cmd.h of Debian 12, and the shape of our queues.
namespace portolan::ublk {

// On /dev/ublk-control
inline constexpr std::uint32_t kGetDeviceInfo = _IOR('u', UBLK_CMD_GET_DEV_INFO, ublksrv_ctrl_cmd);
inline constexpr std::uint32_t kGetFeatures = _IOR('u', 0x13, ublksrv_ctrl_cmd); ///< Linux 6.5
inline constexpr std::uint32_t kAddDevice = _IOWR('u', UBLK_CMD_ADD_DEV, ublksrv_ctrl_cmd);
/// Does not wait until the last one has closed it. Linux 6.9
inline constexpr std::uint32_t kDeleteDeviceSoon = _IOR('u', 0x14, ublksrv_ctrl_cmd);
inline constexpr std::uint32_t kStartDevice = _IOWR('u', UBLK_CMD_START_DEV, ublksrv_ctrl_cmd);
inline constexpr std::uint32_t kStopDevice = _IOWR('u', UBLK_CMD_STOP_DEV, ublksrv_ctrl_cmd);
inline constexpr std::uint32_t kSetParameters = _IOWR('u', UBLK_CMD_SET_PARAMS, ublksrv_ctrl_cmd);
inline constexpr std::uint32_t kStartRecovery = _IOWR('u', UBLK_CMD_START_USER_RECOVERY, ublksrv_ctrl_cmd);
inline constexpr std::uint32_t kEndRecovery = _IOWR('u', UBLK_CMD_END_USER_RECOVERY, ublksrv_ctrl_cmd);
inline constexpr std::uint32_t kUpdateSize = _IOWR('u', 0x15, ublksrv_ctrl_cmd); ///< Linux 6.16

// On /dev/ublkcN
inline constexpr std::uint32_t kFetch = _IOWR('u', UBLK_IO_FETCH_REQ, ublksrv_io_cmd);
inline constexpr std::uint32_t kCommitAndFetch = _IOWR('u', UBLK_IO_COMMIT_AND_FETCH_REQ, ublksrv_io_cmd);
inline constexpr std::uint32_t kRegisterPages = _IOWR('u', 0x23, ublksrv_io_cmd);   ///< Linux 6.15
inline constexpr std::uint32_t kUnregisterPages = _IOWR('u', 0x24, ublksrv_io_cmd); ///< Linux 6.15

// Features that linux/ublk_cmd.h does not know yet.
inline constexpr std::uint64_t kIoctlEncoded = 1ULL << 6, kUserCopy = 1ULL << 7, kCanUpdateSize = 1ULL << 10;

/// Where /dev/ublkcN has the data of a request, if the kernel does not copy it by itself (kUserCopy).
[[nodiscard]] constexpr std::int64_t dataPlace(std::uint16_t queue, std::uint16_t tag, std::size_t offset)
{
    constexpr unsigned kTagShift = 25, kQueueShift = 41;
    return UBLKSRV_IO_BUF_OFFSET + (std::int64_t(queue) << kQueueShift) + (std::int64_t(tag) << kTagShift) +
           std::int64_t(offset);
}

/// Requests of a queue. More would not be faster: 64 of 1 MiB fill 10 Gbit/s over 50 ms, and 64 of 4 KiB are about what
/// a target lets be under way on a connection. Part of what a device is made with, and devices outlive both programs:
/// never change it.
inline constexpr std::uint16_t kQueueDepth = 64;
/// Of a device: one for each connection of its session, up to what the commands of a session can fill.
inline constexpr std::uint16_t kMostQueues = 4;
/// Of one request
inline constexpr std::uint32_t kMaxRequestBytes = 1024 * 1024;

} // namespace portolan::ublk
