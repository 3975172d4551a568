// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/portal.h"
#include "common/types/secret.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What was read from another initiator's database: plain values without Qt, checked as if they came from the wire.
namespace portolan::store {

/// Something that a person should know about what was read. Never quotes a file: names it, the line, and what was
/// expected there, so that nobody learns the content of a file through a message.
struct ImportNote {
    enum class Kind : std::uint8_t {
        Skipped,  ///< The file is malformed, or of no use here.
        Adjusted, ///< A value was brought into our range, or could not be understood and is left at the default.
        LeftOut,  ///< It is understood, but Portolan has no such thing.
    };
    Kind kind = Kind::Skipped;
    std::string file;        ///< Relative to the database's folder, fit for showing.
    int line = 0;            ///< 0 = the file as a whole
    std::string text;        ///< A sentence, English.
    std::uint32_t count = 1; ///< In so many files; `file` is the first of them.
    /// Of which the text is made, so that a client can say it in another language: %1 stands for the first argument.
    std::string pattern{};
    std::vector<std::string> arguments{};
};

enum class ImportedDigest : std::uint8_t { Off, Prefer, Require };

/// What the record says; what it does not say stays as it is here. In our ranges (records.h).
struct ImportedSettings {
    std::optional<bool> atStart;
    std::optional<ImportedDigest> headerDigest, dataDigest;
    std::optional<std::uint32_t> maxRecvDataSegmentLength, maxBurstLength, firstBurstLength, maxOutstandingR2T;
    std::optional<bool> initialR2T, immediateData;
    std::optional<std::uint32_t> loginTimeout, noopInterval, noopTimeout;
    std::optional<std::int32_t> replacementTimeout;
};

/// CHAP for one direction; an empty secret = none.
struct ImportedAccount {
    std::string name;
    Secret secret;
};

struct ImportedNode {
    std::string targetName;
    Portal portal;
    std::optional<std::uint16_t> portalGroupTag;
    std::string interface; ///< Network device or source address; empty = any.
    ImportedSettings settings;
    ImportedAccount initiator, target;
    std::optional<Portal> discoveredAt; ///< The portal whose SendTargets answer named it.
};

struct ImportedPortal {
    Portal portal;
    ImportedAccount initiator, target;
};

struct ImportedDatabase {
    std::string initiatorName; ///< Canonical; empty = none found.
    std::vector<ImportedNode> nodes;
    std::vector<ImportedPortal> portals;
    std::vector<ImportNote> notes;
    std::uint32_t moreNotes = 0;   ///< That were not kept, for their number.
    std::uint32_t unknownKeys = 0; ///< Lines whose key no known version of open-iscsi writes.
};

} // namespace portolan::store
