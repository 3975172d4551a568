// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/log/log.h"
#include "daemon/engine/event_text.h"
#include "daemon/engine/session_controller.h"

#include <QPointer>

#include <algorithm>

/// The second part of SessionController: what happens to a session that is there.
namespace portolan::engine {

namespace {

using namespace std::chrono_literals;

/// Async event codes, RFC 7143 §11.9.1.
constexpr int kSenseData = 0, kLogoutRequested = 1, kConnectionDropped = 2, kSessionDropped = 3,
              kNegotiationRequested = 4;
constexpr int kFirstVendorEvent = 248;
/// A session that is lost sooner than this after it came back has not come back: the back-off goes on (FSM-07).
constexpr auto kStable = 30s;
/// How much of an earlier outage's back-off counts then: a target that restarts in two steps is not waited for long.
constexpr int kMostRemembered = 3;
/// Bounds of the time in which the Logout Response must come that the target itself asked for.
constexpr auto kLeastLeave = 2s, kMostLeave = 30s;

} // namespace

NodeInfo SessionController::nodeInfo() const
{
    NodeInfo info;
    info.record = m_record;
    info.lastError = m_lastError;
    info.session = m_session ? m_session->info.number : 0;
    info.wanted = m_wanted;
    info.nextAttempt = m_nextAttempt;
    switch (m_phase) {
    case Phase::Foreign:
        info.status = NodeStatus::ConnectedBySystem;
        break;
    case Phase::Online:
        info.status = NodeStatus::Connected;
        break;
    case Phase::LoggingOut:
        info.status = NodeStatus::Disconnecting;
        break;
    case Phase::LeavingForTarget:
        info.status = NodeStatus::Reconnecting;
        break;
    case Phase::Waiting:
        info.status = m_outage ? NodeStatus::Reconnecting : NodeStatus::ConnectionFailed;
        break;
    case Phase::LoggingIn:
    case Phase::Attaching:
        info.status = m_undoAttach ? NodeStatus::Disconnecting
                      : m_outage   ? NodeStatus::Reconnecting
                                   : NodeStatus::Connecting;
        break;
    case Phase::Idle:
        info.status = m_lastError        ? NodeStatus::ConnectionFailed
                      : m_record.missing ? NodeStatus::Missing
                                         : NodeStatus::Disconnected;
        break;
    }
    return info;
}

std::vector<LunInfo> SessionController::luns() const
{
    if (!m_session)
        return {};
    auto luns = m_session->devices->luns();
    for (LunInfo &lun : luns)
        lun.session = m_session->info.number;
    return luns;
}

bool SessionController::owns(const dataplane::DataPlane *plane, dataplane::SessionHandle handle) const
{
    return m_session && m_session->plane == plane && m_session->handle == handle;
}

void SessionController::adopt(dataplane::DataPlane *plane, const dataplane::RunningSession &running,
                              const SessionDescription &description, Adopted how)
{
    m_attempt.reset(); // A data plane that answered late.
    makeSession(plane, running.handle, description.info);
    SessionInfo &info = m_session->info;
    info.node = m_record.id;
    info.firmware = running.firmware;
    m_wanted = true;
    const bool takenOver = how == Adopted::FromOther;
    report(Severity::Info, takenOver ? QStringLiteral("session.taken_over") : QStringLiteral("session.adopted"),
           QStringLiteral("%1%2").arg(takenOver ? QStringLiteral("taken over") : QStringLiteral("found running"),
                                      running.connected ? QString() : QStringLiteral(", waiting for its connection")),
           {{QStringLiteral("connected"), running.connected}});
    m_session->devices->setDevices(running.devices);
    if (const auto counters = plane->counters(running.handle))
        m_digests.start(counters->digestErrors);
    if (m_record.id > 0 && running.timeouts != timeoutsOf(m_record.settings))
        plane->setTimeouts(running.handle, timeoutsOf(m_record.settings));
    if (running.connected) {
        m_onlineSince = m_env.time->now();
        info.state = SessionState::Online; // Since when is in the description.
        m_streak = {};
        m_lastError.reset();
        enter(Phase::Online);
        joinConnections(running.cids.empty() ? std::vector<std::uint16_t>{info.cid} : running.cids);
        emit sessionChanged();
        return waitForDevices(); // Of a login that somebody follows.
    }
    beginOutage({ErrorCode::TransportFailed, "the connection was lost while the daemon was away", 0, 0}, 0s);
}

void SessionController::handleNotice(const dataplane::AsyncNotice &notice)
{
    const QVariantMap details{{QStringLiteral("event"), uint(notice.event)},
                              {QStringLiteral("parameter1"), uint(notice.parameter1)},
                              {QStringLiteral("parameter2"), uint(notice.parameter2)},
                              {QStringLiteral("parameter3"), uint(notice.parameter3)}};
    // ASY-10, ASY-11: once we are leaving, nothing the target announces changes that.
    if (m_phase != Phase::Online)
        return;
    switch (notice.event) {
    case kSenseData:
        report(Severity::Info, QStringLiteral("async.sense"), QStringLiteral("the target reports a change of a LUN"),
               details);
        m_session->plane->rescan(m_session->handle, [](const Result<> &) {});
        return;
    case kLogoutRequested:
        report(Severity::Warning, QStringLiteral("async.logout"),
               QStringLiteral("the target asks for a logout within %1 s").arg(notice.parameter3), details);
        return leaveForTarget(std::chrono::seconds(notice.parameter3));
    case kConnectionDropped:
    case kSessionDropped:
        if (notice.event == kConnectionDropped && notice.parameter1 != m_session->info.cid) {
            report(Severity::Warning, QStringLiteral("async.ignored"),
                   QStringLiteral("the target drops connection %1, which is not ours").arg(notice.parameter1), details);
            return;
        }
        report(Severity::Warning, QStringLiteral("async.drop"),
               QStringLiteral("the target drops the connection; it may be back after %1 s").arg(notice.parameter2),
               details);
        m_session->plane->suspend(m_session->handle);
        return beginOutage({ErrorCode::TransportFailed, "the target dropped the connection", 0, 0},
                           std::chrono::seconds(notice.parameter2));
    case kNegotiationRequested:
        report(Severity::Info, QStringLiteral("async.negotiate"), QStringLiteral("the target asks for a negotiation"),
               details);
        return m_session->plane->renegotiate(m_session->handle);
    default:
        report(notice.event >= kFirstVendorEvent ? Severity::Info : Severity::Warning, QStringLiteral("async.ignored"),
               QStringLiteral("the target sent async event %1, which means nothing to us").arg(notice.event), details);
    }
}

void SessionController::leaveForTarget(std::chrono::seconds within)
{
    enter(Phase::LeavingForTarget);
    const auto leave = [this] {
        m_session->plane->suspend(m_session->handle);
        beginOutage({ErrorCode::TransportFailed, "the target asked this session to log out", 0, 0},
                    std::chrono::seconds(m_session->info.parameters.defaultTime2Wait));
    };
    m_timer = m_env.time->after(std::clamp<std::chrono::milliseconds>(within, kLeastLeave, kMostLeave), leave);
    const QPointer<SessionController> self(this);
    m_session->plane->logout(m_session->handle, [self, leave](const Result<> &) {
        if (self && self->m_phase == Phase::LeavingForTarget)
            leave();
    });
}

void SessionController::handleConnectionLost(const Error &reason, int time2Wait)
{
    const auto wait =
        std::chrono::seconds(time2Wait >= 0 ? std::uint32_t(time2Wait) : m_session->info.parameters.defaultTime2Wait);
    const auto now = m_env.time->now();
    switch (m_phase) {
    case Phase::Online:
    case Phase::LeavingForTarget:
        return beginOutage(reason, wait);
    case Phase::Attaching:
        m_lostWhileAttaching = {reason, time2Wait};
        return;
    case Phase::LoggingOut:
        m_connectedBeforeLogout = false;
        if (!m_outage)
            m_outage = Outage{now, now + wait};
        return m_logout->setDisconnected();
    case Phase::Idle:
    case Phase::Waiting:
    case Phase::LoggingIn:
    case Phase::Foreign:
        return; // Known already.
    }
}

void SessionController::handleConnectionDropped(std::uint16_t cid, const Error &reason, int time2Wait)
{
    watchDigests();
    if (m_further)
        m_further->dropped(cid, reason, time2Wait);
}

void SessionController::beginOutage(const Error &reason, std::chrono::seconds time2Wait)
{
    const auto now = m_env.time->now();
    m_timer.reset();
    const bool flapping = m_onlineSince && now - *m_onlineSince < kStable;
    m_streak.hadSession = true;
    m_streak.attempts = flapping ? std::min(m_streak.attempts, kMostRemembered) + 1 : 0;
    m_streak.refusals = 0;
    m_onlineSince.reset();
    m_outage = Outage{now, now + time2Wait};
    m_lastError = reason;
    report(Severity::Error, QStringLiteral("session.lost"), textOf(reason.message), detailsOf(reason));
    watchDigests();
    sessionIsNow(SessionState::Reconnecting);
    if (!m_wanted)
        return enter(Phase::Idle);
    if (m_streak.attempts == 0)
        return attempt();
    const auto delay = delayAfter(FailureClass::Transient, m_streak, m_env.random());
    wait(std::max<std::chrono::milliseconds>(delay.value_or(0ms), time2Wait));
}

void SessionController::watchDigests()
{
    const auto counters = m_session->plane->counters(m_session->handle);
    if (!counters || !m_digests.connectionLost(counters->digestErrors, m_env.time->now()))
        return;
    report(Severity::Warning, QStringLiteral("session.digest_errors"),
           QStringLiteral("digests do not fit, %1 times so far: the network damages data, or the target computes them "
                          "wrongly; if the network is known to be sound, try header-digest=off data-digest=off")
               .arg(counters->digestErrors),
           {{QStringLiteral("count"), qulonglong(counters->digestErrors)}});
}

void SessionController::handleDevices(const std::vector<dataplane::Device> &devices)
{
    m_session->devices->setDevices(devices);
}

void SessionController::handleRequestsFailed()
{
    m_session->info.requestsFailed = true;
    report(Severity::Error, QStringLiteral("session.requests_failed"),
           QStringLiteral("the disks' waiting requests failed after %1 s without a connection")
               .arg(m_record.settings.replacementTimeout),
           {{QStringLiteral("after"), m_record.settings.replacementTimeout}});
    emit sessionChanged();
}

void SessionController::handleGone(const Error &reason)
{
    if (m_phase == Phase::LoggingOut) { // The sequence still looks at the session; its detach() ends at once.
        m_connectedBeforeLogout = false;
        m_sessionGone = true;
        return m_logout->setDisconnected();
    }
    ++m_attachGeneration;
    m_attempt.reset();
    m_timer.reset();
    const bool alreadyOut = m_outage.has_value();
    if (!alreadyOut)
        m_outage = Outage{m_env.time->now(), m_env.time->now()};
    m_lastError = reason;
    m_streak.hadSession = true;
    ++m_streak.attempts;
    QVariantMap details = detailsOf(reason);
    details.insert(QStringLiteral("gone"), true);
    report(Severity::Error, QStringLiteral("session.lost"), textOf(reason.message), std::move(details));
    m_left.keep(m_session->devices->takeLeft(), timeoutsOf(m_record.settings).replacement);
    removeSession();
    if (!m_wanted) {
        m_left.abandon();
        return enter(Phase::Idle);
    }
    wait(delayAfter(FailureClass::Transient, m_streak, m_env.random()).value_or(1s));
}

void SessionController::rescan(Operation operation)
{
    if (isForeign())
        return operation.done({foreignError(), {}, {}});
    if (m_phase != Phase::Online)
        return operation.done({Error{ErrorCode::Busy, "the session is not online", 0, 0}, {}, {}});
    operation.phase(QStringLiteral("scanning"));
    const QPointer<SessionController> self(this);
    m_session->plane->rescan(m_session->handle, [self, operation](const Result<> &result) {
        OperationEnd end;
        if (!result)
            end.error = result.error();
        else if (self && self->m_session)
            end.result.insert(QStringLiteral("luns"), uint(self->m_session->devices->luns().size()));
        operation.done(std::move(end));
    });
}

void SessionController::setRecord(store::NodeRecord record)
{
    const auto before = std::exchange(m_record, std::move(record));
    const auto &now = m_record.settings;
    if (m_session && !isForeign() && timeoutsOf(before.settings) != timeoutsOf(now)) {
        m_session->plane->setTimeouts(m_session->handle, timeoutsOf(now));
        m_session->devices->setReplacement(timeoutsOf(now).replacement);
    }
    auto ignoring = before.settings;
    ignoring.label = now.label;
    ignoring.startup = now.startup;
    // It was "at start" and is no more: it waits for the next attempt, or for settings that are right.
    if (m_wanted && (m_phase == Phase::Waiting || m_phase == Phase::Idle) && !retriesByItself()) {
        m_wanted = false;
        m_timer.reset();
        m_streak = {};
        return enter(Phase::Idle);
    }
    const bool moved = before.interface != m_record.interface;
    if (moved && m_phase == Phase::LoggingIn && !m_session)
        return attempt(); // It began while the store wrote, and goes the old way.
    if (moved || !(ignoring == now))
        return credentialsChanged();
    emit nodeChanged();
}

void SessionController::credentialsChanged()
{
    emit nodeChanged();
    if (!retriesByItself() || (m_phase != Phase::Idle && m_phase != Phase::Waiting))
        return;
    m_streak = {0, 0, m_streak.hadSession};
    attempt();
}

void SessionController::removeSession()
{
    const SessionNumber number = m_session->info.number;
    m_further.reset();
    m_session.reset();
    emit sessionRemoved(number);
}

void SessionController::sessionIsNow(SessionState state)
{
    if (!m_session)
        return;
    m_session->setState(state, m_env.time->wallTime());
    m_session->info.reconnectAttempts = m_outage ? std::uint32_t(m_streak.attempts) : 0;
    emit sessionChanged();
}

QByteArray SessionController::describe(const SessionInfo &info) const
{
    SessionDescription description{m_record.id, info};
    description.info.stateSince = m_env.time->wallTime();
    return description.toJson();
}

void SessionController::report(Severity severity, const QString &code, const QString &message, QVariantMap details)
{
    details.insert(QStringLiteral("target"), m_record.targetName);
    Event event;
    event.severity = severity;
    event.code = code;
    event.source = m_record.targetName;
    event.message = message;
    event.node = std::max<NodeId>(m_record.id, 0);
    event.session = m_session ? m_session->info.number : 0;
    event.details = std::move(details);
    m_env.events(std::move(event));
}

void SessionController::reportLoginFailure(const Error &error)
{
    QVariantMap details = detailsOf(error);
    details.insert(QStringLiteral("portal"), textOf(m_record.portal.text()));
    report(Severity::Error, QStringLiteral("login.failed"), textOf(error.message), std::move(details));
}

} // namespace portolan::engine
