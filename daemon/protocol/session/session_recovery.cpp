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
    if (upCount() == 0)
        return std::nullopt;
    std::optional<Instant> earliest;
    for (const auto &connection : m_connections) {
        if (connection->isUp())
            consider(earliest, connection->deadline());
    }
    if (m_closing != nullptr) // nothing else matters any more
        return earliest;
    consider(earliest, m_functions.deadline());
    if (!m_timers.empty())
        consider(earliest, m_timers.front()->deadline);
    return earliest;
}

void SessionMachine::Private::handleTimeout(Instant now)
{
    for (const auto &connection : m_connections) {
        if (connection->isUp())
            connection->handleTimeout(now);
    }
    if (m_closing != nullptr || upCount() == 0)
        return;
    checkFunctions(now);
    if (upCount() > 0)
        expireCommands(now);
}

void SessionMachine::Private::checkFunctions(Instant now)
{
    m_functions.wakeDelayed(now);
    while (upCount() > 0) {
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
        if (connectionOf(task).isUp()) // else the command is about to be issued again
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
        if (!task->wantsAbort || !connectionOf(*task).isUp())
            continue;
        auto *const entry =
            m_functions.begin(pdu::TaskFunction::AbortTask, task->request.lun, now + m_config.abortTimeout);
        if (entry == nullptr)
            continue;
        entry->slot = task->slot;
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
    for (Task *task = m_order.front(); task != nullptr;) {
        Task *const next = OrderList::next(*task);
        const bool issued = task->state == Task::State::Issued;
        if (issued && task->request.lun == reset.lun && serialLess(task->cmdSn, reset.cmdSn)) // TMF-09
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
    sessionFailed({ErrorCode::TimedOut, answered ? "the target refused to reset the logical unit"
                                                 : "no answer to a reset of the logical unit"},
                  std::nullopt, task);
}

void SessionMachine::Private::resetLun(Lun lun, Instant now)
{
    constexpr auto kReset = pdu::TaskFunction::LogicalUnitReset;
    auto *entry = m_functions.forUnit(lun);
    if (upCount() == 0 || (entry == nullptr && m_functions.full()))
        return m_events.push(
            TaskManagementCompleted{std::uint8_t(kReset), std::uint8_t(pdu::TaskFunctionResponse::Rejected), lun});
    if (entry == nullptr)
        entry = m_functions.begin(kReset, lun, now + m_config.lunResetTimeout);
    else if (entry->function != kReset) // it ends the command that is being aborted, too
        m_functions.restart(*entry, kReset, now + m_config.lunResetTimeout);
    entry->requested = true;
}

void SessionMachine::Private::blame(Task *culprit)
{
    if (culprit != nullptr && ++culprit->blame >= kMaxBlame)
        concludeTolerant(*culprit, culprit->expired ? TaskFailure::TimedOut : TaskFailure::TargetFailure, m_now);
}

void SessionMachine::Private::connectionFailed(Connection &connection, Error error, Task *culprit,
                                               std::optional<std::uint16_t> time2Wait)
{
    if (!connection.isUp())
        return;
    if (m_closing != nullptr && m_closing != &connection) // the target closes all of them, in any order
        return connection.close(ConnectionState::Free);
    if (m_closing != nullptr || upCount() == 1)
        return sessionFailed(std::move(error), time2Wait, culprit);
    if (error.code == ErrorCode::ProtocolViolation)
        ++m_counters.protocolErrors;
    connection.noteHoles();
    connection.close(ConnectionState::CleanupWait);
    connection.m_cleanUpBy = m_now + m_config.logoutTimeout;
    m_functions.connectionLost(connection.m_slot, m_now + m_config.lunResetTimeout);
    blame(culprit);
    m_events.push(ConnectionLost{connection.m_slot, connection.m_cid, std::move(error), time2Wait});
    startCleanups();
}

void SessionMachine::Private::sessionFailed(Error error, std::optional<std::uint16_t> time2Wait, Task *culprit)
{
    if (upCount() == 0)
        return;
    if (error.code == ErrorCode::ProtocolViolation)
        ++m_counters.protocolErrors;
    closeAll(ConnectionState::CleanupWait);
    m_functions.clear();
    blame(culprit);
    m_events.push(ConnectionFailed{std::move(error), time2Wait});
}

void SessionMachine::Private::closeAll(ConnectionState end)
{
    for (const auto &connection : m_connections) {
        if (connection->isUp())
            connection->close(end);
    }
}

void SessionMachine::Private::startCleanups()
{
    // §8.2: out of CLEANUP_WAIT leads, without error recovery level 2, only a logout through another connection. It
    // makes sure that the target has ended what was under way, before the same is issued again.
    for (const auto &failed : m_connections) {
        const auto carries = [&](const auto &c) {
            return c->m_cleanup.isActive() && c->m_cleanup.cid() == failed->m_cid;
        };
        const auto canCarry = [](const auto &c) {
            return c->isUp() && !c->m_cleanup.isActive() && !c->m_logout.isSent();
        };
        if (failed->m_state.state() != ConnectionState::CleanupWait || std::ranges::any_of(m_connections, carries))
            continue;
        if (const auto carrier = std::ranges::find_if(m_connections, canCarry); carrier != m_connections.end())
            (*carrier)->m_cleanup.start(LogoutExchange::Subject::FailedOne, failed->m_cid, failed->m_cleanUpBy);
    }
}

void SessionMachine::Private::cleanupAnswered(Connection &carrier, const pdu::LogoutResponse &response)
{
    const std::uint16_t cid = carrier.m_cleanup.cid();
    carrier.m_cleanup.stop();
    if (response.response != pdu::LogoutOutcome::Closed && response.response != pdu::LogoutOutcome::CidNotFound)
        return sessionFailed({ErrorCode::TransportFailed, "the target cannot clear up a connection that failed"});
    for (const auto &connection : m_connections) {
        if (connection->m_state.state() == ConnectionState::CleanupWait && connection->m_cid == cid)
            released(*connection);
    }
    startCleanups();
}

void SessionMachine::Private::released(Connection &connection)
{
    connection.m_state = ConnectionStateMachine(ConnectionState::Free); // §8.2, M1 or M2
    for (auto &holes = connection.m_holes; !holes.empty(); holes.pop()) {
        if (!m_window.hasArrived(holes.front()) && !m_plugs.push(holes.front()))
            return sessionFailed({ErrorCode::Internal, "more lost commands than can be made up for"});
    }
    Task *position = nullptr;
    for (Task *task = m_order.front(); task != nullptr; task = OrderList::next(*task)) {
        if (task->state != Task::State::Issued || task->slot != connection.m_slot)
            continue;
        requeue(*task, position);
        position = task;
    }
}

void SessionMachine::Private::requeue(Task &task, Task *position)
{
    if (task.wantsAbort)
        --m_wantAborts;
    if (task.state == Task::State::Issued)
        --m_issued;
    m_timers.remove(task);
    m_tasks.renewTag(task);
    task.expired = task.rejected = task.wantsAbort = false;
    task.resends = 0;
    task.forgetData();
    task.senseLength = 0;
    enqueue(task, position);
    armTimer(task, m_now);
}

std::optional<std::uint32_t> SessionMachine::Private::nextHole()
{
    while (!m_plugs.empty()) {
        const std::uint32_t hole = m_plugs.front();
        m_plugs.pop();
        if (!m_window.hasArrived(hole))
            return hole;
    }
    return std::nullopt;
}

void SessionMachine::Private::loggedOut(Connection &connection, const pdu::LogoutResponse &response)
{
    if (response.response != pdu::LogoutOutcome::Closed && response.response != pdu::LogoutOutcome::CidNotFound)
        return connection.violation("the target refuses to log this connection out");
    if (upCount() == 1)
        return sessionFailed({ErrorCode::TransportFailed, "the last connection was logged out"});
    connection.noteHoles();
    connection.close(ConnectionState::Free);
    m_functions.connectionLost(connection.m_slot, m_now + m_config.lunResetTimeout);
    released(connection);
    m_events.push(ConnectionLost{connection.m_slot, connection.m_cid, {ErrorCode::Cancelled, "logged out"}, {}});
}

void SessionMachine::Private::closed(const pdu::LogoutResponse &response)
{
    closeAll(ConnectionState::Free);
    m_events.push(LogoutCompleted{std::uint8_t(response.response), response.time2Wait, response.time2Retain});
}

void SessionMachine::Private::reconnect(const NegotiatedParameters &parameters, const SequenceNumbers &numbers,
                                        Instant now)
{
    for (const auto &connection : m_connections)
        connection->dropOutgoing();
    m_events.connectionReplaced();
    m_givenUp.reset();
    while (m_timers.popFront() != nullptr) {}
    while (m_queue.popFront() != nullptr) {}
    m_wantAborts = 0;
    m_issued = m_queued = 0;
    m_queuedBytes = 0;
    startSession(parameters, numbers, now);
    for (Task *task = m_order.front(); task != nullptr; task = OrderList::next(*task)) {
        task->state = Task::State::Queued;
        task->wantsAbort = false;
        requeue(*task, m_queue.back());
    }
}

void SessionMachine::Private::failAll(TaskFailure failure, Instant now)
{
    m_now = now;
    sessionFailed({ErrorCode::Cancelled, "every command was given up"});
    m_givenUp = failure;
    while (Task *const task = m_order.front())
        concludeTolerant(*task, failure, now);
}

void SessionMachine::Private::logout(Instant now)
{
    if (m_closing != nullptr)
        return;
    for (const auto &connection : m_connections) {
        if (connection->isUp() && (m_closing == nullptr || m_closing->m_logout.isSent()))
            m_closing = connection.get();
    }
    // One that is the last and has logged itself out already ends the session with it.
    if (m_closing != nullptr && !m_closing->m_logout.isSent())
        m_closing->m_logout.start(LogoutExchange::Subject::Session, 0, now + m_config.logoutTimeout);
}

} // namespace portolan::protocol
