// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions and their devices as sysfs shows them, also where it shows nonsense.
#include "daemon/dataplane/kernel/session_tree.h"
#include "fake_session.h"

#include <QTest>

using namespace portolan::dataplane::kernel;
using namespace portolan::test;
using Tree = FakeSession;

class TestSessionTree : public QObject {
    Q_OBJECT

private slots:
    void nothingThere()
    {
        const FakeSysfs sys;
        const SessionTree tree(sys.path());
        QVERIFY(!tree.tcpLoaded());
        QVERIFY(!tree.tcpTransport());
        QVERIFY(tree.sessions().empty());
        QVERIFY(!tree.session(1));
        QVERIFY(tree.devices(1).empty());
        QCOMPARE(tree.expStatSn(1), 0U);
    }

    void transport_data()
    {
        QTest::addColumn<QByteArray>("handle");
        QTest::addColumn<bool>("known");
        QTest::newRow("an address of the kernel") << QByteArray("18446744072641941504\n") << true;
        QTest::newRow("not for us") << QByteArray() << false;
        QTest::newRow("negative") << QByteArray("-1\n") << false;
        QTest::newRow("too big") << QByteArray("18446744073709551616\n") << false;
        QTest::newRow("words") << QByteArray("(null)\n") << false;
    }

    void transport()
    {
        QFETCH(QByteArray, handle);
        QFETCH(bool, known);
        const Tree it;
        it.sys.file(QStringLiteral("class/iscsi_transport/tcp/handle"), handle);
        QVERIFY(it.tree.tcpLoaded());
        QCOMPARE(it.tree.tcpTransport().has_value(), known);
        if (known)
            QCOMPARE(*it.tree.tcpTransport(), 18446744072641941504ULL);
    }

    void sessionThatIsUp()
    {
        const Tree it;
        QCOMPARE(it.tree.sessions(), std::vector<std::uint32_t>{1});
        const auto session = it.tree.session(1);
        QVERIFY(session);
        QCOMPARE(session->sid, 1U);
        QCOMPARE(session->host, 2);
        QCOMPARE(session->transport, QStringLiteral("tcp"));
        QCOMPARE(session->targetName, QStringLiteral("iqn.2001-04.com.example:disk1"));
        QCOMPARE(session->initiatorName, QStringLiteral("iqn.2026-01.org.example:i"));
        QCOMPARE(session->interface, QStringLiteral("default"));
        QCOMPARE(session->state, QStringLiteral("LOGGED_IN"));
        QCOMPARE(session->connectionState, QStringLiteral("up"));
        QCOMPARE(session->address, QStringLiteral("192.0.2.1"));
        QCOMPARE(int(session->port), 3260);
        QCOMPARE(session->persistentAddress, QStringLiteral("192.0.2.2"));
        QCOMPARE(int(session->persistentPort), 3261);
        QCOMPARE(session->portalGroupTag, 1);
        QCOMPARE(session->creator, std::optional<int>(4711));
        QVERIFY(session->connected());
        QCOMPARE(it.tree.expStatSn(1), 0xffffffffU);
    }

    void whetherItIsConnected_data()
    {
        QTest::addColumn<QByteArray>("session");
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<bool>("connected");
        QTest::newRow("up") << QByteArray("LOGGED_IN") << QByteArray("up") << true;
        QTest::newRow("before Linux 5.7") << QByteArray("LOGGED_IN") << QByteArray() << true;
        QTest::newRow("connection failed") << QByteArray("LOGGED_IN") << QByteArray("failed") << false;
        QTest::newRow("bound") << QByteArray("LOGGED_IN") << QByteArray("bound") << false;
        QTest::newRow("failed") << QByteArray("FAILED") << QByteArray("up") << false;
        QTest::newRow("not told") << QByteArray("(null)") << QByteArray("up") << false;
    }

    void whetherItIsConnected()
    {
        QFETCH(QByteArray, session);
        QFETCH(QByteArray, connection);
        const Tree it;
        it.session("state", session + '\n');
        it.connection("state", connection + '\n');
        QTEST(it.read().connected(), "connected");
    }

    void sessionWithoutAConnection()
    {
        const Tree it;
        it.sys.remove(kConnection);
        const auto session = it.tree.session(1);
        QVERIFY(session);
        QVERIFY(session->address.isEmpty());
        QCOMPARE(int(session->port), 0);
        QCOMPARE(session->connectionState, QStringLiteral("none"));
        QVERIFY(!session->connected()); // LOGGED_IN or not
        QCOMPARE(it.tree.expStatSn(1), 0U);
    }

