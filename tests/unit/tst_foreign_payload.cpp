// SPDX-License-Identifier: GPL-3.0-or-later
// Requests whose data lies where nobody can read or write: the session machine and a connection's socket, against a
// target in bytes. What touches an address of such data crashes here.
#include "common/result/result.h" // before all: moc fails at <compare> as the first header
#include "daemon/dataplane/worker/target_connection.h"
#include "tests/unit/session_peer.h"

#include <QtTest>

#include <cerrno>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;
using dataplane::worker::PageMover;
using dataplane::worker::TargetConnection;

namespace {

constexpr std::size_t kSize = std::size_t(1) << 20;

/// Pages that are somewhere else.
class Pages final : public PageMover {
public:
    Pages()
        : PageMover(ReservedAddresses(kSize))
    {}

    [[nodiscard]] std::span<std::byte> addresses(std::size_t at, std::size_t size) const
    {
        return {addressOf(at), size};
    }

    void store(std::byte *to, std::span<const std::byte> from) override
    {
        stored += from.size();
        std::ranges::copy(from, content.begin() + std::ptrdiff_t(offsetOf(to)));
    }
    std::span<const std::byte> load(std::span<const std::byte> what) override
    {
        loaded += what.size();
        return loads ? std::span<const std::byte>(content).subspan(offsetOf(what.data()), what.size())
                     : std::span<const std::byte>();
    }
    ssize_t receive(int socket, std::byte *to, std::size_t size) override
    {
        const ssize_t got = ::recv(socket, content.data() + offsetOf(to), std::min(size, atOnce), MSG_DONTWAIT);
        moved += got > 0 ? std::size_t(got) : 0;
        return got < 0 ? -errno : got;
    }
    ssize_t send(int socket, const std::byte *from, std::size_t size) override
    {
        if (busy && !std::exchange(wasBusy, !wasBusy))
            return -EAGAIN;
        const ssize_t went = ::send(socket, content.data() + offsetOf(from), std::min(size, atOnce), MSG_DONTWAIT);
        moved += went > 0 ? std::size_t(went) : 0;
        return went < 0 ? -errno : went;
    }

    Bytes content = Bytes(kSize);
    bool loads = true, busy = false; ///< Busy: nothing can be sent at every other attempt.
    std::size_t atOnce = kSize;
    std::size_t stored = 0, loaded = 0, moved = 0; ///< Bytes

private:
    bool wasBusy = false;
};

struct Options {
    bool dataDigest = false;
    std::uint32_t targetTakes = 256 * 1024; ///< MaxRecvDataSegmentLength of the target
};

struct World {
    explicit World(const Options &options = {})
        : peer(configuration(options, pages))
    {
        int sockets[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets) != 0)
            qFatal("socketpair");
        far.reset(sockets[1]);
        near = std::make_unique<TargetConnection>(UniqueFd(sockets[0]), counters, 0, &pages);
    }

    static SessionMachine::Config configuration(const Options &options, Pages &pages)
    {
        auto config = SessionPeer::defaults();
        config.parameters.dataDigest = options.dataDigest;
        config.parameters.maxXmitDataSegmentLength = options.targetTakes;
        config.parameters.maxRecvDataSegmentLength = config.parameters.maxBurstLength = 256 * 1024;
        config.parameters.firstBurstLength = 64 * 1024;
        config.parameters.immediateData = true;
        config.parameters.initialR2T = true;
        config.foreignMemory = &pages;
        return config;
    }

