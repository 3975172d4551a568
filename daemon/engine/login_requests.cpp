// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/login_requests.h"

#include "common/log/log.h"
#include "daemon/protocol/login/challenge_registry.h"
#include "daemon/protocol/login/isid.h"
#include "daemon/store/node_store.h"

namespace portolan::engine {

namespace {

using protocol::ChapCredentials;

protocol::DigestPolicy policyOf(store::Digest digest)
{
    switch (digest) {
    case store::Digest::Off:
        break;
    case store::Digest::Prefer:
        return protocol::DigestPolicy::Prefer;
    case store::Digest::Require:
        return protocol::DigestPolicy::Require;
    }
    return protocol::DigestPolicy::Off;
}

protocol::OperationalOffers offersOf(const store::NodeSettings &settings)
{
    protocol::OperationalOffers offers;
    offers.headerDigest = policyOf(settings.headerDigest);
    offers.dataDigest = policyOf(settings.dataDigest);
    offers.maxRecvDataSegmentLength = settings.maxRecvDataSegmentLength;
    offers.maxBurstLength = settings.maxBurstLength;
    offers.firstBurstLength = settings.firstBurstLength;
    offers.initialR2T = settings.initialR2T;
    offers.immediateData = settings.immediateData;
    offers.maxOutstandingR2T = settings.maxOutstandingR2T;
    offers.maxConnections = settings.maxConnections;
    return offers;
}

/// Of a discovery at a portal that is not stored: with the ISID of a node it would end the node's session (DIS-18).
constexpr std::uint16_t kDiscoveryQualifier = 0xffff;

} // namespace

LoginRequests::LoginRequests(const store::NodeStore *store, protocol::RandomSource random)
    : m_store(store)
    , m_random(std::move(random))
    , m_challenges(std::make_shared<protocol::ChallengeRegistry>())
{}

protocol::LoginNegotiation::Config LoginRequests::common() const
{
    protocol::LoginNegotiation::Config config;
    config.initiatorName = m_store->initiatorName().toStdString();
    config.random = m_random;
    config.challenges = m_challenges;
    return config;
}

Result<LoginRequests::Request> LoginRequests::forNode(const store::NodeRecord &record, bool md5Only) const
{
    if (record.id <= 0)
        return fail(ErrorCode::NotSupported, "this session has no node record, so it cannot be logged in again");
    auto interface = NetworkInterface::parse(record.interface.toStdString());
    if (!interface)
        return fail(std::move(interface.error()));
    Request request{record.portal, common(), std::move(*interface)};
    auto &login = request.login;
    login.targetName = record.targetName.toStdString();
    login.isid = record.isid;
    login.expectedPortalGroupTag = record.portalGroupTag;
    login.timeout = std::chrono::seconds(record.settings.loginTimeout);
    login.offers = offersOf(record.settings);
    if (md5Only)
        login.algorithms = {protocol::ChapAlgorithm::Md5};
    if (record.hasTargetSecret && !record.hasSecret)
        return fail(ErrorCode::SecretMissing, "mutual CHAP needs this initiator's own name and secret too");
    if (record.hasSecret) {
        auto secret = m_store->nodeSecret(record.id, store::SecretDirection::Initiator);
        if (!secret)
            return fail(std::move(secret.error()));
        login.credentials = ChapCredentials{record.chapName.toStdString(), std::move(*secret)};
    }
    if (record.hasTargetSecret) {
        auto secret = m_store->nodeSecret(record.id, store::SecretDirection::Target);
        if (!secret)
            return fail(std::move(secret.error()));
        login.targetCredentials = ChapCredentials{record.targetChapName.toStdString(), std::move(*secret)};
    }
    return request;
}

Result<LoginRequests::Request> LoginRequests::forDiscovery(const DiscoverRequest &asked,
                                                           const std::optional<store::PortalRecord> &stored) const
{
    Request request{asked.portal, common(), asked.interface};
    auto &login = request.login;
    login.sessionType = protocol::LoginNegotiation::SessionType::Discovery;
    login.timeout = asked.timeout;
    if (stored) {
        login.isid = stored->isid;
    } else {
        std::array<std::byte, 3> bytes{};
        if (const auto random = m_random(bytes); !random)
            return fail(random.error());
        login.isid = protocol::isidFromRandom(bytes, kDiscoveryQualifier);
    }
    if (!asked.chapSecret.empty())
        login.credentials = ChapCredentials{asked.chapName.toStdString(), asked.chapSecret};
    if (!asked.targetChapSecret.empty())
        login.targetCredentials = ChapCredentials{asked.targetChapName.toStdString(), asked.targetChapSecret};
    if (login.credentials || login.targetCredentials || !stored)
        return request;
    if (stored->hasSecret) {
        auto secret = m_store->portalSecret(stored->id, store::SecretDirection::Initiator);
        if (!secret)
            return fail(std::move(secret.error()));
        login.credentials = ChapCredentials{stored->chapName.toStdString(), std::move(*secret)};
    }
    if (stored->hasTargetSecret) {
        auto secret = m_store->portalSecret(stored->id, store::SecretDirection::Target);
        if (!secret)
            return fail(std::move(secret.error()));
        login.targetCredentials = ChapCredentials{stored->targetChapName.toStdString(), std::move(*secret)};
    }
    return request;
}

double LoginRequests::jitter() const
{
    std::array<std::byte, 2> bytes{};
    if (const auto random = m_random(bytes); !random) {
        qCWarning(log::session, "no random numbers for the back-off: %s", random.error().message.c_str());
        return 0.5;
    }
    return double(std::to_integer<unsigned>(bytes[0]) << 8 | std::to_integer<unsigned>(bytes[1])) / 65535.0;
}

} // namespace portolan::engine
