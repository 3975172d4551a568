// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/initiator.h"

#include "common/log/log.h"
#include "daemon/engine/event_text.h"
#include "daemon/engine/initiator_private.h"
#include "daemon/store/node_store.h"

namespace portolan::engine {

namespace {

using namespace std::chrono_literals;

/// How long somebody who looked counts as looking, and how old users of a disk may be for them and for nobody.
constexpr auto kLooking = 15s, kUsersFresh = 5s, kUsersStale = 60s;
/// How old the number of targets that could be imported may be for somebody who looks.
constexpr auto kImportFresh = 10s;
/// A sleep shorter than this is a scheduling delay.
constexpr auto kSleep = 2s;

std::vector<dataplane::DataPlane *> planesOf(const Initiator::Config &config)
{
    std::vector<dataplane::DataPlane *> planes;
    planes.reserve(config.dataPlanes.size());
    for (const auto &plane : config.dataPlanes)
        planes.push_back(plane.get());
    return planes;
}

} // namespace

Initiator::Private::Private(Initiator *initiator, Config given)
    : q(initiator)
    , config(std::move(given))
    , time(config.time ? config.time : &systemTime)
    , requests(config.store, config.random)
    , jobs(time)
    , refresher({time, [this] { return requests.jitter(); }, [this](PortalId portal) { refreshByItself(portal); }})
    , registry(
          environment(), planesOf(config), [this](NodeId id) { return config.store->node(id); },
          [this] { return config.store->nodes(); })
    , asleep(time->asleep())
{
    connectParts();
}

ControllerEnvironment Initiator::Private::environment()
{
    ControllerEnvironment env;
    env.time = time;
    env.startLogin = [this](net::LoginAttempt::Request request, net::Phase phase, net::LoginAttempt::Done done) {
        return std::make_unique<net::LoginAttempt>(&resolver, std::move(request), std::move(phase), std::move(done));
    };
    env.prepareLogin = [this](const store::NodeRecord &record, bool md5Only) {
        return requests.forNode(record, md5Only);
    };
    env.dataPlane = [this](const QString &setting) -> dataplane::DataPlane * {
        for (const auto &plane : config.dataPlanes) {
            if (setting == QLatin1String("auto") || plane->name() == setting)
                return plane.get();
        }
        return nullptr;
    };
    env.random = [this] { return requests.jitter(); };
    env.nextNumber = [this] { return ++lastNumber; };
    env.storeLoginResult = [this](NodeId node, const QString &alias, const QString &error, store::ChapUse used) {
        if (node <= 0)
            return;
        config.store->setLoginResult(node, alias, error, used, [](const Result<> &stored) {
            if (!stored)
                qCWarning(log::session, "the outcome of a login was not stored: %s", stored.error().message.c_str());
        });
    };
    env.events = [this](Event event) { log(std::move(event)); };
    env.devices = DeviceTools::system(config.blockDevices.value_or(DeviceTools::Kind::Loop));
    env.blockDevices = config.blockDevices.has_value();
    return env;
}

void Initiator::Private::connectParts()
{
    connect(&jobs, &JobList::changed, q, &Initiator::jobChanged);
    connect(&jobs, &JobList::removed, q, &Initiator::jobRemoved);
    connect(&registry, &SessionRegistry::nodeChanged, q, &Initiator::nodeChanged);
    connect(&registry, &SessionRegistry::nodeRemoved, q, &Initiator::nodeRemoved);
    connect(&registry, &SessionRegistry::sessionChanged, q, &Initiator::sessionChanged);
    connect(&registry, &SessionRegistry::lunsChanged, q, &Initiator::lunsChanged);
    connect(&registry, &SessionRegistry::sessionRemoved, q, [this](SessionNumber number) {
        statistics.remove(number);
        measuredLuns.erase(number);
        emit q->sessionRemoved(number);
    });
    for (const auto &plane : config.dataPlanes)
        connect(plane.get(), &dataplane::DataPlane::otherInitiatorChanged, q,
                [this, plane = plane.get()] { otherInitiatorChanged(plane); });
    store::NodeStore *const store = config.store;
    connect(store, &store::NodeStore::nodeChanged, q, [this](NodeId id) { storeChangedNode(id); });
    connect(store, &store::NodeStore::nodeRemoved, q, [this](NodeId id) {
        if (auto *const controller = registry.existing(id))
            controller->cancelOperation(); // It began after the removal was asked for.
        registry.forget(id);
        statistics.forget(id);
        emit q->nodeRemoved(id);
    });
    connect(store, &store::NodeStore::portalChanged, q, [this](PortalId id) { storeChangedPortal(id); });
    connect(store, &store::NodeStore::portalRemoved, q, [this](PortalId id) {
        endOwnSearch(id);
        ownSearches.erase(id);
        refresher.remove(id);
        emit q->portalRemoved(id);
    });
    connect(&refresher, &PortalRefresher::planned, q, &Initiator::portalChanged);
    connect(store, &store::NodeStore::initiatorNameChanged, q, &Initiator::initiatorNameChanged);
    connect(store, &store::NodeStore::nodeDefaultsChanged, q, [this] {
        log({0,
             {},
             Severity::Info,
             QStringLiteral("defaults.changed"),
             QStringLiteral("daemon"),
             QStringLiteral("new nodes begin with other settings from now on"),
             0,
             0,
             {}});
        emit q->nodeDefaultsChanged();
    });
}

void Initiator::Private::storeChangedNode(NodeId node)
{
    if (auto *const controller = registry.existing(node)) {
        if (auto record = config.store->node(node); record && *record != controller->record())
            return controller->setRecord(std::move(*record)); // It says that the node changed.
    } else {
        registry.added(node);
    }
    emit q->nodeChanged(node);
}

void Initiator::Private::storeChangedPortal(PortalId portal)
{
    for (const store::PortalRecord &record : config.store->portals()) {
        if (record.id == portal)
            refresher.update(record);
    }
    emit q->portalChanged(portal);
}

void Initiator::Private::later(std::function<void()> run)
{
    QMetaObject::invokeMethod(q, std::move(run), Qt::QueuedConnection);
}

void Initiator::Private::log(Event event)
{
    const QString who = event.session != 0 ? QStringLiteral("s%1 ").arg(event.session) : QString();
    const QByteArray line =
        (who + event.code + QStringLiteral(" ") + event.source + QStringLiteral(": ") + event.message).toUtf8();
    switch (event.severity) {
    case Severity::Debug:
        qCDebug(log::session, "%s", line.constData());
        break;
    case Severity::Info:
        qCInfo(log::session, "%s", line.constData());
        break;
    case Severity::Warning:
    case Severity::Error:
        qCWarning(log::session, "%s", line.constData());
        break;
    }
    const Event logged = events.append(std::move(event), time->wallTime());
    emit q->eventLogged(logged);
}

void Initiator::Private::logNode(const QString &code, NodeId node, const QString &message, QVariantMap details)
{
    const auto record = config.store->node(node);
    const QString name = record ? record->targetName : QString();
    details.insert(QStringLiteral("target"), name);
    log({0, {}, Severity::Info, code, name, message, node, 0, std::move(details)});
}

void Initiator::Private::otherInitiatorChanged(const dataplane::DataPlane *plane)
{
    const QString before = std::exchange(otherInitiator, plane->otherInitiator());
    const bool runs = !otherInitiator.isEmpty();
    const QString program = runs ? otherInitiator : before;
    log({0,
         {},
         runs ? Severity::Warning : Severity::Info,
         runs ? QStringLiteral("initiator.other") : QStringLiteral("initiator.other_gone"),
         QStringLiteral("daemon"),
         runs ? QStringLiteral("%1 runs too; its sessions are shown and left alone, and it leaves ours alone. The same "
                               "target must not be logged in by both")
                    .arg(program)
              : QStringLiteral("%1 has ended; its sessions go on, but nobody brings them back if they break")
                    .arg(program),
         0,
         0,
         {{QStringLiteral("program"), program}}});
    emit q->otherInitiatorChanged();
}

void Initiator::Private::scheduleTick()
{
    // On the full second, so that samples of all sources and rings fall together.
    const qint64 past = time->wallTime().toMSecsSinceEpoch() % 1000;
    tickTimer = time->after(std::chrono::milliseconds(1000 - past), [this] { tick(); });
}

void Initiator::Private::tick()
{
    scheduleTick();
    noticeResume();
    takeSamples(time->wallTime().toMSecsSinceEpoch() * 1000);
    refreshUsers();
    refreshImport();
    emit q->sampled();
}

void Initiator::Private::takeSamples(qint64 timeUs)
{
    for (const SessionController *const controller : registry.withSession()) {
        const Session &session = *controller->session();
        const SessionNumber number = session.info.number;
        const auto counters = session.plane->counters(session.handle);
        if (!counters)
            continue; // A gap, and the history shows it as one.
        statistics.begin(number, controller->record().id);
        statistics.add({number, {}}, timeUs, *counters, session.info.reconnects);
        std::set<std::uint64_t> present;
        for (const LunInfo &lun : session.devices->luns()) {
            const auto lunCounters = session.plane->lunCounters(session.handle, lun.device.lun);
            if (!lunCounters)
                continue;
            present.insert(lun.device.lun);
            statistics.add({number, lun.device.lun}, timeUs, *lunCounters, 0);
        }
        for (const std::uint64_t lun : measuredLuns[number]) {
            if (!present.contains(lun))
                statistics.removeLun(number, lun);
        }
        measuredLuns[number] = std::move(present);
    }
    statistics.addTotal(timeUs);
}

void Initiator::Private::refreshImport()
{
    if (somebodyLooks() && !lookingForImport && time->now() - lastImportLook >= kImportFresh)
        lookForImport();
}

bool Initiator::Private::somebodyLooks() const { return lastAsked && time->now() - *lastAsked < kLooking; }

void Initiator::Private::refreshUsers()
{
    const auto now = time->now();
    if (lastLook && now - *lastLook < (somebodyLooks() ? kUsersFresh : kUsersStale))
        return;
    lastLook = now;
    for (const SessionController *const controller : registry.withSession())
        controller->session()->devices->lookForUsers(DeviceWatch::Patience::None,
                                                     [](const DeviceWatch::Users &) {}); // It says what changed.
}

void Initiator::Private::noticeResume()
{
    const auto slept = time->asleep();
    if (slept - std::exchange(asleep, slept) < kSleep)
        return;
    for (SessionController *const controller : registry.all())
        controller->reconnectNow();
    refresher.resumed();
}

NodeInfo Initiator::Private::infoOf(const store::NodeRecord &record) const
{
    if (const auto *const controller = registry.existing(record.id)) {
        NodeInfo info = controller->nodeInfo();
        info.record = record;
        return info;
    }
    NodeInfo info;
    info.record = record;
    info.status = record.missing ? NodeStatus::Missing : NodeStatus::Disconnected;
    return info;
}

SessionInfo Initiator::Private::sessionInfoOf(const SessionController &controller) const
{
    SessionInfo info = controller.session()->info;
    info.node = controller.isForeign() ? controller.record().id : std::max<NodeId>(controller.record().id, 0);
    return info;
}

Initiator::Initiator(Config config, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(config)))
{}

