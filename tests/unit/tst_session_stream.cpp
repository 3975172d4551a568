// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/session_peer.h"

#include <QtTest>
#include <random>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

SessionMachine::Config withDigests(bool header, bool data)
{
    auto config = SessionPeer::defaults();
    config.parameters.headerDigest = header;
    config.parameters.dataDigest = data;
    config.parameters.maxRecvDataSegmentLength = 262144;
    return config;
}

/// What one run leaves behind, to be compared with another run.
struct Trace {
    Bytes sent;
    QStringList events;
    Bytes buffers;
    friend bool operator==(const Trace &, const Trace &) = default;
};

QString describe(const SessionEvent &event)
{
    return std::visit(Overloaded{
                          [](const TaskCompleted &e) {
                              return QStringLiteral("task %1 %2 %3 %4 %5")
                                  .arg(e.cookie)
                                  .arg(int(e.failure))
                                  .arg(e.status)
                                  .arg(e.transferred)
                                  .arg(toHex(std::span(e.sense).first(e.senseLength)));
                          },
                          [](const ConnectionFailed &e) { return text(e.error.message); },
                          [](const ConnectionLost &e) { return text(e.error.message); },
                          [](const AsyncMessage &e) { return QStringLiteral("async %1").arg(e.event); },
                          [](const LogoutCompleted &) { return QStringLiteral("logout"); },
                          [](const TaskManagementCompleted &e) { return QStringLiteral("tmf %1").arg(e.response); },
                      },
                      event);
}

