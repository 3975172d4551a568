// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/import_run.h"

#include "gui/client/sentences.h"

namespace portolan::gui {

using client::InitiatorClient;

ImportRun::ImportRun(InitiatorClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    connect(&m_client, &InitiatorClient::jobChanged, this, [this](const QString &path) {
        const auto job = m_running && path == m_job ? m_client.job(path) : std::nullopt;
        if (job && !job->finished())
            emit phaseChanged(client::phaseOf(job->phase));
    });
}

ImportRun::~ImportRun() { abandonLook(); }

void ImportRun::start(const InitiatorClient::ImportOptions &options)
{
    abandonLook();
    m_job.clear();
    m_running = true;
    m_dryRun = options.dryRun;
    const auto fail = [this](const Error &error) {
        m_running = false;
        emit failed(error);
    };
    m_client.importOpenIscsi(options, this, [this, fail, round = ++m_round](const Result<QString> &job) {
        if (round != m_round)
            return;
        if (!job)
            return fail(job.error());
        m_job = *job;
        m_client.whenFinished(m_job, this, [this, fail, round](const Result<client::JobInfo> &outcome) {
            if (round != m_round)
                return;
            if (!outcome)
                return fail(outcome.error());
            takeOutcome(*outcome);
        });
    });
}

void ImportRun::takeOutcome(const client::JobInfo &job)
{
    m_running = false;
    if (job.state == dbus::JobState::Done)
        emit finished(client::ImportReport::from(job.result));
    else
        emit failed(job.error);
}

void ImportRun::abandonLook()
{
    if (m_running && m_dryRun && !m_job.isEmpty())
        m_client.cancel(m_job, nullptr, [](const Result<void> &) {}); // if it has just ended, that is as good
}

} // namespace portolan::gui
