// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions of other programs: shown, left alone, and ours once they are taken over.
#include "engine_restarted.h"

#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::engine::testing;

using dataplane::ForeignSession;

namespace {

constexpr NodeId kOrphan = -1;

ForeignSession foreignOf(const store::NodeRecord &record, std::uint32_t handle)
{
    ForeignSession session;
    session.handle = {handle};
    session.targetName = record.targetName;
    session.portal = session.persistentPortal = record.portal;
    session.program = QStringLiteral("iscsid");
    session.connected = true;
    session.isid = {std::byte{0}, std::byte{2}, std::byte{0x3d}, std::byte{0}, std::byte{0}, std::byte(handle)};
    session.devices = {deviceOf(0)};
    return session;
}

dataplane::RunningSession runningOf(const ForeignSession &session)
{
    return {session.handle, {}, session.connected, session.devices, session.timeouts, session.firmware};
}

SessionDescription descriptionOf(const ForeignSession &session, NodeId node)
{
    SessionDescription description;
    description.node = node;
    description.info.targetName = session.targetName;
    description.info.persistentPortal = session.persistentPortal;
    description.info.isid = session.isid;
    return description;
}

/// Node 1 is at start, and another program has a session with its target.
struct Beside : Restarted {
    explicit Beside(ForeignSession session = foreignOf(recordOf(1), 5))
        : Restarted({recordOf(1, store::Startup::AtStart)})
    {
        world.plane.foreign = {std::move(session)};
        begin();
        world.plane.adopted({});
        world.time.settle();
    }
    [[nodiscard]] SessionController *node() const { return registry.existing(1); }
};

} // namespace

class TestForeign : public QObject {
    Q_OBJECT

private slots:
    void isShownBeforeNodesAtStartLogIn()
    {
        const Beside it;
        QVERIFY(it.node() && it.node()->isForeign());
        QCOMPARE(it.node()->nodeInfo().status, NodeStatus::ConnectedBySystem);
        QVERIFY(it.node()->session()->info.foreign);
        QCOMPARE(it.node()->session()->info.program, QStringLiteral("iscsid"));
        QCOMPARE(it.node()->luns().size(), std::size_t(1));
        it.node()->keepConnected(); // as at start
        QVERIFY(it.world.logins.all.empty());
        QVERIFY(!it.node()->nodeInfo().wanted);
    }

    void nothingIsDoneToIt()
    {
        const Beside it;
        Outcome login, logout, rescan;
        it.node()->login(login.operation());
        it.node()->logout(true, logout.operation());
        it.node()->rescan(rescan.operation());
        for (const Outcome *outcome : {&login, &logout, &rescan})
            QCOMPARE(outcome->end, QStringLiteral("ForeignSession"));
        it.node()->reconnectNow();
        auto record = it.node()->record();
        record.settings.replacementTimeout = 5;
        it.node()->setRecord(record);
        QVERIFY2(it.world.plane.calls.empty(), qPrintable(it.world.plane.calls.join(QLatin1Char(' '))));
        QVERIFY(it.world.logins.all.empty());
    }

    void lossAndReturnAreToldAndLeftToItsProgram()
    {
        Beside it;
        auto session = it.world.plane.foreign.front();
        session.connected = false;
        it.world.plane.showForeign({session});
        QCOMPARE(it.node()->session()->info.state, SessionState::Reconnecting);
        it.world.time.advance(10min);
        QVERIFY(it.world.logins.all.empty());
        session.connected = true;
        it.world.plane.showForeign({session});
        QCOMPARE(it.node()->session()->info.state, SessionState::Online);
        QCOMPARE(it.world.count(QStringLiteral("foreign.lost")), 1);
        QCOMPARE(it.world.count(QStringLiteral("foreign.restored")), 1);
    }

    void itsEndFreesTheNode()
    {
        Beside it;
        const QSignalSpy removed(&it.registry, &SessionRegistry::sessionRemoved);
        it.world.plane.showForeign({});
        QCOMPARE(removed.count(), 1);
        QVERIFY(it.node()->idle());
        QVERIFY(it.world.logins.all.empty()); // it may be handed over, or the machine goes down
        Outcome login;
        it.node()->login(login.operation());
        it.world.logins.succeed();
        QCOMPARE(it.world.plane.calls, QStringList{QStringLiteral("attach")});
    }

