// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/result/result.h" // before all: moc fails at <compare> as the first header
#include "daemon/dataplane/worker/export/nbd_export.h"
#include "tests/unit/block_request_name.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <fcntl.h>
#include <linux/nbd.h>
#include <poll.h>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

using namespace portolan;
using namespace portolan::dataplane::worker;
using Bytes = std::vector<std::byte>;

namespace {

constexpr std::uint64_t kSize = 8 * 1024 * 1024;
constexpr std::uint64_t kLun = 5;
constexpr int kWriteZeroes = 6;
constexpr std::uint32_t kFua = 1U << 16, kNoHole = 1U << 17;

ExportedUnit unit(UnitId id = 1)
{
    ExportedUnit result;
    result.id = id;
    result.lun = kLun;
    result.name = "lun5";
    result.sizeBytes = kSize;
    result.blockSize = 4096;
    result.canPunch = true;
    result.forceUnitAccess = true;
    return result;
}

Bytes pattern(std::size_t size, unsigned seed = 1)
{
    std::mt19937 random(seed);
    Bytes bytes(size);
    std::ranges::generate(bytes, [&] { return std::byte(random()); });
    return bytes;
}

/// A disk in memory. Requests are done when the test says so.
struct Disk final : BlockBackend {
    void start(BlockRequest &request, Instant) override
    {
        if (request.operation == BlockOperation::Write) // it may be gone from the slot when the test looks
            lastWritten.assign(request.payload, request.payload + request.length);
        waiting.push_back(&request);
    }

    /// \param error  for all of them
    void work(int error = 0)
    {
        while (!waiting.empty())
            finish(0, error);
    }
    void finish(std::size_t which, int error = 0)
    {
        BlockRequest &request = *waiting.at(which);
        waiting.erase(waiting.begin() + std::ptrdiff_t(which));
        std::byte *const at = content.data() + request.offset;
        log << test::nameOf(request);
        if (error == 0 && request.operation == BlockOperation::Read)
            std::copy_n(at, request.length, request.payload);
        else if (error == 0 && request.operation == BlockOperation::Write)
            std::copy_n(request.payload, request.length, at);
        else if (error == 0 && request.operation == BlockOperation::WriteZeroes)
            std::fill_n(at, request.length, std::byte(0));
        request.origin->complete(request, error);
    }

    Bytes content = Bytes(kSize);
    Bytes lastWritten;
    std::vector<BlockRequest *> waiting;
    QStringList log;
};

/// The kernel's side, which does not use our own code to make or to read messages.
struct Kernel {
    struct Reply {
        std::uint64_t cookie = 0;
        std::uint32_t error = 0;
    };

