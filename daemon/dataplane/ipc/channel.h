// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/unique_fd.h"
#include "daemon/dataplane/ipc/messages.h"

#include <optional>

namespace portolan::dataplane::ipc {

/// One packet: a message and at most one descriptor that came with it.
struct Packet {
    Message message;
    UniqueFd fd;
    std::optional<std::int32_t> senderPid{}; ///< By the kernel's word; only on sockets of connectTo().
};

/// One end of a connected, non-blocking SOCK_SEQPACKET socket.
class Channel {
public:
    Channel() = default;
    explicit Channel(UniqueFd socket);

    [[nodiscard]] int fd() const { return m_socket.get(); }
    [[nodiscard]] bool isOpen() const { return bool(m_socket); }
    void close() { m_socket.reset(); }

    /// \param fd  goes with the message and stays the caller's; -1 for none
    /// \return Busy if the socket is full now (nothing was sent), TransportFailed if the other side is gone.
    Result<> send(const Message &message, int fd = -1);
    Result<> sendEncoded(std::span<const std::byte> bytes, int fd = -1);
    /// \return nothing if no packet waits; TransportFailed at the end of the stream; what decode() says about bad
    /// bytes.
    Result<std::optional<Packet>> receive();

private:
    UniqueFd m_socket;
    std::vector<std::byte> m_buffer;
};

/// A listening socket, 0600 by the umask of its maker: the directory it stands in is 0700 already.
Result<UniqueFd> listenAt(const std::string &path);
/// Never blocks. Every packet on this socket tells which process sent it. \return NotFound if nobody listens there (any
/// more).
Result<UniqueFd> connectTo(const std::string &path);
/// The user id of the process at the other end, as of its connect().
Result<std::uint32_t> peerUid(int socket);

} // namespace portolan::dataplane::ipc
