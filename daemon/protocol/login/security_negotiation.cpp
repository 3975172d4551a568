// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/security_negotiation.h"

#include "daemon/protocol/text/text_values.h"

namespace portolan::protocol {

void SecurityNegotiation::writeOffer(TextWriter &request) const
{
    request.add("AuthMethod", m_config.credentials ? "CHAP" : "None,CHAP");
}

bool SecurityNegotiation::wantsTransit() const
{
    switch (m_step) {
    case Step::AwaitMethod:
        return !m_config.credentials;
    case Step::AwaitChallenge:
        return false;
    case Step::AwaitProof:
    case Step::Done:
        return true;
    }
    return false;
}

AuthUsed SecurityNegotiation::used() const
{
    if (!m_config.credentials)
        return AuthUsed::None;
    return m_chap.mutual() ? AuthUsed::MutualChap : AuthUsed::Chap;
}

std::optional<ChapAlgorithm> SecurityNegotiation::algorithm() const
{
    return m_config.credentials ? std::optional(m_chap.algorithm()) : std::nullopt;
}

Error SecurityNegotiation::skipped(std::string_view how) const
{
    if (m_chap.mutual())
        return {ErrorCode::TargetAuthFailed, std::string(how) + ", so it did not prove that it knows its secret", 0, 0};
    return {ErrorCode::AuthenticationFailed, std::string(how) + " although CHAP credentials are configured", 0, 0};
}

Result<> SecurityNegotiation::take(const SecurityItems &items, bool transit, TextWriter &reply)
{
    switch (m_step) {
    case Step::AwaitMethod:
        return takeMethod(items, transit, reply);
    case Step::AwaitChallenge: {
        if (transit)
            return fail(skipped("the target left the security stage before CHAP was done"));
        auto answered = m_chap.answer(items, reply);
        m_step = Step::AwaitProof;
        return answered;
    }
    case Step::AwaitProof:
        m_step = Step::Done;
        return m_chap.verify(items);
    case Step::Done:
        break;
    }
    if (!items.empty())
        return fail(ErrorCode::ProtocolViolation, "the target goes on with authentication after its end");
    return {};
}

Result<> SecurityNegotiation::takeMethod(const SecurityItems &items, bool transit, TextWriter &reply)
{
    const auto method = items.find("AuthMethod");
    if (items.size() > (method == items.end() ? 0u : 1u))
        return fail(ErrorCode::ProtocolViolation, "the target sent CHAP keys before CHAP had begun");
    if (method != items.end())
        return selectMethod(method->second, transit, reply);
    if (!transit)
        return {}; // it has nothing to say yet
    if (m_config.credentials)
        return fail(skipped("the target skipped authentication"));
    m_step = Step::Done; // nothing was required, so nothing is lost that it did not say "None"
    return {};
}

Result<> SecurityNegotiation::selectMethod(std::string_view method, bool transit, TextWriter &reply)
{
    if (method == "None" && m_config.credentials)
        return fail(skipped("the target skipped authentication"));
    if (method == "Reject" && m_config.credentials)
        return fail(skipped("the target does not offer CHAP"));
    if (method == "Reject")
        return fail(ErrorCode::NotSupported, "the target demands an authentication method other than CHAP");
    if (method == "None") {
        m_step = Step::Done;
        return {};
    }
    if (method != "CHAP")
        return fail(ErrorCode::ProtocolViolation,
                    "the target selected an authentication method that was not offered: " + printable(method));
    if (!m_config.credentials)
        return fail(ErrorCode::AuthRequired, "the target demands CHAP, and no credentials are configured");
    if (transit)
        return fail(skipped("the target left the security stage before CHAP was done"));
    m_chap.writeOffer(reply);
    m_step = Step::AwaitChallenge;
    return {};
}

} // namespace portolan::protocol
