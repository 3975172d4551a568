// SPDX-License-Identifier: GPL-3.0-or-later
// Block devices that the data plane serves: how they come, and what becomes of them when it dies.
#include "online_node.h"

#include <QTest>

#include <fcntl.h>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::engine::testing;

using dataplane::SessionHandle;

Q_DECLARE_METATYPE(dataplane::Device)

namespace {

const QString kDevice = QStringLiteral("/dev/nbd3");
const QString kAttach = QStringLiteral("attach /run/portolan/s1/lun0");
const QString kGoOn = kAttach + QStringLiteral(" to /dev/nbd3");
const QString kAbandon = QStringLiteral("abandon /dev/nbd3");

devices::NewDevice served(const QString &device = kDevice)
{
    return {device, UniqueFd(::open("/dev/null", O_RDWR | O_CLOEXEC))};
}

struct Served {
    Served()
    {
        goOnline();
        world.devices.attachDone(served());
        world.plane.served({});
        world.time.advance(10min);
        forget();
    }
    void goOnline()
    {
        if (!node.nodeInfo().wanted)
            node.login(login.operation());
        world.logins.succeed();
        world.plane.attached(SessionHandle{1});
        node.handleDevices({disk});
    }
    void forget()
    {
        world.plane.calls.clear();
        world.devices.calls.clear();
        world.events.clear();
    }
    void die() { node.handleGone(kReset); }
    /// The next session, as far as its list of disks.
    void comeBack()
    {
        world.time.advance(10s); // longer than the wait before the next attempt
        goOnline();
    }
    [[nodiscard]] QString blockDevice() const { return node.luns().at(0).blockDevice; }

    Outcome login;
    World world{true};
    SessionController node{world.environment, recordOf(1)};
    dataplane::Device disk = deviceOf(0);
};

} // namespace

class TestLeftDevices : public QObject {
    Q_OBJECT

private slots:
    void socketGoesToTheDataPlane()
    {
        World world(true);
        SessionController node(world.environment, recordOf(1));
        Outcome login;
        node.login(login.operation());
        world.logins.succeed();
        world.plane.attached(SessionHandle{1});
        node.handleDevices({deviceOf(0)});
        world.devices.attachDone(served());
        QCOMPARE(world.plane.calls.last(), QStringLiteral("serve 0 as nbd3"));
        QVERIFY(node.luns().at(0).blockDevice.isEmpty());
        QCOMPARE(login.end, QStringLiteral("-"));
        world.plane.served({});
        QCOMPARE(node.luns().at(0).blockDevice, kDevice);
        QCOMPARE(login.end, QStringLiteral("ok"));
    }

    void deviceThatIsNotServedIsGivenUp()
    {
        Node it(true);
        Outcome login;
        it.node.login(login.operation());
        it.world.logins.succeed();
        it.world.plane.attached(SessionHandle{1});
        it.node.handleDevices({deviceOf(0)});
        it.world.devices.attachDone(served());
        it.world.plane.served(fail(ErrorCode::TimedOut, "the worker does not answer"));
        QCOMPARE(it.world.devices.calls.last(), kAbandon);
        QCOMPARE(it.world.count(QStringLiteral("lun.loop_failed")), 1);
        QCOMPARE(login.end, QStringLiteral("ok")); // the file is there
    }

    void nextSessionGoesOn()
    {
        Served it;
        it.die();
        QVERIFY(it.world.devices.calls.isEmpty());
        it.disk.sizeBytes *= 2; // which is no reason to take another one
        it.comeBack();
        QCOMPARE(it.world.devices.calls, QStringList{kGoOn});
        it.world.devices.attachDone(served());
        QCOMPARE(it.world.plane.calls.last(), QStringLiteral("serve 0 as nbd3"));
        it.world.plane.served({});
        QCOMPARE(it.blockDevice(), kDevice);
        it.world.time.advance(10min);
        QCOMPARE(it.world.devices.calls, QStringList{kGoOn});
        it.die(); // and the one after it, too
        it.comeBack();
        QCOMPARE(it.world.devices.calls.last(), kGoOn);
    }

