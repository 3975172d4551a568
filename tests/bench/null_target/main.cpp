// SPDX-License-Identifier: GPL-3.0-or-later
// A target that costs as little as possible: what stands on the other side when an initiator is measured. One thread,
// no authentication, one connection in a session, listens on 127.0.0.1 only.
#include "tests/bench/null_target/connection.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace null_target;

int failed(const char *what)
{
    std::fprintf(stderr, "null_target: %s: %s\n", what, std::strerror(errno));
    return 1;
}

/// \return the socket, its port in `port`; -1 with errno
int listenOn(std::uint16_t &port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (socket < 0 || ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0 ||
        ::bind(socket, reinterpret_cast<sockaddr *>(&address), length) != 0 || ::listen(socket, 16) != 0 ||
        ::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        return -1;
    port = ntohs(address.sin_port);
    return socket;
}

void watch(int epoll, int operation, int socket, std::uint32_t events)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = socket;
    if (::epoll_ctl(epoll, operation, socket, &event) != 0)
        (void)failed("epoll_ctl");
}

} // namespace

int main(int argc, char **argv)
{
    auto options = Options::parse(argc, argv);
    if (!options)
        return 2;
    const int listener = listenOn(options->port);
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    if (listener < 0 || epoll < 0)
        return failed("listen");
    watch(epoll, EPOLL_CTL_ADD, listener, EPOLLIN);
    std::printf("port=%u\n", options->port);
    std::fflush(stdout);
    Units units(*options);
    struct Entry {
        std::unique_ptr<Connection> connection;
        bool writable = false; ///< Watched for it
    };
    std::map<int, Entry> entries;
    std::array<epoll_event, 64> events{};
    for (;;) {
        const int count = ::epoll_wait(epoll, events.data(), int(events.size()), -1);
        if (count < 0 && errno != EINTR)
            return failed("epoll_wait");
        for (int i = 0; i < count; ++i) {
            const int fd = events[std::size_t(i)].data.fd;
            if (fd == listener) {
                const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
                if (socket < 0)
                    continue;
                const int on = 1;
                (void)::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                entries[socket].connection = std::make_unique<Connection>(*options, units, socket);
                watch(epoll, EPOLL_CTL_ADD, socket, EPOLLIN);
                continue;
            }
            Entry &entry = entries[fd];
            if (!entry.connection->turn()) {
                entries.erase(fd);
                continue;
            }
            if (const bool writable = entry.connection->wantsWritable(); writable != entry.writable) {
                entry.writable = writable;
                watch(epoll, EPOLL_CTL_MOD, fd, EPOLLIN | (writable ? EPOLLOUT : 0U));
            }
        }
    }
}
