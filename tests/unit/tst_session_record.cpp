// SPDX-License-Identifier: GPL-3.0-or-later
// What a daemon leaves for its successor about the kernel's sessions.
#include "daemon/dataplane/kernel/session_record.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace portolan;
using namespace portolan::dataplane;
using namespace portolan::dataplane::kernel;
using namespace std::chrono_literals;

namespace {

SessionRecord recordOf(std::uint32_t sid)
{
    return {sid,
            QStringLiteral("iqn.2001-04.com.example:disk"),
            0xfffffffe,
            {1500ms, 2500ms, 30'000ms, -1ms},
            R"({"node":3,"label":"Büro"})"};
}

struct Directory {
    void put(const QString &name, const QByteArray &text) const
    {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
    [[nodiscard]] QByteArray text(const QString &name) const
    {
        QFile file(dir.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QTemporaryDir dir;
    SessionRecords records{dir.path()};
};

/// A record as it is written, with something changed.
QByteArray changed(const QString &key, const QJsonValue &value)
{
    const Directory it;
    if (!it.records.write(recordOf(1)))
        return {};
    QJsonObject object = QJsonDocument::fromJson(it.text(QStringLiteral("session1.json"))).object();
    object[key] = value;
    return QJsonDocument(object).toJson();
}

} // namespace

class TestSessionRecord : public QObject {
    Q_OBJECT

private slots:
    void readBackAsWritten()
    {
        const QTemporaryDir dir;
        const SessionRecords records(dir.filePath(QStringLiteral("made/when/needed")));
        QVERIFY(records.read().empty());
        QVERIFY(records.write(recordOf(1)));
        QVERIFY(records.write(recordOf(4294967295)));
        auto found = records.read();
        QCOMPARE(found.size(), 2U);
        std::ranges::sort(found, {}, &SessionRecord::sid);
        QCOMPARE(found[1].sid, 4294967295U);
        QCOMPARE(found[0].sid, 1U);
        QCOMPARE(found[0].targetName, recordOf(1).targetName);
        QCOMPARE(found[0].initialCmdSn, 0xfffffffeU);
        QCOMPARE(found[0].description, recordOf(1).description);
        QCOMPARE(found[0].timeouts.nopInterval, 1500ms);
        QCOMPARE(found[0].timeouts.nopTimeout, 2500ms);
        QCOMPARE(found[0].timeouts.command, 30'000ms);
        QCOMPARE(found[0].timeouts.replacement, -1ms);
    }

    void laterRecordReplacesTheEarlier()
    {
        const Directory it;
        QVERIFY(it.records.write(recordOf(1)));
        auto later = recordOf(1);
        later.description = "{}";
        QVERIFY(it.records.write(later));
        const auto found = it.records.read();
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found[0].description, QByteArray("{}"));
        QCOMPARE(QDir(it.dir.path()).entryList(QDir::Files), QStringList{QStringLiteral("session1.json")});
    }

    void removedRecord()
    {
        const Directory it;
        QVERIFY(it.records.write(recordOf(1)));
        QVERIFY(it.records.write(recordOf(2)));
        it.records.remove(1);
        it.records.remove(7); // there is none
        QCOMPARE(it.records.read().size(), 1U);
        QCOMPARE(it.records.read()[0].sid, 2U);
    }

    /// The longest that attach() takes, made of what JSON must escape.
    void longestDescription()
    {
        const Directory it;
        auto record = recordOf(1);
        record.description = QByteArray(64 * 1024, '"');
        QVERIFY(it.records.write(record));
        QCOMPARE(it.records.read().at(0).description, record.description);
    }

    void noRecord_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        const QString own = QStringLiteral("session1.json");
        const QByteArray good = changed(QStringLiteral("unknown"), 1);
        QTest::newRow("empty") << own << QByteArray();
        QTest::newRow("garbage") << own << QByteArray("\x00\xff garbage", 10);
        QTest::newRow("truncated") << own << good.left(good.size() / 2);
        QTest::newRow("no object") << own << QByteArray("[1]");
        QTest::newRow("too long") << own << QByteArray(512 * 1024, ' ') + good;
        QTest::newRow("deep") << own << QByteArray(100'000, '[');
        QTest::newRow("no version") << own << changed(QStringLiteral("version"), QJsonValue());
        QTest::newRow("later version") << own << changed(QStringLiteral("version"), 2);
        QTest::newRow("version in words") << own << changed(QStringLiteral("version"), QStringLiteral("1"));
        QTest::newRow("another's number") << own << changed(QStringLiteral("sid"), 2);
        QTest::newRow("no number") << own << changed(QStringLiteral("sid"), QJsonValue());
        QTest::newRow("negative number") << own << changed(QStringLiteral("sid"), -1);
        QTest::newRow("number beyond 32 bits") << own << changed(QStringLiteral("sid"), qint64(1) << 32 | 1);
        QTest::newRow("no target") << own << changed(QStringLiteral("target"), QString());
        QTest::newRow("target is a number") << own << changed(QStringLiteral("target"), 5);
        QTest::newRow("name says another") << QStringLiteral("session2.json") << good;
        QTest::newRow("name goes on") << QStringLiteral("session1.json.json") << good;
        QTest::newRow("name begins with zero") << QStringLiteral("session01.json") << good;
    }

    /// Nobody's session is taken for ours because of a file that is not sound; the others are found all the same.
    void noRecord()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        const Directory it;
        QVERIFY(it.records.write(recordOf(9)));
        it.put(name, text);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("is no record of a session")));
        const auto found = it.records.read();
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found[0].sid, 9U);
    }

    void whatIsAddedLaterIsNoHindrance()
    {
        const Directory it;
        it.put(QStringLiteral("session1.json"), changed(QStringLiteral("unknown"), 1));
        QCOMPARE(it.records.read().size(), 1U);
    }

    void otherFilesAreNotLookedAt()
    {
        const Directory it;
        it.put(QStringLiteral("state.json"), "x");
        it.put(QStringLiteral("session1.json.Xy12"), "half written");
        QVERIFY(QDir(it.dir.path()).mkdir(QStringLiteral("session3.json")));
        QVERIFY(it.records.read().empty());
    }

    void directoryThatIsNone()
    {
        const Directory it;
        it.put(QStringLiteral("file"), "x");
        const SessionRecords records(it.dir.filePath(QStringLiteral("file/below")));
        QVERIFY(records.read().empty());
        const auto written = records.write(recordOf(1));
        QVERIFY(!written);
        QVERIFY(QByteArray::fromStdString(written.error().message).contains("session1.json"));
        records.remove(1);
    }

    void directoryThatCannotBeRead()
    {
        if (::geteuid() == 0)
            QSKIP("root reads everything");
        const Directory it;
        QVERIFY(it.records.write(recordOf(1)));
        QVERIFY(QFile::setPermissions(it.dir.path(), {}));
        QVERIFY(it.records.read().empty());
        QVERIFY(!it.records.write(recordOf(2)));
        QVERIFY(QFile::setPermissions(it.dir.path(),
                                      QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
        QCOMPARE(it.records.read().size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestSessionRecord)
#include "tst_session_record.moc"
