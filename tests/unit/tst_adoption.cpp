// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions that outlived the daemon which made them.
#include "engine_restarted.h"

#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::engine::testing;

using dataplane::RunningSession;
using dataplane::SessionHandle;

namespace {

RunningSession runningOf(const store::NodeRecord &record, std::uint32_t handle, bool connected = true)
{
    SessionDescription description;
    description.node = record.id;
    description.info.targetName = record.targetName;
    description.info.portal = {"198.51.100.7", 3261};
    description.info.persistentPortal = record.portal;
    description.info.isid = record.isid;
    description.info.tsih = 9;
    description.info.reconnects = 3;
    description.info.stateSince = QDateTime(QDate(2026, 11, 1), QTime(8, 0), Qt::UTC);
    RunningSession running;
    running.handle = {handle};
    running.description = description.toJson();
    running.connected = connected;
    running.devices = {deviceOf(0)};
    running.timeouts = timeoutsOf(record.settings);
    return running;
}

} // namespace

class TestAdoption : public QObject {
    Q_OBJECT

private slots:
    void runningSessionIsAdoptedAsItIs()
    {
        Restarted it({recordOf(1), recordOf(2)});
        it.begin();
        it.world.plane.adopted({runningOf(recordOf(2), 5)});
        QCOMPARE(it.adopted, 0); // never from inside the call
        it.world.time.settle();
        QCOMPARE(it.adopted, 1);
        const auto *const node = it.registry.existing(2);
        QVERIFY(node);
        QVERIFY(!it.registry.existing(1));
        const SessionInfo &info = node->session()->info;
        QCOMPARE(info.state, SessionState::Online);
        QCOMPARE(info.tsih, 9);
        QCOMPARE(info.reconnects, 3U);
        QCOMPARE(info.stateSince, QDateTime(QDate(2026, 11, 1), QTime(8, 0), Qt::UTC)); // since then, not since now
        QCOMPARE(node->nodeInfo().status, NodeStatus::Connected);
        QVERIFY(node->nodeInfo().wanted);
        QCOMPARE(node->luns().size(), 1U);
        QCOMPARE(it.world.logins.all.size(), 0U); // no relogin
        QCOMPARE(it.world.plane.calls, QStringList());
        QCOMPARE(it.world.codes(), (QStringList{QStringLiteral("session.adopted"), QStringLiteral("lun.added")}));
        QCOMPARE(it.registry.ofSession(info.number), node);
        QCOMPARE(it.world.time.pending(), 0U);
    }

    void waitingSessionGetsItsConnection()
    {
        Restarted it({recordOf(1)});
        it.begin();
        it.world.plane.adopted({runningOf(recordOf(1), 5, false)});
        auto *const node = it.registry.existing(1);
        QCOMPARE(node->session()->info.state, SessionState::Reconnecting);
        QCOMPARE(it.world.logins.last().request.login.isid, recordOf(1).isid); // SID-08
        it.world.logins.succeed();
        QCOMPARE(it.world.plane.calls, QStringList{QStringLiteral("reattach")});
        it.world.plane.reattached({});
        QCOMPARE(node->session()->info.state, SessionState::Online);
        QCOMPARE(node->session()->info.reconnects, 4U);
    }

    /// The data plane's signals reach the controller, and nobody else's do.
    void signalsFindTheirNode()
    {
        Restarted it({recordOf(1), recordOf(2)});
        it.begin();
        it.world.plane.adopted({runningOf(recordOf(1), 5), runningOf(recordOf(2), 6)});
        emit it.world.plane.connectionLost(SessionHandle{6}, {ErrorCode::TransportFailed, "reset", 0, 0}, 3);
        emit it.world.plane.connectionLost(SessionHandle{7}, {ErrorCode::TransportFailed, "reset", 0, 0}, 3);
        QCOMPARE(it.registry.existing(1)->session()->info.state, SessionState::Online);
        QCOMPARE(it.registry.existing(2)->session()->info.state, SessionState::Reconnecting);
        QSignalSpy luns(&it.registry, &SessionRegistry::lunsChanged);
        emit it.world.plane.devicesChanged(SessionHandle{5}, {});
        QCOMPARE(luns.size(), 1);
        QSignalSpy removed(&it.registry, &SessionRegistry::sessionRemoved);
        emit it.world.plane.sessionGone(SessionHandle{5}, {ErrorCode::TransportFailed, "died", 0, 0});
        QCOMPARE(removed.size(), 1);
        emit it.world.plane.requestsFailed(SessionHandle{6});
        QVERIFY(it.registry.existing(2)->session()->info.requestsFailed);
    }

