// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/session_peer.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

template <typename Event>
std::vector<Event> eventsOf(SessionPeer &peer)
{
    std::vector<Event> found;
    for (auto &event : peer.events())
        if (auto *const one = std::get_if<Event>(&event))
            found.push_back(*one);
    return found;
}

SessionMachine::Config pinging()
{
    auto config = SessionPeer::defaults();
    config.nopInterval = 5s;
    config.nopTimeout = 5s;
    return config;
}

} // namespace

class TestSessionControl : public QObject {
    Q_OBJECT

private slots:
    // --- NOP
    void answersAPing() // NOP-01, NOP-06, IOL 15.1; the golden header of RFC facts the digest vectors of RFC 7143
    {
        auto config = SessionPeer::defaults();
        config.numbers = {.cmdSn = 0x01020304, .expStatSn = 0x05060708, .expCmdSn = 0x01020304, .maxCmdSn = 0x01020304};
        SessionPeer peer(config);
        peer.send(SessionPeer::nopIn(0xffffffff, 0x0a0b0c0d, 0x0005000000000000), false);
        const auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(toHex(sent[0].header), toHex(fromHex("40800000 00000000 00050000 00000000 ffffffff 0a0b0c0d"
                                                      "01020304 05060708 00000000 00000000 00000000 00000000")));
    }

    void doesNotAnswerWithoutTag() // NOP-02
    {
        SessionPeer peer(SessionPeer::defaults());
        for (int i = 0; i < 10; ++i)
            peer.send(SessionPeer::nopIn(0xffffffff, 0xffffffff), false);
        QVERIFY(peer.exchange().empty());
    }

    void badNops_data() // NOP-04, PDU-08
    {
        QTest::addColumn<WirePdu>("pdu");
        QTest::newRow("both tags") << SessionPeer::nopIn(0x82000001, 5);
        QTest::newRow("data without a ping") << SessionPeer::nopIn(0xffffffff, 5).with(pattern(4));
        QTest::newRow("answer to no ping") << SessionPeer::nopIn(0x82000001, 0xffffffff);
        QTest::newRow("answer to a command") << SessionPeer::nopIn(0x00001000, 0xffffffff);
    }

    void badNops()
    {
        QFETCH(WirePdu, pdu);
        SessionPeer peer(SessionPeer::defaults());
        peer.send(pdu, pdu.itt() != 0xffffffff);
        QVERIFY(peer.failure());
    }

