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
            std::size_t limit = random == nullptr      ? rest.size()
                                : (*random)() % 4 == 0 ? 1 + (*random)() % 50'000
                                                       : 1 + (*random)() % 100;
            limit = std::min(limit, rest.size());
            constexpr std::array<std::size_t, 3> kSegments{1, 2, SessionMachine::kMostReceiveSegments};
            const std::size_t taken =
                receiveInto(peer.machine, rest.first(limit), random == nullptr ? 1 : kSegments[(*random)() % 3]);
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

    void largePayloadGoesStraightToItsBuffer()
    {
        SessionPeer peer(withDigests(false, true));
        Bytes buffer(262144);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        const Bytes stream = peer.numbered(SessionPeer::dataIn(itt, 0, 0, pattern(262144), 0x81)).encode(false, true);
        peer.feed(std::span(stream).first(1048));
        std::array<ReceiveSegment, 2> segments;
        QCOMPARE(peer.machine.receiveSegments(std::span(segments).first(1)), 1U);
        QVERIFY(segments[0].data == buffer.data() + 1000);
        QCOMPARE(segments[0].size, buffer.size() - 1000);
        QCOMPARE(peer.machine.receiveSegments(segments), 2u);
        QVERIFY(segments[0].data == buffer.data() + 1000);
        QVERIFY(segments[1].size >= 8192);
        peer.feed(std::span(stream).subspan(1048));
        QVERIFY(peer.completion());
        QVERIFY(buffer == pattern(262144));
    }

    /// Before a header has arrived its data is expected where the oldest command wants it.
    void dataIsGuessedHome()
    {
        SessionPeer peer(withDigests(true, true));
        std::vector<Bytes> buffers(2, Bytes(100'002)); // padded
        for (std::size_t i = 0; i < buffers.size(); ++i)
            QVERIFY(peer.machine.submit(readRequest(buffers[i], i), peer.now));
        const auto commands = peer.exchange();
        std::array<ReceiveSegment, SessionMachine::kMostReceiveSegments> segments;
        QCOMPARE(peer.machine.receiveSegments(segments), 5U);
        QCOMPARE(segments[0].size, 52U); // header and digest
        QCOMPARE(segments[2].size, 58U); // padding and digest of the data in front
        for (std::size_t i = 0; i < buffers.size(); ++i) {
            QVERIFY(segments[2 * i + 1].data == buffers[i].data());
            QCOMPARE(segments[2 * i + 1].size, buffers[i].size());
        }
        QVERIFY(segments[4].size >= 512);
        Bytes stream;
        for (std::size_t i = 0; i < buffers.size(); ++i) {
            const Bytes pdu =
                peer.numbered(SessionPeer::dataIn(commands.at(i).itt(), 0, 0, pattern(100'002, unsigned(i)), 0x81))
                    .encode(true, true);
            stream.insert(stream.end(), pdu.begin(), pdu.end());
        }
        QCOMPARE(receiveInto(peer.machine, stream, segments.size()), stream.size());
        for (std::size_t i = 0; i < buffers.size(); ++i)
            QVERIFY(buffers[i] == pattern(100'002, unsigned(i))); // nothing was copied
        peer.machine.received(stream.size(), peer.now);
        QCOMPARE(peer.events().size(), 2U);
    }

    /// Pieces of one command as large as they were before; none behind a header that has begun.
    void guessesFollowTheTarget()
    {
        SessionPeer peer(withDigests(false, false));
        Bytes buffer(200'000);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        const auto first = peer.numbered(SessionPeer::dataIn(itt, 0, 0, pattern(40'000), 0), false).encode();
        std::array<ReceiveSegment, SessionMachine::kMostReceiveSegments> segments;
        const auto count = [&] { return peer.machine.receiveSegments(segments); };
        QCOMPARE(count(), 3U);
        QCOMPARE(segments[1].size, buffer.size());
        peer.feed(std::span(first).first(20));
        QCOMPARE(count(), 1U);
        peer.feed(std::span(first).subspan(20, 30));
        QCOMPARE(count(), 4U); // the rest of the data, and what is guessed to follow: as yet all of it
        QCOMPARE(segments[0].size, 39'998U);
        QCOMPARE(segments[2].size, 160'000U);
        peer.feed(std::span(first).subspan(50));
        QCOMPARE(count(), 9U);
        for (std::size_t i = 0; i < 4; ++i) {
            QVERIFY(segments[2 * i + 1].data == buffer.data() + 40'000 * (i + 1));
            QCOMPARE(segments[2 * i + 1].size, 40'000U);
        }
        Bytes both = peer.numbered(SessionPeer::nopIn(0xffffffff, 5), false).encode(); // nobody guesses that
        const Bytes second = peer.numbered(SessionPeer::dataIn(itt, 1, 40'000, pattern(40'000), 0), false).encode();
        both.insert(both.end(), second.begin(), second.end());
        peer.feed(both);
        QCOMPARE(count(), 1U); // not after a wrong one
        QCOMPARE(count(), 7U);
    }

    void wrongGuessesLoseNothing_data()
    {
        QTest::addColumn<bool>("digests");
        QTest::newRow("no digests") << false;
        QTest::newRow("digests") << true;
    }

    /// Data-In of several commands in any order and size, other PDUs in between, and cut anywhere.
    void wrongGuessesLoseNothing()
    {
        QFETCH(bool, digests);
        for (unsigned seed = 0; seed < 200; ++seed) {
            std::mt19937 random(seed);
            SessionPeer peer(withDigests(digests, digests));
            std::vector<Bytes> buffers;
            for (int i = 0; i < 4; ++i)
                buffers.emplace_back(16'384 + random() % 60'000);
            for (std::size_t i = 0; i < buffers.size(); ++i)
                QVERIFY(peer.machine.submit(readRequest(buffers[i], i), peer.now));
            std::vector<WirePdu> commands;
            for (const auto &pdu : peer.exchange())
                commands.push_back(pdu);
            QCOMPARE(commands.size(), buffers.size());
            Bytes stream;
            const auto add = [&](WirePdu pdu, bool consumes) {
                const Bytes bytes = peer.numbered(std::move(pdu), consumes).encode(digests, digests);
                stream.insert(stream.end(), bytes.begin(), bytes.end());
            };
            std::vector<std::size_t> done(buffers.size());
            std::vector<std::uint32_t> dataSn(buffers.size());
            const std::size_t swaps = seed % 4; // 0: all in order
            for (std::size_t ended = 0; ended < buffers.size();) {
                std::size_t i = std::size_t(
                    std::ranges::find_if(
                        buffers, [&](const Bytes &b) { return done[std::size_t(&b - buffers.data())] < b.size(); }) -
                    buffers.begin());
                if (swaps > 0 && random() % 4 < swaps)
                    i = random() % buffers.size();
                const std::size_t left = buffers[i].size() - done[i];
                if (left == 0)
                    continue;
                const std::size_t size = random() % 3 == 0 ? 1 + random() % left : left;
                const bool last = size == left, collapsed = last && random() % 2 == 0;
                const Bytes all = pattern(buffers[i].size(), unsigned(i));
                const auto from = all.begin() + std::ptrdiff_t(done[i]);
                add(SessionPeer::dataIn(commands[i].itt(), dataSn[i]++, std::uint32_t(done[i]),
                                        Bytes(from, from + std::ptrdiff_t(size)),
                                        collapsed ? 0x81
                                        : last    ? 0x80
                                                  : 0),
                    collapsed);
                if (last && !collapsed) {
                    auto response = SessionPeer::response(commands[i].itt());
                    add(response.set(36, 4, dataSn[i]), true);
                }
                if (random() % 5 == 0)
                    add(SessionPeer::nopIn(0xffffffff, 9), false);
                done[i] += size;
                ended += last ? 1 : 0;
            }
            for (std::span<const std::byte> rest = stream; !rest.empty();) {
                const std::size_t part = std::min<std::size_t>(rest.size(), 1 + random() % 200'000);
                const std::size_t taken =
                    receiveInto(peer.machine, rest.first(part), SessionMachine::kMostReceiveSegments);
                QVERIFY(taken > 0);
                peer.machine.received(taken, peer.now);
                rest = rest.subspan(taken);
            }
            std::size_t completed = 0;
            for (const auto &event : peer.events()) {
                const auto *task = std::get_if<TaskCompleted>(&event);
                QVERIFY2(task != nullptr, qPrintable(describe(event)));
                QCOMPARE(int(task->failure), int(TaskFailure::None));
                ++completed;
            }
            QCOMPARE(completed, buffers.size());
            for (std::size_t i = 0; i < buffers.size(); ++i)
                QVERIFY(buffers[i] == pattern(buffers[i].size(), unsigned(i)));
        }
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
        std::array<ReceiveSegment, SessionMachine::kMostReceiveSegments> segments;
        QCOMPARE(peer.machine.receiveSegments(segments), 1U); // small ones come through the staging buffer
        QCOMPARE(segments[0].size, 32U * 4096 / 2);
    }

    void largeOnesLeaveRoomForHeadersOnly()
    {
        SessionPeer peer(deep());
        Bytes buffer(65536);
        for (std::uint64_t cookie = 0; cookie < 32; ++cookie)
            QVERIFY(peer.machine.submit(readRequest(buffer, cookie), peer.now));
        (void)peer.exchange();
        QCOMPARE(peer.machine.receiveBudget(), 32U * 65536 / 2);
        std::array<ReceiveSegment, 2> segments;
        QCOMPARE(peer.machine.receiveSegments(segments), 1U); // no room for guesses
        QCOMPARE(segments[0].size, 8192U);
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