/// A fixed script, with the input cut and the output taken as `random` says; nullptr: all at once.
Trace runScript(bool digests, std::mt19937 *random)
{
    SessionPeer peer(withDigests(digests, digests));
    Trace trace;
    trace.buffers.resize(300'000);
    const Bytes data = pattern(30'000, 7);
    const auto pull = [&] {
        std::array<Segment, 16> segments;
        while (true) {
            const auto some = random != nullptr ? 1 + (*random)() % 16 : 16;
            const auto count = peer.machine.gather(std::span(segments).first(some), peer.now);
            if (count == 0)
                break;
            std::size_t total = 0;
            for (const auto &segment : std::span(segments).first(count))
                total += segment.size;
            std::size_t part = random != nullptr ? (*random)() % (total + 1) : total;
            Bytes left;
            for (const auto &segment : std::span(segments).first(count)) {
                const std::size_t size = std::min(segment.size, part - left.size());
                left.insert(left.end(), segment.data, segment.data + size);
            }
            peer.machine.sent(part, peer.now);
            trace.sent.insert(trace.sent.end(), left.begin(), left.end());
            peer.stream.append(left);
        }
        std::vector<WirePdu> pdus;
        while (auto pdu = peer.stream.next())
            pdus.push_back(*pdu);
        return pdus;
    };
    const auto push = [&](const Bytes &bytes) {
        for (auto rest = std::span<const std::byte>(bytes); !rest.empty();) {
            std::array<ReceiveSegment, 2> spaces;
            std::size_t count = 1;
            if (random != nullptr && (*random)() % 2 != 0) {
                count = peer.machine.receiveSegments(spaces);
            } else {
                const auto space = peer.machine.receiveSpace();
                spaces[0] = {space.data(), space.size()};
            }
            std::size_t limit = random == nullptr      ? rest.size()
                                : (*random)() % 4 == 0 ? 1 + (*random)() % 50'000
                                                       : 1 + (*random)() % 100;
            limit = std::min(limit, rest.size());
            std::size_t taken = 0;
            for (const auto &space : std::span(spaces).first(count)) {
                const std::size_t part = std::min(space.size, limit - taken);
                std::copy_n(rest.begin() + std::ptrdiff_t(taken), part, space.data);
                taken += part;
            }
            if (taken == 0)
                return;
            peer.machine.received(taken, peer.now);
            rest = rest.subspan(taken);
        }
    };
    const auto buffers = std::span(trace.buffers);
    for (const auto &request :
         {readRequest(buffers.first(200'001), 1), writeRequest(data, 2), readRequest(buffers.subspan(200'001, 513), 3)})
        if (!peer.machine.submit(request, peer.now))
            return {};
    const auto pdus = pull();
    std::vector<std::uint32_t> tags;
    for (const auto &pdu : pdus)
        if (pdu.opcode() == 1)
            tags.push_back(pdu.itt());
    if (tags.size() != 3)
        return {};
    peer.expCmdSn = 103;
    Bytes stream;
    const auto add = [&](WirePdu pdu, bool consumes) {
        const Bytes bytes = peer.numbered(std::move(pdu), consumes).encode(digests, digests);
        stream.insert(stream.end(), bytes.begin(), bytes.end());
    };
    add(SessionPeer::dataIn(tags[0], 0, 0, pattern(150'001, 1), 0), false);
    add(SessionPeer::r2t(tags[1], 0, 8192, 21'808), false);
    add(SessionPeer::dataIn(tags[2], 0, 0, pattern(513, 2), 0x81), true);
    add(SessionPeer::nopIn(0xffffffff, 42), false);
    add(SessionPeer::dataIn(tags[0], 1, 150'001, pattern(50'000, 3), 0), false);
    add(SessionPeer::checkCondition(tags[0], 3, 0x11, 0), true);
    add(SessionPeer::async(0).with(fromHex("0003 70 00 06")), true);
    push(stream);
    pull();
    stream.clear();
    add(SessionPeer::response(tags[1]), true);
    add(WirePdu(0x3d), true);
    push(stream);
    for (const auto &event : peer.events())
        trace.events << describe(event);
    return trace;
}

/// With room and a window for 32 commands.
SessionMachine::Config deep()
{
    auto config = SessionPeer::defaults();
    config.maxTasks = 32;
    config.numbers.maxCmdSn = config.numbers.cmdSn + 31;
    return config;
}

} // namespace

class TestSessionStream : public QObject {
    Q_OBJECT

private slots:
    void segmentationChangesNothing() // PDU-12: input and output cut anywhere
    {
        for (const bool digests : {false, true}) {
            const Trace whole = runScript(digests, nullptr);
            QCOMPARE(whole.events.size(), 5);
            QCOMPARE(whole.events.at(2), QStringLiteral("task 2 0 0 30000 "));
            std::mt19937 random(digests ? 1 : 2);
            for (int i = 0; i < 30; ++i) {
                const Trace cut = runScript(digests, &random);
                QCOMPARE(cut.events, whole.events);
                QVERIFY(cut.buffers == whole.buffers);
                QVERIFY(cut.sent == whole.sent);
            }
        }
    }

    void oneByteAtATime() // PDU-12
    {
        SessionPeer peer(withDigests(true, true));
        Bytes buffer(50'003);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        const Bytes stream = peer.numbered(SessionPeer::dataIn(itt, 0, 0, pattern(50'003), 0x81)).encode(true, true);
        for (const std::byte b : stream)
            peer.feed({&b, 1});
        QVERIFY(peer.completion());
        QVERIFY(buffer == pattern(50'003));
    }

    void largePayloadGoesStraightToItsBuffer() // the reason why receiveSpace() exists
    {
        SessionPeer peer(withDigests(false, true));
        Bytes buffer(262144);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        const Bytes stream = peer.numbered(SessionPeer::dataIn(itt, 0, 0, pattern(262144), 0x81)).encode(false, true);
        peer.feed(std::span(stream).first(1048));
        const auto space = peer.machine.receiveSpace();
        QVERIFY(space.data() == buffer.data() + 1000);
        QCOMPARE(space.size(), buffer.size() - 1000);
        std::array<ReceiveSegment, 2> segments;
        QCOMPARE(peer.machine.receiveSegments(segments), 2u);
        QVERIFY(segments[0].data == buffer.data() + 1000);
        QVERIFY(segments[1].size >= 8192);
        peer.feed(std::span(stream).subspan(1048));
        QVERIFY(peer.completion());
        QVERIFY(buffer == pattern(262144));
    }

    /// A turn takes in half of what is under way, but of a few commands all.
    void budgetFollowsWhatIsUnderWay()
    {
        SessionPeer peer(deep());
        Bytes buffer(4096);
        const std::size_t idle = peer.machine.receiveBudget();
        const auto issue = [&](std::uint64_t from, std::uint64_t to) {
            for (std::uint64_t cookie = from; cookie < to; ++cookie)
                QVERIFY(peer.machine.submit(readRequest(buffer, cookie), peer.now));
            (void)peer.exchange();
        };
        issue(0, 8);
        QCOMPARE(peer.machine.receiveBudget(), idle);
        QVERIFY(idle >= 1U << 20);
        issue(8, 32);
        QCOMPARE(peer.machine.receiveBudget(), 32U * 4096 / 2);
        QCOMPARE(peer.machine.receiveSpace().size(), 32U * 4096 / 2); // small ones come through the staging buffer
    }

    void largeOnesLeaveRoomForHeadersOnly()
    {
        SessionPeer peer(deep());
        Bytes buffer(65536);
        for (std::uint64_t cookie = 0; cookie < 32; ++cookie)
            QVERIFY(peer.machine.submit(readRequest(buffer, cookie), peer.now));
        (void)peer.exchange();
        QCOMPARE(peer.machine.receiveBudget(), 32U * 65536 / 2);
        QCOMPARE(peer.machine.receiveSpace().size(), 8192U);
    }

    void gatherIsRepeatable()
    {
        SessionPeer peer(withDigests(true, true));
        const Bytes data = pattern(4095);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        std::array<Segment, 8> first, second;
        const auto count = peer.machine.gather(first, peer.now);
        QCOMPARE(peer.machine.gather(second, peer.now), count);
        for (std::size_t i = 0; i < count; ++i) {
            QVERIFY(first[i].data == second[i].data);
            QCOMPARE(first[i].size, second[i].size);
        }
        QVERIFY(std::ranges::any_of(std::span(first).first(count),
                                    [&](const Segment &s) { return s.data == data.data(); })); // not copied
    }

    void pingsFitEverybody_data() // NOP-10
    {
        QTest::addColumn<std::size_t>("echo"); // bytes that come back
        QTest::addColumn<QString>("complaint");
        const auto row = [](std::size_t echo, const char *complaint) {
            QTest::addRow("%zu", echo) << echo << QString::fromLatin1(complaint);
        };
        row(8, "");
        row(0, "the echo of a ping differs from the ping");
        row(1, "the echo of a ping differs from the ping");
        row(512, "the echo of a ping differs from the ping");
        row(513, "a data segment of 513 bytes, more than we accept"); // before any of it is looked at
    }

    void pingsFitEverybody()
    {
        QFETCH(std::size_t, echo);
        QFETCH(QString, complaint);
        constexpr std::uint32_t kLeast = 512; // §13.12: no MaxRecvDataSegmentLength is below
        auto config = SessionPeer::defaults();
        config.nopInterval = 5s;
        config.parameters.maxRecvDataSegmentLength = config.parameters.maxXmitDataSegmentLength = kLeast;
        SessionPeer peer(config);
        peer.advance(5s);
        const auto ping = peer.exchange().at(0);
        QCOMPARE(ping.opcode(), 0x00u);
        QVERIFY(!ping.data.empty());
        QVERIFY(ping.data.size() <= kLeast);
        Bytes data = ping.data;
        data.resize(echo);
        peer.send(SessionPeer::nopIn(ping.itt(), 0xffffffff).with(data));
        const auto failed = peer.failure();
        QCOMPARE(failed ? QString::fromStdString(failed->error.message) : QString(), complaint);
    }

    void headersAreOneSegment() // what makes a batch of reads one small write
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        for (std::uint64_t i = 0; i < 16; ++i)
            QVERIFY(peer.machine.submit(readRequest(buffer, i), peer.now));
        std::array<Segment, 8> segments;
        QCOMPARE(peer.machine.gather(segments, peer.now), 1u);
        QCOMPARE(segments[0].size, 16u * 48);
    }

    void digests_data() // DIG-01, DIG-02
    {
        QTest::addColumn<bool>("header");
        QTest::addColumn<bool>("data");
        for (const bool header : {false, true})
            for (const bool data : {false, true})
                QTest::addRow("header %d, data %d", int(header), int(data)) << header << data;
    }

    void digests()
    {
        QFETCH(bool, header);
        QFETCH(bool, data);
        auto config = withDigests(header, data);
        config.parameters.initialR2T = false;
        SessionPeer peer(config);
        for (const std::size_t size : {1u, 2u, 3u, 4u, 5u, 4096u, 20'001u}) {
            const Bytes out = pattern(size);
            QVERIFY(peer.machine.submit(writeRequest(out), peer.now));
            const auto itt = peer.exchange().at(0).itt();
            peer.send(SessionPeer::response(itt));
            QVERIFY(peer.completion());
            Bytes in(size);
            QVERIFY(peer.machine.submit(readRequest(in), peer.now));
            peer.send(SessionPeer::dataIn(peer.exchange().at(0).itt(), 0, 0, out, 0x81));
            QVERIFY(peer.completion());
            QVERIFY(in == out);
        }
        peer.send(SessionPeer::async(0).with(fromHex("0003 70 00 06")));
        QCOMPARE(peer.events().size(), 1u);
        peer.send(SessionPeer::nopIn(0xffffffff, 3), false);
        QCOMPARE(peer.exchange().size(), 1u);
        QCOMPARE(QString::fromStdString(peer.stream.problem), QString());
    }

    void everyHeaderBit() // DIG-03: never parsed, the connection ends
    {
        for (std::size_t bit = 0; bit < 52 * 8; ++bit) {
            SessionPeer peer(withDigests(true, false));
            Bytes stream = peer.numbered(SessionPeer::nopIn(0xffffffff, 5), false).encode(true, false);
            stream[bit / 8] ^= std::byte(1u << bit % 8);
            peer.feed(stream);
            const auto failed = peer.failure();
            QVERIFY(failed);
            QCOMPARE(peer.machine.counters().digestErrors, 1u);
            QVERIFY(peer.exchange().empty());
        }
    }

    void everyDataBit() // DIG-04, DIG-05, DIG-06: the PDU counts for nothing
    {
        const std::array pdus{SessionPeer::async(0).with(fromHex("0003 70 00 06 00")),
                              SessionPeer::reject(4, WirePdu(0x05))};
        for (const WirePdu &pdu : pdus)
            for (std::size_t bit = 0; bit < (pdu.data.size() + 4) * 8; bit += 5) {
                SessionPeer peer(withDigests(false, true));
                Bytes stream = peer.numbered(pdu).encode(false, true);
                stream[48 + bit / 8] ^= std::byte(1u << bit % 8);
                peer.feed(stream);
                const auto all = peer.events();
                QCOMPARE(all.size(), 1u);
                QVERIFY(std::holds_alternative<ConnectionFailed>(all[0]));
                QCOMPARE(peer.machine.counters().digestErrors, 1u);
            }
    }

    void damagedDataIsReadAgain() // DIG-04 at ErrorRecoveryLevel 0
    {
        auto config = withDigests(false, true);
        SessionPeer peer(config);
        Bytes buffer(4096);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        Bytes stream = peer.numbered(SessionPeer::dataIn(peer.exchange().at(0).itt(), 0, 0, pattern(4096), 0x81))
                           .encode(false, true);
        stream[1000] ^= std::byte{4};
        peer.feed(stream);
        QCOMPARE(peer.events().size(), 1u); // no completion
        peer.reconnect(config.parameters);
        peer.send(SessionPeer::dataIn(peer.exchange().at(0).itt(), 0, 0, pattern(4096), 0x81));
        QVERIFY(peer.completion());
        QVERIFY(buffer == pattern(4096));
    }

    void paddingIsIgnored() // PDU-01: DSL 1 to 7, padding of ones (the peer always sends those)
    {
        SessionPeer peer(SessionPeer::defaults());
        for (std::size_t size = 1; size <= 7; ++size) {
            Bytes buffer(size);
            QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
            peer.send(SessionPeer::dataIn(peer.exchange().at(0).itt(), 0, 0, pattern(size), 0x81));
            QVERIFY(peer.completion());
            QVERIFY(buffer == pattern(size));
        }
    }
};

QTEST_APPLESS_MAIN(TestSessionStream)
#include "tst_session_stream.moc"
