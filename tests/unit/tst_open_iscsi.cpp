// SPDX-License-Identifier: GPL-3.0-or-later
// The import of open-iscsi's database: reader, plan, and what reaches the store.
#include "daemon/store/import/open_iscsi_reader.h"
#include "daemon/store/import/open_iscsi_record.h"
#include "daemon/store/input_checks.h"
#include "gui/client/sentences.h"
#include "store_fixture.h"

#include <QDirIterator>
#include <QTest>

#include <ctime>
#include <sys/stat.h>
#include <unistd.h>

using namespace portolan;
using namespace portolan::store;
using namespace portolan::store::testing;

namespace {

const QString kTarget = QStringLiteral("iqn.2026-11.example.storage:disk1");
constexpr const char *kPassword = "made up secret 1";
constexpr const char *kTargetPassword = "made up secret 2";

/// As iscsiadm 2.1.8 writes it, without the keys that only repeat its defaults.
QByteArray nodeRecord(const QString &target, const QByteArray &address, const QByteArray &more = {})
{
    return "# BEGIN RECORD 2.1.8\nnode.name = " + target.toUtf8() +
           "\nnode.tpgt = 1\nnode.startup = manual\nnode.leading_login = No\n"
           "iface.iscsi_ifacename = default\niface.prefix_len = 0\niface.transport_name = tcp\n"
           "node.discovery_port = 0\nnode.discovery_type = static\nnode.session.cmds_max = 128\n"
           "node.session.auth.authmethod = None\nnode.session.auth.chap_algs = MD5\n"
           "node.session.timeo.replacement_timeout = 120\nnode.session.iscsi.InitialR2T = No\n"
           "node.session.iscsi.FirstBurstLength = 262144\nnode.session.iscsi.MaxBurstLength = 16776192\n"
           "node.session.iscsi.ERL = 0\nnode.conn[0].address = " +
           address +
           "\nnode.conn[0].port = 3260\nnode.conn[0].timeo.login_timeout = 30\n"
           "node.conn[0].iscsi.HeaderDigest = None\nnode.conn[0].tcp.window_size = 524288\n" +
           more + "# END RECORD\n";
}

/// A folder like /etc/iscsi.
class Tree {
public:
    [[nodiscard]] std::vector<std::string> folders() const { return {m_directory.path().toStdString()}; }
    [[nodiscard]] QString path(const QString &file) const { return m_directory.filePath(file); }

    void write(const QString &file, const QByteArray &content) const
    {
        QDir().mkpath(QFileInfo(path(file)).path());
        QVERIFY2(writeContent(path(file), content), qPrintable(file));
    }
    void node(const QByteArray &more, const QString &target = kTarget, const QByteArray &address = "192.0.2.10",
              const QString &interface = QStringLiteral("default")) const
    {
        write(QStringLiteral("nodes/%1/%2,3260,1/%3").arg(target, QString::fromUtf8(address), interface),
              nodeRecord(target, address, more));
    }
    [[nodiscard]] ImportedDatabase read() const
    {
        auto database = readOpenIscsi(folders());
        if (!database)
            return {};
        for (const ImportNote &note : database->notes) // whatever a test brings about can be said in German
            [&] { QVERIFY2(client::knowsImportNote(QString::fromStdString(note.pattern)), note.pattern.c_str()); }();
        return std::move(*database);
    }

private:
    QTemporaryDir m_directory;
};

QStringList told(const ImportedDatabase &database)
{
    QStringList lines;
    for (const ImportNote &note : database.notes)
        lines << QStringLiteral("%1 %2:%3 %4 x%5")
                     .arg(int(note.kind))
                     .arg(QString::fromStdString(note.file))
                     .arg(note.line)
                     .arg(QString::fromStdString(note.text))
                     .arg(note.count);
    return lines;
}

bool tells(const ImportedDatabase &database, ImportNote::Kind kind, const char *text)
{
    return std::any_of(database.notes.begin(), database.notes.end(), [&](const ImportNote &note) {
        return note.kind == kind && note.text.find(text) != std::string::npos;
    });
}

std::string textOf(const Secret &secret)
{
    const auto bytes = secret.bytes();
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

Result<ImportPlan> import(NodeStore *store, const Tree &tree, const ImportOptions &options = {})
{
    auto database = std::make_shared<const ImportedDatabase>(tree.read());
    return await<ImportPlan>([&](auto done) { store->import(database, options, done); });
}

} // namespace

class TestOpenIscsi : public QObject {
    Q_OBJECT

