// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "daemon/store/change.h"
#include "daemon/store/sql.h"

#include <array>
#include <vector>

namespace portolan::store {

/// An ISID as the database keeps it, and its six bytes on the wire: type 10b, RFC 7143 §11.12.5.
struct IsidParts {
    std::int64_t random = 0;    ///< 24 bits
    std::int64_t qualifier = 0; ///< 16 bits
    [[nodiscard]] std::array<std::byte, 6> bytes() const;
};

/// Reads rows as records, with names and sealed secrets. \return DatabaseDamaged for values no settings can have
Result<std::vector<StoredNode>> readAllNodes(const QSqlDatabase &db);
Result<std::vector<StoredPortal>> readAllPortals(const QSqlDatabase &db);
Result<StoredNode> readNode(const QSqlDatabase &db, std::int64_t id);     ///< NotFound
Result<StoredPortal> readPortal(const QSqlDatabase &db, std::int64_t id); ///< NotFound

/// What a new node begins with: as it was set, or NodeSettings() where nothing was.
Result<NodeSettings> readNodeDefaults(const QSqlDatabase &db);

/// Selects the node with the bound id; its row is read by nodeOf().
[[nodiscard]] QString selectNodeStatement();
Result<StoredNode> nodeOf(const Statement &row);

/// The columns of the settings, and their values in the same order.
[[nodiscard]] const QStringList &settingsColumns();
[[nodiscard]] QVariantList settingsValues(const NodeSettings &settings);

} // namespace portolan::store
