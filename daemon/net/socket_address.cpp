// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/socket_address.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>

namespace portolan::net {

namespace {

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

AddressList getAddresses(const std::string &host, int flags, int &status)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_protocol = IPPROTO_TCP;
    hints.ai_flags = flags;
    addrinfo *list = nullptr;
    status = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
    return {status == 0 ? list : nullptr, &::freeaddrinfo};
}

SocketAddress addressOf(const addrinfo &info)
{
    SocketAddress address;
    address.length = std::min<socklen_t>(info.ai_addrlen, sizeof address.storage);
    std::memcpy(&address.storage, info.ai_addr, address.length);
    return address;
}

} // namespace

void SocketAddress::setPort(std::uint16_t port)
{
    if (family() == AF_INET6)
        reinterpret_cast<sockaddr_in6 *>(&storage)->sin6_port = htons(port);
    else
        reinterpret_cast<sockaddr_in *>(&storage)->sin_port = htons(port);
}

void SocketAddress::completeZone(unsigned deviceIndex)
{
    auto *const ipv6 = reinterpret_cast<sockaddr_in6 *>(&storage);
    if (family() == AF_INET6 && IN6_IS_ADDR_LINKLOCAL(&ipv6->sin6_addr) && ipv6->sin6_scope_id == 0)
        ipv6->sin6_scope_id = deviceIndex;
}

std::string SocketAddress::text() const
{
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    if (::getnameinfo(get(), length, host.data(), host.size(), port.data(), port.size(),
                      NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return {};
    const bool brackets = family() == AF_INET6;
    return (brackets ? "[" : "") + std::string(host.data()) + (brackets ? "]:" : ":") + port.data();
}

bool SocketAddress::operator==(const SocketAddress &other) const
{
    return length == other.length && std::memcmp(&storage, &other.storage, length) == 0;
}

Result<std::optional<SocketAddress>> numericAddress(const std::string &host)
{
    int status = 0;
    if (const auto list = getAddresses(host, AI_NUMERICHOST, status))
        return addressOf(*list);
    if (host.find(':') == std::string::npos)
        return std::optional<SocketAddress>();
    const auto zone = host.find('%');
    if (zone == std::string::npos)
        return fail(ErrorCode::HostNotFound, host + " is not an IPv6 address");
    return fail(ErrorCode::HostNotFound, "this machine has no network interface " + host.substr(zone + 1));
}

Result<std::vector<SocketAddress>> lookUp(const std::string &host)
{
    int status = 0;
    const auto list = getAddresses(host, 0, status);
    if (!list) {
        const char *const reason =
            status == EAI_NONAME || status == EAI_NODATA ? "no such name" : ::gai_strerror(status);
        return fail(ErrorCode::HostNotFound, "the name " + host + " cannot be resolved: " + reason);
    }
    std::vector<SocketAddress> addresses;
    for (const addrinfo *info = list.get(); info; info = info->ai_next) {
        if (info->ai_family == AF_INET || info->ai_family == AF_INET6)
            addresses.push_back(addressOf(*info));
    }
    if (addresses.empty())
        return fail(ErrorCode::HostNotFound, "the name " + host + " has no IP address");
    return addresses;
}

} // namespace portolan::net
