// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/unique_fd.h"
#include "daemon/dataplane/worker/export/nbd_protocol.h"
#include "daemon/dataplane/worker/export/request_pool.h"

#include <optional>
#include <vector>

namespace portolan::dataplane::worker {

/// One socket to the kernel's NBD: cuts requests out of the stream and sends replies. What a request means is not known
/// here.
///
/// The payload of a write goes from the socket into the slot of its request, except for what came together with the
/// headers before it. A reply stands in the slot, too, right before its payload, and all that are ready leave together.
class NbdConnection {
public:
    struct Incoming {
        nbd::Request request;
        BlockRequest *slot = nullptr; ///< With the payload, of a write that is not too long. Of the pool.
    };

    /// \param socket  non-blocking  \param pool  outlives this
    NbdConnection(UniqueFd socket, RequestPool &pool);
    ~NbdConnection();
    NbdConnection(const NbdConnection &) = delete;
    NbdConnection &operator=(const NbdConnection &) = delete;

    [[nodiscard]] int fd() const { return m_socket.get(); }
    [[nodiscard]] bool isOpen() const { return bool(m_socket); }
    /// No slot was free for a request that has arrived. next() finds it without the socket becoming readable.
    [[nodiscard]] bool isStarved() const { return m_starved; }
    [[nodiscard]] bool hasReplies() const { return m_replyCount > 0; }

    /// Before the first next() of a turn.
    void beginTurn();
    /// \return nothing if no further request is complete, or none may be taken in this turn; TransportFailed at the end
    ///         of the stream, ProtocolViolation if it is not NBD
    Result<std::optional<Incoming>> next();

    /// Takes the slot back, and gives it to the pool when the reply has left. No reply goes to a closed connection.
    /// \param payload  bytes of the slot's payload that go with it
    void reply(BlockRequest &slot, const nbd::Request &request, int error, std::size_t payload);
    /// As many of the replies as the socket takes. \return TransportFailed if the other side is gone.
    Result<> send();
    void close();

private:
    struct Reply {
        BlockRequest *slot = nullptr;
        std::size_t size = 0; ///< Header and payload
    };

    [[nodiscard]] Reply &replyAt(std::size_t place) { return m_replies[(m_firstReply + place) % m_replies.size()]; }
    void popReply();
    [[nodiscard]] std::size_t staged() const { return m_end - m_begin; }
    Result<> beginRequest();
    void takeStaged();
    Result<bool> fill();
    void dropSent(std::size_t bytes);

    UniqueFd m_socket;
    RequestPool &m_pool;
    std::vector<std::byte> m_staging;
    std::size_t m_begin = 0, m_end = 0; ///< What is in it.
    std::optional<Incoming> m_incoming; ///< The request whose payload arrives.
    std::size_t m_have = 0;             ///< Of that payload
    std::uint64_t m_missing = 0;
    bool m_starved = false;
    bool m_drained = false; ///< The last receive took all there was.
    int m_receivesLeft = 0; ///< In this turn.

    std::vector<Reply> m_replies; ///< A ring with room for every slot of the pool.
    std::size_t m_firstReply = 0, m_replyCount = 0;
    std::size_t m_sent = 0; ///< Bytes of the first one that have left.
};

} // namespace portolan::dataplane::worker
