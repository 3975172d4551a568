// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/connection_set.h"

#include <algorithm>
#include <poll.h>

namespace portolan::dataplane::worker {

void ConnectionSet::connect(unsigned slot, std::uint16_t cid, UniqueFd socket)
{
    Connection &connection = m_connections.at(slot);
    connection.target = std::make_unique<TargetConnection>(std::move(socket), m_counters, slot, m_pages);
    connection.cid = cid;
    ++connection.identity;
}

bool ConnectionSet::empty() const
{
    return std::ranges::none_of(m_connections, [](const Connection &c) { return c.target != nullptr; });
}

std::vector<std::uint16_t> ConnectionSet::cids() const
{
    std::vector<std::uint16_t> cids;
    for (const Connection &connection : m_connections) {
        if (connection.target != nullptr)
            cids.push_back(connection.cid);
    }
    return cids;
}

EventLoop::Watch ConnectionSet::watchOf(unsigned slot) const
{
    const Connection &connection = m_connections.at(slot);
    if (connection.target == nullptr)
        return {};
    return {connection.target->fd(), POLLIN | (connection.target->wantsWritable() ? POLLOUT : 0U), connection.identity};
}

void ConnectionSet::receive(unsigned slot, protocol::SessionMachine &machine, Instant now)
{
    if (const auto &target = m_connections.at(slot).target)
        target->receive(machine, now);
}

void ConnectionSet::send(protocol::SessionMachine &machine, Instant now)
{
    TargetConnection *left = nullptr;
    for (const Connection &connection : m_connections) {
        if (connection.target == nullptr)
            continue;
        connection.target->send(machine, now);
        if (connection.target->outgoing() == nullptr)
            continue;
        if (left != nullptr)
            left->sendLeft(machine, now);
        left = connection.target.get();
    }
}

EventLoop::Outgoing *ConnectionSet::outgoing()
{
    for (const Connection &connection : m_connections) {
        if (connection.target != nullptr && connection.target->outgoing() != nullptr)
            return connection.target->outgoing();
    }
    return nullptr;
}

void ConnectionSet::sent(protocol::SessionMachine &machine, Instant now)
{
    for (const Connection &connection : m_connections) {
        if (connection.target != nullptr)
            connection.target->sent(machine, now);
    }
}

bool ConnectionSet::hasEnded(const protocol::SessionMachine &machine) const
{
    return std::ranges::any_of(m_connections, [&](const Connection &c) {
        return c.target != nullptr && !machine.connected(c.target->slot());
    });
}

} // namespace portolan::dataplane::worker
