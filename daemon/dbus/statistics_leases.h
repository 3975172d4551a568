// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/types.h"
#include "common/result/result.h"
#include "daemon/engine/model.h"

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QObject>

#include <map>
#include <optional>

namespace portolan::engine {
class Initiator;
}

namespace portolan::dbus {

class CallerLookup;

/// What is measured: everything together (session 0), a session, or a LUN of it.
struct StatSource {
    engine::SessionNumber session = 0;
    std::optional<std::uint64_t> lun{};
};

/// Who gets Sample signals. A lease belongs to one bus name, its samples go to that name alone, and it ends when the
/// name leaves the bus or the object is gone; so nobody pays for a graph that nobody looks at.
class StatisticsLeases : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kPerClient = 4096; ///< A window on a thousand sessions, several LUNs each.
    static constexpr std::size_t kAltogether = 65536;
    static constexpr uint kShortestMs = 1000, kLongestMs = 60'000;

    StatisticsLeases(const QDBusConnection &bus, engine::Initiator *initiator, CallerLookup *callers,
                     QObject *parent = nullptr);

    /// \return InvalidArgument for the interval, Busy at a limit
    Result<uint> subscribe(const QString &client, const QString &path, StatSource source, uint intervalMs);
    Result<> unsubscribe(const QString &client, uint lease); ///< NotFound unless it is the client's.
    void objectGone(const QString &path);
    [[nodiscard]] std::size_t count() const { return m_leases.size(); }

private:
    struct Lease {
        QString client, path;
        StatSource source;
        qint64 intervalUs = 0;
        qint64 lastUs = 0; ///< Time of the sample that was sent last.
    };

    void sampled();
    void clientLeft(const QString &client);
    template <typename Predicate>
    void dropIf(Predicate predicate);

    QDBusConnection m_bus;
    engine::Initiator *const m_initiator;
    CallerLookup *const m_callers;
    QDBusServiceWatcher m_watcher;
    std::map<uint, Lease> m_leases;
    std::map<QString, std::size_t> m_perClient;
    uint m_lastLease = 0;
};

} // namespace portolan::dbus
