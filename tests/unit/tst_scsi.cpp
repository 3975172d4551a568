// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/capacity.h"
#include "daemon/protocol/scsi/cdb.h"
#include "daemon/protocol/scsi/device_identification.h"
#include "daemon/protocol/scsi/inquiry.h"
#include "daemon/protocol/scsi/lun.h"
#include "daemon/protocol/scsi/mode_sense.h"
#include "daemon/protocol/scsi/outcome.h"
#include "daemon/protocol/scsi/report_luns.h"
#include "daemon/protocol/scsi/unmap.h"
#include "daemon/protocol/scsi/vital_product_data.h"
#include "tests/unit/protocol_bytes.h"

#include <QtTest>
#include <cerrno>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::protocol::scsi;
using namespace portolan::test;

Q_DECLARE_METATYPE(portolan::protocol::scsi::Cdb)

namespace {

QString str(const std::string &s) { return QString::fromStdString(s); }

/// Every beginning of the data must be refused or taken, never read beyond (the sanitizer watches).
template <typename Parse>
void everyPrefix(const Bytes &bytes, Parse parse)
{
    for (std::size_t size = 0; size <= bytes.size(); ++size)
        (void)parse(std::span<const std::byte>(Bytes(bytes.begin(), bytes.begin() + std::ptrdiff_t(size))));
}

} // namespace

class TestScsi : public QObject {
    Q_OBJECT

private slots:
    void commands_data()
    {
        QTest::addColumn<Cdb>("cdb");
        QTest::addColumn<QString>("hex");
        const auto row = [](const char *name, const Cdb &cdb, const char *hex) {
            QTest::newRow(name) << cdb << toHex(fromHex(hex));
        };
        row("TEST UNIT READY", testUnitReady(), "00000000 00000000 00000000 00000000");
        row("REPORT LUNS", reportLuns(0x01020304), "a0000000 00000102 03040000 00000000");
        row("INQUIRY", inquiry(0x0160), "12000001 60000000 00000000 00000000");
        row("INQUIRY 83h", inquiryPage(0x83, 0x0400), "12018304 00000000 00000000 00000000");
        row("READ CAPACITY(10)", readCapacity10(), "25000000 00000000 00000000 00000000");
        row("READ CAPACITY(16)", readCapacity16(32), "9e100000 00000000 00000000 00200000");
        row("MODE SENSE(6)", modeSense6(8, 192), "1a080800 c0000000 00000000 00000000");
        row("MODE SENSE(10)", modeSense10(8, 0x0102), "5a080800 00000001 02000000 00000000");
        row("READ(10)", scsi::read(0x01020304, 0x0506), "28000102 03040005 06000000 00000000");
        row("READ(10), the last it reaches", scsi::read(0xfffffffe, 2), "2800ffff fffe0000 02000000 00000000");
        row("READ(16), one further", scsi::read(0xffffffff, 2), "88000000 0000ffff ffff0000 00020000");
        row("READ(16), long", scsi::read(0, 0x10000), "88000000 00000000 00000001 00000000");
        row("READ(10) FUA", scsi::read(1, 1, true), "28080000 00010000 01000000 00000000");
        row("WRITE(10) FUA", scsi::write(1, 1, true), "2a080000 00010000 01000000 00000000");
        row("READ(16)", read16(0x0102030405060708, 0x090a0b0c, true), "88080102 03040506 0708090a 0b0c0000");
        row("WRITE(16)", write16(0x0102030405060708, 0x090a0b0c), "8a000102 03040506 0708090a 0b0c0000");
        row("SYNCHRONIZE CACHE(10)", synchronizeCache10(), "35000000 00000000 00000000 00000000");
        row("SYNCHRONIZE CACHE(16)", synchronizeCache16(0x0102030405060708, 9), "91000102 03040506 07080000 00090000");
        row("UNMAP", unmap(0x0028), "42000000 00000000 28000000 00000000");
        row("WRITE SAME(16)", writeSame16(0x0102030405060708, 9, false, false), "93000102 03040506 07080000 00090000");
        row("WRITE SAME(16) UNMAP", writeSame16(1, 9, true, false), "93080000 00000000 00010000 00090000");
        row("WRITE SAME(16) UNMAP NDOB", writeSame16(1, 9, true, true), "93090000 00000000 00010000 00090000");
        row("WRITE SAME(10) UNMAP", writeSame10(0x01020304, 0x0506, true), "41080102 03040005 06000000 00000000");
    }

