// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/user/conversions.h"

namespace portolan::dataplane {

namespace {

/// The text came from a target through a worker: no control characters, whatever those two did.
QString printable(const std::string &text)
{
    QString result = QString::fromUtf8(text.data(), qsizetype(text.size()));
    result.removeIf([](QChar c) { return !c.isPrint(); });
    return result;
}

std::uint64_t value(const ipc::Counter &counter) { return counter.load(std::memory_order_relaxed); }

} // namespace

ipc::Timeouts toIpc(const Timeouts &timeouts)
{
    return {timeouts.nopInterval, timeouts.nopTimeout, timeouts.command, timeouts.replacement};
}

Timeouts fromIpc(const ipc::Timeouts &timeouts)
{
    return {timeouts.nopInterval, timeouts.nopTimeout, timeouts.command, timeouts.replacement};
}

ipc::Connection toIpc(const LoggedInConnection &connection)
{
    return {connection.parameters, connection.numbers, connection.cid, connection.tsih};
}

std::vector<Device> fromIpc(const std::vector<ipc::DeviceInfo> &devices, const QString &mountPoint)
{
    std::vector<Device> result;
    result.reserve(devices.size());
    for (const auto &info : devices) {
        Device &device = result.emplace_back();
        device.lun = info.lun;
        if (info.exported) {
            device.exportKind = ExportKind::FuseFile;
            device.path = mountPoint + u'/' + QString::fromStdString(info.fileName);
        }
        device.vendor = printable(info.vendor);
        device.model = printable(info.model);
        device.revision = printable(info.revision);
        device.serial = printable(info.serial);
        device.wwid = printable(info.wwid);
        device.sizeBytes = info.sizeBytes;
        device.blockSize = info.blockSize;
        device.readOnly = info.readOnly;
        device.thin = info.thin;
        device.problem = printable(info.problem);
        device.facts = {info.solidState, info.writeCache, info.discard, info.forceUnitAccess, info.physicalBlockSize};
        device.served = printable(info.blockDevice);
        device.limits = info.limits;
    }
    return result;
}

AsyncNotice fromIpc(const ipc::Async &message)
{
    return {message.event, message.vendorCode, message.parameter1, message.parameter2, message.parameter3};
}

Counters fromIpc(const ipc::CounterSlot &slot)
{
    Counters counters;
    counters.readBytes = value(slot.readBytes);
    counters.writtenBytes = value(slot.writtenBytes);
    counters.readOps = value(slot.readOps);
    counters.writeOps = value(slot.writeOps);
    counters.otherOps = value(slot.otherOps);
    counters.readLatencyUs = value(slot.readLatencyUs);
    counters.writeLatencyUs = value(slot.writeLatencyUs);
    static_assert(std::tuple_size_v<LatencyHistogram> == ipc::kHistogramBuckets);
    for (std::size_t i = 0; i < counters.readHistogram.size(); ++i) {
        counters.readHistogram[i] = value(slot.readHistogram[i]);
        counters.writeHistogram[i] = value(slot.writeHistogram[i]);
    }
    counters.errors = value(slot.errors);
    counters.digestErrors = value(slot.digestErrors);
    counters.timeouts = value(slot.timeouts);
    counters.r2ts = value(slot.r2ts);
    counters.asyncMessages = value(slot.asyncMessages);
    counters.bytesSent = value(slot.bytesSent);
    counters.bytesReceived = value(slot.bytesReceived);
    counters.inFlight = std::uint32_t(value(slot.inFlight));
    counters.commandWindow = std::uint32_t(value(slot.commandWindow));
    counters.roundTripUs = std::uint32_t(value(slot.roundTripUs));
    return counters;
}

} // namespace portolan::dataplane
