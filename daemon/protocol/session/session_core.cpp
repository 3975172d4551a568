// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/session_core.h"

#include <algorithm>
#include <limits>

namespace portolan::protocol {

namespace {

/// Room for R2Ts: what was negotiated for every command, but no more than a target ever has under way.
std::size_t r2tCapacity(std::size_t tasks, std::uint32_t maxOutstanding)
{
    constexpr std::size_t kMost = 65536;
    return std::min<std::size_t>(tasks * std::max<std::size_t>(maxOutstanding, 1), kMost);
}

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
    , m_receiver(*this)
    , m_r2ts(r2tCapacity(std::clamp<std::size_t>(config.maxTasks, 1, TaskTable::kMaxCapacity),
                         config.parameters.maxOutstandingR2T))
    , m_control(TextExchange::kMaxText)
{
    startConnection(config.parameters, config.numbers, now);
}

void SessionMachine::Private::startConnection(const NegotiatedParameters &parameters, const SequenceNumbers &numbers,
                                              Instant now)
{
    m_parameters = parameters;
    m_state = ConnectionStateMachine(ConnectionState::LoggedIn);
    m_window = CommandWindow(numbers);
    m_status = StatusSequence(numbers.expStatSn);
    m_receiver.reset(parameters);
    m_send.reset(parameters.headerDigest, parameters.dataDigest);
    m_keepAlive.configure(m_config.nopInterval, m_config.nopTimeout);
    m_keepAlive.start(now);
    const std::size_t r2ts = r2tCapacity(m_config.maxTasks, parameters.maxOutstandingR2T);
    if (r2ts > m_r2ts.capacity())
        m_r2ts = FixedRing<DataOutSequence>(r2ts);
    m_functions.clear();
    m_text.stop();
    m_logout = {};
    m_logoutAskedUntil.reset();
    m_nopAnswers.clear();
    m_pingReady = false;
    m_dataInTask = nullptr;
    m_commandsInRow = 0;
    m_rejects = 0;
    m_rejectsSince = now;
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
    task->state = Task::State::Queued;
    ++m_queued;
    m_order.pushBack(*task);
    if (m_nextToIssue == nullptr)
        m_nextToIssue = task;
    if (m_state.isFullFeature())
        armTimer(*task, now);
    return {};
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

void SessionMachine::Private::issue(Task &task)
{
    task.state = Task::State::Issued;
    task.cmdSn = m_window.take();
    m_nextToIssue = OrderList::next(task);
    --m_queued;
    ++m_issued;
    if (task.request.direction == TransferDirection::Read) {
        ++m_reads;
        m_readBytes += task.length;
    }
}

void SessionMachine::Private::conclude(Task &task, TaskFailure failure, Instant now)
{
    if (m_nextToIssue == &task)
        m_nextToIssue = OrderList::next(task);
    m_order.remove(task);
    m_timers.remove(task);
    m_resend.remove(task);
    if (m_unsolicited.task == &task)
        m_unsolicited = {};
    if (task.outstandingR2ts > 0)
        m_r2ts.removeIf([&](const DataOutSequence &sequence) { return sequence.task == &task; });
    if (task.wantsAbort)
        --m_wantAborts;
    task.wantsAbort = false;
    if (task.state == Task::State::Queued) {
        --m_queued;
    } else {
        --m_issued;
        if (task.request.direction == TransferDirection::Read) {
            --m_reads;
            m_readBytes -= task.length;
        }
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

void SessionMachine::Private::dropOutgoing()
{
    m_send.reset(m_parameters.headerDigest, m_parameters.dataDigest);
    m_r2ts.clear();
    m_unsolicited = {};
    while (m_resend.popFront() != nullptr) {}
    m_tasks.forEach([this](Task &task) {
        task.pendingPdus = 0;
        task.outstandingR2ts = 0;
        if (task.state == Task::State::Held)
            m_events.taskDone(task);
    });
}

std::size_t SessionMachine::Private::receiveBudget() const
{
    // Half of what is under way lets the target work while we handle the other half; of a few commands there is no half
    // that is worth a turn. docs/user-data-plane.md says what was measured.
    constexpr std::uint64_t kLeast = std::uint64_t(16) << 10, kMost = std::uint64_t(4) << 20;
    constexpr std::uint32_t kFew = 8;
    return std::size_t(m_reads <= kFew ? kMost : std::clamp(m_readBytes / 2, kLeast, kMost));
}

std::size_t SessionMachine::Private::stagingLimit() const
{
    // Large blocks go straight to their buffers, so there only headers are wanted.
    constexpr std::size_t kHeaders = std::size_t(8) << 10;
    constexpr std::uint64_t kLargeBlock = std::uint64_t(32) << 10;
    if (m_reads > 0 && m_readBytes / m_reads >= kLargeBlock)
        return kHeaders;
    return std::min(receiveBudget(), PduReceiver::kMaxStaging);
}

} // namespace portolan::protocol
