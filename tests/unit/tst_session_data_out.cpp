// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/session_peer.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;

namespace {

/// Data-Out PDUs of one sequence: continuous, numbered from 0, F on the last only (DAT-06). \return what they carry
std::optional<Bytes> sequenceData(std::span<const WirePdu> pdus, std::uint32_t itt, std::uint32_t ttt,
                                  std::uint32_t offset, std::size_t maxSegment)
{
    Bytes data;
    std::uint32_t dataSn = 0;
    for (const WirePdu &pdu : pdus) {
        const bool last = &pdu == &pdus.back();
        if (pdu.get(0, 1) != 0x05 || pdu.flags() != (last ? 0x80u : 0u) || pdu.itt() != itt || pdu.u32(20) != ttt ||
            pdu.u32(24) != 0 || pdu.u32(36) != dataSn++ || pdu.u32(40) != offset + data.size() ||
            pdu.data.size() > maxSegment || pdu.data.empty() || (!last && pdu.data.size() % 4 != 0))
            return std::nullopt;
        data.insert(data.end(), pdu.data.begin(), pdu.data.end());
    }
    return data;
}

} // namespace

class TestSessionDataOut : public QObject {
    Q_OBJECT

private slots:
    void firstBurst_data() // DAT-02, CMD-02, IOL 8.1-8.3, 11.2.1, 16.1.1, 16.2.1-16.2.4, 16.6
    {
        QTest::addColumn<bool>("initialR2T");
        QTest::addColumn<bool>("immediateData");
        QTest::addColumn<unsigned>("firstBurst");
        QTest::addColumn<unsigned>("maxSegment");
        QTest::addColumn<unsigned>("length");
        QTest::addColumn<unsigned>("immediate");   // expected bytes in the command PDU
        QTest::addColumn<unsigned>("unsolicited"); // expected bytes in Data-Out behind it
        const auto row = [](const char *name, bool r2t, bool immediate, unsigned burst, unsigned segment,
                            unsigned length, unsigned expected, unsigned behind) {
            QTest::newRow(name) << r2t << immediate << burst << segment << length << expected << behind;
        };
        row("Yes/Yes fits: EDTL = DSL", true, true, 65536, 8192, 4096, 4096, 0);
        row("Yes/Yes bounded by MRDSL", true, true, 65536, 8192, 65536, 8192, 0);
        row("Yes/Yes bounded by FirstBurst", true, true, 512, 8192, 4096, 512, 0);
        row("Yes/Yes one byte", true, true, 65536, 8192, 1, 1, 0);
        row("Yes/Yes huge FirstBurst", true, true, 16777215, 262144, 200000, 200000, 0);
        row("Yes/No nothing", true, false, 65536, 8192, 65536, 0, 0);
        row("No/Yes both", false, true, 65536, 8192, 262144, 8192, 57344);
        row("No/Yes all immediate", false, true, 65536, 8192, 8192, 8192, 0);
        row("No/Yes up to EDTL", false, true, 65536, 8192, 20001, 8192, 11809);
        row("No/Yes burst of 512", false, true, 512, 8192, 1024, 512, 0);
        row("No/No Data-Out only", false, false, 512, 512, 1024, 0, 512);
        row("No/No up to EDTL", false, false, 65536, 8192, 10000, 0, 10000);
        row("No/Yes odd MRDSL", false, true, 2000, 513, 5000, 512, 1488);
        row("No/Yes FirstBurst + 1", false, true, 4096, 4096, 4097, 4096, 0);
    }

