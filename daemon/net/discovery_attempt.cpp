// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/discovery_attempt.h"

#include <algorithm>

namespace portolan::net {

using namespace std::chrono_literals;

DiscoveryAttempt::DiscoveryAttempt(Resolver *resolver, LoginAttempt::Request request, Callbacks callbacks,
                                   QObject *parent)
    : QObject(parent)
    , m_callbacks(std::move(callbacks))
    , m_deadline(std::chrono::steady_clock::now() + request.login.timeout)
{
    request.login.sessionType = protocol::LoginNegotiation::SessionType::Discovery;
    request.login.targetName.clear();
    m_login = std::make_unique<LoginAttempt>(resolver, std::move(request), m_callbacks.phase,
                                             [this](LoginAttempt::Report report) {
                                                 if (!report.result)
                                                     return finish(fail(std::move(report.result.error())));
                                                 loggedIn(std::move(*report.result));
                                             });
}

DiscoveryAttempt::~DiscoveryAttempt() = default;

void DiscoveryAttempt::loggedIn(LoginAttempt::LoggedIn login)
{
    m_asked = login.portal;
    m_auth = login.outcome.auth;
    m_callbacks.phase("discovering");
    m_channel = std::make_unique<SocketChannel>(std::move(login.socket), SocketChannel::Opening::AnyPdu,
                                                login.outcome.parameters.maxRecvDataSegmentLength);
    DiscoveryDriver::Exchange::Config config;
    config.numbers = login.outcome.numbers;
    // A login that took almost all of the time leaves at least enough to hear the answer of a healthy target.
    config.timeout =
        std::max(std::chrono::ceil<std::chrono::milliseconds>(m_deadline - std::chrono::steady_clock::now()), 1000ms);
    m_driver = std::make_unique<DiscoveryDriver>(
        m_channel.get(), config,
        [this](const DiscoveryDriver::Exchange::Found &part) {
            const auto found = m_callbacks.found; // It may destroy this object.
            found({part.targets, part.warnings, m_asked});
        },
        [this](Result<> result) {
            if (!result)
                result = fail(Error(result.error()).within(m_asked.text()));
            finish(result);
        });
}

void DiscoveryAttempt::finish(const Result<> &result)
{
    const auto done = m_callbacks.done; // It may destroy this object.
    if (!result)
        return done(fail(result.error()));
    done(m_auth);
}

} // namespace portolan::net
