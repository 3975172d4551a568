// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/controller_environment.h"
#include "daemon/engine/digest_watch.h"
#include "daemon/engine/further_connections.h"
#include "daemon/engine/logout_sequence.h"
#include "daemon/engine/operation.h"
#include "daemon/engine/recovery_policy.h"
#include "daemon/engine/session.h"
#include "daemon/engine/session_description.h"

namespace portolan::engine {

/// One node: whether the user wants it connected, and what is done about it.
///
/// A login that a user asks for is one attempt; it fails with its error, and only a node "at start" is tried on in the
/// background. A session that was lost is brought back for as long as it is wanted. At any point a logout, or the
/// cancelling of the operation in work, ends whatever goes on.
///
///     Idle --login()--> LoggingIn --> Attaching --> Online --logout()--> LoggingOut --> Idle
///                          ^  |           |            | connection lost
///                          |  v           v            v
///                         Waiting <--------------------+
///
/// Foreign stands aside: while another program has a session with the target, there is nothing to do here.
class SessionController : public QObject {
    Q_OBJECT

public:
    SessionController(const ControllerEnvironment &environment, store::NodeRecord record, QObject *parent = nullptr);
    ~SessionController() override;

    // What there is
    [[nodiscard]] const store::NodeRecord &record() const { return m_record; }
    [[nodiscard]] NodeInfo nodeInfo() const;
    [[nodiscard]] const Session *session() const { return m_session.get(); }
    [[nodiscard]] std::vector<LunInfo> luns() const;
    [[nodiscard]] bool idle() const { return m_phase == Phase::Idle && !m_session; }
    /// Whose signals are for this controller.
    [[nodiscard]] bool owns(const dataplane::DataPlane *plane, dataplane::SessionHandle handle) const;

    // What is asked. An operation whose done is called with Busy has not begun.
    void login(Operation operation);
    void logout(bool force, Operation operation);
    /// Ends the operation in work; its done is called with Cancelled.
    void cancelOperation();
    [[nodiscard]] bool canAdopt() const { return !m_session && m_phase != Phase::Attaching; }
    void keepConnected(); ///< In the background, for ever: nodes "at start".
    enum class Adopted : std::uint8_t { AfterRestart, FromOther };
    void adopt(dataplane::DataPlane *plane, const dataplane::RunningSession &running,
               const SessionDescription &description, Adopted how = Adopted::AfterRestart);
    /// Retries at once; earlier than the target allowed (Time2Wait) is never.
    void reconnectNow();
    void rescan(Operation operation);
    /// Nothing of it is bound to the interface it has: neither a session nor a login under way.
    [[nodiscard]] bool canMove() const { return !m_session && (m_phase == Phase::Idle || m_phase == Phase::Waiting); }
    /// Settings or secrets changed, or were read again from the store.
    void setRecord(store::NodeRecord record);
    void credentialsChanged();

    // Another program's session with this target: session_foreign.cpp
    [[nodiscard]] bool isForeign() const { return m_phase == Phase::Foreign; }
    [[nodiscard]] bool isFirmware() const { return m_session && m_session->info.firmware; }
    /// For a new one, where canAdopt(); afterwards for what changed of it.
    void showForeign(dataplane::DataPlane *plane, const dataplane::ForeignSession &foreign);
    void foreignEnded();
    void releaseForeign(); ///< So that adopt() can follow: it is taken over.

    // What the data plane says of owns()
    void handleNotice(const dataplane::AsyncNotice &notice);
    void handleConnectionLost(const Error &reason, int time2Wait);
    void handleConnectionDropped(std::uint16_t cid, const Error &reason, int time2Wait);
    void handleDevices(const std::vector<dataplane::Device> &devices);
    void handleRequestsFailed();
    void handleGone(const Error &reason);

signals:
    void nodeChanged();
    void sessionChanged();
    void sessionRemoved(portolan::engine::SessionNumber number);
    void lunsChanged();

private:
    enum class Phase : std::uint8_t {
        Idle,    ///< Nothing goes on; after a failure that only the user can cure, a session may still wait.
        Waiting, ///< For the next attempt.
        LoggingIn,
        Attaching, ///< The data plane takes the connection.
        Online,
        LeavingForTarget, ///< The target asked for a logout (async event 1); a new login follows.
        LoggingOut,
        Foreign, ///< Another program has the session, and nothing is done here.
    };
    struct Outage {
        TimeSource::Instant since, notBefore;
    };

