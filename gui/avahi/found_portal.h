// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/portal.h"

#include <QString>

#include <optional>
#include <vector>

class QDBusMessage;

namespace portolan::avahi {

/// A storage server that somebody announces on the local network. Anybody there can announce anything.
struct FoundPortal {
    QString name;  ///< As announced, at most 63 characters; not safe to show as it is.
    Portal portal; ///< A number and never a name; a link-local one with its zone.
    friend bool operator==(const FoundPortal &, const FoundPortal &) = default;
};

/// The answer of org.freedesktop.Avahi.Server.ResolveService. \return nothing unless an initiator can connect to it: an
/// address of one machine, of this computer's own only where it came from there, and a port
[[nodiscard]] std::optional<FoundPortal> foundPortal(const QDBusMessage &reply);

/// Each portal once, and of a name that has several kinds of address only the best kind: IPv4, then IPv6, then
/// link-local IPv6. Otherwise in their order.
[[nodiscard]] std::vector<FoundPortal> withoutRepetition(const std::vector<FoundPortal> &found);

} // namespace portolan::avahi