    void withoutANodeItIsShownByItself()
    {
        Restarted it({});
        it.begin();
        it.world.plane.adopted({});
        it.world.time.settle();
        it.world.plane.showForeign({foreignOf(recordOf(7), 3)});
        QVERIFY(it.registry.existing(kOrphan) && it.registry.existing(kOrphan)->isForeign());
        QCOMPARE(it.registry.withSession().size(), std::size_t(1));
        it.world.plane.showForeign({});
        QVERIFY(it.registry.all().empty());
    }

    void nodeThatIsAddedLaterTakesItsPlace()
    {
        Restarted it({});
        it.begin();
        it.world.plane.adopted({});
        it.world.time.settle();
        it.world.plane.showForeign({foreignOf(recordOf(7), 3), foreignOf(recordOf(8), 4)});
        it.records.push_back(recordOf(7));
        it.registry.added(7);
        QVERIFY(it.registry.existing(7) && it.registry.existing(7)->isForeign());
        QCOMPARE(it.registry.withSession().size(), std::size_t(2));
    }

    void loginInWorkGivesWay()
    {
        Restarted it({recordOf(1)});
        it.begin();
        it.world.plane.adopted({});
        it.world.time.settle();
        Outcome login;
        it.registry.controller(1)->login(login.operation());
        QVERIFY(it.world.logins.running());
        it.world.plane.showForeign({foreignOf(recordOf(1), 3)});
        QVERIFY(!it.world.logins.running());
        QCOMPARE(login.end, QStringLiteral("ForeignSession"));
        QVERIFY(it.registry.existing(1)->isForeign());
    }

    void ourOwnSessionKeepsItsNode()
    {
        Restarted it({recordOf(1)});
        it.begin();
        it.world.plane.adopted({});
        it.world.time.settle();
        bringOnline(it.world, *it.registry.controller(1), {2});
        it.world.plane.showForeign({foreignOf(recordOf(1), 3)});
        QVERIFY(!it.registry.existing(1)->isForeign());
        QVERIFY(it.registry.existing(kOrphan)->isForeign());
    }

    void takenOverSessionComesBackUnderItsIsid()
    {
        Beside it;
        const ForeignSession session = it.world.plane.foreign.front();
        it.world.plane.foreign.clear();
        it.registry.takenOver(1, &it.world.plane, runningOf(session), descriptionOf(session, 1));
        QVERIFY(!it.node()->isForeign());
        QVERIFY(!it.node()->session()->info.foreign);
        QCOMPARE(it.node()->nodeInfo().status, NodeStatus::Connected);
        QCOMPARE(it.world.count(QStringLiteral("session.taken_over")), 1);
        it.node()->handleConnectionLost({ErrorCode::TransportFailed, "cut", 0, 0}, 0);
        it.world.time.advance(10s); // so soon after its start a break may be followed by others
        QCOMPARE(it.world.logins.last().request.login.isid, session.isid);
        it.world.logins.succeed();
        it.world.plane.reattached({});
        QCOMPARE(it.node()->session()->info.isid, session.isid);
        QCOMPARE(it.node()->nodeInfo().status, NodeStatus::Connected);
    }

    void takenOverFromNobodysNode()
    {
        Restarted it({recordOf(1)});
        it.begin();
        it.world.plane.adopted({});
        it.world.time.settle();
        const ForeignSession session = foreignOf(recordOf(9), 3);
        it.world.plane.showForeign({session});
        it.records.push_back(recordOf(9)); // the store has made one
        it.world.plane.foreign.clear();
        it.registry.takenOver(9, &it.world.plane, runningOf(session), descriptionOf(session, 9));
        QVERIFY(!it.registry.existing(kOrphan));
        QCOMPARE(it.registry.existing(9)->nodeInfo().status, NodeStatus::Connected);
    }

    void firmwareSessionIsNeverLoggedOut()
    {
        auto session = foreignOf(recordOf(1), 5);
        session.firmware = true;
        Beside it(session);
        it.world.plane.foreign.clear();
        it.registry.takenOver(1, &it.world.plane, runningOf(session), descriptionOf(session, 1));
        it.node()->handleConnectionLost({ErrorCode::TransportFailed, "cut", 0, 0}, 0);
        it.world.time.advance(10s); // so soon after its start a break may be followed by others
        it.world.logins.succeed();
        it.world.plane.reattached({}); // it is the firmware's still
        Outcome logout;
        it.node()->logout(true, logout.operation());
        QCOMPARE(logout.end, QStringLiteral("ForeignSession"));
        QCOMPARE(it.node()->nodeInfo().status, NodeStatus::Connected);
    }
};

QTEST_GUILESS_MAIN(TestForeign)
#include "tst_foreign.moc"