    void pingAfterSilence() // NOP-03, NOP-07, SEQ-15, IOL 15.2, 15.3
    {
        SessionPeer peer(pinging());
        QVERIFY(peer.machine.deadline() == peer.now + 5s);
        peer.advance(4999ms);
        QVERIFY(peer.exchange().empty());
        peer.advance(1ms);
        const auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QVERIFY(sent[0].immediate());
        QCOMPARE(sent[0].opcode(), 0u);
        QCOMPARE(sent[0].flags(), 0x80u);
        QVERIFY(sent[0].itt() != 0xffffffff);
        QCOMPARE(sent[0].u32(20), 0xffffffffu);
        QCOMPARE(sent[0].lun(), 0u);
        QVERIFY(!sent[0].data.empty());
        QVERIFY(peer.machine.deadline() == peer.now + 5s);
        peer.advance(12ms);
        peer.send(SessionPeer::nopIn(sent[0].itt(), 0xffffffff).with(sent[0].data));
        QVERIFY(peer.events().empty());
        QCOMPARE(peer.machine.counters().lastRoundTripUs, 12'000u);
        QCOMPARE(peer.machine.counters().nopsSent, 1u);
        QVERIFY(peer.machine.deadline() == peer.now + 5s);
        peer.advance(5s);
        QCOMPARE(peer.exchange().at(0).u32(28), 501u); // acknowledges the answer before
    }

    void silenceEndsTheConnection() // NOP-07
    {
        SessionPeer peer(pinging());
        peer.advance(5s);
        QCOMPARE(peer.exchange().size(), 1u);
        peer.advance(4999ms);
        QVERIFY(peer.events().empty());
        peer.advance(1ms);
        const auto failed = peer.failure();
        QVERIFY(failed);
        QCOMPARE(codeOf(failed->error), QStringLiteral("TimedOut"));
        peer.advance(1h);
        QVERIFY(peer.events().empty()); // once
    }

    void anyByteIsLife() // NOP-05: a late answer is no reason to fail while data flows
    {
        auto config = pinging();
        config.commandTimeout = 0ms;
        SessionPeer peer(config);
        Bytes buffer(4096);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.advance(5s);
        const auto ping = peer.exchange().at(0);
        for (std::uint32_t i = 0; i < 8; ++i) {
            peer.advance(4s);
            peer.send(SessionPeer::dataIn(itt, i, i * 512, pattern(512), 0), false);
            QVERIFY(peer.machine.connected());
        }
        QVERIFY(peer.exchange().empty());
        peer.send(SessionPeer::nopIn(ping.itt(), 0xffffffff).with(ping.data));
        QVERIFY(peer.machine.connected());
    }

    void lateAnswerToAnOldPing() // NOP-05
    {
        SessionPeer peer(pinging());
        peer.advance(5s);
        const auto first = peer.exchange().at(0);
        peer.send(SessionPeer::nopIn(0xffffffff, 0xffffffff), false);
        peer.advance(5s);
        const auto second = peer.exchange().at(0);
        QVERIFY(first.itt() != second.itt());
        peer.send(SessionPeer::nopIn(first.itt(), 0xffffffff).with(first.data));
        QVERIFY(peer.machine.connected());
        QCOMPARE(peer.machine.counters().lastRoundTripUs, 0u);
    }

    void wrongEcho_data() // NOP-03
    {
        QTest::addColumn<int>("change");
        QTest::newRow("cut off") << 0;
        QTest::newRow("changed") << 1;
        QTest::newRow("longer") << 2;
    }

    void wrongEcho()
    {
        QFETCH(int, change);
        SessionPeer peer(pinging());
        peer.advance(5s);
        const auto ping = peer.exchange().at(0);
        Bytes echo = ping.data;
        if (change == 0)
            echo.clear();
        else if (change == 1)
            echo[3] ^= std::byte{1};
        else
            echo.push_back(std::byte{0});
        peer.send(SessionPeer::nopIn(ping.itt(), 0xffffffff).with(echo));
        QVERIFY(peer.failure());
        peer.reconnect({}); // a target that cannot echo is pinged without data from now on
        peer.advance(5s);
        const auto next = peer.exchange().at(0);
        QVERIFY(next.data.empty());
        peer.send(SessionPeer::nopIn(next.itt(), 0xffffffff));
        QVERIFY(peer.machine.connected());
    }

    void floodOfPings() // NOP-08, PDU-13: in one piece, without recursion, memory bounded
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes flood;
        for (std::uint32_t i = 0; i < 10'000; ++i) {
            const Bytes one = peer.numbered(SessionPeer::nopIn(0xffffffff, i), false).encode();
            flood.insert(flood.end(), one.begin(), one.end());
        }
        peer.feed(flood);
        QVERIFY(peer.machine.connected());
        const auto sent = peer.exchange();
        QVERIFY(sent.size() >= 1000);
        for (std::size_t i = 0; i < sent.size(); ++i)
            QCOMPARE(sent[i].u32(20), std::uint32_t(i));
        peer.send(SessionPeer::nopIn(0xffffffff, 77), false);
        QCOMPARE(peer.exchange().at(0).u32(20), 77u);
    }

    // --- Async Message
    void scsiEvent() // ASY-01, ASY-09
    {
        SessionPeer peer(SessionPeer::defaults());
        auto message = SessionPeer::async(0).set(8, 8, 0x0003000000000000);
        Bytes data(2 + 18);
        data[1] = std::byte{18};
        data[2] = std::byte{0x70};
        data[4] = std::byte{0x06};
        data[14] = std::byte{0x3f};
        data[15] = std::byte{0x0e};
        peer.send(message.with(data));
        const auto all = eventsOf<AsyncMessage>(peer);
        QCOMPARE(all.size(), 1u);
        QCOMPARE(unsigned(all[0].event), 0u);
        QCOMPARE(all[0].lun.value, 0x0003000000000000u);
        QCOMPARE(unsigned(all[0].senseLength), 18u);
        QCOMPARE(unsigned(all[0].sense[12]), 0x3fu);
        QVERIFY(peer.machine.submit({}, peer.now));
        QCOMPARE(peer.exchange().at(0).u32(28), 501u);
        QCOMPARE(peer.machine.counters().asyncMessages, 1u);
    }

