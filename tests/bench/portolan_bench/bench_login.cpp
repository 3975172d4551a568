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

} // namespace

Result<net::LoginAttempt::LoggedIn> logIn(const BenchOptions &options)
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
    net::Resolver resolver(&net::lookUp);
    std::optional<net::LoginAttempt::Report> report;
    QEventLoop loop;
    net::LoginAttempt attempt(
        &resolver, {options.portal, std::move(login)}, [](std::string_view) {},
        [&](net::LoginAttempt::Report told) {
            report = std::move(told);
            loop.quit();
        });
    loop.exec();
    return std::move(report->result);
}

} // namespace portolan::bench
