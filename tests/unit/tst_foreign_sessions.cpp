// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions of other programs as sysfs shows them: whose they are, what they can do, and what of them may be nonsense.
#include "daemon/dataplane/kernel/firmware_targets.h"
#include "daemon/dataplane/kernel/foreign_sessions.h"
#include "daemon/dataplane/kernel/iscsi_listeners.h"
#include "daemon/dataplane/kernel/session_details.h"
#include "fake_session.h"

#include <QTest>

using namespace portolan;
using namespace portolan::dataplane;
using namespace portolan::dataplane::kernel;
using namespace portolan::test;

namespace {

const QByteArray kTitle = "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n";

/// A session, the processes beside it, and the firmware.
struct World : FakeSession {
    World() { listeners(""); }

    void listeners(const QByteArray &rows) const { sys.file(QStringLiteral("net/netlink"), kTitle + rows); }
    /// iscsid, and sockets that are none of its kind.
    void iscsidRuns(const QByteArray &pid) const
    {
        listeners("0000000000000000 8   " + pid + "      00000001 0 0 0 2 0 4242\n" +
                  "0000000000000000 8   4294967295 00000001 0 0 0 2 0 4243\n" +
                  "0000000000000000 8   900        00000002 0 0 0 2 0 4244\n" +
                  "0000000000000000 15  901        00000001 0 0 0 2 0 4245\n" + "broken\n");
        sys.file(QString::fromLatin1(pid) + QStringLiteral("/comm"), "iscsid\n");
    }
    void firmware(const QByteArray &name, const QByteArray &address) const
    {
        sys.file(QStringLiteral("firmware/ibft/target0/target-name"), name);
        sys.file(QStringLiteral("firmware/ibft/target0/ip-addr"), address);
    }
    [[nodiscard]] ForeignSessions::Found look(const ForeignSessions::Question &question = {}) const
    {
        return ForeignSessions::look({tree, ScsiDisks(tree), sys.path(), sys.path()}, question);
    }
    [[nodiscard]] ForeignSession only() const
    {
        const auto found = look();
        return found.sessions.size() == 1 ? found.sessions.front() : ForeignSession{};
    }
};

} // namespace

class TestForeignSessions : public QObject {
    Q_OBJECT

private slots:
    void isDescribed()
    {
        const World world;
        world.session("username", "machine\n");
        world.session("recovery_tmo", "77\n");
        world.session("max_burst_len", "131072\n");
        world.session("initial_r2t", "0\n");
        world.connection("recv_tmo", "3\n");
        world.connection("header_digest", "1\n");
        const ForeignSession session = world.only();
        QCOMPARE(session.handle.value, 1U);
        QCOMPARE(session.targetName, QStringLiteral("iqn.2001-04.com.example:disk1"));
        QCOMPARE(session.portal, (Portal{"192.0.2.1", 3260}));
        QCOMPARE(session.persistentPortal, (Portal{"192.0.2.2", 3261}));
        QCOMPARE(session.portalGroupTag, std::optional<std::uint16_t>(1));
        QVERIFY(session.connected);
        QVERIFY(!session.firmware);
        QVERIFY(session.program.isEmpty());
        QCOMPARE(session.auth, protocol::AuthUsed::Chap);
        QCOMPARE(session.timeouts.replacement, std::chrono::seconds(77));
        QCOMPARE(session.timeouts.nopInterval, std::chrono::seconds(3));
        QCOMPARE(session.parameters.maxBurstLength, 131072U);
        QVERIFY(!session.parameters.initialR2T && session.parameters.headerDigest);
        QCOMPARE(session.isid, (protocol::Isid{std::byte{0}, std::byte{2}, std::byte{0x3d}, std::byte{0}, std::byte{0},
                                               std::byte{1}}));
    }

    void nonsenseLeavesTheDefaults()
    {
        const World world;
        world.session("recovery_tmo", "soon\n");
        world.session("max_burst_len", "-5\n");
        world.session("tpgt", "99999\n");
        world.session("creator", "(null)\n");
        world.connection("recv_tmo", "\n");
        world.connection("address", "not an address at all\n");
        world.connection("persistent_address", "\n");
        const ForeignSession session = world.only();
        QCOMPARE(session.handle.value, 1U);
        QCOMPARE(session.timeouts, Timeouts{});
        QCOMPARE(session.parameters, protocol::NegotiatedParameters{});
        QVERIFY(!session.portalGroupTag);
        QVERIFY(session.program.isEmpty());
    }

