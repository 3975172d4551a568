// SPDX-License-Identifier: GPL-3.0-or-later
// The end of a session, whatever is going on. Changing one's mind about it is in tst_controller_cancel.
#include "online_node.h"

#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::engine::testing;

using dataplane::SessionHandle;

class TestControllerLogout : public QObject {
    Q_OBJECT

private slots:
    void logoutGoesInTheOrderThatHurtsNobody()
    {
        Node it(true);
        it.goOnline();
        auto &[world, node] = it;
        QSignalSpy removed(&node, &SessionController::sessionRemoved);
        Outcome logout;
        it.logout(logout);
        QCOMPARE(node.nodeInfo().status, NodeStatus::Disconnecting);
        QCOMPARE(node.session()->info.state, SessionState::LoggingOut);
        QCOMPARE(world.devices.calls, QStringList{kLookAtDisk + QStringLiteral(",/dev/loop7")});
        world.devices.usersDone({});
        QCOMPARE(world.devices.calls.last(), QStringLiteral("detach /dev/loop7 from /run/portolan/s1/lun0"));
        QCOMPARE(world.plane.calls, QStringList()); // nothing said to the target while a disk is there
        world.devices.detachDone({});
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("logout")});
        world.plane.loggedOut({});
        QCOMPARE(world.plane.calls.last(), QStringLiteral("detach 1"));
        QCOMPARE(logout.end, QStringLiteral("-"));
        world.plane.detached({});
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QCOMPARE(logout.phases,
                 (QStringList{QStringLiteral("scanning"), QStringLiteral("settling"), QStringLiteral("waiting")}));
        QCOMPARE(removed.size(), 1);
        QCOMPARE(node.nodeInfo().status, NodeStatus::Disconnected);
        QCOMPARE(world.codes(), QStringList{QStringLiteral("logout.done")});
        QVERIFY(it.stays(1));
    }

    /// The target can be asked to write its cache only as long as it is logged in.
    void disksGoAfterLoopDevicesAndBeforeTheLogout()
    {
        Node it(true);
        it.goOnline();
        auto &[world, node] = it;
        world.plane.removesDevices = true;
        Outcome logout;
        it.logout(logout);
        world.devices.usersDone({});
        QCOMPARE(world.plane.calls, QStringList());
        world.devices.detachDone({});
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("removeDevices")});
        world.plane.devicesRemoved({});
        QCOMPARE(world.plane.calls.last(), QStringLiteral("logout"));
        world.plane.loggedOut({});
        world.plane.detached({});
        QCOMPARE(world.plane.calls,
                 (QStringList{QStringLiteral("removeDevices"), QStringLiteral("logout"), QStringLiteral("detach 1")}));
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(1));
    }

    void disksThatCannotBeRemovedDoNotStopTheLogout()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        world.plane.removesDevices = true;
        Outcome logout;
        it.logout(logout, true);
        QTest::ignoreMessage(QtWarningMsg, "logout goes on with disks left: sda is stuck");
        world.plane.devicesRemoved(fail(ErrorCode::Internal, "sda is stuck"));
        QCOMPARE(world.plane.calls.last(), QStringLiteral("logout"));
        world.plane.loggedOut({});
        world.plane.detached({});
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(1));
    }

    /// FSM-06.
    void disksThatAreLateDoNotStopTheLogout()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        world.plane.removesDevices = true;
        Outcome logout;
        it.logout(logout, true);
        world.time.advance(59'999ms);
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("removeDevices")});
        QTest::ignoreMessage(QtWarningMsg, "logout goes on although the disks are not gone after 60 s");
        world.time.advance(1ms);
        QCOMPARE(world.plane.calls.last(), QStringLiteral("logout"));
        world.plane.devicesRemoved({}); // late
        QCOMPARE(world.plane.calls.count(QStringLiteral("logout")), 1);
        world.plane.loggedOut({});
        world.plane.detached({});
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(1));
    }

    /// They cannot write anything any more, and go with the session.
    void disksOfALostSessionAreNotRemovedFirst()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        world.plane.removesDevices = true;
        node.handleConnectionLost(kReset, 0);
        Outcome logout;
        it.logout(logout, true);
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("detach 1")});
    }

    void connectionBreaksWhileTheDisksGo()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        world.plane.removesDevices = true;
        Outcome logout;
        it.logout(logout, true);
        node.handleConnectionLost(kReset, 0);
        QTest::ignoreMessage(QtWarningMsg, "logout goes on with disks left: the connection is gone");
        world.plane.devicesRemoved(fail(ErrorCode::TransportFailed, "the connection is gone"));
        QCOMPARE(world.plane.calls, (QStringList{QStringLiteral("removeDevices"), QStringLiteral("detach 1")}));
        world.plane.detached({});
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(1));
    }

    /// LGO-08.
    void diskInUseRefusesTheLogout()
    {
        Node it(true);
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        world.devices.usersDone({mountedAt(QStringLiteral("/srv"))});
        QCOMPARE(logout.end, QStringLiteral("DeviceBusy"));
        QCOMPARE(logout.details.blockers.size(), 1U);
        QCOMPARE(logout.details.blockers.at(0).path, QStringLiteral("/srv"));
        QCOMPARE(world.plane.calls, QStringList());
        QCOMPARE(node.session()->info.state, SessionState::Online);
        QVERIFY(node.nodeInfo().wanted);
        QCOMPARE(world.lastEvent(QStringLiteral("logout.blocked")).details.value(QStringLiteral("who")).toString(),
                 QStringLiteral("mount /srv"));

        Outcome again; // and it is not stuck
        it.logout(again, true);
        world.devices.detachDone({});
        world.plane.loggedOut({});
        world.plane.detached({});
        QCOMPARE(again.end, QStringLiteral("ok"));
    }

    void forcedLogoutAsksNobody()
    {
        Node it;
        it.goOnline();
        Outcome logout;
        it.logout(logout, true);
        QCOMPARE(it.world.devices.calls, QStringList());
        QCOMPARE(it.world.plane.calls, QStringList{QStringLiteral("logout")});
    }

    /// Our own loop device on the file is no user of it.
    void ownLoopDeviceIsNoUser()
    {
        Node it(true);
        it.goOnline();
        Outcome logout;
        it.logout(logout);
        devices::DeviceUser loop;
        loop.kind = devices::UserKind::Loop;
        loop.path = QStringLiteral("/dev/loop7");
        it.world.devices.usersDone({loop});
        QCOMPARE(it.world.devices.calls.last(), QStringLiteral("detach /dev/loop7 from /run/portolan/s1/lun0"));
    }

    /// losetup -d by hand: what was to be reached is reached.
    void loopDeviceThatIsGoneAlreadyHindersNothing()
    {
        Node it(true);
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        world.devices.usersDone({});
        world.devices.detachDone(fail(ErrorCode::NotFound, "no loop device"));
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("logout")});
    }

    /// Between the look and the removal somebody opened the disk: it is put back where it was.
    void loopDeviceThatIsOpenRefusesTheLogout()
    {
        Node it(true);
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        world.devices.usersDone({});
        world.devices.detachDone(fail(ErrorCode::DeviceBusy, "open"));
        QCOMPARE(logout.end, QStringLiteral("DeviceBusy"));
        QCOMPARE(node.luns().at(0).blockDevice, QStringLiteral("/dev/loop7"));
        QCOMPARE(node.session()->info.state, SessionState::Online);
        QCOMPARE(world.plane.calls, QStringList());
    }

    /// LGO-05, FSM-06: every step ends by itself.
    void targetIsSilent()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout, true);
        world.time.advance(9999ms);
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("logout")});
        world.time.advance(1ms);
        QCOMPARE(world.plane.calls.last(), QStringLiteral("detach 1"));
        world.time.advance(20s);
        QCOMPARE(logout.end, QStringLiteral("TimedOut"));
        QVERIFY(!node.session());
        world.plane.detached({}); // late
        QCOMPARE(logout.times, 1);
    }

    void theLookAtTheDisksHangs()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        world.time.advance(30s);
        QCOMPARE(logout.end, QStringLiteral("TimedOut"));
        QCOMPARE(node.session()->info.state, SessionState::Online); // not knowing is no licence
        world.devices.usersDone({});
        QCOMPARE(world.plane.calls, QStringList());
    }

    void loopDeviceThatHangsIsLeftByForceOnly()
    {
        Node it(true);
        it.goOnline();
        auto &[world, node] = it;
        Outcome forced;
        it.logout(forced, true);
        world.time.advance(59999ms);
        QCOMPARE(world.plane.calls, QStringList());
        world.time.advance(1ms);
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("logout")});
    }

    /// Its removal writes back what is cached. Who asks again must not take the session away under it.
    void loopDeviceThatStillGoesIsWaitedFor()
    {
        Node it(true);
        it.goOnline();
        auto &[world, node] = it;
        Outcome refused, again;
        it.logout(refused);
        world.devices.usersDone({});
        world.time.advance(60s);
        QCOMPARE(refused.end, QStringLiteral("TimedOut"));
        QCOMPARE(node.session()->info.state, SessionState::Online);
        it.logout(again);
        world.devices.usersDone({});
        QCOMPARE(world.plane.calls, QStringList());
        world.devices.detachDone({});
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("logout")});
        QCOMPARE(world.devices.calls.count(QStringLiteral("detach /dev/loop7 from /run/portolan/s1/lun0")), 1);
    }

    void logoutWhileReconnecting()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        node.handleConnectionLost(kReset, 0);
        QVERIFY(world.logins.running());
        Outcome logout;
        it.logout(logout);
        QVERIFY(!world.logins.running()); // the attempt is cancelled
        world.devices.usersDone({});
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("detach 1")}); // nobody there to say goodbye to
        world.plane.detached({});
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(2));
    }

    void logoutWhileTheDataPlaneIsAskedWhereItCounts()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        world.plane.countsOn = true;
        node.handleConnectionLost(kReset, 0);
        Outcome logout;
        it.logout(logout, true);
        world.plane.prepared(std::optional(5U)); // nobody waits for it any more
        QCOMPARE(world.logins.all.size(), 1U);
        QCOMPARE(world.plane.calls.last(), QStringLiteral("detach 1"));
        QCOMPARE(node.session()->info.state, SessionState::LoggingOut);
        world.plane.detached({});
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(1));
    }

    void logoutWhileWaitingForTheNextAttempt()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        node.handleConnectionLost(kReset, 0);
        world.logins.fail(ErrorCode::PortalUnreachable);
        Outcome logout;
        it.logout(logout, true);
        world.plane.detached({});
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(2));
    }

    void logoutWhileTheNewConnectionIsHandedOver()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        node.handleConnectionLost(kReset, 0);
        world.logins.succeed();
        Outcome logout;
        it.logout(logout, true);
        world.plane.reattached({}); // comes too late to count
        QCOMPARE(node.session()->info.state, SessionState::LoggingOut);
        world.plane.detached({});
        QVERIFY(it.stays(2));
    }

    /// dumpe2fs and blkid, which udisksd and udev start to see what is on a disk, are done in a moment.
    void programsThatOnlyLookAtTheDiskAreWaitedFor()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        const devices::DeviceUser looks{devices::UserKind::Process, QStringLiteral("/dev/sdb"), {}, {}, 7,
                                        QStringLiteral("dumpe2fs")};
        for (int look = 1; look < 3; ++look) {
            world.devices.usersDone({looks});
            QCOMPARE(logout.end, QStringLiteral("-"));
            QTRY_COMPARE(world.devices.calls, QStringList(look + 1, kLookAtDisk));
        }
        world.devices.usersDone({});
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("logout")});
    }

    void programsThatStayAreUsers()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        const devices::DeviceUser stays{devices::UserKind::Process, QStringLiteral("/dev/sdb"), {}, {}, 7,
                                        QStringLiteral("dd")};
        for (int look = 1; look < 3; ++look) {
            world.devices.usersDone({stays});
            QTRY_COMPARE(world.devices.calls, QStringList(look + 1, kLookAtDisk));
        }
        world.devices.usersDone({stays});
        QCOMPARE(logout.end, QStringLiteral("DeviceBusy"));
        QCOMPARE(world.devices.calls.size(), 3);
    }

    /// What stands on the disk does not go by itself, nor does a program in its folder.
    void mountsAreNotWaitedFor()
    {
        devices::DeviceUser inside{
            devices::UserKind::Process, QStringLiteral("/dev/sdb"), QStringLiteral("/srv"), {}, 7,
            QStringLiteral("vim")};
        for (const auto &user : {mountedAt(QStringLiteral("/srv")), inside}) {
            Node it;
            it.goOnline();
            Outcome logout;
            it.logout(logout);
            it.world.devices.usersDone({user});
            QCOMPARE(logout.end, QStringLiteral("DeviceBusy"));
        }
    }

    void refusedLogoutWhileReconnectingGoesOnReconnecting()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        node.handleConnectionLost(kReset, 0);
        world.logins.fail(ErrorCode::PortalUnreachable);
        Outcome logout;
        it.logout(logout);
        world.devices.usersDone({mountedAt(QStringLiteral("/srv"))});
        QCOMPARE(logout.end, QStringLiteral("DeviceBusy"));
        QCOMPARE(node.session()->info.state, SessionState::Reconnecting);
        QVERIFY(world.logins.running());
        world.logins.succeed();
        world.plane.reattached({});
        QCOMPARE(node.session()->info.state, SessionState::Online);
    }

    void logoutWhileTheWorkerIsGone()
    {
        Node it;
        it.goOnline();
        it.node.handleGone(kReset);
        Outcome logout;
        it.logout(logout);
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(1));
    }

    void logoutOfANodeThatIsOut()
    {
        Node it;
        Outcome logout;
        it.logout(logout);
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(0));
    }

    void logoutEndsTheBackgroundLogin()
    {
        Node it(false, store::Startup::AtStart);
        it.node.keepConnected();
        it.world.logins.fail(ErrorCode::PortalUnreachable);
        Outcome logout;
        it.logout(logout);
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(1));
    }

    void secondLogoutIsBusy()
    {
        Node it;
        it.goOnline();
        Outcome first, second, login;
        it.logout(first, true);
        it.logout(second, true);
        it.node.login(login.operation());
        QCOMPARE(second.end, QStringLiteral("Busy"));
        QCOMPARE(login.end, QStringLiteral("Busy"));
        it.world.plane.loggedOut({});
        it.world.plane.detached({});
        QCOMPARE(first.end, QStringLiteral("ok"));
    }

    void connectionBreaksBeforeTheTargetWasAsked()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        node.handleConnectionLost(kReset, 0);
        world.devices.usersDone({});
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("detach 1")});
    }

    void connectionBreaksWhileALogoutIsRefused()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        node.handleConnectionLost(kReset, 3);
        world.devices.usersDone({mountedAt(QStringLiteral("/srv"))});
        QCOMPARE(logout.end, QStringLiteral("DeviceBusy"));
        QCOMPARE(node.session()->info.state, SessionState::Reconnecting);
        world.time.advance(2999ms);
        QCOMPARE(world.logins.all.size(), 1U); // REC-03
        world.time.advance(1ms);
        QCOMPARE(world.logins.all.size(), 2U);
    }

    void workerDiesWhileALogoutIsRefused()
    {
        Node it;
        it.goOnline();
        auto &[world, node] = it;
        Outcome logout;
        it.logout(logout);
        node.handleGone(kReset);
        QVERIFY(node.session()); // the sequence still looks at it
        world.devices.usersDone({mountedAt(QStringLiteral("/srv"))});
        QCOMPARE(logout.end, QStringLiteral("DeviceBusy"));
        QVERIFY(!node.session());
        world.time.advance(1s);
        QCOMPARE(world.logins.all.size(), 2U);
    }

    // Cancelling

    void logoutTakesOverFromALogin()
    {
        Node it;
        Outcome login, logout;
        it.node.login(login.operation());
        it.logout(logout);
        QCOMPARE(login.end, QStringLiteral("Cancelled"));
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(!it.world.logins.running());
        QVERIFY(it.stays(1));
    }

    /// The login waits for its LUNs only, so its session is there: it is logged out, and said when that is done.
    void logoutWhileTheLunsAreMissing()
    {
        Node it;
        auto &[world, node] = it;
        Outcome login, logout;
        node.login(login.operation());
        world.logins.succeed();
        world.plane.attached(SessionHandle{1});
        it.logout(logout);
        QCOMPARE(login.end, QStringLiteral("Cancelled"));
        QCOMPARE(logout.times, 0);
        world.plane.loggedOut({});
        world.plane.detached({});
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(1));
    }

    /// What came of it so far may be in use already.
    void logoutWhileALunIsMissingAsksWhoUsesTheOthers()
    {
        Node it;
        auto &[world, node] = it;
        Outcome login, logout;
        node.login(login.operation());
        world.logins.succeed();
        world.plane.attached(SessionHandle{1});
        auto late = deviceOf(1);
        late.path.clear();
        node.handleDevices({deviceOf(0), late});
        world.devices.calls.clear();
        it.logout(logout);
        QVERIFY(world.devices.calls.contains(kLookAtDisk));
        QCOMPARE(logout.times, 0);
    }

    void logoutWhileTheConnectionIsHandedOver_data()
    {
        QTest::addColumn<bool>("comesUp");
        QTest::newRow("and comes up") << true;
        QTest::newRow("in vain") << false;
    }

    void logoutWhileTheConnectionIsHandedOver()
    {
        QFETCH(bool, comesUp);
        Node it;
        auto &[world, node] = it;
        Outcome login, logout, second;
        node.login(login.operation());
        world.logins.succeed();
        it.logout(logout);
        QCOMPARE(login.end, QStringLiteral("Cancelled"));
        QCOMPARE(logout.times, 0); // nobody knows yet whether there will be a session
        it.logout(second);
        QCOMPARE(second.end, QStringLiteral("Busy"));
        if (comesUp) {
            world.plane.attached(SessionHandle{1});
            world.time.settle();
            QCOMPARE(logout.times, 0);
            world.plane.loggedOut({});
            world.plane.detached({});
        } else {
            world.plane.attached(fail(ErrorCode::Internal, "no worker"));
        }
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QVERIFY(it.stays(1));
    }

    /// A node "at start" that a wrong setting stopped waits for the right one; by hand, nobody waits any more.
    void manualEndsTheWaitForASetting()
    {
        Node it(false, store::Startup::AtStart);
        auto &[world, node] = it;
        node.keepConnected();
        world.logins.fail(ErrorCode::AuthRequired);
        QVERIFY(node.nodeInfo().wanted);
        auto record = node.record();
        record.settings.startup = store::Startup::Manual;
        node.setRecord(record);
        QVERIFY(!node.nodeInfo().wanted);
        QCOMPARE(node.nodeInfo().status, NodeStatus::ConnectionFailed); // which it did
        QVERIFY(it.stays(1));
    }

    void nothingIsLeftOfANodeThatIsDestroyed()
    {
        World world;
        auto node = std::make_unique<SessionController>(world.environment, recordOf(1));
        bringOnline(world, *node);
        Outcome logout;
        node->logout(true, logout.operation());
        world.time.settle();
        node.reset();
        world.plane.loggedOut({});
        QCOMPARE(world.plane.calls.last(), QStringLiteral("logout"));
        QCOMPARE(world.time.pending(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestControllerLogout)
#include "tst_controller_logout.moc"
