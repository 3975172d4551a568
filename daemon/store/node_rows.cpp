// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/node_rows.h"

#include "daemon/store/input_checks.h"

namespace portolan::store {

namespace {

QDateTime timeOf(std::int64_t milliseconds)
{
    return milliseconds > 0 ? QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC) : QDateTime();
}

/// The two secrets of a row, in the order in which both queries end: name, sealed value and last use of each direction.
template <typename Stored>
void readSecrets(const Statement &row, int column, Stored *stored)
{
    auto &record = stored->record;
    record.chapName = row.text(column);
    stored->sealed[0] = row.blob(column + 1);
    record.secretUsed = timeOf(row.number(column + 2));
    record.targetChapName = row.text(column + 3);
    stored->sealed[1] = row.blob(column + 4);
    record.targetSecretUsed = timeOf(row.number(column + 5));
    record.hasSecret = !stored->sealed[0].isEmpty();
    record.hasTargetSecret = !stored->sealed[1].isEmpty();
}

QString secretJoin(const char *table, const char *alias)
{
    return QStringLiteral(" LEFT JOIN %1 i ON i.owner = %2.id AND i.direction = 0"
                          " LEFT JOIN %1 t ON t.owner = %2.id AND t.direction = 1")
        .arg(QLatin1String(table), QLatin1String(alias));
}

QString selectNodes(const char *condition)
{
    return QStringLiteral("SELECT n.id, n.target_name, n.host, n.port, n.portal_group_tag, n.interface, n.alias,"
                          " n.isid_random, n.isid_qualifier, n.discovery_portal, n.missing, n.last_login, n.last_error,"
                          " n.") +
           settingsColumns().join(QLatin1String(", n.")) +
           QLatin1String(", i.name, i.sealed, i.last_used, t.name, t.sealed, t.last_used FROM node n") +
           secretJoin("node_secret", "n") + QLatin1String(condition);
}

NodeSettings readSettings(const Statement &row, int column)
{
    NodeSettings settings;
    settings.label = row.text(column++);
    settings.startup = Startup(row.number(column++));
    settings.dataPlane = row.text(column++);
    settings.headerDigest = Digest(row.number(column++));
    settings.dataDigest = Digest(row.number(column++));
    settings.maxRecvDataSegmentLength = std::uint32_t(row.number(column++));
    settings.maxBurstLength = std::uint32_t(row.number(column++));
    settings.firstBurstLength = std::uint32_t(row.number(column++));
    settings.initialR2T = row.number(column++) != 0;
    settings.immediateData = row.number(column++) != 0;
    settings.maxOutstandingR2T = std::uint32_t(row.number(column++));
    settings.loginTimeout = std::uint32_t(row.number(column++));
    settings.replacementTimeout = std::int32_t(row.number(column++));
    settings.noopInterval = std::uint32_t(row.number(column++));
    settings.noopTimeout = std::uint32_t(row.number(column++));
    settings.commandTimeout = std::uint32_t(row.number(column++));
    settings.maxConnections = std::uint32_t(row.number(column++));
    return settings;
}

QString selectPortals(const char *condition)
{
    return QStringLiteral("SELECT p.id, p.host, p.port, p.isid_random, p.isid_qualifier, p.last_discovery,"
                          " p.last_result, p.interface, p.refresh_interval, p.kind, i.name, i.sealed, i.last_used, "
                          "t.name, t.sealed,"
                          " t.last_used FROM portal p") +
           secretJoin("portal_secret", "p") + QLatin1String(condition);
}

StoredPortal portalOf(const Statement &row)
{
    StoredPortal portal;
    PortalRecord &record = portal.record;
    record.id = row.number(0);
    record.portal = {row.text(1).toStdString(), std::uint16_t(row.number(2))};
    record.isid = IsidParts{row.number(3), row.number(4)}.bytes();
    record.lastDiscovery = timeOf(row.number(5));
    record.lastResult = row.text(6);
    record.interface = row.text(7);
    record.refreshInterval = std::uint32_t(row.number(8));
    record.kind = PortalKind(row.number(9));
    readSecrets(row, 10, &portal);
    return portal;
}

} // namespace

std::array<std::byte, 6> IsidParts::bytes() const
{
    const auto byte = [](std::int64_t value, int shift) { return std::byte((value >> shift) & 0xff); };
    return {std::byte(0x80), byte(random, 16),   byte(random, 8),
            byte(random, 0), byte(qualifier, 8), byte(qualifier, 0)};
}

QString selectNodeStatement() { return selectNodes(" WHERE n.id = ?"); }

