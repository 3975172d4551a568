// SPDX-License-Identifier: GPL-3.0-or-later
// What the kernel is told of a ublk device.
#include "daemon/devices/ublk_shape.h"

#include "common/types/ublk_abi.h"

#include <QTest>

#include <bit>
#include <cstring>
#include <unistd.h>

using namespace portolan::devices;

class TestUblkShape : public QObject {
    Q_OBJECT

private slots:
    void plainDisk()
    {
        DeviceSpec spec;
        spec.sizeBytes = 1 << 20;
        const auto parameters = ublkParameters(spec);
        QCOMPARE(parameters.len, sizeof parameters);
        QCOMPARE(parameters.basic.attrs, quint32(UBLK_ATTR_VOLATILE_CACHE)); // a flush is always offered
        QCOMPARE(parameters.basic.logical_bs_shift, 9);
        QCOMPARE(parameters.basic.physical_bs_shift, 9);
        QCOMPARE(parameters.basic.dev_sectors, quint64(2048));
        QCOMPARE(parameters.basic.max_sectors, quint32(2048));
        QCOMPARE(parameters.discard.max_discard_sectors, 0U);
        QCOMPARE(parameters.discard.max_discard_segments, 0);
        QVERIFY(parameters.discard.discard_granularity != 0); // or the kernel refuses it
        QVERIFY(parameters.discard.max_write_zeroes_sectors != 0);
    }

    void diskWithEverything()
    {
        DeviceSpec spec;
        spec.sizeBytes = 1 << 20;
        spec.blockSize = 4096;
        spec.physicalBlockSize = 16384;
        spec.readOnly = spec.forceUnitAccess = spec.discard = spec.rotational = true;
        const auto parameters = ublkParameters(spec);
        QCOMPARE(parameters.basic.attrs,
                 quint32(UBLK_ATTR_VOLATILE_CACHE | UBLK_ATTR_READ_ONLY | UBLK_ATTR_FUA | UBLK_ATTR_ROTATIONAL));
        QCOMPARE(parameters.basic.logical_bs_shift, 12);
        QCOMPARE(parameters.basic.physical_bs_shift, 14);
        QCOMPARE(parameters.basic.dev_sectors, quint64(2048)); // of 512 bytes, whatever the blocks are
        QCOMPARE(parameters.discard.discard_granularity, 16384U);
        QVERIFY(parameters.discard.max_discard_sectors != 0);
        QCOMPARE(parameters.discard.max_discard_segments, 1);
    }

    /// A target may say what it likes; the kernel would refuse these.
    void strangePhysicalBlocks()
    {
        DeviceSpec spec;
        spec.blockSize = 4096;
        for (const quint32 strange : {512U, 3000U, 0U}) {
            spec.physicalBlockSize = strange;
            QCOMPARE(ublkParameters(spec).basic.physical_bs_shift, 12);
        }
    }

    void blockLimits()
    {
        DeviceSpec spec;
        spec.sizeBytes = 1 << 30;
        spec.blockSize = 4096;
        spec.discard = true;
        spec.limits = {4, 32, 128, 256, 513, 8192};
        const auto parameters = ublkParameters(spec);
        QCOMPARE(parameters.basic.physical_bs_shift, 12);
        QCOMPARE(parameters.basic.io_min_shift, 14);
        QCOMPARE(parameters.basic.io_opt_shift, 17);
        QCOMPARE(parameters.basic.max_sectors, 1024U);
        QCOMPARE(parameters.discard.discard_granularity, 1U << 20);
        QCOMPARE(parameters.discard.discard_alignment, 4096U); // of a piece: the rest are whole ones
        QCOMPARE(parameters.discard.max_discard_sectors, 65536U);
        QCOMPARE(parameters.discard.max_write_zeroes_sectors, 65536U);
        spec.discard = false;
        QCOMPARE(ublkParameters(spec).discard.max_discard_sectors, 0U);
        QCOMPARE(ublkParameters(spec).discard.discard_alignment, 0U);
    }

