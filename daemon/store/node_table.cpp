// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/node_table.h"

#include "daemon/store/node_rows.h"

namespace portolan::store {

namespace {

QVariant hostOf(const Portal &portal) { return sqlText(QString::fromStdString(portal.host)); }

QString insertStatement()
{
    return QStringLiteral(
               "INSERT INTO node (target_name, host, port, interface, portal_group_tag, isid_random, isid_qualifier,"
               " discovery_portal, alias, %1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?%2)")
        .arg(settingsColumns().join(QLatin1String(", ")), QStringLiteral(", ?").repeated(settingsColumns().size()));
}

} // namespace

NodeTable::NodeTable(const QSqlDatabase &db, RandomSource random)
    : m_isids(db, std::move(random))
    , m_find(db, "SELECT id, portal_group_tag, missing FROM node"
                 " WHERE target_name = ? AND host = ? AND port = ? AND interface = ?")
    , m_insert(db, insertStatement())
    , m_refresh(db, "UPDATE node SET portal_group_tag = ?,"
                    " discovery_portal = CASE WHEN missing THEN ? ELSE discovery_portal END,"
                    " missing = 0 WHERE id = ?")
    , m_read(db, selectNodeStatement())
{}

Result<NodeTable::Known> NodeTable::find(const DiscoveredNode &node)
{
    if (auto done = m_find.run(
            {sqlText(node.targetName), hostOf(node.portal), sqlNumber(node.portal.port), sqlText(node.interface)});
        !done)
        return fail(done.error());
    Known known;
    if (m_find.next()) {
        known.id = m_find.number(0);
        if (!m_find.isNull(1))
            known.portalGroupTag = std::uint16_t(m_find.number(1));
        known.missing = m_find.number(2) != 0;
    }
    m_find.finish();
    return known;
}

Result<std::int64_t> NodeTable::insert(const DiscoveredNode &node, std::int64_t discoveryPortal,
                                       const NodeSettings &settings)
{
    const auto isid = m_isids.next();
    if (!isid)
        return fail(isid.error());
    QVariantList values{sqlText(node.targetName),
                        hostOf(node.portal),
                        sqlNumber(node.portal.port),
                        sqlText(node.interface),
                        sqlNumber(node.portalGroupTag),
                        sqlNumber(isid->random),
                        sqlNumber(isid->qualifier),
                        sqlNumber(discoveryPortal != 0 ? std::optional(discoveryPortal) : std::nullopt),
                        sqlText(node.alias)};
    values += settingsValues(settings);
    if (auto done = m_insert.run(values); !done)
        return fail(done.error());
    return m_insert.insertedId();
}

// Settings are not touched (DIS-14). A node that another portal lost and this one names belongs to this one from now
// on; one that was entered by hand stays so, and is never called missing.
Result<bool> NodeTable::refresh(const Known &known, const DiscoveredNode &node, std::int64_t portalId)
{
    const auto tag = node.portalGroupTag ? node.portalGroupTag : known.portalGroupTag;
    if (tag == known.portalGroupTag && !known.missing)
        return false;
    if (auto done = m_refresh.run({sqlNumber(tag), sqlNumber(portalId), sqlNumber(known.id)}); !done)
        return fail(done.error());
    return true;
}

Result<> NodeTable::note(std::int64_t id, Change *change)
{
    if (auto done = m_read.run({sqlNumber(id)}); !done)
        return done;
    auto node = m_read.next() ? nodeOf(m_read)
                              : Result<StoredNode>(fail(ErrorCode::NotFound, "there is no node " + std::to_string(id)));
    m_read.finish();
    if (!node)
        return fail(node.error());
    change->nodes.push_back(std::move(*node));
    return {};
}

} // namespace portolan::store
