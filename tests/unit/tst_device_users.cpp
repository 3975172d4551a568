// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/devices/device_users.h"
#include "daemon/devices/mount_table.h"
#include "daemon/devices/user_scan.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <fcntl.h>
#include <memory>
#include <unistd.h>

using namespace portolan::devices;

namespace {

/// A tree with the shape of /proc, /sys and /dev.
class FakeSystem {
public:
    FakeSystem()
    {
        write(QStringLiteral("proc/self/mountinfo"), "22 27 0:21 / /proc rw - proc proc rw\n");
        link(QStringLiteral("proc/self/ns/mnt"), QStringLiteral("mnt:[1]"));
        write(QStringLiteral("proc/swaps"), "Filename\tType\tSize\n");
        QDir(m_directory.path()).mkpath(QStringLiteral("dev"));
        QDir(m_directory.path()).mkpath(QStringLiteral("sys/class/block"));
    }

    [[nodiscard]] SystemTree tree() const
    {
        return {at(QStringLiteral("proc")), at(QStringLiteral("sys")), at(QStringLiteral("dev"))};
    }
    [[nodiscard]] QString at(const QString &path) const
    {
        return QFileInfo(m_directory.path()).canonicalFilePath() + QLatin1Char('/') + path;
    }
    [[nodiscard]] QString dev(const char *name) const { return at(QStringLiteral("dev/") + QLatin1String(name)); }

