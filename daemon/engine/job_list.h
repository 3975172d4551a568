// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/model.h"
#include "daemon/engine/operation.h"
#include "daemon/engine/time_source.h"

#include <QObject>

#include <deque>
#include <map>

namespace portolan::engine {

/// The long operations that run, and those that ended in the last minute, so that a client that was restarted still
/// finds out how they did; of those at most kMostFinished.
class JobList : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::seconds kKeepFinished{60};
    static constexpr std::size_t kMostFinished = 1000;

    explicit JobList(TimeSource *time, QObject *parent = nullptr);
    ~JobList() override;

    /// \param run     called from the event loop, never from inside this call; not called if cancelled before
    /// \param cancel  stops what run() began; the operation's done may or may not be called then
    JobId begin(JobInfo job, std::function<void(Operation)> run, std::function<void()> cancel);
    /// \return NotFound; Busy if it has ended already or cannot be stopped any more
    Result<> cancel(JobId id);

    [[nodiscard]] std::vector<JobInfo> jobs() const;
    [[nodiscard]] Result<JobInfo> job(JobId id) const;

signals:
    void changed(portolan::engine::JobId id);
    void removed(portolan::engine::JobId id);

private:
    struct Entry;
    void start(JobId id);
    void setPhase(JobId id, const QString &phase);
    void finalise(JobId id);
    void finish(JobId id, OperationEnd end);
    void forget(JobId id);

    TimeSource *const m_time;
    std::map<JobId, Entry> m_jobs;
    std::deque<JobId> m_finished; ///< In the order in which they ended.
    JobId m_nextId = 1;
};

} // namespace portolan::engine
