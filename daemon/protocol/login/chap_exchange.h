// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/login/chap.h"
#include "daemon/protocol/text/text_items.h"

#include <map>
#include <string>
#include <string_view>

namespace portolan::protocol {

/// The security items of one complete text of the target, in the form CHAP needs them.
using SecurityItems = std::map<std::string_view, std::string_view>;

/// The initiator's half of CHAP, RFC 7143 §12.1.3: offer, then answer the challenge, then, if the target must prove
/// itself too, check its proof. Each step takes exactly its own keys; a missing or an additional one ends the login.
class ChapExchange {
public:
    /// \param config  must outlive the exchange; its credentials are set and checked
    explicit ChapExchange(const LoginNegotiation::Config &config)
        : m_config(config)
    {}

    /// Step 1: CHAP_A.
    void writeOffer(TextWriter &reply) const;
    /// Steps 2 and 3: takes CHAP_A, CHAP_I and CHAP_C, writes CHAP_N and CHAP_R, and a challenge of ours if the target
    /// must prove itself.
    Result<> answer(const SecurityItems &items, TextWriter &reply);
    /// Step 4: CHAP_N and CHAP_R for mutual authentication, nothing otherwise.
    Result<> verify(const SecurityItems &items) const;

    [[nodiscard]] bool mutual() const { return m_config.targetCredentials.has_value(); }
    [[nodiscard]] ChapAlgorithm algorithm() const { return m_algorithm; }

private:
    Result<> chooseAlgorithm(std::string_view value);
    Result<> challengeTarget(std::span<const std::byte> theirs, TextWriter &reply);

    const LoginNegotiation::Config &m_config;
    ChapAlgorithm m_algorithm = ChapAlgorithm::Md5;
    std::uint8_t m_identifier = 0; ///< Ours, sent to the target.
    std::vector<std::byte> m_challenge;
};

} // namespace portolan::protocol
