// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/initiator_client_p.h"

#include "common/dbus/names.h"
#include "gui/client/mapping.h"

#include <QDBusArgument>
#include <QDBusError>

#include <algorithm>
#include <atomic>

namespace portolan::client {

namespace {

using Kind = Mirror::Kind;

QString interface(const char *name) { return dbus::kInterfacePrefix + QLatin1String(name); }

template <typename Info>
std::vector<Info> valuesOf(const QMap<QString, Info> &map)
{
    return {map.cbegin(), map.cend()};
}

template <typename Info>
std::optional<Info> valueOf(const QMap<QString, Info> &map, const QString &path)
{
    const auto found = map.constFind(path);
    return found == map.constEnd() ? std::nullopt : std::optional(*found);
}

Permission permissionFrom(const QString &word)
{
    if (word == QStringLiteral("yes"))
        return Permission::Yes;
    if (word == QStringLiteral("auth"))
        return Permission::Auth;
    return word == QStringLiteral("no") ? Permission::No : Permission::Unknown;
}

} // namespace

void InitiatorClient::Private::connectLink()
{
    QObject::connect(&link, &ServiceLink::filled, q, [this](const std::shared_ptr<Mirror> &objects) { fill(objects); });
    QObject::connect(&link, &ServiceLink::lost, q, [this](const Error &reason) { lose(reason); });
    QObject::connect(&link, &ServiceLink::interfacesAdded, q,
                     [this](const QString &path, const InterfaceMap &interfaces) { added(path, interfaces); });
    QObject::connect(&link, &ServiceLink::interfacesRemoved, q,
                     [this](const QString &path, const QStringList &interfaces) {
                         for (const QString &name : interfaces)
                             announceRemoval(mirror.remove(path, name));
                     });
    QObject::connect(&link, &ServiceLink::propertiesChanged, q,
                     [this](const QString &path, const QString &name, const QVariantMap &properties) {
                         changed(path, name, properties);
                     });
    QObject::connect(&link, &ServiceLink::jobCompleted, q, [this](const QString &path) { settle(path); });
    QObject::connect(&link, &ServiceLink::eventHappened, q, [this](const QVariantMap &map) {
        EventInfo event;
        apply(event, map);
        emit q->eventHappened(event);
    });
    QObject::connect(&link, &ServiceLink::sample, q,
                     [this](const QString &path, qulonglong timeUs, const CounterList &counters) {
                         if (subscriptions.wanted(path))
                             emit q->sample(path, Sample{qint64(timeUs), counters});
                     });
    QObject::connect(&link, &ServiceLink::authorizationsChanged, q, [this] { fetchPermissions(); });
}

void InitiatorClient::Private::fill(const std::shared_ptr<Mirror> &objects)
{
    // Nothing is left of an earlier life: lose() came between.
    mirror = std::move(*objects);
    for (const JobInfo &job : mirror.jobs()) {
        if (job.finished())
            told.insert(job.path); // ended before we came: history, not news
    }
    caller.setAvailable(true);
    ++life;
    announceAll();
    inbox.put([this, now = life] {
        if (now == life)
            settleIn();
    });
}

void InitiatorClient::Private::inPortions(std::vector<Mirror::Change> changes,
                                          const std::function<void(const Mirror::Change &)> &tell)
{
    static constexpr std::size_t kPortion = 50;
    auto all = std::make_shared<const std::vector<Mirror::Change>>(std::move(changes));
    for (std::size_t from = 0; from < all->size(); from += kPortion) {
        inbox.put([all, from, tell] {
            std::for_each_n(all->begin() + std::ptrdiff_t(from), std::min(kPortion, all->size() - from), tell);
        });
    }
}

/// What changes meanwhile is told in its turn, and then once more here.
void InitiatorClient::Private::announceAll()
{
    inPortions(mirror.all(), [this, now = life](const Mirror::Change &change) {
        if (now == life && mirror.contains(change))
            announce(change);
    });
}

void InitiatorClient::Private::settleIn()
{
    filled = true;
    subscriptions.appeared(dbus::kManagerPath);
    fetchPermissions();
    emit q->ready();
}

void InitiatorClient::Private::lose(const Error &reason)
{
    filled = false;
    ++life;
    caller.setAvailable(false);
    subscriptions.lapse();
    settling.clear();
    told.clear();
    permissions.clear();
    // Nothing is there any more, and who has thousands of things shown hears of each in its turn.
    inPortions(mirror.clear(), [this](const Mirror::Change &gone) { announceRemoval(gone); });
    waiters.failAll({ErrorCode::ServiceUnavailable, reason.message, 0, 0});
    emit q->permissionsChanged();
    emit q->unavailable(reason);
}

void InitiatorClient::Private::added(const QString &path, const InterfaceMap &interfaces)
{
    for (auto entry = interfaces.cbegin(); entry != interfaces.cend(); ++entry) {
        const auto change = mirror.add(path, entry.key(), *entry);
        announce(change);
        if (change.kind == Kind::Job && mirror.jobs().value(path).finished())
            finish(path);
    }
}

void InitiatorClient::Private::changed(const QString &path, const QString &interfaceName, const QVariantMap &properties)
{
    announce(mirror.update(path, interfaceName, properties));
    if (interfaceName == interface("Job") && mirror.jobs().value(path).finished())
        settle(path);
}

void InitiatorClient::Private::announce(const Mirror::Change &change)
{
    switch (change.kind) {
    case Kind::None:
        return;
    case Kind::Manager:
        emit q->managerChanged();
        break;
    case Kind::Portal:
        emit q->portalChanged(change.path);
        break;
    case Kind::Target:
        emit q->targetChanged(change.path);
        break;
    case Kind::Node:
        emit q->nodeChanged(change.path);
        break;
    case Kind::Session:
        emit q->sessionChanged(change.path);
        break;
    case Kind::Lun:
        emit q->lunChanged(change.path, change.session);
        break;
    case Kind::Job:
        emit q->jobChanged(change.path);
        break;
    }
    subscriptions.appeared(change.path);
}

void InitiatorClient::Private::announceRemoval(const Mirror::Change &change)
{
    switch (change.kind) {
    case Kind::None:
        return;
    case Kind::Manager:
        emit q->managerChanged();
        return;
    case Kind::Portal:
        emit q->portalRemoved(change.path);
        return;
    case Kind::Target:
        emit q->targetRemoved(change.path);
        return;
    case Kind::Node:
        emit q->nodeRemoved(change.path);
        return;
    case Kind::Session:
        emit q->sessionRemoved(change.path);
        break;
    case Kind::Lun:
        emit q->lunRemoved(change.path, change.session);
        break;
    case Kind::Job:
        told.remove(change.path);
        settling.remove(change.path);
        if (filled) // lose() has a better reason for them
            waiters.finish(change.path, fail(ErrorCode::NotFound, "the job is gone and its outcome unknown"));
        return;
    }
    // A number is not used again while the service lives, so the wish for its samples has no sense any more.
    if (filled)
        subscriptions.unwant(change.path);
}

/// The job ended. Completed and PropertiesChanged come in either order, so its final values are fetched once.
void InitiatorClient::Private::settle(const QString &job)
{
    if (told.contains(job) || settling.contains(job) || !mirror.jobs().contains(job))
        return;
    settling.insert(job);
    lookFor(job);
}

void InitiatorClient::Private::finish(const QString &job)
{
    if (told.contains(job))
        return;
    told.insert(job);
    settling.remove(job);
    emit q->jobFinished(job);
    waiters.finish(job, mirror.jobs().value(job));
}

void InitiatorClient::Private::lookFor(const QString &job)
{
    const auto message = Caller::method(job, QStringLiteral("org.freedesktop.DBus.Properties"),
                                        QStringLiteral("GetAll"), {interface("Job")});
    caller.read(message, "a{sv}", q, [this, job](const Result<QDBusMessage> &reply) {
        settling.remove(job);
        if (reply)
            announce(mirror.add(job, interface("Job"), qdbus_cast<QVariantMap>(reply->arguments().constFirst())));
        if (mirror.jobs().value(job).finished())
            finish(job);
        else if (!reply)
            waiters.finish(job, fail(reply.error()));
    });
}

void InitiatorClient::Private::fetchPermissions()
{
    if (!filled)
        return;
    caller.read(
        Caller::method(dbus::kManagerPath, interface("Manager"), QStringLiteral("GetPermissions"), {QVariantMap()}),
        "a{ss}", q, [this](const Result<QDBusMessage> &reply) {
            // The service is gone, or refuses: Unknown shows no lock, and the call itself will say.
            if (!filled || !reply)
                return;
            QHash<QString, Permission> fetched;
            const auto map = qdbus_cast<StringMap>(reply->arguments().constFirst());
            for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
                fetched.insert(entry.key(), permissionFrom(*entry));
            if (fetched == permissions)
                return;
            permissions = fetched;
            emit q->permissionsChanged();
        });
}

InitiatorClient::InitiatorClient(const QDBusConnection &bus, bool interactive, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, bus, interactive))
{
    d->connectLink();
}

