// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/session_core.h"

#include <utility>

namespace portolan::protocol {

namespace {

/// Connections a command may bring down before it is given up.
constexpr int kMaxBlame = 3;

void consider(std::optional<Instant> &earliest, std::optional<Instant> candidate)
{
    if (candidate && (!earliest || *candidate < *earliest))
        earliest = candidate;
}

} // namespace

std::optional<Instant> SessionMachine::Private::deadline() const
{
    if (!m_state.isFullFeature())
        return std::nullopt;
    std::optional<Instant> earliest;
    if (m_logout.stage != Logout::Stage::None) { // nothing else matters any more
        consider(earliest, m_logout.deadline);
        if (m_logout.stage == Logout::Stage::Delayed)
            consider(earliest, m_logout.sendAt);
        return earliest;
    }
    consider(earliest, m_keepAlive.deadline());
    consider(earliest, m_logoutAskedUntil);
    consider(earliest, m_text.deadline());
    consider(earliest, m_functions.deadline());
    if (!m_timers.empty())
        consider(earliest, m_timers.front()->deadline);
    return earliest;
}

void SessionMachine::Private::handleTimeout(Instant now)
{
    if (!m_state.isFullFeature())
        return;
    if (m_logout.stage != Logout::Stage::None) {
        if (now >= m_logout.deadline)
            return failConnection({ErrorCode::TimedOut, "no answer to the logout"});
        if (m_logout.stage == Logout::Stage::Delayed && now >= m_logout.sendAt)
            m_logout.stage = Logout::Stage::Ready;
        return;
    }
    switch (m_keepAlive.check(now)) {
    case KeepAlive::Due::Dead:
        return failConnection({ErrorCode::TimedOut, "the target is silent and does not answer a ping"});
    case KeepAlive::Due::Ping:
        m_pingReady = true;
        break;
    case KeepAlive::Due::Nothing:
        break;
    }
    checkRequests(now);
    if (m_state.isFullFeature())
        expireCommands(now);
}

void SessionMachine::Private::checkRequests(Instant now)
{
    if (m_logoutAskedUntil && now >= *m_logoutAskedUntil)
        return failConnection({ErrorCode::TimedOut, "the target asked for a logout that did not come"});
    if (m_text.deadline() && now >= *m_text.deadline())
        return failConnection({ErrorCode::TimedOut, "no answer to a Text Request"});
    m_functions.wakeDelayed(now);
    while (m_state.isFullFeature()) {
        auto *const entry = m_functions.overdue(now);
        if (entry == nullptr)
            return;
        functionFailed(*entry, false, now);
    }
}

void SessionMachine::Private::expireCommands(Instant now)
{
    while (!m_timers.empty() && m_timers.front()->deadline <= now) {
        Task &task = *m_timers.front();
        m_timers.remove(task);
        ++m_counters.timeouts;
        if (task.state == Task::State::Queued) { // the target never heard of it
            conclude(task, TaskFailure::TimedOut, now);
            continue;
        }
        task.expired = true;
        wantAbort(task);
    }
    startAborts(now);
}

void SessionMachine::Private::wantAbort(Task &task)
{
    if (task.wantsAbort)
        return;
    task.wantsAbort = true;
    ++m_wantAborts;
}

void SessionMachine::Private::startAborts(Instant now)
{
    for (Task *task = m_order.front(); task != nullptr && m_wantAborts > 0; task = OrderList::next(*task)) {
        if (!task->wantsAbort)
            continue;
        auto *const entry =
            m_functions.begin(pdu::TaskFunction::AbortTask, task->request.lun, now + m_config.abortTimeout);
        if (entry == nullptr)
            continue;
        entry->referencedTag = task->tag;
        entry->refCmdSn = task->cmdSn;
        task->wantsAbort = false;
        --m_wantAborts;
    }
}

void SessionMachine::Private::functionEnded(TaskManagementTable::Entry &entry, std::uint8_t response, Instant now)
{
    m_events.push(TaskManagementCompleted{std::uint8_t(entry.function), response, entry.lun});
    const bool gone = response == std::uint8_t(pdu::TaskFunctionResponse::Complete) ||
                      response == std::uint8_t(pdu::TaskFunctionResponse::TaskDoesNotExist);
    if (!gone)
        return functionFailed(entry, true, now);
    if (entry.function == pdu::TaskFunction::LogicalUnitReset) {
        concludeUnit(entry, now);
    } else if (Task *const task = m_tasks.find(entry.referencedTag)) {
        concludeTolerant(*task, task->rejected ? TaskFailure::Rejected : TaskFailure::TimedOut, now);
    }
    m_functions.end(entry);
    startAborts(now);
}

void SessionMachine::Private::concludeUnit(const TaskManagementTable::Entry &reset, Instant now)
{
    for (Task *task = m_order.front(); task != nullptr && task->state == Task::State::Issued;) {
        Task *const next = OrderList::next(*task);
        if (task->request.lun == reset.lun && serialLess(task->cmdSn, reset.cmdSn)) // TMF-09
            concludeTolerant(*task, task->expired ? TaskFailure::TimedOut : TaskFailure::Aborted, now);
        task = next;
    }
}

void SessionMachine::Private::functionFailed(TaskManagementTable::Entry &entry, bool answered, Instant now)
{
    Task *const task = m_tasks.find(entry.referencedTag);
    const bool over = entry.function == pdu::TaskFunction::AbortTask ? task == nullptr : entry.requested && answered;
    if (over) { // the command ended by itself meanwhile, or a refusal that the owner has been told of
        m_functions.end(entry);
        return startAborts(now);
    }
    if (entry.function == pdu::TaskFunction::AbortTask)
        return m_functions.restart(entry, pdu::TaskFunction::LogicalUnitReset, now + m_config.lunResetTimeout);
    failConnection({ErrorCode::TimedOut, answered ? "the target refused to reset the logical unit"
                                                  : "no answer to a reset of the logical unit"},
                   task);
}

void SessionMachine::Private::resetLun(Lun lun, Instant now)
{
    constexpr auto kReset = pdu::TaskFunction::LogicalUnitReset;
    auto *entry = m_functions.forUnit(lun);
    if (!m_state.isFullFeature() || (entry == nullptr && m_functions.full()))
        return m_events.push(
            TaskManagementCompleted{std::uint8_t(kReset), std::uint8_t(pdu::TaskFunctionResponse::Rejected), lun});
    if (entry == nullptr)
        entry = m_functions.begin(kReset, lun, now + m_config.lunResetTimeout);
    else if (entry->function != kReset) // it ends the command that is being aborted, too
        m_functions.restart(*entry, kReset, now + m_config.lunResetTimeout);
    entry->requested = true;
}

void SessionMachine::Private::violation(std::string_view what, Task *culprit)
{
    failConnection({ErrorCode::ProtocolViolation, std::string(what)}, culprit);
}

void SessionMachine::Private::failConnection(Error error, Task *culprit, std::optional<std::uint16_t> time2Wait)
{
    if (!m_state.isFullFeature())
        return;
    if (error.code == ErrorCode::ProtocolViolation)
        ++m_counters.protocolErrors;
    (void)m_state.moveTo(ConnectionState::CleanupWait); // T15, T16, T17 exist for each of the three
    m_receiver.stop();
    m_dataInTask = nullptr;
    dropOutgoing();
    m_functions.clear();
    m_text.stop();
    if (culprit != nullptr && ++culprit->blame >= kMaxBlame)
        concludeTolerant(*culprit, culprit->expired ? TaskFailure::TimedOut : TaskFailure::TargetFailure, m_now);
    m_events.push(ConnectionFailed{std::move(error), time2Wait});
}

void SessionMachine::Private::reconnect(const NegotiatedParameters &parameters, const SequenceNumbers &numbers,
                                        Instant now)
{
    dropOutgoing();
    m_events.connectionReplaced();
    m_givenUp.reset();
    startConnection(parameters, numbers, now);
    while (m_timers.popFront() != nullptr) {}
    m_wantAborts = 0;
    m_issued = m_queued = m_reads = 0;
    m_readBytes = 0;
    m_nextToIssue = m_order.front();
    for (Task *task = m_order.front(); task != nullptr; task = OrderList::next(*task)) {
        m_tasks.renewTag(*task);
        task->state = Task::State::Queued;
        task->expired = task->rejected = task->wantsAbort = false;
        task->resends = 0;
        task->forgetData();
        task->senseLength = 0;
        ++m_queued;
        armTimer(*task, now);
    }
}

void SessionMachine::Private::failAll(TaskFailure failure, Instant now)
{
    m_now = now;
    failConnection({ErrorCode::Cancelled, "every command was given up"});
    m_givenUp = failure;
    while (Task *const task = m_order.front())
        concludeTolerant(*task, failure, now);
}

void SessionMachine::Private::logout(Instant now)
{
    if (!m_state.isFullFeature() || m_logout.stage != Logout::Stage::None)
        return;
    (void)m_state.moveTo(ConnectionState::InLogout); // T9 or T10
    m_logout.stage = Logout::Stage::Ready;
    m_logout.tag = controlTag(ControlKind::Logout, 0);
    m_logout.deadline = now + m_config.logoutTimeout;
}

} // namespace portolan::protocol