    static std::unique_ptr<NodeStore> openStore(const QTemporaryDir &directory)
    {
        auto store = NodeStore::open(configFor(directory.path()));
        return store ? std::move(*store) : nullptr;
    }

private slots:
    void recordThatIscsiadmWrote()
    {
        const Tree tree;
        tree.node("node.session.auth.username = reader\nnode.session.auth.password = made up secret 1\n"
                  "node.session.auth.username_in = disk\nnode.session.auth.password_in = made up secret 2\n");
        tree.write(QStringLiteral("initiatorname.iscsi"),
                   "## do not edit\nInitiatorName=iqn.1993-08.org.debian:01:AB\n");
        const auto database = tree.read();
        QCOMPARE(told(database), QStringList());
        QCOMPARE(database.unknownKeys, 0U);
        QCOMPARE(database.initiatorName, std::string("iqn.1993-08.org.debian:01:ab"));
        QCOMPARE(database.nodes.size(), std::size_t(1));
        const ImportedNode &node = database.nodes.front();
        QCOMPARE(QString::fromStdString(node.targetName), kTarget);
        QCOMPARE(node.portal.text(), std::string("192.0.2.10:3260"));
        QCOMPARE(node.portalGroupTag, std::optional<std::uint16_t>(1));
        QCOMPARE(node.interface, std::string());
        QCOMPARE(node.settings.atStart, std::optional(false));
        QCOMPARE(node.settings.loginTimeout, std::optional(30U));
        QCOMPARE(node.initiator.name, std::string("reader"));
        QCOMPARE(textOf(node.initiator.secret), std::string(kPassword));
        QCOMPARE(node.target.name, std::string("disk"));
        QCOMPARE(textOf(node.target.secret), std::string(kTargetPassword));
    }

    void oldLayoutHasAFileForThePortal()
    {
        const Tree tree;
        tree.write(QStringLiteral("nodes/%1/2001:db8::7,3260").arg(kTarget), nodeRecord(kTarget, "2001:db8::7"));
        const auto database = tree.read();
        QCOMPARE(database.nodes.size(), std::size_t(1));
        QCOMPARE(database.nodes.front().portal.text(), std::string("[2001:db8::7]:3260"));
    }

    void value_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("setting");
        QTest::addColumn<int>("value");
        QTest::addColumn<QString>("note");
        const auto row = [](const char *line, const char *setting, int value, const char *note = "") {
            QTest::addRow("%s", line) << QByteArray(line) << QString::fromLatin1(setting) << value
                                      << QString::fromUtf8(note);
        };
        row("node.startup = automatic", "AutoLogin", int(Startup::AtStart));
        row("node.startup = onboot", "AutoLogin", int(Startup::AtStart));
        row("node.startup = sometimes", "AutoLogin", int(Startup::Manual), "must be manual");
        row("node.session.timeo.replacement_timeout = 0", "ReplacementTimeout", 0);
        row("node.session.timeo.replacement_timeout = -5", "ReplacementTimeout", -1, "-1 is taken");
        row("node.session.timeo.replacement_timeout = 999999999999", "ReplacementTimeout", 86400, "86400 is taken");
        row("node.conn[0].timeo.login_timeout = 0", "LoginTimeout", 1, "1 is taken");
        row("node.conn[0].timeo.noop_out_interval = 0", "NoopInterval", 0);
        row("node.conn[0].timeo.noop_out_timeout = 9z", "NoopTimeout", 5, "must be a whole number");
        row("node.conn[0].iscsi.HeaderDigest = CRC32C", "HeaderDigest", int(Digest::Require));
        row("node.conn[0].iscsi.HeaderDigest = CRC32C,None", "HeaderDigest", int(Digest::Prefer));
        row("node.conn[0].iscsi.DataDigest = None,CRC32C", "DataDigest", int(Digest::Prefer), "prefers no digest");
        row("node.session.iscsi.InitialR2T = Yes", "InitialR2T", 1);
        row("node.session.iscsi.ImmediateData = No", "ImmediateData", 0);
        row("node.session.iscsi.ImmediateData = perhaps", "ImmediateData", 1, "must be Yes or No");
        row("node.session.iscsi.MaxBurstLength = 65536", "FirstBurstLength", 65536, "must not exceed");
        row("node.conn[0].iscsi.MaxRecvDataSegmentLength = 1", "MaxRecvDataSegmentLength", 512, "512 is taken");
        row("node.session.iscsi.MaxOutstandingR2T = 4", "MaxOutstandingR2T", 4);
    }