    void settingsThatChangedMeanwhileApply()
    {
        auto record = recordOf(1);
        const RunningSession running = runningOf(record, 5);
        record.settings.replacementTimeout = 7;
        Restarted it({record});
        it.begin();
        it.world.plane.adopted({running});
        QCOMPARE(it.world.plane.calls, QStringList{QStringLiteral("setTimeouts")});
        QCOMPARE(it.world.plane.lastTimeouts.replacement, 7s);
    }

    void sessionIsFoundUnderTheNewIdOfItsNode()
    {
        auto record = recordOf(1);
        const RunningSession running = runningOf(record, 5);
        record.id = 40; // removed and discovered again
        Restarted it({recordOf(2), record});
        it.begin();
        it.world.plane.adopted({running});
        QVERIFY(it.registry.existing(40));
        QVERIFY(it.registry.existing(40)->session());
    }

    /// An id that means another target now must not lend it this session.
    void idOfAnotherTargetIsNotBelieved()
    {
        Restarted it({recordOf(1)});
        auto other = recordOf(2);
        other.id = 1;
        it.begin();
        it.world.plane.adopted({runningOf(other, 5)});
        QVERIFY(!it.registry.existing(1));
        QCOMPARE(it.registry.withSession().size(), 1U);
        QCOMPARE(it.registry.withSession().at(0)->record().targetName, recordOf(2).targetName);
    }

    void orphanIsShownAndCanBeLoggedOut_data()
    {
        QTest::addColumn<QByteArray>("description");
        QTest::newRow("of no node") << runningOf(recordOf(8), 5).description;
        QTest::newRow("not readable") << QByteArray("\xff\x00{{{", 5);
        QTest::newRow("of a later version") << QByteArray(R"({"version":2,"target":"iqn.2001-04.com.example:x"})");
        QTest::newRow("none") << QByteArray();
    }

    void orphanIsShownAndCanBeLoggedOut()
    {
        QFETCH(QByteArray, description);
        Restarted it({recordOf(1)});
        it.begin();
        RunningSession running = runningOf(recordOf(8), 5);
        running.description = description;
        it.world.plane.adopted({running});
        const auto all = it.registry.withSession();
        QCOMPARE(all.size(), 1U);
        QVERIFY(it.registry.keyOf(all[0]) < 0);
        QCOMPARE(it.world.lastEvent(QStringLiteral("session.adopted")).node, 0);
        Outcome logout;
        all[0]->logout(true, logout.operation());
        it.world.time.settle();
        it.world.plane.loggedOut({});
        QCOMPARE(it.world.plane.calls.last(), QStringLiteral("detach 5"));
        it.world.plane.detached({});
        QCOMPARE(logout.end, QStringLiteral("ok"));
        QCOMPARE(it.registry.withSession().size(), 0U);
    }

    void twoSessionsOfOneNodeAreBothShown()
    {
        Restarted it({recordOf(1)});
        it.begin();
        it.world.plane.adopted({runningOf(recordOf(1), 5), runningOf(recordOf(1), 6)});
        QCOMPARE(it.registry.withSession().size(), 2U);
        QVERIFY(it.registry.existing(1)->owns(&it.world.plane, SessionHandle{5}));
    }

    /// FSM-06: a data plane that does not answer holds the start for 30 s, and what it says later still counts.
    void dataPlaneThatIsSilentHoldsNobodyForEver()
    {
        Restarted it({recordOf(1)});
        it.begin();
        it.world.time.advance(29999ms);
        QCOMPARE(it.adopted, 0);
        it.world.time.advance(1ms);
        QCOMPARE(it.adopted, 1);
        it.registry.controller(1)->keepConnected();
        QVERIFY(it.world.logins.running());
        it.world.plane.adopted({runningOf(recordOf(1), 5)});
        QCOMPARE(it.adopted, 1);
        QVERIFY(!it.world.logins.running()); // it would throw the running session out at the target
        QCOMPARE(it.registry.existing(1)->session()->info.state, SessionState::Online);
    }