    void firstBurst()
    {
        QFETCH(bool, initialR2T);
        QFETCH(bool, immediateData);
        QFETCH(unsigned, firstBurst);
        QFETCH(unsigned, maxSegment);
        QFETCH(unsigned, length);
        QFETCH(unsigned, immediate);
        QFETCH(unsigned, unsolicited);
        auto config = SessionPeer::defaults();
        config.parameters.initialR2T = initialR2T;
        config.parameters.immediateData = immediateData;
        config.parameters.firstBurstLength = firstBurst;
        config.parameters.maxXmitDataSegmentLength = maxSegment;
        SessionPeer peer(config);
        const Bytes data = pattern(length);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto sent = peer.exchange();
        const WirePdu &command = sent.at(0);
        QCOMPARE(command.flags(), (unsolicited == 0 ? 0x80u : 0u) | 0x20u | 0x01u);
        QCOMPARE(command.u32(20), length);
        QCOMPARE(command.data.size(), std::size_t(immediate));
        QVERIFY(std::ranges::equal(command.data, std::span(data).first(immediate)));
        const auto behind = sequenceData(std::span(sent).subspan(1), command.itt(), 0xffffffff, immediate, maxSegment);
        QVERIFY(behind);
        QVERIFY(std::ranges::equal(*behind, std::span(data).subspan(immediate, unsolicited)));
        for (const WirePdu &pdu : std::span(sent).subspan(1))
            QCOMPARE(pdu.lun(), 0u);
        QCOMPARE(QString::fromStdString(peer.stream.problem), QString());
    }

