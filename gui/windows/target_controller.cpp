// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/target_controller.h"

#include "gui/client/sentences.h"

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

TargetController::TargetController(InitiatorClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    connect(&m_client, &InitiatorClient::jobChanged, this, [this](const QString &path) {
        const auto job = m_client.job(path);
        if (!job || job->finished())
            return;
        for (auto work = m_work.begin(); work != m_work.end(); ++work) {
            if (work->job == path) {
                work->phase = client::phaseOf(job->phase);
                emit changed(work.key());
                return;
            }
        }
    });
    connect(&m_client, &InitiatorClient::nodeChanged, this, [this](const QString &path) {
        const auto node = m_client.node(path);
        if (node && node->status == dbus::NodeStatus::Connected && m_failures.contains(path) &&
            m_failures.value(path).code != ErrorCode::DeviceBusy)
            dismiss(path);
    });
    connect(&m_client, &InitiatorClient::nodeRemoved, this, [this](const QString &path) {
        m_failures.remove(path);
        m_work.remove(path);
    });
}

void TargetController::login(const QString &path)
{
    const auto node = m_client.node(path);
    if (!node || m_work.contains(path))
        return;
    begin(path);
    if (node->status == dbus::NodeStatus::Reconnecting && !node->session.isEmpty()) {
        // It is on its way already: not wait for the next attempt.
        m_client.reconnect(node->session, this, [this, path](const Result<void> &result) {
            end(path, result ? std::nullopt : std::optional(result.error()));
        });
        return;
    }
    m_client.login(path, this, [this, path](const Result<QString> &job) { follow(path, job); });
}

void TargetController::rescan(const QString &path)
{
    const auto node = m_client.node(path);
    if (!node || node->session.isEmpty() || m_work.contains(path))
        return;
    begin(path);
    m_client.rescan(node->session, this, [this, path](const Result<QString> &job) { follow(path, job); });
}

void TargetController::takeOver(const QString &path)
{
    const auto node = m_client.node(path);
    if (!node || node->session.isEmpty() || m_work.contains(path))
        return;
    begin(path);
    m_client.takeOver(node->session, this, [this, path](const Result<QString> &job) { follow(path, job); });
}

void TargetController::begin(const QString &node)
{
    m_failures.remove(node);
    m_work.insert(node, {{}, client::phaseOf({}), false});
    emit changed(node);
}

void TargetController::follow(const QString &node, const Result<QString> &job)
{
    const auto work = m_work.find(node);
    if (work == m_work.end())
        return;
    if (!job)
        return end(node, job.error());
    work->job = *job;
    if (work->cancelled)
        m_client.cancel(*job, this, [](const Result<void> &) { /* its end tells */ });
    m_client.whenFinished(*job, this, [this, node](const Result<client::JobInfo> &outcome) {
        if (!outcome)
            return end(node, outcome.error());
        end(node, outcome->state == dbus::JobState::Failed ? std::optional(outcome->error) : std::nullopt);
    });
}

void TargetController::end(const QString &node, const std::optional<Error> &error)
{
    m_work.remove(node);
    if (error && error->code != ErrorCode::Cancelled)
        m_failures.insert(node, *error);
    emit changed(node);
}

void TargetController::cancel(const QString &node)
{
    const auto work = m_work.find(node);
    if (work == m_work.end() || work->cancelled)
        return;
    work->cancelled = true;
    if (!work->job.isEmpty())
        m_client.cancel(work->job, this, [](const Result<void> &) { /* its end tells */ });
}

void TargetController::report(const QString &node, const Result<void> &result)
{
    if (result)
        dismiss(node);
    else
        setFailure(node, result.error());
}

void TargetController::setAtStart(const QString &node, bool atStart)
{
    const auto wanted = atStart ? dbus::AutoLogin::AtStart : dbus::AutoLogin::Manual;
    m_client.update(node, {{u"AutoLogin"_s, uint(wanted)}}, this,
                    [this, node](const Result<void> &result) { report(node, result); });
}

void TargetController::setLabel(const QString &node, const QString &label)
{
    m_client.update(node, {{u"Label"_s, label}}, this,
                    [this, node](const Result<void> &result) { report(node, result); });
}

QString TargetController::phase(const QString &node) const { return m_work.value(node).phase; }

std::optional<Error> TargetController::failure(const QString &node) const
{
    const auto found = m_failures.constFind(node);
    return found == m_failures.constEnd() ? std::nullopt : std::optional(*found);
}

void TargetController::setFailure(const QString &node, const Error &error)
{
    m_failures.insert(node, error);
    emit changed(node);
}

void TargetController::dismiss(const QString &node)
{
    if (m_failures.remove(node) > 0)
        emit changed(node);
}

} // namespace portolan::gui
