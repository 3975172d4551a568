// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/system_random.h"

#include <cerrno>
#include <sys/random.h>

namespace portolan::net {

Result<> systemRandom(std::span<std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::getrandom(bytes.data(), bytes.size(), 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return fail(ErrorCode::Internal, "the kernel gives no random numbers", errno);
        bytes = bytes.subspan(std::size_t(count));
    }
    return {};
}

} // namespace portolan::net
