// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody changes their mind: a login or logout is cancelled, in whatever it is doing just then.
#include "online_node.h"

#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::engine::testing;

using dataplane::SessionHandle;

class TestControllerCancel : public QObject {
    Q_OBJECT

private slots:
    void cancelComesTooLateForDisksThatGo()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        world.plane.removesDevices = true;
        Outcome logout;
        it.logout(logout, true);
        node.cancelOperation();
        QCOMPARE(logout.end, QStringLiteral("Cancelled"));
        world.plane.devicesRemoved({});
        QCOMPARE(world.plane.calls.last(), QStringLiteral("logout"));
        world.plane.loggedOut({});
        world.plane.detached({});
        QCOMPARE(logout.times, 1);
        QVERIFY(it.stays(1));
    }

    /// The session was there before this login was asked for: it is not the login's to end.
    void cancelWhileTheDataPlaneIsAskedWhereItCounts()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        world.plane.countsOn = true;
        node.handleConnectionLost(kReset, 0);
        Outcome login;
        node.login(login.operation());
        node.cancelOperation();
        QCOMPARE(login.end, QStringLiteral("Cancelled"));
        QVERIFY(node.session());
        world.plane.prepared(std::optional(5U));
        QCOMPARE(world.logins.all.size(), 2U);
        QCOMPARE(login.times, 1);
    }

    void cancelWhileLoggingIn()
    {
        Node it;
        Outcome login;
        it.node.login(login.operation());
        it.node.cancelOperation();
        QCOMPARE(login.end, QStringLiteral("Cancelled"));
        QVERIFY(!it.world.logins.running());
        QCOMPARE(it.node.nodeInfo().status, NodeStatus::Disconnected);
        QVERIFY(it.stays(1));
        it.node.cancelOperation(); // nothing there
        QCOMPARE(login.times, 1);
    }

    void cancelWhileTheConnectionIsHandedOver()
    {
        Node it;
        auto &[world, node] = it;
        Outcome login, again;
        node.login(login.operation());
        world.logins.succeed();
        node.cancelOperation();
        QCOMPARE(login.end, QStringLiteral("Cancelled"));
        QCOMPARE(node.nodeInfo().status, NodeStatus::Disconnecting);
        node.login(again.operation());
        QCOMPARE(again.end, QStringLiteral("Busy"));
        world.plane.attached(SessionHandle{1});
        world.time.settle();
        QCOMPARE(world.plane.calls.last(), QStringLiteral("logout"));
        world.plane.loggedOut({});
        world.plane.detached({});
        QCOMPARE(world.count(QStringLiteral("login.ok")), 0);
        QVERIFY(it.stays(1));
    }

    void cancelWhileTheConnectionIsHandedOverInVain()
    {
        Node it(false, store::Startup::AtStart);
        Outcome login;
        it.node.login(login.operation());
        it.world.logins.succeed();
        it.node.cancelOperation();
        it.world.plane.attached(fail(ErrorCode::Internal, "no worker"));
        QVERIFY(it.stays(1));
        QCOMPARE(it.world.codes(), QStringList());
    }

    void cancelWhileTheLunsAreMissing()
    {
        Node it;
        auto &[world, node] = it;
        Outcome login;
        node.login(login.operation());
        world.logins.succeed();
        world.plane.attached(SessionHandle{1});
        node.cancelOperation();
        QCOMPARE(login.end, QStringLiteral("Cancelled"));
        world.time.settle();
        world.plane.loggedOut({});
        world.plane.detached({});
        QVERIFY(it.stays(1));
    }

    /// The session was there before this login was asked for: it is not the login's to end.
    void cancelDuringTheBackOffOfAnOutage()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        node.handleConnectionLost(kReset, 5);
        Outcome login;
        node.login(login.operation());
        QCOMPARE(login.phases.last(), QStringLiteral("waiting"));
        node.cancelOperation();
        QCOMPARE(login.end, QStringLiteral("Cancelled"));
        QVERIFY(node.session());
        world.time.advance(5s);
        QCOMPARE(world.logins.all.size(), 2U); // goes on without it
    }

    void cancelEndsALogoutThatIsStillLooking()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        node.cancelOperation();
        QCOMPARE(logout.end, QStringLiteral("Cancelled"));
        QCOMPARE(node.session()->info.state, SessionState::Online);
        world.devices.usersDone({});
        world.time.advance(1min);
        QCOMPARE(world.plane.calls, QStringList());
        QCOMPARE(logout.times, 1);
    }

    /// What was said to the target cannot be taken back.
    void cancelComesTooLateForALogout()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout, true);
        node.cancelOperation();
        QCOMPARE(logout.end, QStringLiteral("Cancelled"));
        QCOMPARE(node.nodeInfo().status, NodeStatus::Disconnecting);
        world.plane.loggedOut({});
        world.plane.detached({});
        QCOMPARE(logout.times, 1);
        QVERIFY(it.stays(1));
    }

    void cancelledLogoutPutsTheLoopDeviceBack()
    {
        Node it(true);
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        world.devices.usersDone({});
        node.cancelOperation(); // while its loop device goes
        world.devices.detachDone({});
        QCOMPARE(world.devices.calls.last(), QStringLiteral("attach /run/portolan/s1/lun0"));
        world.devices.loopDone(QStringLiteral("/dev/loop8"));
        QCOMPARE(node.luns().at(0).blockDevice, QStringLiteral("/dev/loop8"));
    }

    void cancelOfALogoutThatWaitsForTheHandOver() // it goes on: there is nothing to go back to
    {
        Node it;
        auto &[world, node] = it;
        Outcome login, logout;
        node.login(login.operation());
        world.logins.succeed();
        it.logout(logout);
        node.cancelOperation();
        QCOMPARE(logout.end, QStringLiteral("Cancelled"));
        world.plane.attached(fail(ErrorCode::Internal, "no worker"));
        QCOMPARE(logout.times, 1);
        QVERIFY(it.stays(1));
    }
};

QTEST_GUILESS_MAIN(TestControllerCancel)
#include "tst_controller_cancel.moc"
