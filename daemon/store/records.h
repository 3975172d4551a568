// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/portal.h"

#include <QDateTime>
#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace portolan::store {

enum class Startup : std::uint8_t { Manual = 1, AtStart = 2 };
enum class Digest : std::uint8_t { Off = 0, Prefer = 1, Require = 2 };
/// How a portal is asked for targets.
enum class PortalKind : std::uint8_t { SendTargets = 0, Isns = 1 };
enum class SecretDirection : std::uint8_t { Initiator, Target };
enum class ChapUse : std::uint8_t { None, OneWay, Mutual }; ///< What a login was let in by.

/// What a user can set per node. Times in seconds, lengths in bytes; ranges are checked by NodeStore and in the schema.
struct NodeSettings {
    QString label; ///< Shown instead of the target name; empty = none. At most 255 characters.
    Startup startup = Startup::Manual;
    QString dataPlane = QStringLiteral("auto"); ///< auto, user, kernel
    Digest headerDigest = Digest::Off, dataDigest = Digest::Off;
    std::uint32_t maxRecvDataSegmentLength = 262144; ///< 512..16777215
    std::uint32_t maxBurstLength = 16776192, firstBurstLength = 262144;
    bool initialR2T = false, immediateData = true;
    std::uint32_t maxOutstandingR2T = 1;             ///< 1..65535
    std::uint32_t maxConnections = 1;                ///< 1..8: of the session, where target and data plane allow it
    std::uint32_t loginTimeout = 15;                 ///< 1..600
    std::int32_t replacementTimeout = 120;           ///< -1 = for ever, 0..86400
    std::uint32_t noopInterval = 5, noopTimeout = 5; ///< 0..3600, 0 = off
    std::uint32_t commandTimeout = 30;               ///< 0..3600, 0 = for ever

    friend bool operator==(const NodeSettings &, const NodeSettings &) = default;
};

/// target × portal group × portal × interface, RFC 7143 §4.1; the unit of login.
struct NodeRecord {
    std::int64_t id = 0; ///< 0 = not stored yet
    QString targetName;
    Portal portal;
    std::optional<std::uint16_t> portalGroupTag;
    QString interface; ///< NetworkInterface::text(); empty = any.
    QString alias;     ///< TargetAlias, for display only.
    NodeSettings settings;
    /// Stable over restarts (SID-04); given by the store from its ISID qualifier, unique per node.
    std::array<std::byte, 6> isid{};
    std::int64_t discoveryPortal = 0; ///< PortalRecord::id that found it; 0 = entered by hand.
    bool missing = false;             ///< The last discovery at that portal did not name it any more.
    QDateTime lastLogin;
    QString lastError; ///< ErrorCode name, or empty.
    /// Names only; the secrets stay in the store.
    QString chapName, targetChapName;
    bool hasSecret = false, hasTargetSecret = false;
    QDateTime secretUsed, targetSecretUsed; ///< With success, as they are now; invalid = never.

    friend bool operator==(const NodeRecord &, const NodeRecord &) = default;
};

/// A portal that was asked for targets; portal × interface.
struct PortalRecord {
    std::int64_t id = 0;
    Portal portal;
    QString interface; ///< Through which it is asked, NetworkInterface::text(); empty = any.
    PortalKind kind = PortalKind::SendTargets;
    QString chapName, targetChapName;
    bool hasSecret = false, hasTargetSecret = false;
    QDateTime secretUsed, targetSecretUsed; ///< As in NodeRecord.
    QDateTime lastDiscovery;
    QString lastResult;                ///< "ok" or ErrorCode name; empty = never.
    std::uint32_t refreshInterval = 0; ///< Seconds between searches that nobody asks for; 0 = none.
    /// For discovery sessions with this portal, so that those with several do not reinstate each other (SID-12).
    std::array<std::byte, 6> isid{};

    friend bool operator==(const PortalRecord &, const PortalRecord &) = default;
};

/// One target portal as discovery found it, and the interface through which it did.
struct DiscoveredNode {
    QString targetName;
    Portal portal;
    std::optional<std::uint16_t> portalGroupTag;
    QString interface {}; ///< As in NodeRecord.
    QString alias{};      ///< What the target is called, at most 255 characters; used where the node is new.
};

/// What a merge did, by node id.
struct MergeResult {
    std::vector<std::int64_t> added, changed, missing;
};

} // namespace portolan::store
