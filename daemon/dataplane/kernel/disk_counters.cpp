// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/disk_counters.h"

#include <QFile>

#include <array>
#include <charconv>
#include <fcntl.h>
#include <unistd.h>

namespace portolan::dataplane::kernel {

namespace {

/// Fields of /sys/block/*/stat, Documentation/block/stat.rst.
enum Field {
    kReads = 0,
    kReadSectors = 2,
    kReadMs = 3,
    kWrites = 4,
    kWrittenSectors = 6,
    kWriteMs = 7,
    kInFlight = 8,
    kDiscards = 11,
    kFlushes = 15,
    kFields = 17
};
constexpr std::uint64_t kSector = 512, kUsPerMs = 1000;

/// \return how many there are; older kernels have fewer
std::size_t readFields(int file, std::array<std::uint64_t, kFields> &fields)
{
    std::array<char, 512> text{};
    const ssize_t size = ::pread(file, text.data(), text.size(), 0);
    std::size_t count = 0;
    const char *at = text.data();
    const char *const end = at + std::max<ssize_t>(size, 0);
    while (count < fields.size()) {
        while (at != end && *at == ' ')
            ++at;
        const auto [next, error] = std::from_chars(at, end, fields[count]);
        if (error != std::errc())
            break;
        at = next;
        ++count;
    }
    return count;
}

} // namespace

void DiskCounters::look(const Disk &disk, Counters &counters)
{
    std::array<std::uint64_t, kFields> fields{};
    if (!disk.stat || readFields(disk.stat.get(), fields) <= kInFlight) {
        counters.inFlight = 0; // it is gone: the rest is what it was
        return;
    }
    counters.readOps = fields[kReads];
    counters.readBytes = fields[kReadSectors] * kSector;
    counters.readLatencyUs = fields[kReadMs] * kUsPerMs;
    counters.writeOps = fields[kWrites];
    counters.writtenBytes = fields[kWrittenSectors] * kSector;
    counters.writeLatencyUs = fields[kWriteMs] * kUsPerMs;
    counters.otherOps = fields[kDiscards] + fields[kFlushes];
    counters.inFlight = std::uint32_t(fields[kInFlight]);
}

void DiskCounters::setDisks(const SessionTree &tree, const std::vector<Device> &devices)
{
    std::map<std::uint64_t, Disk> before;
    before.swap(m_disks);
    for (const Device &device : devices) {
        if (device.path.isEmpty())
            continue;
        const auto known = before.find(device.lun);
        if (known != before.end() && known->second.path == device.path && known->second.stat) {
            m_disks.insert(before.extract(known));
            continue;
        }
        const QString file = tree.blockDirectory(device.path.section(QLatin1Char('/'), -1)) + QStringLiteral("/stat");
        m_disks[device.lun] = {
            device.path, UniqueFd(::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC)), {}};
    }
    for (const auto &[lun, disk] : before)
        addCumulative(m_gone, disk.last);
}

Counters DiskCounters::sum() const
{
    Counters sum = m_gone;
    for (auto &[lun, disk] : m_disks) {
        look(disk, disk.last);
        addCumulative(sum, disk.last);
        sum.inFlight += disk.last.inFlight;
    }
    return sum;
}

Result<Counters> DiskCounters::of(std::uint64_t lun) const
{
    const auto found = m_disks.find(lun);
    if (found == m_disks.end())
        return fail(ErrorCode::NotFound, "this session has no such LUN");
    look(found->second, found->second.last);
    return found->second.last;
}

} // namespace portolan::dataplane::kernel
