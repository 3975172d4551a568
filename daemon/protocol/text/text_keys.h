// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace portolan::protocol {

/// How the two offered values become one. RFC 7143 §6.2.1 and §6.2.2.
enum class Rule : std::uint8_t { List, Minimum, Maximum, BooleanAnd, BooleanOr, Declarative };

/// Index into kOperationalKeys.
enum class OperationalKey : std::uint8_t {
    HeaderDigest,
    DataDigest,
    MaxConnections,
    InitialR2T,
    ImmediateData,
    MaxRecvDataSegmentLength,
    MaxBurstLength,
    FirstBurstLength,
    DefaultTime2Wait,
    DefaultTime2Retain,
    MaxOutstandingR2T,
    DataPDUInOrder,
    DataSequenceInOrder,
    ErrorRecoveryLevel,
};

/// One operational text key that we offer. RFC 7143 §13.
struct KeyRule {
    OperationalKey key;
    std::string_view name;
    Rule rule;
    std::uint32_t defaultValue; ///< Booleans: 1 = Yes. Digests: 1 = CRC32C.
    std::uint32_t lowest, highest;
    bool leadingOnly;           ///< LO: never on a connection that joins a session.
    bool irrelevantInDiscovery; ///< §13: "Irrelevant when: SessionType=Discovery"
    std::string_view section;   ///< Checked by tests/check.
};

inline constexpr std::array kOperationalKeys{
    KeyRule{OperationalKey::HeaderDigest, "HeaderDigest", Rule::List, 0, 0, 1, false, false, "13.1"},
    KeyRule{OperationalKey::DataDigest, "DataDigest", Rule::List, 0, 0, 1, false, false, "13.1"},
    KeyRule{OperationalKey::MaxConnections, "MaxConnections", Rule::Minimum, 1, 1, 65535, true, true, "13.2"},
    KeyRule{OperationalKey::InitialR2T, "InitialR2T", Rule::BooleanOr, 1, 0, 1, true, true, "13.10"},
    KeyRule{OperationalKey::ImmediateData, "ImmediateData", Rule::BooleanAnd, 1, 0, 1, true, true, "13.11"},
    KeyRule{OperationalKey::MaxRecvDataSegmentLength, "MaxRecvDataSegmentLength", Rule::Declarative, 8192, 512,
            16777215, false, false, "13.12"},
    KeyRule{OperationalKey::MaxBurstLength, "MaxBurstLength", Rule::Minimum, 262144, 512, 16777215, true, true,
            "13.13"},
    KeyRule{OperationalKey::FirstBurstLength, "FirstBurstLength", Rule::Minimum, 65536, 512, 16777215, true, true,
            "13.14"},
    KeyRule{OperationalKey::DefaultTime2Wait, "DefaultTime2Wait", Rule::Maximum, 2, 0, 3600, true, false, "13.15"},
    KeyRule{OperationalKey::DefaultTime2Retain, "DefaultTime2Retain", Rule::Minimum, 20, 0, 3600, true, false, "13.16"},
    KeyRule{OperationalKey::MaxOutstandingR2T, "MaxOutstandingR2T", Rule::Minimum, 1, 1, 65535, true, true, "13.17"},
    KeyRule{OperationalKey::DataPDUInOrder, "DataPDUInOrder", Rule::BooleanOr, 1, 0, 1, true, true, "13.18"},
    KeyRule{OperationalKey::DataSequenceInOrder, "DataSequenceInOrder", Rule::BooleanOr, 1, 0, 1, true, true, "13.19"},
    KeyRule{OperationalKey::ErrorRecoveryLevel, "ErrorRecoveryLevel", Rule::Minimum, 0, 0, 2, true, false, "13.20"},
};

/// nullptr for a key that is not in the table.
[[nodiscard]] const KeyRule *findOperationalKey(std::string_view name);

/// What a key means when a target sends it during login.
enum class KeyUse : std::uint8_t {
    Operational,      ///< A row of kOperationalKeys.
    Security,         ///< AuthMethod and CHAP_*: security stage only, §12.
    DeclaredByTarget, ///< TargetAlias, TargetAddress, TargetPortalGroupTag, TargetName, X#NodeArchitecture: no answer.
    InitiatorOnly,    ///< A target must never send it.
    TaskReporting,    ///< §13.23
    ProtocolLevel,    ///< iSCSIProtocolLevel, RFC 7144 §7.1.1
    Marker,           ///< IFMarker, OFMarker, §13.25
    MarkerInterval,   ///< IFMarkInt, OFMarkInt, §13.25
    Unknown,          ///< Answered with NotUnderstood, §6.2.
};

[[nodiscard]] KeyUse useOf(std::string_view key);

} // namespace portolan::protocol