    /// Everything that wants to leave. \return whole PDUs
    std::vector<WirePdu> leave()
    {
        std::vector<WirePdu> pdus;
        Bytes part(40'000);
        for (bool more = true; more;) {
            near->send(peer.machine, peer.now);
            near->sendLeft(peer.machine, peer.now);
            const ssize_t size = ::read(far.get(), part.data(), part.size());
            more = size > 0 || near->wantsWritable();
            peer.stream.append(std::span(part).first(size > 0 ? std::size_t(size) : 0));
            while (auto pdu = peer.stream.next()) {
                if (pdu->opcode() == 0x01)
                    peer.expCmdSn = pdu->u32(24) + 1;
                pdus.push_back(std::move(*pdu));
            }
        }
        return pdus;
    }
    /// \param piece  bytes that arrive at once
    void arrive(const WirePdu &pdu, bool consumesStatSn, std::size_t piece = 30'000)
    {
        const Bytes bytes = peer.numbered(pdu, consumesStatSn).encode(false, peer.stream.dataDigest);
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            const std::size_t size = std::min(piece, bytes.size() - at);
            if (::write(far.get(), bytes.data() + at, size) != ssize_t(size))
                qFatal("write");
            near->receive(peer.machine, peer.now);
        }
    }
    std::uint32_t begin(const ScsiRequest &request)
    {
        if (!peer.machine.submit(request, peer.now))
            qFatal("submit");
        const auto pdus = leave();
        return pdus.empty() ? 0 : pdus.back().itt();
    }
    Bytes written(const std::vector<WirePdu> &pdus)
    {
        Bytes all;
        for (const WirePdu &pdu : pdus)
            all.insert(all.end(), pdu.data.begin(), pdu.data.end());
        return all;
    }

    Pages pages;
    SessionPeer peer;
    dataplane::ipc::CounterSlot counters{};
    UniqueFd far; ///< The target's end
    std::unique_ptr<TargetConnection> near;
};

constexpr std::size_t kLength = 256 * 1024;
constexpr unsigned kWithStatus = 0x81;

} // namespace