    void badAsync_data() // ASY-01, ASY-07, ASY-08
    {
        QTest::addColumn<WirePdu>("pdu");
        QTest::newRow("sense of one byte") << SessionPeer::async(0).with(Bytes(1));
        QTest::newRow("sense length 65535") << SessionPeer::async(0).with(fromHex("ffff 70"));
        QTest::newRow("5 without FastAbort") << SessionPeer::async(5);
        QTest::newRow("6") << SessionPeer::async(6);
        QTest::newRow("247") << SessionPeer::async(247);
    }

    void badAsync()
    {
        QFETCH(WirePdu, pdu);
        SessionPeer peer(SessionPeer::defaults());
        peer.send(pdu);
        const auto failed = peer.failure();
        QVERIFY(failed && failed->error.code == ErrorCode::ProtocolViolation);
    }

    void vendorEvents() // ASY-08
    {
        SessionPeer peer(SessionPeer::defaults());
        for (unsigned event = 248; event < 256; ++event)
            peer.send(SessionPeer::async(event, 1, 2, 3).set(37, 1, 9));
        const auto all = eventsOf<AsyncMessage>(peer);
        QCOMPARE(all.size(), 8u);
        QCOMPARE(unsigned(all[7].event), 255u);
        QCOMPARE(unsigned(all[7].vendorCode), 9u);
        QVERIFY(peer.machine.connected());
    }

    void logoutRequest_data()
    {
        QTest::addColumn<unsigned>("seconds");
        for (const unsigned s : {0u, 1u, 5u})
            QTest::addRow("P3=%u", s) << s;
    }

    void logoutRequest() // ASY-02, ASY-03, ASY-10, IOL 14.1, 20.1
    {
        QFETCH(unsigned, seconds);
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(64);
        QVERIFY(peer.machine.submit(readRequest(buffer, 1), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        for (int i = 0; i < 100; ++i)
            peer.send(SessionPeer::async(1, 0, 0, seconds));
        const auto all = eventsOf<AsyncMessage>(peer);
        QCOMPARE(all.size(), 1u);
        QCOMPARE(unsigned(all[0].parameter3), seconds);
        QVERIFY(peer.machine.submit({}, peer.now));
        QVERIFY(peer.exchange().empty()); // no new command
        peer.send(SessionPeer::dataIn(itt, 0, 0, pattern(64), 0x81));
        QVERIFY(peer.completion()); // what was under way may still end
        peer.machine.logout(peer.now);
        const auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(sent[0].opcode(), 0x06u);
        peer.send(SessionPeer::async(1, 0, 0, seconds)); // ASY-11, FSM-05
        peer.send(WirePdu(0x26).set(16, 4, sent[0].itt()).set(40, 2, 3).set(42, 2, 4));
        const auto logout = eventsOf<LogoutCompleted>(peer);
        QCOMPARE(logout.size(), 1u);
        QCOMPARE(unsigned(logout[0].time2Wait), 3u);
        QVERIFY(!peer.machine.connected());
        peer.reconnect({}); // the command that could not leave does so now
        QCOMPARE(peer.exchange().at(0).opcode(), 0x01u);
    }

    void logoutRequestIgnored() // FSM-06: no state for ever
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.send(SessionPeer::async(1, 0, 0, 5));
        QCOMPARE(peer.events().size(), 1u);
        QVERIFY(peer.machine.deadline() == peer.now + 5s);
        peer.advance(5s);
        QVERIFY(peer.failure());
    }

    void drops_data() // ASY-04, ASY-05, IOL 20.2, 20.3
    {
        QTest::addColumn<unsigned>("event");
        QTest::addColumn<unsigned>("cid");
        QTest::addColumn<bool>("ours");
        QTest::newRow("this connection") << 2u << 7u << true;
        QTest::newRow("another connection") << 2u << 8u << false;
        QTest::newRow("session") << 3u << 0u << true;
    }

    void drops()
    {
        QFETCH(unsigned, event);
        QFETCH(unsigned, cid);
        QFETCH(bool, ours);
        auto config = SessionPeer::defaults();
        config.cid = 7;
        SessionPeer peer(config);
        peer.send(SessionPeer::async(event, cid, 11, 22));
        QCOMPARE(peer.machine.connected(), !ours);
        if (ours) {
            const auto failed = peer.failure();
            QVERIFY(failed);
            QCOMPARE(int(failed->time2Wait.value_or(0)), 11);
        } else {
            QCOMPARE(eventsOf<AsyncMessage>(peer).size(), 1u);
        }
    }

    void negotiationRequest() // ASY-06, IOL 20.4
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.send(SessionPeer::async(4, 0, 0, 3));
        QCOMPARE(eventsOf<AsyncMessage>(peer).size(), 1u);
        peer.machine.renegotiate(peer.now);
        auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(sent[0].opcode(), 0x04u);
        QCOMPARE(sent[0].flags(), 0x80u);
        QCOMPARE(sent[0].u32(20), 0xffffffffu);
        QVERIFY(sent[0].data.empty());
        // The answer comes in two parts, cut inside a key.
        const auto itt = sent[0].itt();
        peer.send(WirePdu(0x24, 0x40).set(8, 8, 5).set(16, 4, itt).set(20, 4, 0x77).with(bytesOf("MaxRecvDataSegm")));
        sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(sent[0].itt(), itt);
        QCOMPARE(sent[0].u32(20), 0x77u);
        QCOMPARE(sent[0].lun(), 5u);
        peer.send(WirePdu(0x24)
                      .set(16, 4, itt)
                      .set(20, 4, 0xffffffff)
                      .with(bytesOf(std::string_view("entLength=1024\0", 15))));
        QVERIFY(peer.machine.connected());
        const Bytes data = pattern(4096); // and what was declared is honoured
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        QCOMPARE(peer.exchange().at(0).data.size(), 1024u);
    }

