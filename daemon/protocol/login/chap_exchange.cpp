// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/chap_exchange.h"

#include "daemon/protocol/login/challenge_registry.h"
#include "daemon/protocol/text/text_values.h"

#include <algorithm>
#include <array>

namespace portolan::protocol {

namespace {

/// Bytes; as strong as the longest digest, and short enough for targets that take at most 50.
constexpr std::size_t kChallengeSize = 32;

template <std::size_t N>
Result<> expectExactly(const SecurityItems &items, const std::array<std::string_view, N> &keys)
{
    for (const std::string_view key : keys)
        if (!items.contains(key))
            return fail(ErrorCode::ProtocolViolation, "CHAP: the target did not send " + std::string(key));
    if (items.size() == N)
        return {};
    for (const auto &item : items)
        if (std::ranges::find(keys, item.first) == keys.end())
            return fail(ErrorCode::ProtocolViolation,
                        "CHAP: the target sent " + std::string(item.first) + " out of order");
    return {};
}

} // namespace

void ChapExchange::writeOffer(TextWriter &reply) const
{
    std::string list;
    for (const ChapAlgorithm algorithm : m_config.algorithms) {
        if (!list.empty())
            list += ',';
        list += std::to_string(unsigned(algorithm));
    }
    reply.add("CHAP_A", list);
}

Result<> ChapExchange::chooseAlgorithm(std::string_view value)
{
    const auto number = parseNumber(value);
    if (!number)
        return fail(Error(number.error()).within("CHAP_A"));
    const auto chosen = std::ranges::find_if(m_config.algorithms,
                                             [&](ChapAlgorithm offered) { return std::uint64_t(offered) == *number; });
    if (chosen == m_config.algorithms.end())
        return fail(ErrorCode::ProtocolViolation, "CHAP: the target chose an algorithm that was not offered");
    m_algorithm = *chosen;
    return {};
}

Result<> ChapExchange::answer(const SecurityItems &items, TextWriter &reply)
{
    if (auto checked = expectExactly(items, std::array<std::string_view, 3>{"CHAP_A", "CHAP_I", "CHAP_C"}); !checked)
        return checked;
    if (auto chosen = chooseAlgorithm(items.at("CHAP_A")); !chosen)
        return chosen;
    const auto identifier = parseNumber(items.at("CHAP_I"), 0, 255);
    if (!identifier)
        return fail(Error(identifier.error()).within("CHAP_I"));
    const auto challenge = parseBinary(items.at("CHAP_C"), kMaxChapBinary);
    if (!challenge)
        return fail(Error(challenge.error()).within("CHAP_C"));
    if (m_config.challenges && m_config.challenges->knows(*challenge))
        return fail(ErrorCode::TargetAuthFailed,
                    "CHAP: the target sent a challenge of ours back; it may not know its secret");
    const auto response =
        chapResponse(m_algorithm, std::uint8_t(*identifier), m_config.credentials->secret.bytes(), *challenge);
    if (!response)
        return fail(response.error());
    reply.add("CHAP_N", m_config.credentials->name);
    reply.add("CHAP_R", hexText(*response));
    return mutual() ? challengeTarget(*challenge, reply) : Result<>{};
}

Result<> ChapExchange::challengeTarget(std::span<const std::byte> theirs, TextWriter &reply)
{
    std::array<std::byte, kChallengeSize + 1> random{};
    if (auto filled = m_config.random(random); !filled)
        return fail(std::move(filled).error().within("CHAP challenge"));
    m_identifier = std::to_integer<std::uint8_t>(random[0]);
    m_challenge.assign(random.begin() + 1, random.end());
    if (std::ranges::equal(m_challenge, theirs) || m_config.challenges->knows(m_challenge))
        return fail(ErrorCode::Internal, "CHAP: the random source repeats itself");
    m_config.challenges->remember(m_challenge);
    reply.add("CHAP_I", std::to_string(m_identifier));
    reply.add("CHAP_C", hexText(m_challenge));
    return {};
}

Result<> ChapExchange::verify(const SecurityItems &items) const
{
    if (!mutual())
        return expectExactly(items, std::array<std::string_view, 0>{});
    if (!items.contains("CHAP_R"))
        return fail(ErrorCode::TargetAuthFailed, "CHAP: the target did not prove that it knows its secret");
    if (auto checked = expectExactly(items, std::array<std::string_view, 2>{"CHAP_N", "CHAP_R"}); !checked)
        return checked;
    const auto response = parseBinary(items.at("CHAP_R"), kMaxChapBinary);
    if (!response)
        return fail(Error(response.error()).within("CHAP_R"));
    const ChapCredentials &target = *m_config.targetCredentials;
    const auto expected = chapResponse(m_algorithm, m_identifier, target.secret.bytes(), m_challenge);
    const auto reflected = chapResponse(m_algorithm, m_identifier, m_config.credentials->secret.bytes(), m_challenge);
    if (!expected || !reflected)
        return fail(expected ? reflected.error() : expected.error());
    if (Secret::equal(*response, *reflected))
        return fail(ErrorCode::TargetAuthFailed, "CHAP: the target answered with this initiator's own secret");
    if (!Secret::equal(*response, *expected))
        return fail(ErrorCode::TargetAuthFailed,
                    "CHAP: the target's proof does not match the secret that is stored for it");
    if (!target.name.empty() && target.name != items.at("CHAP_N"))
        return fail(ErrorCode::TargetAuthFailed,
                    "CHAP: the target proved itself under another name than the one that is stored for it");
    return {};
}

} // namespace portolan::protocol