Initiator::~Initiator() = default;

void Initiator::start()
{
    d->scheduleTick();
    if (const auto &problem = d->config.kernelProblem) {
        Event event;
        event.code = QStringLiteral("dataplane.no_kernel");
        event.source = QStringLiteral("daemon");
        event.message = QStringLiteral("new sessions use the user-space data plane: ") + textOf(problem->message);
        event.details = detailsOf(*problem);
        d->log(std::move(event));
    }
    d->lookForImport();
    for (const store::PortalRecord &record : d->config.store->portals())
        d->refresher.update(record);
    d->registry.adoptRunning([this] {
        for (const store::NodeRecord &record : d->config.store->nodes()) {
            if (record.settings.startup == store::Startup::AtStart)
                d->registry.controller(record.id)->keepConnected();
        }
        emit started();
    });
}

QString Initiator::initiatorName() const { return d->config.store->initiatorName(); }

store::NodeSettings Initiator::nodeDefaults() const { return d->config.store->nodeDefaults(); }

std::vector<NodeInfo> Initiator::nodes() const
{
    std::vector<NodeInfo> infos;
    for (const store::NodeRecord &record : d->config.store->nodes())
        infos.push_back(d->infoOf(record));
    for (const SessionController *const controller : d->registry.all()) {
        if (controller->isForeign() && controller->record().id < 0)
            infos.push_back(controller->nodeInfo());
    }
    return infos;
}

