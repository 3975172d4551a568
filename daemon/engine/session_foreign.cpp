// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/event_text.h"
#include "daemon/engine/session_controller.h"

/// The fourth part of SessionController: a session of another program, which is shown and left alone.
namespace portolan::engine {

namespace {

SessionInfo sessionInfoOf(const dataplane::ForeignSession &foreign)
{
    SessionInfo info;
    info.targetName = foreign.targetName;
    info.portal = foreign.portal;
    info.persistentPortal = foreign.persistentPortal;
    info.isid = foreign.isid;
    info.portalGroupTag = foreign.portalGroupTag;
    info.auth = foreign.auth;
    info.parameters = foreign.parameters;
    info.foreign = true;
    info.program = foreign.program;
    info.firmware = foreign.firmware;
    return info;
}

} // namespace

void SessionController::showForeign(dataplane::DataPlane *plane, const dataplane::ForeignSession &foreign)
{
    const bool isNew = !m_session;
    if (isNew) {
        m_attempt.reset();
        m_timer.reset();
        m_outage.reset();
        m_lastError.reset();
        m_streak = {};
        m_wanted = false;
        makeSession(plane, foreign.handle, sessionInfoOf(foreign));
        enter(Phase::Foreign);
        report(Severity::Info, QStringLiteral("foreign.found"), textOf(foreignError().message),
               {{QStringLiteral("program"), foreign.program}, {QStringLiteral("firmware"), foreign.firmware}});
        finishOperation({foreignError(), {}, {}});
    }
    SessionInfo &info = m_session->info;
    const bool wasOnline = info.state == SessionState::Online;
    SessionInfo now = sessionInfoOf(foreign);
    now.number = info.number;
    now.node = info.node;
    now.dataPlane = info.dataPlane;
    now.state = info.state;
    now.stateSince = info.stateSince;
    info = std::move(now);
    m_session->devices->setDevices(foreign.devices);
    if (!isNew && wasOnline != foreign.connected) {
        if (foreign.connected)
            report(Severity::Info, QStringLiteral("foreign.restored"), QStringLiteral("the session is back"));
        else
            report(Severity::Warning, QStringLiteral("foreign.lost"), QStringLiteral("the session lost its connection"),
                   {{QStringLiteral("program"), foreign.program}});
    }
    sessionIsNow(foreign.connected ? SessionState::Online : SessionState::Reconnecting);
}

void SessionController::foreignEnded()
{
    report(Severity::Info, QStringLiteral("foreign.gone"), QStringLiteral("the session of another program has ended"),
           {{QStringLiteral("program"), m_session->info.program}});
    releaseForeign();
}

void SessionController::releaseForeign()
{
    removeSession();
    enter(Phase::Idle);
}

Error SessionController::foreignError() const
{
    const SessionInfo &info = m_session->info;
    const std::string who = !info.program.isEmpty() ? info.program.toStdString()
                            : info.firmware         ? "the firmware"
                                                    : "another program";
    return {ErrorCode::ForeignSession, who + " connected this target; its session is shown here and left alone", 0, 0};
}

/// Forced or not.
std::optional<Error> SessionController::logoutRefusal() const
{
    if (isForeign())
        return foreignError();
    if (isFirmware())
        return Error{ErrorCode::ForeignSession, "this machine was started from this disk; it stays connected", 0, 0};
    return std::nullopt;
}

} // namespace portolan::engine
