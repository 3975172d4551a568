// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/common/congestion.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace portolan::bench {

/// Ends the program if a call failed.
inline int require(int result, const char *what)
{
    if (result >= 0)
        return result;
    std::fprintf(stderr, "%s: %s\n", what, std::strerror(errno));
    std::exit(1);
}

inline void pinTo(int cpu)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    require(sched_setaffinity(0, sizeof set, &set), "the core of a thread");
}

/// Of those that this process may use, the first and the last.
inline std::pair<int, int> processors()
{
    cpu_set_t allowed;
    require(sched_getaffinity(0, sizeof allowed, &allowed), "sched_getaffinity");
    int first = 0, last = CPU_SETSIZE - 1;
    while (first < last && !CPU_ISSET(first, &allowed))
        ++first;
    while (last > first && !CPU_ISSET(last, &allowed))
        --last;
    return {first, last};
}

/// Takes what comes until the end, and does not touch it.
inline void drop(int socket, int cpu)
{
    pinTo(cpu);
    while (recv(socket, nullptr, std::size_t(1) << 20, MSG_TRUNC) > 0) {}
}

/// Two ends of one TCP connection, without delay and without pacing.
struct LoopbackPair {
    int client;
    int server;
};

inline LoopbackPair connectPair()
{
    const int listener = require(socket(AF_INET, SOCK_STREAM, 0), "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    require(bind(listener, generic, length), "bind");
    require(listen(listener, 1), "listen");
    require(getsockname(listener, generic, &length), "getsockname");
    LoopbackPair pair{};
    pair.client = require(socket(AF_INET, SOCK_STREAM, 0), "socket");
    require(connect(pair.client, generic, length), "connect");
    pair.server = require(accept(listener, nullptr, nullptr), "accept");
    const int on = 1;
    for (const int socket : {pair.client, pair.server}) {
        require(setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
        require(setCongestionControl(socket, kUnpaced) ? 0 : -1, "TCP_CONGESTION");
    }
    close(listener);
    return pair;
}

} // namespace portolan::bench
