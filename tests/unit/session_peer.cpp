// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/session_peer.h"

#include <algorithm>

namespace portolan::test {

using namespace protocol;

std::optional<WirePdu> InitiatorStream::next()
{
    const auto have = [&](std::size_t size) { return m_bytes.size() >= size; };
    std::size_t size = 48 + (headerDigest ? 4 : 0);
    if (!have(size))
        return std::nullopt;
    WirePdu pdu;
    std::copy_n(m_bytes.begin(), 48, pdu.header.begin());
    const auto length = std::size_t(pdu.get(5, 3));
    const std::size_t padded = (length + 3) / 4 * 4;
    const std::size_t dataAt = size;
    size += padded + (dataDigest && length > 0 ? 4 : 0);
    if (!have(size))
        return std::nullopt;
    const auto bytes = std::span<const std::byte>(m_bytes);
    Bytes expected;
    if (headerDigest) {
        appendDigest(expected, pdu.header);
        if (!std::ranges::equal(expected, bytes.subspan(48, 4)))
            complain("header digest of a PDU is wrong"); // DIG-02
    }
    pdu.data.assign(bytes.begin() + std::ptrdiff_t(dataAt), bytes.begin() + std::ptrdiff_t(dataAt + length));
    if (std::ranges::any_of(bytes.subspan(dataAt + length, padded - length),
                            [](std::byte b) { return b != std::byte{0}; }))
        complain("own padding is not zero"); // PDU-01
    if (dataDigest && length > 0) {
        expected.clear();
        appendDigest(expected, bytes.subspan(dataAt, padded));
        if (!std::ranges::equal(expected, bytes.subspan(dataAt + padded, 4)))
            complain("data digest of a PDU is wrong");
    }
    if (pdu.opcode() >= 0x20)
        complain("an initiator sent a target's opcode"); // PDU-03
    if (pdu.opcode() == 0x10)
        complain("a SNACK at ErrorRecoveryLevel 0"); // DAT-23
    if (pdu.opcode() == 0x02 && (pdu.flags() & 0x7fu) == 1 && (pdu.u32(20) & 0x80000000u) != 0)
        complain("ABORT TASK for what is no command"); // TMF-11
    // Auto contingent allegiance would bind a unit to one connection of several: it is never asked for (MCS-06). Nor is
    // a reset of the whole target, whose answer may never come (TMF-12), or what needs another recovery level.
    if (pdu.opcode() == 0x01 && (pdu.flags() & 7u) == 4)
        complain("a command with the ACA attribute");
    if (pdu.opcode() == 0x02 && (pdu.flags() & 0x7fu) != 1 && (pdu.flags() & 0x7fu) != 5)
        complain("a function that is neither ABORT TASK nor LOGICAL UNIT RESET");
    if (pdu.get(4, 1) != 0)
        complain("additional header segment without a long CDB"); // PDU-06
    m_bytes.erase(m_bytes.begin(), m_bytes.begin() + std::ptrdiff_t(size));
    return pdu;
}

SessionMachine::Config SessionPeer::defaults()
{
    SessionMachine::Config config;
    config.numbers = {.cmdSn = 100, .expStatSn = 500, .expCmdSn = 100, .maxCmdSn = 163};
    config.maxTasks = 16;
    config.nopInterval = std::chrono::milliseconds(0);
    return config;
}

SessionPeer::SessionPeer(const SessionMachine::Config &config)
    : machine(config, now)
    , statSn(config.numbers.expStatSn)
    , expCmdSn(config.numbers.cmdSn)
    , m_headerDigest(config.parameters.headerDigest)
    , m_dataDigest(config.parameters.dataDigest)
{
    stream.headerDigest = m_headerDigest;
    stream.dataDigest = m_dataDigest;
}

Bytes SessionPeer::leave(unsigned slot)
{
    Bytes bytes;
    std::array<Segment, 32> segments;
    while (const std::size_t count = machine.gather(segments, now, slot)) {
        std::size_t size = 0;
        for (const Segment &segment : std::span(segments).first(count)) {
            bytes.insert(bytes.end(), segment.data, segment.data + segment.size);
            size += segment.size;
        }
        machine.sent(size, now, slot);
    }
    return bytes;
}

std::vector<WirePdu> SessionPeer::exchange(unsigned slot)
{
    InitiatorStream &bytes = slot == 0 ? stream : m_lanes[slot].stream;
    bytes.append(leave(slot));
    std::vector<WirePdu> pdus;
    while (auto pdu = bytes.next()) {
        if (!pdu->immediate() && (pdu->opcode() == 0x00 || pdu->opcode() == 0x01))
            take(pdu->u32(24));
        pdus.push_back(std::move(*pdu));
    }
    return pdus;
}

void SessionPeer::lose(unsigned slot) { leave(slot); }

void SessionPeer::take(std::uint32_t cmdSn)
{
    if (m_lanes.empty()) {
        expCmdSn = cmdSn + 1;
        return;
    }
    if (std::int32_t(cmdSn - expCmdSn) >= 0)
        m_early.insert(cmdSn);
    while (m_early.erase(expCmdSn) > 0)
        ++expCmdSn;
}

unsigned SessionPeer::addConnection(std::uint16_t cid)
{
    const SequenceNumbers numbers{
        .cmdSn = expCmdSn, .expStatSn = Lane{}.statSn, .expCmdSn = expCmdSn, .maxCmdSn = expCmdSn + window - 1};
    const auto slot = machine.addConnection(cid, NegotiatedParameters{}, numbers, now);
    if (!slot)
        return SessionMachine::kMaxConnections;
    m_lanes[*slot] = {};
    return *slot;
}

void SessionPeer::feed(std::span<const std::byte> bytes, unsigned slot)
{
    while (!bytes.empty()) {
        const std::size_t part = receiveInto(machine, bytes, SessionMachine::kMostReceiveSegments, slot);
        if (part == 0)
            return;
        machine.received(part, now, slot);
        bytes = bytes.subspan(part);
    }
}

std::size_t receiveInto(SessionMachine &machine, std::span<const std::byte> bytes, std::size_t segments, unsigned slot)
{
    std::array<ReceiveSegment, SessionMachine::kMostReceiveSegments> spaces;
    const std::size_t count = machine.receiveSegments(std::span(spaces).first(segments), slot);
    std::size_t taken = 0;
    for (const ReceiveSegment &space : std::span(spaces).first(count)) {
        const std::size_t part = std::min(space.size, bytes.size() - taken);
        std::copy_n(bytes.begin() + std::ptrdiff_t(taken), part, space.data);
        taken += part;
    }
    return taken;
}

void SessionPeer::sendOn(unsigned slot, WirePdu pdu)
{
    if (slot == 0)
        return send(std::move(pdu));
    pdu.set(24, 4, m_lanes[slot].statSn++).set(28, 4, expCmdSn).set(32, 4, expCmdSn + window - 1);
    feed(pdu.encode(), slot);
}

WirePdu SessionPeer::numbered(WirePdu pdu, bool consumesStatSn)
{
    pdu.set(24, 4, consumesStatSn ? statSn++ : statSn);
    pdu.set(28, 4, expCmdSn);
    pdu.set(32, 4, expCmdSn + window - 1);
    return pdu;
}

void SessionPeer::send(WirePdu pdu, bool consumesStatSn) { sendRaw(numbered(std::move(pdu), consumesStatSn)); }

std::vector<SessionEvent> SessionPeer::events()
{
    std::vector<SessionEvent> all;
    while (auto event = machine.poll())
        all.push_back(std::move(*event));
    return all;
}

std::optional<TaskCompleted> SessionPeer::completion()
{
    const auto all = events();
    if (all.size() != 1 || !std::holds_alternative<TaskCompleted>(all.front()))
        return std::nullopt;
    return std::get<TaskCompleted>(all.front());
}

std::optional<ConnectionFailed> SessionPeer::failure()
{
    std::optional<ConnectionFailed> failed;
    for (auto &event : events())
        if (auto *const one = std::get_if<ConnectionFailed>(&event))
            failed = *one;
    return failed;
}

void SessionPeer::reconnect(const NegotiatedParameters &parameters, std::uint32_t cmdSn)
{
    statSn = 500;
    expCmdSn = cmdSn;
    m_headerDigest = parameters.headerDigest;
    m_dataDigest = parameters.dataDigest;
    stream = {};
    stream.headerDigest = m_headerDigest;
    stream.dataDigest = m_dataDigest;
    machine.reconnect(parameters, {.cmdSn = cmdSn, .expStatSn = 500, .expCmdSn = cmdSn, .maxCmdSn = cmdSn + window - 1},
                      now);
}

WirePdu SessionPeer::response(std::uint32_t itt, unsigned status, unsigned flags)
{
    return WirePdu(0x21, flags).set(3, 1, status).set(16, 4, itt);
}

WirePdu SessionPeer::checkCondition(std::uint32_t itt, unsigned key, unsigned asc, unsigned ascq)
{
    Bytes data(2 + 18);
    data[1] = std::byte{18};
    data[2] = std::byte{0x70};
    data[4] = std::byte(key);
    data[9] = std::byte{10};
    data[14] = std::byte(asc);
    data[15] = std::byte(ascq);
    return response(itt, 0x02).with(std::move(data));
}

WirePdu SessionPeer::dataIn(std::uint32_t itt, std::uint32_t dataSn, std::uint32_t offset, Bytes data, unsigned flags)
{
    return WirePdu(0x25, flags)
        .set(16, 4, itt)
        .set(20, 4, 0xffffffff)
        .set(36, 4, dataSn)
        .set(40, 4, offset)
        .with(std::move(data));
}

WirePdu SessionPeer::r2t(std::uint32_t itt, std::uint32_t r2tSn, std::uint32_t offset, std::uint32_t length,
                         std::uint32_t ttt, std::uint64_t lun)
{
    return WirePdu(0x31)
        .set(8, 8, lun)
        .set(16, 4, itt)
        .set(20, 4, ttt)
        .set(36, 4, r2tSn)
        .set(40, 4, offset)
        .set(44, 4, length);
}

WirePdu SessionPeer::nopIn(std::uint32_t itt, std::uint32_t ttt, std::uint64_t lun)
{
    return WirePdu(0x20).set(8, 8, lun).set(16, 4, itt).set(20, 4, ttt);
}

WirePdu SessionPeer::async(unsigned event, unsigned p1, unsigned p2, unsigned p3)
{
    return WirePdu(0x32).set(16, 4, 0xffffffff).set(36, 1, event).set(38, 2, p1).set(40, 2, p2).set(42, 2, p3);
}

WirePdu SessionPeer::reject(unsigned reason, const WirePdu &rejected)
{
    return WirePdu(0x3f).set(2, 1, reason).set(16, 4, 0xffffffff).with(rejected.header);
}

WirePdu SessionPeer::functionResponse(std::uint32_t itt, unsigned response)
{
    return WirePdu(0x22).set(2, 1, response).set(16, 4, itt);
}

Bytes pattern(std::size_t size, unsigned seed)
{
    Bytes bytes(size);
    std::uint32_t x = seed * 2654435761u + 1;
    for (std::byte &b : bytes) {
        x = x * 1664525u + 1013904223u;
        b = std::byte(x >> 24);
    }
    return bytes;
}

ScsiRequest readRequest(std::span<std::byte> buffer, std::uint64_t cookie, std::uint64_t lun)
{
    ScsiRequest request;
    request.lun = Lun{lun};
    request.cdb[0] = std::byte{0x28};
    request.direction = TransferDirection::Read;
    request.dataIn = buffer;
    request.cookie = cookie;
    return request;
}

ScsiRequest writeRequest(std::span<const std::byte> buffer, std::uint64_t cookie, std::uint64_t lun)
{
    ScsiRequest request;
    request.lun = Lun{lun};
    request.cdb[0] = std::byte{0x2a};
    request.direction = TransferDirection::Write;
    request.dataOut = buffer;
    request.cookie = cookie;
    return request;
}

} // namespace portolan::test
