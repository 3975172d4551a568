// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/job_batch.h"

#include "cli/text.h"
#include "gui/client/sentences.h"

#include <algorithm>

namespace portolan::cli {

namespace {

constexpr int kPatienceMs = 2000;
const Error kCancelled{ErrorCode::Cancelled, "interrupted", 0, 0};

} // namespace

JobBatch::JobBatch(Context *context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        for (std::size_t i = 0; i < m_jobs.size(); ++i) {
            if (!m_jobs[i].ended && m_jobs[i].path.isEmpty())
                end(i, {{}, kCancelled});
        }
    });
    connect(m_context->client, &client::InitiatorClient::jobChanged, this, [this] { showProgress(); });
}

void JobBatch::run(std::vector<Item> items, Done done)
{
    m_done = std::move(done);
    for (Item &item : items)
        m_jobs.push_back({item.subject, {}, std::move(item.start)});
    showProgress();
    startFrom(0);
}

void JobBatch::startFrom(std::size_t index)
{
    for (; m_cancelled && index < m_jobs.size(); ++index)
        end(index, {{}, kCancelled}); // the last one empties the list
    if (index < m_jobs.size())
        m_jobs[index].start(this, [this, index](const Result<QString> &path) { started(index, path); });
}

void JobBatch::cancel()
{
    m_cancelled = true;
    m_patience.start(kPatienceMs);
    for (const Running &job : m_jobs) {
        if (!job.ended && !job.path.isEmpty())
            m_context->client->cancel(job.path, this, [](const Result<> &) {}); // too late, or its end tells
    }
}

void JobBatch::started(std::size_t index, const Result<QString> &path)
{
    if (index >= m_jobs.size() || m_jobs[index].ended)
        return;
    if (path) {
        m_jobs[index].path = *path;
        if (m_cancelled)
            m_context->client->cancel(*path, this, [](const Result<> &) {});
        m_context->client->whenFinished(*path, this,
                                        [this, index](const Result<client::JobInfo> &job) { finished(index, job); });
    } else {
        end(index, {{}, path.error()});
    }
    startFrom(index + 1);
}

void JobBatch::finished(std::size_t index, const Result<client::JobInfo> &job)
{
    if (!job)
        return end(index, {{}, job.error()});
    switch (job->state) {
    case dbus::JobState::Done:
        return end(index, {*job, {}});
    case dbus::JobState::Cancelled:
        return end(index, {*job, kCancelled});
    default:
        return end(index, {*job, job->error});
    }
}

void JobBatch::end(std::size_t index, Ended end)
{
    m_jobs[index].end = std::move(end);
    m_jobs[index].ended = true;
    if (!std::all_of(m_jobs.begin(), m_jobs.end(), [](const Running &job) { return job.ended; }))
        return showProgress();
    m_patience.stop();
    m_context->output->endProgress();
    std::vector<Ended> ends;
    for (Running &job : m_jobs)
        ends.push_back(std::move(job.end));
    m_jobs.clear();
    m_done(ends);
}

void JobBatch::showProgress()
{
    const auto running = std::find_if(m_jobs.begin(), m_jobs.end(), [](const Running &job) { return !job.ended; });
    if (running == m_jobs.end())
        return;
    const auto job = m_context->client->job(running->path);
    const QString phase = m_cancelled ? cli::tr("Cancelling…") : client::phaseOf(job ? job->phase : QString());
    QString text = running->subject.isEmpty() ? phase : running->subject + QStringLiteral(": ") + phase;
    if (m_jobs.size() > 1) {
        const auto ended =
            std::count_if(m_jobs.begin(), m_jobs.end(), [](const Running &entry) { return entry.ended; });
        text = cli::tr("%1 of %2 done. %3").arg(qsizetype(ended)).arg(qsizetype(m_jobs.size())).arg(text);
    }
    m_context->output->progress(text);
}

} // namespace portolan::cli
