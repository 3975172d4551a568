// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/session_peer.h"

#include <QtTest>
#include <algorithm>
#include <deque>
#include <numeric>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

constexpr unsigned kCommand = 0x01, kFunction = 0x02, kLogout = 0x06, kNop = 0x00;

SessionMachine::Config several(std::uint32_t connections)
{
    auto config = SessionPeer::defaults();
    config.parameters.maxConnections = connections;
    config.maxTasks = 128;
    return config;
}

/// A session with some connections, all slots in use from 0 on, and room for reads.
struct Session : SessionPeer {
    explicit Session(unsigned connections, std::uint32_t allowed = 8)
        : Session(several(allowed), connections)
    {}
    Session(const SessionMachine::Config &config, unsigned connections)
        : SessionPeer(config)
    {
        for (unsigned slot = 1; slot < connections; ++slot)
            all.push_back(addConnection(std::uint16_t(10 + slot)));
    }

    void read(std::size_t bytes = 4096)
    {
        buffers.emplace_back(bytes);
        Q_ASSERT(machine.submit(readRequest(buffers.back(), ++cookie), now));
    }
    void reads(unsigned count, std::size_t bytes = 4096)
    {
        for (unsigned i = 0; i < count; ++i)
            read(bytes);
    }
    /// Answers a command as it must be for success.
    void answer(unsigned slot, const WirePdu &command)
    {
        Bytes data(command.u32(20), std::byte{7});
        sendOn(slot, dataIn(command.itt(), 0, 0, data, 0x81));
    }

    std::vector<unsigned> all{0}; ///< Slots
    std::uint64_t cookie = 0;
    std::deque<Bytes> buffers;
};

std::vector<WirePdu> only(const std::vector<WirePdu> &pdus, unsigned opcode)
{
    std::vector<WirePdu> found;
    std::ranges::copy_if(pdus, std::back_inserter(found), [&](const WirePdu &pdu) { return pdu.opcode() == opcode; });
    return found;
}

std::vector<std::uint32_t> cmdSns(const std::vector<WirePdu> &pdus)
{
    std::vector<std::uint32_t> numbers;
    for (const WirePdu &pdu : pdus)
        numbers.push_back(pdu.u32(24));
    return numbers;
}

template <typename Event>
std::vector<Event> of(const std::vector<SessionEvent> &events)
{
    std::vector<Event> found;
    for (const SessionEvent &event : events) {
        if (const auto *one = std::get_if<Event>(&event))
            found.push_back(*one);
    }
    return found;
}

WirePdu logoutResponse(const WirePdu &request, unsigned response = 0)
{
    return WirePdu(0x26).set(2, 1, response).set(16, 4, request.itt());
}

const Error kCut{ErrorCode::TransportFailed, "cut", 0, 0};

} // namespace

/// Several connections in one session, RFC 7143 §4.2.2, §4.2.5.1, §8.2, §11.14.
class TestSessionConnections : public QObject {
    Q_OBJECT

private slots:
    /// The answer to a reset may overtake data on another connection. Its buffer is not the session's any more then.
    void resetWhileDataArrivesElsewhere() // TMF-06, TMF-09
    {
        Session session(2);
        session.reads(2, 65536);
        (void)session.exchange(0);
        const auto command = only(session.exchange(1), 0x01).at(0);
        const Bytes data = SessionPeer::dataIn(command.itt(), 0, 0, Bytes(8192, std::byte{7}))
                               .set(28, 4, session.expCmdSn)
                               .set(32, 4, session.expCmdSn + session.window - 1)
                               .encode();
        session.feed(std::span(data).first(4000), 1);
        session.machine.resetLun(Lun{0}, session.now);
        const auto reset = only(session.exchange(0), 0x02).at(0);
        session.sendOn(0, SessionPeer::functionResponse(reset.itt(), 0));
        QCOMPARE(of<TaskCompleted>(session.events()).size(), std::size_t(2));
        for (Bytes &buffer : session.buffers)
            std::ranges::fill(buffer, std::byte{0xee});
        session.feed(std::span(data).subspan(4000), 1);
        for (const Bytes &buffer : session.buffers)
            QCOMPARE(buffer, Bytes(65536, std::byte{0xee}));
        session.read();
        session.read();
        for (const unsigned slot : {0U, 1U})
            session.answer(slot, only(session.exchange(slot), 0x01).at(0));
        QCOMPARE(of<TaskCompleted>(session.events()).size(), std::size_t(2));
    }

