// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/types/network_interface.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <net/if.h>
#include <netinet/in.h>
#include <optional>

namespace portolan {

namespace {

/// As the kernel decides (dev_valid_name), and without control characters.
bool isDeviceName(std::string_view text)
{
    const auto fits = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > ' ' && byte != 0x7f && c != '/' && c != ':';
    };
    return !text.empty() && text.size() < IFNAMSIZ && text != "." && text != ".." && std::ranges::all_of(text, fits);
}

/// The address in the spelling of the C library, or nothing if it is none of this family.
std::optional<std::string> canonical(int family, const std::string &text)
{
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    if (::inet_pton(family, text.c_str(), bytes.data()) != 1)
        return std::nullopt;
    std::array<char, INET6_ADDRSTRLEN> spelled{};
    if (!::inet_ntop(family, bytes.data(), spelled.data(), spelled.size()))
        return std::nullopt;
    return std::string(spelled.data());
}

} // namespace

Result<NetworkInterface> NetworkInterface::parse(std::string_view text)
{
    if (text.empty())
        return NetworkInterface();
    if (text.find('\0') != std::string_view::npos || text.size() > INET6_ADDRSTRLEN + IFNAMSIZ)
        return fail(ErrorCode::InvalidArgument, "an interface is a network device's name or an IP address");
    const auto percent = text.find('%');
    const std::string host(text.substr(0, percent));
    if (const auto ipv6 = canonical(AF_INET6, host)) {
        if (*ipv6 == "::")
            return fail(ErrorCode::InvalidArgument, "for any source address the interface is left empty");
        if (percent == std::string_view::npos)
            return NetworkInterface(Kind::Address, *ipv6);
        if (!isDeviceName(text.substr(percent + 1)))
            return fail(ErrorCode::InvalidArgument, "after the % of an IPv6 address a network device's name follows");
        return NetworkInterface(Kind::Address, *ipv6 + std::string(text.substr(percent)));
    }
    if (const auto ipv4 = canonical(AF_INET, std::string(text))) {
        if (*ipv4 == "0.0.0.0")
            return fail(ErrorCode::InvalidArgument, "for any source address the interface is left empty");
        return NetworkInterface(Kind::Address, *ipv4);
    }
    if (text.find(':') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument,
                    "the interface is not an IPv6 address, and no device's name has a colon");
    if (!isDeviceName(text))
        return fail(ErrorCode::InvalidArgument, "the name of a network device has 1 to " +
                                                    std::to_string(IFNAMSIZ - 1) +
                                                    " bytes, without spaces and slashes");
    return NetworkInterface(Kind::Device, std::string(text));
}

} // namespace portolan