    void commands()
    {
        QFETCH(Cdb, cdb);
        QTEST(toHex(cdb), "hex");
    }

    void lunNumbers_data()
    {
        QTest::addColumn<quint64>("wire");
        QTest::addColumn<quint64>("number");
        QTest::addColumn<int>("method"); // -1: unknown format
        QTest::addColumn<quint32>("unit");
        const auto row = [](const char *name, quint64 wire, quint64 number, int method, quint32 unit) {
            QTest::newRow(name) << wire << number << method << unit;
        };
        row("peripheral 0", 0, 0, 0, 0);
        row("peripheral 255", 0x00ff000000000000, 255, 0, 255);
        row("flat 1", 0x4001000000000000, 16385, 1, 1);
        row("flat 16383", 0x7fff000000000000, 32767, 1, 16383);
        row("logical unit", 0x8a25000000000000, 0x8a25, 2, 5);
        row("REPORT LUNS", 0xc101000000000000, 0xc101, 3, 1);
        row("extended flat", 0xd201234500000000, 0x2345d201, 3, 0x012345);
        row("unknown extended", 0xc801000000000000, 0xc801, -1, 0);
        row("four levels", 0x0001000200030004, 0x0004000300020001, 0, 1);
    }

    void lunNumbers()
    {
        QFETCH(quint64, wire);
        QFETCH(quint64, number);
        QFETCH(int, method);
        const Lun lun{wire};
        QCOMPARE(quint64(displayNumber(lun)), number);
        QCOMPARE(quint64(lunFromDisplayNumber(number).value), wire);
        const auto address = addressOf(lun);
        QCOMPARE(address ? int(address->method) : -1, method);
        if (address)
            QTEST(quint32(address->unit), "unit");
    }

    void lunsForUnits()
    {
        QCOMPARE(quint64(lunOfUnit(255)->value), quint64(0x00ff000000000000));
        QCOMPARE(quint64(lunOfUnit(256)->value), quint64(0x4100000000000000));
        QCOMPARE(quint64(lunOfUnit(16384)->value), quint64(0xd200400000000000));
        QVERIFY(!lunOfUnit(1u << 24));
        for (const std::uint32_t unit : {0u, 255u, 256u, 16383u, 16384u, 0xffffffu})
            QCOMPARE(addressOf(*lunOfUnit(unit))->unit, unit);
    }

    void lunLists()
    {
        const Bytes whole = fromHex("00000028 00000000 0001000000000000 4100000000000000 0001000000000000"
                                    "c101000000000000 d200400000000000");
        const auto list = LunList::parse(whole);
        QVERIFY(list);
        QCOMPARE(list->luns.size(), 3u); // one was listed twice, one is well known
        QCOMPARE(quint64(list->luns[0].value), quint64(0x0001000000000000));
        QCOMPARE(quint64(list->luns[2].value), quint64(0xd200400000000000));
        QCOMPARE(quint64(list->neededAllocation), quint64(48));
        const auto cut = LunList::parse(std::span(whole).first(30)); // two entries and a piece
        QVERIFY(cut);
        QCOMPARE(cut->luns.size(), 2u);
        QCOMPARE(quint64(cut->neededAllocation), quint64(48));
        QCOMPARE(outcomeOf(LunList::parse(fromHex("00000009 00000000 00"))), QStringLiteral("ProtocolViolation"));
        QCOMPARE(outcomeOf(LunList::parse(fromHex("00000008 000000"))), QStringLiteral("ProtocolViolation"));
        QVERIFY(LunList::parse(fromHex("fffffff8 00000000"))->luns.empty());
        everyPrefix(whole, LunList::parse);
    }

    void inquiryData()
    {
        Bytes bytes = fromHex("00 80 06 02 1f 000000");
        const Bytes text = bytesOf("LIO-ORG disk one\x01       4.0 ");
        bytes.insert(bytes.end(), text.begin(), text.end());
        QCOMPARE(bytes.size(), 36u);
        const auto data = Inquiry::parse(bytes);
        QVERIFY(data && data->isDisk() && data->removable);
        QCOMPARE(int(data->version), 6);
        QCOMPARE(str(data->vendor), QStringLiteral("LIO-ORG"));
        QCOMPARE(str(data->product), QStringLiteral("disk one?"));
        QCOMPARE(str(data->revision), QStringLiteral("4.0"));
        bytes[0] = std::byte{0x7f};
        QCOMPARE(int(Inquiry::parse(bytes)->qualifier), 3);
        QVERIFY(!Inquiry::parse(bytes)->isDisk());
        QVERIFY(!Inquiry::parse(std::span(bytes).first(35)));
        bytes[4] = std::byte{30};
        QVERIFY(!Inquiry::parse(bytes));
        everyPrefix(bytes, Inquiry::parse);
    }

