// SPDX-License-Identifier: GPL-3.0-or-later
// What the client of UDisks2 decides without a bus: labels, folders, lines of fstab, sentences.
#include "gui/udisks/failure.h"
#include "gui/udisks/file_system.h"
#include "gui/udisks/fstab_entry.h"
#include "gui/udisks/mount_point.h"

#include <QDBusMessage>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace portolan::udisks;
using namespace Qt::StringLiterals;

class TestUDisksParts : public QObject {
    Q_OBJECT

private slots:
    void labels_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("expected");
        QTest::newRow("iSCSI name") << u"iqn.2001-04.com.example:storage:backup"_s << u"ext4"_s << u"backup"_s;
        QTest::newRow("no colon") << u"backup"_s << u"ext4"_s << u"backup"_s;
        QTest::newRow("long") << u"iqn.2001-04.com.example:photographs-of-2026"_s << u"ext4"_s << u"photographs-of-2"_s;
        QTest::newRow("long for XFS") << u"x:photographs-of-2026"_s << u"xfs"_s << u"photographs"_s;
        QTest::newRow("odd letters") << u"x:a b\"$(c)\n"_s << u"ext4"_s << u"a-b-c"_s;
        QTest::newRow("nothing left") << u"eui.:///"_s << u"ext4"_s << u"storage"_s;
        QTest::newRow("no option of mkfs") << u"x:-F"_s << u"ext4"_s << u"F"_s;
    }

    void labels()
    {
        QFETCH(QString, name);
        QFETCH(QString, type);
        QTEST(labelFrom(name, type), "expected");
        QVERIFY(isLabel(labelFrom(name, type), type));
    }

    void whatIsALabel()
    {
        QVERIFY(isLabel(u"Büro 2026"_s, u"ext4"_s));
        QVERIFY(!isLabel(u"Büro 2026"_s, u"xfs"_s));
        QVERIFY(!isLabel(u"Büro"_s, u"vfat"_s));
        QVERIFY(isLabel(u"ÄÄÄÄÄÄÄÄ"_s, u"ext4"_s));
        QVERIFY(!isLabel(u"ÄÄÄÄÄÄÄÄÄ"_s, u"ext4"_s)); // 18 bytes
        QVERIFY(!isLabel(u"a\nb"_s, u"ext4"_s));
        QVERIFY(!isLabel(u"-F"_s, u"ext4"_s));
        QVERIFY(isLabel(QString(), u"ext4"_s));
    }

    void aStartNeverWaits()
    {
        const FstabEntry entry = entryAtEveryStart(u"1234"_s, u"/mnt/my data"_s, u"ext4"_s);
        const QStringList options = entry.options.split(u',');
        for (const QString &option : {u"_netdev"_s, u"nofail"_s, u"x-systemd.automount"_s})
            QVERIFY2(options.contains(option), qPrintable(option));
        QVERIFY(entry.options.contains(u"x-systemd.device-timeout="_s));
        QVERIFY(!entry.options.contains(u"x-systemd.requires"_s)); // an upgrade of the service would unmount
        QCOMPARE(entry.source, u"UUID=1234"_s);
        QCOMPARE(entriesOf({toItem(entry)}), std::vector{entry});
        QCOMPARE(toItem(entry).details.value(u"dir"_s).toByteArray(), QByteArray("/mnt/my data\0", 13));
        QCOMPARE(entriesOf({{u"crypttab"_s, {}}}).size(), 0U);
    }

    void folders()
    {
        const QTemporaryDir directory;
        const QString empty = directory.filePath(u"empty"_s), full = directory.filePath(u"full"_s),
                      file = directory.filePath(u"file"_s), absent = directory.filePath(u"absent"_s);
        QVERIFY(QDir().mkpath(empty) && QDir().mkpath(full + u"/.hidden"_s));
        QFile made(file);
        QVERIFY(made.open(QIODevice::WriteOnly));
        QCOMPARE(problemOfFolder(absent, {}), FolderProblem::None);
        QCOMPARE(problemOfFolder(empty, {}), FolderProblem::None);
        QCOMPARE(problemOfFolder(full, {}), FolderProblem::NotEmpty);
        QCOMPARE(problemOfFolder(file, {}), FolderProblem::NotAFolder);
        QCOMPARE(problemOfFolder(absent, {absent}), FolderProblem::Taken);
        QCOMPARE(problemOfFolder(u"/usr"_s, {}), FolderProblem::NotEmpty);
        for (const QString &odd : {u"data"_s, u""_s, u"/mnt/../etc"_s, u"/mnt/a\nb"_s, u"/mnt/"_s, u"/mnt//a"_s})
            QCOMPARE(problemOfFolder(odd, {}), FolderProblem::NotAbsolute);
        QCOMPARE(proposedFolder(u"no-such-label"_s, {}), u"/mnt/no-such-label"_s);
        QCOMPARE(proposedFolder(u"no-such-label"_s, {u"/mnt/no-such-label"_s}), u"/mnt/no-such-label-2"_s);
    }

    void readsFstab()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"fstab"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# /dev/sda1 /commented ext4 defaults 0 0\n"
                   "UUID=1 /mnt/my\\040data\text4 defaults 0 0\n\nhalf a\n/dev/sda2 none swap sw 0 0\n\\");
        file.close();
        QCOMPARE(foldersOf(file.fileName()), (QStringList{u"/mnt/my data"_s, u"none"_s}));
        QCOMPARE(foldersOf(directory.filePath(u"absent"_s)), QStringList());
    }

    void errors_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Problem>("expected");
        const QString own = u"org.freedesktop.UDisks2.Error."_s, bus = u"org.freedesktop.DBus.Error."_s;
        QTest::newRow("not installed") << bus + u"ServiceUnknown"_s << QString() << Problem::NotInstalled;
        QTest::newRow("cannot start") << bus + u"Spawn.ChildExited"_s << QString() << Problem::NotInstalled;
        QTest::newRow("died") << bus + u"NoReply"_s << QString() << Problem::NotAnswering;
        QTest::newRow("disk gone") << bus + u"UnknownMethod"_s << QString() << Problem::Gone;
        QTest::newRow("polkit no") << own + u"NotAuthorized"_s << QString() << Problem::NotAuthorized;
        QTest::newRow("dialog closed") << own + u"NotAuthorizedDismissed"_s << QString() << Problem::Dismissed;
        QTest::newRow("busy") << own + u"DeviceBusy"_s << QString() << Problem::Busy;
        // In the words of libblockdev, util-linux and UDisks2.
        QTest::newRow("busy in words") << own + u"Failed"_s
                                       << u"Error wiping device: Failed to open the device: Device or resource busy"_s
                                       << Problem::Busy;
        QTest::newRow("mounted") << own + u"AlreadyMounted"_s << QString() << Problem::Mounted;
        QTest::newRow("no such file system")
            << own + u"Failed"_s << u"mount: unknown filesystem type 'bfs'."_s << Problem::NotSupported;
        QTest::newRow("cancelled in words")
            << own + u"Failed"_s << u"Error creating file system: Operation was cancelled"_s << Problem::Cancelled;
        QTest::newRow("anything") << own + u"Failed"_s << u"Input/output error"_s << Problem::Failed;
        QTest::newRow("of another world") << u"com.example.Odd"_s << QString() << Problem::Failed;
    }

    void errors()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        const Failure failure = failureOf(QDBusMessage::createError(name, text));
        QTEST(failure.problem, "expected");
        QVERIFY(!sentenceOf(failure, u"/dev/sdb"_s).isEmpty());
        QVERIFY(failure.problem == Problem::Cancelled || !cureOf(failure).isEmpty());
        if (failure.problem == Problem::Failed && !text.isEmpty())
            QVERIFY(cureOf(failure).contains(text));
    }

    void notInstalledNamesThePackage() { QVERIFY(cureOf({Problem::NotInstalled, {}}).contains(u"udisks2"_s)); }
};

QTEST_GUILESS_MAIN(TestUDisksParts)
#include "tst_udisks_parts.moc"
