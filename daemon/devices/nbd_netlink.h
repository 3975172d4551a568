// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

struct nl_sock;

namespace portolan::devices {

/// The kernel's NBD by generic netlink, uapi linux/nbd-netlink.h. Takes CAP_SYS_ADMIN. Calls block, for as long as the
/// kernel works on them.
class NbdNetlink {
public:
    struct Config {
        std::uint64_t sizeBytes = 0;
        std::uint64_t blockSize = 512;
        std::uint64_t serverFlags = 0; ///< NBD_FLAG_*
        /// Without a socket; then requests fail.
        std::chrono::seconds deadTimeout{0};
        std::string backend{}; ///< Who made it; in sysfs, and asked for by each change.
    };

    /// \return NotSupported where the kernel has no NBD
    static Result<NbdNetlink> open();

    /// Makes a device of a free number. \param socket  stays the caller's  \return the number
    Result<int> connect(const Config &config, int socket);
    /// Gives one a socket in the place of one that is dead. Succeeds also if none is: then the kernel does not take it.
    /// \param config  without a size, size and timeout stay as they are
    Result<> replaceSocket(int number, const Config &config, int socket);
    Result<> resize(int number, const Config &config);
    /// Requests fail from now on, and those that wait, at once.
    Result<> disconnect(int number);

private:
    struct Free {
        void operator()(nl_sock *socket) const;
    };
    using Socket = std::unique_ptr<nl_sock, Free>;
    class Request;

    NbdNetlink(Socket socket, int family);
    Result<int> call(const Request &request, const std::string &what);

    Socket m_socket;
    int m_family;
};

} // namespace portolan::devices
