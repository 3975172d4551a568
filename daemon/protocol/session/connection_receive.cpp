// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/pdu/scsi_response.h"
#include "daemon/protocol/pdu/sense_view.h"
#include "daemon/protocol/scsi/sense.h"
#include "daemon/protocol/session/connection.h"
#include "daemon/protocol/session/session_core.h"

#include <algorithm>

namespace portolan::protocol {

namespace {

constexpr std::uint8_t kGood = 0x00;
constexpr std::uint8_t kCheckCondition = 0x02;
constexpr std::uint8_t kConditionMet = 0x04;

} // namespace

std::span<std::byte> SessionMachine::Connection::dataExpected(BhsView bhs)
{
    if (opcodeOf(bhs) != Opcode::DataIn)
        return m_control;
    prepareDataIn(bhs);
    if (m_dataInTask == nullptr)
        return {};
    return m_dataInTask->request.dataIn.subspan(m_dataIn.bufferOffset, m_dataIn.dataSegmentLength);
}

std::size_t SessionMachine::Connection::guessData(std::span<ReceiveSegment> segments)
{
    if (!isInOrder())
        return 0;
    // Below, what the kernel needs for each segment is more than the copy out of the staging buffer that it saves.
    constexpr std::size_t kWorthGuessing = std::size_t(16) << 10;
    std::size_t count = 0;
    // Targets mostly answer in order.
    for (Task *task = m_session.m_order.front(); task != nullptr && count < segments.size();
         task = Private::OrderList::next(*task)) {
        if (task->state != Task::State::Issued || task->slot != m_slot ||
            task->request.direction != TransferDirection::Read)
            continue;
        if (m_session.isForeign(task->request.dataIn.data()))
            return count; // nothing else can come with it
        std::size_t from = task->dataEnd;
        if (task == m_dataInTask) // ends where the PDU that is arriving does
            from = m_dataIn.hasStatus ? task->length : m_dataIn.bufferOffset + m_dataIn.dataSegmentLength;
        while (from < task->length && count < segments.size()) {
            const std::size_t size = std::min<std::size_t>(task->length - from, m_usualDataIn);
            if (size < kWorthGuessing)
                return count;
            segments[count++] = {task->request.dataIn.data() + from, size};
            from += size;
        }
    }
    return count;
}

void SessionMachine::Connection::pduArrived(BhsView bhs, std::span<const std::byte> data)
{
    if (!isUp())
        return;
    switch (opcodeOf(bhs)) {
    case Opcode::DataIn:
        return handleDataIn(bhs);
    case Opcode::ScsiResponse:
        return handleScsiResponse(bhs, data);
    case Opcode::ReadyToTransfer:
        return handleReadyToTransfer(bhs);
    case Opcode::NopIn:
        return handleNopIn(bhs, data);
    case Opcode::TaskManagementResponse:
        return handleTaskManagementResponse(bhs);
    case Opcode::AsyncMessage:
        return handleAsyncMessage(bhs, data);
    case Opcode::LogoutResponse:
        return handleLogoutResponse(bhs);
    case Opcode::TextResponse:
        return handleTextResponse(bhs, data);
    case Opcode::Reject:
        return handleReject(bhs, data);
    default: // PDU-03; a Login Response belongs to another phase
        return violation("a PDU with an opcode that no target may send now");
    }
}

void SessionMachine::Connection::digestFailed(const Error &error)
{
    ++m_session.m_counters.digestErrors;
    fail(error);
}

void SessionMachine::Connection::formatFailed(const Error &error) { fail(error); }

bool SessionMachine::Connection::updateWindow(std::uint32_t expCmdSn, std::uint32_t maxCmdSn)
{
    if (m_session.m_window.update(expCmdSn, maxCmdSn))
        return true;
    violation("ExpCmdSN acknowledges a command that was never sent");
    return false;
}

bool SessionMachine::Connection::takeStatus(std::uint32_t statSn)
{
    switch (m_status.order(statSn)) {
    case StatusOrder::InOrder:
        m_status.advance();
        return true;
    case StatusOrder::Duplicate:
        ++m_session.m_counters.protocolErrors;
        return false;
    case StatusOrder::Hole:
        violation("StatSN skips a status");
        return false;
    }
    return false;
}

Task *SessionMachine::Connection::expectTask(std::uint32_t tag, std::string_view pduName)
{
    Task *const task = m_session.m_tasks.find(tag);
    if (task != nullptr && task->slot == m_slot)
        return task;
    if (task != nullptr) // §4.2.5.1, DAT-01
        violation(std::string(pduName) + " on another connection than its command's");
    else if (!m_session.m_tasks.isTolerated(tag))
        violation(std::string(pduName) + " for a task that does not exist");
    return nullptr;
}

Task *SessionMachine::Connection::ownTask(std::uint32_t tag)
{
    Task *const task = m_session.m_tasks.find(tag);
    return task != nullptr && task->slot == m_slot ? task : nullptr;
}

void SessionMachine::Connection::prepareDataIn(BhsView bhs)
{
    m_dataInTask = nullptr;
    m_dataInDuplicate = false;
    auto parsed = pdu::DataIn::parse(bhs);
    if (!parsed)
        return fail(std::move(parsed).error(), ownTask(initiatorTaskTagOf(bhs)));
    m_dataIn = *parsed;
    if (m_dataIn.hasStatus && m_status.order(m_dataIn.statSn) == StatusOrder::Duplicate) {
        m_dataInDuplicate = true;
        ++m_session.m_counters.protocolErrors;
        return;
    }
    Task *const task = expectTask(m_dataIn.initiatorTaskTag, "Data-In");
    if (task != nullptr && dataInFits(*task))
        m_dataInTask = task;
}

bool SessionMachine::Connection::dataInFits(Task &task)
{
    if (task.request.direction != TransferDirection::Read) {
        violation("Data-In for a command that does not read", &task);
        return false;
    }
    if (m_dataIn.dataSn != task.dataSn) {
        if (serialLess(m_dataIn.dataSn, task.dataSn) && !m_dataIn.hasStatus) { // seen before (DAT-13)
            ++m_session.m_counters.protocolErrors;
            return false;
        }
        violation("DataSN skips a Data-In", &task); // lost, and only a retransmission could bring it back (DAT-14)
        return false;
    }
    const std::uint64_t end = std::uint64_t(m_dataIn.bufferOffset) + m_dataIn.dataSegmentLength;
    if (m_dataIn.dataSegmentLength > 0 && end > task.length) {
        violation("Data-In reaches behind the end of the transfer", &task);
        return false;
    }
    // Between sequences there may be no order, and inside of one there may be: §13.18, §13.19.
    const bool follows = isInOrder() || (m_parameters.dataPduInOrder && task.inSequence);
    if (follows && m_dataIn.dataSegmentLength > 0 && m_dataIn.bufferOffset != task.dataEnd) {
        violation("Data-In is not where the one before ended", &task);
        return false;
    }
    return true;
}

void SessionMachine::Connection::handleDataIn(BhsView bhs)
{
    if (dataSegmentLengthOf(bhs) == 0)
        prepareDataIn(bhs);
    if (!isUp() || m_dataInDuplicate || !updateWindow(m_dataIn.expCmdSn, m_dataIn.maxCmdSn))
        return;
    if (m_dataIn.hasStatus && !takeStatus(m_dataIn.statSn))
        return;
    Task *const task = m_dataInTask;
    m_dataInTask = nullptr;
    if (task == nullptr)
        return;
    ++task->dataSn;
    task->received = std::min(task->received + m_dataIn.dataSegmentLength, task->length);
    if (m_dataIn.dataSegmentLength > 0) {
        task->dataEnd = m_dataIn.bufferOffset + m_dataIn.dataSegmentLength;
        if (!isInOrder())
            task->covered.add(m_dataIn.bufferOffset, task->dataEnd);
        if (task->dataEnd < task->length)
            m_usualDataIn = m_dataIn.dataSegmentLength;
    }
    task->inSequence = !m_dataIn.final;
    if (m_dataIn.hasStatus)
        complete(*task, m_dataIn.status, {m_dataIn.overflow, m_dataIn.underflow, m_dataIn.residual});
}

void SessionMachine::Connection::handleScsiResponse(BhsView bhs, std::span<const std::byte> data)
{
    auto response = pdu::ScsiResponse::parse(bhs);
    if (!response)
        return fail(std::move(response).error(), ownTask(initiatorTaskTagOf(bhs)));
    if (!updateWindow(response->expCmdSn, response->maxCmdSn) || !takeStatus(response->statSn))
        return;
    Task *const task = expectTask(response->initiatorTaskTag, "SCSI Response");
    if (task == nullptr)
        return;
    if (response->response != pdu::ScsiResponse::kCompleted) // §11.4.3: status and flags mean nothing (CMD-04)
        return m_session.conclude(*task, TaskFailure::TargetFailure, m_session.m_now);
    if (task->request.direction == TransferDirection::Read && response->expDataSn > task->dataSn)
        return violation("the target sent Data-In that never arrived", task); // §11.4.8, CMD-13
    auto sense = pdu::SenseView::parse(data);
    if (!sense)
        return fail(std::move(sense).error(), task);
    if (response->status == kCheckCondition && sense->sense.empty()) // §7.7 calls it a format error (PDU-08)
        return violation("CHECK CONDITION without sense data", task);
    storeSense(*task, sense->sense);
    complete(*task, response->status, {response->overflow, response->underflow, response->residual});
}

void SessionMachine::Connection::storeSense(Task &task, std::span<const std::byte> sense)
{
    auto &stored = m_session.m_tasks.senseOf(task);
    const std::size_t length = std::min(sense.size(), stored.size());
    std::ranges::copy(sense.first(length), stored.begin());
    task.senseLength = std::uint8_t(length);
}

void SessionMachine::Connection::complete(Task &task, std::uint8_t status, Residual residual)
{
    if (task.received >= 2 * ForeignMemory::kWorthMoving)
        m_sendsSmallPieces = task.received / std::max(task.dataSn, 1U) < ForeignMemory::kWorthMoving;
    task.status = status;
    std::uint32_t promised = task.length;
    TaskFailure failure = TaskFailure::None;
    if (residual.overflow)
        task.residualOverflow = residual.count;
    if (residual.underflow) {
        promised = residual.count <= task.length ? task.length - residual.count : 0;
        if (residual.count > task.length) { // less than nothing cannot have been moved (CMD-10)
            ++m_session.m_counters.protocolErrors;
            failure = TaskFailure::ShortTransfer;
        }
    }
    const std::uint32_t moved = task.request.direction == TransferDirection::Read    ? task.received
                                : task.request.direction == TransferDirection::Write ? task.built
                                                                                     : 0;
    task.transferred = std::min(moved, promised);
    bool succeeded = status == kGood || status == kConditionMet;
    if (status == kCheckCondition) {
        const auto sense = scsi::Sense::parse(std::span(m_session.m_tasks.senseOf(task)).first(task.senseLength));
        succeeded = sense && !sense->deferred &&
                    (sense->key == scsi::SenseKey::NoSense || sense->key == scsi::SenseKey::RecoveredError);
    }
    // CMD-12, DAT-21: never report stale memory, or data that never left, as success.
    if (succeeded && (moved < promised || (!isInOrder() && !task.covered.isUpTo(moved))))
        failure = TaskFailure::ShortTransfer;
    m_session.conclude(task, failure, m_session.m_now);
}

bool SessionMachine::Connection::acceptable(const pdu::ReadyToTransfer &r2t, Task &task)
{
    std::string problem;
    const std::uint64_t end = std::uint64_t(r2t.bufferOffset) + r2t.desiredDataTransferLength;
    if (task.request.direction != TransferDirection::Write)
        problem = "R2T for a command that does not write";
    else if (r2t.lun != task.request.lun)
        problem = "R2T with another LUN than its command";
    else if (r2t.r2tSn != task.r2tSn)
        problem = "R2TSN is not the next one";
    else if (end > task.length)
        problem = "R2T reaches behind the end of the transfer";
    else if (r2t.desiredDataTransferLength > m_parameters.maxBurstLength) // DAT-24: so that one knows what to change
        problem = "R2T asks for " + std::to_string(r2t.desiredDataTransferLength) + " bytes, MaxBurstLength is " +
                  std::to_string(m_parameters.maxBurstLength);
    else if (task.outstandingR2ts >= m_parameters.maxOutstandingR2T)
        problem = "more R2Ts than MaxOutstandingR2T";
    else if (m_parameters.dataSequenceInOrder && r2t.bufferOffset < task.r2tEnd)
        problem = "R2T goes back although DataSequenceInOrder=Yes";
    if (problem.empty())
        return true;
    violation(problem, &task);
    return false;
}

void SessionMachine::Connection::handleReadyToTransfer(BhsView bhs)
{
    auto r2t = pdu::ReadyToTransfer::parse(bhs);
    if (!r2t)
        return fail(std::move(r2t).error(), ownTask(initiatorTaskTagOf(bhs)));
    if (!updateWindow(r2t->expCmdSn, r2t->maxCmdSn)) // its StatSN is only shown, not consumed (SEQ-14)
        return;
    Task *const task = expectTask(r2t->initiatorTaskTag, "R2T");
    if (task == nullptr)
        return;
    if (task->request.direction == TransferDirection::Write && serialLess(r2t->r2tSn, task->r2tSn)) {
        ++m_session.m_counters.protocolErrors; // seen before (DAT-13)
        return;
    }
    if (!acceptable(*r2t, *task))
        return;
    ++task->r2tSn;
    ++task->outstandingR2ts;
    task->r2tEnd = r2t->bufferOffset + r2t->desiredDataTransferLength;
    if (!isInOrder())
        task->covered.add(r2t->bufferOffset, task->r2tEnd);
    ++m_session.m_counters.r2ts;
    if (!m_r2ts.push({task, r2t->targetTransferTag, r2t->lun, r2t->bufferOffset, r2t->desiredDataTransferLength, 0}))
        violation("more R2Ts than this initiator can hold", task);
}

} // namespace portolan::protocol
