// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/engine/initiator.h"

#include <QDBusUnixFileDescriptor>
#include <QVariantMap>

#include <optional>

namespace portolan::dbus {

/// Manager.Discover's arguments, checked. The secrets still are descriptors.
struct DiscoverArguments {
    engine::DiscoverRequest request;
    std::optional<QDBusUnixFileDescriptor> secret, secretIn;

    static Result<DiscoverArguments> parse(const QString &address, quint16 port, const QVariantMap &options);
};

/// As Portal.Type has it, and Discover's option "type": "sendtargets", "isns".
[[nodiscard]] QString nameOf(store::PortalKind kind);
/// A device's name or a source address, and empty for any; InvalidArgument.
[[nodiscard]] Result<NetworkInterface> interfaceFrom(const QString &text);
/// A host name or address without port; 0 is the default port.
[[nodiscard]] Result<Portal> portalFrom(const QString &address, quint16 port);

} // namespace portolan::dbus