Result<NodeInfo> Initiator::node(NodeId id) const
{
    if (const auto *const orphan = id < 0 ? d->registry.existing(id) : nullptr; orphan && orphan->isForeign())
        return orphan->nodeInfo();
    const auto record = d->config.store->node(id);
    if (!record)
        return fail(record.error());
    return d->infoOf(*record);
}

std::vector<store::PortalRecord> Initiator::portals() const { return d->config.store->portals(); }

QDateTime Initiator::nextRefresh(PortalId portal) const { return d->refresher.next(portal); }

std::vector<SessionInfo> Initiator::sessions() const
{
    std::vector<SessionInfo> infos;
    for (const SessionController *const controller : d->registry.withSession())
        infos.push_back(d->sessionInfoOf(*controller));
    std::ranges::sort(infos, {}, &SessionInfo::number);
    return infos;
}

Result<SessionInfo> Initiator::session(SessionNumber number) const
{
    if (const auto *const controller = d->registry.ofSession(number))
        return d->sessionInfoOf(*controller);
    return fail(ErrorCode::NotFound, "there is no session " + std::to_string(number));
}

std::vector<LunInfo> Initiator::luns(SessionNumber number) const
{
    d->asked();
    const auto *const controller = d->registry.ofSession(number);
    return controller ? controller->luns() : std::vector<LunInfo>();
}