    void pages()
    {
        const auto supported = SupportedPages::parse(fromHex("00 00 0004 00 80 83 b0"));
        QVERIFY(supported && supported->has(0xb0) && !supported->has(0xb1));
        QCOMPARE(SupportedPages::parse(fromHex("00 00 ffff 00 80"))->pages.size(), 2u);
        QVERIFY(!SupportedPages::parse(fromHex("00 80 0004 00 80 83 b0"))); // another page
        QCOMPARE(str(UnitSerialNumber::parse(fromHex("00 80 0006 2020 41 42 43 20"))->serial), QStringLiteral("ABC"));
        QVERIFY(!UnitSerialNumber::parse(fromHex("00 80 00")));
    }

    void blockLimits()
    {
        const Bytes bytes =
            fromHex("00 b0 003c 01 02 0304 00001000 00000800 00000000 00ffffff 00000020 00000010 80000004"
                    "0000000000400000 00000000 00000000 00000000 00000000 00000000");
        const auto limits = BlockLimits::parse(bytes);
        QVERIFY(limits && limits->writeSameNonZero);
        QCOMPARE(int(limits->maxCompareAndWrite), 2);
        QCOMPARE(int(limits->optimalGranularity), 0x0304);
        QCOMPARE(limits->maxTransfer, 0x1000u);
        QCOMPARE(limits->optimalTransfer, 0x800u);
        QCOMPARE(limits->maxUnmapBlocks, 0xffffffu);
        QCOMPARE(limits->maxUnmapDescriptors, 0x20u);
        QCOMPARE(limits->optimalUnmapGranularity, 0x10u);
        QCOMPARE(limits->unmapAlignment, 4u);
        QCOMPARE(quint64(limits->maxWriteSame), quint64(0x400000));
        Bytes old(bytes.begin(), bytes.begin() + 16); // SBC-2 ends here
        old[3] = std::byte{12};
        QCOMPARE(BlockLimits::parse(old)->optimalTransfer, 0x800u);
        QCOMPARE(BlockLimits::parse(old)->maxUnmapBlocks, 0u);
        everyPrefix(bytes, BlockLimits::parse);
    }

    void characteristicsAndProvisioning()
    {
        const auto ssd = BlockCharacteristics::parse(fromHex("00 b1 003c 0001 00 03"));
        QVERIFY(ssd && ssd->isSolidState());
        QCOMPARE(int(ssd->formFactor), 3);
        QCOMPARE(int(BlockCharacteristics::parse(fromHex("00 b1 003c 1c20 00 02"))->rotationRate), 7200);
        const auto thin = LogicalBlockProvisioning::parse(fromHex("00 b2 0004 00 e6 02 00"));
        QVERIFY(thin && thin->unmap && thin->writeSame16 && thin->writeSame10 && thin->readsZeroes && thin->anchor);
        QCOMPARE(int(thin->type), 2);
        const auto full = LogicalBlockProvisioning::parse(fromHex("00 b2 0004 00 08 00 00")); // LBPRZ 010b: a pattern
        QVERIFY(full && !full->unmap && !full->readsZeroes);
    }

    void names_data()
    {
        QTest::addColumn<Bytes>("designators");
        QTest::addColumn<QString>("name");
        const Bytes t10 = fromHex("02 01 00 0c 4c494f2d4f524720 61626364");
        const Bytes naa6 = fromHex("01 03 00 10 60014051234567890123456789abcdef");
        const Bytes naa5 = fromHex("01 03 00 08 5001405123456789");
        const Bytes eui = fromHex("01 02 00 08 0011223344556677");
        const Bytes port = fromHex("51 93 00 10 60014051234567890123456789000000");
        const Bytes scsi = fromHex("03 08 00 14 6e61612e 36303031343035000000000000000000 ");
        const auto join = [](std::initializer_list<Bytes> parts) {
            Bytes all;
            for (const auto &part : parts)
                all.insert(all.end(), part.begin(), part.end());
            return all;
        };
        QTest::newRow("NAA 6 before all binary ones")
            << join({t10, eui, naa5, naa6}) << QStringLiteral("naa.60014051234567890123456789abcdef");
        QTest::newRow("NAA 5 before EUI-64") << join({eui, naa5}) << QStringLiteral("naa.5001405123456789");
        QTest::newRow("EUI-64 before T10") << join({t10, eui}) << QStringLiteral("eui.0011223344556677");
        QTest::newRow("T10 alone") << t10 << QStringLiteral("t10.LIO-ORG abcd");
        QTest::newRow("SCSI name string") << join({naa6, scsi}) << QStringLiteral("naa.6001405");
        QTest::newRow("a port is not the unit") << port << QString();
        QTest::newRow("NAA of a wrong length") << fromHex("01 03 00 04 60014051") << QString();
        QTest::newRow("none") << Bytes() << QString();
    }

