// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dbus/statistics_leases.h"

#include "common/dbus/names.h"
#include "daemon/dbus/caller_lookup.h"
#include "daemon/dbus/values.h"
#include "daemon/engine/initiator.h"

#include <QDBusMessage>

namespace portolan::dbus {

StatisticsLeases::StatisticsLeases(const QDBusConnection &bus, engine::Initiator *initiator, CallerLookup *callers,
                                   QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_initiator(initiator)
    , m_callers(callers)
{
    m_watcher.setConnection(m_bus);
    m_watcher.setWatchMode(QDBusServiceWatcher::WatchForUnregistration);
    connect(&m_watcher, &QDBusServiceWatcher::serviceUnregistered, this, &StatisticsLeases::clientLeft);
    connect(m_initiator, &engine::Initiator::sampled, this, &StatisticsLeases::sampled);
}

Result<uint> StatisticsLeases::subscribe(const QString &client, const QString &path, StatSource source, uint intervalMs)
{
    if (intervalMs < kShortestMs || intervalMs > kLongestMs)
        return fail(ErrorCode::InvalidArgument, "interval_ms is from 1000 to 60000");
    if (m_leases.size() >= kAltogether || m_perClient[client] >= kPerClient)
        return fail(ErrorCode::Busy, "too many subscriptions");
    if (++m_perClient[client] == 1) {
        m_watcher.addWatchedService(client);
        // It may have left before we began to watch; this question is answered after the watch began.
        m_callers->isThere(client, [this, client](bool there) {
            if (!there)
                clientLeft(client);
        });
    }
    const uint lease = ++m_lastLease;
    m_leases.emplace(lease, Lease{client, path, source, qint64(intervalMs) * 1000, 0});
    return lease;
}

Result<> StatisticsLeases::unsubscribe(const QString &client, uint lease)
{
    const auto found = m_leases.find(lease);
    if (found == m_leases.end() || found->second.client != client)
        return fail(ErrorCode::NotFound, "no such lease of this client");
    dropIf([lease](uint id, const Lease &) { return id == lease; });
    return {};
}

void StatisticsLeases::objectGone(const QString &path)
{
    dropIf([&path](uint, const Lease &lease) { return lease.path == path; });
}

void StatisticsLeases::clientLeft(const QString &client)
{
    dropIf([&client](uint, const Lease &lease) { return lease.client == client; });
}

template <typename Predicate>
void StatisticsLeases::dropIf(Predicate predicate)
{
    for (auto entry = m_leases.begin(); entry != m_leases.end();) {
        if (!predicate(entry->first, entry->second)) {
            ++entry;
            continue;
        }
        const QString client = entry->second.client;
        entry = m_leases.erase(entry);
        if (--m_perClient[client] == 0) {
            m_perClient.erase(client);
            m_watcher.removeWatchedService(client);
        }
    }
}

void StatisticsLeases::sampled()
{
    constexpr qint64 kJitterUs = 500'000; // the engine samples once a second, but not to the microsecond
    for (auto &[id, lease] : m_leases) {
        const auto sample = m_initiator->sample(lease.source.session, lease.source.lun);
        if (!sample || sample->timeUs - lease.lastUs + kJitterUs < lease.intervalUs)
            continue;
        lease.lastUs = sample->timeUs;
        QDBusMessage signal = QDBusMessage::createTargetedSignal(
            lease.client, lease.path, kInterfacePrefix + QStringLiteral("Statistics"), QStringLiteral("Sample"));
        signal << qulonglong(sample->timeUs) << QVariant::fromValue(countersValue(*sample));
        m_bus.send(signal); // to a client that left: nobody's loss
    }
}

} // namespace portolan::dbus
