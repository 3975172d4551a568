// SPDX-License-Identifier: GPL-3.0-or-later
// The calls of InitiatorClient: arguments in, answers out.
#include "gui/client/initiator_client_p.h"

#include "common/dbus/names.h"
#include "gui/client/mapping.h"
#include "gui/client/secret_file.h"

#include <QDBusArgument>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace portolan::client {

namespace {

QDBusMessage method(const QString &path, const char *interface, const char *member, const QVariantList &arguments)
{
    return Caller::method(path, dbus::kInterfacePrefix + QLatin1String(interface), QLatin1String(member), arguments);
}

/// Only said when meant: an older service need not know the option.
QVariantMap forceOption(bool force) { return force ? QVariantMap{{QStringLiteral("force"), true}} : QVariantMap(); }

/// Passes on the error of a call that was never sent.
template <typename T>
Caller::Handler failing(std::function<void(Result<T>)> done)
{
    return [done = std::move(done)](const Result<QDBusMessage> &reply) { done(fail(reply.error())); };
}

} // namespace

void InitiatorClient::Private::authorized(const Result<QDBusMessage> &reply)
{
    const bool refused = !reply && reply.error().code == ErrorCode::NotAuthorized;
    const bool asked = std::find(permissions.cbegin(), permissions.cend(), Permission::Auth) != permissions.cend();
    if (refused || (reply && asked))
        fetchPermissions();
}

void InitiatorClient::Private::startJob(const QDBusMessage &message, QObject *context, JobStarted started)
{
    caller.ask(message, "o", context, [this, started = std::move(started)](const Result<QDBusMessage> &reply) {
        authorized(reply);
        if (!reply)
            return started(fail(reply.error()));
        started(reply->arguments().constFirst().value<QDBusObjectPath>().path());
    });
}

void InitiatorClient::Private::ask(const QDBusMessage &message, QObject *context, Done<void> done)
{
    caller.ask(message, "", context, [this, done = std::move(done)](const Result<QDBusMessage> &reply) {
        authorized(reply);
        if (!reply)
            return done(fail(reply.error()));
        done({});
    });
}

void InitiatorClient::authorizeSetUp(const QStringList &actions, QObject *context, Done<void> done)
{
    const QPointer<QObject> guard(context ? context : this);
    auto tell = [guard, done = std::move(done)](const Result<void> &result) {
        if (guard)
            done(result);
    };
    const auto needsPassword = [this](const QString &action) { return permission(action) == Permission::Auth; };
    if (!needsPassword(QStringLiteral("set-up")) || std::none_of(actions.cbegin(), actions.cend(), needsPassword)) {
        QMetaObject::invokeMethod(
            this, [tell = std::move(tell)] { tell({}); }, Qt::QueuedConnection);
        return;
    }
    d->setUpWaiters.push_back(std::move(tell));
    if (d->setUpWaiters.size() > 1)
        return;
    d->ask(method(dbus::kManagerPath, "Manager", "AuthorizeSetUp", {QVariantMap()}), this,
           [this](const Result<void> &result) {
               for (const Done<void> &waiter : std::exchange(d->setUpWaiters, {}))
                   waiter(result);
           });
}

void InitiatorClient::discover(const QString &address, quint16 port, const DiscoverOptions &options, QObject *context,
                               JobStarted started)
{
    QVariantMap map;
    const auto addSecret = [&map](const QString &key, const Secret &secret) -> Result<> {
        if (secret.empty())
            return {};
        const auto file = sealedFile(secret);
        if (!file)
            return fail(file.error());
        map.insert(key, QVariant::fromValue(*file));
        return {};
    };
    if (options.probe)
        map.insert(QStringLiteral("probe"), true);
    if (options.isns)
        map.insert(QStringLiteral("type"), QStringLiteral("isns"));
    if (!options.username.isEmpty())
        map.insert(QStringLiteral("username"), options.username);
    if (!options.usernameIn.isEmpty())
        map.insert(QStringLiteral("username_in"), options.usernameIn);
    if (!options.interface.isEmpty())
        map.insert(QStringLiteral("interface"), options.interface);
    if (options.timeoutMs)
        map.insert(QStringLiteral("timeout_ms"), *options.timeoutMs);
    for (const auto &[key, secret] : {std::pair(QStringLiteral("secret"), &options.secret),
                                      std::pair(QStringLiteral("secret_in"), &options.secretIn)}) {
        if (const auto ok = addSecret(key, *secret); !ok)
            return d->caller.refuse(ok.error(), context, failing<QString>(std::move(started)));
    }
    d->startJob(method(dbus::kManagerPath, "Manager", "Discover", {address, QVariant::fromValue(port), map}), context,
                std::move(started));
}

