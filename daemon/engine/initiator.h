// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/network_interface.h"
#include "daemon/engine/device_tools.h"
#include "daemon/engine/model.h"
#include "daemon/store/import_plan.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace portolan::store {
class NodeStore;
}

namespace portolan::engine {

class TimeSource;

struct DiscoverRequest {
    Portal portal;
    store::PortalKind kind = store::PortalKind::SendTargets;
    QString chapName; ///< Credentials for the discovery session itself; empty = none (or those stored with the portal).
    Secret chapSecret{};
    QString targetChapName;
    Secret targetChapSecret{};
    bool save = true; ///< Store portal and nodes; false: only report names in the job's result.
    std::chrono::milliseconds timeout{30'000};
    uint startedByUid = 0;
    NetworkInterface interface {}; ///< Through which it asks; the nodes it finds use the same.
    bool automatic = false;        ///< Nobody asked for it: only what is new is told.
    bool probe = false;            ///< Try whether the portals that are named accept connections.
};

struct ImportRequest {
    QString path; ///< open-iscsi's folder; empty = where this machine has it.
    store::ImportOptions options;
    uint startedByUid = 0;
};

/// Everything the D-Bus layer may ask of the engine, and the composition of its parts: JobList, EventLog, Statistics,
/// Discovery and one SessionController per node. All on the main thread; nothing here blocks.
///
/// Long operations return a job id at once; jobFinished comes later, never from inside the call. A job that cannot
/// start is a job that fails.
class Initiator : public QObject {
    Q_OBJECT

public:
    struct Config {
        store::NodeStore *store = nullptr;                             ///< Not owned; outlives this.
        std::vector<std::unique_ptr<dataplane::DataPlane>> dataPlanes; ///< By preference; "auto" takes the first.
        protocol::RandomSource random;
        std::optional<Error> kernelProblem; ///< Why there is no kernel data plane although it was wanted; told once.
        std::optional<DeviceTools::Kind> blockDevices; ///< To be made for the files of a data plane; none: files only.
        TimeSource *time = nullptr;                    ///< Not owned; nullptr = the machine's clock.
        std::vector<std::string> openIscsiFolders{};   ///< Where an import looks by default.
    };
    using Done = std::function<void(Result<>)>;

    explicit Initiator(Config config, QObject *parent = nullptr);
    ~Initiator() override;

    /// Adopts running sessions, then logs in the nodes marked "at start". started() follows.
    void start();

    // What there is
    [[nodiscard]] QString initiatorName() const;
    [[nodiscard]] std::vector<NodeInfo> nodes() const;
    [[nodiscard]] Result<NodeInfo> node(NodeId id) const;
    [[nodiscard]] std::vector<store::PortalRecord> portals() const;
    /// When the portal is searched again by itself; invalid = it is not.
    [[nodiscard]] QDateTime nextRefresh(PortalId portal) const;
    [[nodiscard]] std::vector<SessionInfo> sessions() const;
    [[nodiscard]] Result<SessionInfo> session(SessionNumber number) const;
    [[nodiscard]] std::vector<LunInfo> luns(SessionNumber number) const;
    [[nodiscard]] std::vector<JobInfo> jobs() const; ///< Also finished ones, for 60 s.
    [[nodiscard]] Result<JobInfo> job(JobId id) const;
    /// Oldest first, ids above afterId, at most `most` of them; empty filters match all.
    [[nodiscard]] std::vector<Event> events(std::uint64_t afterId, std::size_t most, NodeId node = 0) const;

    /// What a node begins with that is discovered or added by hand; the label is always empty.
    [[nodiscard]] store::NodeSettings nodeDefaults() const;

    // Statistics: number 0 = all sessions together, as of the last full second; lun only with a session, as of now
    [[nodiscard]] Result<StatSample> sample(SessionNumber number, std::optional<std::uint64_t> lun = {}) const;
    /// Samples of [fromUs, toUs], at most `most`, of the finest ring that reaches back far enough; resolution in
    /// seconds 0 = choose. Where nothing was measured there is a gap in the times.
    [[nodiscard]] std::vector<StatSample> history(SessionNumber number, qint64 fromUs, qint64 toUs, uint resolution,
                                                  std::size_t most, std::optional<std::uint64_t> lun = {}) const;