    void names()
    {
        QFETCH(Bytes, designators);
        Bytes page = fromHex("00 83 0000");
        page[3] = std::byte(designators.size());
        page.insert(page.end(), designators.begin(), designators.end());
        const auto parsed = DeviceIdentification::parse(page);
        QVERIFY(parsed);
        QTEST(str(parsed->worldWideName()), "name");
        everyPrefix(page, DeviceIdentification::parse);
    }

    void cutDesignators()
    {
        QVERIFY(!DeviceIdentification::parse(fromHex("00 83 0003 01 03 00")));
        QVERIFY(!DeviceIdentification::parse(fromHex("00 83 0006 01 03 00 03 60 01")));
        QVERIFY(!DeviceIdentification::parse(fromHex("00 83 ffff 01 03 00 10 60 01")));
    }

    void capacity10()
    {
        const auto plain = Capacity::parse10(fromHex("0000ffff 00000200"));
        QVERIFY(plain && !plain->needs16);
        QCOMPARE(quint64(plain->blocks), quint64(0x10000));
        QCOMPARE(plain->blockSize, 512u);
        QVERIFY(Capacity::parse10(fromHex("ffffffff 00001000"))->needs16);
        QVERIFY(!Capacity::parse10(fromHex("0000ffff 000002")));
        for (const char *size : {"00000000", "00000100", "00000208", "00020000", "ffffffff"})
            QCOMPARE(outcomeOf(Capacity::parse10(fromHex(std::string("0000ffff") + size))),
                     QStringLiteral("NotSupported"));
    }

    void capacity16()
    {
        const Bytes bytes = fromHex("00000001ffffffff 00001000 00 03 c005 0000000000000000 0000000000000000");
        const auto large = Capacity::parse16(bytes);
        QVERIFY(large && large->provisioned && large->readsZeroes);
        QCOMPARE(quint64(large->blocks), quint64(0x200000000));
        QCOMPARE(large->blockSize, 4096u);
        QCOMPARE(large->physicalBlocks, 8u);
        QCOMPARE(int(large->alignedLba), 5);
        QVERIFY(!Capacity::parse16(std::span(bytes).first(11)));
        QVERIFY(Capacity::parse16(std::span(bytes).first(12)));
        QCOMPARE(outcomeOf(Capacity::parse16(fromHex("ffffffffffffffff 00000200"))), QStringLiteral("NotSupported"));
        QCOMPARE(outcomeOf(Capacity::parse16(fromHex("003fffffffffffff 00000200"))), QStringLiteral("NotSupported"));
    }

    void modes()
    {
        const auto six = ModeSense::parse6(fromHex("17 00 90 00 08 12 04 00 ffff 0000 ffff ffff 80 14 000000000000"));
        QVERIFY(six && six->writeProtected && six->forceUnitAccess && six->caching);
        QVERIFY(six->caching->writeBack && !six->caching->readCacheDisabled);
        const auto ten = ModeSense::parse10(fromHex("0018 00 00 0000 0008 0000000000000200 0102 0000 88 12 01"));
        QVERIFY(ten && !ten->writeProtected && ten->caching);
        QVERIFY(!ten->caching->writeBack && ten->caching->readCacheDisabled);
        const auto subpage = ModeSense::parse6(fromHex("10 00 00 00 4a 01 0002 0000 08 12 04"));
        QVERIFY(subpage && subpage->caching && subpage->caching->writeBack);
        const auto nothing = ModeSense::parse6(fromHex("03 00 80 00"));
        QVERIFY(nothing && nothing->writeProtected && !nothing->caching);
        QVERIFY(!ModeSense::parse6(fromHex("03 00 80")));
        QVERIFY(!ModeSense::parse6(fromHex("ff 00 00 08 00")));    // block descriptors behind the end
        QVERIFY(!ModeSense::parse6(fromHex("05 00 00 00 08 12"))); // the page ends in its header
        QVERIFY(!ModeSense::parse10(fromHex("0018 00 00 0000 00")));
        QVERIFY(ModeSense::parse6(fromHex("ff 00 00 00 01 00 02 00 03 00"))); // pages of nothing end, too
        everyPrefix(fromHex("17 00 90 00 4a 01 0002 0000 08 12 04 00"), ModeSense::parse6);
    }