InitiatorClient::~InitiatorClient() = default;

QDBusConnection InitiatorClient::bus() const { return d->bus; }

Result<QDBusConnection> InitiatorClient::connectTo(const QString &bus)
{
    static std::atomic<unsigned> counter{0};
    // A name of its own each time: connections are shared by name, and so would be their death.
    const QString name = QStringLiteral("portolan-client-%1").arg(counter++);
    const auto connection =
        bus == QStringLiteral("session")  ? QDBusConnection::connectToBus(QDBusConnection::SessionBus, name)
        : bus == QStringLiteral("system") ? QDBusConnection::connectToBus(QDBusConnection::SystemBus, name)
                                          : QDBusConnection::connectToBus(bus, name);
    if (connection.isConnected())
        return connection;
    const QString cause = connection.lastError().message();
    QDBusConnection::disconnectFromBus(name);
    return fail(ErrorCode::TransportFailed,
                "cannot connect to the message bus " + bus.toStdString() + ": " + cause.toStdString());
}

void InitiatorClient::start() { d->link.start(); }

bool InitiatorClient::available() const { return d->filled; }

const ManagerInfo &InitiatorClient::manager() const { return d->mirror.manager(); }

std::vector<PortalInfo> InitiatorClient::portals() const { return valuesOf(d->mirror.portals()); }

