// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/session_controller.h"

#include "common/log/log.h"
#include "daemon/engine/event_text.h"
#include "daemon/engine/further_connections.h"

#include <QPointer>

#include <bit>

namespace portolan::engine {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// For the data plane to start a worker or to talk to the kernel; both take milliseconds.
constexpr auto kAttachLimit = 60s;
/// How long a login waits for its LUNs. They come later all the same.
constexpr auto kSettleLimit = 30s;

} // namespace

SessionController::SessionController(const ControllerEnvironment &environment, store::NodeRecord record,
                                     QObject *parent)
    : QObject(parent)
    , m_env(environment)
    , m_record(std::move(record))
    , m_left(environment.devices, environment.time)
{}

SessionController::~SessionController() = default;

void SessionController::login(Operation operation)
{
    if (isForeign())
        return operation.done({foreignError(), {}, {}});
    if (m_operation || m_phase == Phase::LoggingOut || m_undoAttach)
        return operation.done({Error{ErrorCode::Busy, "another operation works on this node", 0, 0}, {}, {}});
    m_operation = std::move(operation);
    m_operationIsLogin = true;
    m_operationMadeSession = false;
    m_wanted = true;
    switch (m_phase) {
    case Phase::Online:
        return waitForDevices();
    case Phase::Idle:
    case Phase::Waiting:
        return attempt();
    case Phase::LoggingIn:
    case Phase::Attaching:
    case Phase::LeavingForTarget:
    case Phase::LoggingOut:
    case Phase::Foreign:
        return; // Its outcome is the outcome of this operation too.
    }
}

void SessionController::keepConnected()
{
    if (isForeign())
        return;
    m_wanted = true;
    if (idle())
        attempt();
}

void SessionController::reconnectNow()
{
    if (m_wanted && (m_phase == Phase::Waiting || m_phase == Phase::Idle))
        attempt();
}

void SessionController::attempt()
{
    m_timer.reset();
    const auto now = m_env.time->now();
    if (m_outage && m_outage->notBefore > now) // REC-03
        return wait(std::chrono::ceil<milliseconds>(m_outage->notBefore - now));
    enter(Phase::LoggingIn);
    if (!m_session && !m_env.dataPlane(m_record.settings.dataPlane))
        return attemptFailed(
            {ErrorCode::NotSupported,
             "the data plane \"" + m_record.settings.dataPlane.toStdString() + "\" is not available here", 0, 0},
            false);
    if (auto *const plane = m_session ? m_session->plane : m_env.dataPlane(m_record.settings.dataPlane);
        m_record.settings.maxConnections > plane->maxConnections())
        return attemptFailed(
            {ErrorCode::NotSupported,
             "the data plane \"" + plane->name().toStdString() + "\" gives a session " +
                 std::to_string(plane->maxConnections()) + " connection, and MaxConnections of this node is " +
                 std::to_string(m_record.settings.maxConnections) + "; set it to 1, or DataPlane to user",
             0, 0},
            false);
    m_attemptBegan = now;
    if (!m_session)
        return beginLogin({});
    m_attempt = std::make_unique<QObject>();
    m_timer = m_env.time->after(kAttachLimit, [this] {
        m_attempt.reset();
        attemptFailed({ErrorCode::TimedOut, "the data plane did not give its old connection up within 60 s", 0, 0},
                      false);
    });
    m_session->plane->prepareReattach(m_session->handle, [this, wanted = QPointer<QObject>(m_attempt.get())](
                                                             const Result<std::optional<std::uint32_t>> &cmdSn) {
        if (!wanted)
            return;
        m_attempt.reset();
        m_timer.reset();
        if (cmdSn)
            return beginLogin(*cmdSn);
        if (cmdSn.error().code == ErrorCode::NotFound)
            return handleGone(cmdSn.error());
        attemptFailed(cmdSn.error(), false);
    });
}

