// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/discovery_driver.h"
#include "daemon/net/login_attempt.h"

namespace portolan::net {

/// From a portal to the list of its targets: a discovery session, RFC 7143 §4.3. Destroying it cancels, at any point.
class DiscoveryAttempt : public QObject {
    Q_OBJECT

public:
    struct Found {
        std::vector<protocol::DiscoveredTarget> targets;
        std::vector<std::string> warnings;
        Portal asked; ///< The portal of the connection; the one that is meant where a record has no address.
    };
    struct Callbacks {
        Phase phase;
        std::function<void(const Found &)> found; ///< Several times, while the answer arrives.
        /// Once, later, with what let us in; the attempt may be destroyed in it.
        std::function<void(Result<protocol::AuthUsed>)> done;
    };

    /// \param request  login.sessionType is set to Discovery here; its timeout is for the whole
    DiscoveryAttempt(Resolver *resolver, LoginAttempt::Request request, Callbacks callbacks, QObject *parent = nullptr);
    ~DiscoveryAttempt() override;

private:
    void loggedIn(LoginAttempt::LoggedIn login);
    void finish(const Result<> &result);

    const Callbacks m_callbacks;
    const std::chrono::steady_clock::time_point m_deadline;
    Portal m_asked;
    protocol::AuthUsed m_auth = protocol::AuthUsed::None;
    std::unique_ptr<LoginAttempt> m_login;
    std::unique_ptr<SocketChannel> m_channel;
    std::unique_ptr<DiscoveryDriver> m_driver; ///< After the channel: it must go first.
};

} // namespace portolan::net
