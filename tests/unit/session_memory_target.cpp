// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/session_memory_target.h"

#include <algorithm>
#include <iterator>

namespace portolan::test {

bool CommandOrder::take(std::uint32_t cmdSn)
{
    if (isDue(cmdSn) || !early.insert(cmdSn).second)
        return false;
    while (early.erase(expCmdSn) > 0)
        ++expCmdSn;
    return true;
}

MemoryTarget::MemoryTarget(Bytes &disk, const protocol::NegotiatedParameters &parameters, std::uint32_t seed,
                           std::uint32_t statSn, std::shared_ptr<CommandOrder> order)
    : m_disk(disk)
    , m_parameters(parameters)
    , m_random(seed)
    , m_order(std::move(order))
    , m_statSn(statSn)
    , m_lastCmdSn(m_order->expCmdSn - 1)
{
    m_stream.headerDigest = parameters.headerDigest;
    m_stream.dataDigest = parameters.dataDigest;
}

void MemoryTarget::send(WirePdu pdu, bool consumesStatSn)
{
    // The window never shrinks; it grows when it likes to, and may stay closed for a while.
    if (chance(70) || m_commands.empty()) {
        const std::uint32_t wanted = m_order->expCmdSn + random(20);
        if (std::int32_t(wanted - m_order->maxCmdSn) > 0)
            m_order->maxCmdSn = wanted;
    }
    pdu.set(24, 4, consumesStatSn ? m_statSn++ : m_statSn).set(28, 4, m_order->expCmdSn).set(32, 4, m_order->maxCmdSn);
    const Bytes bytes = pdu.encode(m_parameters.headerDigest, m_parameters.dataDigest, std::byte(random(256)));
    output.insert(output.end(), bytes.begin(), bytes.end());
}

void MemoryTarget::receive(std::span<const std::byte> bytes)
{
    m_stream.append(bytes);
    while (auto pdu = m_stream.next())
        handle(*pdu);
}

void MemoryTarget::handle(const WirePdu &pdu)
{
    if (pdu.data.size() > m_parameters.maxXmitDataSegmentLength)
        complain("data segment above MaxRecvDataSegmentLength");
    if (std::int32_t(pdu.u32(28) - m_statSn) > 0)
        complain("ExpStatSN acknowledges a status that was never sent");
    switch (pdu.opcode()) {
    case 0x00:
        if (!pdu.immediate() && !m_order->take(pdu.u32(24)))
            return; // §4.2.2.1: a number that was there is silently ignored
        if (pdu.itt() != 0xffffffff)
            send(SessionPeer::nopIn(pdu.itt(), 0xffffffff).with(pdu.data), true);
        return;
    case 0x01:
        return handleCommand(pdu);
    case 0x05:
        return handleDataOut(pdu);
    case 0x06: {
        if ((pdu.flags() & 0x7f) != 1)
            complain("a logout of the session");
        const bool known = closeConnection(unsigned(pdu.get(20, 2)));
        return send(WirePdu(0x26).set(2, 1, known ? 0 : 1).set(16, 4, pdu.itt()), true);
    }
    default:
        complain("unexpected opcode");
    }
}

void MemoryTarget::handleCommand(const WirePdu &pdu)
{
    ++commands;
    if (std::int32_t(pdu.u32(24) - m_lastCmdSn) <= 0)
        complain("CmdSN goes back on its connection"); // SEQ-01, SEQ-07
    m_lastCmdSn = pdu.u32(24);
    if (!m_order->take(m_lastCmdSn))
        complain("CmdSN used twice");
    if (std::int32_t(pdu.u32(24) - m_order->maxCmdSn) > 0)
        complain("command beyond the window"); // SEQ-05
    if (m_unsolicited != 0xffffffff)
        complain("command inside the unsolicited burst of another"); // DAT-03
    if (m_commands.contains(pdu.itt()))
        complain("task tag in use"); // PDU-04
    Command command;
    command.pdu = pdu;
    command.length = pdu.u32(20);
    command.diskOffset = std::size_t(pdu.get(34, 4)) * 512;
    command.busy = mayBeBusy && chance(5);
    const bool write = (pdu.flags() & 0x20) != 0;
    const std::uint32_t burst = std::min(m_parameters.firstBurstLength, command.length);
    if (!pdu.data.empty()) {
        if (!write || !m_parameters.immediateData || pdu.data.size() > burst)
            complain("immediate data that is not allowed"); // DAT-02
        store(command, 0, pdu.data);
        command.done = std::uint32_t(pdu.data.size());
    }
    if (!pdu.final()) {
        if (!write || m_parameters.initialR2T)
            complain("unsolicited data that is not allowed");
        command.transfers.push_back({0xffffffff, command.done, burst - command.done, 0});
        command.done = burst;
        m_unsolicited = pdu.itt();
    }
    m_commands.emplace(pdu.itt(), std::move(command));
}

void MemoryTarget::store(Command &command, std::uint32_t offset, const Bytes &data)
{
    std::ranges::copy(data, m_disk.begin() + std::ptrdiff_t(command.diskOffset + offset));
    command.taken += std::uint32_t(data.size());
}

void MemoryTarget::handleDataOut(const WirePdu &pdu)
{
    const auto found = m_commands.find(pdu.itt());
    if (found == m_commands.end())
        return complain("Data-Out for no command");
    Command &command = found->second;
    const auto transfer =
        std::ranges::find(command.transfers, pdu.u32(20), [](const Transfer &one) { return one.ttt; });
    if (transfer == command.transfers.end())
        return complain("Data-Out for no R2T");
    if (transfer != command.transfers.begin())
        complain("R2Ts of one task not answered in order"); // DAT-07
    if (pdu.u32(36) != transfer->dataSn++ || pdu.u32(40) != transfer->offset || pdu.data.size() > transfer->remaining)
        return complain("Data-Out out of place"); // DAT-06
    store(command, transfer->offset, pdu.data);
    transfer->offset += std::uint32_t(pdu.data.size());
    transfer->remaining -= std::uint32_t(pdu.data.size());
    if (pdu.final() != (transfer->remaining == 0))
        complain("F bit is not on the last Data-Out");
    if (transfer->remaining > 0)
        return;
    if (transfer->ttt == 0xffffffff)
        m_unsolicited = 0xffffffff;
    command.transfers.erase(transfer);
}

bool MemoryTarget::work()
{
    if (chance(3))
        send(SessionPeer::nopIn(0xffffffff, chance(50) ? 0xffffffff : random(1000)), false);
    if (m_commands.empty())
        return !output.empty();
    auto one = m_commands.begin();
    std::advance(one, random(std::uint32_t(m_commands.size())));
    step(one->first, one->second);
    return true;
}

void MemoryTarget::step(std::uint32_t itt, Command &command)
{
    if (!m_order->isDue(command.pdu.u32(24))) // others come first
        return;
    if ((command.pdu.flags() & 0x60) == 0 || command.busy) {
        if (command.transfers.empty()) {
            send(SessionPeer::response(itt, command.busy ? 0x08 : 0x00), true);
            finish(itt);
        }
    } else if ((command.pdu.flags() & 0x40) != 0) {
        stepRead(itt, command);
    } else {
        stepWrite(itt, command);
    }
}

void MemoryTarget::stepRead(std::uint32_t itt, Command &command)
{
    const std::uint32_t most = std::min(command.length - command.done, m_parameters.maxRecvDataSegmentLength);
    const auto [offset, part] = nextPiece(command, chance(30) ? random(most + 1) : most);
    const auto at = m_disk.begin() + std::ptrdiff_t(command.diskOffset + offset);
    const bool last = command.done + part == command.length;
    const bool withStatus = last && chance(50);
    send(SessionPeer::dataIn(itt, command.sn++, offset, Bytes(at, at + std::ptrdiff_t(part)),
                             withStatus                                                ? 0x81
                             : last || !m_parameters.dataSequenceInOrder || chance(10) ? 0x80
                                                                                       : 0),
         withStatus);
    command.done += part;
    if (!last)
        return;
    if (!withStatus)
        send(SessionPeer::response(itt).set(36, 4, command.sn), true);
    finish(itt);
}

void MemoryTarget::stepWrite(std::uint32_t itt, Command &command)
{
    if (command.taken == command.length) {
        send(SessionPeer::response(itt), true);
        return finish(itt);
    }
    if (command.done == command.length || command.transfers.size() >= m_parameters.maxOutstandingR2T ||
        (!command.transfers.empty() && command.transfers.front().ttt == 0xffffffff))
        return;
    const std::uint32_t most = std::min(command.length - command.done, m_parameters.maxBurstLength);
    const auto [offset, part] = nextPiece(command, chance(50) ? 1 + random(most) : most);
    const std::uint32_t ttt = itt ^ (command.sn << 20) ^ 0x5a;
    send(SessionPeer::r2t(itt, command.sn++, offset, part, ttt, command.pdu.lun()), false);
    command.transfers.push_back({ttt, offset, part, 0});
    command.done += part;
}

std::pair<std::uint32_t, std::uint32_t> MemoryTarget::nextPiece(Command &command, std::uint32_t most)
{
    const bool read = (command.pdu.flags() & 0x40) != 0;
    const bool inOrder = m_parameters.dataSequenceInOrder && (!read || m_parameters.dataPduInOrder);
    if (inOrder || most == 0)
        return {command.done, most};
    if (command.pieces.empty())
        command.pieces.emplace_back(command.done, command.length);
    const auto piece = command.pieces.begin() + std::ptrdiff_t(random(std::uint32_t(command.pieces.size())));
    const auto [begin, end] = *piece;
    command.pieces.erase(piece);
    const std::uint32_t size = std::min(most, end - begin), at = begin + random(end - begin - size + 1);
    for (const auto &rest : {std::pair(begin, at), std::pair(at + size, end)}) {
        if (rest.first < rest.second)
            command.pieces.push_back(rest);
    }
    return {at, size};
}

void MemoryTarget::close(bool forget)
{
    for (const auto &[itt, command] : m_commands) {
        if (forget)
            m_order->early.erase(command.pdu.u32(24));
    }
    m_commands.clear();
    output.clear();
}

void MemoryTarget::finish(std::uint32_t itt) { m_commands.erase(itt); }

} // namespace portolan::test
