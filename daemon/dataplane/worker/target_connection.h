// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/unique_fd.h"
#include "daemon/dataplane/ipc/counters_page.h"
#include "daemon/protocol/session/session_machine.h"

namespace portolan::dataplane::worker {

using protocol::Instant;

/// The TCP socket of a session: moves bytes between it and the session machine, as many per turn as there are.
class TargetConnection {
public:
    /// \param socket  logged in; made non-blocking here
    TargetConnection(UniqueFd socket, ipc::CounterSlot &counters);

    [[nodiscard]] int fd() const { return m_socket.get(); }
    /// Receives until nothing is left or the machine's budget for a turn is used. An end of the stream is told to the
    /// machine.
    void receive(protocol::SessionMachine &machine, Instant now);
    /// Sends until nothing is left or the socket is full.
    void send(protocol::SessionMachine &machine, Instant now);
    /// The socket was full: watch for its becoming writable.
    [[nodiscard]] bool wantsWritable() const { return m_blocked; }

private:
    UniqueFd m_socket;
    ipc::CounterSlot &m_counters;
    bool m_blocked = false;
};

} // namespace portolan::dataplane::worker