    /// Of the session of a node, or of those that it had.
    [[nodiscard]] std::vector<StatSample> nodeHistory(NodeId node, qint64 fromUs, qint64 toUs, uint resolution,
                                                      std::size_t most) const;

    // Long operations
    JobId discover(DiscoverRequest request);
    JobId refreshPortal(PortalId portal, uint uid); ///< One that nobody asked for gives way to it.
    JobId login(NodeId node, uint uid);
    /// Refuses with DeviceBusy and the blockers while something uses its disks, unless forced.
    JobId logout(NodeId node, bool force, uint uid);
    JobId loginAll(uint uid); ///< Nodes marked "at start" that are not connected.
    JobId logoutAll(bool force, uint uid);
    /// The same for a session whose node is not in the store any more.
    JobId logoutSession(SessionNumber session, bool force, uint uid);
    JobId rescan(SessionNumber session, uint uid);
    /// Makes a session of another program ours (SessionInfo::foreign).
    JobId takeOver(SessionNumber session, uint uid);
    /// Another program that makes sessions of the kernel and runs now: "iscsid"; empty = none.
    [[nodiscard]] QString otherInitiator() const;
    /// Takes over what open-iscsi knows; its files stay as they are. The result is that of importResult().
    JobId importOpenIscsi(ImportRequest request);
    /// Targets in open-iscsi's database; 0 until that is known. Looked up at the start and while somebody looks.
    [[nodiscard]] uint importAvailable() const;
    Result<> cancelJob(JobId id); ///< The job ends as Cancelled; what it had begun is undone or closed.
    /// Who would be hurt by a logout now.
    void checkLogout(NodeId node, std::function<void(Result<std::vector<devices::DeviceUser>>)> done);
    /// Retries at once instead of waiting for the back-off.
    Result<> reconnectNow(SessionNumber session);

    // Short operations
    void addNode(const store::DiscoveredNode &node, std::function<void(Result<NodeId>)> done);
    void removeNode(NodeId node, Done done); ///< Busy while it has a session.
    void updateSettings(NodeId node, const store::NodeSettings &settings,
                        Done done); ///< Timeouts apply live, the rest at the next login.
    /// Nodes that are known stay as they are. \param change  see NodeStore::changeNodeDefaults()
    void changeNodeDefaults(std::function<Result<store::NodeSettings>(const store::NodeSettings &)> change, Done done);
    /// Another way to the same target. Busy while it has a session or is logging in; AlreadyExists if that way is
    /// known.
    void setInterface(NodeId node, const NetworkInterface &interface, Done done);
    void setSecret(NodeId node, store::SecretDirection direction, const QString &name, Secret secret, Done done);
    void clearSecret(NodeId node, store::SecretDirection direction, Done done);
    void removePortal(PortalId portal, Done done);
    /// How often the portal is searched by itself, in seconds: 0 = never, 300..86400. Such a search only adds nodes.
    void setRefreshInterval(PortalId portal, std::uint32_t seconds, Done done);
    void setInitiatorName(const QString &name, Done done); ///< Takes effect at the next logins.

signals:
    void started();
    void nodeChanged(portolan::engine::NodeId id); ///< Also for a new one.
    void nodeRemoved(portolan::engine::NodeId id);
    void portalChanged(portolan::engine::PortalId id);
    void portalRemoved(portolan::engine::PortalId id);
    void sessionChanged(portolan::engine::SessionNumber number); ///< Also for a new one.
    void sessionRemoved(portolan::engine::SessionNumber number);
    void lunsChanged(portolan::engine::SessionNumber number); ///< Compare luns() with what was known.
    void
    jobChanged(portolan::engine::JobId id); ///< Also for a new one; finished jobs have state Done, Failed or Cancelled.
    void jobRemoved(portolan::engine::JobId id);
    void eventLogged(const portolan::engine::Event &event);
    void initiatorNameChanged();
    void nodeDefaultsChanged();
    void importAvailableChanged();
    void otherInitiatorChanged();
    void sampled(); ///< Once a second, after the statistics took their samples.

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace portolan::engine
