// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/session_core.h"

#include <algorithm>
#include <limits>

namespace portolan::protocol {

namespace {

Result<std::uint32_t> expectedLength(const ScsiRequest &request)
{
    const std::size_t size = request.direction == TransferDirection::Read    ? request.dataIn.size()
                             : request.direction == TransferDirection::Write ? request.dataOut.size()
                                                                             : 0;
    if (size > std::numeric_limits<std::uint32_t>::max())
        return fail(ErrorCode::InvalidArgument, "a transfer of 4 GiB or more");
    return std::uint32_t(size);
}

} // namespace

SessionMachine::Private::Private(const Config &config, Instant now)
    : m_config(config)
    , m_tasks(config.maxTasks)
    , m_events(m_tasks)
    , m_plugs(kHolesPerTask * m_tasks.capacity())
{
    m_connections.reserve(kMaxConnections);
    m_connections.push_back(std::make_unique<Connection>(*this, std::uint8_t(0)));
    startSession(config.parameters, config.numbers, now);
}

void SessionMachine::Private::startSession(const NegotiatedParameters &parameters, const SequenceNumbers &numbers,
                                           Instant now)
{
    m_parameters = parameters;
    m_window = CommandWindow(numbers);
    m_functions.clear();
    m_closing = nullptr;
    m_plugs.clear();
    m_plugsSent = 0;
    m_rejects = 0;
    m_rejectsSince = now;
    m_connections.resize(1);
    m_connections.front()->start(m_config.cid, parameters, numbers.expStatSn, now);
}

Result<unsigned> SessionMachine::Private::addConnection(std::uint16_t cid, const NegotiatedParameters &parameters,
                                                        const SequenceNumbers &numbers, Instant now)
{
    const auto isFree = [](const auto &connection) { return connection->m_state.state() == ConnectionState::Free; };
    const auto hasCid = [&](const auto &connection) { return !isFree(connection) && connection->m_cid == cid; };
    if (upCount() == 0 || m_closing != nullptr)
        return fail(ErrorCode::NotFound, "the session has no connection that a further one could join");
    if (std::ranges::any_of(m_connections, hasCid))
        return fail(ErrorCode::AlreadyExists, "the session has a connection " + std::to_string(cid) + " already");
    if (upCount() >= m_parameters.maxConnections)
        return fail(ErrorCode::InvalidArgument, "the target allows " + std::to_string(m_parameters.maxConnections) +
                                                    " connections in a session (MaxConnections)");
    const auto free = std::ranges::find_if(m_connections, isFree);
    const auto slot = unsigned(free - m_connections.begin());
    if (slot == kMaxConnections)
        return fail(ErrorCode::Busy, "no more connections can be kept");
    if (free == m_connections.end())
        m_connections.push_back(std::make_unique<Connection>(*this, std::uint8_t(slot)));
    NegotiatedParameters own = m_parameters; // §13: what was said of the session holds for all its connections
    own.headerDigest = parameters.headerDigest;
    own.dataDigest = parameters.dataDigest;
    own.maxRecvDataSegmentLength = parameters.maxRecvDataSegmentLength;
    own.maxXmitDataSegmentLength = parameters.maxXmitDataSegmentLength;
    m_connections[slot]->start(cid, own, numbers.expStatSn, now);
    if (!m_window.update(numbers.expCmdSn, numbers.maxCmdSn))
        m_connections[slot]->violation("ExpCmdSN acknowledges a command that was never sent");
    startCleanups(); // perhaps it is the first that can
    return slot;
}

Result<> SessionMachine::Private::submit(const ScsiRequest &request, Instant now)
{
    const auto length = expectedLength(request);
    if (!length)
        return fail(length.error());
    Task *const task = m_tasks.allocate();
    if (task == nullptr)
        return fail(ErrorCode::Busy, "queue is full"); // short enough to need no memory
    task->request = request;
    task->length = *length;
    task->submitted = now;
    if (m_givenUp) {
        task->failure = *m_givenUp;
        m_events.taskDone(*task);
        return {};
    }
    m_order.pushBack(*task);
    enqueue(*task, m_queue.back());
    if (upCount() > 0)
        armTimer(*task, now);
    return {};
}

void SessionMachine::Private::enqueue(Task &task, Task *position)
{
    task.state = Task::State::Queued;
    ++m_queued;
    m_queuedBytes += task.length;
    m_queue.insertAfter(position, task);
}

void SessionMachine::Private::armTimer(Task &task, Instant now)
{
    if (m_config.commandTimeout.count() <= 0)
        return;
    task.deadline = now + m_config.commandTimeout;
    Task *position = m_timers.back(); // where it goes at once, unless the timeout was shortened
    while (position != nullptr && position->deadline > task.deadline)
        position = TimerList::previous(*position);
    m_timers.insertAfter(position, task);
}

std::uint64_t SessionMachine::Private::shareOf(const Connection &taker) const
{
    if (m_connections.size() == 1)
        return std::numeric_limits<std::uint64_t>::max();
    std::uint64_t load = 0, takers = 0;
    for (const auto &connection : m_connections) {
        // One whose socket is full would keep what it was given.
        if (connection.get() == &taker || (connection->takesCommands() && !connection->isStalled())) {
            load += connection->outstanding();
            ++takers;
        }
    }
    if (const std::uint64_t waiting = std::min(m_queued, m_window.room()); waiting > 0)
        load += waiting * (m_queuedBytes / m_queued + Connection::kBytesPerCommand);
    const std::uint64_t fair = (load + takers - 1) / takers;
    return fair > taker.outstanding() ? fair - taker.outstanding() : 0;
}

Task *SessionMachine::Private::issueNext(Connection &connection)
{
    if (m_queue.empty() || !m_window.isOpen())
        return nullptr;
    Task &task = *m_queue.popFront();
    task.state = Task::State::Issued;
    task.cmdSn = m_window.take();
    task.slot = connection.m_slot;
    --m_queued;
    m_queuedBytes -= task.length;
    ++m_issued;
    connection.commandIssued(task);
    return &task;
}

void SessionMachine::Private::conclude(Task &task, TaskFailure failure, Instant now)
{
    m_order.remove(task);
    m_timers.remove(task);
    if (task.wantsAbort)
        --m_wantAborts;
    task.wantsAbort = false;
    if (task.state == Task::State::Queued) {
        m_queue.remove(task);
        --m_queued;
        m_queuedBytes -= task.length;
    } else {
        --m_issued;
        connectionOf(task).commandEnded(task);
    }
    task.failure = failure;
    task.latency = std::chrono::duration_cast<std::chrono::microseconds>(now - task.submitted);
    if (task.pendingPdus > 0)
        task.state = Task::State::Held;
    else
        m_events.taskDone(task);
}

void SessionMachine::Private::concludeTolerant(Task &task, TaskFailure failure, Instant now)
{
    m_tasks.tolerate(task);
    task.status = 0;
    task.transferred = 0;
    task.senseLength = 0;
    conclude(task, failure, now);
}

SessionMachine::Connection *SessionMachine::Private::up(unsigned slot) const
{
    return slot < m_connections.size() && m_connections[slot]->isUp() ? m_connections[slot].get() : nullptr;
}

SessionMachine::Connection *SessionMachine::Private::findUp(std::uint16_t cid) const
{
    const auto found = std::ranges::find_if(m_connections, [&](const auto &c) { return c->isUp() && c->m_cid == cid; });
    return found == m_connections.end() ? nullptr : found->get();
}

unsigned SessionMachine::Private::upCount() const
{
    return unsigned(std::ranges::count_if(m_connections, [](const auto &c) { return c->isUp(); }));
}

bool SessionMachine::Private::hasOther(const Connection &connection) const
{
    return std::ranges::any_of(m_connections,
                               [&](const auto &c) { return c.get() != &connection && c->takesCommands(); });
}

} // namespace portolan::protocol