/// \param cmdSn  where the login must begin to count, if it must
void SessionController::beginLogin(std::optional<std::uint32_t> cmdSn)
{
    auto request = m_env.prepareLogin(m_record, m_needsMd5);
    if (!request)
        return attemptFailed(request.error(), false);
    if (cmdSn)
        request->login.initialCmdSn = *cmdSn;
    if (m_session) // One that was taken over has another ISID than its node.
        request->login.isid = m_session->info.isid;
    m_initiatorName = request->login.initiatorName;
    m_attempt = m_env.startLogin(
        std::move(*request), [this](std::string_view phase) { setOperationPhase(textOf(phase)); },
        [this](net::LoginAttempt::Report report) { loginEnded(std::move(report)); });
}

void SessionController::loginEnded(net::LoginAttempt::Report report)
{
    m_attempt.reset();
    m_needsMd5 = m_needsMd5 || report.needsMd5;
    if (!report.result)
        return attemptFailed(report.result.error(), report.secretTested);
    attach(std::move(*report.result));
}

void SessionController::attach(net::LoginAttempt::LoggedIn login)
{
    SessionInfo info = sessionInfoOf(m_record, login);
    info.loginTime = std::chrono::duration_cast<milliseconds>(m_env.time->now() - m_attemptBegan);
    dataplane::LoggedInConnection connection{std::move(login.socket),
                                             login.outcome.parameters,
                                             login.outcome.numbers,
                                             0,
                                             login.outcome.tsih,
                                             {m_record.targetName.toStdString(), m_initiatorName, m_record.portal,
                                              login.outcome.portalGroupTag, m_record.interface.toStdString()}};
    enter(Phase::Attaching);
    m_lostWhileAttaching.reset();
    const auto generation = ++m_attachGeneration;
    m_timer = m_env.time->after(kAttachLimit, [this] {
        ++m_attachGeneration;
        attemptFailed({ErrorCode::TimedOut, "the data plane did not take the connection within 60 s", 0, 0}, false);
    });
    const QPointer<SessionController> self(this);
    if (m_session) {
        info.reconnects = m_session->info.reconnects + 1;
        info.isid = m_session->info.isid;
        info.firmware = m_session->info.firmware;
        auto *const plane = m_session->plane;
        plane->reattach(m_session->handle, std::move(connection), describe(info),
                        [self, generation, info](const Result<> &result) {
                            if (self && self->m_attachGeneration == generation)
                                self->reattached(result, info);
                        });
        return;
    }
    auto *const plane = m_env.dataPlane(m_record.settings.dataPlane);
    plane->attach(std::move(connection), timeoutsOf(m_record.settings), describe(info),
                  [self, generation, info, plane](const Result<dataplane::SessionHandle> &handle) {
                      const bool current = self && self->m_attachGeneration == generation;
                      if (!current) {
                          if (handle) // Nobody waits for it any more.
                              plane->detach(*handle, [](const Result<> &) {});
                          return;
                      }
                      if (handle)
                          self->attached(*handle, info, plane);
                      else
                          self->attemptFailed(handle.error(), false);
                  });
}

void SessionController::attached(dataplane::SessionHandle handle, SessionInfo info, dataplane::DataPlane *plane)
{
    makeSession(plane, handle, std::move(info));
    m_operationMadeSession = true;
    if (std::exchange(m_undoAttach, false))
        return beginLogout(true);
    report(Severity::Info, QStringLiteral("login.ok"),
           QStringLiteral("logged in at %1").arg(textOf(m_session->info.portal.text())),
           {{QStringLiteral("portal"), textOf(m_session->info.portal.text())},
            {QStringLiteral("chap"), m_session->info.chapAlgorithm},
            {QStringLiteral("mutual"), m_session->info.auth == protocol::AuthUsed::MutualChap},
            {QStringLiteral("login_ms"), qlonglong(m_session->info.loginTime.count())}});
    goOnline();
}

