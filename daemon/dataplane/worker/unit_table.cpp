// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/unit_table.h"

#include "daemon/dataplane/worker/log.h"
#include "daemon/protocol/scsi/lun.h"

#include <algorithm>

namespace portolan::dataplane::worker {

namespace {

void takeFacts(const LogicalUnit &unit, ipc::DeviceInfo &info)
{
    if (unit.rotationRate != 0)
        info.solidState = unit.rotationRate == 1;
    if (unit.writeCacheKnown)
        info.writeCache = unit.writeCache;
    if (unit.sizeBytes > 0)
        info.discard = unit.zeroingUnmap; // what the file can do
    info.forceUnitAccess = unit.forceUnitAccess;
    info.physicalBlockSize = unit.physicalBlockSize;
    info.limits = unit.limits;
}

} // namespace

void UnitTable::apply(const LunScanner::Scan &scan)
{
    if (scan.complete) {
        for (auto it = m_entries.begin(); it != m_entries.end();) {
            const bool there = std::any_of(scan.units.begin(), scan.units.end(),
                                           [&](const auto &unit) { return unit.lun == it->first; });
            if (there) {
                ++it;
                continue;
            }
            withdraw(it->second);
            it = m_entries.erase(it);
        }
    }
    for (const LogicalUnit &unit : scan.units)
        applyUnit(unit);
}

void UnitTable::applyUnit(const LogicalUnit &found)
{
    Entry &entry = m_entries[found.lun];
    const bool exported = entry.id != 0;
    if (exported && !found.problem.empty() && found.transient)
        return;
    if (exported && found.problem.empty() && entry.unit.isSameDisk(found)) {
        const bool changed = !(entry.unit == found);
        entry.unit = found;
        if (changed) {
            m_blocks.updateUnit(entry.id, found);
            m_listener.updateDevice(describe(entry));
            logLine(entry.fileName + " changed: " + std::to_string(found.sizeBytes) + " bytes" +
                    (found.readOnly ? ", read-only" : ""));
        }
        return;
    }
    withdraw(entry);
    entry.unit = found;
    entry.unit.lun = found.lun;
    if (found.problem.empty())
        exportUnit(entry);
}

void UnitTable::exportUnit(Entry &entry)
{
    entry.fileName = freeName(entry.unit.lun);
    entry.id = ++m_lastId;
    m_blocks.addUnit(entry.id, entry.unit, m_counters.lun(entry.unit.lun.value));
    m_listener.addDevice(describe(entry));
    logLine(entry.fileName + " is there: " + std::to_string(entry.unit.sizeBytes) + " bytes" +
            (entry.unit.readOnly ? ", read-only" : ""));
}

void UnitTable::withdraw(Entry &entry)
{
    if (entry.id == 0)
        return;
    logLine(entry.fileName + " is gone");
    m_listener.removeDevice(entry.id);
    m_blocks.removeUnit(entry.id);
    entry.id = 0;
    entry.fileName.clear();
}

std::string UnitTable::freeName(protocol::Lun lun) const
{
    const auto address = protocol::scsi::addressOf(lun);
    const bool plain = address && !address->moreLevels && address->bus == 0 && address->target == 0;
    std::string name = "lun" + std::to_string(plain ? address->unit : protocol::scsi::displayNumber(lun));
    const bool taken = std::any_of(m_entries.begin(), m_entries.end(),
                                   [&](const auto &entry) { return entry.second.fileName == name; });
    // The same number in another addressing method. The display number keeps the method, so it is nobody else's.
    return taken ? "lun-" + std::to_string(protocol::scsi::displayNumber(lun)) : name;
}

ExportedUnit UnitTable::describe(const Entry &entry)
{
    const LogicalUnit &unit = entry.unit;
    return {entry.id,       unit.lun.value, entry.fileName,    unit.sizeBytes,
            unit.blockSize, unit.readOnly,  unit.zeroingUnmap, unit.forceUnitAccess};
}

std::vector<ipc::DeviceInfo> UnitTable::devices() const
{
    std::vector<ipc::DeviceInfo> result;
    for (const auto &[lun, entry] : m_entries) {
        const LogicalUnit &unit = entry.unit;
        result.push_back({lun.value, entry.id != 0, entry.fileName, unit.vendor, unit.model, unit.revision, unit.serial,
                          unit.wwid, unit.sizeBytes, unit.blockSize, unit.readOnly, unit.thin, unit.problem});
        takeFacts(unit, result.back());
        if (result.size() == ipc::kMaxDevices)
            break;
    }
    return result;
}

bool UnitTable::hasTransientProblem() const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [](const auto &entry) {
        return !entry.second.unit.problem.empty() && entry.second.unit.transient;
    });
}

} // namespace portolan::dataplane::worker
