// SPDX-License-Identifier: GPL-3.0-or-later
// What the block layer counts, added up.
#include "daemon/dataplane/kernel/disk_counters.h"
#include "fake_sysfs.h"

#include <QTest>

using namespace portolan;
using namespace portolan::dataplane;
using namespace portolan::dataplane::kernel;
using portolan::test::FakeSysfs;

namespace {

/// As Linux 6.1 writes them, see Documentation/block/stat.rst: reads (I/Os, merged, sectors, ms), writes, in flight,
/// two times, discards, flushes. Each number is its place, for a disk that counts `scale` times as much.
QByteArray statOf(int scale = 1)
{
    QByteArray text;
    for (int field = 1; field <= 17; ++field)
        text += QByteArray::number(field * scale).rightJustified(9) + (field == 17 ? '\n' : ' ');
    return text;
}

Device deviceOf(std::uint64_t lun, const QString &path)
{
    Device device;
    device.lun = lun << 48;
    device.path = path;
    return device;
}

struct Disks {
    void stat(const QString &block, const QByteArray &text) const
    {
        sys.file(QStringLiteral("block/%1/stat").arg(block), text);
    }
    void use(const std::vector<Device> &devices) { counters.setDisks(tree, devices); }

    FakeSysfs sys;
    SessionTree tree{sys.path(), QStringLiteral("/dev")};
    DiskCounters counters;
    const Device first = deviceOf(0, QStringLiteral("/dev/sda")), second = deviceOf(1, QStringLiteral("/dev/sdb"));
};

} // namespace

