// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QMultiHash>
#include <QPointer>

#include <functional>

namespace portolan::client {

/// Who waits for the end of which job. Each is told exactly once.
class JobWaiters {
public:
    using Done = std::function<void(Result<JobInfo>)>;

    void add(const QString &job, QObject *context, Done done);
    [[nodiscard]] bool anyFor(const QString &job) const { return m_waiters.contains(job); }
    /// Tells those who wait for this job.
    void finish(const QString &job, const Result<JobInfo> &outcome);
    /// The service is gone, and with it every job.
    void failAll(const Error &error);

private:
    struct Waiter {
        QPointer<QObject> context;
        Done done;
    };
    QMultiHash<QString, Waiter> m_waiters;
};

} // namespace portolan::client
