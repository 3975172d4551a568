// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/session_machine.h"

#include "daemon/protocol/session/session_core.h"

#include <algorithm>

namespace portolan::protocol {

SessionMachine::SessionMachine(const Config &config, Instant now)
    : d(std::make_unique<Private>(config, now))
{}

SessionMachine::~SessionMachine() = default;

Result<> SessionMachine::submit(const ScsiRequest &request, Instant now) { return d->submit(request, now); }

bool SessionMachine::canSubmit() const { return !d->m_tasks.full(); }

Result<unsigned> SessionMachine::addConnection(std::uint16_t cid, const NegotiatedParameters &parameters,
                                               const SequenceNumbers &numbers, Instant now)
{
    d->m_now = now;
    return d->addConnection(cid, parameters, numbers, now);
}

void SessionMachine::removeConnection(unsigned slot, Instant now)
{
    Connection *const connection = d->up(slot);
    if (connection != nullptr && d->hasOther(*connection) && !connection->m_logout.isActive())
        connection->drain(d->m_config.logoutTimeout, now);
}

std::size_t SessionMachine::receiveSegments(std::span<ReceiveSegment> segments, unsigned slot)
{
    Connection *const connection = d->up(slot);
    return connection == nullptr ? 0 : connection->receiveSegments(segments);
}

std::size_t SessionMachine::receiveBudget(unsigned slot) const
{
    const Connection *const connection = d->up(slot);
    return connection == nullptr ? 0 : connection->receiveBudget();
}

void SessionMachine::received(std::size_t count, Instant now, unsigned slot)
{
    d->m_now = now;
    Connection *const connection = d->up(slot);
    if (connection == nullptr)
        return;
    if (count > 0)
        connection->m_keepAlive.byteArrived(now);
    connection->m_receiver.received(count);
}

void SessionMachine::handleEndOfStream(const Error &error, Instant now, unsigned slot)
{
    d->m_now = now;
    if (Connection *const connection = d->up(slot))
        connection->fail(error);
}

std::size_t SessionMachine::gather(std::span<Segment> segments, Instant now, unsigned slot)
{
    d->m_now = now;
    Connection *const connection = d->up(slot);
    if (connection == nullptr)
        return 0;
    connection->fill(segments.size());
    return connection->m_send.gather(segments);
}

void SessionMachine::sent(std::size_t bytes, Instant now, unsigned slot)
{
    d->m_now = now;
    if (Connection *const connection = d->up(slot))
        connection->sent(bytes);
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
    for (const auto &connection : d->m_connections) {
        if (connection->takesCommands() && !connection->m_text.deadline())
            connection->m_text.start(now + d->m_config.logoutTimeout);
    }
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
    for (const auto &connection : d->m_connections)
        connection->m_keepAlive.configure(nopInterval, nopTimeout);
}

bool SessionMachine::connected() const { return d->upCount() > 0; }

bool SessionMachine::connected(unsigned slot) const { return d->up(slot) != nullptr; }

std::uint32_t SessionMachine::cmdSn() const { return d->m_window.current(); }

bool SessionMachine::avoidsForeignMemory() const
{
    return std::ranges::any_of(d->m_connections, [](const auto &c) { return c->isUp() && c->avoidsForeignMemory(); });
}

SessionCounters SessionMachine::counters() const
{
    SessionCounters counters = d->m_counters;
    counters.commandWindow = d->m_window.size();
    counters.inFlight = d->m_issued;
    counters.queued = d->m_queued;
    counters.connections = d->upCount();
    return counters;
}

} // namespace portolan::protocol
