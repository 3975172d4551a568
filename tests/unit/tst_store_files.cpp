// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/database.h"
#include "daemon/store/migrations.h"
#include "daemon/store/sql.h"
#include "store_fixture.h"

#include <QTest>

#include <memory>
#include <random>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace portolan;
using namespace portolan::store;
using namespace portolan::store::testing;

namespace {

QByteArray codeOf(const QString &directory, std::string *message = nullptr)
{
    const auto opened = NodeStore::open(configFor(directory, 500));
    if (message)
        *message = opened ? "" : opened.error().message;
    return opened ? QByteArray("open") : QByteArray(nameOf(opened.error().code).data());
}

/// Runs statements on a database file with a plain connection.
void runSql(const QString &path, const QStringList &statements)
{
    {
        auto db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
        db.setDatabaseName(path);
        if (!db.open())
            qFatal("cannot open %s", qPrintable(path));
        for (const QString &statement : statements) {
            if (auto done = execute(db, statement); !done)
                qFatal("%s: %s", qPrintable(statement), done.error().message.c_str());
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test"));
}

QString readSql(const QString &path, const QString &query)
{
    QString text;
    {
        auto db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
        db.setDatabaseName(path);
        if (!db.open())
            qFatal("cannot open %s", qPrintable(path));
        const auto value = queryValue(db, query);
        text = value ? value->toString() : QString::fromStdString(value.error().message);
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test"));
    return text;
}

/// A database as version 1 of the schema left it. Typed as it was shipped, not made by the code under test.
const QStringList kVersion1{
    QStringLiteral("PRAGMA application_id = 1349481076"), // "Port"
    QStringLiteral("PRAGMA journal_mode = WAL"),
    QStringLiteral("CREATE TABLE initiator (  id INTEGER PRIMARY KEY CHECK (id = 1),"
                   "  name TEXT NOT NULL CHECK (length(CAST(name AS BLOB)) BETWEEN 1 AND 223),"
                   "  isid_random INTEGER NOT NULL CHECK (isid_random BETWEEN 0 AND 16777215),"
                   "  next_qualifier INTEGER NOT NULL CHECK (next_qualifier BETWEEN 0 AND 65536)) STRICT"),
    QStringLiteral("CREATE TABLE portal (  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   "  host TEXT NOT NULL COLLATE NOCASE CHECK (length(CAST(host AS BLOB)) BETWEEN 1 AND 255),"
                   "  port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),"
                   "  isid_random INTEGER NOT NULL CHECK (isid_random BETWEEN 0 AND 16777215),"
                   "  isid_qualifier INTEGER NOT NULL CHECK (isid_qualifier BETWEEN 0 AND 65535),"
                   "  last_discovery INTEGER NOT NULL DEFAULT 0 CHECK (last_discovery >= 0),"
                   "  last_result TEXT NOT NULL DEFAULT '',"
                   "  UNIQUE (host, port), UNIQUE (isid_random, isid_qualifier)) STRICT"),
    QStringLiteral("CREATE TABLE node (  id INTEGER PRIMARY KEY AUTOINCREMENT,"
                   "  target_name TEXT NOT NULL CHECK (length(CAST(target_name AS BLOB)) BETWEEN 1 AND 223),"
                   "  host TEXT NOT NULL COLLATE NOCASE CHECK (length(CAST(host AS BLOB)) BETWEEN 1 AND 255),"
                   "  port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),"
                   "  interface TEXT NOT NULL DEFAULT '',"
                   "  portal_group_tag INTEGER CHECK (portal_group_tag BETWEEN 0 AND 65535),"
                   "  alias TEXT NOT NULL DEFAULT '' CHECK (length(alias) <= 255),"
                   "  isid_random INTEGER NOT NULL CHECK (isid_random BETWEEN 0 AND 16777215),"
                   "  isid_qualifier INTEGER NOT NULL CHECK (isid_qualifier BETWEEN 0 AND 65535),"
                   "  discovery_portal INTEGER REFERENCES portal (id) ON DELETE SET NULL,"
                   "  missing INTEGER NOT NULL DEFAULT 0 CHECK (missing IN (0, 1)),"
                   "  last_login INTEGER NOT NULL DEFAULT 0 CHECK (last_login >= 0),"
                   "  last_error TEXT NOT NULL DEFAULT '',"
                   "  label TEXT NOT NULL CHECK (length(label) <= 255),"
                   "  startup INTEGER NOT NULL CHECK (startup IN (1, 2)),"
                   "  data_plane TEXT NOT NULL CHECK (data_plane IN ('auto', 'user', 'kernel')),"
                   "  header_digest INTEGER NOT NULL CHECK (header_digest IN (0, 1, 2)),"
                   "  data_digest INTEGER NOT NULL CHECK (data_digest IN (0, 1, 2)),"
                   "  max_recv_data_segment_length INTEGER NOT NULL"
                   "    CHECK (max_recv_data_segment_length BETWEEN 512 AND 16777215),"
                   "  max_burst_length INTEGER NOT NULL CHECK (max_burst_length BETWEEN 512 AND 16777215),"
                   "  first_burst_length INTEGER NOT NULL CHECK (first_burst_length BETWEEN 512 AND 16777215),"
                   "  initial_r2t INTEGER NOT NULL CHECK (initial_r2t IN (0, 1)),"
                   "  immediate_data INTEGER NOT NULL CHECK (immediate_data IN (0, 1)),"
                   "  max_outstanding_r2t INTEGER NOT NULL CHECK (max_outstanding_r2t BETWEEN 1 AND 65535),"
                   "  login_timeout INTEGER NOT NULL CHECK (login_timeout BETWEEN 1 AND 600),"
                   "  replacement_timeout INTEGER NOT NULL CHECK (replacement_timeout BETWEEN -1 AND 86400),"
                   "  noop_interval INTEGER NOT NULL CHECK (noop_interval BETWEEN 0 AND 3600),"
                   "  noop_timeout INTEGER NOT NULL CHECK (noop_timeout BETWEEN 0 AND 3600),"
                   "  command_timeout INTEGER NOT NULL CHECK (command_timeout BETWEEN 0 AND 3600),"
                   "  UNIQUE (target_name, host, port, interface), UNIQUE (isid_random, isid_qualifier),"
                   "  CHECK (first_burst_length <= max_burst_length)) STRICT"),
    QStringLiteral("CREATE INDEX node_by_portal ON node (discovery_portal)"),
    QStringLiteral("INSERT INTO initiator VALUES (1, 'iqn.2001-04.com.example:old', 11259375, 2)"), // abcdef
    QStringLiteral("INSERT INTO portal VALUES (1, 'nas.example', 3260, 11259375, 0, 1700000000000, 'ok')"),
    QStringLiteral("INSERT INTO node VALUES (1, 'iqn.2001-04.com.example:disk', 'nas.example', 3260, '', 1, 'Disk',"
                   " 11259375, 1, 1, 0, 1700000001000, '', 'Backup', 2, 'user', 1, 0, 65536, 524288, 65536, 0, 1, 4,"
                   " 30, -1, 10, 7, 60)"),
    QStringLiteral("PRAGMA user_version = 1"),
};

} // namespace

class TestStoreFiles : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;

    QString state() const { return m_directory->filePath(QStringLiteral("state")); }
    QString database() const { return state() + QStringLiteral("/portolan.db"); }

    /// A closed store with some content.
    void fill(int nodes = 20)
    {
        auto store = NodeStore::open(configFor(state()));
        QVERIFY2(store, store ? "" : store.error().message.c_str());
        const auto portal = addPortal(store->get(), {"192.0.2.1", 3260});
        std::vector<DiscoveredNode> found;
        for (int i = 0; i < nodes; ++i)
            found.push_back(target(i));
        QVERIFY(merge(store->get(), *portal, found));
        QVERIFY(setSecret(store->get(), 1, SecretDirection::Initiator, QStringLiteral("me"), secretOf("123456789012")));
    }

    /// Nothing in the state directory was changed or removed; files of SQLite's shared memory may appear.
    void refused(const char *code, const char *reason)
    {
        std::map<QString, QByteArray> before;
        for (const QString &file : QDir(state()).entryList(QDir::Files | QDir::Hidden))
            before[file] = contentOf(state() + QLatin1Char('/') + file);
        std::string message;
        QCOMPARE(codeOf(state(), &message), QByteArray(code));
        QVERIFY2(message.find(reason) != std::string::npos, message.c_str());
        QVERIFY2(message.find(state().toStdString()) != std::string::npos, message.c_str());
        for (const auto &[file, content] : before) {
            if (file != QLatin1String("lock") && !file.endsWith(QLatin1String("-shm")))
                QVERIFY2(contentOf(state() + QLatin1Char('/') + file) == content, qPrintable(file));
        }
    }

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(m_directory->isValid());
    }

    void secondDaemonIsRefused()
    {
        const auto first = NodeStore::open(configFor(state()));
        QVERIFY(first);
        std::string message;
        QCOMPARE(codeOf(state(), &message), QByteArray("AlreadyRunning"));
        QVERIFY2(message.find("process " + std::to_string(::getpid())) != std::string::npos, message.c_str());
        QVERIFY(addNode(first->get(), target(1))); // and the first one is not disturbed
    }

    void lockEndsWithItsOwner()
    {
        QCOMPARE(codeOf(state()), QByteArray("open"));
        QCOMPARE(codeOf(state()), QByteArray("open"));
        QVERIFY(writeContent(state() + QStringLiteral("/lock"), "1\n")); // left by a process that was killed
        QCOMPARE(codeOf(state()), QByteArray("open"));
    }

    void directoryIsMadeWithItsParents()
    {
        QCOMPARE(codeOf(m_directory->filePath(QStringLiteral("a/b/state"))), QByteArray("open"));
        QVERIFY(writeContent(m_directory->filePath(QStringLiteral("file")), "x"));
        QCOMPARE(codeOf(m_directory->filePath(QStringLiteral("file"))), QByteArray("StoreFailed"));
        QCOMPARE(codeOf(QString()), QByteArray("InvalidArgument"));
    }

    void directoryOfSomebodyElse()
    {
        if (::geteuid() != 0)
            QSKIP("only root can give a directory away");
        QVERIFY(QDir().mkpath(state()));
        QVERIFY(::chown(QFile::encodeName(state()).constData(), 12345, 12345) == 0);
        std::string message;
        QCOMPARE(codeOf(state(), &message), QByteArray("StoreFailed"));
        QVERIFY2(message.find("belongs to user 12345") != std::string::npos, message.c_str());
    }

    void lostDatabaseKeepsTheName() // NAM-13
    {
        fill();
        const QByteArray name = contentOf(state() + QStringLiteral("/initiatorname"));
        QVERIFY(QFile::remove(database()));
        const auto store = NodeStore::open(configFor(state(), 77));
        QVERIFY(store);
        QCOMPARE("InitiatorName=" + (*store)->initiatorName().toUtf8() + '\n', name);
        QVERIFY((*store)->nodes().empty());
        QVERIFY((*store)->notices().front().contains((*store)->initiatorName()));
    }

    void lostNameFileIsWrittenAgain() // NAM-13
    {
        fill();
        const QString file = state() + QStringLiteral("/initiatorname");
        const QByteArray name = contentOf(file);
        for (const QByteArray &content : {QByteArray(), QByteArray("InitiatorName=iqn.2001-04.com.example:x\n")}) {
            QVERIFY(content.isEmpty() ? QFile::remove(file) : writeContent(file, content));
            QCOMPARE(codeOf(state()), QByteArray("open"));
            QCOMPARE(contentOf(file), name);
        }
    }

    void unusableNameFileStopsANewDatabase_data() // NAM-13
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("two names") << QByteArray("InitiatorName=iqn.2001-04.a:b\nInitiatorName=iqn.2001-04.a:c\n");
        QTest::newRow("no key") << QByteArray("iqn.2001-04.com.example:x\n");
        QTest::newRow("no name") << QByteArray("InitiatorName=disk\n");
        QTest::newRow("too long") << "InitiatorName=iqn." + QByteArray(220, 'x') + '\n';
        QTest::newRow("NUL") << QByteArray("InitiatorName=iqn.2001-04.a:\0b\n", 31);
        QTest::newRow("huge") << QByteArray(100'000, '\n');
    }
    void unusableNameFileStopsANewDatabase()
    {
        QFETCH(QByteArray, content);
        QVERIFY(QDir().mkpath(state()));
        QVERIFY(writeContent(state() + QStringLiteral("/initiatorname"), content));
        std::string message;
        QCOMPARE(codeOf(state(), &message), QByteArray("StoreFailed"));
        QVERIFY2(message.find("initiatorname") != std::string::npos, message.c_str());
        QCOMPARE(contentOf(state() + QStringLiteral("/initiatorname")), content);
        QVERIFY(!QFile::exists(database()));
    }

    void nameFileMayHaveComments()
    {
        QVERIFY(QDir().mkpath(state()));
        QVERIFY(writeContent(state() + QStringLiteral("/initiatorname"),
                             "# ours\n\n InitiatorName= eui.02004567a425678d \n"));
        const auto store = NodeStore::open(configFor(state()));
        QVERIFY(store);
        QCOMPARE((*store)->initiatorName(), QStringLiteral("eui.02004567a425678d"));
    }

    void emptyDatabase() // FLT-15
    {
        fill();
        QVERIFY(writeContent(database(), {}));
        refused("DatabaseDamaged", "is empty");
        QVERIFY(writeContent(database() + QStringLiteral("-wal"), QByteArray(5000, 'w'))); // which SQLite would remove
        refused("DatabaseDamaged", "is empty");
        QVERIFY(QFile::remove(database()));
        refused("DatabaseDamaged", "its log");
    }

    void otherFiles() // FLT-15
    {
        fill();
        QVERIFY(writeContent(database(), "This is no database at all, but a letter to somebody."));
        refused("DatabaseDamaged", "does not begin like");
        QVERIFY(QFile::remove(database()));
        runSql(database(), {QStringLiteral("CREATE TABLE bookmarks (url TEXT)")});
        refused("DatabaseDamaged", "not a database of Portolan");
        QVERIFY(QFile::remove(database()));
        QVERIFY(QDir().mkpath(database()));
        std::string message;
        QCOMPARE(codeOf(state(), &message), QByteArray("StoreFailed"));
        QVERIFY2(message.find("not a regular file") != std::string::npos, message.c_str());
    }

    void newerDatabase() // FLT-15
    {
        fill();
        runSql(database(), {QStringLiteral("CREATE TABLE future (x)"),
                            QStringLiteral("PRAGMA user_version = %1").arg(schemaSteps().size() + 1)});
        refused("DatabaseTooNew", "newer program");
    }

    void wrongSchema_data() // FLT-15
    {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QStringList &statements, const char *reason) {
            QTest::newRow(name) << statements << QString::fromLatin1(reason);
        };
        row("version 0", {QStringLiteral("PRAGMA user_version = 0")}, "its version is 0");
        row("version -1", {QStringLiteral("PRAGMA user_version = -1")}, "its version is -1");
        row("version of an older one", {QStringLiteral("PRAGMA user_version = 1")}, "not those of its version");
        row("table lost", {QStringLiteral("DROP TABLE portal_secret")}, "not those of its version");
        row("table more", {QStringLiteral("CREATE TABLE x (y)")}, "not those of its version");
        row("trigger", {QStringLiteral("CREATE TRIGGER t AFTER INSERT ON node BEGIN DELETE FROM node; END")},
            "not those of its version");
        row("column more", {QStringLiteral("ALTER TABLE node ADD COLUMN extra TEXT")}, "not those of its version");
        row("index lost", {QStringLiteral("DROP INDEX node_by_portal")}, "not those of its version");
        row("no initiator", {QStringLiteral("DELETE FROM initiator")}, "does not know this initiator");
        row("impossible value",
            {QStringLiteral("PRAGMA ignore_check_constraints = ON"), QStringLiteral("UPDATE node SET startup = 7")},
            "node 1: startup must be 1 to 2");
        row("orphan", {QStringLiteral("PRAGMA foreign_keys = OFF"), QStringLiteral("DELETE FROM portal")},
            "a row of node refers to one that does not exist");
    }
    void wrongSchema()
    {
        QFETCH(QStringList, statements);
        QFETCH(QString, reason);
        fill();
        runSql(database(), statements);
        refused("DatabaseDamaged", qPrintable(reason));
    }