void SessionController::reattached(const Result<> &result, SessionInfo info)
{
    if (!result && result.error().code == ErrorCode::NotFound)
        return handleGone(result.error());
    if (!result)
        return attemptFailed(result.error(), false);
    info.number = m_session->info.number;
    info.dataPlane = m_session->info.dataPlane;
    info.state = m_session->info.state;
    info.stateSince = m_session->info.stateSince;
    m_session->info = std::move(info);
    goOnline();
}

void SessionController::goOnline()
{
    m_timer.reset(); // the limit of the attach is met
    if (m_outage) {
        const auto seconds =
            std::chrono::duration_cast<std::chrono::seconds>(m_env.time->now() - m_outage->since).count();
        report(Severity::Info, QStringLiteral("session.restored"),
               QStringLiteral("the session is back after %1 s").arg(seconds),
               {{QStringLiteral("outage"), qlonglong(seconds)}, {QStringLiteral("attempts"), m_streak.attempts + 1}});
    } else {
        report(Severity::Info, QStringLiteral("session.online"), QStringLiteral("the session is online"));
    }
    if (!std::exchange(m_outage, std::nullopt))
        m_streak = {};
    m_lastError.reset();
    m_onlineSince = m_env.time->now();
    m_env.storeLoginResult(m_record.id, m_session->info.alias, {}, chapUseOf(m_session->info.auth));
    enter(Phase::Online);
    sessionIsNow(SessionState::Online);
    if (const auto lost = std::exchange(m_lostWhileAttaching, std::nullopt))
        return handleConnectionLost(lost->first, lost->second);
    joinConnections({m_session->info.cid});
    waitForDevices();
}

void SessionController::joinConnections(std::vector<std::uint16_t> standing)
{
    m_session->info.connections = std::uint32_t(standing.size());
    if (FurtherConnections::wanted(m_record, *m_session) < 2)
        return;
    m_further = std::make_unique<FurtherConnections>(
        FurtherConnections::Config{&m_env, m_record, m_session.get(), m_needsMd5}, std::move(standing),
        [this](Severity severity, const QString &code, const QString &message, QVariantMap details) {
            report(severity, code, message, std::move(details));
        });
    connect(m_further.get(), &FurtherConnections::changed, this, [this] {
        m_session->info.connections = m_further->count();
        emit sessionChanged();
    });
    m_further->start();
}

void SessionController::waitForDevices()
{
    if (!m_operation)
        return;
    setOperationPhase(QStringLiteral("scanning"));
    m_settleTimer = m_env.time->after(kSettleLimit, [this] { finishLogin(true); });
    devicesChanged();
}

void SessionController::devicesChanged()
{
    if (m_operation && m_operationIsLogin && m_phase == Phase::Online && m_session->devices->settled())
        finishLogin(false);
}

void SessionController::finishLogin(bool late)
{
    m_settleTimer.reset();
    const auto luns = m_session->devices->luns();
    QStringList warnings;
    if (late)
        warnings << QStringLiteral("still-scanning");
    else if (luns.empty())
        warnings << QStringLiteral("no-luns");
    finishOperation({{},
                     {},
                     {{QStringLiteral("session_id"), qlonglong(m_session->info.number)},
                      {QStringLiteral("luns"), uint(luns.size())},
                      {QStringLiteral("warnings"), warnings}}});
}

bool SessionController::retriesByItself() const
{
    return m_wanted && (m_session || m_outage || m_record.settings.startup == store::Startup::AtStart);
}