    /// The one that was to go on with it died before it did.
    void goesOnWithTheOneAfterTheNext()
    {
        Served it;
        it.die();
        it.comeBack();
        it.die();
        it.comeBack();
        QCOMPARE(it.world.devices.calls, (QStringList{kGoOn, kGoOn}));
        it.world.devices.attachDone(served());
        it.world.plane.served({});
        QCOMPARE(it.blockDevice(), kDevice);
    }

    void isGivenUpWhenTheReplacementTimeoutIsOver()
    {
        Served it;
        it.die();
        it.world.time.advance(std::chrono::seconds(recordOf(1).settings.replacementTimeout) - 1s);
        QVERIFY(it.world.devices.calls.isEmpty());
        it.world.time.advance(1s);
        QCOMPARE(it.world.devices.calls, QStringList{kAbandon});
        it.comeBack();
        QCOMPARE(it.world.devices.calls.last(), kAttach);
    }

    void isGivenUpByALogout()
    {
        Served it;
        it.die();
        Outcome logout;
        it.node.logout(false, logout.operation());
        QCOMPARE(it.world.devices.calls, QStringList{kAbandon});
    }

    void forcedLogoutLeavesNothingBehind()
    {
        Served it;
        Outcome logout;
        it.node.logout(true, logout.operation());
        it.world.time.settle();
        it.world.devices.detachDone(fail(ErrorCode::DeviceBusy, "mounted"));
        it.world.plane.loggedOut({});
        it.world.plane.detached({});
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QCOMPARE(it.world.devices.calls.last(), kAbandon);
    }

    /// Another disk, or none, under the number: what waits for the old one must not reach it.
    void isNotGivenToAnotherDisk_data()
    {
        QTest::addColumn<dataplane::Device>("now");
        QTest::addColumn<QStringList>("calls");
        auto other = deviceOf(0);
        other.wwid = QStringLiteral("naa.other");
        QTest::newRow("another WWID") << other << QStringList{kAbandon, kAttach};
        other = deviceOf(0);
        other.blockSize = 4096;
        QTest::newRow("other blocks") << other << QStringList{kAbandon, kAttach};
        other = deviceOf(0);
        other.readOnly = true;
        QTest::newRow("write protection") << other << QStringList{kAbandon, kAttach};
        QTest::newRow("another number") << deviceOf(1)
                                        << QStringList{QStringLiteral("attach /run/portolan/s1/lun1"), kAbandon};
    }
    void isNotGivenToAnotherDisk()
    {
        QFETCH(dataplane::Device, now);
        Served it;
        it.die();
        it.disk = now;
        it.comeBack();
        QTEST(it.world.devices.calls, "calls");
    }

    void waitsForADiskThatIsNotReady()
    {
        Served it;
        it.die();
        const auto ready = std::exchange(it.disk, deviceOf(0, 0));
        it.disk.exportKind = dataplane::ExportKind::None;
        it.disk.problem = QStringLiteral("not ready");
        it.comeBack();
        QVERIFY(it.world.devices.calls.isEmpty());
        it.node.handleDevices({ready});
        QCOMPARE(it.world.devices.calls, QStringList{kGoOn});
    }

    void anotherOneComesWhereItCannotGoOn()
    {
        Served it;
        it.die();
        it.comeBack();
        it.world.devices.attachDone(fail(ErrorCode::NotFound, "somebody else serves it"));
        QCOMPARE(it.world.devices.calls, (QStringList{kGoOn, kAbandon, kAttach}));
        it.world.devices.attachDone(served(QStringLiteral("/dev/nbd4")));
        it.world.plane.served({});
        QCOMPARE(it.blockDevice(), QStringLiteral("/dev/nbd4"));
    }

    void diskThatIsGoneIsNotWaitedFor()
    {
        Served it;
        it.node.handleDevices({});
        QCOMPARE(it.world.devices.calls, QStringList{QStringLiteral("detach /dev/nbd3 from /run/portolan/s1/lun0")});
        it.world.devices.detachDone(fail(ErrorCode::DeviceBusy, "mounted"));
        QCOMPARE(it.world.devices.calls.last(), kAbandon);
    }
};

QTEST_GUILESS_MAIN(TestLeftDevices)
#include "tst_left_devices.moc"
