// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/kept_socket.h"

#include "common/log/log.h"

#include <cstdlib>
#include <cstring>
#include <linux/netlink.h>
#include <string_view>
#include <sys/socket.h>
#include <systemd/sd-daemon.h>

namespace portolan::dataplane::kernel {

namespace {

constexpr std::string_view kName = "iscsi";

int option(int socket, int name)
{
    int value = -1;
    socklen_t size = sizeof value;
    return ::getsockopt(socket, SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

bool isIscsiNetlink(int socket)
{
    return option(socket, SO_DOMAIN) == AF_NETLINK && option(socket, SO_PROTOCOL) == NETLINK_ISCSI;
}

} // namespace

UniqueFd takeKeptSocket()
{
    char **names = nullptr;
    const int count = ::sd_listen_fds_with_names(1, &names);
    UniqueFd kept;
    for (int i = 0; i < count; ++i) {
        UniqueFd candidate(SD_LISTEN_FDS_START + i); // whatever else we were given is closed
        if (!kept && names[i] == kName && isIscsiNetlink(candidate.get()))
            kept = std::move(candidate);
        std::free(names[i]); // NOLINT(cppcoreguidelines-no-malloc) as sd_listen_fds_with_names(3) asks
    }
    std::free(names); // NOLINT(cppcoreguidelines-no-malloc)
    return kept;
}

void keepSocket(int socket)
{
    const std::string state = "FDSTORE=1\nFDNAME=" + std::string(kName);
    const int result = ::sd_pid_notify_with_fds(0, 0, state.c_str(), &socket, 1);
    if (result < 0)
        qCWarning(log::dataplane, "the service manager does not keep the socket to the kernel: %s",
                  std::strerror(-result));
}

} // namespace portolan::dataplane::kernel
