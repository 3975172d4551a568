// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace portolan::bench {

/// Of every kernel, and sends what it may at once. A machine's own choice may not: BBR spreads it over time, and then
/// a benchmark on loopback measures that.
constexpr const char *kUnpaced = "reno";

/// \return false with errno set
inline bool setCongestionControl(int socket, const char *name)
{
    return ::setsockopt(socket, IPPROTO_TCP, TCP_CONGESTION, name, socklen_t(std::strlen(name))) == 0;
}

} // namespace portolan::bench
