// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/negotiation.h"

#include <algorithm>
#include <cstdlib>

namespace null_target {

namespace {

std::uint32_t numberOf(const std::string &text) { return std::uint32_t(std::strtoul(text.c_str(), nullptr, 0)); }

std::string yesNo(bool yes) { return yes ? "Yes" : "No"; }

} // namespace

Keys parseKeys(std::span<const std::byte> text)
{
    Keys keys;
    std::string_view rest(reinterpret_cast<const char *>(text.data()), text.size());
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('\0'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        if (const auto at = pair.find('='); at != std::string_view::npos)
            keys.emplace_back(pair.substr(0, at), pair.substr(at + 1));
    }
    return keys;
}

void addKey(std::string &text, std::string_view key, std::string_view value)
{
    text.append(key).append("=").append(value).push_back('\0');
}

std::string Negotiation::answer(std::span<const std::byte> request, bool security)
{
    std::string text;
    for (const auto &[key, value] : parseKeys(request)) {
        if (const std::string own = answerKey(key, value); !own.empty())
            addKey(text, key, own);
    }
    if (!m_greeted && !m_parameters.discovery)
        addKey(text, "TargetPortalGroupTag", "1");
    m_greeted = true;
    if (!security && !m_declared) {
        addKey(text, "MaxRecvDataSegmentLength", std::to_string(m_options.maxRecvDataSegmentLength));
        m_declared = true;
    }
    return text;
}

std::string Negotiation::digest(bool offered, const std::string &value, bool &used)
{
    used = offered && value.find("CRC32C") != std::string::npos;
    return used ? "CRC32C" : "None";
}

std::string Negotiation::answerKey(const std::string &key, const std::string &value)
{
    const auto atMost = [&](std::uint32_t &field, std::uint32_t own) {
        field = std::min(numberOf(value), own);
        return std::to_string(field);
    };
    if (key == "InitiatorName" || key == "InitiatorAlias" || key == "TargetName")
        return {};
    if (key == "SessionType") {
        m_parameters.discovery = value == "Discovery";
        return {};
    }
    if (key == "AuthMethod")
        return "None";
    if (key == "MaxRecvDataSegmentLength") {
        m_parameters.maxXmit = std::min(std::max(numberOf(value), 512U), m_options.dataInPdu);
        return {};
    }
    if (key == "HeaderDigest")
        return digest(m_options.headerDigest, value, m_parameters.headerDigest);
    if (key == "DataDigest")
        return digest(m_options.dataDigest, value, m_parameters.dataDigest);
    if (key == "InitialR2T")
        return yesNo(m_parameters.initialR2T = value == "Yes" || m_options.initialR2T);
    if (key == "ImmediateData")
        return yesNo(m_parameters.immediateData = value == "Yes" && m_options.immediateData);
    if (key == "MaxBurstLength")
        return atMost(m_parameters.maxBurst, m_options.maxBurst);
    if (key == "FirstBurstLength")
        return atMost(m_parameters.firstBurst, std::min(m_options.firstBurst, m_options.maxBurst));
    if (key == "MaxOutstandingR2T")
        return atMost(m_parameters.maxOutstandingR2T, m_options.maxOutstandingR2T);
    if (key == "MaxConnections")
        return "1";
    if (key == "DefaultTime2Wait")
        return value;
    if (key == "DefaultTime2Retain" || key == "ErrorRecoveryLevel")
        return "0";
    if (key == "DataPDUInOrder" || key == "DataSequenceInOrder")
        return "Yes";
    if (key == "IFMarker" || key == "OFMarker")
        return "No";
    return "NotUnderstood";
}

} // namespace null_target
