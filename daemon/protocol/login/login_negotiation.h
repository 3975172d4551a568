// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/secret.h"
#include "daemon/protocol/login/negotiated_parameters.h"
#include "daemon/protocol/pdu/bhs.h"
#include "daemon/protocol/pdu/login.h"

#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace portolan::protocol {

/// CHAP algorithm numbers of the IANA registry, RFC 7143 §12.1.3.
enum class ChapAlgorithm : std::uint8_t { Md5 = 5, Sha1 = 6, Sha256 = 7, Sha3_256 = 8 };

/// One direction of CHAP.
struct ChapCredentials {
    std::string name; ///< CHAP_N
    Secret secret;
};

enum class DigestPolicy : std::uint8_t { Off, Prefer, Require };

/// Fills the span with random bytes of cryptographic quality, or says why it cannot.
using RandomSource = std::function<Result<>(std::span<std::byte>)>;

/// The challenges we sent, so that a reflected one is recognised (RFC 7143 §9.2.1); see challenge_registry.h. Shared by
/// all negotiations of one daemon; used from one thread.
class ChallengeRegistry;

/// What we ask for. Each field is offered explicitly: some targets loop if keys are missing.
struct OperationalOffers {
    DigestPolicy headerDigest = DigestPolicy::Off;
    DigestPolicy dataDigest = DigestPolicy::Off;
    std::uint32_t maxRecvDataSegmentLength = 262144;
    std::uint32_t maxBurstLength = 16776192;
    std::uint32_t firstBurstLength = 262144;
    bool initialR2T = false;
    bool immediateData = true;
    std::uint32_t maxOutstandingR2T = 1;
    bool dataPduInOrder = true;
    bool dataSequenceInOrder = true;
    std::uint32_t defaultTime2Wait = 2;
    std::uint32_t defaultTime2Retain = 0;
    std::uint32_t maxConnections = 1;
    std::uint32_t errorRecoveryLevel = 0;
};

/// One line of the "asked / got" table that a person can read. What the target declares has a line of its own, "KEY
/// (target)", with nothing asked.
struct NegotiatedKey {
    std::string key, asked, got;
};

/// The initiator's half of the Login Phase of one connection, RFC 7143 §6.3.
///
/// Sans I/O: no socket, no clock, no thread. The owner feeds it what arrived and what time it is, then calls poll()
/// until it returns nothing:
///
///     negotiation.handleResponse(bhs, text, now);
///     while (auto output = negotiation.poll()) std::visit(driver, *output);
///     timer.armAt(negotiation.deadline());
///
/// After Succeeded, Redirected or Failed the object is finished and ignores further input.
class LoginNegotiation {
public:
    enum class SessionType : std::uint8_t { Normal, Discovery };

    struct Config {
        SessionType sessionType = SessionType::Normal;
        std::string initiatorName{};  ///< iqn., eui. or naa., §4.2.7
        std::string initiatorAlias{}; ///< Empty: not sent.
        std::string targetName{};     ///< Sent byte for byte; empty in discovery.
        Isid isid{};
        std::uint16_t tsih = 0; ///< 0 except when a connection is added.
        std::uint16_t cid = 0;
        std::uint32_t initiatorTaskTag = 0;
        std::uint32_t initialCmdSn = 1;
        /// Ours. Set: only CHAP is offered, and a target that skips it fails the login. Not set: "None,CHAP" is
        /// offered, and a target that selects CHAP ends the login with AuthRequired: so the user is asked only if the
        /// target asks.
        std::optional<ChapCredentials> credentials{};
        /// The target's, for mutual CHAP. Needs `credentials`. An empty name accepts any CHAP_N.
        std::optional<ChapCredentials> targetCredentials{};
        /// In order of preference; MD5 must be in it unless forbidden (RFC 7143 §12.1.3). It stands before SHA-256
        /// because tgt takes number 7 for SHA-1 and refuses the answer with 0200h; what knows SHA-256 knows SHA3-256 as
        /// a rule.
        std::vector<ChapAlgorithm> algorithms{ChapAlgorithm::Sha3_256, ChapAlgorithm::Md5, ChapAlgorithm::Sha256,
                                              ChapAlgorithm::Sha1};
        bool allowShortSecrets = false; ///< Accept secrets below 12 bytes.
        OperationalOffers offers{};
        std::optional<std::uint16_t>
            expectedPortalGroupTag{}; ///< From the node record; a different one fails the login.
        std::chrono::milliseconds timeout{
            15'000};           ///< For the whole Login Phase; bytes that dribble in do not extend it.
        RandomSource random{}; ///< Required.
        std::shared_ptr<ChallengeRegistry> challenges{}; ///< Required for mutual CHAP.
    };

    struct SendRequest { ///< Write both, then the padding.
        Bhs bhs;
        std::vector<std::byte> text;
    };
    struct Succeeded {
        std::uint16_t tsih = 0;
        NegotiatedParameters parameters{};
        SequenceNumbers numbers{};
        std::string targetAlias{};
        std::optional<std::uint16_t> portalGroupTag{};
        AuthUsed auth = AuthUsed::None;
        std::optional<ChapAlgorithm> chapAlgorithm{};
        std::vector<NegotiatedKey> keys{}; ///< In the order of RFC 7143 §13.
    };
    struct Redirected {                     ///< 0101h / 0102h, §11.13.5
        std::vector<std::string> addresses; ///< TargetAddress values, at least one.
        bool permanent = false;
    };
    struct Failed {
        Error error; ///< AuthRequired, AuthenticationFailed, TargetAuthFailed, TargetRefusedName, LoginRejected,
                     ///< ProtocolViolation, TimedOut, Secret*...
    };
    using Output = std::variant<SendRequest, Succeeded, Redirected, Failed>;

    explicit LoginNegotiation(Config config);
    ~LoginNegotiation();
    LoginNegotiation(const LoginNegotiation &) = delete;
    LoginNegotiation &operator=(const LoginNegotiation &) = delete;

    void start(Instant now);
    /// Any PDU that arrived; other opcodes than Login Response end the login (§4.2.4).
    /// \param data  the data segment without padding
    void handlePdu(BhsView bhs, std::span<const std::byte> data, Instant now);
    void handleFailure(Error error); ///< The transport broke, or the framer refused the input.
    void handleTimeout(Instant now); ///< Harmless when called early.

    [[nodiscard]] std::optional<Output> poll();
    [[nodiscard]] std::optional<Instant> deadline() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace portolan::protocol
