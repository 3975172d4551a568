// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/ipc/messages.h"

#include "daemon/dataplane/ipc/byte_codec.h"

#include <array>
#include <utility>

namespace portolan::dataplane::ipc {

namespace {

constexpr std::uint32_t kMagic = 0x4c545250; // "PRTL"

struct TextBounds {
    static constexpr std::size_t fileName = 32, vendor = 16, model = 32, revision = 16, serial = 64, wwid = 128,
                                 problem = 96, blockDevice = 32;
};

// --- parts that several messages share ---

void put(ByteWriter &out, const Timeouts &timeouts)
{
    for (const auto value : {timeouts.nopInterval, timeouts.nopTimeout, timeouts.command, timeouts.replacement})
        out.integer(std::int64_t(value.count()));
}

void get(ByteReader &in, Timeouts &timeouts)
{
    // A day is more than anybody waits; a larger value would overflow the clock's arithmetic.
    constexpr std::int64_t kLongest = 24LL * 3600 * 1000;
    for (auto *value : {&timeouts.nopInterval, &timeouts.nopTimeout, &timeouts.command, &timeouts.replacement}) {
        const auto count = in.integer<std::int64_t>();
        const bool forEver = value == &timeouts.replacement && count < 0;
        if (!forEver && (count < 0 || count > kLongest))
            in.refuse();
        *value = std::chrono::milliseconds(forEver ? -1 : count);
    }
}

void put(ByteWriter &out, const Error &error)
{
    out.integer(std::uint8_t(error.code));
    out.integer(error.loginStatus);
    out.integer(std::int32_t(error.sysErrno));
    out.text(error.message, kMaxErrorText);
}

void get(ByteReader &in, Error &error)
{
    const auto code = in.integer<std::uint8_t>();
    if (code > std::uint8_t(kLastErrorCode))
        in.refuse();
    error.code = ErrorCode(code);
    error.loginStatus = in.integer<std::uint16_t>();
    error.sysErrno = in.integer<std::int32_t>();
    error.message = in.text(kMaxErrorText);
}

/// 0 unknown, 1 no, 2 yes.
void put(ByteWriter &out, const std::optional<bool> &fact) { out.integer(std::uint8_t(fact ? (*fact ? 2 : 1) : 0)); }

void get(ByteReader &in, std::optional<bool> &fact)
{
    const auto value = in.integer<std::uint8_t>();
    if (value > 2)
        in.refuse();
    fact = value == 0 ? std::nullopt : std::optional(value == 2);
}

void put(ByteWriter &out, const DeviceInfo &device)
{
    out.integer(device.lun);
    out.boolean(device.exported);
    out.text(device.fileName, TextBounds::fileName);
    out.text(device.vendor, TextBounds::vendor);
    out.text(device.model, TextBounds::model);
    out.text(device.revision, TextBounds::revision);
    out.text(device.serial, TextBounds::serial);
    out.text(device.wwid, TextBounds::wwid);
    out.integer(device.sizeBytes);
    out.integer(device.blockSize);
    out.boolean(device.readOnly);
    out.boolean(device.thin);
    out.text(device.problem, TextBounds::problem);
    put(out, device.solidState);
    put(out, device.writeCache);
    put(out, device.discard);
    out.boolean(device.forceUnitAccess);
    out.integer(device.physicalBlockSize);
    out.text(device.blockDevice, TextBounds::blockDevice);
}

/// Of a device, as the kernel gives it.
void getName(ByteReader &in, std::string &name)
{
    name = in.text(TextBounds::blockDevice);
    if (name.find('/') != std::string::npos || name.starts_with('.'))
        in.refuse(); // both sides make a path of it
}

void get(ByteReader &in, DeviceInfo &device)
{
    device.lun = in.integer<std::uint64_t>();
    device.exported = in.boolean();
    device.fileName = in.text(TextBounds::fileName);
    if (device.fileName.find('/') != std::string::npos || device.fileName.starts_with('.'))
        in.refuse(); // the daemon makes a path of it
    device.vendor = in.text(TextBounds::vendor);
    device.model = in.text(TextBounds::model);
    device.revision = in.text(TextBounds::revision);
    device.serial = in.text(TextBounds::serial);
    device.wwid = in.text(TextBounds::wwid);
    device.sizeBytes = in.integer<std::uint64_t>();
    device.blockSize = in.integer<std::uint32_t>();
    device.readOnly = in.boolean();
    device.thin = in.boolean();
    device.problem = in.text(TextBounds::problem);
    get(in, device.solidState);
    get(in, device.writeCache);
    get(in, device.discard);
    device.forceUnitAccess = in.boolean();
    device.physicalBlockSize = in.integer<std::uint32_t>();
    getName(in, device.blockDevice);
}

void put(ByteWriter &out, const std::vector<DeviceInfo> &devices)
{
    out.integer(std::uint16_t(devices.size()));
    for (const auto &device : devices)
        put(out, device);
}

void get(ByteReader &in, std::vector<DeviceInfo> &devices)
{
    const std::size_t count = in.integer<std::uint16_t>();
    if (count > kMaxDevices)
        in.refuse();
    for (std::size_t i = 0; i < count && in.ok(); ++i)
        get(in, devices.emplace_back());
}

void putLimits(ByteWriter &out, const std::vector<DeviceInfo> &devices)
{
    for (const DeviceInfo &device : devices) {
        const QueueLimits &limits = device.limits;
        out.integer(limits.granularity);
        for (const auto value :
             {limits.optimalTransfer, limits.maxTransfer, limits.unmapGranularity, limits.unmapAlignment})
            out.integer(value);
        out.integer(limits.maxWriteSame);
    }
}

/// At the end of a message. An older worker says nothing of them.
void getLimits(ByteReader &in, std::vector<DeviceInfo> &devices)
{
    if (in.atEnd())
        return;
    for (DeviceInfo &device : devices) {
        QueueLimits &limits = device.limits;
        limits.granularity = in.integer<std::uint16_t>();
        for (auto *value :
             {&limits.optimalTransfer, &limits.maxTransfer, &limits.unmapGranularity, &limits.unmapAlignment})
            *value = in.integer<std::uint32_t>();
        limits.maxWriteSame = in.integer<std::uint64_t>();
    }
}

void put(ByteWriter &out, const Connection &connection)
{
    const auto &p = connection.parameters;
    for (const bool value :
         {p.headerDigest, p.dataDigest, p.initialR2T, p.immediateData, p.dataPduInOrder, p.dataSequenceInOrder})
        out.boolean(value);
    for (const auto value :
         {p.maxConnections, p.maxRecvDataSegmentLength, p.maxXmitDataSegmentLength, p.maxBurstLength,
          p.firstBurstLength, p.defaultTime2Wait, p.defaultTime2Retain, p.maxOutstandingR2T, p.errorRecoveryLevel})
        out.integer(value);
    for (const auto value : {connection.numbers.cmdSn, connection.numbers.expStatSn, connection.numbers.expCmdSn,
                             connection.numbers.maxCmdSn})
        out.integer(value);
    out.integer(connection.cid);
    out.integer(connection.tsih);
}

void get(ByteReader &in, Connection &connection)
{
    auto &p = connection.parameters;
    for (bool *value :
         {&p.headerDigest, &p.dataDigest, &p.initialR2T, &p.immediateData, &p.dataPduInOrder, &p.dataSequenceInOrder})
        *value = in.boolean();
    for (auto *value :
         {&p.maxConnections, &p.maxRecvDataSegmentLength, &p.maxXmitDataSegmentLength, &p.maxBurstLength,
          &p.firstBurstLength, &p.defaultTime2Wait, &p.defaultTime2Retain, &p.maxOutstandingR2T, &p.errorRecoveryLevel})
        *value = in.integer<std::uint32_t>();
    // The lengths size buffers: hold them to RFC 7143 §13.12 to §13.14.
    for (const auto value :
         {p.maxRecvDataSegmentLength, p.maxXmitDataSegmentLength, p.maxBurstLength, p.firstBurstLength}) {
        if (value < 512 || value > 16777215)
            in.refuse();
    }
    for (auto *value : {&connection.numbers.cmdSn, &connection.numbers.expStatSn, &connection.numbers.expCmdSn,
                        &connection.numbers.maxCmdSn})
        *value = in.integer<std::uint32_t>();
    connection.cid = in.integer<std::uint16_t>();
    connection.tsih = in.integer<std::uint16_t>();
}

// --- the messages ---

void put(ByteWriter &out, const Hello &m)
{
    out.integer(m.pid);
    out.boolean(m.attached);
    out.boolean(m.connected);
    out.boolean(m.requestsFailed);
    put(out, m.timeouts);
    out.text(m.description, kMaxDescription);
    put(out, m.devices);
    out.integer(std::uint8_t(m.cids.size()));
    for (const auto cid : m.cids)
        out.integer(cid);
    putLimits(out, m.devices);
}

void get(ByteReader &in, Hello &m)
{
    m.pid = in.integer<std::uint32_t>();
    m.attached = in.boolean();
    m.connected = in.boolean();
    m.requestsFailed = in.boolean();
    get(in, m.timeouts);
    m.description = in.text(kMaxDescription);
    get(in, m.devices);
    const std::size_t count = in.integer<std::uint8_t>();
    if (count > kMaxConnections)
        in.refuse();
    for (std::size_t i = 0; i < count && in.ok(); ++i)
        m.cids.push_back(in.integer<std::uint16_t>());
    getLimits(in, m.devices);
}

void put(ByteWriter &out, const StartFailed &m) { put(out, m.error); }
void get(ByteReader &in, StartFailed &m) { get(in, m.error); }

void put(ByteWriter &out, const Reply &m)
{
    out.integer(m.serial);
    out.boolean(m.ok);
    if (!m.ok)
        put(out, m.error);
}

void get(ByteReader &in, Reply &m)
{
    m.serial = in.integer<std::uint32_t>();
    m.ok = in.boolean();
    if (!m.ok)
        get(in, m.error);
}

void getTime2Wait(ByteReader &in, std::int32_t &seconds)
{
    seconds = in.integer<std::int32_t>();
    if (seconds < -1 || seconds > 0xffff)
        in.refuse();
}

void put(ByteWriter &out, const ConnectionLost &m)
{
    put(out, m.error);
    out.integer(m.time2Wait);
}

void get(ByteReader &in, ConnectionLost &m)
{
    get(in, m.error);
    getTime2Wait(in, m.time2Wait);
}

void put(ByteWriter &out, const ConnectionDropped &m)
{
    out.integer(m.cid);
    put(out, m.error);
    out.integer(m.time2Wait);
}

void get(ByteReader &in, ConnectionDropped &m)
{
    m.cid = in.integer<std::uint16_t>();
    get(in, m.error);
    getTime2Wait(in, m.time2Wait);
}

void put(ByteWriter &out, const Devices &m)
{
    put(out, m.devices);
    putLimits(out, m.devices);
}

void get(ByteReader &in, Devices &m)
{
    get(in, m.devices);
    getLimits(in, m.devices);
}

void put(ByteWriter &out, const Async &m)
{
    out.integer(m.event);
    out.integer(m.vendorCode);
    for (const auto value : {m.parameter1, m.parameter2, m.parameter3})
        out.integer(value);
}

void get(ByteReader &in, Async &m)
{
    m.event = in.integer<std::uint8_t>();
    m.vendorCode = in.integer<std::uint8_t>();
    for (auto *value : {&m.parameter1, &m.parameter2, &m.parameter3})
        *value = in.integer<std::uint16_t>();
}

void put(ByteWriter &out, const Attach &m)
{
    out.integer(m.serial);
    put(out, m.connection);
    put(out, m.timeouts);
    out.text(m.description, kMaxDescription);
}

void get(ByteReader &in, Attach &m)
{
    m.serial = in.integer<std::uint32_t>();
    get(in, m.connection);
    get(in, m.timeouts);
    m.description = in.text(kMaxDescription);
}

void put(ByteWriter &out, const Reattach &m)
{
    out.integer(m.serial);
    put(out, m.connection);
    out.text(m.description, kMaxDescription);
}

void get(ByteReader &in, Reattach &m)
{
    m.serial = in.integer<std::uint32_t>();
    get(in, m.connection);
    m.description = in.text(kMaxDescription);
}

void put(ByteWriter &out, const AddConnection &m)
{
    out.integer(m.serial);
    put(out, m.connection);
}

void get(ByteReader &in, AddConnection &m)
{
    m.serial = in.integer<std::uint32_t>();
    get(in, m.connection);
}

void put(ByteWriter &out, const SetTimeouts &m) { put(out, m.timeouts); }
void get(ByteReader &in, SetTimeouts &m) { get(in, m.timeouts); }

void put(ByteWriter &out, const Logout &m) { out.integer(m.serial); }
void get(ByteReader &in, Logout &m) { m.serial = in.integer<std::uint32_t>(); }
void put(ByteWriter &out, const Detach &m) { out.integer(m.serial); }
void get(ByteReader &in, Detach &m) { m.serial = in.integer<std::uint32_t>(); }
void put(ByteWriter &out, const Rescan &m) { out.integer(m.serial); }
void get(ByteReader &in, Rescan &m) { m.serial = in.integer<std::uint32_t>(); }

void put(ByteWriter &out, const Serve &m)
{
    out.integer(m.serial);
    out.integer(m.lun);
    out.text(m.blockDevice, TextBounds::blockDevice);
}

void get(ByteReader &in, Serve &m)
{
    m.serial = in.integer<std::uint32_t>();
    m.lun = in.integer<std::uint64_t>();
    getName(in, m.blockDevice);
}

void put(ByteWriter &, const RequestsFailed &) {}
void get(ByteReader &, RequestsFailed &) {}
void put(ByteWriter &, const Suspend &) {}
void get(ByteReader &, Suspend &) {}
void put(ByteWriter &, const Renegotiate &) {}
void get(ByteReader &, Renegotiate &) {}

/// The type on the wire is the index in the variant: append only, or raise kVersion.
template <std::size_t Index>
Message read(ByteReader &in)
{
    std::variant_alternative_t<Index, Message> message;
    get(in, message);
    return message;
}

template <std::size_t... Indices>
Message readAny(ByteReader &in, std::size_t type, std::index_sequence<Indices...>)
{
    using Function = Message (*)(ByteReader &);
    constexpr std::array<Function, sizeof...(Indices)> kReaders{&read<Indices>...};
    return kReaders[type](in);
}

bool withinBounds(const Message &message)
{
    return std::visit(Overloaded{
                          [](const Hello &m) {
                              return m.description.size() <= kMaxDescription && m.devices.size() <= kMaxDevices &&
                                     m.cids.size() <= kMaxConnections;
                          },
                          [](const Attach &m) { return m.description.size() <= kMaxDescription; },
                          [](const Reattach &m) { return m.description.size() <= kMaxDescription; },
                          [](const Devices &m) { return m.devices.size() <= kMaxDevices; },
                          [](const auto &) { return true; },
                      },
                      message);
}

} // namespace

Result<std::vector<std::byte>> encode(const Message &message)
{
    if (!withinBounds(message))
        return fail(ErrorCode::InvalidArgument, "data plane message: description or device list is too long");
    ByteWriter out;
    out.integer(kMagic);
    out.integer(kVersion);
    out.integer(std::uint16_t(message.index()));
    std::visit([&out](const auto &m) { put(out, m); }, message);
    return out.take();
}

Result<Message> decode(std::span<const std::byte> bytes)
{
    if (bytes.size() > kMaxMessage)
        return fail(ErrorCode::ProtocolViolation,
                    "data plane message: longer than " + std::to_string(kMaxMessage) + " bytes");
    ByteReader in(bytes);
    const auto magic = in.integer<std::uint32_t>();
    const auto version = in.integer<std::uint16_t>();
    const auto type = in.integer<std::uint16_t>();
    if (!in.ok() || magic != kMagic)
        return fail(ErrorCode::ProtocolViolation, "data plane message: no header");
    if (version != kVersion) {
        return fail(ErrorCode::NotSupported, "data plane message: version " + std::to_string(version) +
                                                 ", this program speaks version " + std::to_string(kVersion));
    }
    if (type >= std::variant_size_v<Message>)
        return fail(ErrorCode::ProtocolViolation, "data plane message: unknown type " + std::to_string(type));
    Message message = readAny(in, type, std::make_index_sequence<std::variant_size_v<Message>>());
    if (!in.ok())
        return fail(ErrorCode::ProtocolViolation,
                    "data plane message: type " + std::to_string(type) + " is cut short or out of bounds");
    if (!in.atEnd())
        return fail(ErrorCode::ProtocolViolation,
                    "data plane message: type " + std::to_string(type) + " has bytes behind its end");
    return message;
}

} // namespace portolan::dataplane::ipc
