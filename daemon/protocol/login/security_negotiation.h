// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/login/chap_exchange.h"

#include <optional>
#include <string_view>

namespace portolan::protocol {

/// The security stage: which method, RFC 7143 §12.1, and its steps. Never ends well without the authentication that the
/// configuration asks for.
class SecurityNegotiation {
public:
    /// \param config  must outlive the negotiation
    explicit SecurityNegotiation(const LoginNegotiation::Config &config)
        : m_config(config)
        , m_chap(config)
    {}

    /// AuthMethod, for the first request.
    void writeOffer(TextWriter &request) const;
    /// Whether the next request may ask to leave the stage. Targets want T=1 in the last PDU of CHAP only (LGN-32), and
    /// LIO refuses an empty request in this stage, so that without credentials the first one asks already.
    [[nodiscard]] bool wantsTransit() const;
    /// One complete text of the target.
    /// \param transit  whether the target leaves the stage with it
    Result<> take(const SecurityItems &items, bool transit, TextWriter &reply);

    [[nodiscard]] AuthUsed used() const;
    [[nodiscard]] std::optional<ChapAlgorithm> algorithm() const;

private:
    enum class Step : std::uint8_t { AwaitMethod, AwaitChallenge, AwaitProof, Done };

    Result<> takeMethod(const SecurityItems &items, bool transit, TextWriter &reply);
    Result<> selectMethod(std::string_view method, bool transit, TextWriter &reply);
    [[nodiscard]] Error skipped(std::string_view how) const;

    const LoginNegotiation::Config &m_config;
    ChapExchange m_chap;
    Step m_step = Step::AwaitMethod;
};

} // namespace portolan::protocol
