// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/unique_fd.h"
#include "daemon/dataplane/ipc/counters_page.h"
#include "daemon/dataplane/worker/loop/event_loop.h"
#include "daemon/dataplane/worker/page_mover.h"
#include "daemon/protocol/session/session_machine.h"

#include <array>
#include <sys/uio.h>

namespace portolan::dataplane::worker {

using protocol::Instant;

/// The TCP socket of a connection: moves bytes between it and the session machine, as many per turn as there are.
class TargetConnection {
public:
    /// \param socket  logged in; made non-blocking here
    /// \param slot    of the connection in the machine
    /// \param pages   where payload may lie besides; nullptr: nowhere
    TargetConnection(UniqueFd socket, ipc::CounterSlot &counters, unsigned slot = 0, PageMover *pages = nullptr);

    [[nodiscard]] int fd() const { return m_socket.get(); }
    [[nodiscard]] unsigned slot() const { return m_slot; }
    /// Receives until nothing is left or the machine's budget for a turn is used. An end of the stream is told to the
    /// machine.
    void receive(protocol::SessionMachine &machine, Instant now);
    /// Sends until nothing is left or the socket is full. A small last message is left to the wait: outgoing().
    void send(protocol::SessionMachine &machine, Instant now);
    /// What send() left: it has to leave before anything else is done with the machine. Then sent().
    [[nodiscard]] EventLoop::Outgoing *outgoing() { return m_isLeft ? &m_outgoing : nullptr; }
    void sent(protocol::SessionMachine &machine, Instant now); ///< Nothing, if send() left nothing.
    /// Does not leave it after all: a wait takes one message, and another connection has a later one.
    void sendLeft(protocol::SessionMachine &machine, Instant now);
    /// The socket was full: watch for its becoming writable.
    [[nodiscard]] bool wantsWritable() const { return m_blocked; }

private:
    static constexpr std::size_t kSegments = 128;

    [[nodiscard]] bool isForeign(const void *address) const
    {
        return m_pages != nullptr && m_pages->holds(static_cast<const std::byte *>(address));
    }
    ssize_t receiveInto(std::size_t count);
    bool prepare(protocol::SessionMachine &machine, Instant now);
    ssize_t sendParts();
    ssize_t sendRun(std::size_t begin, std::size_t end);
    void sendPrepared(protocol::SessionMachine &machine, Instant now);
    void takeResult(protocol::SessionMachine &machine, Instant now);

    UniqueFd m_socket;
    ipc::CounterSlot &m_counters;
    const unsigned m_slot;
    PageMover *const m_pages;
    bool m_hasForeign = false; ///< Among the parts
    bool m_blocked = false;
    bool m_isLeft = false; ///< The last message, to the wait.
    std::array<protocol::ReceiveSegment, protocol::SessionMachine::kMostReceiveSegments> m_spaces{};
    std::array<iovec, protocol::SessionMachine::kMostReceiveSegments> m_places{}; ///< The spaces
    std::array<protocol::Segment, kSegments> m_segments{};
    std::array<iovec, kSegments> m_parts{};
    EventLoop::Outgoing m_outgoing; ///< Of the parts.
};

} // namespace portolan::dataplane::worker