    void write(const QString &path, const QByteArray &content) const
    {
        QDir().mkpath(QFileInfo(at(path)).absolutePath());
        QFile file(at(path));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    void link(const QString &path, const QString &target) const
    {
        QDir().mkpath(QFileInfo(at(path)).absolutePath());
        if (::symlink(QFile::encodeName(target).constData(), QFile::encodeName(at(path)).constData()) != 0)
            qFatal("cannot link %s", qPrintable(path));
    }
    void block(const char *name, const char *number) const
    {
        write(QStringLiteral("sys/class/block/%1/dev").arg(QLatin1String(name)), QByteArray(number) + '\n');
        write(QStringLiteral("dev/%1").arg(QString::fromLatin1(name).replace(QLatin1Char('!'), QLatin1Char('/'))), {});
    }
    void partition(const char *disk, const char *name, const char *number) const
    {
        block(name, number);
        write(QStringLiteral("sys/class/block/%1/%2/partition").arg(QLatin1String(disk), QLatin1String(name)), "1\n");
    }
    void holder(const char *lower, const char *upper) const
    {
        write(QStringLiteral("sys/class/block/%1/holders/%2").arg(QLatin1String(lower), QLatin1String(upper)), {});
    }
    void mapper(const char *name, const char *number, const char *uuid, const char *title) const
    {
        block(name, number);
        write(QStringLiteral("sys/class/block/%1/dm/uuid").arg(QLatin1String(name)), QByteArray(uuid) + '\n');
        write(QStringLiteral("sys/class/block/%1/dm/name").arg(QLatin1String(name)), QByteArray(title) + '\n');
        link(QStringLiteral("dev/mapper/%1").arg(QLatin1String(title)), QStringLiteral("../") + QLatin1String(name));
    }
    void loop(const char *name, const char *number, const QString &file) const
    {
        block(name, number);
        write(QStringLiteral("sys/class/block/%1/loop/backing_file").arg(QLatin1String(name)),
              QFile::encodeName(file) + '\n');
    }
    void process(qint64 pid, const char *program, const char *space, const QByteArray &mounts) const
    {
        const QString directory = QStringLiteral("proc/%1").arg(pid);
        write(directory + QStringLiteral("/comm"), QByteArray(program) + '\n');
        write(directory + QStringLiteral("/mountinfo"), mounts);
        link(directory + QStringLiteral("/ns/mnt"), QLatin1String(space));
    }
    void openFile(qint64 pid, int number, const QString &target) const
    {
        link(QStringLiteral("proc/%1/fd/%2").arg(pid).arg(number), target);
    }

    [[nodiscard]] QStringList users(const QStringList &paths, const std::vector<qint64> &exclude = {}) const
    {
        QStringList lines;
        const QString root = at(QString());
        const MachineUse use = MachineUse::read(tree());
        for (const DeviceUser &user : UserScan(tree(), use, paths, exclude).run()) {
            QString line = QStringLiteral("%1 %2 %3 %4 %5 %6")
                               .arg(portolan::devices::nameOf(user.kind), user.device, user.path, user.fileSystem)
                               .arg(user.pid)
                               .arg(user.program);
            for (const MapPath &other : user.otherPaths)
                line += QStringLiteral(" + %1 %2").arg(other.device, other.state);
            lines += line.replace(root, QStringLiteral("/")).simplified();
        }
        return lines;
    }

private:
    QTemporaryDir m_directory;
};

QStringList list(std::initializer_list<const char *> lines)
{
    QStringList result;
    for (const char *line : lines)
        result += QString::fromUtf8(line);
    return result;
}

} // namespace

class TestDeviceUsers : public QObject {
    Q_OBJECT

private slots:
    void mountInfo_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("mounts");
        QTest::newRow("manual page")
            << QByteArray("36 35 98:0 /mnt1 /mnt/parent rw,noatime master:1 - ext3 /dev/root rw,errors=continue\n")
            << list({"98:0 /mnt/parent ext3 /dev/root"});
        QTest::newRow("no optional field")
            << QByteArray("1 2 8:1 / / rw - ext4 /dev/sda1 rw") << list({"8:1 / ext4 /dev/sda1"});
        QTest::newRow("several") << QByteArray("1 2 8:1 / / rw shared:1 master:2 propagate_from:3 - xfs /dev/sda1 "
                                               "rw\n\n2 1 0:5 / /dev rw - devtmpfs udev rw\n")
                                 << list({"8:1 / xfs /dev/sda1", "0:5 /dev devtmpfs udev"});
        QTest::newRow("escapes") << QByteArray("1 2 8:1 / /a\\040b\\011c\\012d\\134e rw - fuse.x\\040y src\\040z rw")
                                 << list({"8:1 /a b\tc\nd\\e fuse.x y src z"});
        QTest::newRow("unfinished escape")
            << QByteArray("1 2 8:1 / /a\\04 rw - ext4 x\\9 rw") << list({"8:1 /a\\04 ext4 x\\9"});
        QTest::newRow("a mount point called dash")
            << QByteArray("1 2 8:1 / - rw - ext4 /dev/x rw") << list({"8:1 - ext4 /dev/x"});
        QTest::newRow("no source") << QByteArray("1 2 0:9 / /t rw - tmpfs  rw") << list({"0:9 /t tmpfs "});
        QTest::newRow("cut short") << QByteArray("1 2 8:1 / /mnt rw - ext4") << QStringList();
        QTest::newRow("no dash") << QByteArray("1 2 8:1 / /mnt rw shared:1 ext4 /dev/sda1 rw") << QStringList();
        QTest::newRow("noise") << QByteArray("\\\\\\ - - - -\n\xff\xfe\n - ") << QStringList();
    }
    void mountInfo()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, mounts);
        QStringList found;
        for (const Mount &mount : parseMountInfo(text))
            found += QString::fromLatin1(mount.device) + QLatin1Char(' ') + mount.mountPoint + QLatin1Char(' ') +
                     mount.fileSystem + QLatin1Char(' ') + mount.source;
        QCOMPARE(found, mounts);
    }

    void unusedAndUnknown()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        QCOMPARE(system.users({system.dev("sda")}), QStringList());
        QCOMPARE(system.users({system.dev("sdb"), QString(), QStringLiteral("/"), QStringLiteral("relative")}),
                 QStringList());
        QCOMPARE(system.users({}), QStringList());
    }

    void mountsOfDiskAndPartitions()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        system.partition("sda", "sda1", "8:1");
        system.partition("sda", "sda2", "8:2");
        system.block("sdb", "8:16");
        system.write(QStringLiteral("proc/self/mountinfo"), "1 0 8:1 / /data rw - ext4 /dev/sda1 rw\n"
                                                            "2 0 8:16 / /other rw - ext4 /dev/sdb rw\n"
                                                            "3 0 8:1 /sub /data\\040too rw - ext4 /dev/sda1 rw\n");
        QCOMPARE(system.users({system.dev("sda")}),
                 list({"mount /dev/sda1 /data ext4 0", "mount /dev/sda1 /data too ext4 0"}));
        QCOMPARE(system.users({system.dev("sda2")}), QStringList());
    }

    void deviceByLink()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        system.link(QStringLiteral("dev/disk/by-id/scsi-36001"), QStringLiteral("../../sda"));
        system.write(QStringLiteral("proc/self/mountinfo"), "1 0 8:0 / /data rw - ext4 whatever rw\n");
        QCOMPARE(system.users({system.dev("disk/by-id/scsi-36001")}), list({"mount /dev/sda /data ext4 0"}));
    }

    void slashInTheName()
    {
        FakeSystem system;
        system.block("cciss!c0d0", "104:0");
        system.write(QStringLiteral("proc/self/mountinfo"), "1 0 104:0 / /data rw - ext4 x rw\n");
        QCOMPARE(system.users({system.dev("cciss/c0d0")}), list({"mount /dev/cciss/c0d0 /data ext4 0"}));
    }

    void mountsInOtherNamespaces()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        const QByteArray ours = "1 0 8:0 / /data rw - ext4 /dev/sda rw\n";
        system.write(QStringLiteral("proc/self/mountinfo"), ours);
        system.process(40, "container", "mnt:[40]", ours + "2 0 8:0 / /only-there rw - ext4 /dev/sda rw\n");
        system.process(41, "its-child", "mnt:[40]", ours + "2 0 8:0 / /only-there rw - ext4 /dev/sda rw\n");
        system.process(7, "same as ours", "mnt:[1]", ours);
        QCOMPARE(system.users({system.dev("sda")}),
                 list({"mount /dev/sda /data ext4 0", "mount /dev/sda /only-there ext4 40 container"}));
    }

    void holdersAllTheWayUp()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        system.partition("sda", "sda1", "8:1");
        system.block("md0", "9:0");
        system.write(QStringLiteral("sys/class/block/md0/md/level"), "raid1\n");
        system.mapper("dm-0", "253:0", "CRYPT-LUKS2-0123-secure", "secure");
        system.mapper("dm-1", "253:1", "LVM-abcdef", "vg-root");
        system.mapper("dm-2", "253:2", "something-else", "odd");
        system.holder("sda1", "md0");
        system.holder("md0", "dm-0");
        system.holder("dm-0", "dm-1");
        system.holder("dm-1", "dm-2");
        system.holder("dm-2", "sda"); // must not run in circles
        system.write(QStringLiteral("proc/self/mountinfo"), "1 0 253:1 / /srv rw - xfs /dev/mapper/vg-root rw\n");
        system.write(QStringLiteral("proc/swaps"),
                     "Filename Type Size Used Priority\n" + system.dev("dm-2").toLocal8Bit() + " partition 1 0 -2\n");
        QCOMPARE(system.users({system.dev("sda")}),
                 list({"md /dev/sda1 /dev/md0 0", "dm-crypt /dev/md0 /dev/mapper/secure 0",
                       "lvm-pv /dev/dm-0 /dev/mapper/vg-root 0", "other /dev/dm-1 /dev/mapper/odd 0",
                       "mount /dev/dm-1 /srv xfs 0", "swap /dev/dm-2 0"}));
    }

    void multipath()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        system.block("sdb", "8:16");
        system.mapper("dm-0", "253:0", "mpath-36001", "mpatha");
        system.mapper("dm-1", "253:1", "part1-mpath-36001", "mpatha-part1");
        for (const char *path : {"sda", "sdb"}) {
            system.holder(path, "dm-0");
            system.write(QStringLiteral("sys/class/block/dm-0/slaves/%1").arg(QLatin1String(path)), {});
        }
        system.write(QStringLiteral("sys/class/block/sdb/device/state"), "offline\n");
        system.write(QStringLiteral("sys/class/block/dm-1/slaves/dm-0"), {});
        system.holder("dm-0", "dm-1");
        QCOMPARE(system.users({system.dev("sda")}), list({"multipath /dev/sda /dev/mapper/mpatha 0 + /dev/sdb offline",
                                                          "multipath /dev/dm-0 /dev/mapper/mpatha-part1 0"}));
        QCOMPARE(system.users({system.dev("sda"), system.dev("sdb")}),
                 list({"multipath /dev/sda /dev/mapper/mpatha 0 + /dev/sdb offline",
                       "multipath /dev/dm-0 /dev/mapper/mpatha-part1 0",
                       "multipath /dev/sdb /dev/mapper/mpatha 0 + /dev/sda"}));
        QCOMPARE(system.users({system.dev("sda"), system.dev("sdb"), system.dev("mapper/mpatha")}),
                 list({"multipath /dev/dm-0 /dev/mapper/mpatha-part1 0"}));
    }

    void loopOnTheFile()
    {
        FakeSystem system;
        const QString file = QStringLiteral("/run/portolan/s1/lun 0");
        system.loop("loop0", "7:0", file);
        system.loop("loop1", "7:1", QStringLiteral("/elsewhere"));
        system.loop("loop2", "7:2", file + QStringLiteral(" (deleted)"));
        system.partition("loop0", "loop0p1", "259:0");
        system.write(QStringLiteral("proc/self/mountinfo"), "1 0 259:0 / /data rw - ext4 /dev/loop0p1 rw\n");
        QCOMPARE(system.users({file}),
                 list({"loop /run/portolan/s1/lun 0 /dev/loop0 0", "loop /run/portolan/s1/lun 0 /dev/loop2 0",
                       "mount /dev/loop0p1 /data ext4 0"}));
        QCOMPARE(system.users({file, system.dev("loop0"), system.dev("loop2")}),
                 list({"mount /dev/loop0p1 /data ext4 0"}));
    }

    void loopOnADevice()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        system.loop("loop0", "7:0", system.dev("sda"));
        QCOMPARE(system.users({system.dev("sda")}), list({"loop /dev/sda /dev/loop0 0"}));
    }

    void swaps()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        system.partition("sda", "sda1", "8:1");
        system.write(QStringLiteral("proc/swaps"), "Filename Type Size Used Priority\n/swap\\040file file 1 0 -2\n" +
                                                       system.dev("sda1").toLocal8Bit() + " partition 1 0 -3\n");
        QCOMPARE(system.users({system.dev("sda")}), list({"swap /dev/sda1 0"}));
    }

    void swapFiles()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        system.block("sdb", "8:16");
        system.write(QStringLiteral("proc/self/mountinfo"), "1 0 8:16 / / rw - ext4 /dev/sdb rw\n"
                                                            "2 1 8:0 / /data rw - ext4 /dev/sda rw\n"
                                                            "3 2 8:16 /x /data/hidden rw - ext4 /dev/sdb rw\n");
        system.write(QStringLiteral("proc/swaps"), "Filename Type Size Used Priority\n"
                                                   "/data/swap\\040file file 1 0 -2\n/data/hidden/swap file 1 0 -3\n"
                                                   "/database file 1 0 -4\n");
        QCOMPARE(system.users({system.dev("sda")}),
                 list({"mount /dev/sda /data ext4 0", "swap /dev/sda /data/swap file 0"}));
        QCOMPARE(system.users({system.dev("sdb")}),
                 list({"mount /dev/sdb / ext4 0", "mount /dev/sdb /data/hidden ext4 0",
                       "swap /dev/sdb /data/hidden/swap 0", "swap /dev/sdb /database 0"}));
    }

    /// As it is on a server: crypt on LVM on md on a partition of a SCSI disk.
    void stackOnAScsiDisk()
    {
        FakeSystem system;
        const QByteArray ids(64, 'i');
        system.block("sda", "8:0");
        system.partition("sda", "sda1", "8:1");
        system.block("md127", "9:127");
        system.write(QStringLiteral("sys/class/block/md127/md/level"), "raid1\n");
        system.mapper("dm-0", "253:0", "LVM-" + ids, "my--group-the--volume");
        system.mapper("dm-1", "253:1", "LVM-" + ids + "-tpool", "my--group-pool-tpool");
        system.mapper("dm-2", "253:2", "CRYPT-LUKS2-0123-secret", "secret");
        system.holder("sda1", "md127");
        system.holder("md127", "dm-0");
        system.holder("md127", "dm-1");
        system.holder("dm-0", "dm-2");
        system.process(77, "postgres", "mnt:[7]", "1 0 253:2 / /var/lib rw - xfs /dev/mapper/secret rw\n");
        system.process(78, "qemu", "mnt:[7]", "1 0 253:2 / /var/lib rw - xfs /dev/mapper/secret rw\n");
        system.openFile(78, 9, system.dev("sda"));
        QCOMPARE(
            system.users({system.dev("sda")}),
            list({"md /dev/sda1 /dev/md127 0", "lvm-pv /dev/md127 /dev/my-group/the-volume 0",
                  "dm-crypt /dev/dm-0 /dev/mapper/secret 0", "lvm-pv /dev/md127 /dev/mapper/my--group-pool-tpool 0",
                  "mount /dev/dm-2 /var/lib xfs 77 postgres", "process /dev/sda 78 qemu"}));
    }

    void btrfsOverSeveralDisks()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        system.block("sdb", "8:16");
        for (const char *member : {"sda", "sdb"})
            system.write(QStringLiteral("sys/fs/btrfs/0123/devices/%1").arg(QLatin1String(member)), {});
        system.write(QStringLiteral("proc/self/mountinfo"),
                     "1 0 0:50 / /pool rw - btrfs " + system.dev("sda").toLocal8Bit() + " rw\n");
        QCOMPARE(system.users({system.dev("sda")}), list({"mount /dev/sda /pool btrfs 0"}));
        QCOMPARE(system.users({system.dev("sdb")}),
                 list({"mount /dev/sdb /pool btrfs 0"})); // mount names the other one
    }

    void processes()
    {
        FakeSystem system;
        const QString file = QStringLiteral("/run/portolan/s1/lun0");
        system.block("sda", "8:0");
        system.process(50, "dd\x1b[31m", "mnt:[1]", "x");
        system.openFile(50, 0, QStringLiteral("/dev/null"));
        system.openFile(50, 3, system.dev("sda"));
        system.openFile(50, 4, system.dev("sda"));
        system.openFile(50, 5, QStringLiteral("socket:[123]"));
        system.process(51, "qemu", "mnt:[1]", "x");
        system.openFile(51, 9, file);
        system.process(52, "portolan-dataplane", "mnt:[1]", "x");
        system.openFile(52, 9, file);
        system.process(53, "late", "mnt:[1]", "x");
        system.openFile(53, 9, file + QStringLiteral(" (deleted)"));
        QCOMPARE(system.users({file, system.dev("sda")}, {52}),
                 list({"process /dev/sda 50 dd[31m", "process /run/portolan/s1/lun0 51 qemu",
                       "process /run/portolan/s1/lun0 53 late"}));
    }

    /// Why a file system cannot be unmounted. A path of another mount namespace says nothing about ours.
    void processesInAMountedFolder()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        system.block("sdb", "8:16");
        system.write(QStringLiteral("proc/self/mountinfo"), "1 0 8:16 / / rw - ext4 /dev/sdb rw\n"
                                                            "2 1 8:0 / /data rw - ext4 /dev/sda rw\n"
                                                            "3 2 8:16 /x /data/hidden rw - ext4 /dev/sdb rw\n");
        system.process(50, "vim", "mnt:[1]", "x");
        system.openFile(50, 3, QStringLiteral("/data/letter"));
        system.openFile(50, 4, QStringLiteral("/data/other"));
        system.process(51, "bash", "mnt:[1]", "x");
        system.link(QStringLiteral("proc/51/cwd"), QStringLiteral("/data"));
        system.process(52, "elsewhere", "mnt:[1]", "x");
        system.openFile(52, 3, QStringLiteral("/database"));
        system.openFile(52, 4, QStringLiteral("/data/hidden/file"));
        system.process(53, "container", "mnt:[2]", "x");
        system.openFile(53, 3, QStringLiteral("/data/its own"));
        QCOMPARE(
            system.users({system.dev("sda")}),
            list({"mount /dev/sda /data ext4 0", "process /dev/sda /data 50 vim", "process /dev/sda /data 51 bash"}));
        QCOMPARE(system.users({system.dev("sdb")}),
                 list({"mount /dev/sdb / ext4 0", "mount /dev/sdb /data/hidden ext4 0",
                       "process /dev/sdb /data/hidden 52 elsewhere"}));
    }

    /// They look at a disk and lose nothing with it. Somebody who only has their name does count.
    void watchersAreNoUsers_data()
    {
        QTest::addColumn<QString>("program");
        for (const char *const program : {"(udev-worker)", "systemd-udevd", "multipathd"})
            QTest::newRow(program) << QString::fromLatin1(program);
    }
    void watchersAreNoUsers()
    {
        QFETCH(QString, program);
        FakeSystem system;
        system.block("sda", "8:0");
        system.process(60, program.toLatin1(), "mnt:[1]", "x");
        system.openFile(60, 3, system.dev("sda"));
        const QStringList somebody{QStringLiteral("process /dev/sda 60 ") + program};
        QCOMPARE(system.users({system.dev("sda")}), ::geteuid() == 0 ? QStringList() : somebody);
        if (::geteuid() == 0) {
            QCOMPARE(::chown(QFile::encodeName(system.at(QStringLiteral("proc/60/comm"))).constData(), 65534, 65534),
                     0);
            QCOMPARE(system.users({system.dev("sda")}), somebody);
        }
    }

    void processThatIsGone()
    {
        FakeSystem system;
        system.block("sda", "8:0");
        QDir().mkpath(system.at(QStringLiteral("proc/60"))); // everything in it vanished between two calls
        QCOMPARE(system.users({system.dev("sda")}), QStringList());
    }

    void ourOwnOpenFileIsSeen()
    {
        QTemporaryDir directory;
        const QString path = QFileInfo(directory.path()).canonicalFilePath() + QStringLiteral("/file name");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        std::vector<DeviceUser> users;
        bool done = false;
        findUsers({path}, {}, this, [&](std::vector<DeviceUser> found) {
            users = std::move(found);
            done = true;
            QCOMPARE(QThread::currentThread(), thread());
        });
        QVERIFY(!done);
        QTRY_VERIFY(done);
        QCOMPARE(users.size(), std::size_t(1));
        QCOMPARE(users.front().kind, UserKind::Process);
        QCOMPARE(users.front().pid, qint64(::getpid()));
        QCOMPARE(users.front().device, path);
        QVERIFY(!users.front().program.isEmpty());
    }

    void droppedWithItsContext()
    {
        bool called = false;
        for (int i = 0; i < 50; ++i) {
            auto context = std::make_unique<QObject>();
            findUsers({QStringLiteral("/nothing")}, {}, context.get(),
                      [&](const std::vector<DeviceUser> &) { called = true; });
        }
        QEventLoop loop; // until the last one; the others cannot be waited for, that they do not call is the point
        findUsers({}, {}, this, [&](const std::vector<DeviceUser> &) { loop.quit(); });
        loop.exec(); // as long as a busy machine takes: the test as a whole has a limit
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TestDeviceUsers)
#include "tst_device_users.moc"