    // MCS-01
    void onlyWhatWasNegotiated()
    {
        Session session(1, 3);
        QCOMPARE(session.addConnection(1), 1U);
        QCOMPARE(session.addConnection(2), 2U);
        const auto tooMany = session.machine.addConnection(3, {}, several(3).numbers, session.now);
        QVERIFY(!tooMany);
        QCOMPARE(tooMany.error().code, ErrorCode::InvalidArgument);
        QVERIFY(QString::fromStdString(tooMany.error().message).contains(QStringLiteral("MaxConnections")));
        QCOMPARE(session.machine.counters().connections, 3U);
    }

    void aCidIsUsedOnce()
    {
        Session session(2);
        const auto again = session.machine.addConnection(11, {}, several(8).numbers, session.now);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
    }

    void nothingJoinsASessionThatIsGone()
    {
        Session session(1);
        session.machine.handleEndOfStream(kCut, session.now);
        const auto late = session.machine.addConnection(1, {}, several(8).numbers, session.now);
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::NotFound);
    }

    // MCS-03, MCS-04: one order and one window for all, a StatSN for each.
    void waitingCommandsAreShared()
    {
        Session session(4);
        session.reads(32);
        std::vector<std::uint32_t> numbers;
        for (const unsigned slot : session.all) {
            const auto sent = session.exchange(slot);
            QCOMPARE(sent.size(), 8U);
            const auto own = cmdSns(sent);
            QVERIFY(std::ranges::is_sorted(own));
            numbers.insert(numbers.end(), own.begin(), own.end());
            for (const WirePdu &pdu : sent)
                QCOMPARE(pdu.u32(28), slot == 0 ? 500U : 700U);
        }
        std::vector<std::uint32_t> expected(32);
        std::iota(expected.begin(), expected.end(), 100U);
        QCOMPARE(numbers, expected);
    }

    void theLeastLoadedTakesTheNext()
    {
        Session session(2);
        session.read(1 << 20);
        QCOMPARE(session.exchange(0).size(), 1U);
        session.reads(20);
        QCOMPARE(session.exchange(0).size(), 0U); // it has a megabyte under way
        QCOMPARE(session.exchange(1).size(), 20U);
    }

    void aSmallWindowIsSharedToo()
    {
        auto config = several(4);
        config.numbers.maxCmdSn = config.numbers.cmdSn + 7;
        Session session(config, 1);
        session.window = 8;
        for (unsigned slot = 1; slot < 4; ++slot)
            QCOMPARE(session.addConnection(std::uint16_t(10 + slot)), slot);
        session.reads(100);
        for (unsigned slot = 0; slot < 4; ++slot)
            QCOMPARE(session.exchange(slot).size(), 2U);
    }

    void oneWithAFullSocketGetsNothing()
    {
        Session session(2);
        session.reads(2);
        std::array<Segment, 4> segments;
        QVERIFY(session.machine.gather(segments, session.now, 0) > 0);
        session.machine.sent(10, session.now, 0); // and no more
        session.reads(30);
        QCOMPARE(session.exchange(1).size(), 31U);
    }

    void oneCommandAfterTheOtherStaysOnOne() // its path is warm
    {
        Session session(3);
        for (int i = 0; i < 5; ++i) {
            session.read();
            const auto sent = session.exchange(0);
            QCOMPARE(sent.size(), 1U);
            session.answer(0, sent.front());
            QCOMPARE(of<TaskCompleted>(session.events()).size(), 1U);
        }
    }

    // DAT-01: what concerns a command comes on its connection.
    void allegiance_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addRow("Data-In") << 0;
        QTest::addRow("SCSI Response") << 1;
        QTest::addRow("R2T") << 2;
        QTest::addRow("Task Management Response") << 3;
    }

    void allegiance()
    {
        QFETCH(int, kind);
        auto config = several(2);
        Session session(config, 2);
        const Bytes out = pattern(100'000);
        QVERIFY(session.machine.submit(kind == 2 ? writeRequest(out) : readRequest(session.buffers.emplace_back(512)),
                                       session.now));
        auto sent = session.exchange(0);
        QVERIFY(!sent.empty());
        if (kind == 3) {
            session.machine.resetLun(Lun{0}, session.now);
            sent = only(session.exchange(0), kFunction);
            QCOMPARE(sent.size(), 1U);
        }
        const std::uint32_t itt = sent.front().itt();
        session.sendOn(1, kind == 0   ? SessionPeer::dataIn(itt, 0, 0, Bytes(512))
                          : kind == 1 ? SessionPeer::response(itt)
                          : kind == 2 ? SessionPeer::r2t(itt, 0, 8192, 512)
                                      : SessionPeer::functionResponse(itt, 0));
        const auto lost = of<ConnectionLost>(session.events());
        QCOMPARE(lost.size(), 1U);
        QCOMPARE(lost.front().slot, 1U);
        QCOMPARE(lost.front().error.code, ErrorCode::ProtocolViolation);
        QVERIFY(lost.front().error.message.find("another connection") != std::string::npos);
        QVERIFY(session.machine.connected(0));
    }

    // MCS-05, MCS-07: the others go on, and what was under way is issued again when the target has let go of it.
    void aLostConnection()
    {
        Session session(2);
        session.reads(4);
        const auto first = session.exchange(0);
        QCOMPARE(cmdSns(first), (std::vector<std::uint32_t>{100, 101}));
        session.lose(1); // 102 and 103 never arrive
        session.machine.handleEndOfStream(kCut, session.now, 1);
        const auto lost = of<ConnectionLost>(session.events());
        QCOMPARE(lost.size(), 1U);
        QCOMPARE(lost.front().slot, 1U);
        QCOMPARE(lost.front().cid, 11);

        const auto logout = session.exchange(0);
        QCOMPARE(logout.size(), 1U); // nothing is issued again yet
        QCOMPARE(logout.front().opcode(), kLogout);
        QVERIFY(logout.front().immediate());
        QCOMPARE(logout.front().flags() & 0x7f, 1U);
        QCOMPARE(logout.front().get(20, 2), 11U);
        session.answer(0, first[0]);
        session.read();
        QCOMPARE(cmdSns(session.exchange(0)), std::vector<std::uint32_t>{104}); // life goes on

        session.send(logoutResponse(logout.front()));
        const auto again = session.exchange(0);
        QCOMPARE(cmdSns(only(again, kNop)), (std::vector<std::uint32_t>{102, 103}));
        for (const WirePdu &plug : only(again, kNop)) {
            QVERIFY(!plug.immediate());
            QVERIFY(plug.itt() != 0xffffffff);
            session.send(SessionPeer::nopIn(plug.itt(), 0xffffffff));
        }
        const auto commands = only(again, kCommand);
        QCOMPARE(cmdSns(commands), (std::vector<std::uint32_t>{105, 106}));
        for (const WirePdu &command : commands)
            session.answer(0, command);
        const auto events = session.events();
        QCOMPARE(of<TaskCompleted>(events).size(), 3U);
        QVERIFY(of<ConnectionFailed>(events).empty());
        QCOMPARE(session.machine.counters().queued, 0U);
    }

    void whatArrivedNeedsNoPlug()
    {
        Session session(2);
        session.reads(4);
        session.exchange(0);
        session.exchange(1); // arrives, is not answered
        session.machine.handleEndOfStream(kCut, session.now, 1);
        const auto logout = session.exchange(0);
        session.send(logoutResponse(logout.front(), 1)); // the target has forgotten it already
        const auto again = session.exchange(0);
        QVERIFY(only(again, kNop).empty());
        QCOMPARE(cmdSns(only(again, kCommand)), (std::vector<std::uint32_t>{104, 105}));
    }

    void aPlugThatIsLostIsSentAgain()
    {
        Session session(3);
        session.reads(3);
        session.exchange(0);
        session.exchange(1);
        session.lose(2); // 102
        session.machine.handleEndOfStream(kCut, session.now, 2);
        const auto first = session.exchange(0);
        session.send(logoutResponse(first.front()));
        session.lose(0); // with the plug, and the command again
        session.machine.handleEndOfStream(kCut, session.now, 0);
        const auto second = session.exchange(1);
        QCOMPARE(only(second, kLogout).size(), 1U);
        session.sendOn(1, logoutResponse(only(second, kLogout).front()));
        const auto plugs = cmdSns(only(session.exchange(1), kNop));
        QVERIFY(std::ranges::find(plugs, 102U) != plugs.end());
        QVERIFY(std::ranges::find(plugs, 103U) != plugs.end());
        QCOMPARE(session.expCmdSn, session.machine.cmdSn()); // no hole is left
    }

    void theNextCarriesTheLogoutIfOneFails()
    {
        Session session(3);
        session.reads(3);
        session.exchange(0);
        session.exchange(1);
        session.machine.handleEndOfStream(kCut, session.now, 0);
        const auto first = session.exchange(1);
        QCOMPARE(first.front().get(20, 2), 0U);
        session.machine.handleEndOfStream(kCut, session.now, 1);
        std::vector<std::uint64_t> cids;
        std::size_t commands = 0;
        for (int i = 0; i < 2; ++i) {
            const auto sent = session.exchange(2);
            const auto logout = only(sent, kLogout);
            QCOMPARE(logout.size(), 1U);
            commands += only(sent, kCommand).size();
            cids.push_back(logout.front().get(20, 2));
            session.sendOn(2, logoutResponse(logout.front()));
        }
        QCOMPARE(cids, (std::vector<std::uint64_t>{0, 11}));
        QCOMPARE(commands + only(session.exchange(2), kCommand).size(), 3U); // its own, and theirs
    }

    // §8.2: without error recovery level 2, what cannot be logged out ends the session.
    void noCleanUp_data()
    {
        QTest::addColumn<int>("response");
        QTest::addRow("refused") << 3;
        QTest::addRow("no answer") << -1;
    }

    void noCleanUp()
    {
        QFETCH(int, response);
        Session session(2);
        session.reads(4);
        session.exchange(0);
        session.exchange(1);
        session.machine.handleEndOfStream(kCut, session.now, 1);
        const auto logout = session.exchange(0);
        if (response >= 0)
            session.send(logoutResponse(logout.front(), unsigned(response)));
        else
            session.advance(15s);
        const auto events = session.events();
        QCOMPARE(of<ConnectionFailed>(events).size(), 1U);
        QVERIFY(of<TaskCompleted>(events).empty());
        QVERIFY(!session.machine.connected());
        session.reconnect({}, 900);
        QCOMPARE(cmdSns(session.exchange(0)), (std::vector<std::uint32_t>{900, 901, 902, 903}));
    }

    // Carriers that fail one after the other, and others that join, do not put it off.
    void noCleanUpByAnybody()
    {
        Session session(2);
        session.reads(2);
        session.exchange(0);
        session.exchange(1);
        session.machine.handleEndOfStream(kCut, session.now, 1);
        unsigned carrier = 0;
        for (std::uint16_t cid = 20; cid < 23; ++cid) {
            QVERIFY(!only(session.exchange(carrier), kLogout).empty());
            const unsigned next = session.addConnection(cid);
            QVERIFY(session.machine.connected(next));
            session.machine.handleEndOfStream(kCut, session.now, carrier);
            carrier = next;
            session.advance(4s);
            QVERIFY(of<ConnectionFailed>(session.events()).empty());
        }
        session.exchange(carrier);
        session.advance(3s); // 15 s after the first failure
        QCOMPARE(of<ConnectionFailed>(session.events()).size(), 1U);
    }

    void theLastConnectionIsTheSession()
    {
        Session session(3);
        session.reads(6);
        for (const unsigned slot : session.all)
            session.machine.handleEndOfStream(kCut, session.now, slot);
        const auto events = session.events();
        QCOMPARE(of<ConnectionLost>(events).size(), 2U);
        QCOMPARE(of<ConnectionFailed>(events).size(), 1U);
        session.reconnect({}, 900);
        QCOMPARE(session.exchange(0).size(), 6U);
    }

    void aSlotIsUsedAgain()
    {
        Session session(2);
        session.machine.handleEndOfStream(kCut, session.now, 1);
        QCOMPARE(session.addConnection(12), 2U); // the old one is not cleared up
        const auto logout = only(session.exchange(0), kLogout);
        session.send(logoutResponse(logout.front()));
        QCOMPARE(session.addConnection(13), 1U);
        session.reads(3);
        for (const unsigned slot : {0U, 1U, 2U}) {
            const auto sent = session.exchange(slot);
            QCOMPARE(sent.size(), 1U);
            session.answer(slot, sent.front());
        }
        QCOMPARE(of<TaskCompleted>(session.events()).size(), 3U);
    }

    // IOL 14.2, ASY-02, MCS-05: the one that is asked to go is drained and logged out.
    void askedToLogOutOne()
    {
        Session session(2);
        session.reads(4);
        const auto first = session.exchange(0), second = session.exchange(1);
        session.sendOn(1, SessionPeer::async(1, 0, 0, 5));
        session.reads(4);
        QVERIFY(session.exchange(1).empty()); // no new command, and it still waits for two
        QCOMPARE(session.exchange(0).size(), 4U);
        session.answer(1, second[0]);
        session.answer(1, second[1]);
        const auto logout = session.exchange(1);
        QCOMPARE(logout.size(), 1U);
        QCOMPARE(logout.front().opcode(), kLogout);
        QCOMPARE(logout.front().flags() & 0x7f, 1U);
        QCOMPARE(logout.front().get(20, 2), 11U);
        session.sendOn(1, logoutResponse(logout.front()));
        const auto events = session.events();
        const auto lost = of<ConnectionLost>(events);
        QCOMPARE(lost.size(), 1U);
        QCOMPARE(lost.front().error.code, ErrorCode::Cancelled);
        QVERIFY(of<AsyncMessage>(events).empty());
        QVERIFY(session.machine.connected(0));
        QVERIFY(!session.machine.connected(1));
    }

    void whatDoesNotEndInTimeGoesElsewhere()
    {
        Session session(2);
        session.reads(2);
        session.exchange(0);
        QCOMPARE(session.exchange(1).size(), 1U);
        session.sendOn(1, SessionPeer::async(1, 0, 0, 4));
        session.advance(1900ms);
        QVERIFY(session.exchange(1).empty());
        session.advance(100ms);
        const auto logout = session.exchange(1);
        QCOMPARE(logout.size(), 1U);
        session.sendOn(1, logoutResponse(logout.front()));
        QCOMPARE(only(session.exchange(0), kCommand).size(), 1U);
    }

    void allAreAskedToLogOut()
    {
        Session session(2);
        session.sendOn(0, SessionPeer::async(1, 0, 0, 5));
        session.sendOn(1, SessionPeer::async(1, 0, 0, 5));
        QCOMPARE(of<AsyncMessage>(session.events()).size(), 1U); // of the last: somebody must decide
        session.machine.logout(session.now);
        const auto sent = session.exchange(0); // what the first was about to do is part of it
        QCOMPARE(sent.size(), 1U);
        QCOMPARE(sent.front().opcode(), kLogout);
        QCOMPARE(sent.front().flags() & 0x7f, 0U);
        QVERIFY(session.exchange(1).empty());
    }

    void removedByTheOwner()
    {
        Session session(2);
        session.machine.removeConnection(0, session.now);
        const auto logout = session.exchange(0);
        QCOMPARE(logout.size(), 1U);
        session.machine.removeConnection(1, session.now); // the last one stays
        QVERIFY(session.exchange(1).empty());
        session.sendOn(0, logoutResponse(logout.front()));
        QCOMPARE(of<ConnectionLost>(session.events()).size(), 1U);
        session.read();
        QCOMPARE(session.exchange(1).size(), 1U);
    }

    // ASY-03: told on one connection about another.
    void dropOfAnother()
    {
        Session session(2);
        session.sendOn(0, SessionPeer::async(2, 11, 7, 0));
        const auto events = session.events();
        const auto lost = of<ConnectionLost>(events);
        QCOMPARE(lost.size(), 1U);
        QCOMPARE(lost.front().slot, 1U);
        QCOMPARE(lost.front().time2Wait, std::optional<std::uint16_t>(7));
        QVERIFY(of<AsyncMessage>(events).empty());
    }

    void theSessionIsLoggedOutOnce()
    {
        Session session(3);
        session.reads(3);
        for (const unsigned slot : session.all)
            session.exchange(slot);
        session.machine.logout(session.now);
        std::vector<std::pair<unsigned, WirePdu>> logouts;
        for (const unsigned slot : session.all) {
            for (const WirePdu &pdu : session.exchange(slot))
                logouts.emplace_back(slot, pdu);
        }
        QCOMPARE(logouts.size(), 1U);
        const auto &[carrier, request] = logouts.front();
        QCOMPARE(request.opcode(), kLogout);
        for (const unsigned slot : session.all) { // the target may close the others first
            if (slot != carrier)
                session.machine.handleEndOfStream(kCut, session.now, slot);
        }
        session.sendOn(carrier, logoutResponse(request));
        const auto events = session.events();
        QCOMPARE(of<LogoutCompleted>(events).size(), 1U);
        QVERIFY(of<ConnectionFailed>(events).empty() && of<ConnectionLost>(events).empty());
        QVERIFY(!session.machine.connected());
    }

    // TMF-05, §11.5.1: an abort goes the way of its command.
    void anAbortFollowsItsCommand()
    {
        Session session(2);
        session.reads(2);
        session.exchange(0);
        session.exchange(1);
        session.advance(30s);
        QCOMPARE(only(session.exchange(0), kFunction).size(), 1U); // one at a time for a unit
        QVERIFY(only(session.exchange(1), kFunction).empty());
    }

    void anAbortEndsWithItsConnection()
    {
        auto config = several(2);
        Session session(config, 2);
        session.read(1 << 20);
        QCOMPARE(session.exchange(0).size(), 1U);
        session.read();
        QCOMPARE(session.exchange(1).size(), 1U);
        session.machine.handleEndOfStream(kCut, session.now, 1);
        session.send(logoutResponse(only(session.exchange(0), kLogout).front()));
        session.advance(29s); // the first is due at 30 s, the second began anew
        session.exchange(0);
        session.advance(1s);
        const auto abort = only(session.exchange(0), kFunction);
        QCOMPARE(abort.size(), 1U);
        QCOMPARE(abort.front().flags() & 0x7f, 1U);
    }

    void aResetBeginsAnewElsewhere()
    {
        Session session(2);
        session.machine.resetLun(Lun{0}, session.now);
        const auto first = only(session.exchange(0), kFunction);
        QCOMPARE(first.size(), 1U);
        QVERIFY(only(session.exchange(1), kFunction).empty());
        session.machine.handleEndOfStream(kCut, session.now, 0);
        const auto second = only(session.exchange(1), kFunction);
        QCOMPARE(second.size(), 1U);
        QCOMPARE(second.front().flags() & 0x7f, 5U);
        session.sendOn(1, SessionPeer::functionResponse(second.front().itt(), 0));
        QCOMPARE(of<TaskManagementCompleted>(session.events()).size(), 1U);
    }

    // NOP-05: silence is one connection's own.
    void aSilentConnection()
    {
        auto config = several(2);
        config.nopInterval = 5s;
        config.nopTimeout = 5s;
        Session session(config, 2);
        for (int i = 0; i < 10; ++i) {
            session.advance(1s);
            session.feed(session.numbered(SessionPeer::nopIn(0xffffffff, 0xffffffff), false).encode());
        }
        const auto lost = of<ConnectionLost>(session.events());
        QCOMPARE(lost.size(), 1U);
        QCOMPARE(lost.front().slot, 1U);
        QCOMPARE(lost.front().error.code, ErrorCode::TimedOut);
        QVERIFY(session.machine.connected(0));
    }

    void everythingGivenUp()
    {
        Session session(3);
        session.reads(9);
        session.exchange(0);
        session.exchange(1);
        session.machine.handleEndOfStream(kCut, session.now, 1); // being cleared up
        session.machine.failAll(TaskFailure::ConnectionFailed, session.now);
        const auto events = session.events();
        QCOMPARE(of<TaskCompleted>(events).size(), 9U);
        QCOMPARE(of<ConnectionFailed>(events).size(), 1U);
        QCOMPARE(session.machine.counters().inFlight, 0U);
        QCOMPARE(session.machine.counters().queued, 0U);
    }
};

QTEST_APPLESS_MAIN(TestSessionConnections)
#include "tst_session_connections.moc"
