// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/operational_negotiation.h"

#include "daemon/protocol/text/text_values.h"

#include <algorithm>

namespace portolan::protocol {

namespace {

bool isBoolean(Rule rule) { return rule == Rule::BooleanAnd || rule == Rule::BooleanOr; }

std::string textOf(const KeyRule &rule, std::uint32_t value)
{
    if (rule.rule == Rule::List)
        return value != 0 ? "CRC32C" : "None";
    if (isBoolean(rule.rule))
        return value != 0 ? "Yes" : "No";
    return std::to_string(value);
}

bool isAllowed(Rule rule, std::uint32_t ours, std::uint32_t theirs)
{
    switch (rule) {
    case Rule::Minimum:
    case Rule::BooleanAnd:
        return theirs <= ours;
    case Rule::Maximum:
    case Rule::BooleanOr:
        return theirs >= ours;
    case Rule::List:
    case Rule::Declarative:
        return true;
    }
    return false;
}

auto violation(const TextItem &item, std::string_view what)
{
    return fail(ErrorCode::ProtocolViolation,
                "the target sent " + printable(item.key) + "=" + printable(item.value) + ": " + std::string(what));
}

} // namespace

Result<std::uint32_t> outcome(const KeyRule &rule, std::uint32_t ours, std::string_view theirs)
{
    std::uint32_t value = 0;
    if (isBoolean(rule.rule)) {
        const auto parsed = parseBoolean(theirs);
        if (!parsed)
            return fail(Error(parsed.error()).within(rule.name));
        value = *parsed ? 1 : 0;
    } else {
        const auto parsed = parseNumber(theirs, rule.lowest, rule.highest);
        if (!parsed)
            return fail(Error(parsed.error()).within(rule.name));
        value = std::uint32_t(*parsed);
    }
    if (!isAllowed(rule.rule, ours, value))
        return fail(ErrorCode::ProtocolViolation, std::string(rule.name) + ": the target selected " +
                                                      textOf(rule, value) + " where " + textOf(rule, ours) +
                                                      " was offered");
    return value;
}

OperationalNegotiation::OperationalNegotiation(const OperationalOffers &offers, bool discovery, bool leading)
    : m_discovery(discovery)
    , m_ownMaxRecv(offers.maxRecvDataSegmentLength)
{
    for (const KeyRule &rule : kOperationalKeys)
        value(rule.key) = rule.defaultValue;
    // The discovery exchange knows no digests; saying so is better than being surprised.
    offerDigest(OperationalKey::HeaderDigest, discovery ? DigestPolicy::Off : offers.headerDigest);
    offerDigest(OperationalKey::DataDigest, discovery ? DigestPolicy::Off : offers.dataDigest);
    const bool full = leading && !discovery;
    if (full) {
        offer(OperationalKey::MaxConnections, offers.maxConnections);
        offer(OperationalKey::InitialR2T, offers.initialR2T ? 1 : 0);
        offer(OperationalKey::ImmediateData, offers.immediateData ? 1 : 0);
    }
    offer(OperationalKey::MaxRecvDataSegmentLength, offers.maxRecvDataSegmentLength);
    if (full) {
        offer(OperationalKey::MaxBurstLength, offers.maxBurstLength);
        offer(OperationalKey::FirstBurstLength, offers.firstBurstLength);
    }
    if (leading) {
        offer(OperationalKey::DefaultTime2Wait, offers.defaultTime2Wait);
        offer(OperationalKey::DefaultTime2Retain, offers.defaultTime2Retain);
    }
    if (full) {
        offer(OperationalKey::MaxOutstandingR2T, offers.maxOutstandingR2T);
        offer(OperationalKey::DataPDUInOrder, offers.dataPduInOrder ? 1 : 0);
        offer(OperationalKey::DataSequenceInOrder, offers.dataSequenceInOrder ? 1 : 0);
        offer(OperationalKey::ErrorRecoveryLevel, offers.errorRecoveryLevel);
    }
}

void OperationalNegotiation::offer(OperationalKey key, std::uint32_t value)
{
    const KeyRule &rule = kOperationalKeys[std::size_t(key)];
    m_offers.push_back({&rule, value, textOf(rule, value), false, {}});
}

void OperationalNegotiation::offerDigest(OperationalKey key, DigestPolicy policy)
{
    const char *const asked = policy == DigestPolicy::Off      ? "None"
                              : policy == DigestPolicy::Prefer ? "CRC32C,None"
                                                               : "CRC32C";
    m_offers.push_back({&kOperationalKeys[std::size_t(key)], 0, asked, false, {}});
}

void OperationalNegotiation::writeOffers(TextWriter &request) const
{
    for (const Offer &offer : m_offers)
        request.add(offer.rule->name, offer.asked);
}

Result<> OperationalNegotiation::take(const TextItem &item, TextWriter &reply)
{
    const auto offer =
        std::ranges::find_if(m_offers, [&](const Offer &candidate) { return candidate.rule->name == item.key; });
    return offer != m_offers.end() ? takeAnswer(*offer, item.value) : takeProposal(item, reply);
}

Result<> OperationalNegotiation::takeAnswer(Offer &offer, std::string_view answer)
{
    if (answer == "NotUnderstood")
        return violation({offer.rule->name, answer}, "every iSCSI node must understand this key");
    offer.answered = true;
    offer.got = printable(answer);
    if (offer.rule->rule == Rule::List)
        return takeDigest(offer, answer);
    if (answer == "Reject" || answer == "Irrelevant")
        return {}; // the default stays, §6.2
    const auto selected = outcome(*offer.rule, offer.value, answer);
    if (!selected)
        return fail(selected.error());
    value(offer.rule->key) = *selected;
    return {};
}

Result<> OperationalNegotiation::takeDigest(Offer &offer, std::string_view answer)
{
    const auto offered = splitList(offer.asked);
    if (std::ranges::find(offered, answer) != offered.end()) {
        value(offer.rule->key) = answer == "CRC32C" ? 1 : 0;
        return {};
    }
    if (answer != "None" && answer != "Reject" && answer != "Irrelevant")
        return violation({offer.rule->name, answer}, "that was not offered");
    if (offer.asked == "CRC32C")
        return fail(ErrorCode::NotSupported, "the target does not do " + std::string(offer.rule->name) +
                                                 "=CRC32C, which is configured as required");
    return {}; // None
}

Result<> OperationalNegotiation::takeProposal(const TextItem &item, TextWriter &reply)
{
    if (isReservedAnswer(item.value))
        return violation(item, "this answers nothing that was offered");
    switch (useOf(item.key)) {
    case KeyUse::Operational:
        return takeUnoffered(item, reply);
    case KeyUse::TaskReporting: {
        const auto offered = splitList(item.value);
        const bool known = std::ranges::find(offered, "RFC3720") != offered.end();
        reply.add(item.key, m_discovery ? "Irrelevant" : known ? "RFC3720" : "Reject");
        return {};
    }
    case KeyUse::ProtocolLevel: {
        const auto level = parseNumber(item.value, 0, 31);
        if (!level)
            return fail(Error(level.error()).within(item.key));
        reply.add(item.key, m_discovery ? "Irrelevant" : std::to_string(std::min<std::uint64_t>(*level, 1)));
        return {};
    }
    case KeyUse::Marker:
        reply.add(item.key, "No");
        return {};
    case KeyUse::MarkerInterval:
        reply.add(item.key, "Reject");
        return {};
    case KeyUse::Unknown:
        reply.add(item.key, "NotUnderstood");
        return {};
    case KeyUse::Security:
    case KeyUse::DeclaredByTarget:
    case KeyUse::InitiatorOnly:
        break;
    }
    return violation(item, "the key does not belong into the operational stage");
}

/// Keys of the table are offered by us always, except where they have no meaning.
Result<> OperationalNegotiation::takeUnoffered(const TextItem &item, TextWriter &reply)
{
    const KeyRule &rule = *findOperationalKey(item.key);
    if (!m_discovery)
        return violation(item, "only the first connection of a session negotiates this key");
    if (rule.irrelevantInDiscovery)
        reply.add(item.key, "Irrelevant");
    else
        reply.add(item.key, textOf(rule, rule.lowest)); // ErrorRecoveryLevel: always 0 here, §13.20
    return {};
}

/// What the target may leave unsaid, §6.2.2: a boolean whose outcome our offer decides, and a length that has no
/// meaning.
bool OperationalNegotiation::mayStayOpen(const Offer &offer) const
{
    switch (offer.rule->rule) {
    case Rule::Declarative:
        return true;
    case Rule::BooleanAnd:
        return offer.value == 0;
    case Rule::BooleanOr:
        return offer.value != 0;
    case Rule::List:
    case Rule::Minimum:
    case Rule::Maximum:
        break;
    }
    return offer.rule->key == OperationalKey::FirstBurstLength && value(OperationalKey::InitialR2T) != 0 &&
           value(OperationalKey::ImmediateData) == 0;
}

Result<> OperationalNegotiation::conclude()
{
    for (Offer &offer : m_offers) // booleans stand in the table before FirstBurstLength, which depends on them
        if (!offer.answered) {
            if (!mayStayOpen(offer))
                return fail(ErrorCode::ProtocolViolation,
                            "the target ended the login without an answer to " + std::string(offer.rule->name));
            if (isBoolean(offer.rule->rule))
                value(offer.rule->key) = offer.value;
            offer.got = textOf(*offer.rule, value(offer.rule->key));
        }
    // §13.14: not more than MaxBurstLength. A target that gives such a pair would not accept more than the smaller
    // either.
    value(OperationalKey::FirstBurstLength) =
        std::min(value(OperationalKey::FirstBurstLength), value(OperationalKey::MaxBurstLength));
    if (value(OperationalKey::ErrorRecoveryLevel) > 0 && value(OperationalKey::DataSequenceInOrder) != 0 &&
        value(OperationalKey::MaxOutstandingR2T) != 1)
        return fail(ErrorCode::ProtocolViolation, "MaxOutstandingR2T must be 1 with this ErrorRecoveryLevel"); // §13.17
    return {};
}

NegotiatedParameters OperationalNegotiation::parameters() const
{
    NegotiatedParameters result;
    result.headerDigest = value(OperationalKey::HeaderDigest) != 0;
    result.dataDigest = value(OperationalKey::DataDigest) != 0;
    result.maxConnections = value(OperationalKey::MaxConnections);
    result.initialR2T = value(OperationalKey::InitialR2T) != 0;
    result.immediateData = value(OperationalKey::ImmediateData) != 0;
    result.maxRecvDataSegmentLength = m_ownMaxRecv;
    result.maxXmitDataSegmentLength = value(OperationalKey::MaxRecvDataSegmentLength);
    result.maxBurstLength = value(OperationalKey::MaxBurstLength);
    result.firstBurstLength = value(OperationalKey::FirstBurstLength);
    result.defaultTime2Wait = value(OperationalKey::DefaultTime2Wait);
    result.defaultTime2Retain = value(OperationalKey::DefaultTime2Retain);
    result.maxOutstandingR2T = value(OperationalKey::MaxOutstandingR2T);
    result.dataPduInOrder = value(OperationalKey::DataPDUInOrder) != 0;
    result.dataSequenceInOrder = value(OperationalKey::DataSequenceInOrder) != 0;
    result.errorRecoveryLevel = value(OperationalKey::ErrorRecoveryLevel);
    return result;
}

std::vector<NegotiatedKey> OperationalNegotiation::keys() const
{
    std::vector<NegotiatedKey> table;
    for (const Offer &offer : m_offers) {
        const std::string name(offer.rule->name);
        if (offer.rule->rule != Rule::Declarative) {
            table.push_back({name, offer.asked, offer.got});
            continue;
        }
        // Each side declares its own; neither answers the other.
        table.push_back({name, offer.asked, offer.asked});
        table.push_back(
            {name + " (target)", {}, offer.got.empty() ? textOf(*offer.rule, offer.rule->defaultValue) : offer.got});
    }
    return table;
}

} // namespace portolan::protocol
