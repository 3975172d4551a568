// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/udisks/growth.h"

#include <algorithm>

namespace portolan::udisks {

namespace {

quint64 worthHaving(quint64 whole, quint64 used)
{
    return whole > used && whole - used >= kLeastGrowth ? whole - used : 0;
}

} // namespace

GrowthTools growthTools(bool available, quint64 flags)
{
    constexpr quint64 kOfflineGrow = 4, kOnlineGrow = 16; // as BDFSResizeFlags of libblockdev
    return {available && (flags & kOnlineGrow) != 0, available && (flags & kOfflineGrow) != 0};
}

GrowthWay growthWay(const Disk &disk, const GrowthTools &tools)
{
    if (!disk.mountPoints.isEmpty())
        return tools.mounted ? GrowthWay::Mounted : tools.unmounted ? GrowthWay::UnmountFirst : GrowthWay::None;
    return tools.unmounted ? GrowthWay::Unmounted : tools.mounted ? GrowthWay::MountFirst : GrowthWay::None;
}

quint64 growthOf(const Disk &disk)
{
    if (disk.content != Content::FileSystem || disk.fileSystemBytes == 0 || disk.readOnly)
        return 0;
    return worthHaving(disk.sizeBytes, disk.fileSystemBytes);
}

quint64 unpartitionedEnd(const Disk &disk, const std::vector<Disk> &partitions)
{
    quint64 end = 0;
    for (const Disk &partition : partitions) {
        if (partition.sizeBytes <= disk.sizeBytes && partition.offset <= disk.sizeBytes - partition.sizeBytes)
            end = std::max(end, partition.offset + partition.sizeBytes);
    }
    return end == 0 ? 0 : worthHaving(disk.sizeBytes, end);
}

} // namespace portolan::udisks
