// SPDX-License-Identifier: GPL-3.0-or-later
// A session that is lost, and comes back.
#include "engine_fakes.h"

#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::engine::testing;

using dataplane::AsyncNotice;
using dataplane::SessionHandle;

namespace {

const Error kReset{ErrorCode::TransportFailed, "connection reset", 0, ECONNRESET};
constexpr int kNotSaid = -1; ///< Time2Wait: the negotiated one counts.

/// A node that has been online for long enough to count.
struct OnlineNode {
    explicit OnlineNode(std::uint32_t time2Wait = 0)
    {
        world.logins.time2Wait = time2Wait;
        bringOnline(world, node);
        world.time.advance(10min);
        world.plane.calls.clear();
        world.events.clear();
        world.logins.all.clear();
    }
    void lose() { node.handleConnectionLost(kReset, kNotSaid); }
    /// Loses a session of a data plane that must be asked where it goes on counting.
    void loseWhatCounts()
    {
        world.plane.countsOn = true;
        lose();
    }
    [[nodiscard]] SessionState state() const { return node.session()->info.state; }

    World world;
    SessionController node{world.environment, recordOf(1)};
};

} // namespace

class TestControllerRecovery : public QObject {
    Q_OBJECT

private slots:
    /// REC-02, REC-06: the same session, from the same I_T nexus, on a new connection.
    void lostSessionComesBackAsItself()
    {
        OnlineNode online;
        auto &[world, node] = online;
        QSignalSpy removed(&node, &SessionController::sessionRemoved);
        online.lose();
        QCOMPARE(online.state(), SessionState::Reconnecting);
        QCOMPARE(node.nodeInfo().status, NodeStatus::Reconnecting);
        QCOMPARE(node.luns().size(), 1U); // its disks stay
        world.logins.fail(ErrorCode::PortalUnreachable);
        world.time.advance(1s);
        QCOMPARE(world.logins.all.size(), 2U);
        for (const auto &login : world.logins.all)
            QCOMPARE(login->request.login.isid, recordOf(1).isid);
        QCOMPARE(node.session()->info.reconnectAttempts, 1U);
        world.logins.succeed();
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("reattach")});
        QCOMPARE(SessionDescription::fromJson(world.plane.description)->info.reconnects, 1U);
        world.plane.reattached({});
        QCOMPARE(online.state(), SessionState::Online);
        QCOMPARE(node.session()->info.number, 1U);
        QCOMPARE(node.session()->info.reconnects, 1U);
        QCOMPARE(node.session()->info.reconnectAttempts, 0U);
        QVERIFY(!node.nodeInfo().lastError);
        const auto restored = world.lastEvent(QStringLiteral("session.restored"));
        QCOMPARE(restored.details.value(QStringLiteral("outage")).toLongLong(), 1);
        QCOMPARE(restored.details.value(QStringLiteral("attempts")).toInt(), 2);
        QVERIFY(removed.isEmpty());
    }

    /// The limit of the attempt that brought it back ends with that attempt.
    void sessionThatIsBackIsLeftAlone()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        world.logins.succeed();
        world.plane.reattached({});
        QCOMPARE(world.time.pending(), 0U);
        world.time.advance(1h);
        QCOMPARE(online.state(), SessionState::Online);
        QCOMPARE(node.nodeInfo().status, NodeStatus::Connected);
        QCOMPARE(world.logins.all.size(), 1U);
        QCOMPARE(world.codes(), (QStringList{QStringLiteral("session.lost"), QStringLiteral("session.restored")}));
    }

    /// REC-03: no attempt before Time2Wait.
    void time2WaitIsKept_data()
    {
        QTest::addColumn<int>("negotiated");
        QTest::addColumn<int>("said");
        QTest::addColumn<int>("expected");
        QTest::newRow("none") << 0 << kNotSaid << 0;
        QTest::newRow("negotiated") << 2 << kNotSaid << 2;
        QTest::newRow("said by the target") << 2 << 7 << 7;
        QTest::newRow("said to be none") << 2 << 0 << 0;
        QTest::newRow("an hour") << 3600 << kNotSaid << 3600;
    }

    void time2WaitIsKept()
    {
        QFETCH(int, negotiated);
        QFETCH(int, said);
        QFETCH(int, expected);
        OnlineNode online{std::uint32_t(negotiated)};
        auto &[world, node] = online;
        node.handleConnectionLost(kReset, said);
        if (expected > 0) {
            node.reconnectNow(); // not even for a user who is in a hurry
            Outcome login;
            node.login(login.operation());
            world.time.advance(std::chrono::seconds(expected) - 1ms);
            QCOMPARE(world.logins.all.size(), 0U);
            QCOMPARE(login.phases.last(), QStringLiteral("waiting"));
            node.cancelOperation();
            world.time.advance(1ms);
        }
        QCOMPARE(world.logins.all.size(), 1U);
    }

    void time2RetainIsNotReliedUpon_data()
    {
        QTest::addColumn<int>("away");
        QTest::newRow("at once") << 0;
        QTest::newRow("within it") << 21;
        QTest::newRow("after it") << 23;
        QTest::newRow("after the longest there can be") << 2 * 3600 + 1;
    }

    /// REC-04: whatever a target would have kept and for how long, the session counts as lost. It is begun anew with
    /// TSIH 0, so there is no attempt that comes too late, and no handle that names another session meanwhile.
    void time2RetainIsNotReliedUpon()
    {
        QFETCH(int, away);
        OnlineNode online{2};
        auto &[world, node] = online;
        QCOMPARE(node.session()->info.tsih, 7);
        QCOMPARE(node.session()->info.parameters.defaultTime2Retain, 20U);
        online.lose();
        world.time.advance(2s);
        const auto end = world.time.now() + std::chrono::seconds(away);
        while (world.time.now() < end) {
            world.logins.fail(ErrorCode::PortalUnreachable);
            world.time.advance(30s);
        }
        for (const auto &login : world.logins.all) {
            QCOMPARE(login->request.login.tsih, 0);
            QCOMPARE(login->request.login.isid, recordOf(1).isid);
        }
        world.logins.succeed();
        world.plane.reattached({});
        QCOMPARE(online.state(), SessionState::Online);
    }

    /// FSM-07; the log gets the 1st, 2nd, 4th, 8th .. failure, not each.
    void backOffGrowsToItsCapAndTheLogIsSpared()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        const std::chrono::seconds expected[]{1s, 2s, 4s, 8s, 16s, 30s, 30s};
        for (const auto delay : expected) {
            const auto count = world.logins.all.size();
            world.logins.fail(ErrorCode::PortalUnreachable);
            QCOMPARE(node.nodeInfo().nextAttempt, world.time.wallTime().addSecs(delay.count()));
            world.time.advance(delay - 1ms);
            QCOMPARE(world.logins.all.size(), count);
            world.time.advance(1ms);
            QCOMPARE(world.logins.all.size(), count + 1);
        }
        for (int i = 7; i < 2000; ++i) {
            world.logins.fail(ErrorCode::PortalUnreachable);
            world.time.advance(30s);
        }
        QCOMPARE(world.count(QStringLiteral("session.reconnecting")), 11); // 1, 2, 4 .. 1024
        QCOMPARE(world.count(QStringLiteral("session.lost")), 1);
        QCOMPARE(online.state(), SessionState::Reconnecting);
    }

    /// FSM-07: a target that lets us in and drops us at once is not asked as fast as it can drop us.
    void sessionThatKeepsBreakingIsNotRetriedAtOnce()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        const std::chrono::seconds expected[]{1s, 2s, 4s, 8s, 8s};
        for (const auto delay : expected) {
            world.logins.succeed();
            world.plane.reattached({});
            world.time.advance(1s); // online, but not for long
            const auto count = world.logins.all.size();
            online.lose();
            world.time.advance(delay - 1ms);
            QCOMPARE(world.logins.all.size(), count);
            world.time.advance(1ms);
            QCOMPARE(world.logins.all.size(), count + 1);
        }
        world.logins.succeed();
        world.plane.reattached({});
        world.time.advance(30s); // that is stable
        const auto count = world.logins.all.size();
        online.lose();
        QCOMPARE(world.logins.all.size(), count + 1);
    }

    /// A target that starts refuses for a while; its disks wait, so it is not left alone for five minutes.
    void refusalsOfAStartingTargetAreRetriedQuickly_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("status");
        QTest::newRow("it does not know its disks yet") << ErrorCode::LoginRejected << 0x0203;
        QTest::newRow("it wants CHAP, which it did not want before") << ErrorCode::AuthRequired << 0x0201;
    }

    void refusalsOfAStartingTargetAreRetriedQuickly()
    {
        QFETCH(ErrorCode, code);
        QFETCH(int, status);
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        for (int i = 0; i < 8; ++i) {
            world.logins.fail(code, std::uint16_t(status));
            world.time.advance(30s);
        }
        QCOMPARE(world.logins.all.size(), 9U);
        world.logins.fail(code, std::uint16_t(status));
        world.time.advance(30s);
        QCOMPARE(world.logins.all.size(), 9U);
        world.time.advance(5min);
        QCOMPARE(world.logins.all.size(), 10U);
    }

    /// REC-15: a target that still holds the old session has no room for another. It is asked until it has, as the same
    /// I_T nexus, which is what makes it give up the old one.
    void targetThatStillHoldsTheOldSession()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        for (int i = 1; i <= 20; ++i) {
            world.logins.fail(ErrorCode::LoginRejected, 0x0302);
            world.time.advance(30s);
            QCOMPARE(world.logins.all.size(), std::size_t(i) + 1);
            QCOMPARE(world.logins.last().request.login.isid, recordOf(1).isid);
        }
        world.logins.succeed();
        world.plane.reattached({});
        QCOMPARE(online.state(), SessionState::Online);
        QCOMPARE(node.session()->info.number, 1U);
    }

    /// REC-13: the requests have failed, the session is still brought back.
    void replacementTimeoutEndsTheWaitOfTheDisksOnly()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        world.logins.fail(ErrorCode::PortalUnreachable);
        node.handleRequestsFailed();
        QVERIFY(node.session()->info.requestsFailed);
        QCOMPARE(world.lastEvent(QStringLiteral("session.requests_failed")).details.value(QStringLiteral("after")),
                 120);
        QCOMPARE(online.state(), SessionState::Reconnecting);
        world.time.advance(1s);
        world.logins.succeed();
        world.plane.reattached({});
        QVERIFY(!node.session()->info.requestsFailed);
    }

    void aWrongSecretStopsRecoveryButKeepsTheDisks()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        world.logins.fail(ErrorCode::AuthenticationFailed, 0x0201, true);
        world.time.advance(24h);
        QCOMPARE(world.logins.all.size(), 1U);
        QCOMPARE(world.count(QStringLiteral("login.failed")), 1);
        QCOMPARE(node.nodeInfo().status, NodeStatus::ConnectionFailed);
        QCOMPARE(node.luns().size(), 1U);
        node.credentialsChanged();
        world.logins.succeed();
        world.plane.reattached({});
        QCOMPARE(online.state(), SessionState::Online);
    }

    void reconnectNowCutsTheBackOffShort()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        for (int i = 0; i < 6; ++i) {
            world.logins.fail(ErrorCode::PortalUnreachable);
            node.reconnectNow();
            QCOMPARE(world.logins.all.size(), std::size_t(i) + 2);
        }
        node.reconnectNow(); // one goes on already
        QCOMPARE(world.logins.all.size(), 7U);
        QCOMPARE(world.time.pending(), 0U);
    }

    /// RFC 7143 §4.2.2.1: the kernel cannot be told another CmdSN, so the login begins with its.
    void loginBeginsWhereTheDataPlaneCounts_data()
    {
        QTest::addColumn<std::uint32_t>("cmdSn");
        QTest::newRow("somewhere") << 4711U;
        QTest::newRow("0, which is a number like others") << 0U;
        QTest::newRow("last before it wraps") << 0xffffffffU;
    }

    void loginBeginsWhereTheDataPlaneCounts()
    {
        QFETCH(std::uint32_t, cmdSn);
        OnlineNode online;
        auto &[world, node] = online;
        online.loseWhatCounts();
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("prepareReattach")});
        QVERIFY(world.logins.all.empty()); // not before it has answered
        world.plane.prepared(std::optional(cmdSn));
        QCOMPARE(world.logins.all.size(), 1U);
        QCOMPARE(world.logins.last().request.login.initialCmdSn, cmdSn);
        QCOMPARE(world.time.pending(), 0U);
        world.logins.succeed();
        world.plane.reattached({});
        QCOMPARE(online.state(), SessionState::Online);
    }

    void loginBeginsAnywhereIfTheDataPlaneDoesNotMind()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.loseWhatCounts();
        world.plane.prepared(std::nullopt);
        QCOMPARE(world.logins.last().request.login.initialCmdSn, net::LoginAttempt::Request{}.login.initialCmdSn);
    }

    /// It counted on in between.
    void eachAttemptAsksAnew()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.loseWhatCounts();
        world.plane.prepared(std::optional(5U));
        world.logins.fail(ErrorCode::PortalUnreachable);
        world.time.advance(1s);
        QCOMPARE(world.plane.calls.count(QStringLiteral("prepareReattach")), 2);
        world.plane.prepared(std::optional(9U));
        QCOMPARE(world.logins.last().request.login.initialCmdSn, 9U);
    }

    void newSessionAsksNobody()
    {
        World world;
        world.plane.countsOn = true;
        SessionController node(world.environment, recordOf(1));
        bringOnline(world, node);
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("attach")});
    }

    void sessionIsGoneWhenItIsAskedWhereItCounts()
    {
        OnlineNode online;
        auto &[world, node] = online;
        QSignalSpy removed(&node, &SessionController::sessionRemoved);
        online.loseWhatCounts();
        world.plane.prepared(fail(ErrorCode::NotFound, "no such session"));
        QCOMPARE(removed.size(), 1);
        QVERIFY(!node.session());
        QVERIFY(world.lastEvent(QStringLiteral("session.lost")).details.value(QStringLiteral("gone")).toBool());
        world.time.advance(1s);
        world.logins.succeed(); // of a session of its own, which asks nobody
        QCOMPARE(world.plane.calls, (QStringList{QStringLiteral("prepareReattach"), QStringLiteral("attach")}));
    }

    void countThatIsNotToldIsAFailedAttempt()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.loseWhatCounts();
        const std::chrono::seconds expected[]{1s, 2s, 4s};
        int asked = 1;
        for (const auto delay : expected) {
            world.plane.prepared(fail(ErrorCode::TimedOut, "the kernel does not answer"));
            QCOMPARE(online.state(), SessionState::Reconnecting);
            QCOMPARE(node.luns().size(), 1U);
            QCOMPARE(node.nodeInfo().lastError->code, ErrorCode::TimedOut);
            world.time.advance(delay - 1ms);
            QCOMPARE(world.plane.calls.count(QStringLiteral("prepareReattach")), asked);
            world.time.advance(1ms);
            QCOMPARE(world.plane.calls.count(QStringLiteral("prepareReattach")), ++asked);
        }
        QVERIFY(world.logins.all.empty());
        world.plane.prepared(std::optional(1U));
        world.logins.succeed();
        world.plane.reattached({});
        QCOMPARE(online.state(), SessionState::Online);
    }

    /// FSM-06.
    void countThatNeverComesIsAFailedAttempt()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.loseWhatCounts();
        const auto late = world.plane.prepared;
        world.time.advance(59'999ms);
        QVERIFY(!node.nodeInfo().nextAttempt.isValid());
        world.time.advance(1ms);
        QCOMPARE(node.nodeInfo().lastError->code, ErrorCode::TimedOut);
        QCOMPARE(node.session()->info.reconnectAttempts, 1U);
        late(std::optional(5U)); // it is not waited for any more
        late(fail(ErrorCode::NotFound, "no such session"));
        QVERIFY(world.logins.all.empty());
        QVERIFY(node.session());
        world.time.advance(1s);
        QCOMPARE(world.plane.calls.count(QStringLiteral("prepareReattach")), 2);
        late(std::optional(5U)); // nor is it the answer to the new question
        QVERIFY(world.logins.all.empty());
        world.plane.prepared(std::optional(6U));
        QCOMPARE(world.logins.last().request.login.initialCmdSn, 6U);
    }

    void workerDiesWhileItIsAskedWhereItCounts()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.loseWhatCounts();
        node.handleGone({ErrorCode::TransportFailed, "the session was removed", 0, 0});
        QVERIFY(!node.session());
        world.plane.prepared(std::optional(5U));
        QVERIFY(world.logins.all.empty());
        world.time.advance(1s);
        QCOMPARE(world.logins.all.size(), 1U);
    }

    void nodeIsDestroyedWhileItIsAskedWhereItCounts()
    {
        World world;
        auto node = std::make_unique<SessionController>(world.environment, recordOf(1));
        bringOnline(world, *node);
        world.time.advance(10min);
        world.plane.countsOn = true;
        node->handleConnectionLost(kReset, 0);
        QCOMPARE(world.plane.calls.last(), QStringLiteral("prepareReattach"));
        node.reset();
        world.plane.prepared(std::optional(5U));
        QCOMPARE(world.logins.all.size(), 1U);
        QCOMPARE(world.time.pending(), 0U);
    }

    void dataPlaneForgotTheSession()
    {
        OnlineNode online;
        auto &[world, node] = online;
        QSignalSpy removed(&node, &SessionController::sessionRemoved);
        online.lose();
        world.logins.succeed();
        world.plane.reattached(fail(ErrorCode::NotFound, "no such session"));
        QCOMPARE(removed.size(), 1);
        QVERIFY(!node.session());
        QVERIFY(node.nodeInfo().wanted);
        world.time.advance(1s);
        world.logins.succeed();
        QCOMPARE(world.plane.calls.last(), QStringLiteral("attach"));
        world.plane.attached(SessionHandle{2});
        QCOMPARE(node.session()->info.number, 2U); // never the old one again
        QCOMPARE(world.count(QStringLiteral("session.restored")), 1);
    }

    /// FLT-12, as far as the engine goes.
    void workerDies()
    {
        OnlineNode online;
        auto &[world, node] = online;
        QSignalSpy removed(&node, &SessionController::sessionRemoved);
        node.handleGone({ErrorCode::TransportFailed, "the worker died", 0, 0});
        QCOMPARE(removed.size(), 1);
        QCOMPARE(node.nodeInfo().status, NodeStatus::Reconnecting);
        QVERIFY(world.lastEvent(QStringLiteral("session.lost")).details.value(QStringLiteral("gone")).toBool());
        QCOMPARE(world.logins.all.size(), 0U); // a worker that dies at once must not be a busy loop
        world.time.advance(1s);
        world.logins.fail(ErrorCode::PortalUnreachable);
        world.time.advance(2s);
        world.logins.succeed();
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("attach")});
    }

    void handOverThatFailsIsAFailedAttempt()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        world.logins.succeed();
        world.plane.reattached(fail(ErrorCode::TransportFailed, "closed"));
        QCOMPARE(online.state(), SessionState::Reconnecting);
        world.time.advance(1s);
        world.logins.succeed();
        world.time.advance(60s); // FSM-06: and a silent one too
        QCOMPARE(online.state(), SessionState::Reconnecting);
        world.time.advance(2s);
        QCOMPARE(world.logins.all.size(), 3U);
    }

    void newConnectionBreaksWhileItIsHandedOver()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        world.logins.succeed();
        online.lose();
        QCOMPARE(world.logins.all.size(), 1U); // the data plane has not answered yet
        world.plane.reattached({});
        QCOMPARE(online.state(), SessionState::Reconnecting);
        world.time.advance(1s);
        world.logins.succeed();
        world.plane.reattached({});
        QCOMPARE(online.state(), SessionState::Online);
        QCOMPARE(world.count(QStringLiteral("session.lost")), 2);
    }

    /// ASY-02, ASY-10: one logout, then a new login; a storm of requests changes nothing.
    void targetAsksForALogout()
    {
        OnlineNode online(2);
        auto &[world, node] = online;
        for (int i = 0; i < 1000; ++i)
            node.handleNotice({1, 0, 0, 0, 5});
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("logout")});
        QCOMPARE(world.count(QStringLiteral("async.logout")), 1);
        world.plane.loggedOut({});
        QCOMPARE(world.plane.calls.last(), QStringLiteral("suspend"));
        QCOMPARE(online.state(), SessionState::Reconnecting);
        QCOMPARE(world.logins.all.size(), 0U);
        world.time.advance(2s);
        world.logins.succeed();
        world.plane.reattached({});
        QCOMPARE(online.state(), SessionState::Online);
        QCOMPARE(node.luns().size(), 1U);
    }

    void targetAsksForALogoutAndDoesNotAnswer_data()
    {
        QTest::addColumn<int>("within");
        QTest::addColumn<int>("expected");
        QTest::newRow("at once") << 0 << 2;
        QTest::newRow("five seconds") << 5 << 5;
        QTest::newRow("all day") << 65535 << 30;
    }

    void targetAsksForALogoutAndDoesNotAnswer()
    {
        QFETCH(int, within);
        QFETCH(int, expected);
        OnlineNode online;
        auto &[world, node] = online;
        node.handleNotice({1, 0, 0, 0, std::uint16_t(within)});
        world.time.advance(std::chrono::seconds(expected) - 1ms);
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("logout")});
        world.time.advance(1ms);
        QCOMPARE(world.plane.calls.last(), QStringLiteral("suspend"));
        QCOMPARE(world.logins.all.size(), 1U);
        world.plane.loggedOut({}); // late
        QCOMPARE(world.logins.all.size(), 1U);
    }

    void connectionBreaksWhileWeLeaveForTheTarget()
    {
        OnlineNode online;
        auto &[world, node] = online;
        node.handleNotice({1, 0, 0, 0, 5});
        online.lose();
        QCOMPARE(world.logins.all.size(), 1U);
        world.plane.loggedOut({});
        world.time.advance(1min);
        QCOMPARE(world.logins.all.size(), 1U);
        QCOMPARE(world.count(QStringLiteral("session.lost")), 1);
    }

    /// ASY-04, ASY-05: 2 names a connection, 3 is the session; both say how long to wait.
    void targetDropsTheConnection_data()
    {
        QTest::addColumn<int>("event");
        QTest::addColumn<int>("cid");
        QTest::addColumn<bool>("ours");
        QTest::newRow("ours") << 2 << 0 << true;
        QTest::newRow("another one") << 2 << 1 << false;
        QTest::newRow("the session") << 3 << 1 << true;
    }

    void targetDropsTheConnection()
    {
        QFETCH(int, event);
        QFETCH(int, cid);
        QFETCH(bool, ours);
        OnlineNode online;
        auto &[world, node] = online;
        node.handleNotice({std::uint8_t(event), 0, std::uint16_t(cid), 4, 9});
        QCOMPARE(online.state(), ours ? SessionState::Reconnecting : SessionState::Online);
        QCOMPARE(world.plane.calls, ours ? QStringList{QStringLiteral("suspend")} : QStringList());
        world.time.advance(3999ms);
        QCOMPARE(world.logins.all.size(), 0U);
        world.time.advance(1ms);
        QCOMPARE(world.logins.all.size(), ours ? 1U : 0U);
    }

    /// ASY-01, ASY-06, ASY-08.
    void otherAsyncEvents_data()
    {
        QTest::addColumn<int>("event");
        QTest::addColumn<QStringList>("calls");
        QTest::addColumn<QString>("code");
        QTest::newRow("sense data") << 0 << QStringList{QStringLiteral("rescan")} << QStringLiteral("async.sense");
        QTest::newRow("negotiate") << 4 << QStringList{QStringLiteral("renegotiate")}
                                   << QStringLiteral("async.negotiate");
        QTest::newRow("reserved") << 6 << QStringList() << QStringLiteral("async.ignored");
        QTest::newRow("vendor") << 255 << QStringList() << QStringLiteral("async.ignored");
    }

    void otherAsyncEvents()
    {
        QFETCH(int, event);
        QFETCH(QStringList, calls);
        QFETCH(QString, code);
        OnlineNode online;
        auto &[world, node] = online;
        node.handleNotice({std::uint8_t(event), 0, 0, 0, 0});
        QCOMPARE(world.plane.calls, calls);
        QCOMPARE(world.codes(), QStringList{code});
        QCOMPARE(online.state(), SessionState::Online);
    }

    void asyncEventsOfALostConnectionMeanNothing()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        node.handleNotice({3, 0, 0, 3600, 0});
        node.handleNotice({1, 0, 0, 0, 5});
        QCOMPARE(world.plane.calls, QStringList());
        QVERIFY(world.logins.running());
    }

    void timeoutsApplyAtOnceAndNothingElseDoes()
    {
        OnlineNode online;
        auto &[world, node] = online;
        auto record = recordOf(1);
        record.settings.maxBurstLength = 65536;
        node.setRecord(record);
        QCOMPARE(world.plane.calls, QStringList());
        record.settings.replacementTimeout = -1;
        node.setRecord(record);
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("setTimeouts")});
        QVERIFY(world.plane.lastTimeouts.replacement < 0s);
        QCOMPARE(online.state(), SessionState::Online);
    }

    void settingsThatChangedAreTriedAtOnce()
    {
        OnlineNode online;
        auto &[world, node] = online;
        online.lose();
        for (int i = 0; i < 6; ++i) {
            world.logins.fail(ErrorCode::TimedOut);
            world.time.advance(30s);
        }
        world.logins.fail(ErrorCode::TimedOut);
        const auto count = world.logins.all.size();
        auto record = recordOf(1);
        record.settings.label = QStringLiteral("backup"); // that helps nobody
        node.setRecord(record);
        QCOMPARE(world.logins.all.size(), count);
        record.settings.loginTimeout = 60;
        node.setRecord(record);
        QCOMPARE(world.logins.all.size(), count + 1);
        world.logins.fail(ErrorCode::TimedOut);
        world.time.advance(1s); // and the back-off begins anew
        QCOMPARE(world.logins.all.size(), count + 2);
    }

    void nodeThatIsNoMoreAtStartIsLeftAlone()
    {
        World world;
        SessionController node(world.environment, recordOf(1, store::Startup::AtStart));
        node.keepConnected();
        world.logins.fail(ErrorCode::PortalUnreachable);
        node.setRecord(recordOf(1, store::Startup::Manual));
        QVERIFY(node.idle());
        QVERIFY(!node.nodeInfo().wanted);
        world.time.advance(24h);
        QCOMPARE(world.logins.all.size(), 1U);
    }

    void rescanNeedsASessionThatIsOnline()
    {
        OnlineNode online;
        auto &[world, node] = online;
        Outcome rescan, refused;
        node.rescan(rescan.operation());
        world.plane.rescanned({});
        QCOMPARE(rescan.end, QStringLiteral("ok"));
        QCOMPARE(rescan.details.result.value(QStringLiteral("luns")).toUInt(), 1U);
        online.lose();
        node.rescan(refused.operation());
        QCOMPARE(refused.end, QStringLiteral("Busy"));
    }
};

QTEST_GUILESS_MAIN(TestControllerRecovery)
#include "tst_controller_recovery.moc"
