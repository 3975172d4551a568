// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/wizards/login_run.h"

#include "gui/client/sentences.h"

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

namespace {

bool asksForPassword(ErrorCode code)
{
    switch (code) {
    case ErrorCode::AuthRequired:
    case ErrorCode::AuthenticationFailed:
    case ErrorCode::TargetAuthFailed:
    case ErrorCode::SecretMissing:
    case ErrorCode::SecretTooShort:
    case ErrorCode::SecretTooLong:
    case ErrorCode::SecretSameBothWays:
        return true;
    default:
        return false;
    }
}

} // namespace

LoginRun::LoginRun(InitiatorClient &client, QString node, bool atStart, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_node(std::move(node))
    , m_title(m_node)
    , m_atStart(atStart)
    , m_saver(client, m_node, this)
{
    if (const auto info = m_client.node(m_node))
        m_title = info->title();
    connect(&m_client, &InitiatorClient::jobChanged, this, [this](const QString &path) {
        const auto job = path == m_job ? m_client.job(path) : std::nullopt;
        if (job && !job->finished())
            work(client::phaseOf(job->phase));
    });
}

void LoginRun::start()
{
    m_cancelled = false;
    work(client::phaseOf(u"connecting"_s));
    allowed([this] { login(); });
}

void LoginRun::allowed(const std::function<void()> &then)
{
    m_client.authorizeSetUp({u"login"_s, u"modify"_s, u"secrets"_s}, this, [this, then](const Result<void> &result) {
        if (!result)
            return end(result.error());
        if (m_cancelled)
            return end({ErrorCode::Cancelled, "cancelled", 0, 0});
        then();
    });
}

void LoginRun::startWith(const Credentials &credentials)
{
    m_cancelled = false;
    work(tr("Saving the password…"));
    allowed([this, credentials] {
        m_saver.save(credentials, [this](const Result<void> &result) {
            if (!result)
                return end(result.error());
            if (m_cancelled)
                return end({ErrorCode::Cancelled, "cancelled", 0, 0});
            login();
        });
    });
}

void LoginRun::login()
{
    m_job.clear();
    work(client::phaseOf(u"connecting"_s));
    m_client.login(m_node, this, [this](Result<QString> job) {
        if (!job)
            return end(m_cancelled ? Error{ErrorCode::Cancelled, "cancelled", 0, 0} : job.error());
        m_job = *job;
        if (m_cancelled)
            m_client.cancel(m_job, this, [](const Result<void> &) { /* its end tells */ });
        m_client.whenFinished(*job, this, [this](const Result<client::JobInfo> &outcome) {
            m_job.clear();
            if (!outcome)
                return end(outcome.error());
            takeOutcome(*outcome);
        });
    });
}

void LoginRun::takeOutcome(const client::JobInfo &job)
{
    if (job.state == dbus::JobState::Cancelled)
        return end({ErrorCode::Cancelled, "cancelled", 0, 0});
    if (job.state != dbus::JobState::Done)
        return end(job.error);
    m_noDisks = job.result.value(u"warnings"_s).toStringList().contains(u"no-luns"_s);
    rememberStart();
}

void LoginRun::rememberStart()
{
    const auto node = m_client.node(m_node);
    const auto wanted = m_atStart ? dbus::AutoLogin::AtStart : dbus::AutoLogin::Manual;
    const auto done = [this](const std::optional<Error> &error) {
        m_notRemembered = error;
        m_state = State::Connected;
        emit changed();
    };
    if (!node || node->autoLogin == wanted || m_cancelled)
        return done({});
    m_client.update(m_node, {{u"AutoLogin"_s, uint(wanted)}}, this, [done](const Result<void> &result) {
        done(result ? std::nullopt : std::optional(result.error()));
    });
}

void LoginRun::rememberAgain()
{
    if (m_state == State::Connected && m_notRemembered)
        rememberStart();
}

void LoginRun::cancel()
{
    if (m_state != State::Working)
        return;
    m_cancelled = true;
    if (!m_job.isEmpty())
        m_client.cancel(m_job, this, [](const Result<void> &) { /* its end tells */ });
}

void LoginRun::work(const QString &phase)
{
    m_state = State::Working;
    m_phase = phase;
    emit changed();
}

void LoginRun::end(const Error &error)
{
    m_error = error;
    m_state = error.code == ErrorCode::Cancelled ? State::Cancelled
              : asksForPassword(error.code)      ? State::NeedsPassword
                                                 : State::Failed;
    emit changed();
}

} // namespace portolan::gui