class TestDiskCounters : public QObject {
    Q_OBJECT

private slots:
    void fieldsOfOneDisk()
    {
        Disks it;
        it.stat(QStringLiteral("sda"), statOf());
        it.use({it.first});
        const auto counters = it.counters.of(0);
        QVERIFY(counters);
        QCOMPARE(counters->readOps, 1U);
        QCOMPARE(counters->readBytes, 3U * 512);
        QCOMPARE(counters->readLatencyUs, 4'000U);
        QCOMPARE(counters->writeOps, 5U);
        QCOMPARE(counters->writtenBytes, 7U * 512);
        QCOMPARE(counters->writeLatencyUs, 8'000U);
        QCOMPARE(counters->inFlight, 9U);
        QCOMPARE(counters->otherOps, 12U + 16U); // discards and flushes
    }

    void sumOfTwoDisks()
    {
        Disks it;
        it.stat(QStringLiteral("sda"), statOf());
        it.stat(QStringLiteral("sdb"), statOf(100));
        it.use({it.first, it.second});
        const auto sum = it.counters.sum();
        QCOMPARE(sum.readOps, 101U);
        QCOMPARE(sum.readBytes, 303U * 512);
        QCOMPARE(sum.readLatencyUs, 404'000U);
        QCOMPARE(sum.writeOps, 505U);
        QCOMPARE(sum.writtenBytes, 707U * 512);
        QCOMPARE(sum.writeLatencyUs, 808'000U);
        QCOMPARE(sum.inFlight, 909U);
        QCOMPARE(sum.otherOps, 2828U);
        QCOMPARE(it.counters.of(std::uint64_t(1) << 48)->readOps, 100U);
    }

    void eachLookIsANewOne()
    {
        Disks it;
        it.stat(QStringLiteral("sda"), statOf());
        it.use({it.first});
        QCOMPARE(it.counters.sum().readOps, 1U);
        it.stat(QStringLiteral("sda"), statOf(3));
        QCOMPARE(it.counters.sum().readOps, 3U);
        it.use({it.first}); // the same disk: nothing is counted twice
        QCOMPARE(it.counters.sum().readOps, 3U);
    }

    void bytesBeyondFourGigabytes()
    {
        Disks it;
        it.stat(QStringLiteral("sda"), "1 0 17179869184 0 1 0 0 0 0");
        it.use({it.first});
        QCOMPARE(it.counters.sum().readBytes, 8'796'093'022'208U); // 8 TiB
    }

    void linesOfOlderKernels_data()
    {
        QTest::addColumn<int>("fields");
        QTest::addColumn<int>("otherOps");
        QTest::newRow("before discards, Linux 4.18") << 11 << 0;
        QTest::newRow("before flushes, Linux 5.4") << 15 << 12;
        QTest::newRow("of today") << 17 << 28;
        QTest::newRow("of tomorrow") << 19 << 28;
    }

    void linesOfOlderKernels()
    {
        QFETCH(int, fields);
        QFETCH(int, otherOps);
        Disks it;
        QByteArray line;
        for (int field = 1; field <= fields; ++field)
            line += ' ' + QByteArray::number(field);
        it.stat(QStringLiteral("sda"), line + '\n');
        it.use({it.first});
        const auto sum = it.counters.sum();
        QCOMPARE(sum.inFlight, 9U);
        QCOMPARE(sum.writeOps, 5U);
        QCOMPARE(int(sum.otherOps), otherOps);
    }

    void garbage_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("binary") << QByteArray("\x00\x01\xff", 3);
        QTest::newRow("words") << QByteArray("no statistics here today at all, my friend, sorry");
        QTest::newRow("too few") << QByteArray("1 2 3 4 5 6 7 8");
        QTest::newRow("negative") << QByteArray("1 2 3 4 5 6 7 8 -9 10 11");
        QTest::newRow("beyond 64 bits") << QByteArray("1 2 99999999999999999999 4 5 6 7 8 9 10 11");
        QTest::newRow("spaces") << QByteArray(4096, ' ');
    }

    /// A counter never goes back, whatever the file says.
    void garbage()
    {
        QFETCH(QByteArray, text);
        Disks it;
        it.stat(QStringLiteral("sda"), text);
        it.use({it.first});
        QCOMPARE(it.counters.sum().readOps, 0U);
        it.stat(QStringLiteral("sda"), statOf(2));
        QCOMPARE(it.counters.sum().readOps, 2U);
        it.stat(QStringLiteral("sda"), text);
        const auto sum = it.counters.sum();
        QCOMPARE(sum.readOps, 2U);
        QCOMPARE(sum.writtenBytes, 14U * 512);
        QCOMPARE(sum.inFlight, 0U);
    }

    /// "Cumulative since attach; never decreasing": what a disk had done was done.
    void diskThatGoesLeavesItsShare()
    {
        Disks it;
        it.stat(QStringLiteral("sda"), statOf());
        it.stat(QStringLiteral("sdb"), statOf(100));
        it.use({it.first, it.second});
        QCOMPARE(it.counters.sum().readOps, 101U);
        it.use({it.first});
        auto sum = it.counters.sum();
        QCOMPARE(sum.readOps, 101U);
        QCOMPARE(sum.writtenBytes, 707U * 512);
        QCOMPARE(sum.inFlight, 9U); // but nothing is in work there any more
        QVERIFY(!it.counters.of(std::uint64_t(1) << 48));
        QCOMPARE(it.counters.of(std::uint64_t(1) << 48).error().code, ErrorCode::NotFound);

        it.stat(QStringLiteral("sdb"), statOf(5));
        it.use({it.first, it.second}); // it comes back and counts from the start
        sum = it.counters.sum();
        QCOMPARE(sum.readOps, 106U);
        QCOMPARE(it.counters.of(std::uint64_t(1) << 48)->readOps, 5U);
    }

    void anotherDiskBehindTheSameLun()
    {
        Disks it;
        it.stat(QStringLiteral("sda"), statOf());
        it.stat(QStringLiteral("sdc"), statOf(10));
        it.use({it.first});
        QCOMPARE(it.counters.sum().readOps, 1U);
        it.use({deviceOf(0, QStringLiteral("/dev/sdc"))});
        QCOMPARE(it.counters.sum().readOps, 11U);
        QCOMPARE(it.counters.of(0)->readOps, 10U);
    }

    void diskWithoutAFile()
    {
        Disks it;
        it.stat(QStringLiteral("sda"), statOf());
        it.use({it.first, it.second, deviceOf(2, QString())});
        QCOMPARE(it.counters.sum().readOps, 1U);
        QCOMPARE(it.counters.of(std::uint64_t(1) << 48)->readOps, 0U);
        QVERIFY(!it.counters.of(std::uint64_t(2) << 48)); // no disk at all
    }
};

QTEST_GUILESS_MAIN(TestDiskCounters)
#include "tst_disk_counters.moc"
