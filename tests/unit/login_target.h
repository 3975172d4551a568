// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/protocol/login/challenge_registry.h"
#include "daemon/protocol/login/login_negotiation.h"
#include "tests/unit/protocol_bytes.h"

#include <QStringList>
#include <algorithm>
#include <map>
#include <memory>

/// The other side of a login for tests: reads requests and writes responses at the offsets of RFC 7143 §11.12 and
/// §11.13 by hand. NUL is written '|'.
namespace portolan::test {

using protocol::ChallengeRegistry;
using protocol::ChapAlgorithm;
using protocol::ChapCredentials;
using protocol::Instant;
using protocol::LoginNegotiation;

inline Secret secretOf(std::string_view text) { return Secret(bytesOf(text)); }

/// Counts upwards, so that challenges are known in advance.
inline protocol::RandomSource countingRandom()
{
    return [next = std::make_shared<unsigned>(1)](std::span<std::byte> out) -> Result<> {
        for (std::byte &byte : out)
            byte = std::byte((*next)++);
        return {};
    };
}

inline LoginNegotiation::Config plainConfig()
{
    LoginNegotiation::Config config;
    config.initiatorName = "iqn.2026-01.example:i";
    config.targetName = "iqn.2026-01.example:t";
    config.isid = {std::byte{0x80}, std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}, std::byte{5}};
    config.random = countingRandom();
    config.challenges = std::make_shared<ChallengeRegistry>();
    return config;
}

inline LoginNegotiation::Config chapConfig()
{
    auto config = plainConfig();
    config.credentials = ChapCredentials{"bob", secretOf("0123456789abcdef")};
    return config;
}

inline LoginNegotiation::Config mutualConfig()
{
    auto config = chapConfig();
    config.targetCredentials = ChapCredentials{"nas", secretOf("fedcba9876543210")};
    return config;
}

/// What a target may answer to the offers of OperationalOffers{}.
inline const char *const kAnswers =
    "HeaderDigest=None|DataDigest=None|MaxConnections=1|InitialR2T=No|ImmediateData=Yes|"
    "MaxRecvDataSegmentLength=65536|MaxBurstLength=262144|FirstBurstLength=65536|"
    "DefaultTime2Wait=2|DefaultTime2Retain=0|MaxOutstandingR2T=1|DataPDUInOrder=Yes|"
    "DataSequenceInOrder=Yes|ErrorRecoveryLevel=0|";

/// kAnswers with one key's value changed; an empty value leaves the key out.
inline std::string answersWith(const std::string &key, const std::string &value)
{
    std::string answers = std::string("|") + kAnswers;
    const auto at = answers.find("|" + key + "=") + 1;
    const auto end = answers.find('|', at) + 1;
    answers.replace(at, end - at, value.empty() ? std::string() : key + "=" + value + "|");
    return answers.substr(1);
}

class LoginTarget {
public:
    struct Request {
        protocol::Bhs bhs{};
        std::string text; ///< NUL shown as '|'.
        [[nodiscard]] unsigned byteAt(std::size_t offset) const { return std::to_integer<unsigned>(bhs[offset]); }
        [[nodiscard]] bool transit() const { return (byteAt(1) & 0x80) != 0; }
        [[nodiscard]] bool incomplete() const { return (byteAt(1) & 0x40) != 0; }
        [[nodiscard]] unsigned currentStage() const { return byteAt(1) >> 2 & 3; }
        [[nodiscard]] unsigned nextStage() const { return byteAt(1) & 3; }
        [[nodiscard]] std::uint32_t word(std::size_t offset) const
        {
            return byteAt(offset) << 24 | byteAt(offset + 1) << 16 | byteAt(offset + 2) << 8 | byteAt(offset + 3);
        }
        /// The value of a key, "-" if it is not there.
        [[nodiscard]] std::string value(const std::string &key) const
        {
            const std::string all = "|" + text;
            const auto at = all.find("|" + key + "=");
            if (at == std::string::npos)
                return "-";
            const auto from = at + key.size() + 2;
            return all.substr(from, all.find('|', from) - from);
        }
        [[nodiscard]] QStringList keys() const
        {
            QStringList names;
            for (const QString &item : QString::fromStdString(text).split(QLatin1Char('|'), Qt::SkipEmptyParts))
                names << item.section(QLatin1Char('='), 0, 0);
            return names;
        }
    };

