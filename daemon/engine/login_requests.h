// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/initiator.h"
#include "daemon/net/login_attempt.h"

namespace portolan::engine {

/// Turns records, settings and secrets into what a login needs.
class LoginRequests {
public:
    using Request = net::LoginAttempt::Request;

    /// \param store  outlives this
    LoginRequests(const store::NodeStore *store, protocol::RandomSource random);

    /// \return SecretMissing and the like; NotSupported for a session without a node record
    [[nodiscard]] Result<Request> forNode(const store::NodeRecord &record, bool md5Only) const;
    /// \param stored  the portal's record if there is one: its secrets are used where the request has none
    [[nodiscard]] Result<Request> forDiscovery(const DiscoverRequest &request,
                                               const std::optional<store::PortalRecord> &stored) const;
    /// 0..1, for jitter.
    [[nodiscard]] double jitter() const;

private:
    [[nodiscard]] protocol::LoginNegotiation::Config common() const;

    const store::NodeStore *const m_store;
    const protocol::RandomSource m_random;
    const std::shared_ptr<protocol::ChallengeRegistry> m_challenges;
};

} // namespace portolan::engine
