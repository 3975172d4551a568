// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/ipc/channel.h"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

namespace portolan::dataplane::ipc {

namespace {

constexpr std::size_t kControlSpace = CMSG_SPACE(sizeof(int) * 8) + CMSG_SPACE(sizeof(ucred));

Result<sockaddr_un> addressOf(const std::string &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof(address.sun_path))
        return fail(ErrorCode::InvalidArgument, "control socket: the path has no place in a socket address: " + path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

Result<UniqueFd> newSocket()
{
    UniqueFd socket(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket)
        return fail(ErrorCode::Internal, "control socket: " + std::string(std::strerror(errno)), errno);
    return socket;
}

/// Takes every descriptor out of the control data, so that none can leak, and keeps the first.
void takeAncillary(msghdr &header, Packet &packet, std::size_t &fdCount)
{
    for (cmsghdr *part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_len < CMSG_LEN(0))
            continue;
        const std::size_t size = part->cmsg_len - CMSG_LEN(0);
        if (part->cmsg_type == SCM_CREDENTIALS && size >= sizeof(ucred)) {
            ucred sender{};
            std::memcpy(&sender, CMSG_DATA(part), sizeof sender);
            if (sender.pid > 0)
                packet.senderPid = sender.pid;
        } else if (part->cmsg_type == SCM_RIGHTS) {
            for (std::size_t at = 0; at + sizeof(int) <= size; at += sizeof(int)) {
                int fd = -1;
                std::memcpy(&fd, CMSG_DATA(part) + at, sizeof fd);
                UniqueFd owned(fd);
                if (fdCount++ == 0)
                    packet.fd = std::move(owned);
            }
        }
    }
}

} // namespace

Channel::Channel(UniqueFd socket)
    : m_socket(std::move(socket))
    , m_buffer(kMaxMessage + 1)
{}

Result<> Channel::send(const Message &message, int fd)
{
    const auto bytes = encode(message);
    if (!bytes)
        return fail(bytes.error());
    return sendEncoded(*bytes, fd);
}

Result<> Channel::sendEncoded(std::span<const std::byte> bytes, int fd)
{
    iovec part{const_cast<std::byte *>(bytes.data()), bytes.size()}; // sendmsg() does not write to it
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    if (fd >= 0) {
        header.msg_control = control;
        header.msg_controllen = sizeof control;
        cmsghdr *rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    }
    while (::sendmsg(m_socket.get(), &header, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) {
        if (errno == EINTR)
            continue;
        if (errno == EAGAIN || errno == ENOBUFS)
            return fail(ErrorCode::Busy, "control socket: full", errno);
        return fail(ErrorCode::TransportFailed, "control socket: send: " + std::string(std::strerror(errno)), errno);
    }
    return {};
}

Result<std::optional<Packet>> Channel::receive()
{
    iovec part{m_buffer.data(), m_buffer.size()};
    alignas(cmsghdr) char control[kControlSpace];
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    ssize_t size = 0;
    do {
        size = ::recvmsg(m_socket.get(), &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    } while (size < 0 && errno == EINTR);
    if (size < 0 && errno == EAGAIN)
        return std::optional<Packet>();
    if (size < 0)
        return fail(ErrorCode::TransportFailed, "control socket: receive: " + std::string(std::strerror(errno)), errno);
    Packet packet;
    std::size_t fdCount = 0;
    takeAncillary(header, packet, fdCount);
    if (size == 0) // an empty packet is nothing that encode() writes, so this is the end
        return fail(ErrorCode::TransportFailed, "control socket: closed by the other side");
    if ((header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 || fdCount > 1)
        return fail(ErrorCode::ProtocolViolation, "control socket: a packet with too many bytes or descriptors");
    auto message = decode(std::span(m_buffer).first(std::size_t(size)));
    if (!message)
        return fail(message.error());
    packet.message = std::move(*message);
    return std::optional<Packet>(std::move(packet));
}

Result<UniqueFd> listenAt(const std::string &path)
{
    const auto address = addressOf(path);
    if (!address)
        return fail(address.error());
    auto socket = newSocket();
    if (!socket)
        return socket;
    // A backlog of more than one: a second daemon must be answered, not left hanging.
    if (::bind(socket->get(), reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0 ||
        ::listen(socket->get(), 4) != 0)
        return fail(ErrorCode::Internal, "control socket " + path + ": " + std::strerror(errno), errno);
    return socket;
}

Result<UniqueFd> connectTo(const std::string &path)
{
    const auto address = addressOf(path);
    if (!address)
        return fail(address.error());
    auto socket = newSocket();
    if (!socket)
        return socket;
    // Before connect(): the first packet may come before we are back here.
    const int on = 1;
    if (::setsockopt(socket->get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0)
        return fail(ErrorCode::Internal, "control socket: SO_PASSCRED: " + std::string(std::strerror(errno)), errno);
    if (::connect(socket->get(), reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0) {
        const int error = errno;
        const bool nobody = error == ECONNREFUSED || error == ENOENT;
        return fail(nobody ? ErrorCode::NotFound : ErrorCode::TransportFailed,
                    "control socket " + path + ": " + std::strerror(error), error);
    }
    return socket;
}

Result<std::uint32_t> peerUid(int socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return fail(ErrorCode::Internal, "control socket: SO_PEERCRED: " + std::string(std::strerror(errno)), errno);
    return std::uint32_t(peer.uid);
}

} // namespace portolan::dataplane::ipc