    void badText_data()
    {
        QTest::addColumn<WirePdu>("pdu");
        QTest::newRow("unknown tag") << WirePdu(0x24).set(16, 4, 3).set(20, 4, 0xffffffff);
        QTest::newRow("impossible length")
            << WirePdu(0x24)
                   .set(20, 4, 0xffffffff)
                   .with(bytesOf(std::string_view("MaxRecvDataSegmentLength=511\0", 29)));
        QTest::newRow("no number") << WirePdu(0x24)
                                          .set(20, 4, 0xffffffff)
                                          .with(bytesOf(std::string_view("MaxRecvDataSegmentLength=1k\0", 28)));
    }

    void badText()
    {
        QFETCH(WirePdu, pdu);
        SessionPeer peer(SessionPeer::defaults());
        peer.machine.renegotiate(peer.now);
        const auto itt = peer.exchange().at(0).itt();
        if (pdu.itt() == 0)
            pdu.set(16, 4, itt);
        peer.send(pdu);
        QVERIFY(peer.failure());
    }

    void endlessText()
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.machine.renegotiate(peer.now);
        for (int i = 0; i < 100 && peer.machine.connected(); ++i) {
            const auto itt = peer.exchange().at(0).itt();
            peer.send(WirePdu(0x24, 0).set(16, 4, itt).set(20, 4, 0x77).with(bytesOf("a")));
        }
        QVERIFY(peer.failure());
    }

    void textTimesOut()
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.machine.renegotiate(peer.now);
        QCOMPARE(peer.exchange().size(), 1u);
        peer.advance(15s);
        QVERIFY(peer.failure());
    }

    // --- Logout
    void logoutOnTheWire() // LGO-01, LGO-02, IOL 17.1
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(64);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        peer.machine.logout(peer.now);
        peer.machine.logout(peer.now);
        QVERIFY(peer.machine.submit({}, peer.now));
        const auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(sent[0].get(0, 2), 0x4680u);
        QCOMPARE(sent[0].u32(20), 0u);
        QCOMPARE(sent[0].u32(24), 101u);
        QCOMPARE(sent[0].u32(28), 500u);
        QVERIFY(sent[0].data.empty());
        peer.send(SessionPeer::nopIn(0xffffffff, 5), false);
        QVERIFY(peer.exchange().empty()); // nothing follows it
        peer.send(WirePdu(0x26).set(16, 4, sent[0].itt()));
        QCOMPARE(eventsOf<LogoutCompleted>(peer).size(), 1u);
        QVERIFY(!peer.machine.connected());
        QVERIFY(!peer.machine.deadline());
        peer.machine.handleEndOfStream({ErrorCode::TransportFailed, "FIN"}, peer.now);
        QVERIFY(peer.events().empty());
    }

    void logoutTimesOut() // LGO-05
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.machine.logout(peer.now);
        QCOMPARE(peer.exchange().size(), 1u);
        QVERIFY(peer.machine.deadline() == peer.now + 15s);
        peer.advance(15s);
        QVERIFY(peer.failure());
    }

    void logoutAnswers_data() // LGO-04
    {
        QTest::addColumn<unsigned>("response");
        for (const unsigned r : {0u, 1u, 2u, 3u})
            QTest::addRow("%u", r) << r;
    }

    void logoutAnswers()
    {
        QFETCH(unsigned, response);
        SessionPeer peer(SessionPeer::defaults());
        peer.machine.logout(peer.now);
        const auto itt = peer.exchange().at(0).itt();
        peer.send(WirePdu(0x26).set(2, 1, response).set(16, 4, itt));
        const auto all = eventsOf<LogoutCompleted>(peer);
        QCOMPARE(all.size(), 1u);
        QCOMPARE(unsigned(all[0].response), response);
    }

    void unexpectedLogoutResponse()
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.send(WirePdu(0x26).set(16, 4, 0x83000000));
        QVERIFY(peer.failure());
    }

    void endOfStream() // LGO-09
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.machine.handleEndOfStream({ErrorCode::TransportFailed, "closed by the target", 0, 104}, peer.now);
        peer.machine.handleEndOfStream({ErrorCode::TransportFailed, "again"}, peer.now);
        const auto all = peer.events();
        QCOMPARE(all.size(), 1u);
        QCOMPARE(std::get<ConnectionFailed>(all[0]).error.sysErrno, 104);
    }

    // --- Reject
    void rejectIsShort_data()
    {
        QTest::addColumn<int>("size");
        for (const int s : {0, 1, 47})
            QTest::addRow("%d", s) << s;
    }

    void rejectIsShort() // REJ-01
    {
        QFETCH(int, size);
        SessionPeer peer(SessionPeer::defaults());
        peer.send(WirePdu(0x3f).set(2, 1, 4).set(16, 4, 0xffffffff).with(Bytes(std::size_t(size))));
        QVERIFY(peer.failure());
    }

    void rejectOfSomethingNeverSent() // REJ-01, REJ-11, ASY-09
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        const auto command = peer.exchange().at(0);
        for (unsigned reason = 0; reason < 256; ++reason) {
            if (reason == 0x0b || reason == 0x0c)
                continue;
            auto other = command;
            peer.send(SessionPeer::reject(reason, other.set(16, 4, 0x00777000)));
            other = command;
            peer.send(SessionPeer::reject(reason, other.set(24, 4, 99)));
            peer.send(SessionPeer::reject(reason, WirePdu(0x05).set(16, 4, command.itt()))); // REJ-02
            peer.send(SessionPeer::reject(reason, WirePdu(0x10)));
        }
        QVERIFY(peer.machine.connected());
        QCOMPARE(peer.machine.counters().rejects, 254u * 4);
        peer.send(SessionPeer::response(command.itt()));
        QVERIFY(peer.completion());
    }

    void rejectedCommandLeavesNoHole_data() // SEQ-18, REJ-03, REJ-10
    {
        QTest::addColumn<unsigned>("reason");
        for (const unsigned r : {0x04u, 0x05u, 0x09u, 0x01u, 0x77u})
            QTest::addRow("%02x", r) << r;
    }

    void rejectedCommandLeavesNoHole()
    {
        QFETCH(unsigned, reason);
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        const auto command = peer.exchange().at(0);
        peer.expCmdSn = 100; // not consumed
        peer.send(SessionPeer::reject(reason, command));
        const auto sent = peer.exchange();
        QCOMPARE(sent.size(), 1u);
        QCOMPARE(sent[0].get(0, 2), 0x4281u); // ABORT TASK
        QCOMPARE(sent[0].u32(20), command.itt());
        QCOMPARE(sent[0].u32(32), 100u);
        peer.expCmdSn = 101;
        peer.send(SessionPeer::functionResponse(sent[0].itt(), 0));
        const auto all = peer.events();
        QCOMPARE(all.size(), 2u);
        QCOMPARE(int(std::get<TaskCompleted>(all[0]).failure), int(TaskFailure::Rejected));
        QVERIFY(peer.machine.submit({}, peer.now));
        QCOMPARE(peer.exchange().at(0).u32(24), 101u);
    }

    void rejectedCommandWasCounted() // REJ-03: ExpCmdSN tells that there is no hole
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        peer.send(SessionPeer::reject(0x05, peer.exchange().at(0)));
        QVERIFY(peer.exchange().empty());
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::Rejected);
    }

    void resendsAfterDataDigestError() // REJ-04, SEQ-08: same ITT, CmdSN, flags, LUN, CDB
    {
        SessionPeer peer(SessionPeer::defaults());
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto command = peer.exchange().at(0);
        QVERIFY(peer.machine.submit({}, peer.now));
        QCOMPARE(peer.exchange().size(), 1u);
        for (int i = 0; i < 3; ++i) {
            peer.expCmdSn = 100;
            peer.send(SessionPeer::reject(0x02, command));
            const auto sent = peer.exchange();
            QCOMPARE(sent.size(), 1u);
            auto expected = command;
            QCOMPARE(toHex(sent[0].header), toHex(expected.set(28, 4, sent[0].u32(28)).header));
            QVERIFY(sent[0].data == data);
        }
        peer.expCmdSn = 100;
        peer.send(SessionPeer::reject(0x02, command)); // enough
        QCOMPARE(peer.exchange().at(0).opcode(), 0x02u);
    }

    void resentCommandCompletes() // REJ-04
    {
        SessionPeer peer(SessionPeer::defaults());
        const Bytes data = pattern(4096);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto command = peer.exchange().at(0);
        peer.expCmdSn = 100;
        peer.send(SessionPeer::reject(0x02, command));
        QCOMPARE(peer.exchange().size(), 1u);
        peer.send(SessionPeer::response(command.itt()));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None && done->transferred == 4096);
    }

    void rejectStorm() // REJ-10
    {
        SessionPeer peer(SessionPeer::defaults());
        for (int i = 0; i < 33; ++i) {
            QVERIFY(peer.machine.connected());
            QVERIFY(peer.machine.submit({}, peer.now));
            peer.send(SessionPeer::reject(0x09, peer.exchange().at(0)));
            QCOMPARE(peer.events().size(), 1u);
        }
        QVERIFY(!peer.machine.connected());
    }

    void rejectsNegotiationReset() // REJ-06
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.send(SessionPeer::reject(0x0b, WirePdu(0x04)));
        QVERIFY(peer.failure());
    }

    void rejectsWaitingForLogout() // REJ-07
    {
        SessionPeer peer(SessionPeer::defaults());
        QVERIFY(peer.machine.submit({}, peer.now));
        peer.send(SessionPeer::reject(0x0c, peer.exchange().at(0)));
        const auto all = eventsOf<AsyncMessage>(peer);
        QCOMPARE(all.size(), 1u);
        QCOMPARE(unsigned(all[0].event), 1u);
        QVERIFY(peer.machine.submit({}, peer.now));
        QVERIFY(peer.exchange().empty());
        peer.machine.logout(peer.now);
        QCOMPARE(peer.exchange().at(0).opcode(), 0x06u);
    }

    void rejectedImmediates() // REJ-05: tried again after a moment
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.machine.resetLun({}, peer.now);
        const auto reset = peer.exchange().at(0);
        for (int i = 0; i < 5; ++i) {
            peer.send(SessionPeer::reject(0x06, reset));
            QVERIFY(peer.exchange().empty());
            QVERIFY(peer.machine.deadline() == peer.now + 1s);
            peer.advance(1s);
            const auto again = peer.exchange();
            QCOMPARE(again.size(), 1u);
            QCOMPARE(again[0].itt(), reset.itt());
        }
        peer.machine.logout(peer.now);
        const auto logout = peer.exchange().at(0);
        peer.send(SessionPeer::reject(0x06, logout));
        QVERIFY(peer.exchange().empty());
        peer.advance(1s);
        QCOMPARE(peer.exchange().at(0).opcode(), 0x06u);
    }

    void rejectedPing() // REJ-05: a refusal is an answer
    {
        SessionPeer peer(pinging());
        peer.advance(5s);
        peer.send(SessionPeer::reject(0x06, peer.exchange().at(0)));
        peer.advance(4999ms);
        QVERIFY(peer.machine.connected());
        peer.advance(1ms);
        QCOMPARE(peer.exchange().size(), 1u);
    }

    void rejectedText() // REJ-08, IOL 18.5
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.machine.renegotiate(peer.now);
        peer.send(SessionPeer::reject(0x04, peer.exchange().at(0)));
        QVERIFY(peer.machine.connected());
        peer.machine.renegotiate(peer.now);
        QCOMPARE(peer.exchange().size(), 1u);
    }

    void rejectedLogout()
    {
        SessionPeer peer(SessionPeer::defaults());
        peer.machine.logout(peer.now);
        peer.send(SessionPeer::reject(0x05, peer.exchange().at(0)));
        QVERIFY(peer.failure());
    }
};

QTEST_APPLESS_MAIN(TestSessionControl)
#include "tst_session_control.moc"