    struct Response {
        unsigned flags = 0; ///< Byte 1.
        std::string text{};
        std::uint16_t status = 0;
        std::uint16_t tsih = 0;
        unsigned opcode = 0x23;
        unsigned versionActive = 0;
        std::uint32_t itt = 0;
        std::uint32_t statSnStep = 1; ///< From the last response.
        bool reservedBits = false;    ///< Sets what must be ignored.
    };

    explicit LoginTarget(LoginNegotiation::Config config, std::uint32_t firstStatSn = 100)
        : m_statSn(firstStatSn - 1)
        , m_negotiation(std::move(config))
    {
        m_negotiation.start(now);
        drain();
    }

    /// The request that was sent last; an empty one when none was.
    [[nodiscard]] Request request() const { return requests.empty() ? Request{} : requests.back(); }

    void respond(const Response &response)
    {
        protocol::Bhs bhs{};
        const auto put = [&bhs](std::size_t offset, std::uint32_t value) {
            for (std::size_t i = 0; i < 4; ++i)
                bhs[offset + i] = std::byte(value >> (24 - 8 * i) & 0xff);
        };
        std::string text = response.text;
        std::ranges::replace(text, '|', '\0');
        bhs[0] = std::byte(response.opcode | (response.reservedBits ? 0x80 : 0));
        bhs[1] = std::byte(response.flags | (response.reservedBits ? 0x30 : 0));
        bhs[3] = std::byte(response.versionActive);
        put(4, std::uint32_t(text.size()));
        bhs[14] = std::byte(response.tsih >> 8);
        bhs[15] = std::byte(response.tsih & 0xff);
        put(16, response.itt);
        m_statSn += response.statSnStep;
        put(24, m_statSn);
        put(28, expCmdSn);
        put(32, maxCmdSn);
        bhs[36] = std::byte(response.status >> 8);
        bhs[37] = std::byte(response.status & 0xff);
        if (response.reservedBits)
            for (const std::size_t at : {20u, 23u, 38u, 40u, 47u})
                bhs[at] = std::byte{0xff};
        m_negotiation.handlePdu(bhs, bytesOf(text), now);
        drain();
    }

    void respond(unsigned flags, const std::string &text, std::uint16_t tsih = 0)
    {
        Response response;
        response.flags = flags;
        response.text = text;
        response.tsih = tsih;
        respond(response);
    }

    /// "None" selected, security stage left.
    void skipSecurity() { respond(0x81, "AuthMethod=None|TargetPortalGroupTag=1|"); }
    /// T=1 NSG=3 with these answers.
    void finish(const std::string &answers = kAnswers) { respond(0x87, answers, 0x0102); }

    [[nodiscard]] LoginNegotiation &negotiation() { return m_negotiation; }
    void drain()
    {
        while (auto output = m_negotiation.poll())
            std::visit(Overloaded{
                           [this](const LoginNegotiation::SendRequest &sent) {
                               Request request{sent.bhs, std::string(reinterpret_cast<const char *>(sent.text.data()),
                                                                     sent.text.size())};
                               std::ranges::replace(request.text, '\0', '|');
                               requests.push_back(request);
                           },
                           [this](const LoginNegotiation::Succeeded &done) {
                               ++endings;
                               succeeded = done;
                           },
                           [this](const LoginNegotiation::Redirected &to) {
                               ++endings;
                               redirected = to;
                           },
                           [this](const LoginNegotiation::Failed &failed) {
                               ++endings;
                               error = failed.error;
                           },
                       },
                       *output);
    }

    /// "going on", "ok", "redirected", or the name of the error.
    [[nodiscard]] QString outcome() const
    {
        if (endings == 0)
            return QStringLiteral("going on");
        if (endings > 1)
            return QStringLiteral("ended more than once");
        if (succeeded)
            return QStringLiteral("ok");
        return redirected ? QStringLiteral("redirected") : codeOf(*error);
    }

    Instant now{};
    std::uint32_t expCmdSn = 1, maxCmdSn = 32;
    std::vector<Request> requests;
    int endings = 0;
    std::optional<LoginNegotiation::Succeeded> succeeded;
    std::optional<LoginNegotiation::Redirected> redirected;
    std::optional<Error> error;

private:
    std::uint32_t m_statSn;
    LoginNegotiation m_negotiation;
};

} // namespace portolan::test