std::vector<JobInfo> Initiator::jobs() const { return d->jobs.jobs(); }

Result<JobInfo> Initiator::job(JobId id) const { return d->jobs.job(id); }

std::vector<Event> Initiator::events(std::uint64_t afterId, std::size_t most, NodeId node) const
{
    return d->events.after(afterId, most, node);
}

Result<StatSample> Initiator::sample(SessionNumber number, std::optional<std::uint64_t> lun) const
{
    d->asked();
    // Counters as of now; latencies are those of the last second that was measured, if one was.
    auto sample = d->statistics.latest({number, lun}).value_or(StatSample{});
    if (number == 0)
        return sample;
    const auto *const controller = d->registry.ofSession(number);
    if (!controller)
        return fail(ErrorCode::NotFound, "there is no session " + std::to_string(number));
    const Session &session = *controller->session();
    const std::vector<LunInfo> luns = session.devices->luns();
    if (lun && std::ranges::none_of(luns, [lun](const LunInfo &info) { return info.device.lun == *lun; }))
        return fail(ErrorCode::NotFound, "the session has no such LUN");
    const auto counters =
        lun ? session.plane->lunCounters(session.handle, *lun) : session.plane->counters(session.handle);
    if (counters) {
        sample.timeUs = d->time->wallTime().toMSecsSinceEpoch() * 1000;
        sample.counters = *counters;
        sample.reconnects = session.info.reconnects;
    } else if (sample.timeUs == 0) {
        return fail(counters.error());
    }
    return sample;
}

std::vector<StatSample> Initiator::history(SessionNumber number, qint64 fromUs, qint64 toUs, uint resolution,
                                           std::size_t most, std::optional<std::uint64_t> lun) const
{
    d->asked();
    return d->statistics.history({number, lun}, fromUs, toUs, resolution, most);
}

std::vector<StatSample> Initiator::nodeHistory(NodeId node, qint64 fromUs, qint64 toUs, uint resolution,
                                               std::size_t most) const
{
    const auto *const controller = d->registry.existing(node);
    if (controller && controller->session())
        return history(controller->session()->info.number, fromUs, toUs, resolution, most);
    d->asked();
    return d->statistics.pastOf(node, fromUs, toUs, resolution, most);
}

} // namespace portolan::engine