class TestForeignPayload : public QObject {
    Q_OBJECT

private slots:
    void writeLeavesFromWhereItIs_data()
    {
        QTest::addColumn<qulonglong>("atOnce");
        QTest::newRow("as it comes") << qulonglong(kSize);
        QTest::newRow("in odd pieces") << qulonglong(7777);
    }
    void writeLeavesFromWhereItIs()
    {
        QFETCH(qulonglong, atOnce);
        World world;
        world.pages.atOnce = atOnce;
        world.pages.content = pattern(kSize);
        const auto addresses = world.pages.addresses(4096, kLength);
        QVERIFY(world.peer.machine.submit(writeRequest(addresses), world.peer.now));
        auto pdus = world.leave();
        QCOMPARE(pdus.size(), std::size_t(1));
        QCOMPARE(pdus[0].data.size(), std::size_t(64 * 1024));
        world.arrive(SessionPeer::r2t(pdus[0].itt(), 0, 65536, kLength - 65536), false);
        auto rest = world.leave();
        QCOMPARE(rest.size(), std::size_t(1));
        pdus.push_back(std::move(rest[0]));
        QVERIFY(std::ranges::equal(world.written(pdus), std::span(world.pages.content).subspan(4096, kLength)));
        QCOMPARE(world.pages.moved, kLength);
        QCOMPARE(world.pages.loaded, std::size_t(0));
        world.arrive(SessionPeer::response(pdus[0].itt()), true);
        const auto done = world.peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None && done->transferred == kLength);
    }

    void severalWritesAndWhatIsBetween_data()
    {
        QTest::addColumn<qulonglong>("atOnce");
        QTest::addColumn<bool>("busy");
        QTest::newRow("as it comes") << qulonglong(kSize) << false;
        QTest::newRow("in odd pieces") << qulonglong(7777) << false;
        QTest::newRow("a socket that is full behind a header") << qulonglong(20'000) << true;
    }
    void severalWritesAndWhatIsBetween()
    {
        QFETCH(qulonglong, atOnce);
        World world;
        world.pages.atOnce = atOnce;
        QFETCH(bool, busy);
        world.pages.busy = busy;
        world.pages.content = pattern(kSize);
        const Bytes own = pattern(20'000, 9);
        QVERIFY(world.peer.machine.submit(writeRequest(world.pages.addresses(0, 65536), 1), world.peer.now));
        QVERIFY(world.peer.machine.submit(writeRequest(own, 2), world.peer.now));
        QVERIFY(world.peer.machine.submit(writeRequest(world.pages.addresses(131072, 65536), 3), world.peer.now));
        QVERIFY(world.peer.machine.submit(writeRequest(own, 4), world.peer.now));
        const auto pdus = world.leave();
        QCOMPARE(pdus.size(), std::size_t(4));
        QVERIFY(std::ranges::equal(pdus[0].data, std::span(world.pages.content).first(65536)));
        QCOMPARE(pdus[1].data, own);
        QVERIFY(std::ranges::equal(pdus[2].data, std::span(world.pages.content).subspan(131072, 65536)));
        QCOMPARE(pdus[3].data, own);
        QCOMPARE(QString::fromStdString(world.peer.stream.problem), QString());
    }

    void whatHasToBeSeenIsLoaded_data()
    {
        QTest::addColumn<bool>("digest");
        QTest::addColumn<unsigned>("targetTakes");
        QTest::newRow("data digests") << true << 256U * 1024;
        QTest::newRow("small pieces") << false << 8192U;
    }
    void whatHasToBeSeenIsLoaded()
    {
        QFETCH(bool, digest);
        QFETCH(unsigned, targetTakes);
        World world({digest, targetTakes});
        QVERIFY(world.peer.machine.avoidsForeignMemory());
        world.pages.content = pattern(kSize);
        QVERIFY(world.peer.machine.submit(writeRequest(world.pages.addresses(0, kLength)), world.peer.now));
        auto pdus = world.leave();
        world.arrive(SessionPeer::r2t(pdus[0].itt(), 0, std::uint32_t(pdus[0].data.size()),
                                      std::uint32_t(kLength - pdus[0].data.size())),
                     false);
        for (auto &pdu : world.leave())
            pdus.push_back(std::move(pdu));
        QVERIFY(std::ranges::equal(world.written(pdus), std::span(world.pages.content).first(kLength)));
        QCOMPARE(world.pages.moved, std::size_t(0));
        QCOMPARE(QString::fromStdString(world.peer.stream.problem), QString());
    }

    /// Better no write at all than one of something else.
    void dataThatCannotBeHad()
    {
        World world({true});
        world.pages.loads = false;
        QVERIFY(world.peer.machine.submit(writeRequest(world.pages.addresses(0, kLength)), world.peer.now));
        QVERIFY(world.leave().empty());
        auto failed = world.peer.failure();
        QVERIFY(failed);
        QCOMPARE(QString::fromStdString(failed->error.message),
                 QStringLiteral("the kernel does not give the data of a write"));
        for (int more = 0; more < 2; ++more) { // three connections failed because of it: that is enough
            world.peer.reconnect(World::configuration({true}, world.pages).parameters);
            QVERIFY(world.leave().empty());
        }
        const auto events = world.peer.events();
        QVERIFY(std::ranges::any_of(events, [](const SessionEvent &event) {
            const auto *const done = std::get_if<TaskCompleted>(&event);
            return done != nullptr && done->failure != TaskFailure::None;
        }));
    }

    void answerToAnR2tThatCannotBeHad()
    {
        World world({true});
        QVERIFY(world.peer.machine.submit(writeRequest(world.pages.addresses(0, kLength)), world.peer.now));
        const auto pdus = world.leave();
        QCOMPARE(pdus.size(), std::size_t(1));
        world.pages.loads = false;
        world.arrive(SessionPeer::r2t(pdus[0].itt(), 0, 65536, kLength - 65536), false);
        QVERIFY(world.leave().empty());
        QVERIFY(world.peer.failure());
        world.pages.loads = true; // and the next connection does it all
        world.peer.reconnect(World::configuration({true}, world.pages).parameters);
        const auto again = world.leave();
        QCOMPARE(again.size(), std::size_t(1));
        world.arrive(SessionPeer::r2t(again[0].itt(), 0, 65536, kLength - 65536), false);
        QCOMPARE(world.leave().size(), std::size_t(1));
        world.arrive(SessionPeer::response(again[0].itt()), true);
        const auto done = world.peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
    }

    void readArrivesWhereItBelongs_data()
    {
        QTest::addColumn<unsigned>("piece");
        QTest::newRow("large pieces") << 120'000U;
        QTest::newRow("pieces of no even size") << 1111U;
    }
    void readArrivesWhereItBelongs()
    {
        QFETCH(unsigned, piece);
        World world;
        const Bytes data = pattern(kLength);
        const auto itt = world.begin(readRequest(world.pages.addresses(8192, kLength)));
        world.arrive(SessionPeer::dataIn(itt, 0, 0, data, kWithStatus), true, piece);
        const auto done = world.peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None && done->transferred == kLength);
        QVERIFY(std::ranges::equal(data, std::span(world.pages.content).subspan(8192, kLength)));
        QVERIFY(world.pages.moved > kLength / 2);
        QCOMPARE(world.pages.moved + world.pages.stored, kLength);
    }

    void itComesAlone()
    {
        World world;
        const auto itt = world.begin(readRequest(world.pages.addresses(0, kLength)));
        const Bytes bytes = world.peer.numbered(SessionPeer::dataIn(itt, 0, 0, pattern(kLength), kWithStatus)).encode();
        world.peer.feed(std::span(bytes).first(48));
        std::array<ReceiveSegment, SessionMachine::kMostReceiveSegments> spaces;
        QCOMPARE(world.peer.machine.receiveSegments(spaces), std::size_t(1));
        QVERIFY(spaces[0].data == world.pages.addresses(0, kLength).data() && spaces[0].size == kLength);
    }

    void readInSmallPdusIsStored()
    {
        World world;
        const Bytes data = pattern(kLength);
        const auto itt = world.begin(readRequest(world.pages.addresses(0, kLength)));
        constexpr std::size_t kPiece = 8192;
        for (std::size_t at = 0; at < kLength; at += kPiece) {
            const auto first = data.begin() + std::ptrdiff_t(at);
            const bool last = at + kPiece == kLength;
            world.arrive(SessionPeer::dataIn(itt, std::uint32_t(at / kPiece), std::uint32_t(at),
                                             Bytes(first, first + kPiece), last ? kWithStatus : 0),
                         last);
        }
        QVERIFY(world.peer.completion());
        QVERIFY(std::ranges::equal(data, std::span(world.pages.content).first(kLength)));
        QCOMPARE(world.pages.moved, std::size_t(0));
        QVERIFY(world.peer.machine.avoidsForeignMemory()); // the next one had better be elsewhere
    }

    /// As LIO cuts its sequences: what it mostly sends is large.
    void largePdusWithSmallOnesBetween()
    {
        World world;
        const Bytes data = pattern(2 * kLength);
        const auto itt = world.begin(readRequest(world.pages.addresses(0, 2 * kLength)));
        std::size_t at = 0;
        std::uint32_t dataSn = 0;
        for (const std::size_t size : {kLength - 8192, std::size_t(8192), kLength}) {
            const auto first = data.begin() + std::ptrdiff_t(at);
            at += size;
            const bool last = at == data.size();
            world.arrive(SessionPeer::dataIn(itt, dataSn++, std::uint32_t(at - size),
                                             Bytes(first, first + std::ptrdiff_t(size)), last ? kWithStatus : 0),
                         last);
        }
        QVERIFY(world.peer.completion());
        QVERIFY(std::ranges::equal(data, std::span(world.pages.content).first(2 * kLength)));
        QVERIFY(!world.peer.machine.avoidsForeignMemory());
    }

    /// Of requests with memory of their own much is guessed, and then of these nothing.
    void readsOfBothKindsInTurn()
    {
        World world;
        std::mt19937 random(7);
        Bytes own(131072);
        QVERIFY(!world.peer.machine.avoidsForeignMemory());
        for (std::uint64_t round = 0; round < 20; ++round) {
            QVERIFY(world.peer.machine.submit(readRequest(own, 1), world.peer.now));
            QVERIFY(world.peer.machine.submit(readRequest(world.pages.addresses(0, 131072), 2), world.peer.now));
            const auto commands = world.leave();
            QCOMPARE(commands.size(), std::size_t(2));
            const Bytes first = pattern(131072, unsigned(2 * round)), second = pattern(131072, unsigned(2 * round + 1));
            const bool swapped = random() % 3 == 0;
            Bytes stream;
            for (const bool isFirst : {!swapped, swapped}) {
                const auto pdu = world.peer.numbered(
                    SessionPeer::dataIn(commands[isFirst ? 0 : 1].itt(), 0, 0, isFirst ? first : second, kWithStatus));
                const Bytes bytes = pdu.encode();
                stream.insert(stream.end(), bytes.begin(), bytes.end());
            }
            for (std::size_t at = 0; at < stream.size();) {
                const std::size_t size = std::min<std::size_t>(1 + random() % 100'000, stream.size() - at);
                QCOMPARE(::write(world.far.get(), stream.data() + at, size), ssize_t(size));
                world.near->receive(world.peer.machine, world.peer.now);
                at += size;
            }
            QCOMPARE(world.peer.events().size(), std::size_t(2));
            QCOMPARE(own, first);
            QVERIFY(std::ranges::equal(second, std::span(world.pages.content).first(131072)));
        }
        QVERIFY(world.pages.moved > 0);
    }

    void digestsOfAReadAreChecked()
    {
        World world({true});
        const Bytes data = pattern(kLength);
        auto itt = world.begin(readRequest(world.pages.addresses(0, kLength)));
        world.arrive(SessionPeer::dataIn(itt, 0, 0, data, kWithStatus), true);
        QVERIFY(world.peer.completion());
        QVERIFY(std::ranges::equal(data, std::span(world.pages.content).first(kLength)));
        QCOMPARE(world.pages.stored, kLength);

        itt = world.begin(readRequest(world.pages.addresses(0, kLength)));
        Bytes bytes = world.peer.numbered(SessionPeer::dataIn(itt, 0, 0, data, kWithStatus)).encode(false, true);
        bytes[48 + 200'000] ^= std::byte{1};
        for (std::size_t at = 0; at < bytes.size() && world.peer.machine.connected(); at += 50'000) {
            const std::size_t size = std::min<std::size_t>(50'000, bytes.size() - at);
            QCOMPARE(::write(world.far.get(), bytes.data() + at, size), ssize_t(size));
            world.near->receive(world.peer.machine, world.peer.now);
        }
        const auto failed = world.peer.failure();
        QVERIFY(failed);
        QCOMPARE(QString::fromStdString(failed->error.message), QStringLiteral("data digest error"));
    }

    /// The connection ends in the midst of a payload; the next one has digests, and begins anew.
    void nextConnectionHasDigests()
    {
        World world;
        const Bytes data = pattern(kLength, 3);
        auto itt = world.begin(readRequest(world.pages.addresses(0, kLength)));
        const Bytes half = world.peer.numbered(SessionPeer::dataIn(itt, 0, 0, data, kWithStatus)).encode();
        QCOMPARE(::write(world.far.get(), half.data(), 100'000), ssize_t(100'000));
        world.near->receive(world.peer.machine, world.peer.now);
        world.peer.machine.handleEndOfStream({ErrorCode::TransportFailed, "cut"}, world.peer.now);
        QVERIFY(world.peer.failure());
        int sockets[2];
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets), 0);
        world.far.reset(sockets[1]);
        world.near = std::make_unique<TargetConnection>(UniqueFd(sockets[0]), world.counters, 0, &world.pages);
        world.peer.reconnect(World::configuration({true}, world.pages).parameters);
        const auto commands = world.leave();
        QCOMPARE(commands.size(), std::size_t(1));
        world.arrive(SessionPeer::dataIn(commands[0].itt(), 0, 0, data, kWithStatus), true);
        QVERIFY(world.peer.completion());
        QVERIFY(std::ranges::equal(data, std::span(world.pages.content).first(kLength)));
    }
};

QTEST_GUILESS_MAIN(TestForeignPayload)
#include "tst_foreign_payload.moc"
