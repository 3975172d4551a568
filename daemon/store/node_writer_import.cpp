// SPDX-License-Identifier: GPL-3.0-or-later
// NodeWriter's part that takes over another initiator's database.
#include "daemon/store/input_checks.h"
#include "daemon/store/node_rows.h"
#include "daemon/store/node_table.h"
#include "daemon/store/node_writer.h"

#include <map>

namespace portolan::store {

namespace {

constexpr std::array kDirections{SecretDirection::Initiator, SecretDirection::Target};

} // namespace

/// Whether the stored secret of a row is this one; one that cannot be opened is not.
std::function<bool(std::int64_t, SecretDirection, const Secret &)>
NodeWriter::secretIs(std::map<std::int64_t, std::array<QByteArray, 2>> sealed,
                     QByteArray (*context)(std::int64_t, SecretDirection)) const
{
    return
        [this, sealed = std::move(sealed), context](std::int64_t id, SecretDirection direction, const Secret &secret) {
            const auto found = sealed.find(id);
            if (found == sealed.end() || found->second[std::size_t(direction)].isEmpty())
                return false;
            const auto opened = m_config.secrets->open(context(id, direction), found->second[std::size_t(direction)]);
            return opened && Secret::equal(opened->bytes(), secret.bytes());
        };
}

Result<ImportPlan> NodeWriter::planImport(std::shared_ptr<const ImportedDatabase> source, const ImportOptions &options)
{
    ImportPresent present;
    std::map<std::int64_t, std::array<QByteArray, 2>> nodeSecrets;
    std::map<std::int64_t, std::array<QByteArray, 2>> portalSecrets;
    auto nodes = readAllNodes(m_config.db);
    if (!nodes)
        return fail(nodes.error());
    for (StoredNode &node : *nodes) {
        nodeSecrets.emplace(node.record.id, std::move(node.sealed));
        present.nodes.push_back(std::move(node.record));
    }
    auto portals = readAllPortals(m_config.db);
    if (!portals)
        return fail(portals.error());
    for (StoredPortal &portal : *portals) {
        portalSecrets.emplace(portal.record.id, std::move(portal.sealed));
        present.portals.push_back(std::move(portal.record));
    }
    const auto name = queryValue(m_config.db, QStringLiteral("SELECT name FROM initiator"));
    if (!name)
        return fail(name.error());
    present.initiatorName = name->toString();
    present.nodeSecretIs = secretIs(std::move(nodeSecrets), &nodeSecretContext);
    present.portalSecretIs = secretIs(std::move(portalSecrets), &portalSecretContext);
    return ImportPlan::make(std::move(source), present, options);
}

Result<> NodeWriter::import(const ImportPlan &plan, Change *change)
{
    for (const ImportPlan::PortalEntry &entry : plan.portals) {
        if (auto done = importPortal(plan, entry, change); !done)
            return fail(std::move(done.error()).within(entry.portal.text()));
    }
    std::map<Portal, std::int64_t> portals;
    const auto stored = readAllPortals(m_config.db);
    if (!stored)
        return fail(stored.error());
    for (const StoredPortal &portal : *stored) {
        if (portal.record.interface.isEmpty())
            portals.emplace(portal.record.portal, portal.record.id);
    }
    NodeTable table(m_config.db, m_config.random);
    for (const ImportPlan::Node &node : plan.nodes) {
        const auto &from = plan.source->nodes[node.source].discoveredAt;
        const auto portal = from ? portals.find(*from) : portals.end();
        if (auto done = importNode(plan, node, portal == portals.end() ? 0 : portal->second, &table, change); !done)
            return fail(std::move(done.error()).within(node.node.targetName.toStdString()));
    }
    return plan.initiatorNameTaken ? setInitiatorName(plan.initiatorNameThere, change) : Result<>();
}

Result<> NodeWriter::importPortal(const ImportPlan &plan, const ImportPlan::PortalEntry &entry, Change *change)
{
    if (entry.state != ImportPlan::State::New && entry.state != ImportPlan::State::Changed)
        return {};
    const auto id = addPortal(entry.portal, {}, PortalKind::SendTargets, change);
    if (!id)
        return fail(id.error());
    if (auto done =
            importAccounts(QStringLiteral("portal_secret"), *id, entry.accounts,
                           plan.source->portals[entry.source].initiator, plan.source->portals[entry.source].target);
        !done)
        return done;
    return notePortal(*id, change);
}

Result<> NodeWriter::importNode(const ImportPlan &plan, const ImportPlan::Node &node, std::int64_t portal,
                                NodeTable *table, Change *change)
{
    if (node.state != ImportPlan::State::New && node.state != ImportPlan::State::Changed)
        return {};
    if (auto valid = checkDiscovered(node.node); !valid)
        return valid;
    if (auto valid = checkSettings(node.settings); !valid)
        return valid;
    std::int64_t id = node.id;
    if (node.state == ImportPlan::State::New) {
        const auto inserted = table->insert(node.node, portal, node.settings);
        if (!inserted)
            return fail(inserted.error());
        id = *inserted;
    } else if (auto updated = writeSettings(id, node.settings); !updated) {
        return updated;
    }
    const ImportedNode &source = plan.source->nodes[node.source];
    if (auto done = importAccounts(QStringLiteral("node_secret"), id, node.accounts, source.initiator, source.target);
        !done)
        return done;
    return table->note(id, change);
}

Result<> NodeWriter::importAccounts(const QString &table, std::int64_t owner,
                                    const std::array<ImportPlan::Account, 2> &accounts,
                                    const ImportedAccount &initiator, const ImportedAccount &target)
{
    const std::array<const ImportedAccount *, 2> given{&initiator, &target};
    const auto taken = [&](SecretDirection direction) {
        return accounts[std::size_t(direction)] == ImportPlan::Account::Taken;
    };
    for (const SecretDirection direction : kDirections) {
        if (!taken(direction))
            continue;
        const ImportedAccount &account = *given[std::size_t(direction)];
        // The two that are read differ from each other, and the plan has compared them with what stays.
        if (auto done =
                storeSecret(table, owner, {direction, QString::fromStdString(account.name), account.secret}, {});
            !done)
            return done;
    }
    return {};
}

} // namespace portolan::store
