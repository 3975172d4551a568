// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/kernel/iscsi_netlink.h"

#include <cstring>
#include <functional>
#include <mutex>
#include <sys/socket.h>
#include <thread>

/// The kernel's end of NETLINK_ISCSI, as a test writes it.
namespace portolan::test {

using dataplane::kernel::EventType;
using dataplane::kernel::IscsiNetlink;
using dataplane::kernel::Message;
using dataplane::kernel::Request;

constexpr std::uint64_t kTransport = 0xffffffffc0ab1234;
constexpr std::size_t kNetlinkHeader = 16, kEventSize = 56;

inline void putWord(Request &datagram, std::size_t offset, std::uint32_t value)
{
    std::memcpy(datagram.data() + offset, &value, sizeof value);
}

/// A message of a type, with these words where a reply or an event has its own.
inline Request messageOf(EventType type, std::array<std::uint32_t, 4> words = {}, const Request &payload = {})
{
    Request message(kNetlinkHeader + kEventSize);
    message.insert(message.end(), payload.begin(), payload.end());
    putWord(message, 0, std::uint32_t(message.size()));
    putWord(message, kNetlinkHeader, std::uint32_t(type));
    for (std::size_t i = 0; i < words.size(); ++i)
        putWord(message, kNetlinkHeader + 40 + 4 * i, words[i]);
    return message;
}

/// The reply to a request, which the kernel sends back with its arguments.
inline Request replyTo(const Request &request, std::array<std::uint32_t, 4> words = {}, const Request &payload = {})
{
    Request reply = messageOf(dataplane::kernel::typeOf(request), words, payload);
    std::memcpy(reply.data() + kNetlinkHeader + 16, request.data() + kNetlinkHeader + 16, 24);
    return reply;
}

/// ISCSI_KEVENT_IF_ERROR: it is refused.
inline Request refusal(int error)
{
    Request message = messageOf(EventType::InterfaceError);
    putWord(message, kNetlinkHeader + 4, std::uint32_t(error));
    return message;
}

/// Answers on a thread of its own. Destroyed after what talks to it.
class ScriptedKernel {
public:
    /// What it says to a request, in order. Called on the kernel's thread.
    using Script = std::function<std::vector<Request>(const Request &)>;

    explicit ScriptedKernel(Script script)
        : m_script(std::move(script))
    {
        int pair[2]{-1, -1};
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
            std::abort();
        m_socket.reset(pair[0]);
        m_client.reset(pair[1]);
        m_thread = std::thread([this] { serve(); });
    }
    ~ScriptedKernel()
    {
        close();
        m_thread.join();
    }
    ScriptedKernel(const ScriptedKernel &) = delete;
    ScriptedKernel &operator=(const ScriptedKernel &) = delete;

    /// The other end; once.
    [[nodiscard]] IscsiNetlink connect() { return {std::move(m_client), kTransport}; }
    void say(const Request &message)
    {
        if (::send(m_socket.get(), message.data(), message.size(), MSG_NOSIGNAL) < 0)
            return; // the test has hung up
    }
    void close() { ::shutdown(m_socket.get(), SHUT_RDWR); }
    [[nodiscard]] std::vector<Request> requests() const
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

private:
    void serve()
    {
        Request buffer(65536);
        for (;;) {
            const ssize_t size = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
            if (size <= 0)
                return;
            const Request request(buffer.begin(), buffer.begin() + size);
            {
                const std::lock_guard lock(m_mutex);
                m_requests.push_back(request);
            }
            for (const Request &message : m_script(request))
                say(message);
        }
    }

    const Script m_script;
    UniqueFd m_socket, m_client;
    mutable std::mutex m_mutex;
    std::vector<Request> m_requests;
    std::thread m_thread;
};

} // namespace portolan::test
