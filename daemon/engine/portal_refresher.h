// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/model.h"
#include "daemon/engine/time_source.h"

#include <QObject>

#include <map>

namespace portolan::engine {

/// When portals are searched without being asked to, each at its own interval (PortalRecord::refreshInterval).
///
/// The next search is planned from the last one, whoever asked for that. Up to a tenth of the wait is taken off, so
/// that many machines do not ask one server in step; every failure in a row doubles it, up to an hour or the interval,
/// whichever is longer. What is overdue, after a start or after the machine has slept, is spread over a minute.
class PortalRefresher : public QObject {
    Q_OBJECT

public:
    struct Environment {
        TimeSource *time = nullptr;           ///< Outlives this.
        std::function<double()> random;       ///< 0..1, for jitter
        std::function<void(PortalId)> search; ///< Its outcome comes back as a changed record.
    };

    explicit PortalRefresher(Environment environment, QObject *parent = nullptr);
    ~PortalRefresher() override;

    /// The portal as the store has it now: new, searched, or with another interval.
    void update(const store::PortalRecord &record);
    void remove(PortalId portal);
    /// The machine has slept, and timers with it.
    void resumed();
    /// Invalid: none is planned.
    [[nodiscard]] QDateTime next(PortalId portal) const;

signals:
    void planned(portolan::engine::PortalId portal);

private:
    struct Entry {
        std::chrono::seconds interval{0};
        QDateTime lastDiscovery, next;
        int failures = 0; ///< In a row.
        std::unique_ptr<TimeSource::Timer> timer;
    };

    [[nodiscard]] std::chrono::milliseconds delayOf(const Entry &entry) const;
    void plan(PortalId portal, const QDateTime &from);
    void due(PortalId portal);

    const Environment m_env;
    std::map<PortalId, Entry> m_entries;
};

} // namespace portolan::engine
