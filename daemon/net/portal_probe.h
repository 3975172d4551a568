// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/connector.h"

#include <functional>
#include <memory>
#include <vector>

namespace portolan::net {

/// Which of several portals accept a connection: asks all at once, and closes each connection again. Starts when
/// constructed; destroying it cancels.
class PortalProbe : public QObject {
    Q_OBJECT

public:
    /// A target names as many addresses as it likes; so many connections at most are made for it.
    static constexpr std::size_t kMost = 64;
    static constexpr std::chrono::milliseconds kPatience{2000}; ///< In a storage network an answer takes milliseconds.

    /// Those that did not answer; once, later. The probe may be destroyed in it.
    using Done = std::function<void(const std::vector<Portal> &silent)>;

    PortalProbe(Resolver *resolver, const std::vector<Portal> &portals, const NetworkInterface &interface,
                std::chrono::milliseconds patience, Done done, QObject *parent = nullptr);
    ~PortalProbe() override;

private:
    void ended(const Portal &portal, bool answers);

    Done m_done;
    std::vector<Portal> m_silent;
    std::vector<std::unique_ptr<Connector>> m_connectors;
    std::size_t m_waiting = 0;
};

} // namespace portolan::net
