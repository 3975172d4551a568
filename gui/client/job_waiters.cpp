// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/job_waiters.h"

namespace portolan::client {

void JobWaiters::add(const QString &job, QObject *context, Done done)
{
    m_waiters.insert(job, {context, std::move(done)});
}

void JobWaiters::finish(const QString &job, const Result<JobInfo> &outcome)
{
    // Taken out first: a callback may well start the next job and wait for that.
    const auto waiters = m_waiters.values(job);
    m_waiters.remove(job);
    for (auto waiter = waiters.crbegin(); waiter != waiters.crend(); ++waiter) { // values() has the latest first
        if (waiter->context)
            waiter->done(outcome);
    }
}

void JobWaiters::failAll(const Error &error)
{
    const auto waiters = std::exchange(m_waiters, {});
    for (const Waiter &waiter : waiters) {
        if (waiter.context)
            waiter.done(fail(error));
    }
}

} // namespace portolan::client
