// SPDX-License-Identifier: GPL-3.0-or-later
// Several connections in one session: how the engine gets them, and gets them back.
#include "engine_fakes.h"

#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::engine::testing;

namespace {

const Error kReset{ErrorCode::TransportFailed, "connection reset", 0, ECONNRESET};
constexpr int kNotSaid = -1;

store::NodeRecord several(std::uint32_t connections)
{
    auto record = recordOf(1);
    record.settings.maxConnections = connections;
    return record;
}

/// Online with its first connection, which the target allows to have others beside it.
struct Online {
    explicit Online(std::uint32_t wanted, std::uint32_t allowed = 8)
        : node(world.environment, several(wanted))
    {
        world.logins.maxConnections = allowed;
        bringOnline(world, node);
        world.logins.all.clear();
        world.plane.calls.clear();
        world.events.clear();
        world.time.settle();
    }
    void join()
    {
        world.logins.succeed();
        world.plane.added({});
        world.time.settle();
    }
    [[nodiscard]] std::uint32_t connections() const { return node.session()->info.connections; }

    World world;
    SessionController node;
};

} // namespace

class TestFurtherConnections : public QObject {
    Q_OBJECT

private slots:
    void oneIsEnoughUnlessMoreAreAskedFor() // MCS-08
    {
        Online online(1);
        QVERIFY(online.world.logins.all.empty());
        QCOMPARE(online.connections(), 1U);
    }

    /// MCS-01, MCS-02, MCS-09: after the leading login, at the session's portal, as the same nexus.
    void theyJoinOneAfterTheOther()
    {
        Online online(3);
        auto &[world, node] = online;
        QCOMPARE(world.logins.all.size(), 1U);
        const auto &login = world.logins.last().request;
        QCOMPARE(login.login.tsih, 7);
        QCOMPARE(login.login.cid, 1);
        QCOMPARE(login.login.isid, recordOf(1).isid);
        QCOMPARE(login.login.initialCmdSn, 4711U);
        QVERIFY(login.portal == node.session()->info.portal);
        QCOMPARE(node.nodeInfo().status, NodeStatus::Connected); // and nobody waits for them
        online.join();
        QCOMPARE(world.plane.calls, QStringList{QStringLiteral("addConnection 1")});
        QCOMPARE(online.connections(), 2U);
        QCOMPARE(world.logins.all.size(), 2U);
        QCOMPARE(world.logins.last().request.login.cid, 2);
        online.join();
        QCOMPARE(online.connections(), 3U);
        QCOMPARE(world.logins.all.size(), 2U);
        QCOMPARE(world.count(QStringLiteral("connection.joined")), 2);
    }

    void theTargetAllowsLess()
    {
        Online online(4, 2);
        online.join();
        QCOMPARE(online.connections(), 2U);
        QCOMPARE(online.world.logins.all.size(), 1U);
    }

    void aDataPlaneOfOneRefusesTheNode() // MCS-08
    {
        World world;
        world.plane.most = 1;
        SessionController node(world.environment, several(2));
        Outcome login;
        node.login(login.operation());
        QCOMPARE(login.end, QStringLiteral("NotSupported"));
        QVERIFY(world.logins.all.empty());
        const auto text = QString::fromStdString(login.details.error->message);
        QVERIFY2(text.contains(QStringLiteral("MaxConnections")), qPrintable(text));
    }

    void aLostOneComesBack()
    {
        Online online(2);
        auto &[world, node] = online;
        online.join();
        node.handleConnectionDropped(1, kReset, kNotSaid);
        QCOMPARE(online.connections(), 1U);
        QCOMPARE(node.nodeInfo().status, NodeStatus::Connected);
        QCOMPARE(world.count(QStringLiteral("connection.lost")), 1);
        QCOMPARE(world.count(QStringLiteral("session.lost")), 0);
        world.time.advance(10s);
        QCOMPARE(world.logins.all.size(), 2U);
        QCOMPARE(world.logins.last().request.login.cid, 2); // a number of its own
        online.join();
        QCOMPARE(online.connections(), 2U);
    }

