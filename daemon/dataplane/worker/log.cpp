// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/log.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace portolan::dataplane::worker {

void logLine(std::string_view text)
{
    std::array<char, 512> line{};
    const int size = std::snprintf(line.data(), line.size(), "portolan-dataplane[%d]: %.*s\n", int(::getpid()),
                                   int(std::min<std::size_t>(text.size(), 400)), text.data());
    if (size <= 0)
        return;
    const auto length = std::min(std::size_t(size), line.size() - 1);
    if (::send(STDERR_FILENO, line.data(), length, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0 || errno != ENOTSOCK)
        return;
    // A pipe that poll() calls writable takes PIPE_BUF bytes at once, and that is more than a line.
    pollfd ready{STDERR_FILENO, POLLOUT, 0};
    if (::poll(&ready, 1, 0) == 1 && (ready.revents & POLLOUT) != 0 && ::write(STDERR_FILENO, line.data(), length) < 0)
        return; // nobody to tell
}

} // namespace portolan::dataplane::worker
