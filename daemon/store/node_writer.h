// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/secret.h"
#include "daemon/store/change.h"
#include "daemon/store/import_plan.h"
#include "daemon/store/initiator_name.h"
#include "daemon/store/secret_box.h"

#include <QSqlDatabase>

#include <functional>
#include <map>

namespace portolan::store {

class NodeTable;

/// The changes that NodeStore offers, as SQL. Each runs inside a transaction that the caller opened and will commit
/// only if it succeeds, and notes in the Change what it touched. Belongs to the thread of the database.
class NodeWriter {
public:
    struct Config {
        QSqlDatabase db;
        const SecretBox *secrets; ///< Outlives the writer.
        RandomSource random;
        std::function<QDateTime()> now;
    };
    explicit NodeWriter(Config config)
        : m_config(std::move(config))
    {}

    Result<> setInitiatorName(const QString &name, Change *change);

    Result<std::int64_t> addPortal(const Portal &portal, const QString &interface, PortalKind kind, Change *change);
    Result<> removePortal(std::int64_t id, Change *change);
    Result<> setDiscoveryResult(std::int64_t portalId, const QString &result, ChapUse used, Change *change);
    Result<> setRefreshInterval(std::int64_t portalId, std::uint32_t seconds, Change *change);
    Result<MergeResult> mergeDiscovered(std::int64_t portalId, const std::vector<DiscoveredNode> &found, bool complete,
                                        Change *change);

    Result<std::int64_t> addNode(const DiscoveredNode &node, Change *change);
    Result<> updateSettings(std::int64_t nodeId, const NodeSettings &settings, Change *change);
    Result<NodeSettings> nodeDefaults() const;
    Result<> setNodeDefaults(const NodeSettings &settings, Change *change);
    Result<> setNodeInterface(std::int64_t nodeId, const QString &interface, Change *change);
    Result<> removeNode(std::int64_t nodeId, Change *change);
    Result<> setLoginResult(std::int64_t nodeId, const QString &alias, const QString &error, ChapUse used,
                            Change *change);

    struct SecretInput {
        SecretDirection direction = SecretDirection::Initiator;
        QString name;
        Secret secret;
    };
    Result<> setNodeSecret(std::int64_t nodeId, const SecretInput &input, Change *change);
    Result<> clearNodeSecret(std::int64_t nodeId, SecretDirection direction, Change *change);
    Result<> setPortalSecret(std::int64_t portalId, const SecretInput &input, Change *change);
    Result<> clearPortalSecret(std::int64_t portalId, SecretDirection direction, Change *change);

    /// What an import would change now; changes nothing.
    Result<ImportPlan> planImport(std::shared_ptr<const ImportedDatabase> source, const ImportOptions &options);
    /// \param plan  made in the same transaction
    Result<> import(const ImportPlan &plan, Change *change);

private:
    std::function<bool(std::int64_t, SecretDirection, const Secret &)>
    secretIs(std::map<std::int64_t, std::array<QByteArray, 2>> sealed,
             QByteArray (*context)(std::int64_t, SecretDirection)) const;
    Result<> importPortal(const ImportPlan &plan, const ImportPlan::PortalEntry &entry, Change *change);
    Result<> importNode(const ImportPlan &plan, const ImportPlan::Node &node, std::int64_t portal, NodeTable *table,
                        Change *change);
    Result<> importAccounts(const QString &table, std::int64_t owner,
                            const std::array<ImportPlan::Account, 2> &accounts, const ImportedAccount &initiator,
                            const ImportedAccount &target);
    Result<> writeSettings(std::int64_t nodeId, const NodeSettings &settings);
    Result<std::vector<std::int64_t>> markMissing(std::int64_t portalId, std::vector<std::int64_t> seen);
    Result<> storeSecret(const QString &table, std::int64_t owner, const SecretInput &input, const QByteArray &other);
    Result<> markUsed(const QString &table, std::int64_t owner, ChapUse used);
    Result<> clearSecret(const QString &table, std::int64_t owner, SecretDirection direction);
    Result<> noteNode(std::int64_t id, Change *change);
    Result<> notePortal(std::int64_t id, Change *change);

    const Config m_config;
};

/// What a sealed secret is bound to.
[[nodiscard]] QByteArray nodeSecretContext(std::int64_t nodeId, SecretDirection direction);
[[nodiscard]] QByteArray portalSecretContext(std::int64_t portalId, SecretDirection direction);

} // namespace portolan::store
