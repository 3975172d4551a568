// SPDX-License-Identifier: GPL-3.0-or-later
// What the kernel is told of a ublk device.
#include "daemon/devices/ublk_shape.h"

#include <QTest>

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

    void whoMadeIt()
    {
        auto info = newUblkInfo();
        QVERIFY(isOurUblk(info) && isOfThisProcess(info));
        ++info.ublksrv_flags;
        QVERIFY(isOurUblk(info) && !isOfThisProcess(info));
        info.ublksrv_flags = 0;
        QVERIFY(!isOurUblk(info));
    }
};

QTEST_GUILESS_MAIN(TestUblkShape)
#include "tst_ublk_shape.moc"
