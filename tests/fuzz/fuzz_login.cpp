// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/challenge_registry.h"
#include "daemon/protocol/login/login_negotiation.h"
#include "daemon/protocol/pdu/pdu_framer.h"
#include "tests/fuzz/fuzz_input.h"

#include <string_view>

/// A hostile target. The first byte chooses the configuration and how the rest is meant:
///
///     bits 0-1  0 no authentication, 1 CHAP, 2 mutual CHAP, 3 discovery
///     bit 2     0: the rest is the byte stream of the target, cut into segments of (second byte + 1)
///               1: the rest are records of flags, length (2 bytes) and text, which get a header with the right tag and
///                  StatSN, so that the depths are reached
///     bit 3     digests and larger offers
///
/// Checked besides "no crash, no sanitizer report": the machine ends at most once, sends nothing and asks for no
/// wake-up afterwards, never succeeds with less authentication than was configured, and agrees on legal values only.
namespace {

using namespace portolan;
using namespace portolan::protocol;
using fuzz::require;

Secret secretOf(std::string_view text) { return Secret(std::as_bytes(std::span(text))); }

LoginNegotiation::Config configOf(std::uint8_t choice)
{
    LoginNegotiation::Config config;
    config.initiatorName = "iqn.2026-01.example:i";
    config.targetName = "iqn.2026-01.example:t";
    config.random = [next = 1u](std::span<std::byte> out) mutable -> Result<> {
        for (std::byte &byte : out)
            byte = std::byte(next++ & 0xff);
        return {};
    };
    config.challenges = std::make_shared<ChallengeRegistry>();
    const unsigned kind = choice & 3;
    if (kind == 3) {
        config.sessionType = LoginNegotiation::SessionType::Discovery;
        config.targetName.clear();
    }
    if (kind == 1 || kind == 2)
        config.credentials = ChapCredentials{"bob", secretOf("0123456789abcdef")};
    if (kind == 2)
        config.targetCredentials = ChapCredentials{"nas", secretOf("fedcba9876543210")};
    if ((choice & 8) != 0)
        config.offers = {.headerDigest = DigestPolicy::Prefer,
                         .dataDigest = DigestPolicy::Prefer,
                         .maxRecvDataSegmentLength = 16777215,
                         .maxBurstLength = 16777215,
                         .firstBurstLength = 16777215,
                         .maxOutstandingR2T = 65535,
                         .dataPduInOrder = false,
                         .dataSequenceInOrder = false,
                         .defaultTime2Wait = 0,
                         .defaultTime2Retain = 3600,
                         .maxConnections = 65535};
    return config;
}

/// Drives one negotiation and watches over it.
class Login {
public:
    explicit Login(const LoginNegotiation::Config &config)
        : m_config(config)
        , m_negotiation(config)
    {
        m_negotiation.start(m_now);
        drain();
    }

    void feed(BhsView bhs, std::span<const std::byte> data)
    {
        m_negotiation.handlePdu(bhs, data, m_now);
        drain();
        m_now += std::chrono::milliseconds(100);
        m_negotiation.handleTimeout(m_now);
        drain();
    }

    void fail(const Error &error)
    {
        m_negotiation.handleFailure(error);
        drain();
    }

    [[nodiscard]] bool ended() const { return m_endings > 0; }

private:
    void drain()
    {
        while (const auto output = m_negotiation.poll()) {
            require(m_endings == 0);
            if (const auto *request = std::get_if<LoginNegotiation::SendRequest>(&*output))
                check(*request);
            else
                ++m_endings;
            if (const auto *done = std::get_if<LoginNegotiation::Succeeded>(&*output))
                check(*done);
            if (const auto *to = std::get_if<LoginNegotiation::Redirected>(&*output))
                require(!to->addresses.empty());
        }
        require(m_negotiation.deadline().has_value() == (m_endings == 0));
    }

    static void check(const LoginNegotiation::SendRequest &request)
    {
        const auto pdu = pdu::LoginRequest::parse(request.bhs);
        require(pdu && pdu->dataSegmentLength == request.text.size() && request.text.size() <= 8192);
    }

    void check(const LoginNegotiation::Succeeded &done) const
    {
        const auto expected = m_config.targetCredentials ? AuthUsed::MutualChap
                              : m_config.credentials     ? AuthUsed::Chap
                                                         : AuthUsed::None;
        require(done.auth == expected && done.tsih != 0);
        const NegotiatedParameters &p = done.parameters;
        require(p.firstBurstLength <= p.maxBurstLength && p.firstBurstLength >= 512 && p.maxBurstLength <= 16777215);
        require(p.maxXmitDataSegmentLength >= 512 && p.maxXmitDataSegmentLength <= 16777215);
        require(p.maxOutstandingR2T >= 1 && p.maxConnections >= 1 && p.errorRecoveryLevel == 0);
        require(p.defaultTime2Wait <= 3600 && p.defaultTime2Retain <= 3600);
        if (m_config.sessionType == LoginNegotiation::SessionType::Discovery)
            require(!p.headerDigest && !p.dataDigest);
    }

    const LoginNegotiation::Config m_config;
    LoginNegotiation m_negotiation;
    Instant m_now{};
    int m_endings = 0;
};

void runStream(Login &login, fuzz::Input &input)
{
    const std::size_t segment = input.byte() + 1u;
    PduFramer framer;
    while (!input.empty()) {
        auto pdu = framer.append(input.take(std::min(segment, framer.wanted())));
        if (!pdu)
            return login.fail(pdu.error());
        if (*pdu)
            login.feed((*pdu)->bhs, (*pdu)->data);
    }
}

void runRecords(Login &login, fuzz::Input &input)
{
    for (std::uint32_t statSn = 0xfffffffe; !input.empty(); ++statSn) {
        Bhs bhs{};
        const std::uint8_t flags = input.byte();
        const auto text = input.take(input.word() & 0x1fff);
        store<0, 1>(bhs, std::uint32_t(Opcode::LoginResponse));
        store<1, 1>(bhs, flags & 0xcfu);
        store<5, 3>(bhs, std::uint32_t(text.size()));
        store<14, 2>(bhs, 1); // TSIH
        store<24, 4>(bhs, statSn);
        store<36, 1>(bhs, flags >> 4 & 3); // bits that are reserved in the header: the status class
        login.feed(bhs, text);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const std::uint8_t choice = input.byte();
    Login login(configOf(choice));
    if ((choice & 4) != 0)
        runRecords(login, input);
    else
        runStream(login, input);
    if (!login.ended())
        login.fail({ErrorCode::TransportFailed, "closed by the target", 0, 0});
    return 0;
}