Result<StoredNode> nodeOf(const Statement &row)
{
    StoredNode node;
    NodeRecord &record = node.record;
    record.id = row.number(0);
    record.targetName = row.text(1);
    record.portal = {row.text(2).toStdString(), std::uint16_t(row.number(3))};
    if (!row.isNull(4))
        record.portalGroupTag = std::uint16_t(row.number(4));
    record.interface = row.text(5);
    record.alias = row.text(6);
    record.isid = IsidParts{row.number(7), row.number(8)}.bytes();
    record.discoveryPortal = row.number(9);
    record.missing = row.number(10) != 0;
    record.lastLogin = timeOf(row.number(11));
    record.lastError = row.text(12);
    record.settings = readSettings(row, 13);
    readSecrets(row, 13 + int(settingsColumns().size()), &node);
    if (auto valid = checkSettings(record.settings); !valid)
        return fail(ErrorCode::DatabaseDamaged, "node " + std::to_string(record.id) + ": " + valid.error().message);
    return node;
}

Result<std::vector<StoredNode>> readAllNodes(const QSqlDatabase &db)
{
    std::vector<StoredNode> nodes;
    Statement query(db, selectNodes(" ORDER BY n.id"));
    if (auto done = query.run(); !done)
        return fail(done.error());
    while (query.next()) {
        auto node = nodeOf(query);
        if (!node)
            return fail(node.error());
        nodes.push_back(std::move(*node));
    }
    if (auto end = query.atEnd(); !end)
        return fail(end.error());
    return nodes;
}

Result<std::vector<StoredPortal>> readAllPortals(const QSqlDatabase &db)
{
    std::vector<StoredPortal> portals;
    Statement query(db, selectPortals(" ORDER BY p.id"));
    if (auto done = query.run(); !done)
        return fail(done.error());
    while (query.next())
        portals.push_back(portalOf(query));
    if (auto end = query.atEnd(); !end)
        return fail(end.error());
    return portals;
}

Result<StoredNode> readNode(const QSqlDatabase &db, std::int64_t id)
{
    Statement query(db, selectNodeStatement());
    if (auto done = query.run({sqlNumber(id)}); !done)
        return fail(done.error());
    if (query.next())
        return nodeOf(query);
    if (auto end = query.atEnd(); !end)
        return fail(end.error());
    return fail(ErrorCode::NotFound, "there is no node " + std::to_string(id));
}

Result<StoredPortal> readPortal(const QSqlDatabase &db, std::int64_t id)
{
    Statement query(db, selectPortals(" WHERE p.id = ?"));
    if (auto done = query.run({sqlNumber(id)}); !done)
        return fail(done.error());
    if (query.next())
        return portalOf(query);
    if (auto end = query.atEnd(); !end)
        return fail(end.error());
    return fail(ErrorCode::NotFound, "there is no portal " + std::to_string(id));
}

Result<NodeSettings> readNodeDefaults(const QSqlDatabase &db)
{
    Statement query(db,
                    QStringLiteral("SELECT %1 FROM node_defaults").arg(settingsColumns().join(QLatin1String(", "))));
    if (auto done = query.run(); !done)
        return fail(done.error());
    if (!query.next()) {
        if (auto end = query.atEnd(); !end)
            return fail(end.error());
        return NodeSettings();
    }
    NodeSettings settings = readSettings(query, 0);
    if (auto valid = checkSettings(settings); !valid)
        return fail(ErrorCode::DatabaseDamaged, "the settings of new nodes: " + valid.error().message);
    return settings;
}

const QStringList &settingsColumns()
{
    static const QStringList kColumns{
        QStringLiteral("label"),
        QStringLiteral("startup"),
        QStringLiteral("data_plane"),
        QStringLiteral("header_digest"),
        QStringLiteral("data_digest"),
        QStringLiteral("max_recv_data_segment_length"),
        QStringLiteral("max_burst_length"),
        QStringLiteral("first_burst_length"),
        QStringLiteral("initial_r2t"),
        QStringLiteral("immediate_data"),
        QStringLiteral("max_outstanding_r2t"),
        QStringLiteral("login_timeout"),
        QStringLiteral("replacement_timeout"),
        QStringLiteral("noop_interval"),
        QStringLiteral("noop_timeout"),
        QStringLiteral("command_timeout"),
        QStringLiteral("max_connections"),
    };
    return kColumns;
}

QVariantList settingsValues(const NodeSettings &settings)
{
    return {
        sqlText(settings.label),
        sqlNumber(std::int64_t(settings.startup)),
        sqlText(settings.dataPlane),
        sqlNumber(std::int64_t(settings.headerDigest)),
        sqlNumber(std::int64_t(settings.dataDigest)),
        sqlNumber(settings.maxRecvDataSegmentLength),
        sqlNumber(settings.maxBurstLength),
        sqlNumber(settings.firstBurstLength),
        sqlNumber(settings.initialR2T ? 1 : 0),
        sqlNumber(settings.immediateData ? 1 : 0),
        sqlNumber(settings.maxOutstandingR2T),
        sqlNumber(settings.loginTimeout),
        sqlNumber(settings.replacementTimeout),
        sqlNumber(settings.noopInterval),
        sqlNumber(settings.noopTimeout),
        sqlNumber(settings.commandTimeout),
        sqlNumber(settings.maxConnections),
    };
}

} // namespace portolan::store
