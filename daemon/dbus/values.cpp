// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/values.h"

#include "common/dbus/enums.h"
#include "daemon/dbus/bus_text.h"
#include "daemon/dbus/directory.h"
#include "daemon/dbus/object_paths.h"

namespace portolan::dbus {

namespace {

/// Of the kind of thing that a key names: everything that is neither portal nor session is a node.
QDBusObjectPath pathOf(const QString &key, qint64 id, const Directory &directory)
{
    if (key.startsWith(QStringLiteral("portal")))
        return directory.portalPath(id);
    if (key.startsWith(QStringLiteral("session")))
        return directory.sessionPath(engine::SessionNumber(id));
    return directory.nodePath(id);
}

QList<QDBusObjectPath> pathsOf(const QString &key, const QVariantList &ids, const Directory &directory)
{
    QList<QDBusObjectPath> paths;
    for (const QVariant &id : ids) {
        const QDBusObjectPath path = pathOf(key, id.toLongLong(), directory);
        if (path != noObject())
            paths.append(path);
    }
    return paths;
}

} // namespace

VariantMapList usersValue(const std::vector<devices::DeviceUser> &users)
{
    VariantMapList list;
    for (const devices::DeviceUser &user : users) {
        QStringList paths, states;
        for (const devices::MapPath &path : user.otherPaths) {
            paths.append(busText(path.device));
            states.append(busText(path.state));
        }
        list.append({{QStringLiteral("kind"), nameOf(user.kind)},
                     {QStringLiteral("device"), busText(user.device)},
                     {QStringLiteral("path"), busText(user.path)},
                     {QStringLiteral("fs"), busText(user.fileSystem)},
                     {QStringLiteral("pid"), qlonglong(user.pid)},
                     {QStringLiteral("exe"), busText(user.program)},
                     {QStringLiteral("paths"), paths},
                     {QStringLiteral("states"), states}});
    }
    return list;
}

CounterList countersValue(const engine::StatSample &sample)
{
    const dataplane::Counters &counters = sample.counters;
    CounterList list(qsizetype(StatCounter::Count), 0);
    const auto set = [&list](StatCounter counter, quint64 value) { list[qsizetype(counter)] = value; };
    set(StatCounter::ReadBytes, counters.readBytes);
    set(StatCounter::WrittenBytes, counters.writtenBytes);
    set(StatCounter::ReadOps, counters.readOps);
    set(StatCounter::WriteOps, counters.writeOps);
    set(StatCounter::OtherOps, counters.otherOps);
    set(StatCounter::ReadLatencyUs, counters.readLatencyUs);
    set(StatCounter::WriteLatencyUs, counters.writeLatencyUs);
    set(StatCounter::ReadP99Us, sample.readP99Us);
    set(StatCounter::WriteP99Us, sample.writeP99Us);
    set(StatCounter::InFlight, counters.inFlight);
    set(StatCounter::Errors, counters.errors);
    set(StatCounter::DigestErrors, counters.digestErrors);
    set(StatCounter::Timeouts, counters.timeouts);
    set(StatCounter::Reconnects, sample.reconnects);
    set(StatCounter::R2Ts, counters.r2ts);
    set(StatCounter::AsyncMessages, counters.asyncMessages);
    set(StatCounter::BytesSent, counters.bytesSent);
    set(StatCounter::BytesReceived, counters.bytesReceived);
    set(StatCounter::CommandWindow, counters.commandWindow);
    set(StatCounter::RoundTripUs, counters.roundTripUs);
    return list;
}

SampleList samplesValue(const std::vector<engine::StatSample> &samples)
{
    SampleList list;
    for (const engine::StatSample &sample : samples) {
        CounterList row = countersValue(sample);
        row.prepend(qulonglong(sample.timeUs));
        list.append(row);
    }
    return list;
}

QVariantMap eventValue(const engine::Event &event, const Directory &directory)
{
    QVariantMap map{{QStringLiteral("Id"), qulonglong(event.id)},
                    {QStringLiteral("Time"), qlonglong(microsecondsOf(event.time))},
                    {QStringLiteral("Severity"), uint(event.severity)},
                    {QStringLiteral("Code"), busText(event.code)},
                    {QStringLiteral("Source"), busText(event.source)},
                    {QStringLiteral("Message"), busText(event.message)},
                    {QStringLiteral("Details"), busValues(event.details)}};
    if (const auto node = directory.nodePath(event.node); event.node && node != noObject())
        map.insert(QStringLiteral("Node"), QVariant::fromValue(node));
    if (const auto session = directory.sessionPath(event.session); event.session && session != noObject())
        map.insert(QStringLiteral("Session"), QVariant::fromValue(session));
    return map;
}

QVariantMap resultValue(const QVariantMap &result, const Directory &directory)
{
    QVariantMap map;
    for (auto entry = result.begin(); entry != result.end(); ++entry) {
        const QString &key = entry.key();
        const bool several = key.endsWith(QStringLiteral("_ids"));
        if (!several && !key.endsWith(QStringLiteral("_id"))) {
            map.insert(busText(key), busValue(entry.value()));
            continue;
        }
        const QString name = busText(key.left(key.lastIndexOf(QLatin1Char('_'))));
        if (entry.value().metaType().id() == QMetaType::QVariantList)
            map.insert(name, QVariant::fromValue(pathsOf(key, entry.value().toList(), directory)));
        else
            map.insert(name, QVariant::fromValue(pathOf(key, entry.value().toLongLong(), directory)));
    }
    return map;
}

qint64 secondsOf(const QDateTime &time) { return time.isValid() ? time.toSecsSinceEpoch() : 0; }

qint64 microsecondsOf(const QDateTime &time)
{
    constexpr qint64 kPerMillisecond = 1000;
    return time.isValid() ? time.toMSecsSinceEpoch() * kPerMillisecond : 0;
}

QString errorNameOf(const Error &error)
{
    const auto name = nameOf(error.code);
    return QString::fromLatin1(name.data(), qsizetype(name.size()));
}

} // namespace portolan::dbus