void InitiatorClient::refreshPortal(const QString &portal, QObject *context, JobStarted started)
{
    d->startJob(method(portal, "Portal", "Refresh", {QVariantMap()}), context, std::move(started));
}

void InitiatorClient::login(const QString &node, QObject *context, JobStarted started)
{
    d->startJob(method(node, "Node", "Login", {QVariantMap()}), context, std::move(started));
}

void InitiatorClient::logout(const QString &node, bool force, QObject *context, JobStarted started)
{
    d->startJob(method(node, "Node", "Logout", {forceOption(force)}), context, std::move(started));
}

void InitiatorClient::loginAll(QObject *context, JobStarted started)
{
    d->startJob(method(dbus::kManagerPath, "Manager", "LoginAll", {QVariantMap()}), context, std::move(started));
}

void InitiatorClient::logoutAll(bool force, QObject *context, JobStarted started)
{
    d->startJob(method(dbus::kManagerPath, "Manager", "LogoutAll", {forceOption(force)}), context, std::move(started));
}

void InitiatorClient::rescan(const QString &session, QObject *context, JobStarted started)
{
    d->startJob(method(session, "Session", "Rescan", {QVariantMap()}), context, std::move(started));
}

void InitiatorClient::takeOver(const QString &session, QObject *context, JobStarted started)
{
    d->startJob(method(session, "Session", "TakeOver", {QVariantMap()}), context, std::move(started));
}

void InitiatorClient::importOpenIscsi(const ImportOptions &options, QObject *context, JobStarted started)
{
    QVariantMap map{{QStringLiteral("dry_run"), options.dryRun},
                    {QStringLiteral("replace"), options.replace},
                    {QStringLiteral("take_initiator_name"), options.takeInitiatorName}};
    if (!options.path.isEmpty())
        map.insert(QStringLiteral("path"), options.path);
    d->startJob(method(dbus::kManagerPath, "Manager", "ImportOpenIscsi", {map}), context, std::move(started));
}

void InitiatorClient::cancel(const QString &job, QObject *context, Done<void> done)
{
    d->ask(method(job, "Job", "Cancel", {QVariantMap()}), context, std::move(done));
}

void InitiatorClient::whenFinished(const QString &job, QObject *context, Done<JobInfo> done)
{
    if (!d->filled)
        return d->caller.refuse({ErrorCode::ServiceUnavailable, "portoland is not on the bus", 0, 0}, context,
                                failing<JobInfo>(std::move(done)));
    QObject *guard = context ? context : this;
    d->waiters.add(job, guard, std::move(done));
    const auto known = d->mirror.jobs().constFind(job);
    if (known == d->mirror.jobs().constEnd())
        return d->lookFor(job); // its InterfacesAdded is still on the way, or it is gone already
    if (known->finished() && !d->settling.contains(job))
        QMetaObject::invokeMethod(
            this,
            [this, job] {
                if (const auto ended = d->mirror.jobs().constFind(job); ended != d->mirror.jobs().constEnd())
                    d->waiters.finish(job, *ended);
            },
            Qt::QueuedConnection);
}

void InitiatorClient::checkLogout(const QString &node, QObject *context, Done<std::vector<DeviceUser>> done)
{
    d->caller.ask(method(node, "Node", "CheckLogout", {QVariantMap()}), "uaa{sv}", context,
                  [done = std::move(done)](const Result<QDBusMessage> &reply) {
                      if (!reply)
                          return done(fail(reply.error()));
                      done(usersFrom(reply->arguments().at(1)));
                  });
}

void InitiatorClient::update(const QString &node, const QVariantMap &settings, QObject *context, Done<void> done)
{
    d->ask(method(node, "Node", "Update", {settings, QVariantMap()}), context, std::move(done));
}

void InitiatorClient::setInterface(const QString &node, const QString &iface, QObject *context, Done<QString> done)
{
    d->startJob(method(node, "Node", "SetInterface", {iface, QVariantMap()}), context, std::move(done));
}

void InitiatorClient::setSecret(const QString &node, const QString &which, const QString &name, const Secret &secret,
                                QObject *context, Done<void> done)
{
    const auto file = sealedFile(secret);
    if (!file)
        return d->caller.refuse(file.error(), context, failing<void>(std::move(done)));
    d->ask(method(node, "Node", "SetSecret", {which, name, QVariant::fromValue(*file), QVariantMap()}), context,
           std::move(done));
}

void InitiatorClient::clearSecret(const QString &node, const QString &which, QObject *context, Done<void> done)
{
    d->ask(method(node, "Node", "ClearSecret", {which, QVariantMap()}), context, std::move(done));
}

