// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/connector.h"
#include "daemon/net/discovery_attempt.h"
#include "daemon/net/isns_driver.h"

namespace portolan::net {

/// From an iSNS server to the list of targets that this initiator may see, RFC 4171. Destroying it cancels, at any
/// point; a registration that it made may then stay with the server, where the next attempt finds it.
class IsnsAttempt : public QObject {
    Q_OBJECT

public:
    struct Request {
        Portal server;
        std::string initiatorName;
        NetworkInterface interface;
        std::chrono::milliseconds timeout{30'000}; ///< For the whole.
    };

    IsnsAttempt(Resolver *resolver, const Request &request, DiscoveryAttempt::Callbacks callbacks,
                QObject *parent = nullptr);
    ~IsnsAttempt() override;

private:
    void connected(Connector::Connected connection);
    void finish(const Result<> &result);

    const Request m_request;
    const DiscoveryAttempt::Callbacks m_callbacks;
    const std::chrono::steady_clock::time_point m_deadline;
    std::unique_ptr<Connector> m_connector;
    std::unique_ptr<IsnsDriver> m_driver;
};

} // namespace portolan::net
