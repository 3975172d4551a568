// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/event_text.h"
#include "daemon/engine/initiator_private.h"
#include "daemon/store/node_store.h"

#include <QPointer>

#include <unistd.h>

/// The Initiator's long operations: each is a job on one or several controllers, or a discovery.
namespace portolan::engine {

namespace {

using namespace std::chrono_literals;
constexpr auto kCheckLimit = 15s;

OperationEnd ended(ErrorCode code, std::string message) { return {Error{code, std::move(message), 0, 0}, {}, {}}; }

Error noSession(SessionNumber session)
{
    return {ErrorCode::NotFound, "there is no session " + std::to_string(session), 0, 0};
}

} // namespace

JobId Initiator::Private::begin(JobInfo job, std::function<void(Operation)> run, std::function<void()> cancel)
{
    return jobs.begin(std::move(job), std::move(run), std::move(cancel));
}

JobId Initiator::Private::beginFailed(const QString &operation, Error error, uint uid)
{
    JobInfo job;
    job.operation = operation;
    job.startedByUid = uid;
    return begin(
        std::move(job),
        [error = std::move(error)](const Operation &asked) {
            asked.done({error, {}, {}});
        },
        [] {});
}

JobId Initiator::Private::beginOn(const QString &operation, NodeId node, uint uid, Each run)
{
    JobInfo job;
    job.operation = operation;
    job.startedByUid = uid;
    if (node > 0)
        job.nodes = {node};
    // Only the operation that this job began is its to cancel.
    auto began = std::make_shared<bool>(false);
    return begin(
        std::move(job),
        [this, node, run = std::move(run), began](Operation asked) {
            auto *const controller = registry.controller(node);
            if (!controller)
                return asked.done(ended(ErrorCode::NotFound, "there is no node " + std::to_string(node)));
            *began = true;
            run(controller, {asked.phase, [began, done = asked.done](OperationEnd end) {
                                 *began = false;
                                 done(std::move(end));
                             }});
        },
        [this, node, began] {
            auto *const controller = registry.existing(node);
            if (controller && *began)
                controller->cancelOperation();
        });
}

JobId Initiator::Private::beginDiscovery(const QString &operation, DiscoverRequest request, PortalId portal)
{
    JobInfo job;
    job.operation = operation;
    job.startedByUid = request.startedByUid;
    job.portal = portal;
    const auto id = ++lastDiscovery;
    auto shared = std::make_shared<DiscoverRequest>(std::move(request));
    return begin(
        std::move(job),
        [this, id, shared](const Operation &asked) {
            const DiscoveryEnvironment env{
                config.store,
                &requests,
                [this](net::LoginAttempt::Request login, net::DiscoveryAttempt::Callbacks callbacks) {
                    return std::make_unique<net::DiscoveryAttempt>(&resolver, std::move(login), std::move(callbacks));
                },
                [this](const net::IsnsAttempt::Request &server, net::DiscoveryAttempt::Callbacks callbacks) {
                    return std::make_unique<net::IsnsAttempt>(&resolver, server, std::move(callbacks));
                },
                [this](Event event) { log(std::move(event)); },
                [this](const std::vector<Portal> &portals, const NetworkInterface &interface,
                       net::PortalProbe::Done done) {
                    return std::make_unique<net::PortalProbe>(&resolver, portals, interface,
                                                              net::PortalProbe::kPatience, std::move(done));
                }};
            Operation observed{asked.phase, [this, id, done = asked.done](OperationEnd end) {
                                   const auto finished = discoveries.extract(id);
                                   done(std::move(end));
                               }};
            auto &discovery = discoveries[id];
            discovery = std::make_unique<Discovery>(env, std::move(*shared), std::move(observed));
            discovery->start();
        },
        [this, id] { discoveries.erase(id); });
}

JobId Initiator::Private::beginGroup(const QString &operation, std::vector<NodeId> nodes, uint uid, Each run)
{
    JobInfo job;
    job.operation = operation;
    job.startedByUid = uid;
    for (const NodeId node : nodes) {
        if (node > 0)
            job.nodes.push_back(node);
    }
    auto group = std::make_shared<Group>();
    return begin(
        std::move(job),
        [this, group, nodes = std::move(nodes), run = std::move(run)](Operation asked) {
            group->operation = std::move(asked);
            runGroup(group, nodes, run);
        },
        [this, group] {
            for (const NodeId node : std::set(group->running)) {
                if (auto *const controller = registry.existing(node))
                    controller->cancelOperation();
            }
        });
}

void Initiator::Private::runGroup(const std::shared_ptr<Group> &group, std::vector<NodeId> nodes, const Each &run)
{
    constexpr NodeId kSelf = 0; // Keeps the group open until all have begun.
    group->running.insert(kSelf);
    for (const NodeId node : nodes) {
        auto *const controller = registry.controller(node);
        if (!controller)
            continue;
        group->running.insert(node);
        run(controller, {group->operation.phase,
                         [this, group, node](OperationEnd end) { groupMemberDone(group, node, std::move(end)); }});
    }
    groupMemberDone(group, kSelf, {});
}

void Initiator::Private::groupMemberDone(const std::shared_ptr<Group> &group, NodeId node, OperationEnd end)
{
    group->running.erase(node);
    if (end.error && node > 0)
        group->failed << qlonglong(node);
    else if (node > 0)
        group->done << qlonglong(node);
    auto &all = group->end;
    if (end.error && end.error->code == ErrorCode::DeviceBusy) {
        // The one failure that costs data if it goes unnoticed: the job says who holds the disks.
        if (!all.error)
            all.error = end.error;
        all.blockers.insert(all.blockers.end(), end.blockers.begin(), end.blockers.end());
    }
    if (!group->running.empty())
        return;
    all.result = {{QStringLiteral("nodes_ids"), group->done}, {QStringLiteral("failed_ids"), group->failed}};
    group->operation.done(std::move(all));
}

NodeId Initiator::Private::keyOf(const SessionController *controller) const { return registry.keyOf(controller); }

JobId Initiator::discover(DiscoverRequest request)
{
    PortalId known = 0;
    for (const store::PortalRecord &record : portals()) {
        if (record.portal == request.portal && record.interface.toStdString() == request.interface.text() &&
            record.kind == request.kind)
            known = record.id;
    }
    d->endOwnSearch(known);
    return d->beginDiscovery(QStringLiteral("discover"), std::move(request), known);
}

JobId Initiator::refreshPortal(PortalId portal, uint uid)
{
    d->endOwnSearch(portal);
    return d->beginRefresh(portal, uid, false);
}

JobId Initiator::Private::beginRefresh(PortalId portal, uint uid, bool automatic)
{
    for (const store::PortalRecord &record : config.store->portals()) {
        if (record.id != portal)
            continue;
        const auto interface = NetworkInterface::parse(record.interface.toStdString());
        if (!interface)
            return beginFailed(QStringLiteral("discover"), interface.error(), uid);
        DiscoverRequest request;
        request.portal = record.portal;
        request.kind = record.kind;
        request.interface = *interface;
        request.startedByUid = uid;
        request.automatic = automatic;
        return beginDiscovery(QStringLiteral("discover"), std::move(request), portal);
    }
    return beginFailed(QStringLiteral("discover"),
                       {ErrorCode::NotFound, "there is no portal " + std::to_string(portal), 0, 0}, uid);
}

/// Two at a time would end each other: they use the portal's ISID.
void Initiator::Private::refreshByItself(PortalId portal)
{
    for (const JobInfo &job : jobs.jobs()) {
        if (job.portal == portal && job.state == JobState::Running && job.operation == QLatin1String("discover"))
            return;
    }
    ownSearches[portal] = beginRefresh(portal, ::getuid(), true);
}

void Initiator::Private::endOwnSearch(PortalId portal)
{
    const auto search = ownSearches.find(portal);
    if (search != ownSearches.end())
        (void)jobs.cancel(search->second); // It fails if that one has ended, which is as good.
}

JobId Initiator::login(NodeId node, uint uid)
{
    return d->beginOn(QStringLiteral("login"), node, uid, [](SessionController *controller, Operation operation) {
        controller->login(std::move(operation));
    });
}

JobId Initiator::logout(NodeId node, bool force, uint uid)
{
    return d->beginOn(QStringLiteral("logout"), node, uid, [force](SessionController *controller, Operation operation) {
        controller->logout(force, std::move(operation));
    });
}

JobId Initiator::logoutSession(SessionNumber session, bool force, uint uid)
{
    const auto *const controller = d->registry.ofSession(session);
    return controller ? logout(d->keyOf(controller), force, uid)
                      : d->beginFailed(QStringLiteral("logout"), noSession(session), uid);
}

JobId Initiator::loginAll(uint uid)
{
    std::vector<NodeId> wanted;
    for (const NodeInfo &info : nodes()) {
        if (info.record.settings.startup == store::Startup::AtStart && info.status != NodeStatus::Connected &&
            info.status != NodeStatus::ConnectedBySystem)
            wanted.push_back(info.record.id);
    }
    return d->beginGroup(
        QStringLiteral("login-all"), std::move(wanted), uid,
        [](SessionController *controller, Operation operation) { controller->login(std::move(operation)); });
}

JobId Initiator::logoutAll(bool force, uint uid)
{
    std::vector<NodeId> wanted;
    for (const SessionController *const controller : d->registry.withSession()) {
        if (!controller->isForeign() && !controller->isFirmware())
            wanted.push_back(d->keyOf(controller));
    }
    return d->beginGroup(QStringLiteral("logout-all"), std::move(wanted), uid,
                         [force](SessionController *controller, Operation operation) {
                             controller->logout(force, std::move(operation));
                         });
}

JobId Initiator::rescan(SessionNumber session, uint uid)
{
    const auto *const controller = d->registry.ofSession(session);
    if (!controller)
        return d->beginFailed(QStringLiteral("rescan"), noSession(session), uid);
    return d->beginOn(QStringLiteral("rescan"), d->keyOf(controller), uid,
                      [](SessionController *node, Operation operation) { node->rescan(std::move(operation)); });
}

JobId Initiator::takeOver(SessionNumber session, uint uid)
{
    JobInfo job;
    job.operation = QStringLiteral("take-over");
    job.startedByUid = uid;
    if (const auto *const controller = d->registry.ofSession(session); controller)
        job.nodes = {controller->record().id};
    return d->begin(
        std::move(job),
        [this, session](const Operation &asked) {
            if (d->takeOvers.contains(session))
                return asked.done(ended(ErrorCode::Busy, "this session is being taken over already"));
            const Operation observed{asked.phase,
                                     [this, session, done = asked.done](OperationEnd end) {
                                         if (const auto finished = d->takeOvers.extract(session))
                                             finished.mapped().release()->deleteLater(); // it calls this
                                         done(std::move(end));
                                     },
                                     asked.finalise};
            const TakeOver::Environment env{d->config.store, &d->registry, d->config.openIscsiFolders,
                                            [this](const store::ImportPlan &plan) { d->tellSecrets(plan); }};
            auto &takeOver = d->takeOvers[session];
            takeOver = std::make_unique<TakeOver>(env, session, observed);
            takeOver->start();
        },
        [this, session] { d->takeOvers.erase(session); });
}

QString Initiator::otherInitiator() const { return d->otherInitiator; }

Result<> Initiator::cancelJob(JobId id) { return d->jobs.cancel(id); }

void Initiator::checkLogout(NodeId node, std::function<void(Result<std::vector<devices::DeviceUser>>)> done)
{
    struct Check {
        std::function<void(Result<std::vector<devices::DeviceUser>>)> done;
        std::unique_ptr<TimeSource::Timer> timer;
        void finish(Result<std::vector<devices::DeviceUser>> result)
        {
            timer.reset();
            if (const auto once = std::exchange(done, nullptr))
                once(std::move(result));
        }
    };
    auto check = std::make_shared<Check>();
    check->done = std::move(done);
    if (const auto known = d->config.store->node(node); !known) {
        d->later([check, error = known.error()] { check->finish(fail(error)); });
        return;
    }
    const auto *const controller = d->registry.existing(node);
    if (!controller || !controller->session()) {
        d->later([check] { check->finish({}); });
        return;
    }
    check->timer = d->time->after(kCheckLimit, [weak = std::weak_ptr(check)] {
        if (const auto late = weak.lock())
            late->finish(fail(ErrorCode::TimedOut, "it could not be found out within 15 s who uses the disks"));
    });
    controller->session()->devices->lookForUsers(
        DeviceWatch::Patience::Some, [check](DeviceWatch::Users users) { check->finish(std::move(users)); });
}

Result<> Initiator::reconnectNow(SessionNumber session)
{
    auto *const controller = d->registry.ofSession(session);
    if (!controller)
        return fail(noSession(session));
    if (controller->isForeign())
        return fail(ErrorCode::ForeignSession, "the program that made this session brings it back, not Portolan");
    controller->reconnectNow();
    return {};
}

} // namespace portolan::engine
