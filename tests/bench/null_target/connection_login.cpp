// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/null_target/connection.h"

#include <algorithm>

namespace portolan::bench {
namespace {

constexpr std::size_t kTextLimit = 65536;
constexpr std::uint8_t kSecurity = 0;
constexpr std::uint8_t kOperational = 1;
constexpr std::uint8_t kFullFeature = 3;

// Status class and detail, RFC 7143 §11.13.5
constexpr std::uint16_t kInitiatorError = 0x0200;
constexpr std::uint16_t kAuthenticationFailed = 0x0201;
constexpr std::uint16_t kTargetNotFound = 0x0203;
constexpr std::uint16_t kUnsupportedVersion = 0x0205;
constexpr std::uint16_t kTooManyConnections = 0x0206;
constexpr std::uint16_t kMissingParameter = 0x0207;
constexpr std::uint16_t kUnsupportedSessionType = 0x0209;
constexpr std::uint16_t kNoSuchSession = 0x020a;

std::string_view valueOf(const std::vector<Pair> &pairs, std::string_view key)
{
    const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const Pair &pair) { return pair.key == key; });
    return found != pairs.end() ? found->value : std::string_view{};
}

bool offersNone(std::string_view list) { return ("," + std::string(list) + ",").find(",None,") != std::string::npos; }

} // namespace

void Connection::onLogin()
{
    Login &login = *m_login;
    const bool transit = (m_pdu[1] & kFinal) != 0;
    const bool continued = (m_pdu[1] & kContinue) != 0;
    const std::uint8_t stage = (m_pdu[1] >> 2) & 3;
    if (login.first) {
        std::memcpy(login.isid.data(), m_pdu.data() + 8, login.isid.size());
        login.tsih = load16(m_pdu.data() + 14);
        login.tag = load32(m_pdu.data() + 16);
        m_cid = load16(m_pdu.data() + 20);
        login.stage = stage;
    }
    if (m_pdu[3] > 0)
        return refuse(kUnsupportedVersion);
    if (stage > kOperational || stage < login.stage || load32(m_pdu.data() + 16) != login.tag || (transit && continued))
        return refuse(kInitiatorError);
    login.stage = stage;
    login.text.append(reinterpret_cast<const char *>(m_control.get()), load24(m_pdu.data() + 5));
    if (login.text.size() > kTextLimit)
        return end("a login without an end");
    if (continued)
        return answerLogin(std::uint8_t(stage << 2), 0, {});
    const std::string text = std::move(login.text);
    login.text.clear();
    const auto pairs = parseText(text);
    if (!pairs)
        return refuse(kInitiatorError);
    negotiate(*pairs);
}

void Connection::negotiate(const std::vector<Pair> &pairs)
{
    Login &login = *m_login;
    std::string answers;
    if (login.first) {
        if (const std::uint16_t status = identify(pairs))
            return refuse(status);
        if (!login.negotiation.discovery)
            appendPair(answers, "TargetPortalGroupTag", "1");
        login.first = false;
    }
    for (const Pair &pair : pairs) {
        if (login.stage == kSecurity && pair.key == "AuthMethod") {
            if (!offersNone(pair.value))
                return refuse(kAuthenticationFailed);
            appendPair(answers, pair.key, "None");
        }
        if (!login.negotiation.answer(pair, answers))
            return refuse(kInitiatorError);
    }
    if (login.stage == kOperational)
        login.negotiation.declare(answers);
    if ((m_pdu[1] & kFinal) == 0)
        return answerLogin(std::uint8_t(login.stage << 2), 0, answers);
    const std::uint8_t next = m_pdu[1] & 3;
    if (next == 2 || next <= login.stage)
        return refuse(kInitiatorError);
    if (next == kFullFeature)
        if (const std::uint16_t status = join())
            return refuse(status);
    answerLogin(std::uint8_t(kFinal | login.stage << 2 | next), 0, answers);
    if (next == kFullFeature)
        establish();
    else
        login.stage = next;
}

