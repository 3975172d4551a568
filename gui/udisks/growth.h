// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/udisks/disk.h"

namespace portolan::udisks {

/// How this computer can grow a kind of file system.
struct GrowthTools {
    bool mounted = false, unmounted = false;
    friend bool operator==(const GrowthTools &, const GrowthTools &) = default;
};

/// From the flags of Manager.CanResize.
[[nodiscard]] GrowthTools growthTools(bool available, quint64 flags);

enum class GrowthWay : std::uint8_t {
    None,         ///< Its kind cannot be grown here.
    Mounted,      ///< As it is, while programs use it.
    Unmounted,    ///< As it is; it is checked first.
    MountFirst,   ///< It is mounted for it.
    UnmountFirst, ///< The person has to unmount it.
};
[[nodiscard]] GrowthWay growthWay(const Disk &disk, const GrowthTools &tools);

/// Smaller differences are what a file system does not need at its end.
inline constexpr quint64 kLeastGrowth = 16U << 20U;
/// Bytes behind the end of the file system; 0 where its size is unknown, or there is nothing worth having.
[[nodiscard]] quint64 growthOf(const Disk &disk);
/// Bytes behind the last partition, as after the disk itself has grown; 0 where that is nothing worth having.
[[nodiscard]] quint64 unpartitionedEnd(const Disk &disk, const std::vector<Disk> &partitions);

} // namespace portolan::udisks
