// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/target_connection.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace portolan::dataplane::worker {

/// The sockets of a session, by the slots that its machine gives them.
class ConnectionSet {
public:
    /// \param pages  as for TargetConnection
    explicit ConnectionSet(ipc::CounterSlot &counters, PageMover *pages = nullptr)
        : m_counters(counters)
        , m_pages(pages)
    {}

    /// \param socket  logged in
    void connect(unsigned slot, std::uint16_t cid, UniqueFd socket);
    void close(unsigned slot) { m_connections.at(slot).target.reset(); }
    void closeAll()
    {
        for (Connection &connection : m_connections)
            connection.target.reset();
    }
    [[nodiscard]] bool has(unsigned slot) const { return m_connections.at(slot).target != nullptr; }
    [[nodiscard]] bool empty() const;
    [[nodiscard]] std::vector<std::uint16_t> cids() const; ///< Of those that stand.
    /// What to wait for; nothing in a slot that is not used.
    [[nodiscard]] EventLoop::Watch watchOf(unsigned slot) const;

    void receive(unsigned slot, protocol::SessionMachine &machine, Instant now);
    void send(protocol::SessionMachine &machine, Instant now);
    /// What send() left to the wait; then sent() comes before anything else.
    [[nodiscard]] EventLoop::Outgoing *outgoing();
    void sent(protocol::SessionMachine &machine, Instant now);
    /// The machine has given one of them up and nobody has closed it yet.
    [[nodiscard]] bool hasEnded(const protocol::SessionMachine &machine) const;

private:
    struct Connection {
        std::unique_ptr<TargetConnection> target; ///< nullptr: not used.
        std::uint16_t cid = 0;
        std::uint64_t identity = 0; ///< Of all that this slot had.
    };

    ipc::CounterSlot &m_counters;
    PageMover *const m_pages;
    std::array<Connection, protocol::SessionMachine::kMaxConnections> m_connections; ///< By slot
};

} // namespace portolan::dataplane::worker
