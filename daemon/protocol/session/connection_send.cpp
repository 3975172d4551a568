// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/logout.h"
#include "daemon/protocol/pdu/nop.h"
#include "daemon/protocol/pdu/scsi_command.h"
#include "daemon/protocol/session/connection.h"
#include "daemon/protocol/session/session_core.h"

#include <algorithm>

namespace portolan::protocol {

namespace {

/// Commands in a row before waiting data gets its turn, and the other way round.
constexpr unsigned kCommandsPerTurn = 8;

} // namespace

void SessionMachine::Connection::fill(std::size_t segments)
{
    std::uint64_t share = m_session.shareOf(*this);
    while (isUp() && m_send.hasRoom() && m_send.segments() < segments) {
        if (m_logout.isSent()) // §11.14: nothing may follow it
            return;
        if (buildControl())
            continue;
        if (m_session.m_closing != nullptr) // the Logout of the session is on its way, or waits to be sent again
            return;
        // DAT-03: unsolicited bursts leave in command order, so one is finished before the next command begins.
        if (buildUnsolicited())
            continue;
        if (m_commandsInRow < kCommandsPerTurn && buildCommand(share)) {
            ++m_commandsInRow;
            continue;
        }
        m_commandsInRow = 0;
        if (buildSolicited() || buildCommand(share))
            continue;
        return;
    }
}

bool SessionMachine::Connection::buildControl()
{
    if (!m_nopAnswers.empty()) {
        buildNopAnswer();
        return true;
    }
    if (auto *const entry = m_session.m_functions.nextToSend(m_slot)) {
        buildTaskManagement(*entry);
        return true;
    }
    if (m_pingReady) {
        buildPing();
        return true;
    }
    if (takesCommands() && buildPlug())
        return true;
    if (m_text.isReady()) {
        buildText();
        return true;
    }
    for (auto *const logout : {&m_cleanup, &m_logout}) {
        if (logout->isReady()) {
            buildLogout(*logout);
            return true;
        }
    }
    return false;
}

void SessionMachine::Connection::buildNopAnswer()
{
    pdu::NopOut nop;
    nop.immediate = true;
    nop.lun = m_nopAnswers.front().lun;
    nop.targetTransferTag = m_nopAnswers.front().targetTransferTag;
    nop.cmdSn = m_session.m_window.current();
    nop.expStatSn = m_status.expected();
    nop.encode(m_send.header());
    m_send.commit();
    m_nopAnswers.pop();
    ++m_session.m_counters.nopsSent;
}

void SessionMachine::Connection::buildPing()
{
    const auto data = m_pingData ? std::as_bytes(std::span(kPingData)) : std::span<const std::byte>();
    pdu::NopOut nop;
    nop.immediate = true;
    nop.initiatorTaskTag = controlTag(ControlKind::Ping, m_keepAlive.sequence());
    nop.dataSegmentLength = std::uint32_t(data.size());
    nop.cmdSn = m_session.m_window.current();
    nop.expStatSn = m_status.expected();
    nop.encode(m_send.header());
    m_send.commit(data);
    m_pingReady = false;
    ++m_session.m_counters.nopsSent;
}

bool SessionMachine::Connection::buildPlug()
{
    const auto hole = m_session.nextHole();
    if (!hole)
        return false;
    pdu::NopOut nop;
    nop.cmdSn = *hole;
    nop.initiatorTaskTag = controlTag(ControlKind::Plug, *hole);
    nop.expStatSn = m_status.expected();
    nop.encode(m_send.header());
    m_send.commit();
    ++m_session.m_plugsSent;
    ++m_session.m_counters.nopsSent;
    m_holes.removeIf([this](std::uint32_t old) { return m_session.m_window.hasArrived(old); });
    (void)m_holes.push(*hole); // there is room: see start()
    return true;
}

void SessionMachine::Connection::buildTaskManagement(TaskManagementTable::Entry &entry)
{
    entry.stage = TaskManagementTable::Stage::Sent;
    entry.slot = m_slot;
    entry.cmdSn = m_session.m_window.current();
    pdu::TaskManagementRequest request;
    request.immediate = true; // a closed window must not keep it back
    request.function = entry.function;
    request.lun = entry.lun;
    request.initiatorTaskTag = entry.tag;
    request.cmdSn = entry.cmdSn;
    request.expStatSn = m_status.expected();
    if (entry.function == pdu::TaskFunction::AbortTask) {
        request.referencedTaskTag = entry.referencedTag;
        request.refCmdSn = entry.refCmdSn;
    }
    request.encode(m_send.header());
    m_send.commit();
}

void SessionMachine::Connection::buildText()
{
    pdu::TextRequest request = m_text.take();
    request.cmdSn = m_session.m_window.current();
    request.expStatSn = m_status.expected();
    request.encode(m_send.header());
    m_send.commit();
}

void SessionMachine::Connection::buildLogout(LogoutExchange &logout)
{
    if (&logout == &m_logout)
        (void)m_state.moveTo(ConnectionState::InLogout); // T9 or T10
    pdu::LogoutRequest request = logout.take();
    request.cmdSn = m_session.m_window.current();
    request.expStatSn = m_status.expected();
    request.encode(m_send.header());
    m_send.commit();
}

bool SessionMachine::Connection::buildUnsolicited()
{
    if (m_unsolicited.finished())
        return false;
    buildDataOut(m_unsolicited);
    return true;
}

bool SessionMachine::Connection::buildSolicited()
{
    if (m_r2ts.empty())
        return false;
    DataOutSequence &sequence = m_r2ts.front(); // order of arrival, DAT-07
    buildDataOut(sequence);
    if (isUp() && sequence.finished()) {
        --sequence.task->outstandingR2ts;
        m_r2ts.pop();
    }
    return true;
}

std::span<const std::byte> SessionMachine::Connection::payloadOf(Task &task, std::size_t offset, std::size_t size)
{
    const auto payload = task.request.dataOut.subspan(offset, size);
    const bool mayStay = !m_parameters.dataDigest && size >= ForeignMemory::kWorthMoving;
    if (size == 0 || mayStay || !m_session.isForeign(payload.data()))
        return payload;
    const auto loaded = m_session.m_config.foreignMemory->load(payload);
    if (loaded.empty())
        fail({ErrorCode::Internal, "the kernel does not give the data of a write"}, &task);
    return loaded;
}

void SessionMachine::Connection::buildDataOut(DataOutSequence &sequence)
{
    Task &task = *sequence.task;
    const pdu::DataOut out = sequence.next(m_parameters.maxXmitDataSegmentLength, m_status.expected());
    const auto payload = payloadOf(task, out.bufferOffset, out.dataSegmentLength);
    if (payload.empty())
        return;
    out.encode(m_send.header());
    m_send.commit(payload, &task);
    task.built += out.dataSegmentLength;
}

bool SessionMachine::Connection::buildCommand(std::uint64_t &share)
{
    if (!takesCommands())
        return false;
    if (Task *const task = m_resend.popFront()) { // has its CmdSN already
        buildCommand(*task);
        return true;
    }
    if (share == 0)
        return false;
    Task *const task = m_session.issueNext(*this);
    if (task == nullptr)
        return false;
    share -= std::min(share, task->length + kBytesPerCommand);
    buildCommand(*task);
    return true;
}

void SessionMachine::Connection::buildCommand(Task &task)
{
    const bool write = task.request.direction == TransferDirection::Write;
    std::uint32_t immediate = 0;
    std::uint32_t unsolicited = 0; // what follows in Data-Out PDUs, §4.2.5.2
    if (write) {
        const std::uint32_t burst = std::min(m_parameters.firstBurstLength, task.length);
        if (m_parameters.immediateData)
            immediate = DataOutSequence::piece(burst, m_parameters.maxXmitDataSegmentLength);
        if (!m_parameters.initialR2T)
            unsolicited = burst - immediate;
    }
    const auto payload = payloadOf(task, 0, immediate);
    if (payload.size() < immediate)
        return;
    pdu::ScsiCommand command;
    command.final = unsolicited == 0;
    command.read = task.request.direction == TransferDirection::Read;
    command.write = write;
    command.attribute = pdu::TaskAttribute::Simple;
    command.dataSegmentLength = immediate;
    command.lun = task.request.lun;
    command.initiatorTaskTag = task.tag;
    command.expectedDataTransferLength = task.length;
    command.cmdSn = task.cmdSn;
    command.expStatSn = m_status.expected();
    command.cdb = task.request.cdb;
    command.encode(m_send.header());
    m_send.commit(payload, &task);
    task.built = immediate;
    task.r2tEnd = immediate + unsolicited;
    if (!isInOrder())
        task.covered.add(0, task.r2tEnd);
    if (unsolicited > 0)
        m_unsolicited = {&task, kReservedTag, Lun{}, immediate, unsolicited, 0};
}

} // namespace portolan::protocol