void SessionController::attemptFailed(const Error &error, bool secretTested)
{
    m_timer.reset();
    m_lostWhileAttaching.reset();
    if (std::exchange(m_undoAttach, false)) {
        m_wanted = false;
        enter(Phase::Idle);
        return finishOperation({}); // of a logout that waited for this
    }
    const auto failure = classify(error, secretTested, m_streak.hadSession);
    ++m_streak.attempts;
    if (failure == FailureClass::Authoritative)
        ++m_streak.refusals;
    const bool news = !m_lastError || m_lastError->code != error.code || m_lastError->loginStatus != error.loginStatus;
    m_lastError = error;
    if (news)
        m_env.storeLoginResult(m_record.id, m_record.alias, textOf(nameOf(error.code)), store::ChapUse::None);
    const bool asked = m_operation && m_operationIsLogin;
    const bool tellFailure = m_outage ? failure == FailureClass::Configuration : asked || news;
    if (tellFailure)
        reportLoginFailure(error);
    if (retriesByItself()) {
        retryAfter(error, failure, news);
    } else {
        m_wanted = false;
        m_streak = {};
        enter(Phase::Idle);
    }
    if (asked)
        finishOperation({error, {}, {}});
}

void SessionController::retryAfter(const Error &error, FailureClass failure, bool news)
{
    const auto delay = delayAfter(failure, m_streak, m_env.random());
    if (!delay)
        return enter(Phase::Idle); // Still wanted: new settings or the user start it again.
    wait(*delay);
    // A day without the target is 2,880 attempts; the log must have room for other things.
    if (!m_outage || !(news || std::has_single_bit(unsigned(m_streak.attempts))))
        return;
    QVariantMap details = detailsOf(error);
    details.insert(QStringLiteral("attempt"), m_streak.attempts);
    details.insert(QStringLiteral("delay_ms"), qlonglong(delay->count()));
    report(Severity::Warning, QStringLiteral("session.reconnecting"),
           QStringLiteral("attempt %1 failed: %2; next in %3 s")
               .arg(m_streak.attempts)
               .arg(textOf(error.message))
               .arg(double(delay->count()) / 1000, 0, 'f', 1),
           std::move(details));
}

void SessionController::wait(milliseconds delay)
{
    m_nextAttempt = m_env.time->wallTime().addMSecs(delay.count());
    m_timer = m_env.time->after(delay, [this] { attempt(); });
    enter(Phase::Waiting);
    setOperationPhase(QStringLiteral("waiting"));
}

void SessionController::makeSession(dataplane::DataPlane *plane, dataplane::SessionHandle handle, SessionInfo info)
{
    m_timer.reset();
    m_session = std::make_unique<Session>();
    m_session->plane = plane;
    m_session->handle = handle;
    m_session->info = std::move(info);
    m_session->info.number = m_env.nextNumber();
    m_session->info.dataPlane = plane->name();
    m_session->devices = std::make_unique<DeviceWatch>(
        m_env.devices, m_env.blockDevices,
        [plane, handle](std::uint64_t lun, const QString &device, UniqueFd socket, DeviceTools::Done done) {
            plane->serve(handle, lun, device, std::move(socket), std::move(done));
        },
        [this](Severity severity, const QString &code, const QString &message, QVariantMap details) {
            report(severity, code, message, std::move(details));
        });
    m_session->devices->setReplacement(timeoutsOf(m_record.settings).replacement);
    m_session->devices->setConnections(FurtherConnections::wanted(m_record, *m_session));
    m_session->devices->setLeft(m_left.take());
    connect(m_session->devices.get(), &DeviceWatch::changed, this, [this] {
        emit lunsChanged();
        devicesChanged();
    });
}

void SessionController::finishOperation(OperationEnd end)
{
    m_settleTimer.reset();
    if (auto operation = std::exchange(m_operation, std::nullopt))
        operation->done(std::move(end));
}

void SessionController::setOperationPhase(const QString &phase)
{
    if (m_operation)
        m_operation->phase(phase);
}

void SessionController::enter(Phase phase)
{
    m_phase = phase;
    if (phase != Phase::Online) // whatever comes, it is the whole session's
        m_further.reset();
    if (phase != Phase::Waiting)
        m_nextAttempt = {};
    emit nodeChanged();
    if (m_session && m_outage && m_session->info.reconnectAttempts != std::uint32_t(m_streak.attempts)) {
        m_session->info.reconnectAttempts = std::uint32_t(m_streak.attempts);
        emit sessionChanged();
    }
}

} // namespace portolan::engine
