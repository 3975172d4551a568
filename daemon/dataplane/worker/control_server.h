// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/ipc/channel.h"

#include <deque>
#include <functional>

namespace portolan::dataplane::worker {

/// The worker's end of the control socket: one daemon at a time, of the user who started us. A daemon that goes away is
/// no event; the next one that comes is greeted.
class ControlServer {
public:
    struct Callbacks {
        std::function<void(ipc::Channel &)> connected; ///< Say hello.
        std::function<void(ipc::Packet)> received;
        std::function<void()> disconnected;
    };

    ControlServer(UniqueFd listener, std::uint32_t owner, Callbacks callbacks);

    [[nodiscard]] int listenerFd() const { return m_listener.get(); }
    [[nodiscard]] int channelFd() const { return m_channel.fd(); }            ///< -1: no daemon
    [[nodiscard]] std::uint64_t connections() const { return m_connections; } ///< So far
    [[nodiscard]] bool wantsWritable() const { return !m_outgoing.empty(); }

    /// Watch both descriptors; call the channel's first: a daemon that died must be gone before the next is looked at.
    void channelReadable();
    void channelWritable();
    void listenerReadable();

    /// Queued while the socket is full. Dropped if there is no daemon: hello tells the next one everything.
    void send(const ipc::Message &message);
    /// The last words: without queueing.
    void flush() { channelWritable(); }

private:
    void disconnect(const std::string &reason);

    UniqueFd m_listener;
    const std::uint32_t m_owner;
    const Callbacks m_callbacks;
    ipc::Channel m_channel;
    std::uint64_t m_connections = 0;
    std::deque<std::vector<std::byte>> m_outgoing;
};

} // namespace portolan::dataplane::worker