    void markedReadOnly() // FLT-14
    {
        fill();
        QVERIFY(::chmod(QFile::encodeName(database()).constData(), 0400) == 0);
        refused("DatabaseReadOnly", "portolan.db");
    }

    void readOnlyFileSystem() // FLT-14
    {
        if (::unshare(CLONE_NEWNS) != 0)
            QSKIP("needs root");
        fill();
        const QByteArray path = QFile::encodeName(state());
        QVERIFY(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
        QVERIFY(::mount(path.constData(), path.constData(), nullptr, MS_BIND, nullptr) == 0);
        QVERIFY(::mount(nullptr, path.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0);
        refused("DatabaseReadOnly", "Read-only file system");
        QVERIFY(::umount(path.constData()) == 0);
        QCOMPARE(codeOf(state()), QByteArray("open"));
    }

    void diskFull() // FLT-14
    {
        if (::unshare(CLONE_NEWNS) != 0)
            QSKIP("needs root");
        QVERIFY(QDir().mkpath(state()));
        const QByteArray path = QFile::encodeName(state());
        QVERIFY(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
        QVERIFY(::mount("tmpfs", path.constData(), "tmpfs", 0, "size=32k,mode=0700") == 0);
        std::string message;
        QCOMPARE(codeOf(state(), &message), QByteArray("StoreFailed")); // too small even for an empty database
        QVERIFY2(message.find("the disk is full") != std::string::npos, message.c_str());
        QVERIFY(!QFile::exists(database()));

        QVERIFY(::mount(nullptr, path.constData(), nullptr, MS_REMOUNT, "size=400k") == 0);
        {
            auto store = NodeStore::open(configFor(state()));
            QVERIFY2(store, store ? "" : store.error().message.c_str());
            const auto portal = addPortal(store->get(), {"192.0.2.1", 3260});
            QVERIFY(portal);
            int merged = 0;
            Result<MergeResult> result;
            do { // until a transaction does not fit
                std::vector<DiscoveredNode> found;
                for (int i = 0; i < 100; ++i)
                    found.push_back(target(merged + i));
                result = merge(store->get(), *portal, found, false);
                merged += result ? 100 : 0;
            } while (result && merged < 100'000);
            QVERIFY(!result);
            QCOMPARE(result.error().code, ErrorCode::StoreFailed);
            QVERIFY2(result.error().message.find("full") != std::string::npos, result.error().message.c_str());
            QCOMPARE(int((*store)->nodes().size()), merged); // all of a transaction or nothing

            QVERIFY(::mount(nullptr, path.constData(), nullptr, MS_REMOUNT, "size=4m") == 0);
            QVERIFY(addNode(store->get(), target(-1))); // and it goes on when there is room again
            store->reset();
            const auto again = NodeStore::open(configFor(state()));
            QVERIFY(again);
            QCOMPARE(int((*again)->nodes().size()), merged + 1);
        }
        QVERIFY(::umount(path.constData()) == 0);
    }

    void lockedByAnotherProgram() // FLT-14
    {
        auto store = NodeStore::open(configFor(state()));
        QVERIFY(store);
        {
            auto db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
            db.setDatabaseName(database());
            QVERIFY(db.open());
            QVERIFY(execute(db, QStringLiteral("BEGIN IMMEDIATE")));
            const auto refusedNode = addNode(store->get(), target(1));
            QCOMPARE(refusedNode.error().message, "another program keeps the database locked");
            QVERIFY(execute(db, QStringLiteral("ROLLBACK")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
        QVERIFY(addNode(store->get(), target(1)));
    }

    void version1IsMigrated()
    {
        QVERIFY(QDir().mkpath(state()));
        runSql(database(), kVersion1);
        {
            const auto store = NodeStore::open(configFor(state()));
            QVERIFY2(store, store ? "" : store.error().message.c_str());
            QCOMPARE((*store)->initiatorName(), QStringLiteral("iqn.2001-04.com.example:old"));
            const auto node = (*store)->node(1);
            QVERIFY(node);
            NodeRecord wanted;
            wanted.id = 1;
            wanted.targetName = QStringLiteral("iqn.2001-04.com.example:disk");
            wanted.portal = {"nas.example", 3260};
            wanted.portalGroupTag = 1;
            wanted.alias = QStringLiteral("Disk");
            wanted.isid = {std::byte(0x80), std::byte(0xab), std::byte(0xcd),
                           std::byte(0xef), std::byte(0),    std::byte(1)};
            wanted.discoveryPortal = 1;
            wanted.lastLogin = QDateTime::fromMSecsSinceEpoch(1700000001000, Qt::UTC);
            wanted.settings.label = QStringLiteral("Backup");
            wanted.settings.startup = Startup::AtStart;
            wanted.settings.dataPlane = QStringLiteral("user");
            wanted.settings.headerDigest = Digest::Prefer;
            wanted.settings.maxRecvDataSegmentLength = 65536;
            wanted.settings.maxBurstLength = 524288;
            wanted.settings.firstBurstLength = 65536;
            wanted.settings.maxOutstandingR2T = 4;
            wanted.settings.loginTimeout = 30;
            wanted.settings.replacementTimeout = -1;
            wanted.settings.noopInterval = 10;
            wanted.settings.noopTimeout = 7;
            wanted.settings.commandTimeout = 60;
            QVERIFY(*node == wanted);
            QVERIFY(setSecret(store->get(), 1, SecretDirection::Target, QStringLiteral("t"), secretOf("123456789012")));
        }
        const QString copy = database() + QStringLiteral(".v1");
        QCOMPARE(readSql(copy, QStringLiteral("PRAGMA user_version")), QStringLiteral("1"));
        QCOMPARE(readSql(copy, QStringLiteral("SELECT label FROM node")), QStringLiteral("Backup"));
        struct stat status {};
        QVERIFY(::stat(QFile::encodeName(copy).constData(), &status) == 0);
        QCOMPARE(int(status.st_mode & 07777), 0600);
        QCOMPARE(codeOf(state()), QByteArray("open"));
    }

    void version2IsMigrated() // to 3, which makes the table of portals anew
    {
        QVERIFY(QDir().mkpath(state()));
        runSql(database(), kVersion1);
        QStringList toVersion2;
        for (const char *statement : schemaSteps().at(1))
            toVersion2 += QString::fromLatin1(statement);
        runSql(database(),
               toVersion2 << QStringLiteral("INSERT INTO portal_secret VALUES (1, 0, 'us', x'0102')")
                          << QStringLiteral("INSERT INTO portal (id, host, port, isid_random, isid_qualifier)"
                                            " VALUES (9, 'gone', 3260, 1, 1)")
                          << QStringLiteral("DELETE FROM portal WHERE id = 9")
                          << QStringLiteral("PRAGMA user_version = 2"));
        const auto store = NodeStore::open(configFor(state()));
        QVERIFY2(store, store ? "" : store.error().message.c_str());
        QCOMPARE((*store)->portals().size(), 1U);
        const auto portal = (*store)->portals().at(0);
        QCOMPARE(portal.portal.host, std::string("nas.example"));
        QCOMPARE(portal.interface, QString());
        QVERIFY(portal.kind == PortalKind::SendTargets); // 5
        QCOMPARE(portal.chapName, QStringLiteral("us"));
        QVERIFY(portal.hasSecret);
        QCOMPARE(portal.refreshInterval, 0U);
        QCOMPARE((*store)->node(1)->discoveryPortal, 1);
        QCOMPARE(*addPortal(store->get(), {"nas.example", 3260}), 1);
        QCOMPARE(*addPortal(store->get(), {"nas.example", 3260}, QStringLiteral("eth1")), 10); // 9 is not given again
    }

    void failedMigrationChangesNothing()
    {
        fill();
        Database::Config config;
        config.path = database();
        config.steps.push_back({"CREATE TABLE half (x) STRICT", "UPDATE node SET label = 'half'"});
        const auto failed = Database::open(config); // a STRICT table needs types
        QVERIFY(!failed);
        QVERIFY2(failed.error().message.find("migration to version") != std::string::npos,
                 failed.error().message.c_str());
        QCOMPARE(readSql(database(), QStringLiteral("PRAGMA user_version")), QString::number(schemaSteps().size()));
        config.steps.back() = {"UPDATE node SET label = 'half'", "SELECT no_such_function()"};
        QVERIFY(!Database::open(config));
        QCOMPARE(readSql(database(), QStringLiteral("SELECT DISTINCT label FROM node")), QString());
        QCOMPARE(codeOf(state()), QByteArray("open"));

        config.steps.back() = {"UPDATE node SET label = 'whole'", "CREATE TABLE extra (x TEXT) STRICT"};
        QVERIFY(Database::open(config));
        QCOMPARE(readSql(database(), QStringLiteral("SELECT DISTINCT label FROM node")), QStringLiteral("whole"));
        const QString copy = database() + QStringLiteral(".v%1").arg(schemaSteps().size());
        QCOMPARE(readSql(copy, QStringLiteral("SELECT DISTINCT label FROM node")), QString());
        refused("DatabaseTooNew", "newer program");
    }

    void schemaHoldsTheRangesToo()
    {
        fill();
        for (const char *statement :
             {"UPDATE node SET startup = 3", "UPDATE node SET max_burst_length = 511",
              "UPDATE node SET first_burst_length = max_burst_length + 1", "UPDATE node SET login_timeout = 'soon'",
              "UPDATE node SET port = 0", "UPDATE node SET label = NULL", "UPDATE node SET data_plane = 'fast'",
              "INSERT INTO initiator VALUES (2, 'iqn.x', 0, 0)"}) {
            {
                auto db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("ranges"));
                db.setDatabaseName(database());
                QVERIFY(db.open());
                QVERIFY2(!execute(db, QString::fromLatin1(statement)), statement);
            }
            QSqlDatabase::removeDatabase(QStringLiteral("ranges"));
        }
    }

    void flippedBits() // FLT-15
    {
        fill(200);
        const QByteArray whole = contentOf(database());
        std::mt19937 random(20261120);
        int opened = 0;
        for (int round = 0; round < 150; ++round) {
            QByteArray damagedBytes = whole;
            for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
                const auto bit = qsizetype(random() % unsigned(whole.size() * 8));
                damagedBytes[bit / 8] = char(damagedBytes[bit / 8] ^ (1 << (bit % 8)));
            }
            opened += openDamaged(damagedBytes);
        }
        QVERIFY2(opened < 150, "some flips hit free space or text and cannot be seen, but not all");
    }

    void truncated() // FLT-15
    {
        fill(200);
        const QByteArray whole = contentOf(database());
        for (qsizetype page = 0; page < whole.size(); page += 4096) {
            for (const qsizetype length : {page, page + 1, page + 4095})
                QVERIFY2(openDamaged(whole.left(length)) == 0, qPrintable(QString::number(length)));
        }
    }

private:
    /// \return 1 if it opened (and then works), 0 if it was refused and left as it was
    int openDamaged(const QByteArray &content)
    {
        for (const char *suffix : {"-wal", "-shm"})
            QFile::remove(database() + QLatin1String(suffix));
        if (!writeContent(database(), content))
            qFatal("cannot write");
        const auto store = NodeStore::open(configFor(state(), 900));
        if (store) {
            (void)addNode(store->get(), target(100'000)); // may find damage, must not crash
            return 1;
        }
        const auto code = store.error().code;
        if (code != ErrorCode::DatabaseDamaged && code != ErrorCode::DatabaseTooNew)
            qFatal("%s: %s", nameOf(code).data(), store.error().message.c_str());
        if (contentOf(database()) != content)
            qFatal("a damaged database was changed");
        return 0;
    }
};

QTEST_GUILESS_MAIN(TestStoreFiles)
#include "tst_store_files.moc"
