// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace portolan::net {

/// An IPv4 or IPv6 address with scope and port, as the socket calls take it.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;

    [[nodiscard]] const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&storage); }
    [[nodiscard]] int family() const { return storage.ss_family; }
    void setPort(std::uint16_t port);
    /// Gives a link-local IPv6 address that has no zone this one.
    void completeZone(unsigned deviceIndex);
    /// "192.0.2.1:3260", "[fe80::1%eth0]:3260"
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool operator==(const SocketAddress &other) const;
};

/// The address if `host` is one in digits (IPv6 zones included), without asking anybody. Empty for a name.
/// \return HostNotFound for an IPv6 address whose zone names no interface of this machine.
[[nodiscard]] Result<std::optional<SocketAddress>> numericAddress(const std::string &host);

/// getaddrinfo(), TCP, every address it gives, in its order. Blocks.
[[nodiscard]] Result<std::vector<SocketAddress>> lookUp(const std::string &host);

} // namespace portolan::net
