// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/network_interface.h"
#include "daemon/net/socket_address.h"

namespace portolan::net {

/// Our end of a connection: a network interface as this machine has it now, and how a socket is tied to it.
class LocalEnd {
public:
    LocalEnd() = default; ///< Any; ties to nothing.
    /// \return PortalUnreachable, ENODEV: there is no such device. It is not a mistake of who asked for it: a device
    /// may come later in the boot, or be plugged in again.
    static Result<LocalEnd> find(const NetworkInterface &interface);

    /// Whether an address of this family can be reached from here.
    [[nodiscard]] bool reaches(int family) const { return m_source.length == 0 || m_source.family() == family; }
    /// Call before connect(). \return PortalUnreachable with errno: EADDRNOTAVAIL for an address that is another's, ...
    [[nodiscard]] Result<> bind(int socket) const;
    /// Gives a link-local address without a zone the one of this end.
    void completeZone(SocketAddress *peer) const;

private:
    NetworkInterface m_interface;
    SocketAddress m_source;     ///< Empty if the interface is no address.
    unsigned m_deviceIndex = 0; ///< Of the device, or of the zone of the source address; 0 = none
};

} // namespace portolan::net
