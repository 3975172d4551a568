// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/udisks/udisks_client.h"
#include "tests/support/fake_portoland/private_bus.h"
#include "tests/support/fake_udisks/fake_udisks.h"

#include <QDBusArgument>
#include <QTest>

#include <optional>

using namespace portolan;
using namespace portolan::udisks;
using namespace Qt::StringLiterals;
using test::FakeUDisks;

namespace {

const QString kDisk = u"/dev/sdx"_s;

QVariantMap optionsOf(const FakeUDisks::Call &call) { return qdbus_cast<QVariantMap>(call.arguments.constLast()); }

} // namespace

class TestUDisksClient : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_bus.emplace();
        QCOMPARE(m_bus->start(), QString());
        m_service.emplace(m_bus->address());
        QCOMPARE(m_service->start(), QString());
        m_connection.emplace(QDBusConnection::connectToBus(m_bus->address(), u"client"_s));
        m_client.emplace(*m_connection);
    }

    void cleanup()
    {
        m_client.reset();
        m_connection.reset();
        QDBusConnection::disconnectFromBus(u"client"_s);
        m_service.reset();
        m_bus.reset();
    }

    void tellsWhatIsOnADisk_data()
    {
        QTest::addColumn<QString>("usage");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("table");
        QTest::addColumn<Content>("expected");
        QTest::newRow("empty") << QString() << QString() << QString() << Content::Empty;
        QTest::newRow("ext4") << u"filesystem"_s << u"ext4"_s << QString() << Content::FileSystem;
        QTest::newRow("table") << QString() << QString() << u"gpt"_s << Content::Partitions;
        QTest::newRow("LVM") << u"raid"_s << u"LVM2_member"_s << QString() << Content::Other;
        QTest::newRow("LUKS") << u"crypto"_s << u"crypto_LUKS"_s << QString() << Content::Other;
        QTest::newRow("swap") << u"other"_s << u"swap"_s << QString() << Content::Other;
        QTest::newRow("a type without a usage") << QString() << u"ubifs"_s << QString() << Content::Other;
    }

    void tellsWhatIsOnADisk()
    {
        QFETCH(QString, usage);
        QFETCH(QString, type);
        QFETCH(QString, table);
        m_service->add({.device = kDisk, .usage = usage, .type = type, .tableType = table});
        m_client->start();
        QTRY_VERIFY(m_client->disk(kDisk));
        QTEST(m_client->disk(kDisk)->content, "expected");
        QVERIFY(!m_client->disk(u"/dev/sdy"_s));
    }

    void followsWhatHappens()
    {
        m_client->start();
        QTRY_VERIFY(m_client->available());
        const QString object = m_service->add({.device = kDisk});
        QTRY_VERIFY(m_client->disk(kDisk));
        QTRY_COMPARE(m_client->fileSystemsFor(1U << 30U), (QStringList{u"ext4"_s, u"xfs"_s, u"vfat"_s}));
        QCOMPARE(m_client->fileSystemsFor(64U << 20U), (QStringList{u"ext4"_s, u"vfat"_s}));
        QCOMPARE(run([&](auto done) { m_client->format(object, u"ext4"_s, u"data"_s, {}, this, done); }), std::nullopt);
        QTRY_COMPARE(m_client->disk(kDisk)->content, Content::FileSystem);
        QCOMPARE(m_client->disk(kDisk)->label, u"data"_s);
        const FstabEntry entry = entryAtEveryStart(m_client->disk(kDisk)->uuid, u"/mnt/data"_s, u"ext4"_s);
        QCOMPARE(run([&](auto done) { m_client->addEntry(object, entry, this, done); }), std::nullopt);
        QTRY_COMPARE(m_client->disk(kDisk)->entries, std::vector{entry});
        QString folder;
        QCOMPARE(run([&](auto done) {
                     m_client->mount(object, this, [&, done](const Outcome<QString> &where) {
                         folder = where.value_or(QString());
                         done(where ? Outcome<>() : Outcome<>(tl::unexpected(where.error())));
                     });
                 }),
                 std::nullopt);
        QCOMPARE(folder, u"/mnt/data"_s);
        QTRY_COMPARE(m_client->disk(kDisk)->mountPoints, QStringList{u"/mnt/data"_s});
        QCOMPARE(run([&](auto done) { m_client->unmount(object, this, done); }), std::nullopt);
        QTRY_COMPARE(m_client->disk(kDisk)->mountPoints, QStringList());
        QCOMPARE(run([&](auto done) { m_client->removeEntry(object, entry, this, done); }), std::nullopt);
        QTRY_VERIFY(m_client->disk(kDisk)->entries.empty());
        m_service->remove(kDisk);
        QTRY_VERIFY(!m_client->disk(kDisk));
    }

    void formatsAsAsked()
    {
        const QString object = m_service->add({.device = kDisk});
        ready();
        QCOMPARE(run([&](auto done) { m_client->format(object, u"ext4"_s, u"data"_s, {}, this, done); }), std::nullopt);
        QCOMPARE(m_service->calls().size(), 1);
        const QVariantMap options = optionsOf(m_service->calls().constFirst());
        QCOMPARE(
            options,
            (QVariantMap{{u"label"_s, u"data"_s}, {u"take-ownership"_s, true}, {u"update-partition-type"_s, true}}));
        m_service->add({.device = u"/dev/sdy"_s});
        QTRY_VERIFY(m_client->disk(u"/dev/sdy"_s));
        const QString other = m_client->disk(u"/dev/sdy"_s)->object;
        QCOMPARE(run([&](auto done) { m_client->format(other, u"vfat"_s, {}, {}, this, done); }), std::nullopt);
        QCOMPARE(optionsOf(m_service->calls().constLast()), (QVariantMap{{u"update-partition-type"_s, true}}));
    }

    void neverFormatsWhatIsNotEmpty_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("nothing typed") << QString() << false;
        QTest::newRow("another disk's name") << u"/dev/sdxx"_s << false;
        QTest::newRow("a part of the name") << u"sd"_s << false;
        QTest::newRow("the folder of the name") << u"/dev/"_s << false;
        QTest::newRow("its name") << u"/dev/sdx"_s << true;
        QTest::newRow("its short name") << u" sdx "_s << true;
    }

    void neverFormatsWhatIsNotEmpty()
    {
        QFETCH(QString, typed);
        QFETCH(bool, allowed);
        for (const FakeUDisks::Disk &disk :
             {FakeUDisks::Disk{.device = kDisk, .usage = u"filesystem"_s, .type = u"ext4"_s},
              FakeUDisks::Disk{.device = kDisk, .usage = u"raid"_s, .type = u"LVM2_member"_s},
              FakeUDisks::Disk{.device = kDisk, .tableType = u"gpt"_s}}) {
            const QString object = m_service->add(disk);
            ready();
            QTRY_VERIFY(m_client->disk(kDisk) && m_client->disk(kDisk)->type == disk.type + disk.tableType);
            const qsizetype before = m_service->calls().size();
            QCOMPARE(run([&](auto done) { m_client->format(object, u"ext4"_s, {}, typed, this, done); }),
                     allowed ? std::nullopt : std::optional(Problem::NotEmpty));
            QCOMPARE(m_service->calls().size() - before, allowed ? 1 : 0);
            m_service->remove(kDisk);
            QTRY_VERIFY(!m_client->disk(kDisk));
        }
    }

    /// The kernel does not tell that another computer has used a shared disk.
    void looksOnceMoreBeforeIt()
    {
        const QString object = m_service->add({.device = kDisk});
        ready();
        m_service->changeBehindTheBack(kDisk, u"xfs"_s);
        QCOMPARE(m_client->disk(kDisk)->content, Content::Empty);
        QCOMPARE(run([&](auto done) { m_client->format(object, u"ext4"_s, {}, {}, this, done); }),
                 std::optional(Problem::NotEmpty));
        QCOMPARE(m_service->methods(), QStringList());
    }

    void refusesWhatCannotBeFormatted()
    {
        const QString readOnly = m_service->add({.device = kDisk, .readOnly = true});
        const QString small = m_service->add({.device = u"/dev/sdy"_s, .sizeBytes = 1 << 20});
        const QString mounted = m_service->add(
            {.device = u"/dev/sdz"_s, .usage = u"filesystem"_s, .type = u"ext4"_s, .mountPoints = {u"/mnt/x"_s}});
        const QString whole = m_service->add({.device = u"/dev/sdw"_s, .tableType = u"gpt"_s});
        m_service->add({.device = u"/dev/sdw1"_s,
                        .usage = u"filesystem"_s,
                        .type = u"ext4"_s,
                        .partitionOf = u"/dev/sdw"_s,
                        .mountPoints = {u"/mnt/y"_s}});
        ready();
        const auto outcome = [&](const QString &object, const QString &typed) {
            return run([&](auto done) { m_client->format(object, u"ext4"_s, {}, typed, this, done); });
        };
        QCOMPARE(outcome(readOnly, {}), std::optional(Problem::ReadOnly));
        QCOMPARE(outcome(small, {}), std::optional(Problem::TooSmall));
        QCOMPARE(outcome(mounted, u"sdz"_s), std::optional(Problem::Mounted));
        QCOMPARE(outcome(whole, u"sdw"_s), std::optional(Problem::Mounted));
        QCOMPARE(outcome(u"/org/freedesktop/UDisks2/block_devices/none"_s, {}), std::optional(Problem::Gone));
        QCOMPARE(outcome({}, {}), std::optional(Problem::Gone));
        QCOMPARE(m_service->methods(), QStringList());
    }

    void theOnlyPartitionCanBeMounted()
    {
        m_service->add({.device = kDisk, .tableType = u"gpt"_s});
        m_service->add({.device = u"/dev/sdx1"_s, .partitionOf = kDisk});
        m_service->add({.device = u"/dev/sdx2"_s, .usage = u"filesystem"_s, .type = u"xfs"_s, .partitionOf = kDisk});
        ready();
        const std::optional<Disk> found = m_client->mountable(*m_client->disk(kDisk));
        QVERIFY(found);
        QCOMPARE(found->device, u"/dev/sdx2"_s);
        QCOMPARE(m_client->partitionsOf(*m_client->disk(kDisk)).size(), 2U);
        m_service->add({.device = u"/dev/sdx3"_s, .usage = u"filesystem"_s, .type = u"xfs"_s, .partitionOf = kDisk});
        QTRY_VERIFY(!m_client->mountable(*m_client->disk(kDisk))); // which one, a person has to say
    }

    void errorsAreTold()
    {
        const QString object = m_service->add({.device = kDisk});
        ready();
        m_service->refuse(u"Format"_s, u"org.freedesktop.UDisks2.Error.NotAuthorizedDismissed"_s);
        QCOMPARE(run([&](auto done) { m_client->format(object, u"ext4"_s, {}, {}, this, done); }),
                 std::optional(Problem::Dismissed));
        m_service->refuse(u"Rescan"_s, u"org.freedesktop.UDisks2.Error.NotAuthorized"_s);
        QCOMPARE(run([&](auto done) { m_client->format(object, u"ext4"_s, {}, {}, this, done); }),
                 std::optional(Problem::NotAuthorized));
        QCOMPARE(m_service->methods(), QStringList{u"Format"_s});
    }

    void beforeAPassword()
    {
        const QString object = m_service->add({.device = kDisk});
        ready();
        QStringList asked;
        Outcome<> answer;
        m_client->setBeforePassword([&](QObject *context, const auto &then) {
            QCOMPARE(context, this);
            asked << u"asked"_s;
            then(answer);
        });
        QCOMPARE(run([&](auto done) { m_client->format(object, u"ext4"_s, {}, {}, this, done); }), std::nullopt);
        QCOMPARE(asked.size(), 0); // polkit allows it
        QVERIFY(optionsOf(m_service->calls().constLast()).contains(u"auth.no_user_interaction"_s));

        m_service->askPassword(u"Mount"_s);
        QString folder;
        m_client->mount(object, this, [&](const Outcome<QString> &outcome) { folder = outcome.value_or(QString()); });
        QTRY_VERIFY(!folder.isEmpty());
        QCOMPARE(asked.size(), 1);
        QVERIFY(!optionsOf(m_service->calls().constLast()).contains(u"auth.no_user_interaction"_s));

        answer = failed(Problem::Dismissed);
        m_service->askPassword(u"Unmount"_s);
        const qsizetype before = m_service->calls().size();
        QCOMPARE(run([&](auto done) { m_client->unmount(object, this, done); }), std::optional(Problem::Dismissed));
        QCOMPARE(m_service->calls().size(), before + 1); // only the one that was refused
    }

    void progressAndCancel()
    {
        const QString object = m_service->add({.device = kDisk});
        ready();
        QVERIFY(!m_client->jobOf(object));
        m_service->hold(u"Format"_s);
        std::optional<Outcome<>> ended;
        m_client->format(object, u"ext4"_s, {}, {}, this, [&](const Outcome<> &outcome) { ended.emplace(outcome); });
        QTRY_VERIFY(m_client->jobOf(object));
        QVERIFY(m_client->jobOf(object)->progress < 0);
        QVERIFY(m_client->jobOf(object)->cancelable);
        m_service->setProgress(0.25);
        QTRY_COMPARE(m_client->jobOf(object)->progress, 0.25);
        m_service->setProgress(77);
        QTRY_COMPARE(m_client->jobOf(object)->progress, 1.0);
        QVERIFY(!ended);
        m_client->cancel(*m_client->jobOf(object));
        QTRY_VERIFY(ended);
        QCOMPARE(ended->error().problem, Problem::Cancelled);
        QTRY_VERIFY(!m_client->jobOf(object));
    }

    void notInstalled()
    {
        m_service.reset();
        m_client->start();
        QTRY_VERIFY(m_client->failure());
        QCOMPARE(m_client->failure()->problem, Problem::NotInstalled);
        QVERIFY(!m_client->available());
        m_service.emplace(m_bus->address());
        m_service->add({.device = kDisk});
        m_client->start(); // in vain, and its answer may come after the next question
        QCOMPARE(m_service->start(), QString());
        QTRY_VERIFY(m_client->available()); // by itself: the name has come
        QVERIFY(!m_client->failure());
    }

    void diesMeanwhile()
    {
        const QString object = m_service->add({.device = kDisk});
        ready();
        m_service->hold(u"Format"_s);
        std::optional<Outcome<>> ended;
        m_client->format(object, u"ext4"_s, {}, {}, this, [&](const Outcome<> &outcome) { ended.emplace(outcome); });
        QTRY_VERIFY(m_client->jobOf(object));
        m_service->stop();
        QTRY_VERIFY(ended);
        QCOMPARE(ended->error().problem, Problem::NotAnswering);
        QTRY_VERIFY(m_client->failure() && !m_client->disk(kDisk));
    }

    void notForThoseWhoAreGone()
    {
        const QString object = m_service->add({.device = kDisk});
        ready();
        bool heard = false;
        {
            QObject context;
            m_client->format(object, u"ext4"_s, {}, {}, &context, [&](const Outcome<> &) { heard = true; });
        }
        std::optional<Outcome<>> ended;
        m_client->unmount(object, this, [&](const Outcome<> &outcome) { ended.emplace(outcome); });
        QTRY_VERIFY(ended);
        QVERIFY(!heard);
        QVERIFY(!m_service->methods().contains(u"Format"_s)); // the second step belongs to nobody
    }

private:
    void ready()
    {
        m_client->start();
        QTRY_VERIFY(m_client->available());
    }

    /// The problem, or nothing if it went well.
    template <typename Start>
    std::optional<Problem> run(Start start)
    {
        std::optional<std::optional<Problem>> ended;
        const UDisksClient::Done<> done = [&](const Outcome<> &outcome) {
            ended = outcome ? std::nullopt : std::optional(outcome.error().problem);
        };
        start(done);
        return QTest::qWaitFor([&] { return ended.has_value(); }) ? *ended : std::optional(Problem::NotAnswering);
    }

    std::optional<test::PrivateBus> m_bus;
    std::optional<FakeUDisks> m_service;
    std::optional<QDBusConnection> m_connection;
    std::optional<UDisksClient> m_client;
};

QTEST_GUILESS_MAIN(TestUDisksClient)
#include "tst_udisks_client.moc"