    static Bytes request(std::uint32_t type, std::uint64_t offset, std::uint32_t length, std::uint64_t cookie,
                         const Bytes &payload = {}, std::uint32_t magic = NBD_REQUEST_MAGIC)
    {
        nbd_request header{};
        header.magic = qToBigEndian(magic);
        header.type = qToBigEndian(type);
        std::memcpy(header.handle, &cookie, sizeof cookie);
        header.from = qToBigEndian<quint64>(offset);
        header.len = qToBigEndian(length);
        Bytes bytes(sizeof header + payload.size());
        std::memcpy(bytes.data(), &header, sizeof header);
        std::ranges::copy(payload, bytes.begin() + sizeof header);
        return bytes;
    }
    /// As much as the socket takes. \return how much that was
    std::size_t write(std::span<const std::byte> bytes) const
    {
        const ssize_t size = ::send(socket.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        return size < 0 ? 0 : std::size_t(size);
    }
    void say(const Bytes &bytes) const { QCOMPARE(write(bytes), bytes.size()); }
    void say(std::uint32_t type, std::uint64_t offset = 0, std::uint32_t length = 0, std::uint64_t cookie = 1,
             const Bytes &payload = {}) const
    {
        say(request(type, offset, length, cookie, payload));
    }

    void hear(std::size_t most = 1 << 20)
    {
        Bytes buffer(most);
        const ssize_t size = ::recv(socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (size > 0)
            heard.insert(heard.end(), buffer.begin(), buffer.begin() + size);
    }
    /// \param payload  to be read behind the header
    std::optional<Reply> reply(Bytes *payload = nullptr)
    {
        nbd_reply header{};
        const std::size_t whole = sizeof header + (payload == nullptr ? 0 : payload->size());
        if (heard.size() < whole)
            return std::nullopt;
        std::memcpy(&header, heard.data(), sizeof header);
        Reply result;
        std::memcpy(&result.cookie, header.handle, sizeof result.cookie);
        result.error = qFromBigEndian(header.error);
        if (qFromBigEndian(header.magic) != NBD_REPLY_MAGIC)
            return std::nullopt;
        if (payload != nullptr)
            std::copy_n(heard.begin() + sizeof header, payload->size(), payload->begin());
        heard.erase(heard.begin(), heard.begin() + std::ptrdiff_t(whole));
        return result;
    }
    [[nodiscard]] bool isClosed() const
    {
        pollfd state{socket.get(), POLLIN, 0};
        return ::poll(&state, 1, 0) == 1 && (state.revents & POLLHUP) != 0;
    }

    UniqueFd socket;
    Bytes heard;
};

/// An export with one unit, the disk behind it, and the kernel in front.
struct World {
    explicit World(std::size_t requests = 8, const ExportedUnit &first = unit())
        : nbd(std::move(*NbdExport::create(requests, 100)))
    {
        nbd->setBackend(&disk);
        nbd->addDevice(first);
        kernel = connect();
    }
    Kernel connect()
    {
        std::array<int, 2> fds{-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0 ||
            !nbd->serve(kLun, "nbd3", UniqueFd(fds[0])))
            return {};
        return {UniqueFd(fds[1]), {}};
    }

    [[nodiscard]] bool isReadable() const
    {
        pollfd state{nbd->fd(), POLLIN, 0};
        return ::poll(&state, 1, 0) == 1;
    }
    /// One turn of the worker's loop, which waits only for what the export tells.
    bool turn(bool works = true)
    {
        if (!isReadable() && !nbd->hasWaiting())
            return false;
        nbd->receive({});
        if (works)
            disk.work();
        nbd->send();
        return true;
    }
    void settle()
    {
        for (int turns = 0; turn(); ++turns)
            QVERIFY2(turns < 1000, "the loop does not come to rest");
    }
    /// The whole of one request. \return its error
    int ask(std::uint32_t type, std::uint64_t offset, std::uint32_t length, const Bytes &payload = {})
    {
        kernel.say(type, offset, length, 77, payload);
        settle();
        kernel.hear();
        const auto reply = kernel.reply();
        return reply && reply->cookie == 77 ? int(reply->error) : -1;
    }

    std::unique_ptr<NbdExport> nbd;
    Disk disk;
    Kernel kernel;
};

} // namespace

class TestNbdExport : public QObject {
    Q_OBJECT

private slots:
    void readsWhatWasWritten()
    {
        World world;
        const Bytes written = pattern(128 * 1024);
        QCOMPARE(world.ask(NBD_CMD_WRITE, 8192, std::uint32_t(written.size()), written), 0);
        world.kernel.say(NBD_CMD_READ, 8192, std::uint32_t(written.size()), 9);
        world.settle();
        world.kernel.hear();
        Bytes read(written.size());
        const auto reply = world.kernel.reply(&read);
        QVERIFY(reply);
        QCOMPARE(reply->cookie, 9U);
        QCOMPARE(read, written);
    }