std::uint16_t Connection::identify(const std::vector<Pair> &pairs)
{
    Login &login = *m_login;
    login.initiator = valueOf(pairs, "InitiatorName");
    const std::string_view type = valueOf(pairs, "SessionType");
    if (login.initiator.empty())
        return kMissingParameter;
    if (!type.empty() && type != "Normal" && type != "Discovery")
        return kUnsupportedSessionType;
    if (!type.empty() && login.tsih != 0) // a key of the leading connection
        return kInitiatorError;
    login.negotiation.discovery = type == "Discovery";
    login.negotiation.leading = login.tsih == 0;
    const std::string_view name = valueOf(pairs, "TargetName");
    if (!login.negotiation.discovery && name != kTargetName)
        return name.empty() ? kMissingParameter : kTargetNotFound;
    if (login.tsih == 0)
        return 0;
    const Session *session = m_target.sessionOf(login.tsih);
    return session == nullptr || session->isid != login.isid || session->initiator != login.initiator ? kNoSuchSession
                                                                                                      : 0;
}

std::uint16_t Connection::join()
{
    Login &login = *m_login;
    login.negotiation.conclude();
    if (login.tsih == 0) {
        // The same initiator port again: its old session is over, RFC 7143 §6.3.5
        while (Session *old = m_target.sessionOf(login.initiator, login.isid)) {
            const auto all = old->connections;
            for (Connection *connection : all)
                connection->end("the initiator reinstates its session");
        }
        m_session = &m_target.newSession(load32(m_pdu.data() + 24));
        m_session->initiator = login.initiator;
        m_session->isid = login.isid;
        m_session->discovery = login.negotiation.discovery;
        m_session->parameters = login.negotiation.parameters;
    } else {
        Session *session = m_target.sessionOf(login.tsih);
        if (session == nullptr)
            return kNoSuchSession;
        const auto all = session->connections;
        const auto same = std::find_if(all.begin(), all.end(), [&](const Connection *c) { return c->m_cid == m_cid; });
        if (same == all.end() && all.size() >= session->parameters.maxConnections)
            return kTooManyConnections;
        session->shared = true;
        session->connections.push_back(this); // first, so that the session outlives the old connection
        m_session = session;
        if (same != all.end())
            (*same)->end("the initiator reinstates it");
        return 0;
    }
    m_session->connections.push_back(this);
    return 0;
}

void Connection::establish()
{
    const Parameters &agreed = m_login->negotiation.parameters;
    m_headerDigest = agreed.headerDigest;
    m_dataDigest = agreed.dataDigest;
    m_initiatorMaxRecv = agreed.initiatorMaxRecv;
    m_maxDataIn = std::min(agreed.initiatorMaxRecv, m_target.options.dataInPdu);
    m_receiver.useDigests(m_headerDigest, m_dataDigest);
    m_login.reset();
}

void Connection::refuse(std::uint16_t status)
{
    answerLogin(std::uint8_t(m_pdu[1] & 0x0c), status, {});
    m_closeWhenSent = true;
}

void Connection::answerLogin(std::uint8_t flags, std::uint16_t status, const std::string &text)
{
    const auto length = std::uint32_t(text.size());
    std::uint8_t *header = newHeader(kLoginResponse, flags, load32(m_pdu.data() + 16));
    store24(header + 5, length);
    std::memcpy(header + 8, m_pdu.data() + 8, 6);
    const Session *session = m_session != nullptr ? m_session : m_target.sessionOf(m_login->tsih);
    store16(header + 14, m_session != nullptr ? m_session->tsih : m_login->tsih);
    const std::uint32_t cmdSn = load32(m_pdu.data() + 24);
    store32(header + 24, m_statSn++);
    store32(header + 28, session != nullptr ? session->expCmdSn() : cmdSn);
    store32(header + 32, session != nullptr ? session->maxCmdSn() : cmdSn + m_target.options.queueDepth - 1);
    store16(header + 36, status);
    std::memcpy(m_output.reserve(length), text.data(), length);
    addTrailer(length, 0);
}

} // namespace portolan::bench
