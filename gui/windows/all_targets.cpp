// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/all_targets.h"

#include "gui/client/sentences.h"
#include "gui/windows/confirm.h"

namespace portolan::gui {

using namespace Qt::StringLiterals;
using Kind = MessageBar::Kind;

AllTargets::AllTargets(client::InitiatorClient &client, QWidget *window)
    : QObject(window)
    , m_client(client)
    , m_window(window)
{}

void AllTargets::login()
{
    m_client.loginAll(this, [this](const Result<QString> &job) { follow(job, true); });
}

void AllTargets::logout()
{
    confirm(m_window,
            {Settings::Key::ConfirmLogoutAll, u"LogOutAll"_s, tr("Log out of all targets?"),
             tr("Disks that are in use stay connected; the others are taken away."), tr("Log out all")},
            [this] { m_client.logoutAll(false, this, [this](const Result<QString> &job) { follow(job, false); }); });
}

void AllTargets::follow(const Result<QString> &job, bool loggedIn)
{
    const auto complain = [this](const Error &error) {
        emit told(Kind::Error, client::sentenceOf(error), client::cureOf(error));
    };
    if (!job)
        return complain(job.error());
    m_client.whenFinished(*job, this, [this, loggedIn, complain](const Result<client::JobInfo> &outcome) {
        if (!outcome)
            return complain(outcome.error());
        // In use is no failure of all: the others were logged out.
        if (outcome->state == dbus::JobState::Failed && outcome->error.code != ErrorCode::DeviceBusy)
            return complain(outcome->error);
        tell(*outcome, loggedIn);
    });
}

void AllTargets::tell(const client::JobInfo &job, bool loggedIn)
{
    const int done = int(job.result.value(u"nodes"_s).toList().size());
    const int failed = int(job.result.value(u"failed"_s).toList().size());
    if (loggedIn) {
        if (failed > 0)
            return emit told(Kind::Warning, tr("%n target(s) could not be connected.", nullptr, failed),
                             tr("Each of them says why."));
        return done > 0 ? emit told(Kind::Success, tr("%n target(s) connected.", nullptr, done), {})
                        : emit told(Kind::Info, tr("Every target marked “at start” is connected already."), {});
    }
    if (failed > 0 || job.state == dbus::JobState::Failed)
        return emit told(Kind::Warning, tr("Not all targets were logged out: disks of some are in use."),
                         tr("“Log out” of such a target shows what uses them."));
    emit told(Kind::Success, tr("%n target(s) logged out.", nullptr, done), {});
}

} // namespace portolan::gui