    void foreverIsKept()
    {
        const World world;
        world.session("recovery_tmo", "off\n");
        QVERIFY(world.only().timeouts.replacement.count() < 0);
    }

    void oursAndHalfMadeOnesAreLeftOut()
    {
        const World world;
        QVERIFY(world.look({{1}, {}}).sessions.empty());
        world.session("targetname", "(null)\n");
        QVERIFY(world.look().sessions.empty());
    }

    void makerIsNamedWhileItRuns()
    {
        const World world; // made by process 4711
        world.iscsidRuns("4711");
        QCOMPARE(world.only().program, QStringLiteral("iscsid"));
        QCOMPARE(world.look().otherInitiator, QStringLiteral("iscsid"));
        world.listeners("");
        QVERIFY(world.only().program.isEmpty());
        QVERIFY(world.look().otherInitiator.isEmpty());
    }

    void iscsidThatStartedLaterLooksAfterItToo()
    {
        const World world;
        world.iscsidRuns("5000");
        QCOMPARE(world.only().program, QStringLiteral("iscsid"));
        world.session("creator", "-1\n"); // the kernel's own, or ours: iscsid leaves it alone
        QVERIFY(world.only().program.isEmpty());
    }

    void otherProgramIsNoIscsid()
    {
        const World world;
        world.iscsidRuns("4711");
        world.sys.file(QStringLiteral("4711/comm"), "newcomer\n");
        QCOMPARE(world.only().program, QStringLiteral("newcomer"));
        world.session("creator", "17\n"); // who ended
        QVERIFY(world.only().program.isEmpty());
        QCOMPARE(world.look().otherInitiator, QStringLiteral("newcomer"));
    }

    void firmwareIsRecognised_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<bool>("expected");
        const QByteArray ours = "iqn.2001-04.com.example:disk1";
        QTest::newRow("by its persistent address") << ours + "\n" << QByteArray("192.0.2.2\n") << true;
        QTest::newRow("by its present one") << ours + "\n" << QByteArray("192.0.2.1\n") << true;
        QTest::newRow("no address") << ours + "\n" << QByteArray("\n") << true;
        QTest::newRow("another address") << ours + "\n" << QByteArray("192.0.2.9\n") << false;
        QTest::newRow("another target") << ours + "2\n" << QByteArray("192.0.2.1\n") << false;
        QTest::newRow("nonsense") << QByteArray("\n") << QByteArray("...\n") << false;
    }
    void firmwareIsRecognised()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, address);
        const World world;
        world.firmware(name, address);
        QTEST(world.only().firmware, "expected");
    }

    void accountsAreReadForTakingOver()
    {
        const World world;
        world.session("username", "machine\n");
        world.session("password", "twelve bytes!\n");
        world.session("username_in", "(null)\n");
        const ForeignAccounts accounts = accountsOf(world.tree, 1);
        QCOMPARE(accounts.chapName, QStringLiteral("machine"));
        QCOMPARE(accounts.secret.size(), std::size_t(13));
        QVERIFY(accounts.targetChapName.isEmpty() && accounts.targetSecret.empty());
    }

    void changesAreNoticedOnce()
    {
        const World world;
        ForeignSessions sessions(world.tree);
        QVERIFY(sessions.take(world.look(sessions.question({})), {}));
        QVERIFY(!sessions.take(world.look(sessions.question({})), {}));
        QVERIFY(sessions.find(1) && sessions.counters(1).has_value());
        world.connection("state", "failed\n");
        QVERIFY(sessions.take(world.look(sessions.question({})), {}));
        QVERIFY(!sessions.find(1)->connected);
        auto late = world.look(sessions.question({}));
        QVERIFY(sessions.take(std::move(late), {1})); // it became ours meanwhile
        QVERIFY(!sessions.find(1));
        QVERIFY(!sessions.counters(1).has_value());
    }

    void disksAreListedOnceUntilTheyChange()
    {
        const World world;
        ForeignSessions sessions(world.tree);
        sessions.take(world.look(sessions.question({})), {});
        QVERIFY(sessions.question({}).disks.contains(1));
        sessions.forgetDisks(1);
        QVERIFY(!sessions.question({}).disks.contains(1));
    }
};

QTEST_GUILESS_MAIN(TestForeignSessions)
#include "tst_foreign_sessions.moc"
