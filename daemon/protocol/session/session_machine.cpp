// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/session_machine.h"

#include "daemon/protocol/session/session_core.h"

namespace portolan::protocol {

SessionMachine::SessionMachine(const Config &config, Instant now)
    : d(std::make_unique<Private>(config, now))
{}

SessionMachine::~SessionMachine() = default;

Result<> SessionMachine::submit(const ScsiRequest &request, Instant now) { return d->submit(request, now); }

bool SessionMachine::canSubmit() const { return !d->m_tasks.full(); }

std::span<std::byte> SessionMachine::receiveSpace()
{
    d->m_receiver.setStagingLimit(d->stagingLimit());
    return d->m_receiver.space();
}

std::size_t SessionMachine::receiveSegments(std::span<ReceiveSegment> segments)
{
    d->m_receiver.setStagingLimit(d->stagingLimit());
    return d->m_receiver.spaces(segments);
}

std::size_t SessionMachine::receiveBudget() const { return d->receiveBudget(); }

void SessionMachine::received(std::size_t count, Instant now)
{
    d->m_now = now;
    if (count > 0)
        d->m_keepAlive.byteArrived(now);
    d->m_receiver.received(count);
}

void SessionMachine::handleEndOfStream(const Error &error, Instant now)
{
    d->m_now = now;
    d->failConnection(error);
}

std::size_t SessionMachine::gather(std::span<Segment> segments, Instant now)
{
    d->m_now = now;
    if (!connected())
        return 0;
    d->fill(segments.size());
    return d->m_send.gather(segments);
}

void SessionMachine::sent(std::size_t bytes, Instant now)
{
    d->m_now = now;
    d->m_send.sent(bytes, [this](Task &task) {
        if (task.pendingPdus == 0 && task.state == Task::State::Held)
            d->m_events.taskDone(task);
    });
}

std::optional<SessionEvent> SessionMachine::poll() { return d->m_events.poll(); }

std::optional<Instant> SessionMachine::deadline() const { return d->deadline(); }

void SessionMachine::handleTimeout(Instant now)
{
    d->m_now = now;
    d->handleTimeout(now);
}

void SessionMachine::logout(Instant now) { d->logout(now); }

void SessionMachine::resetLun(Lun lun, Instant now) { d->resetLun(lun, now); }

void SessionMachine::renegotiate(Instant now)
{
    if (connected() && !d->m_text.deadline())
        d->m_text.start(now + d->m_config.logoutTimeout);
}

void SessionMachine::reconnect(const NegotiatedParameters &parameters, const SequenceNumbers &numbers, Instant now)
{
    d->m_now = now;
    d->reconnect(parameters, numbers, now);
}

void SessionMachine::failAll(TaskFailure failure, Instant now) { d->failAll(failure, now); }

void SessionMachine::setTimeouts(std::chrono::milliseconds nopInterval, std::chrono::milliseconds nopTimeout,
                                 std::chrono::milliseconds commandTimeout)
{
    d->m_config.nopInterval = nopInterval;
    d->m_config.nopTimeout = nopTimeout;
    d->m_config.commandTimeout = commandTimeout;
    d->m_keepAlive.configure(nopInterval, nopTimeout);
}

bool SessionMachine::connected() const { return d->m_state.isFullFeature(); }

SessionCounters SessionMachine::counters() const
{
    SessionCounters counters = d->m_counters;
    counters.commandWindow = d->m_window.size();
    counters.inFlight = d->m_issued;
    counters.queued = d->m_queued;
    return counters;
}

} // namespace portolan::protocol