    void unmapLists()
    {
        const std::array ranges{BlockRange{0x0102030405060708, 9}, BlockRange{1, 2}};
        Bytes out(unmapListSize(2), std::byte{0xee});
        const auto size = encodeUnmapList(ranges, out);
        QVERIFY(size);
        QCOMPARE(int(*size), 40);
        QCOMPARE(toHex(out), toHex(fromHex("0026 0020 00000000 0102030405060708 00000009 00000000"
                                           "0000000000000001 00000002 00000000")));
        QCOMPARE(outcomeOf(encodeUnmapList(ranges, std::span(out).first(39))), QStringLiteral("InvalidArgument"));
        const std::vector<BlockRange> many(4096);
        Bytes large(unmapListSize(4096));
        QVERIFY(!encodeUnmapList(many, large));
        QVERIFY(encodeUnmapList(std::span(many).first(4095), large));
    }

    void senseFormats()
    {
        const auto fixed = Sense::parse(fromHex("f0 00 06 00000000 0a 00000000 2a 09 00 0000 00"));
        QVERIFY(fixed && fixed->key == SenseKey::UnitAttention && fixed->code() == 0x2a09 && !fixed->deferred);
        const auto descriptor = Sense::parse(fromHex("73 03 11 04 0000 00 00"));
        QVERIFY(descriptor && descriptor->key == SenseKey::MediumError && descriptor->code() == 0x1104);
        QVERIFY(descriptor->deferred);
        QVERIFY(Sense::parse(fromHex("70 00 05"))->code() == 0); // ends before the codes
        QVERIFY(!Sense::parse({}));
        QVERIFY(!Sense::parse(fromHex("70 00")));
        QVERIFY(!Sense::parse(fromHex("72")));
        QVERIFY(!Sense::parse(fromHex("7f 00 05 00 00")));
        QVERIFY(!Sense::parse(fromHex("00 00 05 00 00")));
    }

    void outcomes_data()
    {
        QTest::addColumn<unsigned>("status");
        QTest::addColumn<QString>("sense"); // key asc ascq
        QTest::addColumn<int>("operation"); // -1: none
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("error");
        using enum Outcome::Kind;
        const auto row = [](const char *name, unsigned status, const char *sense, Outcome::Kind kind, int error,
                            int operation = -1) {
            QTest::newRow(name) << status << QString::fromLatin1(sense) << operation << int(kind) << error;
        };
        row("GOOD", 0x00, "", Success, 0);
        row("CONDITION MET", 0x04, "", Success, 0);
        row("CMD-06 BUSY", 0x08, "", RetryLater, EIO);
        row("CMD-06 TASK SET FULL", 0x28, "", RetryLater, EIO);
        row("CMD-06 ACA ACTIVE", 0x30, "", RetryLater, EIO);
        row("CMD-06 RESERVATION CONFLICT", 0x18, "", Failed, EBADE);
        row("CMD-06 TASK ABORTED", 0x40, "", RetryNow, EIO);
        row("unknown status", 0x55, "", Failed, EIO);
        row("CHECK CONDITION that says nothing", 0x02, "", Failed, EIO);
        row("NO SENSE", 0x02, "00 00 00", Success, 0);
        row("RECOVERED ERROR", 0x02, "01 17 01", Success, 0);
        row("becoming ready", 0x02, "02 04 01", RetryLater, EIO);
        row("format in progress", 0x02, "02 04 04", RetryLater, EIO);
        row("needs a start command", 0x02, "02 04 02", Failed, EIO);
        row("no medium", 0x02, "02 3a 00", Failed, EIO);
        row("unrecovered read error", 0x02, "03 11 00", Failed, ENODATA);
        row("other medium error", 0x02, "03 0c 00", RetryNow, EIO);
        row("hardware error", 0x02, "04 44 00", Failed, EREMOTEIO);
        row("invalid operation code", 0x02, "05 20 00", Failed, EREMOTEIO, 0x88);
        row("UNMAP is not there", 0x02, "05 20 00", Failed, EOPNOTSUPP, 0x42);
        row("WRITE SAME refuses a field", 0x02, "05 24 00", Failed, EOPNOTSUPP, 0x93);
        row("WRITE SAME outside the disk", 0x02, "05 21 00", Failed, EREMOTEIO, 0x93);
        row("no SYNCHRONIZE CACHE", 0x02, "05 20 00", Failed, EOPNOTSUPP, 0x35);
        row("LUN not supported", 0x02, "05 25 00", Failed, EREMOTEIO);
        row("write protected, as illegal request", 0x02, "05 27 00", Failed, EROFS);
        row("write protected", 0x02, "07 27 00", Failed, EROFS);
        row("thin pool is full", 0x02, "07 27 07", Failed, ENOSPC);
        row("other data protection", 0x02, "07 55 00", Failed, EIO);
        row("CMD-08 protocol service CRC error, IOL 16.4.1", 0x02, "0b 47 05", RetryNow, EIO);
        row("CMD-08 unexpected unsolicited data, IOL 16.4.3", 0x02, "0b 0c 0c", RetryNow, EIO);
        row("CMD-08 incorrect amount of data, IOL 16.4.4", 0x02, "0b 0c 0d", RetryNow, EIO);
        row("CMD-08 SNACK rejected, IOL 16.4.2", 0x02, "0b 11 13", RetryNow, EIO);
        row("miscompare", 0x02, "0e 1d 00", Failed, EREMOTEIO);
        row("unit attention", 0x02, "06 3f 0e", UnitAttention, EIO);
        row("reserved key", 0x02, "0c 00 00", Failed, EIO);
    }

