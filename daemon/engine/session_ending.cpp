// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/event_text.h"
#include "daemon/engine/session_controller.h"

/// The third part of SessionController: how a session, or the attempt at one, is ended.
namespace portolan::engine {

void SessionController::logout(bool force, Operation operation)
{
    if (auto refusal = logoutRefusal())
        return operation.done({std::move(*refusal), {}, {}});
    if (m_logout || m_undoAttach)
        return operation.done({Error{ErrorCode::Busy, "a logout is in work already", 0, 0}, {}, {}});
    // A login that waits; who asks last is right. One that waits for its LUNs only has its session: that is logged out.
    if (m_operation && m_phase == Phase::Online)
        finishOperation({Error{ErrorCode::Cancelled, "cancelled", 0, 0}, {}, {}});
    else if (m_operation)
        cancelOperation();
    if (!m_session) {
        m_left.abandon();
        m_wanted = false;
        m_outage.reset();
        if (!m_undoAttach)
            stopTrying();
        if (!m_undoAttach) // else the data plane may still bring a session up, which goes then
            return operation.done({});
    }
    m_operation = std::move(operation);
    m_operationIsLogin = false;
    if (m_session)
        beginLogout(force);
}

void SessionController::beginLogout(bool force)
{
    m_connectedBeforeLogout = m_phase == Phase::Online || (m_phase == Phase::Attaching && !m_outage);
    m_cidsBeforeLogout = m_further ? m_further->cids() : std::vector<std::uint16_t>{m_session->info.cid};
    m_attempt.reset();
    m_timer.reset();
    ++m_attachGeneration; // A reattach that is on its way is not for us any more; detach() ends it.
    LogoutSequence::Config config;
    config.plane = m_session->plane;
    config.handle = m_session->handle;
    config.devices = m_session->devices.get();
    config.time = m_env.time;
    config.force = force;
    config.connected = m_connectedBeforeLogout;
    m_logout = std::make_unique<LogoutSequence>(
        config, [this](const QString &phase) { setOperationPhase(phase); },
        [this](LogoutSequence::End end) { logoutEnded(std::move(end)); });
    enter(Phase::LoggingOut);
    sessionIsNow(SessionState::LoggingOut);
}

void SessionController::logoutEnded(LogoutSequence::End end)
{
    m_logout.reset();
    if (end.sessionEnded) {
        report(Severity::Info, QStringLiteral("logout.done"), QStringLiteral("logged out"));
        m_wanted = false;
        m_sessionGone = false;
        m_outage.reset();
        m_lastError.reset();
        m_streak = {};
        m_left.keep(m_session->devices->takeLeft(), {});
        m_left.abandon(); // What the logout was forced to leave behind.
        removeSession();
        enter(Phase::Idle);
        return finishOperation(std::move(end.end));
    }
    QVariantMap details = detailsOf(*end.end.error);
    details.insert(QStringLiteral("who"), textOf(end.end.blockers));
    report(Severity::Warning, QStringLiteral("logout.blocked"), textOf(end.end.error->message), std::move(details));
    backAfterLogout();
    finishOperation(std::move(end.end));
}

void SessionController::backAfterLogout()
{
    if (std::exchange(m_sessionGone, false)) {
        m_phase = Phase::Waiting;
        return handleGone({ErrorCode::TransportFailed, "the session ended while its logout was prepared", 0, 0});
    }
    if (m_connectedBeforeLogout) {
        enter(Phase::Online);
        joinConnections(std::move(m_cidsBeforeLogout));
        return sessionIsNow(SessionState::Online);
    }
    if (!m_outage)
        m_outage = Outage{m_env.time->now(), m_env.time->now()};
    sessionIsNow(SessionState::Reconnecting);
    if (m_wanted)
        return attempt();
    enter(Phase::Idle);
}

void SessionController::cancelOperation()
{
    if (!m_operation)
        return;
    const Error cancelled{ErrorCode::Cancelled, "cancelled", 0, 0};
    auto operation = std::exchange(m_operation, std::nullopt);
    m_settleTimer.reset();
    if (!m_operationIsLogin) {
        if (m_logout && m_logout->cancel()) {
            m_logout.reset();
            backAfterLogout();
        }
        return operation->done({cancelled, {}, {}});
    }
    // What was there before this login was asked for stays, or goes on being brought back.
    const bool older = m_outage || (m_phase == Phase::Online && !m_operationMadeSession);
    if (!older) {
        m_wanted = false;
        if (m_phase == Phase::Online)
            beginLogout(true); // Only its LUNs were missing.
        else
            stopTrying();
    }
    operation->done({cancelled, {}, {}});
}

void SessionController::stopTrying()
{
    m_lastError.reset();
    m_streak = {};
    if (m_phase == Phase::Attaching) { // The data plane's answer, or its absence, ends it.
        m_undoAttach = true;
        return emit nodeChanged();
    }
    m_attempt.reset();
    m_timer.reset();
    enter(Phase::Idle);
}

} // namespace portolan::engine