    // Attempts: session_controller.cpp
    void attempt();
    void beginLogin(std::optional<std::uint32_t> cmdSn);
    void loginEnded(net::LoginAttempt::Report report);
    void attach(net::LoginAttempt::LoggedIn login);
    void attached(dataplane::SessionHandle handle, SessionInfo info, dataplane::DataPlane *plane);
    void reattached(const Result<> &result, SessionInfo info);
    void goOnline();
    /// \param standing  CIDs
    void joinConnections(std::vector<std::uint16_t> standing);
    void attemptFailed(const Error &error, bool secretTested);
    void retryAfter(const Error &error, FailureClass failure, bool news);
    void wait(std::chrono::milliseconds delay);
    void waitForDevices();
    void makeSession(dataplane::DataPlane *plane, dataplane::SessionHandle handle, SessionInfo info);
    void devicesChanged();
    void finishLogin(bool late);

    // Supervision: session_supervision.cpp; the end: session_ending.cpp
    void beginOutage(const Error &reason, std::chrono::seconds time2Wait);
    void watchDigests(); ///< A connection was lost.
    void leaveForTarget(std::chrono::seconds within);
    void beginLogout(bool force);
    void logoutEnded(LogoutSequence::End end);
    void backAfterLogout();
    void removeSession();
    void stopTrying(); ///< Where no session has to be ended.
    [[nodiscard]] Error foreignError() const;
    [[nodiscard]] std::optional<Error> logoutRefusal() const;

    void enter(Phase phase);
    void finishOperation(OperationEnd end);
    void setOperationPhase(const QString &phase);
    void report(Severity severity, const QString &code, const QString &message, QVariantMap details = {});
    void reportLoginFailure(const Error &error);
    void sessionIsNow(SessionState state);
    [[nodiscard]] QByteArray describe(const SessionInfo &info) const;
    [[nodiscard]] bool retriesByItself() const;

    const ControllerEnvironment &m_env;
    store::NodeRecord m_record;
    Phase m_phase = Phase::Idle;
    bool m_wanted = false;
    std::optional<Error> m_lastError;

    std::optional<Operation> m_operation; ///< The one login or logout that somebody follows.
    bool m_operationIsLogin = false;
    bool m_operationMadeSession = false; ///< A login did, so cancelling it ends the session again.

    std::unique_ptr<QObject> m_attempt; ///< Destroying it cancels.
    std::string m_initiatorName;        ///< Of the attempt.
    TimeSource::Instant m_attemptBegan;
    std::unique_ptr<TimeSource::Timer> m_timer; ///< Of the phase.
    QDateTime m_nextAttempt;
    FailureStreak m_streak;
    std::optional<Outage> m_outage; ///< A session was lost and is not back yet.
    std::optional<TimeSource::Instant> m_onlineSince;
    bool m_needsMd5 = false; ///< This target refuses other CHAP algorithms (ATH-04).

    std::uint32_t m_attachGeneration = 0; ///< Answers of earlier ones are not for us.
    bool m_undoAttach = false;
    std::optional<std::pair<Error, int>> m_lostWhileAttaching;

    std::unique_ptr<Session> m_session;
    std::unique_ptr<FurtherConnections> m_further; ///< While online with more than one connection, or on the way there.
    DigestWatch m_digests;
    LeftDevices m_left; ///< By the session that is gone.
    std::unique_ptr<TimeSource::Timer> m_settleTimer;
    std::unique_ptr<LogoutSequence> m_logout;
    bool m_connectedBeforeLogout = false;
    std::vector<std::uint16_t> m_cidsBeforeLogout;
    bool m_sessionGone = false; ///< While its logout is in work.
};

} // namespace portolan::engine
