// SPDX-License-Identifier: GPL-3.0-or-later
// From the wish to be connected to a session with disks, and every way in which that fails.
#include "engine_fakes.h"

#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::engine::testing;

using dataplane::SessionHandle;

class TestControllerLogin : public QObject {
    Q_OBJECT

private slots:
    void loginGoesOnline()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        Outcome login;
        QCOMPARE(node.nodeInfo().status, NodeStatus::Disconnected);
        node.login(login.operation());
        QCOMPARE(node.nodeInfo().status, NodeStatus::Connecting);
        world.logins.last().phase("security");
        world.time.advance(250ms);
        world.logins.succeed();
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("attach")});
        QCOMPARE(world.plane.lastTimeouts.replacement, 120s);
        QVERIFY(!node.session());
        world.plane.attached(SessionHandle{5});
        QCOMPARE(node.nodeInfo().status, NodeStatus::Connected);
        QCOMPARE(login.end, QStringLiteral("-")); // its LUNs are still to come
        node.handleDevices({deviceOf(0), deviceOf(1)});

        QCOMPARE(login.end, QStringLiteral("ok"));
        QCOMPARE(login.times, 1);
        QCOMPARE(login.phases, (QStringList{QStringLiteral("security"), QStringLiteral("scanning")}));
        QCOMPARE(login.details.result.value(QStringLiteral("session_id")).toLongLong(), 1);
        QCOMPARE(login.details.result.value(QStringLiteral("luns")).toUInt(), 2U);
        QCOMPARE(login.details.result.value(QStringLiteral("warnings")).toStringList(), QStringList());
        const SessionInfo &info = node.session()->info;
        QCOMPARE(info.state, SessionState::Online);
        QCOMPARE(info.stateSince, world.time.wallTime());
        QCOMPARE(info.loginTime, 250ms);
        QCOMPARE(info.tsih, 7);
        QCOMPARE(info.isid, recordOf(1).isid); // SID-04
        QCOMPARE(info.alias, QStringLiteral("disk shelf"));
        QVERIFY(node.owns(&world.plane, SessionHandle{5}));
        QVERIFY(!node.owns(&world.plane, SessionHandle{6}));
        QCOMPARE(node.luns().size(), 2U);
        QCOMPARE(node.luns().at(1).session, 1U);
        QCOMPARE(world.stored, QStringList{QString()});
        QCOMPARE(world.codes(), (QStringList{QStringLiteral("login.ok"), QStringLiteral("session.online"),
                                             QStringLiteral("lun.added"), QStringLiteral("lun.added")}));
        QCOMPARE(world.time.pending(), 0U);
    }

    void absentLunsAreAWarning()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        Outcome login;
        node.login(login.operation());
        world.logins.succeed();
        world.plane.attached(SessionHandle{1});
        node.handleDevices({});
        QCOMPARE(login.details.result.value(QStringLiteral("warnings")).toStringList(),
                 QStringList{QStringLiteral("no-luns")});
        QCOMPARE(world.count(QStringLiteral("lun.none")), 1);
    }

    void lateLunsDoNotHoldTheLogin()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        Outcome login;
        node.login(login.operation());
        world.logins.succeed();
        world.plane.attached(SessionHandle{1});
        world.time.advance(29999ms);
        QCOMPARE(login.end, QStringLiteral("-"));
        world.time.advance(1ms);
        QCOMPARE(login.end, QStringLiteral("ok"));
        QCOMPARE(login.details.result.value(QStringLiteral("warnings")).toStringList(),
                 QStringList{QStringLiteral("still-scanning")});
        node.handleDevices({deviceOf(0)});
        QCOMPARE(node.luns().size(), 1U);
        QCOMPARE(login.times, 1);
    }

    void loginWaitsForItsLoopDevices()
    {
        World world(true);
        SessionController node(world.environment, recordOf(1));
        Outcome login;
        node.login(login.operation());
        world.logins.succeed();
        world.plane.attached(SessionHandle{1});
        auto disk = deviceOf(0);
        disk.limits.maxTransfer = 256;
        node.handleDevices({disk});
        QVERIFY(world.devices.asked.limits == disk.limits);
        QCOMPARE(login.end, QStringLiteral("-"));
        world.devices.loopDone(QStringLiteral("/dev/loop7"));
        QCOMPARE(login.end, QStringLiteral("ok"));
        QCOMPARE(node.luns().at(0).blockDevice, QStringLiteral("/dev/loop7"));
    }

    void refusalEndsTheLoginOfAUser()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        Outcome login;
        node.login(login.operation());
        world.logins.fail(ErrorCode::LoginRejected, 0x0203);
        QCOMPARE(login.end, QStringLiteral("LoginRejected"));
        QCOMPARE(login.details.error->loginStatus, 0x0203);
        QCOMPARE(node.nodeInfo().status, NodeStatus::ConnectionFailed);
        QCOMPARE(node.nodeInfo().lastError->code, ErrorCode::LoginRejected);
        QVERIFY(!node.nodeInfo().wanted);
        QCOMPARE(world.stored, QStringList{QStringLiteral("LoginRejected")});
        const auto details = world.lastEvent(QStringLiteral("login.failed")).details;
        QCOMPARE(details.value(QStringLiteral("status_class")).toUInt(), 2U);
        QCOMPARE(details.value(QStringLiteral("status_detail")).toUInt(), 3U);
        QCOMPARE(details.value(QStringLiteral("side")).toString(), QStringLiteral("target"));
        QCOMPARE(world.time.pending(), 0U); // one attempt, as it was asked for
    }

    void failuresBeforeTheNetwork()
    {
        World world;
        world.prepareError = Error{ErrorCode::SecretMissing, "no key", 0, 0};
        SessionController node(world.environment, recordOf(1));
        Outcome noSecret;
        node.login(noSecret.operation());
        QCOMPARE(noSecret.end, QStringLiteral("SecretMissing"));

        world.prepareError.reset();
        auto record = recordOf(2);
        record.settings.dataPlane = QStringLiteral("kernel");
        SessionController kernel(world.environment, record);
        Outcome noPlane;
        kernel.login(noPlane.operation());
        QCOMPARE(noPlane.end, QStringLiteral("NotSupported"));
        QCOMPARE(world.logins.all.size(), 0U);
    }

    /// ATH-27: exactly one attempt, until somebody changed something.
    void wrongSecretIsTriedOnce_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("refused") << int(ErrorCode::AuthenticationFailed);
        QTest::newRow("CHAP wanted, no secret") << int(ErrorCode::AuthRequired);
    }

    void wrongSecretIsTriedOnce()
    {
        QFETCH(int, code);
        World world;
        SessionController node(world.environment, recordOf(1, store::Startup::AtStart));
        node.keepConnected();
        world.logins.fail(ErrorCode(code), 0x0201, true);
        QCOMPARE(node.nodeInfo().status, NodeStatus::ConnectionFailed);
        world.time.advance(24h);
        QCOMPARE(world.logins.all.size(), 1U);
        QVERIFY(node.nodeInfo().wanted);
        node.credentialsChanged();
        QCOMPARE(world.logins.all.size(), 2U);
        world.logins.succeed();
        world.plane.attached(SessionHandle{1});
        QCOMPARE(node.nodeInfo().status, NodeStatus::Connected);
        QVERIFY(!node.nodeInfo().lastError);
    }

    /// ATH-04: the attempt found out that this target takes no list of algorithms; later ones remember it.
    void theNeedForMd5IsRemembered()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        Outcome login;
        node.login(login.operation());
        QVERIFY(world.logins.last().request.login.algorithms.size() > 1);
        world.logins.last().done({fail(ErrorCode::TimedOut, "silence"), false, true});
        node.login(login.operation());
        QCOMPARE(world.logins.last().request.login.algorithms,
                 std::vector<protocol::ChapAlgorithm>{protocol::ChapAlgorithm::Md5});
    }

    /// A node "at start" is tried for ever; the log says it once and not 2,880 times a day.
    void backgroundLoginGoesOnForEver()
    {
        World world;
        SessionController node(world.environment, recordOf(1, store::Startup::AtStart));
        node.keepConnected();
        const std::chrono::seconds expected[]{1s, 2s, 4s, 8s, 16s, 30s, 30s};
        for (const auto delay : expected) {
            const auto count = world.logins.all.size();
            world.logins.fail(ErrorCode::PortalUnreachable);
            QCOMPARE(node.nodeInfo().nextAttempt,
                     world.time.wallTime().addSecs(std::chrono::duration_cast<std::chrono::seconds>(delay).count()));
            world.time.advance(delay - 1ms);
            QCOMPARE(world.logins.all.size(), count);
            world.time.advance(1ms);
            QCOMPARE(world.logins.all.size(), count + 1);
        }
        for (int i = 0; i < 3000; ++i) {
            world.logins.fail(ErrorCode::PortalUnreachable);
            world.time.advance(30s);
        }
        QCOMPARE(world.codes(), QStringList{QStringLiteral("login.failed")});
        QCOMPARE(world.stored.size(), 1);
        QCOMPARE(world.time.pending(), 0U);
        world.logins.fail(ErrorCode::HostNotFound); // that is news
        QCOMPARE(world.count(QStringLiteral("login.failed")), 2);
    }

    void jitterIsTakenFromItsSource()
    {
        World world;
        world.random = 1.0;
        SessionController node(world.environment, recordOf(1, store::Startup::AtStart));
        node.keepConnected();
        world.logins.fail(ErrorCode::PortalUnreachable);
        world.time.advance(699ms);
        QCOMPARE(world.logins.all.size(), 1U);
        world.time.advance(1ms);
        QCOMPARE(world.logins.all.size(), 2U);
    }

    void oneOperationAtATime()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        Outcome first, second;
        node.login(first.operation());
        node.login(second.operation());
        QCOMPARE(second.end, QStringLiteral("Busy"));
        QCOMPARE(first.end, QStringLiteral("-"));
        QCOMPARE(world.logins.all.size(), 1U);
    }

    void loginJoinsTheAttemptInWork()
    {
        World world;
        SessionController node(world.environment, recordOf(1, store::Startup::AtStart));
        node.keepConnected();
        Outcome login;
        node.login(login.operation());
        QCOMPARE(world.logins.all.size(), 1U);
        world.logins.fail(ErrorCode::PortalUnreachable);
        QCOMPARE(login.end, QStringLiteral("PortalUnreachable"));
        QVERIFY(node.nodeInfo().wanted); // the background goes on
        QCOMPARE(world.time.pending(), 1U);
    }

    void loginCutsTheBackOffShort()
    {
        World world;
        SessionController node(world.environment, recordOf(1, store::Startup::AtStart));
        node.keepConnected();
        world.logins.fail(ErrorCode::LoginRejected, 0x0203); // five minutes
        Outcome login;
        node.login(login.operation());
        QCOMPARE(world.logins.all.size(), 2U);
        QCOMPARE(world.time.pending(), 0U);
    }

    void loginOfAConnectedNodeIsDone()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        bringOnline(world, node);
        Outcome again;
        node.login(again.operation());
        QCOMPARE(again.end, QStringLiteral("ok"));
        QCOMPARE(again.details.result.value(QStringLiteral("session_id")).toLongLong(), 1);
        QCOMPARE(world.logins.all.size(), 1U);
    }

    void dataPlaneRefuses()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        Outcome login;
        node.login(login.operation());
        world.logins.succeed();
        world.plane.attached(fail(ErrorCode::Internal, "no worker"));
        QCOMPARE(login.end, QStringLiteral("Internal"));
        QVERIFY(!node.session());
        QCOMPARE(world.time.pending(), 0U);
    }

    /// FSM-06: no state is held for ever; what comes too late is cleared away.
    void dataPlaneIsSilent()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        Outcome login;
        node.login(login.operation());
        world.logins.succeed();
        world.time.advance(60s);
        QCOMPARE(login.end, QStringLiteral("TimedOut"));
        QVERIFY(node.idle());
        world.plane.attached(SessionHandle{5});
        QVERIFY(node.idle());
        QCOMPARE(world.plane.calls.last(), QStringLiteral("detach 5"));
    }

    void nodeThatIsGoneLeavesNoSession()
    {
        World world;
        auto node = std::make_unique<SessionController>(world.environment, recordOf(1));
        Outcome login;
        node->login(login.operation());
        world.logins.succeed();
        node.reset();
        world.plane.attached(SessionHandle{5});
        QCOMPARE(world.plane.calls.last(), QStringLiteral("detach 5"));
        QCOMPARE(world.time.pending(), 0U);
    }

    /// STS-05: a redirection is for this session; the node keeps its portal, and the next login asks there again.
    void redirectIsForgottenAfterTheSession()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        Outcome login;
        node.login(login.operation());
        const Portal elsewhere{"198.51.100.7", 3261};
        world.logins.succeed(elsewhere);
        world.plane.attached(SessionHandle{1});
        QCOMPARE(node.session()->info.portal, elsewhere);
        QCOMPARE(node.session()->info.persistentPortal, recordOf(1).portal);
        QCOMPARE(node.record().portal, recordOf(1).portal);
        node.handleConnectionLost({ErrorCode::TransportFailed, "reset", 0, 0}, -1);
        QCOMPARE(world.logins.last().request.portal, recordOf(1).portal);
    }

    /// Nothing that a data plane keeps in a file may hold a secret; everything a new daemon needs is in it.
    void descriptionTellsWhatTheNextDaemonNeeds()
    {
        World world;
        SessionController node(world.environment, recordOf(4));
        bringOnline(world, node);
        const auto description = SessionDescription::fromJson(world.plane.description);
        QVERIFY(description);
        QCOMPARE(description->node, 4);
        QCOMPARE(description->info.targetName, recordOf(4).targetName);
        QCOMPARE(description->info.persistentPortal, recordOf(4).portal);
        QCOMPARE(description->info.isid, recordOf(4).isid);
    }
};

QTEST_GUILESS_MAIN(TestControllerLogin)
#include "tst_controller_login.moc"
