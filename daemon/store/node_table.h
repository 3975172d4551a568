// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/store/change.h"
#include "daemon/store/isid_allocator.h"
#include "daemon/store/sql.h"

namespace portolan::store {

/// The statements on single nodes, prepared once however many nodes one transaction touches.
class NodeTable {
public:
    struct Known {
        std::int64_t id = 0; ///< 0 = no such node
        std::optional<std::uint16_t> portalGroupTag;
        bool missing = false;
    };

    NodeTable(const QSqlDatabase &db, RandomSource random);

    Result<Known> find(const DiscoveredNode &node);
    /// \param discoveryPortal  0 = entered by hand
    Result<std::int64_t> insert(const DiscoveredNode &node, std::int64_t discoveryPortal, const NodeSettings &settings);
    /// Takes over what discovery at this portal said. \return true if that was news
    Result<bool> refresh(const Known &known, const DiscoveredNode &node, std::int64_t portalId);
    /// Puts the node as it is now into the change. \return NotFound
    Result<> note(std::int64_t id, Change *change);

private:
    IsidAllocator m_isids;
    Statement m_find, m_insert, m_refresh, m_read;
};

} // namespace portolan::store
