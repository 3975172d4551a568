// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/logout.h"
#include "daemon/protocol/pdu/nop.h"
#include "daemon/protocol/pdu/scsi_command.h"
#include "daemon/protocol/session/session_core.h"

#include <algorithm>

namespace portolan::protocol {

namespace {

/// Commands in a row before waiting data gets its turn, and the other way round.
constexpr unsigned kCommandsPerTurn = 8;

} // namespace

void SessionMachine::Private::fill(std::size_t segments)
{
    while (m_send.hasRoom() && m_send.segments() < segments) {
        if (m_logout.stage == Logout::Stage::Sent) // §11.14: nothing may follow it
            return;
        if (buildControl())
            continue;
        if (m_logout.stage != Logout::Stage::None) // waits to be sent again
            return;
        // DAT-03: unsolicited bursts leave in command order, so one is finished before the next command begins.
        if (buildUnsolicited())
            continue;
        if (m_commandsInRow < kCommandsPerTurn && buildCommand()) {
            ++m_commandsInRow;
            continue;
        }
        m_commandsInRow = 0;
        if (buildSolicited() || buildCommand())
            continue;
        return;
    }
}

bool SessionMachine::Private::buildControl()
{
    if (!m_nopAnswers.empty()) {
        buildNopAnswer();
        return true;
    }
    if (auto *const entry = m_functions.nextToSend()) {
        buildTaskManagement(*entry);
        return true;
    }
    if (m_pingReady) {
        buildPing();
        return true;
    }
    if (m_text.isReady()) {
        buildText();
        return true;
    }
    if (m_logout.stage == Logout::Stage::Ready) {
        buildLogout();
        return true;
    }
    return false;
}

void SessionMachine::Private::buildNopAnswer()
{
    pdu::NopOut nop;
    nop.immediate = true;
    nop.lun = m_nopAnswers.front().lun;
    nop.targetTransferTag = m_nopAnswers.front().targetTransferTag;
    nop.cmdSn = m_window.current();
    nop.expStatSn = m_status.expected();
    nop.encode(m_send.header());
    m_send.commit();
    m_nopAnswers.pop();
    ++m_counters.nopsSent;
}

void SessionMachine::Private::buildPing()
{
    const auto data = m_pingData ? std::as_bytes(std::span(kPingData)) : std::span<const std::byte>();
    pdu::NopOut nop;
    nop.immediate = true;
    nop.initiatorTaskTag = controlTag(ControlKind::Ping, m_keepAlive.sequence());
    nop.dataSegmentLength = std::uint32_t(data.size());
    nop.cmdSn = m_window.current();
    nop.expStatSn = m_status.expected();
    nop.encode(m_send.header());
    m_send.commit(data);
    m_pingReady = false;
    ++m_counters.nopsSent;
}

void SessionMachine::Private::buildTaskManagement(TaskManagementTable::Entry &entry)
{
    entry.stage = TaskManagementTable::Stage::Sent;
    entry.cmdSn = m_window.current();
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

void SessionMachine::Private::buildText()
{
    pdu::TextRequest request = m_text.take();
    request.cmdSn = m_window.current();
    request.expStatSn = m_status.expected();
    request.encode(m_send.header());
    m_send.commit();
}

void SessionMachine::Private::buildLogout()
{
    m_logout.stage = Logout::Stage::Sent;
    pdu::LogoutRequest request;
    request.immediate = true;
    request.reason = pdu::LogoutReason::CloseSession;
    request.initiatorTaskTag = m_logout.tag;
    request.cmdSn = m_window.current();
    request.expStatSn = m_status.expected();
    request.encode(m_send.header());
    m_send.commit();
}

bool SessionMachine::Private::buildUnsolicited()
{
    if (m_unsolicited.finished())
        return false;
    buildDataOut(m_unsolicited);
    return true;
}

bool SessionMachine::Private::buildSolicited()
{
    if (m_r2ts.empty())
        return false;
    DataOutSequence &sequence = m_r2ts.front(); // order of arrival, DAT-07
    buildDataOut(sequence);
    if (sequence.finished()) {
        --sequence.task->outstandingR2ts;
        m_r2ts.pop();
    }
    return true;
}

void SessionMachine::Private::buildDataOut(DataOutSequence &sequence)
{
    Task &task = *sequence.task;
    const pdu::DataOut out = sequence.next(m_parameters.maxXmitDataSegmentLength, m_status.expected());
    out.encode(m_send.header());
    m_send.commit(task.request.dataOut.subspan(out.bufferOffset, out.dataSegmentLength), &task);
    task.built += out.dataSegmentLength;
}

bool SessionMachine::Private::buildCommand()
{
    if (m_state.state() != ConnectionState::LoggedIn)
        return false;
    if (Task *const task = m_resend.popFront()) { // has its CmdSN already
        buildCommand(*task);
        return true;
    }
    if (m_nextToIssue == nullptr || !m_window.isOpen())
        return false;
    Task &task = *m_nextToIssue;
    issue(task);
    buildCommand(task);
    return true;
}

void SessionMachine::Private::buildCommand(Task &task)
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
    m_send.commit(task.request.dataOut.first(immediate), &task);
    task.built = immediate;
    task.r2tEnd = immediate + unsolicited;
    if (!isInOrder())
        task.covered.add(0, task.r2tEnd);
    if (unsolicited > 0)
        m_unsolicited = {&task, kReservedTag, Lun{}, immediate, unsolicited, 0};
}

} // namespace portolan::protocol
