// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/store/records.h"

#include <QByteArray>

#include <array>
#include <optional>
#include <vector>

namespace portolan::store {

/// A record and, by SecretDirection, its sealed secrets; empty = none.
struct StoredNode {
    NodeRecord record;
    std::array<QByteArray, 2> sealed;

    friend bool operator==(const StoredNode &, const StoredNode &) = default;
};

struct StoredPortal {
    PortalRecord record;
    std::array<QByteArray, 2> sealed;

    friend bool operator==(const StoredPortal &, const StoredPortal &) = default;
};

/// What one transaction did, as read back from the database; applied to memory once it is durable.
struct Change {
    std::vector<StoredNode> nodes;
    std::vector<StoredPortal> portals;
    std::vector<std::int64_t> removedNodes, removedPortals;
    std::optional<QString> initiatorName;
    std::optional<NodeSettings> nodeDefaults;
};

} // namespace portolan::store
