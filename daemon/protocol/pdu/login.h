// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/protocol/pdu/bhs.h"

#include <array>
#include <string_view>

namespace portolan::protocol {

/// Initiator Session ID, RFC 7143 §11.12.5.
using Isid = std::array<std::byte, 6>;

} // namespace portolan::protocol

namespace portolan::protocol::pdu {

/// §11.12.3. The value 2 is reserved and never accepted.
enum class Stage : std::uint8_t { Security = 0, Operational = 1, FullFeature = 3 };

[[nodiscard]] std::string_view nameOf(Stage stage);

/// Login Request, RFC 7143 §11.12. Data segment: text. Always immediate.
struct LoginRequest {
    bool transit = false;                 ///< T, §11.12.1
    bool incomplete = false;              ///< C, §11.12.2: the text continues in the next PDU.
    Stage currentStage = Stage::Security; ///< CSG: Security or Operational
    Stage nextStage = Stage::Security;    ///< NSG; meaningful, and sent, only with transit.
    std::uint8_t versionMax = 0;          ///< §11.12.4
    std::uint8_t versionMin = 0;
    std::uint32_t dataSegmentLength = 0; ///< Bytes
    Isid isid{};
    std::uint16_t tsih = 0;             ///< §11.12.6
    std::uint32_t initiatorTaskTag = 0; ///< One value for the whole login.
    std::uint16_t cid = 0;              ///< §11.12.7
    std::uint32_t cmdSn = 0;            ///< §11.12.8
    std::uint32_t expStatSn = 0;        ///< §11.12.9

    /// \return ProtocolViolation also for a reserved stage, a transition that §6.3 does not have, T together with C, or
    /// a missing immediate bit
    static Result<LoginRequest> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const LoginRequest &, const LoginRequest &) = default;
};

/// Login Response, RFC 7143 §11.13. Data segment: text.
struct LoginResponse {
    bool transit = false;
    bool incomplete = false; ///< C, §11.13.7
    Stage currentStage = Stage::Security;
    Stage nextStage = Stage::Security;
    std::uint8_t versionMax = 0;
    std::uint8_t versionActive = 0;      ///< §11.13.2
    std::uint32_t dataSegmentLength = 0; ///< Bytes
    Isid isid{};
    std::uint16_t tsih = 0; ///< §11.13.3
    std::uint32_t initiatorTaskTag = 0;
    std::uint32_t statSn = 0; ///< This and the next two are valid only when the status class is 0.
    std::uint32_t expCmdSn = 0;
    std::uint32_t maxCmdSn = 0;
    std::uint16_t status = 0; ///< Status-Class << 8 | Status-Detail, §11.13.5

    /// The stages are checked only when the status class is 0: an answer that ends the login may leave them 0.
    static Result<LoginResponse> parse(BhsView bhs);
    void encode(BhsSpan bhs) const;
    friend bool operator==(const LoginResponse &, const LoginResponse &) = default;
};

} // namespace portolan::protocol::pdu