    void solicited() // DAT-04, DAT-06, IOL 6.1, 9.1, 11.2.2, 11.3, 11.4, 12.1, 12.2, 16.3.1
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        config.parameters.maxXmitDataSegmentLength = 1024;
        SessionPeer peer(config);
        const Bytes data = pattern(6000);
        const std::uint64_t lun = 0x4007000000000000;
        QVERIFY(peer.machine.submit(writeRequest(data, 1, lun), peer.now));
        auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u); // no data before an R2T
        const auto itt = sent[0].itt();
        Bytes received;
        for (std::uint32_t r2tSn = 0; received.size() < data.size(); ++r2tSn) {
            const auto length = std::uint32_t(std::min<std::size_t>(2048, data.size() - received.size()));
            peer.send(SessionPeer::r2t(itt, r2tSn, std::uint32_t(received.size()), length, 0xabbaabba, lun), false);
            sent = peer.exchange();
            const auto part = sequenceData(sent, itt, 0xabbaabba, std::uint32_t(received.size()), 1024);
            QVERIFY(part);
            QCOMPARE(part->size(), std::size_t(length));
            QCOMPARE(sent[0].lun(), lun);
            QCOMPARE(sent[0].u32(28), 500u); // an R2T consumes no StatSN (SEQ-14)
            received.insert(received.end(), part->begin(), part->end());
        }
        QVERIFY(received == data);
        peer.send(SessionPeer::response(itt));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
        QCOMPARE(done->transferred, 6000u);
        QCOMPARE(peer.machine.counters().r2ts, 3u);
    }

    void severalOutstanding() // DAT-07, IOL 12.3: reverse offsets, one TTT, answered as they came
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        config.parameters.maxOutstandingR2T = 4;
        config.parameters.dataSequenceInOrder = false;
        SessionPeer peer(config);
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        for (std::uint32_t i = 0; i < 4; ++i)
            peer.send(SessionPeer::r2t(itt, i, 3072 - i * 1024, 1024), false);
        const auto sent = peer.exchange();
        QCOMPARE(sent.size(), 4u);
        for (std::uint32_t i = 0; i < 4; ++i) {
            QCOMPARE(sent[i].u32(40), 3072 - i * 1024);
            QCOMPARE(sent[i].u32(36), 0u);
            QVERIFY(sent[i].final());
            QVERIFY(std::ranges::equal(sent[i].data, std::span(data).subspan(3072 - i * 1024, 1024)));
        }
        peer.send(SessionPeer::response(itt));
        QVERIFY(peer.completion());
    }

    void twoWrites() // DAT-03, DAT-07, IOL 12.4
    {
        auto config = SessionPeer::defaults();
        config.parameters.initialR2T = false;
        config.parameters.firstBurstLength = 16384;
        SessionPeer peer(config);
        const Bytes one = pattern(32768, 1), two = pattern(32768, 2);
        QVERIFY(peer.machine.submit(writeRequest(one, 1), peer.now));
        QVERIFY(peer.machine.submit(writeRequest(two, 2), peer.now));
        auto sent = peer.exchange();
        QCOMPARE(sent.size(), 4u); // command, burst, command, burst
        const auto first = sent[0].itt(), second = sent[2].itt();
        QCOMPARE(sent[1].itt(), first);
        QCOMPARE(sent[3].itt(), second);
        peer.send(SessionPeer::r2t(second, 0, 16384, 16384), false);
        peer.send(SessionPeer::r2t(first, 0, 16384, 16384), false);
        sent = peer.exchange();
        QCOMPARE(sent.size(), 4u);
        QVERIFY(sequenceData(std::span(sent).first(2), second, 0xabbaabba, 16384, 8192));
        QVERIFY(sequenceData(std::span(sent).last(2), first, 0xabbaabba, 16384, 8192));
    }

    void commandsAreNotStarved() // a long answer to an R2T lets commands pass, and they it
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        config.parameters.maxBurstLength = 1 << 20;
        SessionPeer peer(config);
        const Bytes data = pattern(1 << 20);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::r2t(itt, 0, 0, 1 << 20), false);
        std::array<Segment, 8> segments;
        QVERIFY(peer.machine.gather(segments, peer.now) > 0); // the answer has begun
        QVERIFY(peer.machine.submit({}, peer.now));
        const auto sent = peer.exchange();
        const auto command = std::ranges::find(sent, 0x01u, &WirePdu::opcode);
        QVERIFY(command != sent.end());
        QVERIFY(command - sent.begin() < 10);
        QCOMPARE(sent.size(), 1u + (1 << 20) / 8192);
    }

    void badR2ts_data()
    {
        QTest::addColumn<WirePdu>("pdu"); // ITT 0 = of the command, a write of 4096 bytes without immediate data
        const auto row = [](const char *name, const WirePdu &pdu) { QTest::newRow(name) << pdu; };
        row("DAT-05 behind the end", SessionPeer::r2t(0, 0, 4096, 1));
        row("DAT-05 one byte too long", SessionPeer::r2t(0, 0, 1, 4096));
        row("DAT-05 sum wraps", SessionPeer::r2t(0, 0, 0xfffffff0, 0x20));
        row("DAT-08 nothing", SessionPeer::r2t(0, 0, 0, 0));
        row("DAT-08 above MaxBurst", SessionPeer::r2t(0, 0, 0, 2049));
        row("DAT-09 reserved TTT", SessionPeer::r2t(0, 0, 0, 512, 0xffffffff));
        row("DAT-10 unknown task", SessionPeer::r2t(0x1234, 0, 0, 512));
        row("DAT-13 R2TSN skips", SessionPeer::r2t(0, 1, 0, 512));
        row("PDU-05 other LUN", SessionPeer::r2t(0, 0, 0, 512, 1, 0x0001000000000000));
    }

    void badR2ts()
    {
        QFETCH(WirePdu, pdu);
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        config.parameters.maxBurstLength = 2048;
        SessionPeer peer(config);
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        if (pdu.itt() == 0)
            pdu.set(16, 4, itt);
        peer.send(pdu, false);
        const auto failed = peer.failure();
        QVERIFY(failed);
        QCOMPARE(codeOf(failed->error), QStringLiteral("ProtocolViolation"));
    }

    /// DAT-24: some targets ask for more than they agreed to. That is refused, in words that name both lengths, and it
    /// does not go on for ever; with a MaxBurstLength that is large enough they can be used.
    void targetThatIgnoresMaxBurst()
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        config.parameters.maxBurstLength = 2048;
        SessionPeer peer(config);
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        for (int connection = 1; connection <= 3; ++connection) {
            const auto command = peer.exchange().at(0);
            peer.send(SessionPeer::r2t(command.itt(), 0, 0, 4096), false);
            QVERIFY(peer.exchange().empty());
            const auto all = peer.events();
            const auto &failed = std::get<ConnectionFailed>(all.back());
            QCOMPARE(failed.error.message, std::string("R2T asks for 4096 bytes, MaxBurstLength is 2048"));
            QCOMPARE(all.size(), connection < 3 ? 1U : 2U);
            if (connection == 3)
                QCOMPARE(int(std::get<TaskCompleted>(all[0]).failure), int(TaskFailure::TargetFailure));
            config.parameters.maxBurstLength = connection < 3 ? 2048 : 4096;
            peer.reconnect(config.parameters);
        }
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::r2t(itt, 0, 0, 4096), false);
        const auto sent = peer.exchange(); // now it is answered
        QVERIFY(sequenceData(sent, itt, 0xabbaabba, 0, 8192));
        peer.send(SessionPeer::response(itt));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
    }

    void tooManyR2ts() // DAT-11
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        config.parameters.maxOutstandingR2T = 2;
        SessionPeer peer(config);
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        for (std::uint32_t i = 0; i < 2; ++i)
            peer.send(SessionPeer::r2t(itt, i, i * 512, 512), false);
        QVERIFY(peer.machine.connected());
        peer.send(SessionPeer::r2t(itt, 2, 1024, 512), false);
        QVERIFY(peer.failure());
    }

    void repeatedR2t() // DAT-13: discarded
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        SessionPeer peer(config);
        const Bytes data = pattern(1024);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::r2t(itt, 0, 0, 512), false);
        QCOMPARE(peer.exchange().size(), 1u);
        peer.send(SessionPeer::r2t(itt, 0, 0, 512), false);
        QVERIFY(peer.exchange().empty());
        QVERIFY(peer.machine.connected());
    }

    void goodBeforeTheDataLeft() // CMD-12 for writes: the target cannot have what was never sent
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        SessionPeer peer(config);
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::r2t(itt, 0, 0, 1024), false);
        QCOMPARE(peer.exchange().size(), 1u);
        peer.send(SessionPeer::response(itt));
        const auto done = peer.completion();
        QVERIFY(done);
        QCOMPARE(int(done->failure), int(TaskFailure::ShortTransfer));
        QCOMPARE(done->transferred, 1024u);
    }

    void askedForTwice() // DAT-21 for writes: as many bytes as the command has, but not its bytes
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        config.parameters.dataSequenceInOrder = false;
        SessionPeer peer(config);
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        for (std::uint32_t i = 0; i < 2; ++i) {
            peer.send(SessionPeer::r2t(itt, i, 2048, 2048), false);
            QCOMPARE(peer.exchange().size(), 1u);
        }
        peer.send(SessionPeer::response(itt));
        const auto done = peer.completion();
        QVERIFY(done);
        QCOMPARE(int(done->failure), int(TaskFailure::ShortTransfer));
    }

    void underflowOfAWrite() // CMD-10
    {
        SessionPeer peer(SessionPeer::defaults());
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        peer.send(SessionPeer::response(peer.exchange().at(0).itt(), 0, 0x82).set(44, 4, 96));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
        QCOMPARE(done->transferred, 4000u);
    }

    void earlyStatusEndsTheSequence() // CMD-19: the answer to the R2T stops, the connection lives on
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        config.parameters.maxBurstLength = 1 << 22;
        SessionPeer peer(config);
        const Bytes data = pattern(1 << 22);
        QVERIFY(peer.machine.submit(writeRequest(data, 1), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::r2t(itt, 0, 0, 1 << 22), false);
        std::array<Segment, 4> segments;
        QVERIFY(peer.machine.gather(segments, peer.now) > 0);
        peer.machine.sent(1, peer.now);
        peer.send(SessionPeer::checkCondition(itt, 0x7, 0x27, 0));
        QVERIFY(peer.events().empty());
        QVERIFY(peer.machine.submit({}, peer.now));
        std::size_t bytes = 0;
        std::array<Segment, 64> rest;
        while (const auto count = peer.machine.gather(rest, peer.now)) {
            std::size_t turn = 0;
            for (const auto &segment : std::span(rest).first(count))
                turn += segment.size;
            bytes += turn;
            peer.machine.sent(turn, peer.now);
        }
        QVERIFY(bytes < (1 << 21)); // what had been queued, not all four megabytes
        const auto done = peer.completion();
        QVERIFY(done && done->cookie == 1);
        QVERIFY(peer.machine.connected());
    }
};

QTEST_APPLESS_MAIN(TestSessionDataOut)
#include "tst_session_data_out.moc"
