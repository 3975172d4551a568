// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/negotiation.h"

#include <algorithm>

namespace portolan::bench {
namespace {

constexpr std::uint32_t kSegmentLimit = 16777215;

bool isOneOf(std::string_view key, std::initializer_list<std::string_view> keys)
{
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool isSessionKey(std::string_view key)
{
    return isOneOf(key, {"MaxConnections", "InitialR2T", "ImmediateData", "MaxBurstLength", "FirstBurstLength",
                         "MaxOutstandingR2T", "DataPDUInOrder", "DataSequenceInOrder", "ErrorRecoveryLevel",
                         "DefaultTime2Wait", "DefaultTime2Retain", "TaskReporting"});
}

/// Not in a discovery session, RFC 7143 §13
bool isTransferKey(std::string_view key)
{
    return isSessionKey(key) && !isOneOf(key, {"ErrorRecoveryLevel", "DefaultTime2Wait", "DefaultTime2Retain"});
}

} // namespace

bool Negotiation::digest(const Pair &pair, bool wanted, bool &agreed, std::string &answers) const
{
    for (std::string_view rest = pair.value; !rest.empty();) {
        const std::string_view offer = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(rest.size(), offer.size() + 1));
        if (offer == "None" || (offer == "CRC32C" && wanted)) {
            agreed = offer == "CRC32C";
            appendPair(answers, pair.key, offer);
            return true;
        }
    }
    appendPair(answers, pair.key, "Reject");
    return true;
}

bool Negotiation::lesser(const Pair &pair, std::uint32_t most, std::uint32_t ours, std::uint32_t &agreed,
                         std::string &answers) const
{
    const std::uint32_t least = most == kSegmentLimit ? 512 : most == 65535 ? 1 : 0;
    const auto offered = parseNumber(pair.value, least, most);
    if (!offered)
        return false;
    agreed = std::min(*offered, ours);
    appendPair(answers, pair.key, std::to_string(agreed));
    return true;
}

bool Negotiation::boolean(const Pair &pair, bool orOfBoth, bool ours, bool &agreed, std::string &answers) const
{
    if (pair.value != "Yes" && pair.value != "No")
        return false;
    const bool offered = pair.value == "Yes";
    agreed = orOfBoth ? offered || ours : offered && ours;
    appendPair(answers, pair.key, agreed ? "Yes" : "No");
    return true;
}

bool Negotiation::answerSessionKey(const Pair &pair, std::string &answers)
{
    if (!leading)
        return false;
    if (discovery && isTransferKey(pair.key)) {
        appendPair(answers, pair.key, "Irrelevant");
        return true;
    }
    Parameters &p = parameters;
    std::uint32_t number = 0;
    bool flag = false;
    if (pair.key == "MaxConnections")
        return lesser(pair, 65535, m_options.maxConnections, p.maxConnections, answers);
    if (pair.key == "InitialR2T")
        return boolean(pair, true, m_options.initialR2t, p.initialR2t, answers);
    if (pair.key == "ImmediateData")
        return boolean(pair, false, m_options.immediateData, p.immediateData, answers);
    if (pair.key == "MaxBurstLength")
        return lesser(pair, kSegmentLimit, m_options.maxBurst, p.maxBurst, answers);
    if (pair.key == "FirstBurstLength")
        return lesser(pair, kSegmentLimit, std::min(m_options.firstBurst, m_options.maxBurst), p.firstBurst, answers);
    if (pair.key == "MaxOutstandingR2T")
        return lesser(pair, 65535, m_options.maxOutstandingR2t, p.maxOutstandingR2t, answers);
    if (pair.key == "DataPDUInOrder" || pair.key == "DataSequenceInOrder")
        return boolean(pair, true, true, flag, answers);
    if (pair.key == "ErrorRecoveryLevel")
        return lesser(pair, 2, 0, number, answers);
    if (pair.key ==
        "DefaultTime2Wait") // the greater one: what the initiator says, as this side could come back at once
        return lesser(pair, 3600, 3600, number, answers);
    if (pair.key == "DefaultTime2Retain")
        return lesser(pair, 3600, 0, number, answers);
    appendPair(answers, pair.key, "RFC3720"); // TaskReporting
    return true;
}

bool Negotiation::answer(const Pair &pair, std::string &answers)
{
    if (!m_seen.insert(std::string(pair.key)).second)
        return false;
    if (isSessionKey(pair.key))
        return answerSessionKey(pair, answers);
    if (pair.key == "HeaderDigest")
        return digest(pair, m_options.headerDigest, parameters.headerDigest, answers);
    if (pair.key == "DataDigest")
        return digest(pair, m_options.dataDigest, parameters.dataDigest, answers);
    if (pair.key == "MaxRecvDataSegmentLength") {
        const auto length = parseNumber(pair.value, 512, kSegmentLimit);
        parameters.initiatorMaxRecv = length.value_or(8192);
        return length.has_value();
    }
    if (pair.key == "iSCSIProtocolLevel")
        appendPair(answers, pair.key, discovery ? "Irrelevant" : "1");
    else if (isOneOf(pair.key, {"IFMarker", "OFMarker", "IFMarkInt", "OFMarkInt"}))
        appendPair(answers, pair.key, "Reject");
    else if (!isOneOf(pair.key, {"InitiatorName", "InitiatorAlias", "TargetName", "SessionType", "AuthMethod"}))
        appendPair(answers, pair.key, "NotUnderstood");
    return true;
}

void Negotiation::declare(std::string &answers)
{
    if (!m_declared)
        appendPair(answers, "MaxRecvDataSegmentLength", std::to_string(m_options.maxRecvDataSegmentLength));
    m_declared = true;
}

void Negotiation::conclude() { parameters.firstBurst = std::min(parameters.firstBurst, parameters.maxBurst); }

} // namespace portolan::bench
