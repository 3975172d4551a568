// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/session_peer.h"

#include <QtTest>
#include <set>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

std::vector<TaskCompleted> completions(SessionPeer &peer)
{
    std::vector<TaskCompleted> found;
    for (auto &event : peer.events())
        if (auto *const one = std::get_if<TaskCompleted>(&event))
            found.push_back(*one);
    return found;
}

} // namespace

class TestSessionRecovery : public QObject {
    Q_OBJECT

private slots:
    void abortOnTheWire() // TMF-01, TMF-02, TMF-03, IOL 19.1-19.3
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(64);
        const std::uint64_t lun = 0x0009000000000000;
        QVERIFY(peer.machine.submit(readRequest(buffer, 1, lun), peer.now));
        const auto command = peer.exchange().at(0);
        QVERIFY(peer.machine.submit({}, peer.now + 1s));
        QCOMPARE(peer.exchange().size(), 1u);
        QVERIFY(peer.machine.deadline() == peer.now + 30s);
        peer.advance(30s);
        const auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(sent[0].get(0, 2), 0x4281u);
        QCOMPARE(sent[0].lun(), lun);
        QVERIFY(sent[0].itt() != command.itt());
        QCOMPARE(sent[0].u32(20), command.itt());
        QCOMPARE(sent[0].u32(24), 102u); // immediate: the next one's number
        QCOMPARE(sent[0].u32(32), 100u); // RefCmdSN
        QCOMPARE(sent[0].u32(36), 0u);
        QVERIFY(sent[0].data.empty());
        QVERIFY(completions(peer).empty()); // the buffer stays with the target until it answers (TMF-14)
        peer.send(SessionPeer::functionResponse(sent[0].itt(), 0));
        const auto all = peer.events();
        QCOMPARE(all.size(), 2u);
        const auto &done = std::get<TaskCompleted>(all[0]);
        QCOMPARE(done.cookie, 1u);
        QCOMPARE(int(done.failure), int(TaskFailure::TimedOut));
        QCOMPARE(done.transferred, 0u);
        QCOMPARE(unsigned(std::get<TaskManagementCompleted>(all[1]).function), 1u);
        QCOMPARE(peer.machine.counters().timeouts, 1u);
    }

    void taskIsAlreadyGone() // TMF-03: response 1 concludes as well
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        peer.advance(30s);
        peer.send(SessionPeer::functionResponse(peer.exchange().at(0).itt(), 1));
        QCOMPARE(completions(peer).size(), 1u);
    }

    void latePdusAreDropped() // TMF-05, TMF-06, TMF-14, DAT-10, IOL 19.4.3
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(64);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.advance(30s);
        const auto abort = peer.exchange().at(0);
        peer.send(SessionPeer::dataIn(itt, 0, 0, pattern(32), 0), false); // before the answer: still taken
        QVERIFY(std::ranges::equal(std::span(buffer).first(32), pattern(32)));
        peer.send(SessionPeer::functionResponse(abort.itt(), 0));
        QCOMPARE(completions(peer).size(), 1u);
        const Bytes before = buffer;
        peer.send(SessionPeer::dataIn(itt, 1, 32, pattern(32, 5), 0), false);
        peer.send(SessionPeer::r2t(itt, 0, 0, 32), false);
        peer.send(SessionPeer::response(itt));
        QVERIFY(peer.machine.connected());
        QVERIFY(peer.events().empty());
        QVERIFY(buffer == before);
        QVERIFY(peer.machine.submit({}, peer.now));
        QCOMPARE(peer.exchange().at(0).u32(28), 502u); // their StatSN counted
    }

    void answerBeatsTheAbort() // TMF-05
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.advance(30s);
        const auto abort = peer.exchange().at(0);
        peer.send(SessionPeer::response(itt));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
        peer.send(SessionPeer::functionResponse(abort.itt(), 1));
        QVERIFY(completions(peer).empty());
        QVERIFY(peer.machine.connected());
    }

    void escalates_data() // TMF-03, TMF-15
    {
        QTest::addColumn<int>("response"); // of the abort; -1 none
        for (const int r : {-1, 2, 3, 4, 5, 6, 7, 255})
            QTest::addRow("%d", r) << r;
    }

    void escalates()
    {
        QFETCH(int, response);
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({.cookie = 1}, peer.now));
        QVERIFY(peer.machine.submit({.cookie = 2}, peer.now + 10s));
        QVERIFY(peer.machine.submit({.lun = Lun{1}, .cookie = 3}, peer.now + 10s));
        QCOMPARE(peer.exchange().size(), 3u);
        peer.advance(30s);
        const auto abort = peer.exchange().at(0);
        if (response < 0) {
            peer.advance(14999ms);
            // The commands submitted later timed out meanwhile; only the other unit's gets its own function (TMF-15).
            const auto others = peer.exchange();
            QCOMPARE(others.size(), 1u);
            QCOMPARE(others[0].lun(), 1u);
            peer.advance(1ms);
        } else {
            peer.send(SessionPeer::functionResponse(abort.itt(), unsigned(response)));
        }
        auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(sent[0].get(0, 2), 0x4285u); // LOGICAL UNIT RESET
        QCOMPARE(sent[0].u32(20), 0xffffffffu);
        QCOMPARE(sent[0].u32(32), 0u);
        QVERIFY(completions(peer).empty());
        QVERIFY(peer.machine.submit({.cookie = 4}, peer.now)); // behind the reset: not affected (TMF-09)
        QCOMPARE(peer.exchange().size(), 1u);
        peer.send(SessionPeer::functionResponse(sent[0].itt(), 0));
        const auto done = completions(peer);
        QCOMPARE(done.size(), 2u);
        QCOMPARE(done[0].cookie, 1u);
        QCOMPARE(int(done[0].failure), int(TaskFailure::TimedOut));
        QCOMPARE(done[1].cookie, 2u);
        QCOMPARE(int(done[1].failure), int(response < 0 ? TaskFailure::TimedOut : TaskFailure::Aborted));
        if (response < 0) // the abort's answer, late
            peer.send(SessionPeer::functionResponse(abort.itt(), 0));
        QVERIFY(peer.machine.connected());
    }

    void resetWithoutAnswer() // TMF-03: the last step
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        peer.advance(30s);
        peer.advance(15s);
        QCOMPARE(peer.exchange().at(0).flags(), 0x85u); // the abort never left: only the reset does
        peer.advance(29999ms);
        QVERIFY(peer.machine.connected());
        peer.advance(1ms);
        const auto all = peer.events();
        QCOMPARE(all.size(), 1u);
        QCOMPARE(codeOf(std::get<ConnectionFailed>(all[0]).error), QStringLiteral("TimedOut"));
    }

    void ordersR2tsDuringAbort() // TMF-04, IOL 19.4.1: answered until the function ends
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        SessionPeer peer(config);
        const Bytes data = pattern(1024);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.advance(30s);
        const auto abort = peer.exchange().at(0);
        peer.send(SessionPeer::r2t(itt, 0, 0, 1024), false);
        peer.send(SessionPeer::nopIn(0xffffffff, 9), false);
        QCOMPARE(peer.exchange().size(), 2u);
        peer.send(SessionPeer::functionResponse(abort.itt(), 0));
        QCOMPARE(completions(peer).size(), 1u);
        peer.send(SessionPeer::r2t(itt, 1, 0, 1024), false);
        QVERIFY(peer.exchange().empty());
        QVERIFY(peer.machine.connected());
    }

    void concludedWhileQueued() // the answer to an R2T of an aborted command is dropped at a PDU boundary
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        SessionPeer peer(config);
        const Bytes data = pattern(65536);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.advance(30s);
        const auto abort = peer.exchange().at(0);
        peer.send(SessionPeer::r2t(itt, 0, 0, 65536), false);
        std::array<Segment, 2> segments;
        QCOMPARE(peer.machine.gather(segments, peer.now), 2u);
        peer.machine.sent(1000, peer.now);
        peer.send(SessionPeer::functionResponse(abort.itt(), 0));
        QVERIFY(completions(peer).empty());
        std::array<Segment, 64> rest;
        std::size_t bytes = 0;
        for (const auto &segment : std::span(rest).first(peer.machine.gather(rest, peer.now)))
            bytes += segment.size;
        QCOMPARE(bytes, 48u + 8192 - 1000);
        peer.machine.sent(bytes, peer.now);
        QCOMPARE(completions(peer).size(), 1u);
    }

    void unsentCommandTimesOut() // it never reached the target: nothing to abort
    {
        auto config = SessionPeer::defaults();
        config.numbers.maxCmdSn = 99;
        SessionPeer peer(config);
        QVERIFY(peer.machine.submit({}, peer.now));
        QVERIFY(peer.exchange().empty());
        peer.advance(30s);
        QVERIFY(peer.exchange().empty());
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::TimedOut);
    }

    void abortPassesAClosedWindow() // SEQ-05
    {
        auto config = SessionPeer::defaults();
        config.numbers.maxCmdSn = 100;
        SessionPeer peer(config);
        QVERIFY(peer.machine.submit({}, peer.now));
        QVERIFY(peer.machine.submit({}, peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        peer.advance(30s);
        QCOMPARE(peer.exchange().at(0).get(0, 2), 0x4281u);
    }

    void manyTimeoutsOnOneUnit() // TMF-15: one function at a time, each gets its turn
    {
        SessionPeer peer(SessionPeer::defaults());
        for (std::uint64_t i = 0; i < 5; ++i)
            QVERIFY(peer.machine.submit({.cookie = i}, peer.now));
        QCOMPARE(peer.exchange().size(), 5u);
        peer.advance(30s);
        std::vector<TaskCompleted> done;
        for (int i = 0; i < 5; ++i) {
            const auto sent = peer.exchange();
            QCOMPARE(sent.size(), 1u);
            peer.send(SessionPeer::functionResponse(sent[0].itt(), 0));
            for (const auto &one : completions(peer))
                done.push_back(one);
        }
        QCOMPARE(done.size(), 5u);
        QVERIFY(peer.exchange().empty());
        QVERIFY(!peer.machine.deadline());
    }

    void moreUnitsThanFunctions() // waiting aborts start when one ends
    {
        auto config = SessionPeer::defaults();
        config.maxTasks = 40;
        SessionPeer peer(config);
        for (std::uint64_t i = 0; i < 40; ++i)
            QVERIFY(peer.machine.submit({.lun = Lun{i}, .cookie = i}, peer.now));
        QCOMPARE(peer.exchange().size(), 40u);
        peer.advance(30s);
        std::size_t done = 0;
        while (true) {
            const auto sent = peer.exchange();
            if (sent.empty())
                break;
            QVERIFY(sent.size() <= 16);
            for (const auto &pdu : sent)
                peer.send(SessionPeer::functionResponse(pdu.itt(), 0));
            done += completions(peer).size();
        }
        QCOMPARE(done, 40u);
    }

    void ownReset() // TMF-01
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({.lun = Lun{7}, .cookie = 1}, peer.now));
        QVERIFY(peer.machine.submit({.lun = Lun{8}, .cookie = 2}, peer.now));
        QCOMPARE(peer.exchange().size(), 2u);
        peer.machine.resetLun(Lun{7}, peer.now);
        const auto sent = peer.exchange();
        QCOMPARE(sent.at(0).get(0, 2), 0x4285u);
        QCOMPARE(sent.at(0).lun(), 7u);
        peer.send(SessionPeer::functionResponse(sent[0].itt(), 0));
        const auto all = peer.events();
        QCOMPARE(all.size(), 2u);
        QCOMPARE(int(std::get<TaskCompleted>(all[0]).failure), int(TaskFailure::Aborted));
        QCOMPARE(std::get<TaskManagementCompleted>(all[1]).lun.value, 7u);
    }

    void ownResetRefused() // only reported
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.machine.resetLun(Lun{7}, peer.now);
        peer.send(SessionPeer::functionResponse(peer.exchange().at(0).itt(), 5));
        const auto all = peer.events();
        QCOMPARE(all.size(), 1u);
        QCOMPARE(unsigned(std::get<TaskManagementCompleted>(all[0]).response), 5u);
        QVERIFY(peer.machine.connected());
    }

    void ownResetReplacesAnAbort()
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({.cookie = 1}, peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        peer.advance(30s);
        const auto abort = peer.exchange().at(0);
        peer.machine.resetLun({}, peer.now);
        const auto reset = peer.exchange().at(0);
        QCOMPARE(reset.flags(), 0x85u);
        peer.send(SessionPeer::functionResponse(abort.itt(), 0));
        QVERIFY(peer.events().empty());
        peer.send(SessionPeer::functionResponse(reset.itt(), 0));
        QCOMPARE(completions(peer).size(), 1u);
    }

    void strangeFunctionResponse()
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        peer.send(SessionPeer::functionResponse(peer.exchange().at(0).itt(), 0));
        QVERIFY(peer.failure());
    }

    // --- reconnect
    void reissues() // REC-02, REC-12, IOL 16.4.*: old order, new tags, from the start
    {
        auto config = SessionPeer::defaults();
        config.parameters.initialR2T = false;
        SessionPeer peer(config);
        Bytes buffer(1024);
        const Bytes data = pattern(32768);
        QVERIFY(peer.machine.submit(readRequest(buffer, 1), peer.now));
        QVERIFY(peer.machine.submit(writeRequest(data, 2), peer.now));
        QVERIFY(peer.machine.submit({.cookie = 3}, peer.now));
        const auto before = peer.exchange();
        QCOMPARE(before.size(), 6u);
        peer.send(SessionPeer::dataIn(before[0].itt(), 0, 0, pattern(512, 3), 0), false);
        peer.send(SessionPeer::response(before[5].itt()));
        QCOMPARE(completions(peer).size(), 1u); // 3 is done and stays done
        peer.machine.handleEndOfStream({ErrorCode::TransportFailed, "reset"}, peer.now);
        QVERIFY(peer.machine.submit({.cookie = 4}, peer.now)); // waits
        QVERIFY(peer.exchange().empty());
        auto parameters = config.parameters;
        parameters.maxXmitDataSegmentLength = 4096;
        parameters.headerDigest = parameters.dataDigest = true;
        peer.reconnect(parameters, 7000);
        QVERIFY(peer.machine.connected());
        const auto after = peer.exchange();
        QCOMPARE(QString::fromStdString(peer.stream.problem), QString());
        QCOMPARE(after.size(), 1u + 8 + 1);
        QCOMPARE(after[0].u32(24), 7000u);
        QCOMPARE(after[0].flags(), 0xc1u);
        QCOMPARE(after[1].u32(24), 7001u);
        QCOMPARE(after[1].data.size(), 4096u);
        QCOMPARE(after[9].u32(24), 7002u);
        for (const auto &pdu : after)
            for (const auto &old : before)
                QVERIFY(pdu.itt() != old.itt());
        peer.send(SessionPeer::dataIn(after[0].itt(), 0, 0, pattern(1024, 4), 0x81));
        peer.send(SessionPeer::response(after[1].itt()));
        peer.send(SessionPeer::response(after[9].itt()));
        std::set<std::uint64_t> cookies;
        for (const auto &done : completions(peer)) {
            QCOMPARE(int(done.failure), int(TaskFailure::None));
            cookies.insert(done.cookie);
        }
        QVERIFY(cookies == (std::set<std::uint64_t>{1, 2, 4}));
        QVERIFY(buffer == pattern(1024, 4));
    }

    void oldTagsMeanNothing() // PDU-05
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        const auto old = peer.exchange().at(0).itt();
        peer.machine.handleEndOfStream({ErrorCode::TransportFailed, "x"}, peer.now);
        peer.reconnect({});
        QCOMPARE(peer.exchange().size(), 1u);
        peer.send(SessionPeer::response(old));
        QVERIFY(peer.failure());
    }

    void partOfAPduIsForgotten() // both directions
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(8192);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        const Bytes pdu = peer.numbered(SessionPeer::dataIn(itt, 0, 0, pattern(8192)), false).encode();
        peer.feed(std::span(pdu).first(5000));
        peer.machine.resetLun(Lun{3}, peer.now);
        std::array<Segment, 4> segments;
        QCOMPARE(peer.machine.gather(segments, peer.now), 1u);
        peer.machine.sent(20, peer.now);
        peer.machine.handleEndOfStream({ErrorCode::TransportFailed, "x"}, peer.now);
        peer.reconnect({});
        const auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(sent[0].opcode(), 0x01u);
        peer.send(SessionPeer::dataIn(sent[0].itt(), 0, 0, pattern(8192, 9), 0x81));
        QVERIFY(peer.completion());
        QVERIFY(buffer == pattern(8192, 9));
    }

    void timersStartAnew() // REC-13 is the owner's; a lost connection costs a command no time
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        peer.advance(29s);
        peer.machine.handleEndOfStream({ErrorCode::TransportFailed, "x"}, peer.now);
        QVERIFY(!peer.machine.deadline());
        peer.advance(2h);
        QCOMPARE(peer.events().size(), 1u);
        peer.reconnect({});
        QVERIFY(peer.machine.deadline() == peer.now + 30s);
        peer.advance(29s);
        QCOMPARE(peer.exchange().size(), 1u);
        QVERIFY(peer.events().empty());
    }

    void poisonCommandIsGivenUp() // FSM-06: a command that ends three connections does not end a fourth
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({.cookie = 1}, peer.now));
        QVERIFY(peer.machine.submit({.lun = Lun{2}, .cookie = 2}, peer.now));
        for (int i = 0; i < 3; ++i) {
            const auto sent = peer.exchange();
            QCOMPARE(sent.size(), 2u);
            peer.send(SessionPeer::response(sent[0].itt(), 0x02)); // CHECK CONDITION without sense
            const auto all = peer.events();
            QCOMPARE(all.size(), i < 2 ? 1u : 2u);
            if (i == 2) {
                QCOMPARE(std::get<TaskCompleted>(all[0]).cookie, 1u);
                QCOMPARE(int(std::get<TaskCompleted>(all[0]).failure), int(TaskFailure::TargetFailure));
            }
            QVERIFY(std::holds_alternative<ConnectionFailed>(all.back()));
            peer.reconnect({});
        }
        QCOMPARE(peer.exchange().size(), 1u);
    }

    void reconnectWithoutFailure() // the owner replaced a connection that we thought alive
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        peer.reconnect({});
        QCOMPARE(peer.exchange().size(), 1u);
        QVERIFY(peer.events().empty());
    }

    void moreR2tsAfterReconnect() // pools grow with what was negotiated
    {
        auto config = SessionPeer::defaults();
        config.maxTasks = 1;
        SessionPeer peer(config);
        peer.machine.handleEndOfStream({ErrorCode::TransportFailed, "x"}, peer.now);
        NegotiatedParameters parameters;
        parameters.immediateData = false;
        parameters.maxOutstandingR2T = 8;
        peer.reconnect(parameters);
        peer.events();
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        for (std::uint32_t i = 0; i < 8; ++i)
            peer.send(SessionPeer::r2t(itt, i, i * 512, 512), false);
        QCOMPARE(peer.exchange().size(), 8u);
    }

    void failAllEndsEverything()
    {
        SessionPeer peer(SessionPeer::defaults());
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data, 1), peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        QVERIFY(peer.machine.submit(writeRequest(data, 2), peer.now));
        std::array<Segment, 1> segment;
        QCOMPARE(peer.machine.gather(segment, peer.now), 1u); // on its way
        QVERIFY(peer.machine.submit({.cookie = 3}, peer.now));
        peer.machine.handleEndOfStream({ErrorCode::TransportFailed, "x"}, peer.now);
        QCOMPARE(peer.events().size(), 1u);
        peer.machine.failAll(TaskFailure::ConnectionFailed, peer.now);
        QVERIFY(peer.machine.submit({.cookie = 4}, peer.now));
        const auto done = completions(peer);
        QCOMPARE(done.size(), 4u);
        for (const auto &one : done)
            QCOMPARE(int(one.failure), int(TaskFailure::ConnectionFailed));
        QCOMPARE(peer.machine.counters().inFlight + peer.machine.counters().queued, 0u);
        peer.reconnect({});
        QVERIFY(peer.exchange().empty());
        QVERIFY(peer.machine.submit({.cookie = 5}, peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
    }

    void failAllOfALivingConnection()
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({.cookie = 1}, peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        peer.machine.failAll(TaskFailure::Aborted, peer.now);
        const auto all = peer.events();
        QCOMPARE(all.size(), 2u);
        QCOMPARE(int(std::get<TaskCompleted>(all[0]).failure), int(TaskFailure::Aborted));
        QCOMPARE(codeOf(std::get<ConnectionFailed>(all[1]).error), QStringLiteral("Cancelled"));
    }

    void shorterTimeout() // setTimeouts: the new command is due before the old one
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({.lun = Lun{1}, .cookie = 1}, peer.now));
        peer.machine.setTimeouts(0ms, 0ms, 5s);
        QVERIFY(peer.machine.submit({.lun = Lun{2}, .cookie = 2}, peer.now));
        QCOMPARE(peer.exchange().size(), 2u);
        QVERIFY(peer.machine.deadline() == peer.now + 5s);
        peer.advance(5s);
        const auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(sent[0].lun(), 2u);
    }

    void noTimeout()
    {
        auto config = SessionPeer::defaults();
        config.commandTimeout = 0ms;
        SessionPeer peer(config);
        QVERIFY(peer.machine.submit({}, peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        QVERIFY(!peer.machine.deadline());
        peer.advance(1000h);
        QVERIFY(peer.machine.connected());
        QVERIFY(peer.exchange().empty());
    }
};

QTEST_APPLESS_MAIN(TestSessionRecovery)
#include "tst_session_recovery.moc"
