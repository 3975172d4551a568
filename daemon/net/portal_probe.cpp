// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/portal_probe.h"

#include <algorithm>
#include <span>
#include <utility>

namespace portolan::net {

PortalProbe::PortalProbe(Resolver *resolver, const std::vector<Portal> &portals, const NetworkInterface &interface,
                         std::chrono::milliseconds patience, Done done, QObject *parent)
    : QObject(parent)
    , m_done(std::move(done))
    , m_waiting(std::min(portals.size(), kMost))
{
    for (const Portal &portal : std::span(portals).first(m_waiting)) {
        m_connectors.push_back(std::make_unique<Connector>(
            resolver, portal, interface, patience, [](std::string_view) {},
            [this, portal](const Result<Connector::Connected> &connection) { ended(portal, connection.has_value()); }));
    }
    if (m_waiting == 0)
        QTimer::singleShot(0, this, [this] { std::exchange(m_done, {})({}); });
}

PortalProbe::~PortalProbe() = default;

void PortalProbe::ended(const Portal &portal, bool answers)
{
    if (!answers)
        m_silent.push_back(portal);
    if (--m_waiting == 0)
        std::exchange(m_done, {})(std::vector(std::move(m_silent)));
}

} // namespace portolan::net
