// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/portal.h"
#include "common/types/unique_fd.h"
#include "daemon/net/connector.h"
#include "daemon/net/login_driver.h"
#include "daemon/net/redirects.h"
#include "daemon/net/socket_channel.h"

namespace portolan::net {

/// From a portal to a logged-in socket: connects, logs in, follows redirections. Destroying it cancels, at any point.
///
/// LoginNegotiation::Config::timeout is for each connection: name, connect and every PDU together (LGN-27); with the
/// bound on redirections the whole is bounded too.
///
/// A target that refuses our list of CHAP algorithms before it has seen a response is asked once more with MD5 alone
/// (ATH-04): no secret was tested then, so no account can be locked by it.
class LoginAttempt : public QObject {
    Q_OBJECT

public:
    struct Request {
        Portal portal;
        protocol::LoginNegotiation::Config login;
        NetworkInterface interface {}; ///< For the first connection and every redirection.
    };
    struct LoggedIn {
        UniqueFd socket; ///< Not one byte of Full Feature Phase has been read from it.
        protocol::LoginNegotiation::Succeeded outcome;
        Portal portal; ///< The one that let us in.
        std::string localAddress;
        bool redirected = false;
    };
    struct Report {
        Result<LoggedIn> result;
        bool secretTested = false; ///< The target saw a CHAP response of ours, so a refusal is about name or secret.
        bool needsMd5 = false;     ///< It refused the list of algorithms; ask with MD5 alone from now on.
    };
    /// Once, later, never from inside the constructor; the attempt may be destroyed in it.
    using Done = std::function<void(Report)>;

    LoginAttempt(Resolver *resolver, Request request, Phase phase, Done done, QObject *parent = nullptr);
    ~LoginAttempt() override;

private:
    void connectTo(const Portal &portal);
    void connected(Result<Connector::Connected> result);
    void ended(LoginDriver::Outcome outcome);
    void redirected(const LoginDriver::Negotiation::Redirected &to);
    void failed(Error error);
    [[nodiscard]] bool algorithmsRefused(const Error &error, const LoginDriver::Outcome &outcome) const;

    Resolver *const m_resolver;
    Request m_request;
    Phase m_phase;
    Done m_done;
    Portal m_portal; ///< The one in work.
    std::chrono::steady_clock::time_point m_deadline;
    Redirects m_redirects;
    std::unique_ptr<Connector> m_connector;
    std::unique_ptr<SocketChannel> m_channel;
    std::unique_ptr<LoginDriver> m_driver; ///< After the channel: it must go first.
    std::string m_localAddress;
    bool m_secretTested = false, m_needsMd5 = false;
};

} // namespace portolan::net
