// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/local_end.h"

#include <cerrno>
#include <cstring>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace portolan::net {

namespace {

tl::unexpected<Error> noDevice(const std::string &name)
{
    return fail(ErrorCode::PortalUnreachable, "there is no network device " + name, ENODEV);
}

Result<> bindToDevice(int socket, const std::string &name)
{
    if (::setsockopt(socket, SOL_SOCKET, SO_BINDTODEVICE, name.c_str(), socklen_t(name.size())) == 0)
        return {};
    const int error = errno;
    if (error == ENODEV)
        return noDevice(name);
    return fail(ErrorCode::PortalUnreachable,
                "the connection cannot be bound to the network device " + name + ": " + std::strerror(error), error);
}

Result<> bindToAddress(int socket, const SocketAddress &source, const std::string &text)
{
    // The port is chosen by connect(): only then may many connections to different portals share one.
    const int one = 1;
    ::setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    if (::bind(socket, source.get(), source.length) == 0)
        return {};
    const int error = errno;
    if (error == EADDRNOTAVAIL)
        return fail(ErrorCode::PortalUnreachable, "this machine has no address " + text, error);
    return fail(ErrorCode::PortalUnreachable,
                "the connection cannot be bound to the address " + text + ": " + std::strerror(error), error);
}

} // namespace

Result<LocalEnd> LocalEnd::find(const NetworkInterface &interface)
{
    LocalEnd end;
    end.m_interface = interface;
    const std::string &text = interface.text();
    const auto zone = interface.kind() == NetworkInterface::Kind::Address ? text.find('%') : std::string::npos;
    const std::string device = zone != std::string::npos                            ? text.substr(zone + 1)
                               : interface.kind() == NetworkInterface::Kind::Device ? text
                                                                                    : std::string();
    if (!device.empty()) {
        end.m_deviceIndex = ::if_nametoindex(device.c_str());
        if (end.m_deviceIndex == 0)
            return noDevice(device);
    }
    if (interface.kind() != NetworkInterface::Kind::Address)
        return end;
    const auto source = numericAddress(text);
    if (!source)
        return fail(source.error());
    if (!*source)
        return fail(ErrorCode::InvalidArgument, text + " is not an IP address");
    end.m_source = **source;
    return end;
}

Result<> LocalEnd::bind(int socket) const
{
    switch (m_interface.kind()) {
    case NetworkInterface::Kind::Any:
        break;
    case NetworkInterface::Kind::Device:
        return bindToDevice(socket, m_interface.text());
    case NetworkInterface::Kind::Address:
        return bindToAddress(socket, m_source, m_interface.text());
    }
    return {};
}

void LocalEnd::completeZone(SocketAddress *peer) const
{
    if (m_deviceIndex != 0)
        peer->completeZone(m_deviceIndex);
}

} // namespace portolan::net
