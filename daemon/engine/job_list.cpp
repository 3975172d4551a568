// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/job_list.h"

#include <QPointer>

namespace portolan::engine {

struct JobList::Entry {
    JobInfo info;
    std::function<void(Operation)> run;
    std::function<void()> cancel;
    std::unique_ptr<TimeSource::Timer> timer; ///< To start it, later to forget it.
    bool started = false;

    [[nodiscard]] bool ended() const { return info.state != JobState::Running && info.state != JobState::Finalising; }
};

JobList::JobList(TimeSource *time, QObject *parent)
    : QObject(parent)
    , m_time(time)
{}

JobList::~JobList() = default;

JobId JobList::begin(JobInfo job, std::function<void(Operation)> run, std::function<void()> cancel)
{
    const JobId id = m_nextId++;
    job.id = id;
    job.state = JobState::Running;
    job.started = m_time->wallTime();
    Entry &entry = m_jobs[id];
    entry.info = std::move(job);
    entry.run = std::move(run);
    entry.cancel = std::move(cancel);
    entry.timer = m_time->after(std::chrono::milliseconds(0), [this, id] { start(id); });
    emit changed(id);
    return id;
}

void JobList::start(JobId id)
{
    Entry &entry = m_jobs.at(id);
    entry.started = true;
    const auto run = std::move(entry.run);
    const QPointer<JobList> self(this);
    run({[self, id](const QString &phase) {
             if (self)
                 self->setPhase(id, phase);
         },
         [self, id](OperationEnd end) {
             if (self)
                 self->finish(id, std::move(end));
         },
         [self, id] {
             if (self)
                 self->finalise(id);
         }});
}

Result<> JobList::cancel(JobId id)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end())
        return fail(ErrorCode::NotFound, "there is no job " + std::to_string(id));
    if (found->second.ended())
        return fail(ErrorCode::Busy, "the job has ended already");
    if (found->second.info.state == JobState::Finalising)
        return fail(ErrorCode::Busy, "the job is being completed and cannot be cancelled any more");
    const auto cancel = found->second.started ? found->second.cancel : nullptr;
    finish(id, {Error{ErrorCode::Cancelled, "cancelled", 0, 0}, {}, {}});
    if (cancel)
        cancel();
    return {};
}

std::vector<JobInfo> JobList::jobs() const
{
    std::vector<JobInfo> all;
    all.reserve(m_jobs.size());
    for (const auto &[id, entry] : m_jobs)
        all.push_back(entry.info);
    return all;
}

Result<JobInfo> JobList::job(JobId id) const
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end())
        return fail(ErrorCode::NotFound, "there is no job " + std::to_string(id));
    return found->second.info;
}

void JobList::setPhase(JobId id, const QString &phase)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end() || found->second.ended() || found->second.info.phase == phase)
        return;
    found->second.info.phase = phase;
    emit changed(id);
}

void JobList::finalise(JobId id)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end() || found->second.ended())
        return;
    found->second.info.state = JobState::Finalising;
    emit changed(id);
}

void JobList::finish(JobId id, OperationEnd end)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end() || found->second.ended())
        return; // What was cancelled may still report an end of its own.
    Entry &entry = found->second;
    if (!end.error)
        entry.info.state = JobState::Done;
    else
        entry.info.state = end.error->code == ErrorCode::Cancelled ? JobState::Cancelled : JobState::Failed;
    entry.info.error = std::move(end.error);
    entry.info.blockers = std::move(end.blockers);
    entry.info.result = std::move(end.result);
    entry.timer = m_time->after(kKeepFinished, [this, id] { forget(id); });
    m_finished.push_back(id);
    emit changed(id);
    if (m_finished.size() > kMostFinished)
        forget(m_finished.front());
}

void JobList::forget(JobId id)
{
    m_jobs.erase(id);
    std::erase(m_finished, id);
    emit removed(id);
}

} // namespace portolan::engine
