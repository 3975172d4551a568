// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/login_attempt.h"

#include <algorithm>

namespace portolan::net {

using namespace std::chrono_literals;
using protocol::ChapAlgorithm;

LoginAttempt::LoginAttempt(Resolver *resolver, Request request, Phase phase, Done done, QObject *parent)
    : QObject(parent)
    , m_resolver(resolver)
    , m_request(std::move(request))
    , m_phase(std::move(phase))
    , m_done(std::move(done))
    , m_redirects(m_request.portal)
{
    connectTo(m_request.portal);
}

LoginAttempt::~LoginAttempt() = default;

void LoginAttempt::connectTo(const Portal &portal)
{
    m_driver.reset();
    m_channel.reset();
    m_portal = portal;
    const auto timeout = m_request.login.timeout;
    m_deadline = std::chrono::steady_clock::now() + timeout;
    m_connector =
        std::make_unique<Connector>(m_resolver, portal, m_request.interface, timeout, m_phase,
                                    [this](Result<Connector::Connected> result) { connected(std::move(result)); });
}

void LoginAttempt::connected(Result<Connector::Connected> result)
{
    if (!result) {
        // A redirection can name several portals, of which only some answer (STS-03).
        if (const auto other = m_redirects.next())
            return connectTo(*other);
        return failed(std::move(result.error()));
    }
    m_localAddress = result->localAddress;
    m_channel = std::make_unique<SocketChannel>(std::move(result->socket));
    auto config = m_request.login;
    config.timeout =
        std::max(std::chrono::ceil<std::chrono::milliseconds>(m_deadline - std::chrono::steady_clock::now()), 1ms);
    if (m_redirects.any())
        config.expectedPortalGroupTag.reset(); // The other portal may belong to another group.
    m_driver = std::make_unique<LoginDriver>(m_channel.get(), std::move(config), m_phase,
                                             [this](LoginDriver::Outcome outcome) { ended(std::move(outcome)); });
}

void LoginAttempt::ended(LoginDriver::Outcome outcome)
{
    m_secretTested |= outcome.sentChapResponse;
    if (const auto *const to = std::get_if<LoginDriver::Negotiation::Redirected>(&outcome.end))
        return redirected(*to);
    if (auto *const failure = std::get_if<LoginDriver::Negotiation::Failed>(&outcome.end)) {
        if (algorithmsRefused(failure->error, outcome)) {
            m_needsMd5 = true;
            m_request.login.algorithms = {ChapAlgorithm::Md5};
            return connectTo(Portal(m_portal));
        }
        return failed(std::move(failure->error).within(m_portal.text()));
    }
    Report report{LoggedIn{m_channel->take(), std::move(std::get<LoginDriver::Negotiation::Succeeded>(outcome.end)),
                           m_portal, m_localAddress, m_redirects.any()},
                  m_secretTested, m_needsMd5};
    auto done = std::move(m_done);
    done(std::move(report));
}

void LoginAttempt::redirected(const LoginDriver::Negotiation::Redirected &to)
{
    if (const auto followed = m_redirects.follow(to.addresses, to.permanent); !followed)
        return failed(Error(followed.error()).within(m_portal.text()));
    connectTo(*m_redirects.next());
}

void LoginAttempt::failed(Error error)
{
    auto done = std::move(m_done);
    done({fail(std::move(error)), m_secretTested, m_needsMd5});
}

bool LoginAttempt::algorithmsRefused(const Error &error, const LoginDriver::Outcome &outcome) const
{
    const auto &offered = m_request.login.algorithms;
    return error.loginStatus == 0x0201 && outcome.sentAlgorithms && !outcome.sentChapResponse && offered.size() > 1 &&
           std::ranges::find(offered, ChapAlgorithm::Md5) != offered.end();
}

} // namespace portolan::net