    void sessionWithoutAttributes()
    {
        const Tree it;
        for (const char *name : {"targetname", "initiatorname", "ifacename", "state", "tpgt", "creator"})
            it.sys.remove(kSession + QLatin1Char('/') + QLatin1String(name));
        it.sys.remove(kHost);
        const auto session = it.tree.session(1);
        QVERIFY(session);
        QVERIFY(session->targetName.isEmpty());
        QVERIFY(session->transport.isEmpty());
        QCOMPARE(session->portalGroupTag, -1);
        QVERIFY(!session->creator);
        QVERIFY(!session->connected());
    }

    void absurdNumbers_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("negative") << QByteArray("-99999999999\n");
        QTest::newRow("huge") << QByteArray("99999999999999999999999\n");
        QTest::newRow("binary") << QByteArray("\x00\xff\xfe\n", 4);
        QTest::newRow("(null)") << QByteArray("(null)\n");
        QTest::newRow("<NULL>") << QByteArray("<NULL>\n");
        QTest::newRow("number and more") << QByteArray("12 34\n");
        QTest::newRow("line ends") << QByteArray("\n\n\n");
        QTest::newRow("a megabyte") << QByteArray(1 << 20, '9');
    }

    void absurdNumbers()
    {
        QFETCH(QByteArray, text);
        const Tree it;
        it.session("tpgt", text);
        it.session("creator", text);
        it.connection("port", text);
        it.connection("persistent_port", text);
        it.connection("exp_statsn", text);
        it.put(it.device(QStringLiteral("2:0:0:0")), "type", text);
        const auto session = it.tree.session(1);
        QVERIFY(session);
        QCOMPARE(session->portalGroupTag, -1);
        QVERIFY(!session->creator);
        QCOMPARE(int(session->port), 0);
        QCOMPARE(int(session->persistentPort), 0);
        QCOMPARE(it.tree.expStatSn(1), 0U);
        QCOMPARE(it.tree.devices(1).at(0).type, -1);
    }

    void portThatIsNone()
    {
        const Tree it;
        it.connection("port", "65536\n");
        QCOMPARE(int(it.read().port), 0);
        it.connection("port", "-1\n");
        QCOMPARE(int(it.read().port), 0);
    }

    void absurdTexts()
    {
        const Tree it;
        it.session("targetname", "(null)\n");
        it.session("ifacename", "<NULL>\n");
        it.session("initiatorname", QByteArray("\xff\xfe\x80", 3));
        it.session("state", QByteArray(1 << 20, 'x'));
        const auto session = it.read();
        QVERIFY(session.targetName.isEmpty());
        QVERIFY(session.interface.isEmpty());
        QCOMPARE(session.initiatorName, QString(3, QChar::ReplacementCharacter));
        QCOMPARE(session.state.size(), 64 * 1024);
    }

    void creatorIsTheKernel()
    {
        const Tree it;
        it.session("creator", "-1\n");
        QCOMPARE(it.read().creator, std::optional<int>(-1));
    }

    void transportOfACard()
    {
        const Tree it;
        it.put(kHost, "proc_name", "bnx2i\n");
        QCOMPARE(it.read().transport, QStringLiteral("bnx2i"));
    }

    void linksThatLeadNowhere()
    {
        const Tree it;
        const QString dangling = QStringLiteral("class/iscsi_session/session5");
        it.sys.link(dangling, QStringLiteral("devices/gone"));
        const QString half = QStringLiteral("class/iscsi_session/session6");
        it.sys.link(half + QStringLiteral("/device"), QStringLiteral("devices/gone"));
        const QString elsewhere = QStringLiteral("class/iscsi_session/session7");
        it.sys.link(elsewhere + QStringLiteral("/device"), QStringLiteral("class"));
        QVERIFY(!it.tree.session(5));
        QVERIFY(!it.tree.session(6));
        QVERIFY(it.tree.devices(6).empty());
        QCOMPARE(it.tree.session(7).value().host, -1);
        QVERIFY(it.tree.session(7).value().transport.isEmpty());
        QVERIFY(it.tree.devices(7).empty());
    }

    void sessionsAreInTheOrderOfTheirNumbers()
    {
        const Tree it;
        for (const char *name : {"session10", "session9", "session", "sessionx", "session-3", "session99999999999",
                                 "host3", "session4294967295"})
            it.sys.directory(QStringLiteral("class/iscsi_session/") + QLatin1String(name));
        QCOMPARE(it.tree.sessions(), (std::vector<std::uint32_t>{1, 9, 10, 4294967295}));
    }

    void devices()
    {
        const Tree it;
        const QString disk = it.device(QStringLiteral("2:0:0:0"), QStringLiteral("sda"));
        const QString tape = it.device(QStringLiteral("2:0:0:3"));
        it.put(tape, "type", "1\n");
        const auto found = it.tree.devices(1);
        QCOMPARE(found.size(), 2U);
        QCOMPARE(found[0].address, QStringLiteral("2:0:0:0"));
        QCOMPARE(QFileInfo(found[0].directory).canonicalFilePath(), QFileInfo(it.sys.path(disk)).canonicalFilePath());
        QCOMPARE(found[0].lun, 0U);
        QCOMPARE(found[0].type, 0);
        QCOMPARE(found[0].block, QStringLiteral("sda"));
        QCOMPARE(found[1].lun, 0x0003000000000000U);
        QCOMPARE(found[1].type, 1);
        QVERIFY(found[1].block.isEmpty()); // no block device, or not yet
    }

    void namesThatAreNoDevices()
    {
        const Tree it;
        for (const char *name : {"2:0:0:x", "2:0:0:-1", "2:0:0:99999999999999999999", "2:0:0:", "power", "2:0:0"})
            it.sys.directory(kDevice + QStringLiteral("/target2:0:0/") + QLatin1String(name));
        it.sys.file(kDevice + QStringLiteral("/target2:0:0/2:0:0:5"), "a file");
        it.sys.link(kDevice + QStringLiteral("/target2:0:0/2:0:0:6"), QStringLiteral("devices/gone"));
        QVERIFY(it.tree.devices(1).empty());
    }

    /// SAM-5 §4.7: the first two bytes hold the address method.
    void lunOnTheWire_data()
    {
        QTest::addColumn<quint64>("kernel");
        QTest::addColumn<quint64>("wire");
        QTest::newRow("0") << quint64(0) << quint64(0);
        QTest::newRow("255") << quint64(255) << quint64(0x00ff000000000000);
        QTest::newRow("256, flat") << quint64(16640) << quint64(0x4100000000000000);
        QTest::newRow("report luns") << quint64(49409) << quint64(0xc101000000000000);
        QTest::newRow("two levels") << quint64(0x00050001) << quint64(0x0001000500000000);
        QTest::newRow("four levels") << quint64(0x0004000300020001) << quint64(0x0001000200030004);
    }

    void lunOnTheWire()
    {
        QFETCH(quint64, kernel);
        QFETCH(quint64, wire);
        QCOMPARE(wireLun(kernel), wire);
        const Tree it;
        (void)it.device(QStringLiteral("2:0:0:%1").arg(kernel), QStringLiteral("sdb"));
        QCOMPARE(it.tree.devices(1).at(0).lun, wire);
    }

    void sessionOfAPath_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("sid"); // -1: none
        QTest::newRow("disk") << QStringLiteral("/devices/platform/host2/session1/target2:0:0/2:0:0:0/block/sda") << 1;
        QTest::newRow("session") << QStringLiteral("/devices/platform/host2/session17") << 17;
        QTest::newRow("another disk") << QStringLiteral("/devices/pci0000:00/ata1/host0/target0:0:0") << -1;
        QTest::newRow("no host before it") << QStringLiteral("/devices/platform/session1/target2:0:0") << -1;
        QTest::newRow("a name that goes on") << QStringLiteral("/devices/platform/host2/session1x/target2:0:0") << -1;
        QTest::newRow("no number") << QStringLiteral("/devices/platform/host2/session/target2:0:0") << -1;
        QTest::newRow("too big a number") << QStringLiteral("/devices/platform/host2/session4294967296") << -1;
        QTest::newRow("other digits") << QStringLiteral("/devices/platform/host2/session\u0661") << -1;
        QTest::newRow("empty") << QString() << -1;
    }

    void sessionOfAPath()
    {
        QFETCH(QString, path);
        const auto sid = SessionTree::sessionIn(path);
        QTEST(sid ? int(*sid) : -1, "sid");
    }

    void paths()
    {
        const SessionTree tree;
        QCOMPARE(tree.scanFile(2), QStringLiteral("/sys/class/scsi_host/host2/scan"));
        QCOMPARE(tree.blockDirectory(QStringLiteral("sda")), QStringLiteral("/sys/block/sda"));
        QCOMPARE(tree.deviceNode(QStringLiteral("sda")), QStringLiteral("/dev/sda"));
    }
};

QTEST_GUILESS_MAIN(TestSessionTree)
#include "tst_session_tree.moc"
