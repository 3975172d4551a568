// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/secret.h"
#include "daemon/store/import_plan.h"
#include "daemon/store/records.h"

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace portolan::store {

/// What we know between two runs: portals, nodes with their settings and secrets, and this machine's initiator name.
///
/// Everything is read into memory by open(); reads come from there and never touch the disk. A write goes to the
/// store's own thread, in one transaction, and only when it is durable does memory change, changed() fire and `done`
/// run, on the thread of this object. So neither the main loop nor recovery ever waits for a disk.
///
/// Secrets are encrypted at rest (AES-256-GCM; secret_box.h) and bound to their row and direction.
class NodeStore : public QObject {
    Q_OBJECT

public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    struct Config {
        QString stateDirectory;       ///< Created 0700 if missing; locked against a second daemon.
        QString credentialsDirectory; ///< systemd's $CREDENTIALS_DIRECTORY, or empty: then a 0600 key file beside the
                                      ///< database.
        std::function<Result<>(std::span<std::byte>)> random;            ///< Called on the store's thread.
        std::function<QDateTime()> now = &QDateTime::currentDateTimeUtc; ///< Called on the store's thread.
    };

    /// Opens, checks and migrates the database; generates key and initiator name the first time. Blocks; call at start.
    /// \return AlreadyRunning, DatabaseDamaged, DatabaseTooNew, DatabaseReadOnly, StoreFailed; nothing is overwritten
    /// then.
    static Result<std::unique_ptr<NodeStore>> open(Config config);
    /// Waits until what was asked for so far is written; callbacks that have not run by then do not run any more.
    ~NodeStore() override;

    /// What open() corrected or could not use, in sentences for the log.
    [[nodiscard]] QStringList notices() const;

    [[nodiscard]] QString initiatorName() const;
    void setInitiatorName(const QString &name, Done<void> done); ///< Checked against RFC 7143 §4.2.7 by the caller.

    [[nodiscard]] std::vector<NodeRecord> nodes() const;
    [[nodiscard]] std::vector<PortalRecord> portals() const;
    [[nodiscard]] Result<NodeRecord> node(std::int64_t id) const;

    /// Adds or finds the portal that is about to be asked.
    /// \param interface  through which; empty = any. The same portal through two interfaces is two records.
    /// \param kind  as it answered now; one that is known in another way is asked in this one from now on
    void addPortal(const Portal &portal, const QString &interface, PortalKind kind, Done<std::int64_t> done);
    void removePortal(std::int64_t id, Done<void> done); ///< Its nodes stay, as entered by hand.
    /// \param used  the portal's secrets with which it let us in
    void setDiscoveryResult(std::int64_t portalId, const QString &result, ChapUse used, Done<void> done);
    /// \param seconds  0 = never, else kShortestRefresh to kLongestRefresh. \return InvalidArgument, NotFound
    void setRefreshInterval(std::int64_t portalId, std::uint32_t seconds, Done<void> done);

    /// Merges what a discovery found so far: adds what is new and touches no setting of the user (DIS-14).
    /// \param complete  the list is whole: nodes of this portal that are not in it become `missing`
    void mergeDiscovered(std::int64_t portalId, std::vector<DiscoveredNode> found, bool complete,
                         Done<MergeResult> done);

    /// What a node begins with that is discovered or added by hand. Its label is always empty.
    [[nodiscard]] NodeSettings nodeDefaults() const;
    /// \param change  makes new ones of those there are; runs on the store's thread, so that no two changes undo each
    ///                other. \return what `change` refuses with; InvalidArgument
    void changeNodeDefaults(std::function<Result<NodeSettings>(const NodeSettings &)> change, Done<void> done);

    void addNode(const DiscoveredNode &node, Done<std::int64_t> done); ///< Static; AlreadyExists if known.
    void updateSettings(std::int64_t nodeId, const NodeSettings &settings, Done<void> done);
    /// Moves the node to another interface; settings, secrets and ISID stay. It counts as entered by hand from then on:
    /// the discovery that found it names the way it had before. \return AlreadyExists, InvalidArgument
    void setNodeInterface(std::int64_t nodeId, const QString &interface, Done<void> done);
    void removeNode(std::int64_t nodeId, Done<void> done);
    /// \param error  empty: it went well, and `used` says with which of the node's secrets
    void setLoginResult(std::int64_t nodeId, const QString &alias, const QString &error, ChapUse used, Done<void> done);

    /// \return SecretTooShort, SecretTooLong, SecretSameBothWays, InvalidArgument (name empty or > 255 bytes)
    void setNodeSecret(std::int64_t nodeId, SecretDirection direction, const QString &name, Secret secret,
                       Done<void> done);
    void clearNodeSecret(std::int64_t nodeId, SecretDirection direction, Done<void> done);
    /// Decrypted from memory. \return NotFound if there is none, SecretMissing if its key is gone
    [[nodiscard]] Result<Secret> nodeSecret(std::int64_t nodeId, SecretDirection direction) const;
    /// Nodes of other targets with the same secret in this direction, for a warning (ATH-17). Empty if it cannot be
    /// read.
    [[nodiscard]] std::vector<std::int64_t> nodesSharingSecret(std::int64_t nodeId, SecretDirection direction) const;
    void setPortalSecret(std::int64_t portalId, SecretDirection direction, const QString &name, Secret secret,
                         Done<void> done);
    void clearPortalSecret(std::int64_t portalId, SecretDirection direction, Done<void> done);
    [[nodiscard]] Result<Secret> portalSecret(std::int64_t portalId, SecretDirection direction) const;

    /// Takes over what was read, all of it or nothing, and says what that changed; with dryRun, what it would change.
    void import(std::shared_ptr<const ImportedDatabase> source, const ImportOptions &options, Done<ImportPlan> done);

signals:
    void nodeChanged(std::int64_t id); ///< Also for a new one.
    void nodeRemoved(std::int64_t id);
    void portalChanged(std::int64_t id);
    void portalRemoved(std::int64_t id);
    void initiatorNameChanged();
    void nodeDefaultsChanged();

private:
    struct Private;
    explicit NodeStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace portolan::store
