// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/discovery.h"
#include "daemon/engine/event_log.h"
#include "daemon/engine/initiator.h"
#include "daemon/engine/job_list.h"
#include "daemon/engine/login_requests.h"
#include "daemon/engine/portal_refresher.h"
#include "daemon/engine/session_registry.h"
#include "daemon/engine/statistics.h"
#include "daemon/engine/take_over.h"
#include "daemon/engine/time_source.h"
#include "daemon/net/resolver.h"

#include <set>

namespace portolan::engine {

/// The parts of the Initiator, in the order in which they need each other.
struct Initiator::Private {
    /// Several nodes at once, as one job.
    struct Group {
        std::set<NodeId> running;
        QVariantList done, failed;
        OperationEnd end;
        Operation operation;
    };
    using Each = std::function<void(SessionController *, Operation)>;

    Private(Initiator *initiator, Config given);

    [[nodiscard]] ControllerEnvironment environment();
    void connectParts();
    /// From the event loop, unless the Initiator is gone then.
    void later(std::function<void()> run);
    void log(Event event);
    void logNode(const QString &code, NodeId node, const QString &message, QVariantMap details = {});
    void storeChangedNode(NodeId node);
    void storeChangedPortal(PortalId portal);
    void refreshByItself(PortalId portal);
    /// Ends a search at this portal that nobody asked for.
    void endOwnSearch(PortalId portal);
    JobId beginRefresh(PortalId portal, uint uid, bool automatic);
    void secretChanged(NodeId node, store::SecretDirection direction, bool present);
    void nameChanged(const QString &name);
    /// A node of a foreign session is not in the store. \return whether done will say so
    bool refusesUnstored(NodeId node, const Done &done);
    void lookForImport();
    void refreshImport();
    [[nodiscard]] bool somebodyLooks() const;
    void import(std::shared_ptr<const store::ImportedDatabase> source, const store::ImportOptions &options,
                const QString &folder, const Operation &asked);
    void imported(const store::ImportPlan &plan, const QString &folder);
    void tellSecrets(const store::ImportPlan &plan);
    void otherInitiatorChanged(const dataplane::DataPlane *plane);
    void tick();
    void scheduleTick();
    void takeSamples(qint64 timeUs);
    void refreshUsers();
    void noticeResume();

    JobId begin(JobInfo job, std::function<void(Operation)> run, std::function<void()> cancel);
    JobId beginFailed(const QString &operation, Error error, uint uid);
    JobId beginOn(const QString &operation, NodeId node, uint uid, Each run);
    JobId beginDiscovery(const QString &operation, DiscoverRequest request, PortalId portal);
    JobId beginGroup(const QString &operation, std::vector<NodeId> nodes, uint uid, Each run);
    void runGroup(const std::shared_ptr<Group> &group, std::vector<NodeId> nodes, const Each &run);
    void groupMemberDone(const std::shared_ptr<Group> &group, NodeId node, OperationEnd end);

    [[nodiscard]] NodeInfo infoOf(const store::NodeRecord &record) const;
    [[nodiscard]] SessionInfo sessionInfoOf(const SessionController &controller) const;
    [[nodiscard]] NodeId keyOf(const SessionController *controller) const;
    void asked() const { lastAsked = time->now(); }

    Initiator *const q;
    Config config;
    SystemTime systemTime;
    TimeSource *const time;
    net::Resolver resolver;
    LoginRequests requests;
    EventLog events;
    Statistics statistics;
    JobList jobs;
    PortalRefresher refresher;
    std::map<PortalId, JobId> ownSearches; ///< The last that nobody asked for; it may have ended.
    SessionRegistry registry;
    SessionNumber lastNumber = 0;
    uint importAvailable = 0;
    bool lookingForImport = false;
    TimeSource::Instant lastImportLook{};
    std::map<std::uint64_t, std::unique_ptr<Discovery>> discoveries;
    std::uint64_t lastDiscovery = 0;
    std::map<SessionNumber, std::unique_ptr<TakeOver>> takeOvers;
    QString otherInitiator;
    std::map<SessionNumber, std::set<std::uint64_t>> measuredLuns;
    std::unique_ptr<TimeSource::Timer> tickTimer;
    mutable std::optional<TimeSource::Instant> lastAsked; ///< When somebody last wanted to see LUNs or figures.
    std::optional<TimeSource::Instant> lastLook;
    std::chrono::nanoseconds asleep{0}; ///< What the machine had slept at the last tick.
};

} // namespace portolan::engine
