// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/connection.h"

#include "daemon/protocol/session/session_core.h"

#include <algorithm>
#include <utility>

namespace portolan::protocol {

namespace {

/// Room for R2Ts: what was negotiated for every command, but no more than a target ever has under way.
std::size_t r2tCapacity(std::size_t tasks, std::uint32_t maxOutstanding)
{
    constexpr std::size_t kMost = 65536;
    return std::min<std::size_t>(tasks * std::max<std::size_t>(maxOutstanding, 1), kMost);
}

void consider(std::optional<Instant> &earliest, std::optional<Instant> candidate)
{
    if (candidate && (!earliest || *candidate < *earliest))
        earliest = candidate;
}

void consider(std::optional<Instant> &earliest, const LogoutExchange &logout)
{
    if (!logout.isActive())
        return;
    consider(earliest, logout.deadline());
    if (logout.isDelayed())
        consider(earliest, logout.sendAt());
}

} // namespace

SessionMachine::Connection::Connection(Private &session, std::uint8_t slot)
    : m_session(session)
    , m_slot(slot)
    , m_receiver(*this, session.m_config.foreignMemory)
    , m_control(TextExchange::kMaxText)
{}

void SessionMachine::Connection::start(std::uint16_t cid, const NegotiatedParameters &parameters,
                                       std::uint32_t expStatSn, Instant now)
{
    m_cid = cid;
    m_parameters = parameters;
    m_state = ConnectionStateMachine(ConnectionState::LoggedIn);
    m_status = StatusSequence(expStatSn);
    m_receiver.reset(parameters);
    m_send.reset(parameters.headerDigest, parameters.dataDigest);
    m_isStalled = false;
    m_keepAlive.configure(m_session.m_config.nopInterval, m_session.m_config.nopTimeout);
    m_keepAlive.start(now);
    const std::size_t tasks = m_session.m_tasks.capacity();
    const std::size_t r2ts = r2tCapacity(tasks, parameters.maxOutstandingR2T);
    if (r2ts > m_r2ts.capacity())
        m_r2ts = FixedRing<DataOutSequence>(r2ts);
    if (m_holes.capacity() == 0)
        m_holes = FixedRing<std::uint32_t>(Private::kHolesPerTask * tasks);
    m_holes.clear();
    m_text.stop();
    m_logout.stop();
    m_cleanup.stop();
    m_logoutAskedUntil.reset();
    m_nopAnswers.clear();
    m_pingReady = false;
    m_dataInTask = nullptr;
    m_usualDataIn = std::min(parameters.maxRecvDataSegmentLength, parameters.maxBurstLength);
    m_sendsSmallPieces = parameters.maxRecvDataSegmentLength < ForeignMemory::kWorthMoving;
    m_commandsInRow = 0;
    m_commands = m_reads = 0;
    m_bytes = m_readBytes = 0;
}

void SessionMachine::Connection::close(ConnectionState end)
{
    (void)m_state.moveTo(end); // T8, T13, T18 or T15, T16, T17: both ends exist for each of the three
    m_receiver.stop();
    m_dataInTask = nullptr;
    m_text.stop();
    m_logout.stop();
    m_cleanup.stop();
    dropOutgoing();
}

void SessionMachine::Connection::dropOutgoing()
{
    m_send.reset(m_parameters.headerDigest, m_parameters.dataDigest);
    m_r2ts.clear();
    m_unsolicited = {};
    while (m_resend.popFront() != nullptr) {}
    m_session.m_tasks.forEach([this](Task &task) {
        if (task.slot != m_slot)
            return;
        task.pendingPdus = 0;
        task.outstandingR2ts = 0;
        if (task.state == Task::State::Held)
            m_session.m_events.taskDone(task);
    });
}

void SessionMachine::Connection::noteHoles()
{
    m_holes.removeIf([this](std::uint32_t cmdSn) { return m_session.m_window.hasArrived(cmdSn); });
    for (const Task *task = m_session.m_order.front(); task != nullptr; task = Private::OrderList::next(*task)) {
        if (task->state == Task::State::Issued && task->slot == m_slot && !m_session.m_window.hasArrived(task->cmdSn))
            (void)m_holes.push(task->cmdSn);
    }
}

void SessionMachine::Connection::commandIssued(const Task &task)
{
    ++m_commands;
    m_bytes += task.length;
    if (task.request.direction == TransferDirection::Read) {
        ++m_reads;
        m_readBytes += task.length;
    }
}

void SessionMachine::Connection::commandEnded(Task &task)
{
    m_resend.remove(task);
    if (m_dataInTask == &task) { // ended by an answer on another connection
        m_dataInTask = nullptr;
        m_receiver.dropData();
    }
    if (m_unsolicited.task == &task)
        m_unsolicited = {};
    if (task.outstandingR2ts > 0)
        m_r2ts.removeIf([&](const DataOutSequence &sequence) { return sequence.task == &task; });
    --m_commands;
    m_bytes -= task.length;
    if (task.request.direction == TransferDirection::Read) {
        --m_reads;
        m_readBytes -= task.length;
    }
    if (m_commands == 0 && m_logout.isDelayed()) // drained
        m_logout.makeReady();
}

void SessionMachine::Connection::sent(std::size_t bytes)
{
    m_send.sent(bytes, [this](Task &task) {
        if (task.pendingPdus == 0 && task.state == Task::State::Held)
            m_session.m_events.taskDone(task);
    });
    m_isStalled = !m_send.empty();
}

bool SessionMachine::Connection::avoidsForeignMemory() const
{
    return m_parameters.dataDigest || m_parameters.maxXmitDataSegmentLength < ForeignMemory::kWorthMoving ||
           m_sendsSmallPieces;
}

std::size_t SessionMachine::Connection::receiveBudget() const
{
    // Half of what is under way lets the target work while we handle the other half; of a few commands there is no half
    // that is worth a turn. docs/user-data-plane.md says what was measured.
    constexpr std::uint64_t kLeast = std::uint64_t(16) << 10, kMost = std::uint64_t(4) << 20;
    constexpr std::uint32_t kFew = 8;
    return std::size_t(m_reads <= kFew ? kMost : std::clamp(m_readBytes / 2, kLeast, kMost));
}

std::size_t SessionMachine::Connection::receiveSegments(std::span<ReceiveSegment> segments)
{
    // Large blocks go straight to their buffers, so there only headers are wanted.
    constexpr std::size_t kHeaders = std::size_t(8) << 10, kSmallOnes = std::size_t(256) << 10;
    constexpr std::uint64_t kLargeBlock = std::uint64_t(32) << 10;
    const bool isLarge = m_reads > 0 && m_readBytes / m_reads >= kLargeBlock;
    const std::size_t most = std::min(receiveBudget(), isLarge ? ReceivePlan::kStaging : kSmallOnes);
    m_receiver.setLimits(most, isLarge ? kHeaders : most);
    return m_receiver.spaces(segments);
}

std::optional<Instant> SessionMachine::Connection::deadline() const
{
    std::optional<Instant> earliest;
    consider(earliest, m_logout);
    if (m_session.m_closing != nullptr || m_logout.isSent()) // nothing else matters any more
        return earliest;
    consider(earliest, m_cleanup);
    consider(earliest, m_keepAlive.deadline());
    consider(earliest, m_logoutAskedUntil);
    consider(earliest, m_text.deadline());
    return earliest;
}

void SessionMachine::Connection::handleTimeout(Instant now)
{
    if (m_logout.isActive() && now >= m_logout.deadline())
        return fail({ErrorCode::TimedOut, "no answer to the logout"});
    if (m_cleanup.isActive() && now >= m_cleanup.deadline())
        return m_session.sessionFailed({ErrorCode::TimedOut, "the target does not clear up a connection that failed"});
    for (auto *const logout : {&m_logout, &m_cleanup}) {
        if (logout->isDelayed() && now >= logout->sendAt())
            logout->makeReady();
    }
    if (m_session.m_closing != nullptr || m_logout.isSent())
        return;
    switch (m_keepAlive.check(now)) {
    case KeepAlive::Due::Dead:
        return fail({ErrorCode::TimedOut, "the target is silent and does not answer a ping"});
    case KeepAlive::Due::Ping:
        m_pingReady = true;
        break;
    case KeepAlive::Due::Nothing:
        break;
    }
    if (m_logoutAskedUntil && now >= *m_logoutAskedUntil)
        return fail({ErrorCode::TimedOut, "the target asked for a logout that did not come"});
    if (m_text.deadline() && now >= *m_text.deadline())
        return fail({ErrorCode::TimedOut, "no answer to a Text Request"});
}

void SessionMachine::Connection::drain(std::chrono::milliseconds patience, Instant now)
{
    m_logout.start(LogoutExchange::Subject::Itself, m_cid, now + patience,
                   m_commands > 0 ? std::optional(now + patience / 2) : std::nullopt);
}

void SessionMachine::Connection::fail(Error error, Task *culprit, std::optional<std::uint16_t> time2Wait)
{
    m_session.connectionFailed(*this, std::move(error), culprit, time2Wait);
}

void SessionMachine::Connection::violation(std::string_view what, Task *culprit)
{
    fail({ErrorCode::ProtocolViolation, std::string(what)}, culprit);
}

} // namespace portolan::protocol
