// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/control_server.h"

#include "daemon/dataplane/worker/log.h"

#include <cerrno>
#include <sys/socket.h>

namespace portolan::dataplane::worker {

namespace {

/// A daemon that reads nothing for so long is not served any more; it can come back and is greeted with the whole
/// state.
constexpr std::size_t kMaxOutgoing = 256;

} // namespace

ControlServer::ControlServer(UniqueFd listener, std::uint32_t owner, Callbacks callbacks)
    : m_listener(std::move(listener))
    , m_owner(owner)
    , m_callbacks(std::move(callbacks))
{}

void ControlServer::listenerReadable()
{
    UniqueFd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket)
        return;
    const auto peer = ipc::peerUid(socket.get());
    if (!peer || *peer != m_owner)
        return logLine("control connection refused: it is not from the user who started this worker");
    if (m_channel.isOpen())
        return logLine("control connection refused: another daemon is in charge");
    m_channel = ipc::Channel(std::move(socket));
    ++m_connections;
    m_callbacks.connected(m_channel);
}

void ControlServer::channelReadable()
{
    if (!m_channel.isOpen())
        return;
    auto packet = m_channel.receive();
    if (!packet)
        return disconnect(packet.error().message);
    if (*packet)
        m_callbacks.received(std::move(**packet));
}

void ControlServer::send(const ipc::Message &message)
{
    if (!m_channel.isOpen())
        return;
    auto bytes = ipc::encode(message);
    if (!bytes)
        return logLine(bytes.error().message);
    if (m_outgoing.size() >= kMaxOutgoing)
        return disconnect("the daemon reads nothing");
    m_outgoing.push_back(std::move(*bytes));
    channelWritable();
}

void ControlServer::channelWritable()
{
    while (!m_outgoing.empty() && m_channel.isOpen()) {
        const auto sent = m_channel.sendEncoded(m_outgoing.front());
        if (!sent && sent.error().code == ErrorCode::Busy)
            return;
        if (!sent) // what it sent before it went is still to be read: channelReadable() ends the connection
            return m_outgoing.clear();
        m_outgoing.pop_front();
    }
}

void ControlServer::disconnect(const std::string &reason)
{
    logLine(reason);
    m_channel.close();
    m_outgoing.clear();
    m_callbacks.disconnected();
}

} // namespace portolan::dataplane::worker