    void outcomes()
    {
        QFETCH(unsigned, status);
        QFETCH(QString, sense);
        QFETCH(int, operation);
        TaskCompleted completed;
        completed.status = std::uint8_t(status);
        const Bytes codes = fromHex(sense.toStdString());
        if (!codes.empty()) {
            completed.sense[0] = std::byte{0x72};
            std::ranges::copy(codes, completed.sense.begin() + 1);
            completed.senseLength = 8;
        }
        const auto outcome = classify(completed, operation < 0 ? std::nullopt : std::optional(Operation(operation)));
        QTEST(int(outcome.kind), "kind");
        QTEST(outcome.error, "error");
        completed.sense[0] = std::byte{0x73}; // about an earlier command: again, whatever it says
        if (!codes.empty())
            QVERIFY(classify(completed).kind == Outcome::Kind::RetryNow);
    }

    void failures()
    {
        const auto of = [](TaskFailure failure) {
            TaskCompleted completed;
            completed.failure = failure;
            return classify(completed);
        };
        using enum Outcome::Kind;
        QVERIFY(of(TaskFailure::TargetFailure).kind == RetryNow); // CMD-04
        QVERIFY(of(TaskFailure::ShortTransfer).kind == RetryNow); // CMD-12
        QVERIFY(of(TaskFailure::Aborted).kind == RetryNow);
        QCOMPARE(of(TaskFailure::TimedOut).error, ETIMEDOUT);
        QVERIFY(of(TaskFailure::Rejected).kind == Failed);
        QVERIFY(of(TaskFailure::ConnectionFailed).kind == Failed);
        QCOMPARE(of(TaskFailure::ConnectionFailed).error, EIO);
    }

    void attentions()
    {
        using scsi::UnitAttention;
        const auto of = [](unsigned asc, unsigned ascq) {
            return *unitAttentionOf({SenseKey::UnitAttention, std::uint8_t(asc), std::uint8_t(ascq), false});
        };
        QVERIFY(of(0x2a, 0x09) == UnitAttention::CapacityChanged);
        QVERIFY(of(0x2a, 0x01) == UnitAttention::ModeChanged);
        QVERIFY(of(0x3f, 0x0e) == UnitAttention::LunsChanged);
        QVERIFY(of(0x3f, 0x03) == UnitAttention::InquiryChanged);
        QVERIFY(of(0x29, 0x00) == UnitAttention::Reset);
        QVERIFY(of(0x29, 0x07) == UnitAttention::Reset);
        QVERIFY(of(0x47, 0x7f) == UnitAttention::CommandsCleared); // CMD-15
        QVERIFY(of(0x38, 0x07) == UnitAttention::ThinThreshold);
        QVERIFY(of(0x28, 0x00) == UnitAttention::Other);
        QVERIFY(!unitAttentionOf({SenseKey::NotReady, 0x2a, 0x09, false}));
    }
};

QTEST_APPLESS_MAIN(TestScsi)
#include "tst_scsi.moc"
