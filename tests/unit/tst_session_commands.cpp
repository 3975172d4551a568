// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/session_peer.h"

#include <QtTest>
#include <set>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;
using namespace std::chrono_literals;

class TestSessionCommands : public QObject {
    Q_OBJECT

private slots:
    void readCommandOnTheWire() // CMD-01, CMD-03, CMD-17, IOL 16.1.2
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        auto request = readRequest(buffer, 7, 0x0005000000000000);
        for (std::size_t i = 0; i < 16; ++i)
            request.cdb[i] = std::byte(0x28 + i);
        QVERIFY(peer.machine.submit(request, peer.now));
        const auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        const WirePdu &pdu = sent.front();
        QCOMPARE(pdu.get(0, 1), 0x01u);               // not immediate
        QCOMPARE(pdu.flags(), 0x80u | 0x40u | 0x01u); // F, R, SIMPLE
        QCOMPARE(pdu.get(2, 2), 0u);                  // PRI 0
        QCOMPARE(pdu.get(4, 4), 0u);                  // no AHS, no data
        QCOMPARE(pdu.lun(), 0x0005000000000000u);
        QCOMPARE(pdu.u32(20), 512u);
        QCOMPARE(pdu.u32(24), 100u);
        QCOMPARE(pdu.u32(28), 500u);
        QCOMPARE(toHex(std::span(pdu.header).subspan(32)), QStringLiteral("28292a2b2c2d2e2f3031323334353637"));
        QVERIFY(pdu.itt() != 0xffffffff);
        QVERIFY(peer.stream.problem.empty());
    }

    void noDataCommand() // CMD-01: R=W=0 only with a length of 0
    {
        SessionPeer peer(SessionPeer::defaults());
        ScsiRequest request;
        request.cookie = 9;
        QVERIFY(peer.machine.submit(request, peer.now));
        const auto sent = peer.exchange();
        QCOMPARE(sent.at(0).flags(), 0x81u);
        QCOMPARE(sent.at(0).u32(20), 0u);
        peer.advance(250ms);
        peer.send(SessionPeer::response(sent.at(0).itt()));
        const auto done = peer.completion();
        QVERIFY(done);
        QCOMPARE(done->cookie, 9u);
        QCOMPARE(int(done->failure), int(TaskFailure::None));
        QCOMPARE(done->latency.count(), 250'000);
    }

    void readWithStatusInDataIn() // DAT-18, IOL 10.1
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(1000);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        const Bytes data = pattern(1000);
        peer.send(SessionPeer::dataIn(itt, 0, 0, {data.begin(), data.begin() + 512}), false);
        QVERIFY(peer.events().empty());
        peer.send(SessionPeer::dataIn(itt, 1, 512, {data.begin() + 512, data.end()}, 0x81));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
        QCOMPARE(done->transferred, 1000u);
        QVERIFY(buffer == data);
        QCOMPARE(peer.machine.counters().inFlight, 0u);
        // The status is acknowledged by the next command.
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        QCOMPARE(peer.exchange().at(0).u32(28), 501u);
    }

    void acknowledgeBitMeansNothing() // DAT-23: at ErrorRecoveryLevel 0
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::dataIn(itt, 0, 0, pattern(256), 0xc0), false);
        QVERIFY(peer.exchange().empty());
        peer.send(SessionPeer::dataIn(itt, 1, 256, pattern(256), 0x81));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
        QCOMPARE(QString::fromStdString(peer.stream.problem), QString());
    }

    void sequenceLongerThanMaxBurst() // DAT-19: tolerated, and nothing goes astray
    {
        auto config = SessionPeer::defaults();
        config.parameters.maxBurstLength = 1024;
        SessionPeer peer(config);
        Bytes buffer(4096);
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        for (std::uint32_t i = 0; i < 8; ++i) {
            const auto at = data.begin() + i * 512;
            peer.send(SessionPeer::dataIn(itt, i, i * 512, {at, at + 512}, i < 7 ? 0 : 0x81), i == 7);
        }
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
        QVERIFY(buffer == data);
    }

    void lastOfTheWindow() // SEQ-17: the window closes behind a command; it is not lost before its time
    {
        auto config = SessionPeer::defaults();
        config.numbers.maxCmdSn = 100;
        SessionPeer peer(config);
        Bytes buffer(512);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto sent = peer.exchange();
        QCOMPARE(sent.at(0).u32(24), 100u); // the only number that there is
        peer.window = 0;
        peer.send(SessionPeer::nopIn(0xffffffff, 0xffffffff), false);
        peer.advance(29s);
        QVERIFY(peer.exchange().empty());
        QVERIFY(peer.events().empty());
        peer.send(SessionPeer::dataIn(sent.at(0).itt(), 0, 0, pattern(512), 0x81));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
    }

    void senseComesByItself() // CMD-16: nobody asks for it
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        peer.send(SessionPeer::checkCondition(peer.exchange().at(0).itt(), 0x6, 0x29, 0));
        const auto done = peer.completion();
        QVERIFY(done && done->senseLength >= 14);
        QVERIFY(peer.exchange().empty());
    }

    void readWithSeparateResponse()
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(64);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::dataIn(itt, 0, 0, pattern(64)), false);
        peer.send(SessionPeer::response(itt).set(36, 4, 1));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
        QCOMPARE(done->transferred, 64u);
    }

    void endings_data()
    {
        QTest::addColumn<int>("arrives"); // bytes of Data-In, of 512
        QTest::addColumn<unsigned>("flags");
        QTest::addColumn<quint32>("residual");
        QTest::addColumn<unsigned>("status");
        QTest::addColumn<int>("failure");
        QTest::addColumn<quint32>("transferred");
        QTest::addColumn<quint32>("overflow");
        const auto row = [](const char *name, int arrives, unsigned flags, quint32 residual, unsigned status,
                            TaskFailure failure, quint32 transferred, quint32 overflow) {
            QTest::newRow(name) << arrives << flags << residual << status << int(failure) << transferred << overflow;
        };
        using enum TaskFailure;
        row("whole", 512, 0x80, 0, 0, None, 512, 0);
        row("CMD-10 underflow, all promised bytes came", 500, 0x82, 12, 0, None, 500, 0);
        row("CMD-10 underflow of everything", 0, 0x82, 512, 0, None, 0, 0);
        row("CMD-10 more sent than promised", 512, 0x82, 12, 0, None, 500, 0);
        row("CMD-10 residual beyond the length", 0, 0x82, 513, 0, ShortTransfer, 0, 0);
        row("CMD-10 residual of 2^32-1", 512, 0x82, 0xffffffff, 0, ShortTransfer, 0, 0);
        row("CMD-10 overflow is information", 512, 0x84, 77, 0, None, 512, 77);
        row("CMD-11 residual without a flag", 512, 0x80, 77, 0, None, 512, 0);
        row("CMD-12 short without a flag", 508, 0x80, 0, 0, ShortTransfer, 508, 0);
        row("CMD-12 nothing came", 0, 0x80, 0, 0, ShortTransfer, 0, 0);
        row("CMD-12 short beyond the residual", 400, 0x82, 12, 0, ShortTransfer, 400, 0);
        row("CMD-06 BUSY", 0, 0x80, 0, 0x08, None, 0, 0);
        row("CMD-06 CONDITION MET, short", 0, 0x80, 0, 0x04, ShortTransfer, 0, 0);
        row("CMD-06 RESERVATION CONFLICT", 0, 0x80, 0, 0x18, None, 0, 0);
        row("CMD-06 TASK SET FULL", 0, 0x80, 0, 0x28, None, 0, 0);
        row("CMD-06 ACA ACTIVE", 0, 0x80, 0, 0x30, None, 0, 0);
        row("CMD-06 TASK ABORTED", 100, 0x80, 0, 0x40, None, 100, 0);
    }

    void endings()
    {
        QFETCH(int, arrives);
        QFETCH(unsigned, flags);
        QFETCH(quint32, residual);
        QFETCH(unsigned, status);
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        if (arrives > 0)
            peer.send(SessionPeer::dataIn(itt, 0, 0, pattern(std::size_t(arrives))), false);
        peer.send(SessionPeer::response(itt, status, flags).set(44, 4, residual));
        const auto done = peer.completion();
        QVERIFY(done);
        QTEST(int(done->failure), "failure");
        QTEST(quint32(done->transferred), "transferred");
        QTEST(quint32(done->residualOverflow), "overflow");
        QCOMPARE(unsigned(done->status), status);
    }

    void senseData_data() // CMD-07
    {
        QTest::addColumn<Bytes>("data");
        QTest::addColumn<int>("sense"); // -1: format error
        const auto with = [](unsigned length, std::size_t size) {
            Bytes data(size);
            if (size >= 2) {
                data[0] = std::byte(length >> 8);
                data[1] = std::byte(length);
            }
            return data;
        };
        QTest::newRow("18 of 20") << with(18, 20) << 18;
        QTest::newRow("18 and response data") << with(18, 40) << 18;
        QTest::newRow("252: the rest is cut off") << with(252, 254) << 96;
        QTest::newRow("PDU-08 none at all") << with(0, 0) << -1;
        QTest::newRow("PDU-08 one byte") << with(0, 1) << -1;
        QTest::newRow("PDU-08 length of 0") << with(0, 2) << -1;
        QTest::newRow("behind the segment") << with(19, 20) << -1;
        QTest::newRow("65535") << with(65535, 20) << -1;
    }

    void senseData()
    {
        QFETCH(Bytes, data);
        QFETCH(int, sense);
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::response(itt, 0x02).with(data));
        if (sense >= 0) {
            const auto done = peer.completion();
            QVERIFY(done);
            QCOMPARE(int(done->senseLength), sense);
        } else {
            const auto failed = peer.failure();
            QVERIFY(failed);
            QCOMPARE(codeOf(failed->error), QStringLiteral("ProtocolViolation"));
        }
    }

    void recoveredErrorMustNotHideAShortTransfer() // CMD-12
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        peer.send(SessionPeer::checkCondition(peer.exchange().at(0).itt(), 0x1, 0x17, 0x01));
        const auto done = peer.completion();
        QVERIFY(done);
        QCOMPARE(int(done->failure), int(TaskFailure::ShortTransfer));
    }

    void targetFailure() // CMD-04: status GOOD beside it means nothing
    {
        for (const unsigned code : {0x01u, 0x80u, 0xffu}) {
            SessionPeer peer(SessionPeer::defaults());
            Bytes buffer(64);
            QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
            const auto itt = peer.exchange().at(0).itt();
            peer.send(SessionPeer::dataIn(itt, 0, 0, pattern(64)), false);
            peer.send(SessionPeer::response(itt).set(2, 1, code));
            const auto done = peer.completion();
            QVERIFY(done);
            QCOMPARE(int(done->failure), int(TaskFailure::TargetFailure));
            QCOMPARE(done->transferred, 0u);
        }
    }

    void badPdus_data()
    {
        QTest::addColumn<WirePdu>("pdu"); // ITT 0 stands for that of the command
        const auto row = [](const char *name, const WirePdu &pdu) { QTest::newRow(name) << pdu; };
        row("CMD-05 reserved response code", SessionPeer::response(0).set(2, 1, 2));
        row("CMD-09 O and U", SessionPeer::response(0, 0, 0x86));
        row("CMD-09 o and u", SessionPeer::response(0, 0, 0x98));
        row("CMD-13 lost Data-In", SessionPeer::response(0).set(36, 4, 1));
        row("PDU-05 unknown task", SessionPeer::response(0x12345678));
        row("PDU-05 Data-In for an unknown task", SessionPeer::dataIn(0x12345678, 0, 0, pattern(4)));
        row("PDU-03 vendor opcode", WirePdu(0x3c));
        row("PDU-03 unassigned opcode", WirePdu(0x27));
        row("PDU-03 an initiator's opcode", WirePdu(0x01));
        row("PDU-03 Login Response", WirePdu(0x23));
        row("PDU-02 AHS", SessionPeer::response(0).set(4, 1, 1));
        row("PDU-09 more data than MRDSL", SessionPeer::response(0).set(5, 3, 8193));
        row("PDU-09 the largest segment", SessionPeer::dataIn(0, 0, 0, {}).set(5, 3, 0xffffff));
        row("PDU-11 R2T with data", SessionPeer::r2t(0, 0, 0, 4).with(pattern(4)));
        row("DAT-15 behind the end", SessionPeer::dataIn(0, 0, 0, pattern(513)));
        row("DAT-15 offset that wraps", SessionPeer::dataIn(0, 0, 0xfffffe00, pattern(512)));
        row("DAT-17 S without F", SessionPeer::dataIn(0, 0, 0, pattern(512), 0x01));
        row("DAT-17 CHECK CONDITION in Data-In", SessionPeer::dataIn(0, 0, 0, pattern(512), 0x81).set(3, 1, 2));
        row("DAT-14 hole in DataSN", SessionPeer::dataIn(0, 1, 0, pattern(512)));
        row("DAT-20 starts behind a hole", SessionPeer::dataIn(0, 0, 4, pattern(4)));
        row("DAT-10 R2T for a read", SessionPeer::r2t(0, 0, 0, 512));
        row("SEQ-11 StatSN off by 2^31, IOL 5.1", SessionPeer::response(0));
        row("SEQ-12 StatSN hole", SessionPeer::response(0));
        row("SEQ-16 acknowledges what was not sent", SessionPeer::response(0));
    }

    void badPdus() // each ends the connection, none the process; the command waits for the next connection
    {
        QFETCH(WirePdu, pdu);
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        const Bytes untouched = buffer;
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        if (pdu.itt() == 0)
            pdu.set(16, 4, itt);
        const bool consumes = pdu.opcode() != 0x31 && (pdu.opcode() != 0x25 || (pdu.flags() & 1) != 0);
        const QLatin1String name(QTest::currentDataTag());
        if (name.startsWith(QLatin1String("SEQ-11")))
            peer.statSn += 0x80000000;
        if (name.startsWith(QLatin1String("SEQ-12")))
            ++peer.statSn;
        if (name.startsWith(QLatin1String("SEQ-16")))
            peer.expCmdSn += 5;
        peer.send(pdu, consumes);
        const auto all = peer.events();
        QCOMPARE(all.size(), 1u);
        const auto *const failed = std::get_if<ConnectionFailed>(&all.front());
        QVERIFY(failed);
        QCOMPARE(codeOf(failed->error), QStringLiteral("ProtocolViolation"));
        QVERIFY(!failed->error.message.empty());
        QVERIFY(!peer.machine.connected());
        std::array<ReceiveSegment, 2> spaces;
        QCOMPARE(peer.machine.receiveSegments(spaces), 0U);
        QVERIFY(peer.exchange().empty());
        QVERIFY(!peer.machine.deadline());
        QVERIFY(buffer == untouched);
        QCOMPARE(peer.machine.counters().protocolErrors, 1u);
        QCOMPARE(peer.machine.counters().inFlight, 1u);
    }

    void overlappingDataIn() // DAT-20
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::dataIn(itt, 0, 0, pattern(256), 0), false);
        peer.send(SessionPeer::dataIn(itt, 1, 128, pattern(256)), false);
        QVERIFY(peer.failure());
    }

    void withoutOrder_data()
    {
        QTest::addColumn<bool>("pdus");
        QTest::addColumn<bool>("sequences");
        QTest::addColumn<QList<int>>("pieces"); // of 128 bytes, by number; negative: the end of a sequence
        QTest::addColumn<QString>("end");
        const auto row = [](const char *name, bool pdus, bool sequences, const QList<int> &pieces, const char *end) {
            QTest::newRow(name) << pdus << sequences << pieces << QString::fromLatin1(end);
        };
        row("no PDU order", false, true, {3, 1, 4, -2}, "good");
        row("no order at all, backwards", false, false, {-4, -3, -2, -1}, "good");
        row("sequences backwards, PDUs forwards", true, false, {3, -4, 1, -2}, "good");
        row("DAT-20 PDUs backwards within a sequence", true, false, {4, -3, 1, -2}, "lost");
        row("DAT-20 PDUs with a hole within a sequence", true, false, {1, -3, 2, -4}, "lost");
        row("DAT-21 one twice, one never", false, false, {1, 2, 2, -4}, "short");
        row("DAT-21 the last is missing", false, false, {3, 1, -2}, "short");
        row("DAT-21 one too many", false, false, {4, 3, 2, 1, -1}, "short");
    }

    /// IOL 12.3 for reads. Sums of bytes would not find what covers one place twice and another never.
    void withoutOrder()
    {
        QFETCH(bool, pdus);
        QFETCH(bool, sequences);
        QFETCH(QList<int>, pieces);
        QFETCH(QString, end);
        auto config = SessionPeer::defaults();
        config.parameters.dataPduInOrder = pdus;
        config.parameters.dataSequenceInOrder = sequences;
        SessionPeer peer(config);
        Bytes buffer(512);
        const Bytes data = pattern(512);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        std::uint32_t dataSn = 0;
        for (const int piece : pieces) {
            const auto offset = std::uint32_t(std::abs(piece) - 1) * 128;
            const Bytes part(data.begin() + offset, data.begin() + offset + 128);
            if (peer.machine.connected())
                peer.send(SessionPeer::dataIn(itt, dataSn++, offset, part, piece < 0 ? 0x80 : 0), false);
        }
        if (end == u"lost") {
            QVERIFY(peer.failure());
            return;
        }
        peer.send(SessionPeer::response(itt).set(36, 4, dataSn));
        const auto done = peer.completion();
        QVERIFY(done);
        QCOMPARE(done->failure == TaskFailure::None, end == u"good");
        if (end == u"good")
            QVERIFY(buffer == data);
        else
            QCOMPARE(int(done->failure), int(TaskFailure::ShortTransfer));
    }

    void repeatedDataIn() // DAT-13: dropped, not written twice
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::dataIn(itt, 0, 0, pattern(256, 1), 0), false);
        peer.send(SessionPeer::dataIn(itt, 0, 0, pattern(256, 9), 0), false);
        peer.send(SessionPeer::dataIn(itt, 1, 256, pattern(256, 2), 0x81));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
        QVERIFY(std::ranges::equal(std::span(buffer).first(256), pattern(256, 1)));
    }

    void emptyDataIn() // DAT-16, IOL 11.1.2: counts as a PDU
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::dataIn(itt, 0, 0, {}, 0), false);
        peer.send(SessionPeer::dataIn(itt, 1, 0, pattern(512), 0), false);
        peer.send(SessionPeer::dataIn(itt, 2, 512, {}, 0x81));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
        QCOMPARE(done->transferred, 512u);
    }

    void repeatedStatus() // SEQ-13: discarded, nothing ends twice
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        const WirePdu answer = peer.numbered(SessionPeer::response(peer.exchange().at(0).itt()));
        peer.sendRaw(answer);
        QVERIFY(peer.completion());
        peer.sendRaw(answer);
        QVERIFY(peer.events().empty());
        QVERIFY(peer.machine.connected());
    }

    void secondStatus() // CMD-21: with the next StatSN it is a violation, and still nothing ends twice
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::response(itt));
        peer.send(SessionPeer::response(itt));
        const auto all = peer.events();
        QCOMPARE(all.size(), 2u);
        QVERIFY(std::holds_alternative<TaskCompleted>(all[0]));
        QVERIFY(std::holds_alternative<ConnectionFailed>(all[1]));
    }

    void windowBlocksAndOpens() // SEQ-01, SEQ-05, IOL 3.1, 3.3, 16.5
    {
        auto config = SessionPeer::defaults();
        config.numbers.maxCmdSn = 101;
        SessionPeer peer(config);
        for (int i = 0; i < 5; ++i)
            QVERIFY(peer.machine.submit({}, peer.now));
        auto sent = peer.exchange();
        QCOMPARE(sent.size(), 2u);
        QCOMPARE(sent[0].u32(24), 100u);
        QCOMPARE(sent[1].u32(24), 101u);
        QCOMPARE(peer.machine.counters().queued, 3u);
        peer.window = 0; // MaxCmdSN = ExpCmdSN - 1
        peer.send(SessionPeer::nopIn(0xffffffff, 0xffffffff), false);
        QVERIFY(peer.exchange().empty());
        peer.send(SessionPeer::nopIn(0xffffffff, 0x11223344), false); // immediate answers pass a closed window
        sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QVERIFY(sent[0].immediate());
        QCOMPARE(sent[0].u32(24), 102u); // carried, not consumed
        peer.window = 1;
        peer.send(SessionPeer::nopIn(0xffffffff, 0xffffffff), false);
        sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(sent[0].u32(24), 102u);
    }

    void numbersWrap() // SEQ-02, SEQ-10
    {
        auto config = SessionPeer::defaults();
        config.numbers = {.cmdSn = 0xfffffff0, .expStatSn = 0xfffffffe, .expCmdSn = 0xfffffff0, .maxCmdSn = 0x10};
        SessionPeer peer(config);
        for (std::uint32_t i = 0; i < 64; ++i) {
            QVERIFY(peer.machine.submit({}, peer.now));
            const auto sent = peer.exchange();
            QCOMPARE(sent.size(), 1u);
            QCOMPARE(sent[0].u32(24), 0xfffffff0 + i);
            QCOMPARE(sent[0].u32(28), 0xfffffffe + i);
            peer.send(SessionPeer::response(sent[0].itt()));
            QVERIFY(peer.completion());
        }
    }

    void tagsAreNotReused() // PDU-04, in small: within a generation cycle of one slot
    {
        auto config = SessionPeer::defaults();
        config.maxTasks = 1;
        SessionPeer peer(config);
        std::set<std::uint32_t> seen;
        for (int i = 0; i < 10'000; ++i) {
            QVERIFY(peer.machine.submit({}, peer.now));
            QVERIFY(!peer.machine.canSubmit());
            const auto itt = peer.exchange().at(0).itt();
            QVERIFY(itt != 0xffffffff);
            QVERIFY(seen.insert(itt).second);
            peer.send(SessionPeer::response(itt));
            QVERIFY(peer.completion());
        }
    }

    void fullAndTooLarge()
    {
        auto config = SessionPeer::defaults();
        config.maxTasks = 2;
        SessionPeer peer(config);
        QVERIFY(peer.machine.submit({}, peer.now));
        QVERIFY(peer.machine.submit({}, peer.now));
        QVERIFY(!peer.machine.canSubmit());
        QCOMPARE(outcomeOf(peer.machine.submit({}, peer.now)), QStringLiteral("Busy"));
    }

    void earlyStatusHoldsTheBuffer() // CMD-19: a write buffer comes back only when no byte of it is on its way
    {
        auto config = SessionPeer::defaults();
        config.parameters.initialR2T = false;
        config.parameters.immediateData = true;
        SessionPeer peer(config);
        const Bytes data = pattern(65536);
        QVERIFY(peer.machine.submit(writeRequest(data, 5), peer.now));
        std::array<Segment, 3> segments; // command and immediate data, and the start of the next
        const auto count = peer.machine.gather(segments, peer.now);
        QVERIFY(count >= 2);
        WirePdu command;
        std::copy_n(segments[0].data, 48, command.header.begin());
        peer.expCmdSn = 101;
        peer.machine.sent(100, peer.now); // the rest of it still waits in the queue
        peer.send(SessionPeer::checkCondition(command.itt(), 0x5, 0x24, 0));
        QVERIFY(peer.events().empty());
        QVERIFY(peer.machine.connected());
        std::array<Segment, 64> rest;
        std::size_t bytes = 0;
        for (const auto &segment : std::span(rest).first(peer.machine.gather(rest, peer.now)))
            bytes += segment.size;
        QVERIFY(bytes > 0);
        peer.machine.sent(bytes - 1, peer.now);
        QVERIFY(peer.events().empty());
        peer.machine.sent(1, peer.now);
        const auto done = peer.completion();
        QVERIFY(done);
        QCOMPARE(done->cookie, 5u);
        QCOMPARE(unsigned(done->status), 2u);
        QVERIFY(peer.machine.gather(rest, peer.now) == 0); // and no more of it is built
    }
};

QTEST_APPLESS_MAIN(TestSessionCommands)
#include "tst_session_commands.moc"
