// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/portolan_bench/bench_login.h"

#include "daemon/net/system_random.h"
#include "daemon/protocol/login/challenge_registry.h"
#include "daemon/protocol/login/isid.h"

#include <QEventLoop>

#include <array>
#include <unistd.h>

namespace portolan::bench {

namespace {

protocol::DigestPolicy policy(bool wanted)
{
    return wanted ? protocol::DigestPolicy::Require : protocol::DigestPolicy::Off;
}

Result<net::LoginAttempt::LoggedIn> logInOnce(net::Resolver &resolver, const Portal &portal,
                                              protocol::LoginNegotiation::Config login)
{
    std::optional<net::LoginAttempt::Report> report;
    QEventLoop loop;
    net::LoginAttempt attempt(
        &resolver, {portal, std::move(login)}, [](std::string_view) {},
        [&](net::LoginAttempt::Report told) {
            report = std::move(told);
            loop.quit();
        });
    loop.exec();
    return std::move(report->result);
}

} // namespace

Result<std::vector<net::LoginAttempt::LoggedIn>> logIn(const BenchOptions &options)
{
    protocol::LoginNegotiation::Config login;
    login.initiatorName = "iqn.2026-11.org.portolan.bench:" + std::to_string(::getpid());
    login.targetName = options.targetName;
    std::array<std::byte, 3> bytes{};
    if (const auto random = net::systemRandom(bytes); !random)
        return fail(random.error());
    login.isid = protocol::isidFromRandom(bytes, 0); // tgt takes none of zeros
    login.random = net::systemRandom;
    login.challenges = std::make_shared<protocol::ChallengeRegistry>();
    login.offers.headerDigest = policy(options.headerDigest);
    login.offers.dataDigest = policy(options.dataDigest);
    login.offers.maxOutstandingR2T = 8;
    login.offers.maxConnections = options.connections;
    net::Resolver resolver(&net::lookUp);
    std::vector<net::LoginAttempt::LoggedIn> connections;
    while (connections.size() < options.connections) {
        auto connection = logInOnce(resolver, options.portal, login);
        if (!connection)
            return fail(connection.error());
        login.tsih = connection->outcome.tsih;
        ++login.cid;
        connections.push_back(std::move(*connection));
    }
    return connections;
}

} // namespace portolan::bench