    /// Somebody asked for a login before the data plane said that the session runs: it has what it wanted.
    void loginThatWaitsIsAnsweredByTheAdoption()
    {
        Restarted it({recordOf(1)});
        it.begin();
        auto *const node = it.registry.controller(1);
        Outcome login;
        node->login(login.operation());
        it.world.plane.adopted({runningOf(recordOf(1), 5)});
        QCOMPARE(login.end, QStringLiteral("ok"));
        QCOMPARE(login.details.result.value(QStringLiteral("luns")).toUInt(), 1U);
    }

    void failureBeforeTheAdoptionIsForgotten()
    {
        Restarted it({recordOf(1)});
        it.begin();
        auto *const node = it.registry.controller(1);
        Outcome login;
        node->login(login.operation());
        it.world.logins.fail(ErrorCode::LoginRejected, 0x0302); // the old session is still there
        it.world.plane.adopted({runningOf(recordOf(1), 5)});
        QCOMPARE(node->nodeInfo().status, NodeStatus::Connected);
        QVERIFY(!node->nodeInfo().lastError);
    }

    void unknownNodeHasNoController()
    {
        Restarted it({recordOf(1)});
        QVERIFY(!it.registry.controller(2));
        QVERIFY(it.registry.controller(1));
        QCOMPARE(it.registry.controller(1), it.registry.existing(1));
        it.registry.forget(1);
        QVERIFY(!it.registry.existing(1));
    }

    void descriptionSurvivesItsJson()
    {
        SessionDescription before;
        before.node = 77;
        SessionInfo &info = before.info;
        info.targetName = QStringLiteral("iqn.2001-04.com.example:größe");
        info.alias = QStringLiteral("\"shelf\"");
        info.portal = {"fe80::1%eth0", 3261};
        info.persistentPortal = {"san.example", 3260};
        info.localAddress = QStringLiteral("[fe80::2%eth0]:40000");
        info.isid = recordOf(1).isid;
        info.tsih = 0xffff;
        info.portalGroupTag = std::uint16_t(0);
        info.auth = protocol::AuthUsed::MutualChap;
        info.chapAlgorithm = QStringLiteral("SHA-256");
        info.parameters.headerDigest = true;
        info.parameters.initialR2T = false;
        info.parameters.maxBurstLength = 16777215;
        info.parameters.defaultTime2Wait = 0;
        info.keys = {{"HeaderDigest", "CRC32C,None", "CRC32C"}};
        info.stateSince = QDateTime(QDate(2026, 11, 1), QTime(8, 0), Qt::UTC);
        info.loginTime = 42ms;
        info.reconnects = 5;
        const auto after = SessionDescription::fromJson(before.toJson());
        QVERIFY(after);
        QCOMPARE(after->toJson(), before.toJson());
        QCOMPARE(after->info.portal, info.portal);
        QCOMPARE(after->info.portalGroupTag, info.portalGroupTag);
        QCOMPARE(after->info.parameters, info.parameters);
        QCOMPARE(after->info.auth, info.auth);
        QCOMPARE(after->info.isid, info.isid);
        QCOMPARE(after->info.keys.size(), 1U);
    }

    void descriptionIsReadWithSuspicion_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("no target") << QByteArray("\"target\":\"iqn") << QByteArray("\"other\":\"iqn");
        QTest::newRow("bad portal") << QByteArray("198.51.100.7:3261") << QByteArray("198.51.100.7:99999");
        QTest::newRow("bad ISID") << QByteArray("\"isid\":\"") << QByteArray("\"isid\":\"x");
        QTest::newRow("cut off") << QByteArray("}") << QByteArray();
        QTest::newRow("endless") << QByteArray("\"alias\":\"\"") << "\"alias\":\"" + QByteArray(70'000, 'a') + '"';
    }

    void descriptionIsReadWithSuspicion()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const QByteArray good = runningOf(recordOf(1), 5).description;
        QVERIFY(SessionDescription::fromJson(good));
        QByteArray bad = good;
        bad.replace(from, to);
        QVERIFY(bad != good);
        QVERIFY(!SessionDescription::fromJson(bad));
    }
};

QTEST_GUILESS_MAIN(TestAdoption)
#include "tst_adoption.moc"