    /// Wherever the stream is cut, and whatever comes together.
    void streamInPieces_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 0; seed < 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void streamInPieces()
    {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        World world(4);
        Bytes expected(kSize), stream;
        constexpr unsigned kRequests = 60;
        for (unsigned i = 0; i < kRequests; ++i) {
            const std::uint32_t size = 512U * (1 + random() % (i % 10 == 0 ? 300 : 8));
            const std::uint64_t at = 512U * (random() % 8000);
            const Bytes payload = pattern(size, seed * 1000 + i);
            std::ranges::copy(payload, expected.begin() + std::ptrdiff_t(at));
            const Bytes request = Kernel::request(NBD_CMD_WRITE, at, size, i, payload);
            stream.insert(stream.end(), request.begin(), request.end());
        }
        for (std::size_t at = 0; at < stream.size();) {
            const std::size_t piece = 1 + random() % (random() % 2 == 0 ? 40 : 100'000);
            at += world.kernel.write(std::span(stream).subspan(at, std::min(piece, stream.size() - at)));
            if (random() % 3 != 0)
                world.turn();
        }
        world.settle();
        QVERIFY(world.disk.content == expected);
        world.kernel.hear();
        for (unsigned i = 0; i < kRequests; ++i) {
            const auto reply = world.kernel.reply();
            QVERIFY(reply);
            QCOMPARE(reply->cookie, i);
            QCOMPARE(reply->error, 0U);
        }
    }

    void repliesInAnyOrderLeaveTogether()
    {
        World world;
        for (std::uint64_t cookie = 0; cookie < 4; ++cookie)
            world.kernel.say(NBD_CMD_READ, cookie * 4096, 4096, cookie);
        world.disk.content = pattern(kSize);
        QVERIFY(world.turn(false));
        QCOMPARE(world.disk.waiting.size(), std::size_t(4));
        for (const std::size_t which : {3, 1, 0, 0})
            world.disk.finish(which);
        world.kernel.hear();
        QVERIFY(world.kernel.heard.empty());
        world.nbd->send();
        world.kernel.hear();
        for (const std::uint64_t cookie : {3, 1, 0, 2}) {
            Bytes read(4096);
            const auto reply = world.kernel.reply(&read);
            QVERIFY(reply);
            QCOMPARE(reply->cookie, cookie);
            QVERIFY(std::ranges::equal(read, std::span(world.disk.content).subspan(cookie * 4096, 4096)));
        }
    }

    /// More requests than slots: they wait, nothing spins, and all come to their turn.
    void requestsWaitForSlots()
    {
        World world(2);
        for (std::uint64_t cookie = 0; cookie < 30; ++cookie)
            world.kernel.say(NBD_CMD_READ, 0, 4096, cookie);
        QVERIFY(world.turn(false));
        QCOMPARE(world.disk.waiting.size(), std::size_t(2));
        world.kernel.say(NBD_CMD_READ, 0, 4096, 30);
        QVERIFY2(!world.turn(false), "the export asks for turns in which nothing can be done");
        world.disk.work();
        world.nbd->send();
        world.settle();
        world.kernel.hear();
        QCOMPARE(world.kernel.heard.size(), 31 * (sizeof(nbd_reply) + 4096));
    }

    void repliesWaitForASlowReader()
    {
        World world(16);
        world.disk.content = pattern(kSize);
        constexpr std::uint32_t kLength = 1024 * 1024;
        for (std::uint64_t cookie = 0; cookie < 8; ++cookie)
            world.kernel.say(NBD_CMD_READ, 0, kLength, cookie);
        QVERIFY(world.turn());
        QVERIFY2(!world.turn(), "a full socket is asked again and again");
        for (int turns = 0; turns < 1000 && world.kernel.heard.size() < 8 * (sizeof(nbd_reply) + kLength); ++turns) {
            world.kernel.hear(100'000);
            world.turn();
        }
        for (std::uint64_t cookie = 0; cookie < 8; ++cookie) {
            Bytes read(kLength);
            const auto reply = world.kernel.reply(&read);
            QVERIFY(reply);
            QCOMPARE(reply->cookie, cookie);
            QVERIFY(std::ranges::equal(read, std::span(world.disk.content).first(kLength)));
        }
    }

    void refusals_data()
    {
        QTest::addColumn<std::uint32_t>("type");
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<std::uint32_t>("length");
        QTest::addColumn<bool>("readOnly");
        QTest::addColumn<int>("error");
        const auto row = [](const char *name, std::uint32_t type, quint64 offset, std::uint32_t length, bool readOnly,
                            int error) { QTest::newRow(name) << type << offset << length << readOnly << error; };
        row("read across the end", NBD_CMD_READ, kSize - 4096, 8192, false, EINVAL);
        row("read whose end overflows", NBD_CMD_READ, ~0ULL - 100, 4096, false, EINVAL);
        row("read of nothing", NBD_CMD_READ, 0, 0, false, EINVAL);
        row("read that is too long", NBD_CMD_READ, 0, 1024 * 1024 + 512, false, EINVAL);
        row("write behind the end", NBD_CMD_WRITE, kSize, 4096, false, ENOSPC);
        row("write that is too long", NBD_CMD_WRITE, 0, 3 * 1024 * 1024 + 7, false, EINVAL);
        row("write to a read-only unit", NBD_CMD_WRITE, 0, 4096, true, EPERM);
        row("trim of a read-only unit", NBD_CMD_TRIM, 0, 4096, true, EPERM);
        row("zeroes that are no whole blocks", kWriteZeroes, 512, 4096, false, EINVAL);
        row("trim behind the end", NBD_CMD_TRIM, kSize - 4096, 0xfffff000, false, ENOSPC);
        row("unknown command", 9, 0, 4096, false, EINVAL);
        row("unknown flag", NBD_CMD_READ | (1U << 23), 0, 4096, false, EINVAL);
    }
    void refusals()
    {
        QFETCH(std::uint32_t, type);
        QFETCH(quint64, offset);
        QFETCH(std::uint32_t, length);
        QFETCH(bool, readOnly);
        ExportedUnit described = unit();
        described.readOnly = readOnly;
        World world(8, described);
        Bytes stream = Kernel::request(type, offset, length, 77);
        if (type == NBD_CMD_WRITE)
            stream.resize(stream.size() + length);
        for (std::size_t at = 0; at < stream.size(); world.settle())
            at += world.kernel.write(std::span(stream).subspan(at));
        world.kernel.hear();
        const auto reply = world.kernel.reply();
        QVERIFY(reply);
        QTEST(int(reply->error), "error");
        QVERIFY(world.disk.log.isEmpty());
        QCOMPARE(world.ask(NBD_CMD_FLUSH, 0, 0), 0); // and the stream goes on behind it
    }

    void errorsOfTheDiskArriveAsNbdKnowsThem()
    {
        for (const auto &[error, expected] :
             std::map<int, int>{{EIO, EIO}, {ENXIO, EIO}, {ENOSPC, ENOSPC}, {EROFS, EPERM}}) {
            World world;
            world.kernel.say(NBD_CMD_WRITE, 0, 4096, 3, Bytes(4096));
            QVERIFY(world.turn(false));
            world.disk.work(error);
            world.nbd->send();
            world.kernel.hear();
            const auto reply = world.kernel.reply();
            QVERIFY(reply);
            QCOMPARE(int(reply->error), expected);
            QVERIFY(world.kernel.heard.empty());
        }
    }

    void noRequestClosesTheSocket()
    {
        World world;
        world.kernel.say(Kernel::request(NBD_CMD_READ, 0, 4096, 1, {}, NBD_REPLY_MAGIC));
        world.settle();
        QVERIFY(world.kernel.isClosed());
        QCOMPARE(world.nbd->deviceOf(kLun), std::string());
        world.kernel = world.connect();
        QCOMPARE(world.ask(NBD_CMD_FLUSH, 0, 0), 0);
    }

    void disconnectClosesTheSocket()
    {
        World world;
        world.kernel.say(NBD_CMD_DISC);
        world.settle();
        QVERIFY(world.kernel.isClosed());
    }

    /// The kernel goes while requests are in work, or in the middle of one: they end, and their slots come back.
    void kernelGoesAtAnyTime()
    {
        World world(4);
        for (int i = 0; i < 20; ++i) {
            world.kernel.say(NBD_CMD_READ, 0, 4096, 1);
            world.kernel.say(NBD_CMD_WRITE, 0, 4096, 2, Bytes(100)); // the rest never comes
            QVERIFY(world.turn(false));
            QCOMPARE(world.disk.waiting.size(), std::size_t(1));
            world.kernel.socket.reset();
            QVERIFY(world.turn(false));
            QCOMPARE(world.nbd->deviceOf(kLun), std::string());
            world.disk.work();
            world.nbd->send();
            world.kernel = world.connect();
        }
        for (int i = 0; i < 4; ++i)
            world.kernel.say(NBD_CMD_READ, 0, 4096, 1);
        QVERIFY(world.turn(false));
        QCOMPARE(world.disk.waiting.size(), std::size_t(4));
    }

    /// With all slots in use a hang-up must not keep the loop awake.
    void kernelGoesWhileRequestsWaitForSlots()
    {
        World world(1);
        for (int i = 0; i < 3; ++i)
            world.kernel.say(NBD_CMD_READ, 0, 4096, 1);
        QVERIFY(world.turn(false));
        world.kernel.socket.reset();
        QVERIFY(world.turn(false));
        QVERIFY(!world.turn(false));
        world.disk.work();
        world.nbd->send();
        world.kernel = world.connect();
        QCOMPARE(world.ask(NBD_CMD_FLUSH, 0, 0), 0);
    }

    void durableWrites()
    {
        World world;
        QCOMPARE(world.ask(NBD_CMD_WRITE | kFua, 0, 4096, Bytes(4096)), 0);
        QCOMPARE(world.disk.log, QStringList{QStringLiteral("write-fua")});
        ExportedUnit plain = unit();
        plain.forceUnitAccess = false;
        world.nbd->updateDevice(plain);
        world.disk.log.clear();
        QCOMPARE(world.ask(NBD_CMD_WRITE | kFua, 0, 4096, Bytes(4096)), 0);
        QCOMPARE(world.ask(kWriteZeroes | kFua | kNoHole, 0, 4096), 0);
        QCOMPARE(world.disk.log.join(u' '), QStringLiteral("write flush zeroes flush"));
    }

    void failedWriteIsNotFlushed()
    {
        ExportedUnit plain = unit();
        plain.forceUnitAccess = false;
        World world(8, plain);
        world.kernel.say(NBD_CMD_WRITE | kFua, 0, 4096, 1, Bytes(4096));
        QVERIFY(world.turn(false));
        world.disk.finish(0, EIO);
        QVERIFY(world.disk.waiting.empty());
    }

    void zeroesAndTrim()
    {
        World world;
        world.disk.content = pattern(kSize);
        QCOMPARE(world.ask(kWriteZeroes, 4096, 8192), 0);
        QVERIFY(std::ranges::all_of(std::span(world.disk.content).subspan(4096, 8192),
                                    [](auto b) { return b == std::byte(0); }));
        QCOMPARE(world.ask(kWriteZeroes | kNoHole, 0, 4096), 0);
        QCOMPARE(world.ask(NBD_CMD_TRIM, 0, 4U << 20), 0);
        QCOMPARE(world.disk.log.join(u' '), QStringLiteral("unmap zeroes unmap"));
    }

    /// A target that refuses to unmap after all: zeroes are written, and a trim is only a hint.
    void unmappingThatIsRefused()
    {
        World world;
        world.kernel.say(kWriteZeroes, 0, 4096, 1);
        world.kernel.say(NBD_CMD_TRIM, 0, 4096, 2);
        QVERIFY(world.turn(false));
        world.disk.finish(0, EOPNOTSUPP);
        world.disk.finish(0, EOPNOTSUPP);
        QCOMPARE(world.disk.waiting.size(), std::size_t(1));
        world.disk.work();
        world.nbd->send();
        world.kernel.hear();
        for (const std::uint64_t cookie : {2, 1}) {
            const auto reply = world.kernel.reply();
            QVERIFY(reply);
            QCOMPARE(reply->cookie, cookie);
            QCOMPARE(reply->error, 0U);
        }
        QCOMPARE(world.disk.log.join(u' '), QStringLiteral("unmap unmap zeroes"));
    }

    void severalSocketsServeOneUnit()
    {
        World world;
        Kernel second = world.connect();
        second.say(NBD_CMD_WRITE, 0, 4096, 5, pattern(4096));
        QCOMPARE(world.ask(NBD_CMD_FLUSH, 0, 0), 0);
        QCOMPARE(world.disk.log.join(u' ').split(u' ').size(), 2);
        second.hear();
        QVERIFY(second.reply());
        QCOMPARE(world.nbd->deviceOf(kLun), std::string("nbd3"));
        world.kernel.socket.reset();
        world.settle();
        QCOMPARE(world.nbd->deviceOf(kLun), std::string("nbd3"));
    }

    void removedUnitFails()
    {
        World world;
        world.kernel.say(NBD_CMD_READ, 0, 4096, 1);
        QVERIFY(world.turn(false));
        world.nbd->removeDevice(1);
        QCOMPARE(world.nbd->deviceOf(kLun), std::string());
        QCOMPARE(world.nbd->serve(kLun, "nbd4", {}).error().code, ErrorCode::NotFound);
        world.disk.finish(0, EIO);
        world.nbd->send();
        world.kernel.hear();
        QVERIFY(world.kernel.reply());
        QCOMPARE(world.ask(NBD_CMD_READ, 0, 4096), EIO);
        world.nbd->addDevice(unit(2)); // another disk at the same number: not for the old device
        QCOMPARE(world.ask(NBD_CMD_READ, 0, 4096), EIO);
    }

    void grownUnitCanBeUsedToItsEnd()
    {
        World world;
        ExportedUnit grown = unit();
        QCOMPARE(world.ask(NBD_CMD_TRIM, kSize, 4096), ENOSPC);
        grown.sizeBytes += 4096;
        world.disk.content.resize(grown.sizeBytes);
        world.nbd->updateDevice(grown);
        QCOMPARE(world.ask(NBD_CMD_TRIM, kSize, 4096), 0);
    }

    /// Nothing that can be said makes it crash, leak a slot, or spin.
    void noise()
    {
        std::mt19937 random(4);
        World world(3);
        for (int i = 0; i < 3000; ++i) {
            Bytes bytes = pattern(random() % 200, random());
            if (random() % 4 != 0) { // a header that is nearly right
                const std::uint32_t type = random() % 8 | (random() % 3) << 16;
                Bytes header = Kernel::request(type, random() % (2 * kSize), random() % 5000, i);
                header.at(random() % header.size()) ^= std::byte(random() % 3 == 0 ? random() % 256 : 0);
                bytes.insert(bytes.begin(), header.begin(), header.end());
            }
            world.kernel.write(bytes);
            world.settle();
            world.kernel.hear();
            world.kernel.heard.clear();
            if (world.kernel.isClosed() || random() % 50 == 0)
                world.kernel = world.connect();
        }
        world.kernel = world.connect();
        QCOMPARE(world.ask(NBD_CMD_FLUSH, 0, 0), 0);
    }
};

QTEST_GUILESS_MAIN(TestNbdExport)
#include "tst_nbd_export.moc"