void InitiatorClient::removeNode(const QString &node, QObject *context, Done<void> done)
{
    d->ask(method(node, "Node", "Remove", {QVariantMap()}), context, std::move(done));
}

void InitiatorClient::removePortal(const QString &portal, QObject *context, Done<void> done)
{
    d->ask(method(portal, "Portal", "Remove", {QVariantMap()}), context, std::move(done));
}

void InitiatorClient::setNodeDefaults(const QVariantMap &settings, QObject *context, Done<void> done)
{
    d->ask(method(dbus::kManagerPath, "Manager", "SetNodeDefaults", {settings, QVariantMap()}), context,
           std::move(done));
}

void InitiatorClient::setRefreshInterval(const QString &portal, uint seconds, QObject *context, Done<void> done)
{
    d->ask(method(portal, "Portal", "SetRefreshInterval", {seconds, QVariantMap()}), context, std::move(done));
}

void InitiatorClient::reconnect(const QString &session, QObject *context, Done<void> done)
{
    d->ask(method(session, "Session", "Reconnect", {QVariantMap()}), context, std::move(done));
}

void InitiatorClient::setInitiatorName(const QString &name, QObject *context, Done<void> done)
{
    d->ask(method(dbus::kManagerPath, "Manager", "SetInitiatorName", {name, QVariantMap()}), context, std::move(done));
}

void InitiatorClient::generateInitiatorName(QObject *context, Done<QString> done)
{
    d->caller.read(method(dbus::kManagerPath, "Manager", "GenerateInitiatorName", {QVariantMap()}), "s", context,
                   [done = std::move(done)](const Result<QDBusMessage> &reply) {
                       if (!reply)
                           return done(fail(reply.error()));
                       done(reply->arguments().constFirst().toString());
                   });
}

void InitiatorClient::addNode(const QVariantMap &settings, QObject *context, Done<QString> done)
{
    d->startJob(method(dbus::kManagerPath, "Manager", "AddNode", {settings, QVariantMap()}), context, std::move(done));
}

void InitiatorClient::events(quint64 afterId, uint most, const QString &node, QObject *context,
                             Done<std::vector<EventInfo>> done)
{
    QVariantMap options;
    if (!node.isEmpty())
        options.insert(QStringLiteral("node"), QVariant::fromValue(QDBusObjectPath(node)));
    d->caller.read(method(dbus::kManagerPath, "Events", "GetEvents", {afterId, most, options}), "aa{sv}", context,
                   [done = std::move(done)](const Result<QDBusMessage> &reply) {
                       if (!reply)
                           return done(fail(reply.error()));
                       std::vector<EventInfo> events;
                       for (const QVariantMap &map : qdbus_cast<VariantMapList>(reply->arguments().constFirst())) {
                           EventInfo event;
                           apply(event, map);
                           events.push_back(std::move(event));
                       }
                       done(std::move(events));
                   });
}

void InitiatorClient::subscribe(const QString &object, uint intervalMs)
{
    d->subscriptions.want(object, intervalMs);
    const bool there =
        object == dbus::kManagerPath || d->mirror.sessions().contains(object) || d->mirror.luns().contains(object);
    if (d->filled && there)
        d->subscriptions.appeared(object);
}

void InitiatorClient::unsubscribe(const QString &object) { d->subscriptions.unwant(object); }

void InitiatorClient::counters(const QString &object, QObject *context, Done<Sample> done)
{
    d->caller.read(method(object, "Statistics", "GetCounters", {QVariantMap()}), "tat", context,
                   [done = std::move(done)](const Result<QDBusMessage> &reply) {
                       if (!reply)
                           return done(fail(reply.error()));
                       done(Sample{qint64(reply->arguments().at(0).toULongLong()),
                                   qdbus_cast<CounterList>(reply->arguments().at(1))});
                   });
}

void InitiatorClient::history(const QString &object, qint64 fromUs, qint64 toUs, uint resolution, QObject *context,
                              Done<std::vector<Sample>> done)
{
    const bool ofNode = d->mirror.nodes().contains(object);
    d->caller.read(
        method(object, ofNode ? "Node" : "Statistics", "GetHistory", {fromUs, toUs, resolution, QVariantMap()}), "aat",
        context, [done = std::move(done)](const Result<QDBusMessage> &reply) {
            if (!reply)
                return done(fail(reply.error()));
            std::vector<Sample> samples;
            for (const CounterList &row : qdbus_cast<SampleList>(reply->arguments().constFirst())) {
                if (!row.isEmpty())
                    samples.push_back({qint64(row.constFirst()), row.mid(1)});
            }
            done(std::move(samples));
        });
}

} // namespace portolan::client
