// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/login/login_negotiation.h"
#include "daemon/protocol/text/text_items.h"
#include "daemon/protocol/text/text_keys.h"

#include <array>
#include <string>
#include <vector>

namespace portolan::protocol {

/// The outcome for a numeric or boolean key of which we offered `ours` and the target selected `theirs`.
/// \return ProtocolViolation if `theirs` is outside [lowest, highest], or is not what the rule allows for our offer: an
///         inadmissible selection is a protocol error, RFC 7143 §6.2.2.
Result<std::uint32_t> outcome(const KeyRule &rule, std::uint32_t ours, std::string_view theirs);

/// The operational stage: our offers, the target's answers, and our answers to what the target proposes, RFC 7143 §13.
class OperationalNegotiation {
public:
    /// \param leading  false for a connection that joins a session: only its own keys are negotiated then
    OperationalNegotiation(const OperationalOffers &offers, bool discovery, bool leading);

    void writeOffers(TextWriter &request) const;
    /// One key of the target, which must not have come before.
    Result<> take(const TextItem &item, TextWriter &reply);
    /// When the target ends the stage: everything that needs an answer must have one, and the values must fit together.
    Result<> conclude();

    /// After conclude().
    [[nodiscard]] NegotiatedParameters parameters() const;
    [[nodiscard]] std::vector<NegotiatedKey> keys() const;

private:
    struct Offer {
        const KeyRule *rule = nullptr;
        std::uint32_t value = 0;
        std::string asked;
        bool answered = false;
        std::string got;
    };

    void offer(OperationalKey key, std::uint32_t value);
    void offerDigest(OperationalKey key, DigestPolicy policy);
    Result<> takeAnswer(Offer &offer, std::string_view value);
    Result<> takeDigest(Offer &offer, std::string_view value);
    Result<> takeProposal(const TextItem &item, TextWriter &reply);
    Result<> takeUnoffered(const TextItem &item, TextWriter &reply);
    [[nodiscard]] bool mayStayOpen(const Offer &offer) const;

    [[nodiscard]] std::uint32_t &value(OperationalKey key) { return m_values[std::size_t(key)]; }
    [[nodiscard]] std::uint32_t value(OperationalKey key) const { return m_values[std::size_t(key)]; }

    bool m_discovery;
    std::uint32_t m_ownMaxRecv;
    std::vector<Offer> m_offers; ///< In the order of the table.
    std::array<std::uint32_t, kOperationalKeys.size()> m_values{};
};

} // namespace portolan::protocol
