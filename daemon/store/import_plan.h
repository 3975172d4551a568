// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/store/import/import_records.h"
#include "daemon/store/records.h"

#include <QString>
#include <QVariant>

#include <array>
#include <functional>
#include <memory>
#include <vector>

namespace portolan::store {

struct ImportOptions {
    bool dryRun = false;            ///< Only say what would be done.
    bool replace = false;           ///< Also overwrite what the user has set here.
    bool takeInitiatorName = false; ///< A target's list of allowed initiators goes by it, so never by itself.
};

/// Nodes, portals and name as they are, to compare with.
struct ImportPresent {
    std::vector<NodeRecord> nodes;
    std::vector<PortalRecord> portals;
    QString initiatorName;
    /// Whether the stored secret of a node or a portal is this one.
    std::function<bool(std::int64_t node, SecretDirection, const Secret &)> nodeSecretIs;
    std::function<bool(std::int64_t portal, SecretDirection, const Secret &)> portalSecretIs;
};

/// What an import changes: the difference between what was read and what is here. Made of names and numbers, so it may
/// be shown; secrets are only in `source`.
///
/// Nothing of the user's is overwritten unless the options say so: of a node that is here already only those settings
/// change that still have Portolan's default, and a CHAP account only where there is none. Nothing is removed.
struct ImportPlan {
    enum class State : std::uint8_t {
        New,
        Changed,
        Kept, ///< It differs, but all of that was set here.
        Same,
    };
    struct SettingChange {
        QString name; ///< As on the bus.
        QVariant here, there;
        bool kept = false; ///< The one here was set by the user, and stays.
    };
    enum class Account : std::uint8_t { Same, Taken, Kept };
    struct Node {
        std::int64_t id = 0; ///< 0 = new
        DiscoveredNode node;
        State state = State::Same;
        NodeSettings settings; ///< As they will be.
        std::vector<SettingChange> changes{};
        std::array<Account, 2> accounts{}; ///< By SecretDirection.
        std::size_t source = 0;            ///< Index in source->nodes.
    };
    struct PortalEntry {
        std::int64_t id = 0; ///< 0 = new
        Portal portal;
        State state = State::Same;
        std::array<Account, 2> accounts{};
        std::size_t source = 0; ///< Index in source->portals.
    };

    ImportOptions options;
    std::vector<Node> nodes;
    std::vector<PortalEntry> portals;
    std::vector<NodeRecord> onlyHere; ///< Stay as they are.
    QString initiatorNameHere, initiatorNameThere;
    bool initiatorNameTaken = false;
    std::shared_ptr<const ImportedDatabase> source;

    static ImportPlan make(std::shared_ptr<const ImportedDatabase> source, const ImportPresent &present,
                           const ImportOptions &options);
};

} // namespace portolan::store