    /// As if the page were not there.
    void blockLimitsThatAreNoPowersOfTwo()
    {
        DeviceSpec spec;
        spec.sizeBytes = 1 << 30;
        spec.discard = true;
        const auto plain = ublkParameters(spec);
        spec.limits = {3, 384, 0, 96, 7, 0};
        const auto strange = ublkParameters(spec);
        QVERIFY(std::memcmp(&strange, &plain, sizeof plain) == 0);
    }

    /// Whatever a target says, the kernel must be able to work with it: these are its own rules.
    void hostileBlockLimits()
    {
        constexpr quint32 kWords[]{0, 1, 3, 8, 4096, 65535, 1U << 20, 1U << 21, 0x7fffffff, 0x80000000, 0xffffffff};
        for (const quint32 blockSize : {512U, 4096U}) {
            for (const quint64 size : {quint64(blockSize), quint64(3) << 20, quint64(1) << 62}) {
                for (const quint32 one : kWords) {
                    for (const quint32 other : kWords) {
                        DeviceSpec spec;
                        spec.sizeBytes = size;
                        spec.blockSize = blockSize;
                        spec.physicalBlockSize = other;
                        spec.discard = true;
                        spec.limits = {quint16(one), other, one, one, other, quint64(one) << 32U | other};
                        checkRules(spec);
                        if (QTest::currentTestFailed())
                            return;
                        spec.limits = {quint16(other), one, other, other, one, one};
                        checkRules(spec);
                    }
                }
            }
        }
    }

    void queueForEachConnection()
    {
        DeviceSpec spec;
        QCOMPARE(newUblkInfo(spec).nr_hw_queues, quint16(1));
        QCOMPARE(newUblkInfo(spec).queue_depth, portolan::ublk::kQueueDepth);
        const quint64 dataStays = UBLK_F_SUPPORT_ZERO_COPY | portolan::ublk::kUserCopy;
        QCOMPARE(newUblkInfo(spec).flags, neededUblkFeatures() | dataStays);
        for (const auto &[connections, queues] : {std::pair(3U, 3), std::pair(8U, 4), std::pair(0U, 1)}) {
            spec.connections = connections;
            QCOMPARE(newUblkInfo(spec).nr_hw_queues, quint16(queues));
        }
    }

    void whoMadeIt()
    {
        auto info = newUblkInfo(DeviceSpec{});
        QVERIFY(isOurUblk(info) && isOfThisProcess(info));
        ++info.ublksrv_flags;
        QVERIFY(isOurUblk(info) && !isOfThisProcess(info));
        info.ublksrv_flags = 0;
        QVERIFY(!isOurUblk(info));
    }

private:
    static void checkRules(const DeviceSpec &spec)
    {
        const auto parameters = ublkParameters(spec);
        const auto &basic = parameters.basic;
        const auto &discard = parameters.discard;
        const quint64 most = quint64(basic.max_sectors) * 512;
        QVERIFY(most >= quint64(::sysconf(_SC_PAGESIZE)) && most <= portolan::ublk::kMaxRequestBytes);
        QVERIFY(most % spec.blockSize == 0);
        QVERIFY(basic.logical_bs_shift <= basic.physical_bs_shift);
        QVERIFY(basic.physical_bs_shift <= basic.io_min_shift);
        QVERIFY(basic.io_min_shift <= basic.io_opt_shift);
        QVERIFY(quint64(1) << basic.io_opt_shift <= most);
        const quint32 piece = discard.discard_granularity / 512;
        QVERIFY(std::has_single_bit(piece) && discard.discard_granularity % spec.blockSize == 0);
        QVERIFY(discard.discard_alignment < discard.discard_granularity);
        for (const quint32 sectors : {discard.max_discard_sectors, discard.max_write_zeroes_sectors}) {
            QVERIFY(sectors >= piece && sectors % piece == 0);
            QVERIFY(sectors >= 2048 && sectors <= 2097152);
        }
    }
};

QTEST_GUILESS_MAIN(TestUblkShape)
#include "tst_ublk_shape.moc"
