// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/node_writer.h"

#include "daemon/store/input_checks.h"
#include "daemon/store/isid_allocator.h"
#include "daemon/store/node_rows.h"
#include "daemon/store/node_table.h"

#include <algorithm>

namespace portolan::store {

namespace {

const QString kNodeTable = QStringLiteral("node_secret");
const QString kPortalTable = QStringLiteral("portal_secret");

QByteArray contextOf(const QString &table, std::int64_t owner, SecretDirection direction)
{
    return "portolan:" + table.toLatin1() + ':' + QByteArray::number(qlonglong(owner)) +
           (direction == SecretDirection::Initiator ? ":initiator" : ":target");
}

Error knownAlready(const DiscoveredNode &node)
{
    return {ErrorCode::AlreadyExists,
            node.targetName.toStdString() + " at " + node.portal.text() +
                (node.interface.isEmpty() ? "" : " through " + node.interface.toStdString()) + " is known already",
            0, 0};
}

QVariant portText(const Portal &portal) { return sqlText(QString::fromStdString(portal.host)); }

} // namespace

QByteArray nodeSecretContext(std::int64_t nodeId, SecretDirection direction)
{
    return contextOf(kNodeTable, nodeId, direction);
}

QByteArray portalSecretContext(std::int64_t portalId, SecretDirection direction)
{
    return contextOf(kPortalTable, portalId, direction);
}

Result<> NodeWriter::setInitiatorName(const QString &name, Change *change)
{
    Statement update(m_config.db, "UPDATE initiator SET name = ?");
    if (auto done = update.run({sqlText(name)}); !done)
        return done;
    change->initiatorName = name;
    return {};
}

Result<std::int64_t> NodeWriter::addPortal(const Portal &portal, const QString &interface, PortalKind kind,
                                           Change *change)
{
    if (auto valid = checkPortal(portal); !valid)
        return fail(valid.error());
    if (auto valid = checkInterface(interface); !valid)
        return fail(valid.error());
    Statement known(m_config.db, "SELECT id, kind FROM portal WHERE host = ? AND port = ? AND interface = ?");
    if (auto done = known.run({portText(portal), sqlNumber(portal.port), sqlText(interface)}); !done)
        return fail(done.error());
    if (known.next()) {
        const std::int64_t id = known.number(0);
        if (PortalKind(known.number(1)) == kind)
            return id;
        known.finish();
        Statement update(m_config.db, "UPDATE portal SET kind = ? WHERE id = ?");
        if (auto done = update.run({sqlNumber(std::int64_t(kind)), sqlNumber(id)}); !done)
            return fail(done.error());
        if (auto noted = notePortal(id, change); !noted)
            return fail(noted.error());
        return id;
    }
    const auto isid = IsidAllocator(m_config.db, m_config.random).next();
    if (!isid)
        return fail(isid.error());
    Statement insert(m_config.db, "INSERT INTO portal (host, port, interface, isid_random, isid_qualifier, kind)"
                                  " VALUES (?, ?, ?, ?, ?, ?)");
    if (auto done = insert.run({portText(portal), sqlNumber(portal.port), sqlText(interface), sqlNumber(isid->random),
                                sqlNumber(isid->qualifier), sqlNumber(std::int64_t(kind))});
        !done)
        return fail(done.error());
    const std::int64_t id = insert.insertedId();
    if (auto noted = notePortal(id, change); !noted)
        return fail(noted.error());
    return id;
}

Result<> NodeWriter::removePortal(std::int64_t id, Change *change)
{
    if (auto known = readPortal(m_config.db, id); !known)
        return fail(known.error());
    std::vector<std::int64_t> nodes;
    {
        Statement owned(m_config.db, "SELECT id FROM node WHERE discovery_portal = ?");
        if (auto done = owned.run({sqlNumber(id)}); !done)
            return done;
        while (owned.next())
            nodes.push_back(owned.number(0));
        if (auto end = owned.atEnd(); !end)
            return end;
    }
    // Nobody will look for them any more, so none of them is missing.
    Statement release(m_config.db, "UPDATE node SET discovery_portal = NULL, missing = 0 WHERE discovery_portal = ?");
    if (auto done = release.run({sqlNumber(id)}); !done)
        return done;
    Statement remove(m_config.db, "DELETE FROM portal WHERE id = ?");
    if (auto done = remove.run({sqlNumber(id)}); !done)
        return done;
    change->removedPortals.push_back(id);
    for (const std::int64_t node : nodes) {
        if (auto noted = noteNode(node, change); !noted)
            return noted;
    }
    return {};
}

Result<> NodeWriter::setDiscoveryResult(std::int64_t portalId, const QString &result, ChapUse used, Change *change)
{
    Statement update(m_config.db, "UPDATE portal SET last_discovery = ?, last_result = ? WHERE id = ?");
    if (auto done = update.run({sqlNumber(m_config.now().toMSecsSinceEpoch()), sqlText(result), sqlNumber(portalId)});
        !done)
        return done;
    if (auto done = markUsed(kPortalTable, portalId, used); !done)
        return done;
    return notePortal(portalId, change);
}

Result<> NodeWriter::setRefreshInterval(std::int64_t portalId, std::uint32_t seconds, Change *change)
{
    if (auto valid = checkRefreshInterval(seconds); !valid)
        return valid;
    Statement update(m_config.db, "UPDATE portal SET refresh_interval = ? WHERE id = ?");
    if (auto done = update.run({sqlNumber(seconds), sqlNumber(portalId)}); !done)
        return done;
    return notePortal(portalId, change);
}

namespace {

/// \return the node's id; it is in the result as well if it is new or was changed.
Result<std::int64_t> mergeNode(NodeTable *table, const DiscoveredNode &node, std::int64_t portalId,
                               const NodeSettings &defaults, MergeResult *result)
{
    const auto known = table->find(node);
    if (!known)
        return fail(known.error());
    if (known->id == 0) {
        auto id = table->insert(node, portalId, defaults);
        if (id)
            result->added.push_back(*id);
        return id;
    }
    const auto changed = table->refresh(*known, node, portalId);
    if (!changed)
        return fail(changed.error());
    if (*changed)
        result->changed.push_back(known->id);
    return known->id;
}

} // namespace

Result<MergeResult> NodeWriter::mergeDiscovered(std::int64_t portalId, const std::vector<DiscoveredNode> &found,
                                                bool complete, Change *change)
{
    for (const DiscoveredNode &node : found) {
        if (auto valid = checkDiscovered(node); !valid)
            return fail(valid.error());
    }
    if (auto portal = readPortal(m_config.db, portalId); !portal)
        return fail(portal.error());
    const auto defaults = readNodeDefaults(m_config.db);
    if (!defaults)
        return fail(defaults.error());
    NodeTable table(m_config.db, m_config.random);
    MergeResult result;
    std::vector<std::int64_t> seen;
    for (const DiscoveredNode &node : found) {
        const auto id = mergeNode(&table, node, portalId, *defaults, &result);
        if (!id)
            return fail(id.error());
        seen.push_back(*id);
    }
    if (complete) {
        auto missing = markMissing(portalId, std::move(seen));
        if (!missing)
            return fail(missing.error());
        result.missing = std::move(*missing);
    }
    for (const auto *ids : {&result.added, &result.changed, &result.missing}) {
        for (const std::int64_t id : *ids) {
            if (auto noted = table.note(id, change); !noted)
                return fail(noted.error());
        }
    }
    return result;
}

Result<std::vector<std::int64_t>> NodeWriter::markMissing(std::int64_t portalId, std::vector<std::int64_t> seen)
{
    std::sort(seen.begin(), seen.end());
    std::vector<std::int64_t> missing;
    {
        Statement owned(m_config.db, "SELECT id FROM node WHERE discovery_portal = ? AND missing = 0 ORDER BY id");
        if (auto done = owned.run({sqlNumber(portalId)}); !done)
            return fail(done.error());
        while (owned.next()) {
            if (!std::binary_search(seen.begin(), seen.end(), owned.number(0)))
                missing.push_back(owned.number(0));
        }
        if (auto end = owned.atEnd(); !end)
            return fail(end.error());
    }
    Statement mark(m_config.db, "UPDATE node SET missing = 1 WHERE id = ?");
    for (const std::int64_t id : missing) {
        if (auto done = mark.run({sqlNumber(id)}); !done)
            return fail(done.error());
    }
    return missing;
}

Result<std::int64_t> NodeWriter::addNode(const DiscoveredNode &node, Change *change)
{
    if (auto valid = checkDiscovered(node); !valid)
        return fail(valid.error());
    NodeTable table(m_config.db, m_config.random);
    const auto known = table.find(node);
    if (!known)
        return fail(known.error());
    if (known->id != 0)
        return fail(knownAlready(node));
    const auto defaults = readNodeDefaults(m_config.db);
    if (!defaults)
        return fail(defaults.error());
    const auto id = table.insert(node, 0, *defaults);
    if (!id)
        return id;
    if (auto noted = table.note(*id, change); !noted)
        return fail(noted.error());
    return id;
}

Result<> NodeWriter::updateSettings(std::int64_t nodeId, const NodeSettings &settings, Change *change)
{
    if (auto valid = checkSettings(settings); !valid)
        return valid;
    if (auto written = writeSettings(nodeId, settings); !written)
        return written;
    return noteNode(nodeId, change);
}

Result<> NodeWriter::writeSettings(std::int64_t nodeId, const NodeSettings &settings)
{
    Statement update(
        m_config.db,
        QStringLiteral("UPDATE node SET %1 = ? WHERE id = ?").arg(settingsColumns().join(QLatin1String(" = ?, "))));
    return update.run(settingsValues(settings) << sqlNumber(nodeId));
}

Result<NodeSettings> NodeWriter::nodeDefaults() const { return readNodeDefaults(m_config.db); }

Result<> NodeWriter::setNodeDefaults(const NodeSettings &settings, Change *change)
{
    if (auto valid = checkSettings(settings); !valid)
        return valid;
    if (!settings.label.isEmpty())
        return fail(ErrorCode::InvalidArgument, "a label is for one node, so new ones cannot begin with it");
    Statement replace(m_config.db, QStringLiteral("INSERT OR REPLACE INTO node_defaults (id, %1) VALUES (1%2)")
                                       .arg(settingsColumns().join(QLatin1String(", ")),
                                            QStringLiteral(", ?").repeated(settingsColumns().size())));
    if (auto done = replace.run(settingsValues(settings)); !done)
        return done;
    change->nodeDefaults = settings;
    return {};
}

Result<> NodeWriter::setNodeInterface(std::int64_t nodeId, const QString &interface, Change *change)
{
    const auto node = readNode(m_config.db, nodeId);
    if (!node)
        return fail(node.error());
    const NodeRecord &record = node->record;
    const DiscoveredNode moved{record.targetName, record.portal, record.portalGroupTag, interface};
    if (auto valid = checkDiscovered(moved); !valid)
        return valid;
    const auto known = NodeTable(m_config.db, m_config.random).find(moved);
    if (!known)
        return fail(known.error());
    if (known->id == nodeId)
        return {};
    if (known->id != 0)
        return fail(knownAlready(moved));
    Statement update(m_config.db, "UPDATE node SET interface = ?, discovery_portal = NULL, missing = 0 WHERE id = ?");
    if (auto done = update.run({sqlText(interface), sqlNumber(nodeId)}); !done)
        return done;
    return noteNode(nodeId, change);
}

Result<> NodeWriter::removeNode(std::int64_t nodeId, Change *change)
{
    if (auto known = readNode(m_config.db, nodeId); !known)
        return fail(known.error());
    Statement remove(m_config.db, "DELETE FROM node WHERE id = ?");
    if (auto done = remove.run({sqlNumber(nodeId)}); !done)
        return done;
    change->removedNodes.push_back(nodeId);
    return {};
}

Result<> NodeWriter::setLoginResult(std::int64_t nodeId, const QString &alias, const QString &error, ChapUse used,
                                    Change *change)
{
    // A failed login says nothing about the alias and is no login.
    Statement update(m_config.db, error.isEmpty()
                                      ? "UPDATE node SET last_error = ?, alias = ?, last_login = ? WHERE id = ?"
                                      : "UPDATE node SET last_error = ? WHERE id = ?");
    QVariantList values{sqlText(error)};
    if (error.isEmpty())
        values << sqlText(displayable(alias)) << sqlNumber(m_config.now().toMSecsSinceEpoch());
    if (auto done = update.run(values << sqlNumber(nodeId)); !done)
        return done;
    if (auto done = markUsed(kNodeTable, nodeId, used); !done)
        return done;
    return noteNode(nodeId, change);
}

Result<> NodeWriter::setNodeSecret(std::int64_t nodeId, const SecretInput &input, Change *change)
{
    const auto node = readNode(m_config.db, nodeId);
    if (!node)
        return fail(node.error());
    if (auto done = storeSecret(kNodeTable, nodeId, input, node->sealed[input.direction == SecretDirection::Initiator]);
        !done)
        return done;
    return noteNode(nodeId, change);
}

Result<> NodeWriter::clearNodeSecret(std::int64_t nodeId, SecretDirection direction, Change *change)
{
    if (auto done = clearSecret(kNodeTable, nodeId, direction); !done)
        return done;
    return noteNode(nodeId, change);
}

Result<> NodeWriter::setPortalSecret(std::int64_t portalId, const SecretInput &input, Change *change)
{
    const auto portal = readPortal(m_config.db, portalId);
    if (!portal)
        return fail(portal.error());
    if (auto done =
            storeSecret(kPortalTable, portalId, input, portal->sealed[input.direction == SecretDirection::Initiator]);
        !done)
        return done;
    return notePortal(portalId, change);
}

Result<> NodeWriter::clearPortalSecret(std::int64_t portalId, SecretDirection direction, Change *change)
{
    if (auto done = clearSecret(kPortalTable, portalId, direction); !done)
        return done;
    return notePortal(portalId, change);
}

/// \param other  the sealed secret of the other direction, or empty
Result<> NodeWriter::storeSecret(const QString &table, std::int64_t owner, const SecretInput &input,
                                 const QByteArray &other)
{
    if (auto valid = checkChapName(input.name); !valid)
        return valid;
    if (input.secret.size() < 12) // 96 bits, RFC 7143 §9.2.1
        return fail(ErrorCode::SecretTooShort, "a CHAP secret must have at least 12 bytes");
    if (input.secret.size() > 255)
        return fail(ErrorCode::SecretTooLong, "a CHAP secret must have at most 255 bytes");
    if (!other.isEmpty()) {
        const auto otherDirection =
            input.direction == SecretDirection::Initiator ? SecretDirection::Target : SecretDirection::Initiator;
        // One that cannot be read has to be entered again anyway, and is then compared with this one.
        const auto opened = m_config.secrets->open(contextOf(table, owner, otherDirection), other);
        if (opened && Secret::equal(opened->bytes(), input.secret.bytes()))
            return fail(ErrorCode::SecretSameBothWays,
                        "the secret of the target must differ from the one of this machine (RFC 7143 §9.2.1)");
    }
    const auto sealed = m_config.secrets->seal(contextOf(table, owner, input.direction), input.secret, m_config.random);
    if (!sealed)
        return fail(sealed.error());
    Statement upsert(m_config.db, QStringLiteral("INSERT INTO %1 (owner, direction, name, sealed) VALUES (?, ?, ?, ?)"
                                                 " ON CONFLICT (owner, direction) DO UPDATE SET name = excluded.name,"
                                                 " sealed = excluded.sealed, last_used = 0")
                                      .arg(table));
    return upsert.run({sqlNumber(owner), sqlNumber(std::int64_t(input.direction)), sqlText(input.name), *sealed});
}

Result<> NodeWriter::markUsed(const QString &table, std::int64_t owner, ChapUse used)
{
    if (used == ChapUse::None)
        return {};
    const auto last = used == ChapUse::Mutual ? SecretDirection::Target : SecretDirection::Initiator;
    Statement update(m_config.db,
                     QStringLiteral("UPDATE %1 SET last_used = ? WHERE owner = ? AND direction <= ?").arg(table));
    return update.run({sqlNumber(m_config.now().toMSecsSinceEpoch()), sqlNumber(owner), sqlNumber(std::int64_t(last))});
}

Result<> NodeWriter::clearSecret(const QString &table, std::int64_t owner, SecretDirection direction)
{
    Statement remove(m_config.db, QStringLiteral("DELETE FROM %1 WHERE owner = ? AND direction = ?").arg(table));
    return remove.run({sqlNumber(owner), sqlNumber(std::int64_t(direction))});
}

Result<> NodeWriter::noteNode(std::int64_t id, Change *change)
{
    return NodeTable(m_config.db, m_config.random).note(id, change);
}

Result<> NodeWriter::notePortal(std::int64_t id, Change *change)
{
    auto portal = readPortal(m_config.db, id);
    if (!portal)
        return fail(portal.error());
    change->portals.push_back(std::move(*portal));
    return {};
}

} // namespace portolan::store