    void oneLossAfterTheOtherDoesNotPutItOff()
    {
        Online online(4);
        auto &[world, node] = online;
        for (int i = 0; i < 3; ++i)
            online.join();
        for (std::uint16_t cid = 1; cid < 4; ++cid) {
            node.handleConnectionDropped(cid, kReset, kNotSaid);
            world.time.advance(400ms);
        }
        QCOMPARE(world.logins.all.size(), 4U);
        QCOMPARE(online.connections(), 1U);
    }

    void evenTheFirstOne()
    {
        Online online(2);
        auto &[world, node] = online;
        online.join();
        node.handleConnectionDropped(0, kReset, 7);
        world.time.advance(6900ms);
        QCOMPARE(world.logins.all.size(), 1U); // Time2Wait
        world.time.advance(100ms);
        online.join();
        QCOMPARE(online.connections(), 2U);
    }

    void failuresAreTriedAgainAndToldOnce()
    {
        Online online(2);
        auto &[world, node] = online;
        for (int i = 0; i < 5; ++i) {
            world.logins.fail(ErrorCode::PortalUnreachable);
            world.time.advance(30s);
        }
        QCOMPARE(world.logins.all.size(), 6U);
        QCOMPARE(world.count(QStringLiteral("connection.failed")), 1);
        QCOMPARE(world.count(QStringLiteral("login.failed")), 0);
        online.join();
        QCOMPARE(online.connections(), 2U);
    }

    void refusalsAreTaken_data() // MCS-10
    {
        QTest::addColumn<int>("status");
        QTest::newRow("too many connections") << 0x0206;
        QTest::newRow("not into this session") << 0x0208;
    }

    void refusalsAreTaken()
    {
        QFETCH(int, status);
        Online online(3);
        auto &[world, node] = online;
        online.join();
        world.logins.fail(ErrorCode::LoginRejected, std::uint16_t(status));
        world.time.advance(1h);
        QCOMPARE(world.logins.all.size(), 2U);
        QCOMPARE(online.connections(), 2U);
        QCOMPARE(node.nodeInfo().status, NodeStatus::Connected);
        QCOMPARE(world.count(QStringLiteral("connection.refused")), 1);
    }

    void theWorkerMayRefuseToo()
    {
        Online online(2);
        auto &[world, node] = online;
        world.logins.succeed();
        world.plane.added(fail(ErrorCode::TransportFailed, "gone meanwhile"));
        QCOMPARE(online.connections(), 1U);
        world.time.advance(10s);
        QCOMPARE(world.logins.all.size(), 2U);
    }

    /// With the session they are gone, and begin anew with the next.
    void aLostSession()
    {
        Online online(2);
        auto &[world, node] = online;
        QVERIFY(world.logins.running());
        world.time.advance(10min); // long enough to count
        node.handleConnectionLost(kReset, kNotSaid);
        QCOMPARE(world.logins.all.size(), 2U);
        QVERIFY(world.logins.all.front()->cancelled);
        QCOMPARE(world.logins.last().request.login.tsih, 0);
        world.logins.succeed();
        world.plane.reattached({});
        world.time.settle();
        QCOMPARE(world.logins.all.size(), 3U);
        QCOMPARE(world.logins.last().request.login.tsih, 7);
    }

    void logoutEndsTheTrying()
    {
        Online online(2);
        auto &[world, node] = online;
        Outcome logout;
        node.logout(false, logout.operation());
        QVERIFY(!world.logins.running());
    }

    void aDaemonThatComesBackFindsThem()
    {
        World world;
        SessionController node(world.environment, several(3));
        SessionDescription description;
        description.node = 1;
        description.info.targetName = recordOf(1).targetName;
        description.info.tsih = 9;
        description.info.parameters.maxConnections = 4;
        dataplane::RunningSession running;
        running.handle = {6};
        running.connected = true;
        running.cids = {0, 5};
        node.adopt(&world.plane, running, description);
        QCOMPARE(node.session()->info.connections, 2U);
        world.time.settle();
        QCOMPARE(world.logins.all.size(), 1U);
        QCOMPARE(world.logins.last().request.login.tsih, 9);
        QCOMPARE(world.logins.last().request.login.cid, 1);
    }
};

QTEST_GUILESS_MAIN(TestFurtherConnections)
#include "tst_further_connections.moc"