    void value()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, setting);
        QFETCH(int, value);
        QFETCH(QString, note);
        const Tree tree;
        tree.node(line + '\n');
        const auto database = tree.read();
        const auto notes = std::count_if(database.notes.begin(), database.notes.end(), [](const ImportNote &each) {
            return each.text.find("given more than once") == std::string::npos;
        });
        QCOMPARE(notes, note.isEmpty() ? 0 : 1);
        QVERIFY2(note.isEmpty() || tells(database, ImportNote::Kind::Adjusted, note.toUtf8().constData()),
                 qPrintable(told(database).join(u'\n')));
        const auto plan = ImportPlan::make(std::make_shared<const ImportedDatabase>(database),
                                           {{},
                                            {},
                                            {},
                                            [](auto, auto, const auto &) { return false; },
                                            [](auto, auto, const auto &) { return false; }},
                                           {});
        const NodeSettings &settings = plan.nodes.at(0).settings;
        const QMap<QString, int> values{
            {QStringLiteral("AutoLogin"), int(settings.startup)},
            {QStringLiteral("ReplacementTimeout"), settings.replacementTimeout},
            {QStringLiteral("LoginTimeout"), int(settings.loginTimeout)},
            {QStringLiteral("NoopInterval"), int(settings.noopInterval)},
            {QStringLiteral("NoopTimeout"), int(settings.noopTimeout)},
            {QStringLiteral("HeaderDigest"), int(settings.headerDigest)},
            {QStringLiteral("DataDigest"), int(settings.dataDigest)},
            {QStringLiteral("InitialR2T"), settings.initialR2T},
            {QStringLiteral("ImmediateData"), settings.immediateData},
            {QStringLiteral("FirstBurstLength"), int(settings.firstBurstLength)},
            {QStringLiteral("MaxRecvDataSegmentLength"), int(settings.maxRecvDataSegmentLength)},
            {QStringLiteral("MaxOutstandingR2T"), int(settings.maxOutstandingR2T)}};
        QCOMPARE(values.value(setting, -99), value);
    }

    void interface_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("interface");
        QTest::addColumn<QString>("note");
        const auto row = [](const char *lines, const char *interface, const char *note = "") {
            QTest::addRow("%s", lines) << QByteArray(lines) << QString::fromUtf8(interface) << QString::fromUtf8(note);
        };
        row("iface.net_ifacename = eth1\n", "eth1");
        row("iface.net_ifacename = default\n", "");
        row("iface.net_ifacename = e/th\n", "", "network device");
        row("iface.iscsi_ifacename = path2\n", "eth7");
        row("iface.ipaddress = 192.0.2.7\n", "192.0.2.7");
        row("iface.ipaddress = FE80:0::1%eth1\n", "fe80::1%eth1");
        row("iface.ipaddress = 0.0.0.0\n", "");
        row("iface.ipaddress = nas\n", "", "IP address");
        row("iface.net_ifacename = 192.0.2.7\n", "", "network device");
        row("iface.net_ifacename = sixteen-bytes-xx\n", "", "network device");
        row("iface.net_ifacename = eth\xff\n", "", "network device");
        row("iface.net_ifacename = b\xc3\xbcro\n", "b\xc3\xbcro");
        row("iface.ipaddress = fe80::1%e:th\n", "", "IP address");
        row("iface.ipaddress = 0::0\n", "", "IP address");
        row("iface.ipaddress = ::ffff:c000:0207\n", "::ffff:192.0.2.7");
        row("iface.hwaddress = 00:11:22:33:44:55\n", "", "MAC");
        row("iface.transport_name = iser\n", "-", "iSER");
    }

    void interface()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QString, interface);
        QFETCH(QString, note);
        const Tree tree;
        tree.write(QStringLiteral("ifaces/path2"), "iface.iscsi_ifacename = path2\niface.net_ifacename = eth7\n");
        tree.node(lines);
        const auto database = tree.read();
        QCOMPARE(database.nodes.empty(), interface == QStringLiteral("-"));
        if (!database.nodes.empty())
            QCOMPARE(QString::fromStdString(database.nodes.front().interface), interface);
        QVERIFY(interface == QStringLiteral("-") || checkInterface(interface)); // or the whole import would fail
        QVERIFY2(note.isEmpty() || told(database).join(u'\n').contains(note), qPrintable(told(database).join(u'\n')));
    }

    void account_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<bool>("initiator");
        QTest::addColumn<bool>("target");
        QTest::addColumn<QString>("note");
        const QByteArray own = "node.session.auth.username = u\nnode.session.auth.password = made up secret 1\n";
        const QByteArray in = "node.session.auth.username_in = t\nnode.session.auth.password_in = ";
        QTest::newRow("one way") << own << true << false << QString();
        QTest::newRow("both ways") << own + in + "made up secret 2\n" << true << true << QString();
        QTest::newRow("same both ways") << own + in + "made up secret 1\n"
                                        << true << false << QStringLiteral("equals this machine's");
        QTest::newRow("only the target's") << in + "made up secret 2\n"
                                           << false << false << QStringLiteral("this machine has none");
        QTest::newRow("short") << QByteArray("node.session.auth.username = u\nnode.session.auth.password = short\n")
                               << false << false << QStringLiteral("shorter than 12 bytes");
        QTest::newRow("no name") << QByteArray("node.session.auth.password = made up secret 1\n") << false << false
                                 << QStringLiteral("without its password");
        QTest::newRow("name is no text")
            << QByteArray("node.session.auth.username = \xff\xfe\nnode.session.auth.password = made up secret 1\n")
            << false << false << QStringLiteral("not text");
        QTest::newRow("too long") << "node.session.auth.username = u\nnode.session.auth.password = " +
                                         QByteArray(256, 'x') + "\n"
                                  << false << false << QStringLiteral("longer than 255");
    }

    void account()
    {
        QFETCH(QByteArray, lines);
        QFETCH(bool, initiator);
        QFETCH(bool, target);
        QFETCH(QString, note);
        const Tree tree;
        tree.node(lines);
        const auto database = tree.read();
        QCOMPARE(!database.nodes.at(0).initiator.secret.empty(), initiator);
        QCOMPARE(!database.nodes.at(0).target.secret.empty(), target);
        const QString said = told(database).join(u'\n');
        QVERIFY2(said.contains(note) && said.isEmpty() == note.isEmpty(), qPrintable(said));
    }

    void malformed_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("line");
        const QByteArray good = nodeRecord(kTarget, "192.0.2.10");
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("cut short") << good.left(good.size() / 2) << -1;
        QTest::newRow("without end") << good.left(good.indexOf("# END")) << -1;
        QTest::newRow("no equals sign") << QByteArray("node.name = x\nroot:secret in a file\n") << 2;
        QTest::newRow("no key") << QByteArray("= secret\n") << 1;
        QTest::newRow("NUL") << QByteArray("node.name = a\0b\n", 16) << 1;
        QTest::newRow("UTF-16") << QByteArray("n\0o\0d\0e\0=\0\n\0", 12) << 1;
        QTest::newRow("long line") << "\n\nnode.name = " + QByteArray(5000, 'x') << 3;
        QTest::newRow("too many lines") << QByteArray(9000, '\n') << 8193;
        QTest::newRow("too large") << QByteArray(300 * 1024, '#') << 0;
        QTest::newRow("no target") << QByteArray("node.tpgt = 1\nnode.conn[0].address = 192.0.2.1\n") << 0;
        QTest::newRow("not an iSCSI name") << QByteArray("\nnode.name = secret\n") << 2;
        QTest::newRow("no address") << QByteArray("node.name = iqn.2026-11.example:x\n") << 0;
        QTest::newRow("port") << QByteArray("node.name = iqn.2026-11.example:x\nnode.conn[0].address = 192.0.2.1\n"
                                            "node.conn[0].port = 65536\n")
                              << 2;
        QTest::newRow("address") << QByteArray("node.name = iqn.2026-11.example:x\nnode.conn[0].address = a secret\n")
                                 << 2;
    }

    /// F-DBF: a file of any content is skipped by name and line, and no word of it is repeated; the others are read.
    void malformed()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, line);
        const Tree tree;
        tree.write(QStringLiteral("nodes/bad/192.0.2.1,3260,1/default"), content);
        tree.node({});
        const auto database = tree.read();
        QCOMPARE(database.nodes.size(), std::size_t(1));
        QCOMPARE(database.notes.size(), std::size_t(1));
        const ImportNote &note = database.notes.front();
        QCOMPARE(note.kind, ImportNote::Kind::Skipped);
        QCOMPARE(note.file, std::string("nodes/bad/192.0.2.1,3260,1/default"));
        QVERIFY(line < 0 ? note.line > 3 : note.line == line);
        QVERIFY2(note.text.find("secret") == std::string::npos, note.text.c_str());
    }

    void quirksThatOpenIscsiTakes()
    {
        const Tree tree;
        tree.node(
            "  node.session.auth.username   =   me\r\nnode.session.auth.password = it does end so\\\n"
            "node.session.timeo.replacement_timeout = 7\nnode.future.setting = 1\nnode.session.auth.username_in =\n"
            "# a comment = no value\n\n");
        const auto database = tree.read();
        QCOMPARE(database.nodes.size(), std::size_t(1));
        QCOMPARE(database.nodes[0].initiator.name, std::string("me"));
        QCOMPARE(textOf(database.nodes[0].initiator.secret), std::string("it does end so\\"));
        QCOMPARE(database.nodes[0].settings.replacementTimeout, std::optional(7));
        QVERIFY(tells(database, ImportNote::Kind::Adjusted, "more than once"));
        QCOMPARE(database.unknownKeys, 1U);
    }

    void whatCannotBeRepresentedIsToldOncePerKind()
    {
        const Tree tree;
        for (int i = 0; i < 5; ++i)
            tree.node("node.session.iscsi.ERL = 2\nnode.session.nr_sessions = 4\n", kTarget + QString::number(i));
        tree.write(QStringLiteral("isns/192.0.2.3,3205/isns_config"), "discovery.isns.address = 192.0.2.3\n");
        tree.write(QStringLiteral("iscsid.conf"), "node.startup = automatic\nnode.session.auth.password = made up\n");
        const auto database = tree.read();
        for (const char *what : {"ERL", "nr_sessions", "iSNS", "node.startup for targets found from now on"})
            QVERIFY2(tells(database, ImportNote::Kind::LeftOut, what), what);
        const auto erl = std::find_if(database.notes.begin(), database.notes.end(), [](const ImportNote &note) {
            return note.text.find("ERL") != std::string::npos;
        });
        QCOMPARE(erl->count, 5U);
        QVERIFY(erl->line > 0);
    }

    void linksAndSpecialFilesAreNotFollowed()
    {
        const Tree tree;
        const Tree elsewhere;
        elsewhere.node({}, kTarget, "192.0.2.66");
        tree.node({});
        const auto link = [&](const QString &to, const QString &name) {
            QDir().mkpath(QFileInfo(tree.path(name)).path());
            QCOMPARE(::symlink(qPrintable(to), qPrintable(tree.path(name))), 0);
        };
        const QString portal = QStringLiteral("/192.0.2.66,3260,1");
        link(elsewhere.path(QStringLiteral("nodes/") + kTarget), QStringLiteral("nodes/linked"));
        link(elsewhere.path(QStringLiteral("nodes/") + kTarget + portal), QStringLiteral("nodes/x/linked"));
        link(elsewhere.path(QStringLiteral("nodes/") + kTarget + portal + QStringLiteral("/default")),
             QStringLiteral("nodes/x/192.0.2.66,3260,1/default"));
        link(QStringLiteral("/etc/passwd"), QStringLiteral("initiatorname.iscsi"));
        link(QStringLiteral("/etc"), QStringLiteral("ifaces"));
        QCOMPARE(::mkfifo(qPrintable(tree.path(QStringLiteral("nodes/x/fifo"))), 0600), 0);
        const auto database = tree.read();
        QCOMPARE(database.nodes.size(), std::size_t(1));
        QCOMPARE(database.initiatorName, std::string());
        QCOMPARE(database.notes.size(), std::size_t(6));
        for (const ImportNote &note : database.notes)
            QCOMPARE(note.kind, ImportNote::Kind::Skipped);
    }

    void folderThatIsNotThere()
    {
        QCOMPARE(readOpenIscsi({"/nonexistent"}).error().code, ErrorCode::NotFound);
        QCOMPARE(countOpenIscsiTargets({"/nonexistent"}), 0U);
        const Tree tree;
        tree.node({});
        QCOMPARE(countOpenIscsiTargets(tree.folders()), 1U);
    }

    /// The whole way for 10,000 nodes; the time allowed is that of a sanitized build.
    void tenThousandNodes()
    {
        const Tree tree;
        for (int i = 0; i < 10'000; ++i)
            tree.node({}, QStringLiteral("iqn.2026-11.example.storage:disk%1").arg(i));
        // The processor's time, not the clock's: other tests run beside this one.
        const auto started = std::clock();
        const auto database = std::make_shared<const ImportedDatabase>(tree.read());
        const double reading = double(std::clock() - started) / CLOCKS_PER_SEC;
        QCOMPARE(database->nodes.size(), std::size_t(10'000));
        const QTemporaryDir state;
        std::optional<Result<ImportPlan>> outcome;
        const auto store = openStore(state);
        store->import(database, {}, [&outcome](Result<ImportPlan> plan) { outcome = std::move(plan); });
        QTRY_VERIFY_WITH_TIMEOUT(outcome, 150'000); // await() is too impatient for a machine that is busy
        QVERIFY(*outcome);
        const double all = double(std::clock() - started) / CLOCKS_PER_SEC;
        qInfo("read in %.1f s of the processor, read and imported in %.1f s", reading, all);
        QCOMPARE(store->nodes().size(), std::size_t(10'000));
        QVERIFY(reading < 5);
        QVERIFY(all < 15);
    }

    void importKeepsEverything()
    {
        const Tree tree;
        tree.node(
            "node.startup = automatic\nnode.session.timeo.replacement_timeout = 60\n"
            "node.session.auth.username = reader\nnode.session.auth.password = made up secret 1\n"
            "node.discovery_type = send_targets\nnode.discovery_address = 192.0.2.10\nnode.discovery_port = 3260\n");
        tree.node("iface.net_ifacename = eth1\n", kTarget, "192.0.2.10", QStringLiteral("path2"));
        tree.write(QStringLiteral("send_targets/192.0.2.10,3260/st_config"),
                   "# BEGIN RECORD 2.1.8\ndiscovery.type = sendtargets\ndiscovery.sendtargets.address = 192.0.2.10\n"
                   "discovery.sendtargets.port = 3260\ndiscovery.sendtargets.auth.username = finder\n"
                   "discovery.sendtargets.auth.password = made up secret 2\n# END RECORD\n");
        const QTemporaryDir state;
        const auto store = openStore(state);

        ImportOptions dry;
        dry.dryRun = true;
        const auto preview = import(store.get(), tree, dry);
        QVERIFY(preview);
        QCOMPARE(preview->nodes.size(), std::size_t(2));
        QVERIFY(store->nodes().empty() && store->portals().empty());

        QVERIFY(import(store.get(), tree));
        const auto nodes = store->nodes();
        QCOMPARE(nodes.size(), std::size_t(2));
        QCOMPARE(nodes[0].settings.startup, Startup::AtStart);
        QCOMPARE(nodes[0].settings.replacementTimeout, 60);
        QCOMPARE(nodes[0].chapName, QStringLiteral("reader"));
        QCOMPARE(nodes[0].discoveryPortal, store->portals().at(0).id);
        QCOMPARE(textOf(*store->nodeSecret(nodes[0].id, SecretDirection::Initiator)), std::string(kPassword));
        QCOMPARE(nodes[1].interface, QStringLiteral("eth1"));
        QCOMPARE(textOf(*store->portalSecret(store->portals().at(0).id, SecretDirection::Initiator)),
                 std::string(kTargetPassword));

        const auto again = import(store.get(), tree);
        QVERIFY(again);
        for (const auto &node : again->nodes)
            QCOMPARE(node.state, ImportPlan::State::Same);
        QCOMPARE(store->nodes(), nodes);
    }

    void whatTheUserSetStays()
    {
        const Tree tree;
        tree.node("node.session.timeo.replacement_timeout = 60\nnode.session.auth.username = reader\n"
                  "node.session.auth.password = made up secret 1\n");
        const QTemporaryDir state;
        const auto store = openStore(state);
        const auto id = *addNode(store.get(), {kTarget, {"192.0.2.10", 3260}, {}});
        NodeSettings own;
        own.replacementTimeout = 11;
        QVERIFY(update(store.get(), id, own));
        QVERIFY(
            setSecret(store.get(), id, SecretDirection::Initiator, QStringLiteral("me"), secretOf("another secret")));
        const auto other = *addNode(store.get(), target(9));

        const auto plan = import(store.get(), tree);
        QVERIFY(plan);
        QCOMPARE(plan->nodes.at(0).state, ImportPlan::State::Changed); // the login timeout had its default
        QCOMPARE(plan->onlyHere.at(0).id, other);
        auto node = *store->node(id);
        QCOMPARE(node.settings.replacementTimeout, 11);
        QCOMPARE(node.settings.loginTimeout, 30U);
        QCOMPARE(node.chapName, QStringLiteral("me"));
        QCOMPARE(import(store.get(), tree)->nodes.at(0).state, ImportPlan::State::Kept);

        ImportOptions replace;
        replace.replace = true;
        QVERIFY(import(store.get(), tree, replace));
        node = *store->node(id);
        QCOMPARE(node.settings.replacementTimeout, 60);
        QCOMPARE(node.chapName, QStringLiteral("reader"));
        QCOMPARE(textOf(*store->nodeSecret(id, SecretDirection::Initiator)), std::string(kPassword));
    }

    void initiatorNameOnlyOnRequest()
    {
        const Tree tree;
        tree.write(QStringLiteral("initiatorname.iscsi"), "InitiatorName=iqn.1993-08.org.debian:01:ab\n");
        const QTemporaryDir state;
        const auto store = openStore(state);
        const QString before = store->initiatorName();
        const auto plan = import(store.get(), tree);
        QCOMPARE(plan->initiatorNameThere, QStringLiteral("iqn.1993-08.org.debian:01:ab"));
        QCOMPARE(store->initiatorName(), before);
        ImportOptions take;
        take.takeInitiatorName = true;
        QVERIFY(import(store.get(), tree, take));
        QCOMPARE(store->initiatorName(), QStringLiteral("iqn.1993-08.org.debian:01:ab"));
    }

    /// The last record is one that only the store refuses: what was written before it is undone.
    void importThatFailsMidwayChangesNothing()
    {
        const Tree tree;
        for (int i = 0; i < 20; ++i)
            tree.node({}, kTarget + QString::number(i));
        auto database = std::make_shared<ImportedDatabase>(tree.read());
        QCOMPARE(database->nodes.size(), std::size_t(20));
        database->nodes.back().initiator = {"name", secretOf("short")};
        const QTemporaryDir state;
        const auto store = openStore(state);
        const auto failed = await<ImportPlan>([&](auto done) { store->import(database, {}, done); });
        QCOMPARE(failed.error().code, ErrorCode::SecretTooShort);
        QVERIFY(store->nodes().empty());
        QVERIFY(import(store.get(), tree)); // the database is not locked or damaged
        QCOMPARE(store->nodes().size(), std::size_t(20));
    }
};

QTEST_GUILESS_MAIN(TestOpenIscsi)
#include "tst_open_iscsi.moc"