std::vector<TargetInfo> InitiatorClient::targets() const { return valuesOf(d->mirror.targets()); }

std::vector<NodeInfo> InitiatorClient::nodes() const { return valuesOf(d->mirror.nodes()); }

std::vector<SessionInfo> InitiatorClient::sessions() const { return valuesOf(d->mirror.sessions()); }

std::vector<LunInfo> InitiatorClient::luns(const QString &session) const
{
    const auto &all = d->mirror.luns();
    if (session.isEmpty())
        return valuesOf(all);
    // They stand below their session, and so beside each other.
    const QString prefix = session + QStringLiteral("/luns/");
    std::vector<LunInfo> luns;
    for (auto lun = all.lowerBound(prefix); lun != all.cend() && lun.key().startsWith(prefix); ++lun)
        luns.push_back(*lun);
    return luns;
}

std::optional<NodeInfo> InitiatorClient::node(const QString &path) const { return valueOf(d->mirror.nodes(), path); }

const NodeInfo *InitiatorClient::findNode(const QString &path) const
{
    const auto found = d->mirror.nodes().constFind(path);
    return found == d->mirror.nodes().constEnd() ? nullptr : &*found;
}

std::optional<SessionInfo> InitiatorClient::session(const QString &path) const
{
    return valueOf(d->mirror.sessions(), path);
}

std::optional<JobInfo> InitiatorClient::job(const QString &path) const { return valueOf(d->mirror.jobs(), path); }

Permission InitiatorClient::permission(const QString &action) const
{
    return d->permissions.value(action, Permission::Unknown);
}

} // namespace portolan::client
