// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/portal_refresher.h"

#include <algorithm>

namespace portolan::engine {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds kLongestBackOff = 1h;
constexpr int kMostDoublings = 5; ///< Beyond that kLongestBackOff counts anyway.
/// What is overdue begins so soon at the earliest, for the network to come up, and is spread over so long.
constexpr milliseconds kSoon = 10s, kSpread = 50s;

bool failed(const store::PortalRecord &record)
{
    return !record.lastResult.isEmpty() && record.lastResult != QLatin1String("ok");
}

} // namespace

PortalRefresher::PortalRefresher(Environment environment, QObject *parent)
    : QObject(parent)
    , m_env(std::move(environment))
{}

PortalRefresher::~PortalRefresher() = default;

void PortalRefresher::update(const store::PortalRecord &record)
{
    if (record.refreshInterval == 0)
        return remove(record.id);
    const bool known = m_entries.contains(record.id);
    Entry &entry = m_entries[record.id];
    const bool searched = !known || entry.lastDiscovery != record.lastDiscovery;
    const std::chrono::seconds interval(record.refreshInterval);
    if (!searched && entry.interval == interval)
        return;
    if (searched)
        entry.failures = failed(record) ? entry.failures + 1 : 0;
    entry.interval = interval;
    entry.lastDiscovery = record.lastDiscovery;
    plan(record.id, record.lastDiscovery);
}

void PortalRefresher::remove(PortalId portal)
{
    if (m_entries.erase(portal) > 0)
        emit planned(portal);
}

void PortalRefresher::resumed()
{
    for (const auto &[portal, entry] : m_entries)
        plan(portal, entry.lastDiscovery);
}

QDateTime PortalRefresher::next(PortalId portal) const
{
    const auto found = m_entries.find(portal);
    return found == m_entries.end() ? QDateTime() : found->second.next;
}

milliseconds PortalRefresher::delayOf(const Entry &entry) const
{
    const milliseconds interval = entry.interval;
    const auto longest = std::max(interval, kLongestBackOff);
    const auto delay = std::min(interval * (1 << std::min(entry.failures, kMostDoublings)), longest);
    return delay - milliseconds(qint64(double(delay.count()) / 10 * m_env.random()));
}

/// \param from  the last search; a clock that was put back leaves it in the future
void PortalRefresher::plan(PortalId portal, const QDateTime &from)
{
    Entry &entry = m_entries.at(portal);
    const QDateTime now = m_env.time->wallTime();
    const auto delay = delayOf(entry);
    const auto passed = from.isValid() ? milliseconds(std::max<qint64>(0, from.msecsTo(now))) : delay;
    const auto soonest = kSoon + milliseconds(qint64(double(kSpread.count()) * m_env.random()));
    const auto wait = std::max(delay - passed, soonest);
    entry.next = now.addMSecs(wait.count());
    entry.timer = m_env.time->after(wait, [this, portal] { due(portal); });
    emit planned(portal);
}

/// Planned again at once: a search that is cancelled, or whose outcome cannot be stored, must not be the last one.
void PortalRefresher::due(PortalId portal)
{
    plan(portal, m_env.time->wallTime());
    m_env.search(portal);
}

} // namespace portolan::engine
