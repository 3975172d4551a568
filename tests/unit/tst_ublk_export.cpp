// SPDX-License-Identifier: GPL-3.0-or-later
// The worker's side of ublk, against a port that plays the kernel. What the real one does is seen in the lab only
// (test_kernel_ublk.py).
#include "common/result/result.h" // before all: moc fails at <compare> as the first header
#include "common/types/ublk_abi.h"
#include "daemon/dataplane/worker/export/ublk_export.h"
#include "tests/unit/block_request_name.h"

#include <QtTest>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <deque>
#include <set>
#include <sys/mman.h>
#include <unistd.h>

using namespace portolan;
using namespace portolan::dataplane::worker;

namespace {

constexpr std::uint64_t kSize = 8 * 1024 * 1024;
constexpr std::uint64_t kLun = 5;
constexpr std::size_t kMemory = 64 * 1024; ///< Requests of all queues.
constexpr std::uint32_t kFua = UBLK_IO_F_FUA, kNoUnmap = UBLK_IO_F_NOUNMAP;

ExportedUnit unit()
{
    ExportedUnit result;
    result.id = 1;
    result.lun = kLun;
    result.name = "lun5";
    result.sizeBytes = kSize;
    result.blockSize = 4096;
    result.canPunch = true;
    result.forceUnitAccess = true;
    return result;
}

/// Requests are done when the test says so.
struct Disk final : BlockBackend {
    void start(BlockRequest &request, Instant) override
    {
        log << QStringLiteral("%1 %2+%3").arg(test::nameOf(request)).arg(request.offset).arg(request.length);
        waiting.push_back(&request);
    }
    void finish(int error = 0)
    {
        BlockRequest &request = *waiting.front();
        waiting.pop_front();
        if (error == 0 && request.operation == BlockOperation::Read)
            std::fill_n(request.payload, request.length, std::byte(0x5a));
        request.origin->complete(request, error);
    }

    /// Success, and its data is as it was.
    void finishUnseen(std::size_t which = 0)
    {
        BlockRequest &request = *waiting.at(which);
        waiting.erase(waiting.begin() + std::ptrdiff_t(which));
        request.origin->complete(request, 0);
    }

    std::deque<BlockRequest *> waiting;
    QStringList log;
};

/// The kernel: what it would be told, and what it tells.
struct Kernel final : UblkPort {
    [[nodiscard]] int fd() const override { return -1; }
    Result<const ublksrv_io_desc *> mapRequests(int file, unsigned queue) override
    {
        if (queue >= queues)
            return nullptr;
        void *const mapped =
            ::mmap(nullptr, requestsSize(), PROT_READ, MAP_SHARED, file, off_t(queue * requestsSize()));
        return static_cast<const ublksrv_io_desc *>(mapped);
    }
    void push(const Command &command) override { pushed.push_back(command); }
    bool submit() override
    {
        for (const Command &command : pushed) {
            if (command.operation == ublk::kFetch && refusal != 0)
                completions.push_back({command.about, refusal});
            atKernel[std::uint16_t(command.queue * ublk::kQueueDepth + command.tag)] = command;
            submitted.push_back(command);
        }
        pushed.clear();
        return true;
    }
    bool next(Completion &completion) override
    {
        if (completions.empty())
            return false;
        completion = completions.front();
        completions.pop_front();
        return true;
    }

    static std::uint16_t placeOf(const Place &place)
    {
        return std::uint16_t(place.queue * ublk::kQueueDepth + place.tag);
    }
    std::span<std::byte> pages(std::uint16_t place)
    {
        auto &bytes = content[place];
        bytes.resize(ublk::kMaxRequestBytes);
        return bytes;
    }
    bool fetch(const Place &place, std::size_t offset, std::span<std::byte> to) override
    {
        std::ranges::copy(pages(placeOf(place)).subspan(offset, to.size()), to.begin());
        return copies;
    }
    bool give(const Place &place, std::size_t offset, std::span<const std::byte> from) override
    {
        std::ranges::copy(from, pages(placeOf(place)).subspan(offset).begin());
        return copies;
    }
    bool lendPages(const Place &place, unsigned buffer) override
    {
        return lends && buffers.emplace(buffer, placeOf(place)).second;
    }
    void takePagesBack(int, unsigned buffer) override { buffers.erase(buffer); }
    ssize_t receivePages(int, unsigned buffer, std::size_t offset, std::size_t size) override
    {
        std::ranges::fill(pages(buffers.at(buffer)).subspan(offset, size), std::byte(0x77));
        return ssize_t(size);
    }
    ssize_t sendPages(int, unsigned buffer, std::size_t offset, std::size_t) override
    {
        return std::to_integer<ssize_t>(pages(buffers.at(buffer))[offset]);
    }

    std::map<std::uint16_t, std::vector<std::byte>> content; ///< Of the request with this place
    std::map<unsigned, std::uint16_t> buffers;               ///< Lent: the places
    bool copies = true, lends = true;
    std::vector<Command> pushed, submitted;
    std::map<std::uint16_t, Command> atKernel; ///< The last one of each tag; first those of the first queue.
    unsigned queues = 1;
    std::deque<Completion> completions;
    int refusal = 0;
};

struct World {
    explicit World(std::size_t requests = 4, const ExportedUnit &disk = unit())
        : memory(::memfd_create("ublk", MFD_CLOEXEC))
    {
        auto port = std::make_unique<Kernel>();
        kernel = port.get();
        exports = std::move(*UblkExport::create(std::move(port), requests, 100));
        exports->setBackend(&backend);
        exports->addDevice(disk);
        if (::ftruncate(memory.get(), off_t(kMemory)) != 0)
            qFatal("ftruncate");
        void *const mapped = ::mmap(nullptr, kMemory, PROT_READ | PROT_WRITE, MAP_SHARED, memory.get(), 0);
        requestsOfKernel = static_cast<std::byte *>(mapped);
    }
    World(const World &) = delete;
    World &operator=(const World &) = delete;
    ~World() { ::munmap(requestsOfKernel, kMemory); }

    Result<> serve(std::uint64_t lun = kLun)
    {
        auto served = exports->serve(lun, "ublkb3", UniqueFd(::dup(memory.get())), {});
        if (served)
            kernel->submitted.clear();
        return served;
    }
    /// The kernel has a request.
    void arrive(std::uint16_t place, std::uint32_t operation, std::uint64_t sector, std::uint32_t sectors)
    {
        std::byte *const queue = requestsOfKernel + place / ublk::kQueueDepth * UblkPort::requestsSize();
        reinterpret_cast<ublksrv_io_desc *>(queue)[place % ublk::kQueueDepth] = {operation, sectors, sector, 0};
        kernel->completions.push_back({kernel->atKernel.at(place).about, UBLK_IO_RES_OK});
    }
    void take() { exports->receive({}); }
    /// \return "tag=result" of what was answered, "queue:tag=result" of queues behind the first
    QStringList answers()
    {
        exports->send();
        QStringList all;
        for (const auto &command : std::exchange(kernel->submitted, {}))
            all << (command.queue > 0 ? QStringLiteral("%1:").arg(command.queue) : QString()) +
                       QStringLiteral("%1=%2").arg(command.tag).arg(command.result);
        return all;
    }

    UniqueFd memory;
    std::byte *requestsOfKernel = nullptr; ///< Of each queue, UblkPort::requestsSize() apart.
    Kernel *kernel = nullptr;
    Disk backend;
    std::unique_ptr<UblkExport> exports;
};

} // namespace

class TestUblkExport : public QObject {
    Q_OBJECT

private slots:
    void everyTagWaits()
    {
        World world;
        QVERIFY(world.exports->serve(kLun, "ublkb3", UniqueFd(::dup(world.memory.get())), {}));
        QCOMPARE(world.kernel->submitted.size(), std::size_t(ublk::kQueueDepth));
        for (std::uint16_t tag = 0; tag < ublk::kQueueDepth; ++tag) {
            const auto &command = world.kernel->submitted[tag];
            QCOMPARE(command.operation, ublk::kFetch);
            QCOMPARE(command.tag, tag);
        }
        QCOMPARE(world.exports->deviceOf(kLun), std::string("ublkb3"));
        QCOMPARE(world.exports->deviceOf(kLun + 1), std::string());
    }

    /// Which a device has depends on who made it, perhaps long ago.
    void everyQueueThatThereIs()
    {
        for (const unsigned queues : {1U, 3U, unsigned(ublk::kMostQueues) + 1}) {
            World world;
            world.kernel->queues = queues;
            QVERIFY(world.exports->serve(kLun, "ublkb3", UniqueFd(::dup(world.memory.get())), {}));
            const auto served = std::size_t(std::min<unsigned>(queues, ublk::kMostQueues));
            QCOMPARE(world.kernel->submitted.size(), served * ublk::kQueueDepth);
            std::set<std::pair<unsigned, unsigned>> tags;
            for (const auto &command : world.kernel->submitted) {
                QVERIFY(command.queue < served && command.tag < ublk::kQueueDepth);
                tags.emplace(command.queue, command.tag);
            }
            QCOMPARE(tags.size(), served * ublk::kQueueDepth);
        }
    }

    void queuesAreNotMixedUp()
    {
        World world;
        world.kernel->queues = 2;
        QVERIFY(world.serve());
        constexpr std::uint16_t kSecond = ublk::kQueueDepth;
        world.kernel->pages(kSecond + 7)[0] = std::byte(0x17);
        world.arrive(kSecond + 7, UBLK_IO_OP_WRITE, 8, 8);
        world.arrive(7, UBLK_IO_OP_READ, 16, 8);
        world.arrive(kSecond + 63, UBLK_IO_OP_READ, 24, 16);
        world.take();
        QCOMPARE(world.backend.log, (QStringList{QStringLiteral("write 4096+4096"), QStringLiteral("read 8192+4096"),
                                                 QStringLiteral("read 12288+8192")}));
        QCOMPARE(world.backend.waiting.front()->payload[0], std::byte(0x17));
        for (int i = 0; i < 3; ++i)
            world.backend.finish();
        QCOMPARE(world.answers(),
                 (QStringList{QStringLiteral("1:7=4096"), QStringLiteral("7=4096"), QStringLiteral("1:63=8192")}));
        const auto pages = world.kernel->pages(kSecond + 63);
        QCOMPARE(pages[8191], std::byte(0x5a));
        QCOMPARE(pages[8192], std::byte(0));
        QCOMPARE(world.kernel->pages(63)[0], std::byte(0));
    }

    void whatCannotBeServed()
    {
        World world;
        QCOMPARE(world.serve(kLun + 1).error().code, ErrorCode::NotFound);
        world.kernel->refusal = -EBUSY;
        QVERIFY(!world.serve());
        QCOMPARE(world.exports->deviceOf(kLun), std::string());
        world.kernel->refusal = 0;
        QVERIFY(world.serve());
        const auto none = std::move(*UblkExport::create(nullptr, 4, 0));
        none->addDevice(unit());
        QCOMPARE(none->serve(kLun, "ublkb3", UniqueFd(::dup(world.memory.get())), {}).error().code,
                 ErrorCode::NotSupported);
        none->receive({});
        none->trim();
        QCOMPARE(none->fd(), -1);
        QVERIFY(none->pages() == nullptr);
    }

    void operations_data()
    {
        QTest::addColumn<quint32>("operation");
        QTest::addColumn<quint64>("sector");
        QTest::addColumn<quint32>("sectors");
        QTest::addColumn<QStringList>("log");
        QTest::addColumn<int>("result");
        const auto row = [](const char *name, quint32 operation, quint64 sector, quint32 sectors,
                            const QStringList &log,
                            int result) { QTest::newRow(name) << operation << sector << sectors << log << result; };
        const auto one = [](const char *text) { return QStringList{QString::fromLatin1(text)}; };
        row("read", UBLK_IO_OP_READ, 8, 16, one("read 4096+8192"), 8192);
        row("longest read", UBLK_IO_OP_READ, 0, 2048, one("read 0+1048576"), 1048576);
        row("read at the end", UBLK_IO_OP_READ, 16376, 8, one("read 8384512+4096"), 4096);
        row("write", UBLK_IO_OP_WRITE, 8, 8, one("write 4096+4096"), 4096);
        row("write with FUA", UBLK_IO_OP_WRITE | kFua, 8, 8, one("write-fua 4096+4096"), 4096);
        row("other flags", UBLK_IO_OP_READ | UBLK_IO_F_META | UBLK_IO_F_FAILFAST_DEV, 8, 8, one("read 4096+4096"),
            4096);
        row("flush", UBLK_IO_OP_FLUSH, 77, 3, one("flush 0+0"), 0);
        row("discard", UBLK_IO_OP_DISCARD, 8, 8192, one("unmap 4096+4194304"), 0);
        row("zeroes", UBLK_IO_OP_WRITE_ZEROES, 8, 8192, one("unmap 4096+4194304"), 0);
        row("zeroes that stay", UBLK_IO_OP_WRITE_ZEROES | kNoUnmap, 8, 8, one("zeroes 4096+4096"), 0);
        row("past the end", UBLK_IO_OP_READ, 16384, 8, {}, -ENOSPC);
        row("over the end", UBLK_IO_OP_WRITE, 16376, 16, {}, -ENOSPC);
        row("sector that overflows", UBLK_IO_OP_READ, (1ULL << 55) + 8, 8, {}, -ENOSPC);
        row("end that overflows", UBLK_IO_OP_WRITE, (1ULL << 55) - 8, 16, {}, -ENOSPC);
        row("too long", UBLK_IO_OP_WRITE, 0, 2056, {}, -EIO);
        row("nothing", UBLK_IO_OP_READ, 0, 0, {}, -EIO);
        row("begins within a block", UBLK_IO_OP_WRITE, 1, 8, {}, -EIO);
        row("ends within a block", UBLK_IO_OP_READ, 0, 7, {}, -EIO);
        row("zeroes of half a block", UBLK_IO_OP_WRITE_ZEROES, 0, 4, {}, -EIO);
        row("write same", UBLK_IO_OP_WRITE_SAME, 0, 8, {}, -EOPNOTSUPP);
        row("nonsense", 0xffU, 0, 8, {}, -EOPNOTSUPP);
    }
    void operations()
    {
        QFETCH(quint32, operation);
        QFETCH(quint64, sector);
        QFETCH(quint32, sectors);
        QFETCH(int, result);
        World world;
        QVERIFY(world.serve());
        world.arrive(7, operation, sector, sectors);
        world.take();
        QTEST(world.backend.log, "log");
        while (!world.backend.waiting.empty())
            world.backend.finish();
        QCOMPARE(world.answers(), QStringList{QStringLiteral("7=%1").arg(result)});
        QVERIFY(!world.exports->hasWaiting());
    }

    void dataIsCopied()
    {
        World world;
        QVERIFY(world.serve());
        world.kernel->pages(4)[4095] = std::byte(0x21);
        world.arrive(3, UBLK_IO_OP_READ, 0, 8);
        world.arrive(4, UBLK_IO_OP_WRITE, 8, 8);
        world.take();
        QCOMPARE(world.backend.waiting[1]->payload[4095], std::byte(0x21));
        world.backend.finish();
        world.backend.finish();
        QCOMPARE(world.kernel->pages(3)[4095], std::byte(0x5a));
        QCOMPARE(world.kernel->pages(3)[4096], std::byte(0));
        QCOMPARE(world.answers(), (QStringList{QStringLiteral("3=4096"), QStringLiteral("4=4096")}));
        QCOMPARE(world.kernel->atKernel.at(3).operation, ublk::kCommitAndFetch);
    }

    void dataThatCannotBeCopied()
    {
        World world;
        QVERIFY(world.serve());
        world.kernel->copies = false;
        world.arrive(3, UBLK_IO_OP_READ, 0, 8);
        world.arrive(4, UBLK_IO_OP_WRITE, 0, 8);
        world.arrive(5, UBLK_IO_OP_FLUSH, 0, 0);
        world.arrive(6, UBLK_IO_OP_WRITE_ZEROES, 0, 8);
        world.take();
        QCOMPARE(world.backend.log.size(), 3); // not the write: nobody knows of what
        for (int i = 0; i < 3; ++i)
            world.backend.finish();
        QCOMPARE(world.answers(), (QStringList{QStringLiteral("4=%1").arg(-EIO), QStringLiteral("3=%1").arg(-EIO),
                                               QStringLiteral("5=0"), QStringLiteral("6=0")}));
    }

    void longRequestsAreLent_data()
    {
        QTest::addColumn<bool>("wanted");
        QTest::addColumn<bool>("possible");
        QTest::addColumn<unsigned>("sectors");
        QTest::addColumn<bool>("lent");
        QTest::newRow("long") << true << true << 256U << true;
        QTest::newRow("longest") << true << true << 2048U << true;
        QTest::newRow("short") << true << true << 248U << false;
        QTest::newRow("the session would have to copy") << false << true << 256U << false;
        QTest::newRow("the kernel refuses") << true << false << 256U << false;
    }
    void longRequestsAreLent()
    {
        QFETCH(bool, wanted);
        QFETCH(bool, possible);
        QFETCH(unsigned, sectors);
        QFETCH(bool, lent);
        World world;
        QVERIFY(world.serve());
        world.exports->setLending(wanted);
        world.kernel->lends = possible;
        world.kernel->pages(4)[0] = std::byte(0x21);
        world.arrive(3, UBLK_IO_OP_READ, 0, sectors);
        world.arrive(4, UBLK_IO_OP_WRITE, 0, sectors);
        world.arrive(5, UBLK_IO_OP_DISCARD, 0, 2048);
        world.take();
        const PageMover &pages = *world.exports->pages();
        QCOMPARE(world.kernel->buffers.size(), lent ? std::size_t(2) : std::size_t(0));
        QCOMPARE(pages.holds(world.backend.waiting[0]->payload), lent);
        QCOMPARE(pages.holds(world.backend.waiting[1]->payload), lent);
        if (!lent)
            QCOMPARE(world.backend.waiting[1]->payload[0], std::byte(0x21));
        for (int i = 0; i < 3; ++i)
            world.backend.finishUnseen();
        const auto bytes = QString::number(sectors * 512);
        QCOMPARE(world.answers(),
                 (QStringList{QStringLiteral("3=") + bytes, QStringLiteral("4=") + bytes, QStringLiteral("5=0")}));
        QVERIFY(world.kernel->buffers.empty());
    }

    void whatIsDoneWithLentPages()
    {
        World world;
        QVERIFY(world.serve());
        world.exports->setLending(true);
        world.arrive(9, UBLK_IO_OP_READ, 0, 256);
        world.arrive(3, UBLK_IO_OP_READ, 256, 256);
        world.arrive(4, UBLK_IO_OP_WRITE, 0, 256);
        world.take();
        PageMover &pages = *world.exports->pages();
        std::byte *const read = world.backend.waiting[1]->payload;
        std::byte *const write = world.backend.waiting[2]->payload;
        QCOMPARE(pages.receive(0, read + 100, 1000), ssize_t(1000));
        QCOMPARE(world.kernel->pages(3)[99], std::byte(0));
        QCOMPARE(world.kernel->pages(3)[100], std::byte(0x77));
        QCOMPARE(world.kernel->pages(3)[1100], std::byte(0));
        pages.store(read + 131071, std::vector(1, std::byte(0x42)));
        QCOMPARE(world.kernel->pages(3)[131071], std::byte(0x42));

        world.kernel->pages(4)[5000] = std::byte(0x21);
        QCOMPARE(pages.send(0, write + 5000, 1000), ssize_t(0x21));
        const auto loaded = pages.load({write + 5000, 10});
        QCOMPARE(loaded.size(), std::size_t(10));
        QCOMPARE(loaded[0], std::byte(0x21));
        QVERIFY(world.kernel->pages(9)[100] == std::byte(0));
    }

    void whatCannotBeDoneWithLentPages()
    {
        World world;
        QVERIFY(world.serve());
        world.exports->setLending(true);
        world.arrive(3, UBLK_IO_OP_READ, 0, 256);
        world.arrive(4, UBLK_IO_OP_WRITE, 0, 256);
        world.take();
        world.kernel->copies = false;
        PageMover &pages = *world.exports->pages();
        pages.store(world.backend.waiting[0]->payload, std::vector(1, std::byte(0x42)));
        QVERIFY(pages.load({world.backend.waiting[1]->payload, 10}).empty());
        world.backend.finishUnseen(1);
        world.backend.finishUnseen();
        // Of the write the session is told, and it knows whether it was sent.
        QCOMPARE(world.answers(), (QStringList{QStringLiteral("4=131072"), QStringLiteral("3=%1").arg(-EIO)}));
        world.kernel->copies = true;
        world.arrive(3, UBLK_IO_OP_READ, 0, 256); // the next one has nothing of it
        world.take();
        world.backend.finishUnseen();
        QCOMPARE(world.answers(), QStringList{QStringLiteral("3=131072")});
    }

    void whatTheUnitCannot()
    {
        auto disk = unit();
        disk.canPunch = disk.forceUnitAccess = false;
        World world(4, disk);
        QVERIFY(world.serve());
        world.arrive(0, UBLK_IO_OP_DISCARD, 0, 8);
        world.arrive(1, UBLK_IO_OP_WRITE_ZEROES, 0, 8);
        world.arrive(2, UBLK_IO_OP_WRITE | kFua, 0, 8);
        world.take();
        QCOMPARE(world.backend.log, (QStringList{QStringLiteral("zeroes 0+4096"), QStringLiteral("write 0+4096")}));
        QCOMPARE(world.answers(), QStringList{QStringLiteral("0=%1").arg(-EOPNOTSUPP)});
        world.backend.finish();
        world.backend.finish(); // the write, which is not durable yet
        QCOMPARE(world.answers(), QStringList{QStringLiteral("1=0")});
        QCOMPARE(world.backend.log.last(), QStringLiteral("flush 0+0"));
        world.backend.finish();
        QCOMPARE(world.answers(), QStringList{QStringLiteral("2=4096")});
    }

    void readOnlyUnit()
    {
        auto disk = unit();
        disk.readOnly = true;
        World world(4, disk);
        QVERIFY(world.serve());
        world.arrive(0, UBLK_IO_OP_WRITE, 0, 8);
        world.arrive(1, UBLK_IO_OP_FLUSH, 0, 0);
        world.take();
        QCOMPARE(world.backend.log, QStringList{QStringLiteral("flush 0+0")});
        QCOMPARE(world.answers(), QStringList{QStringLiteral("0=%1").arg(-EIO)});
    }

    void errors_data()
    {
        QTest::addColumn<quint32>("operation");
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("result");
        QTest::newRow("read") << quint32(UBLK_IO_OP_READ) << EIO << -EIO;
        QTest::newRow("one that the kernel would try again") << quint32(UBLK_IO_OP_WRITE) << EAGAIN << -EIO;
        QTest::newRow("full") << quint32(UBLK_IO_OP_WRITE) << ENOSPC << -ENOSPC;
        QTest::newRow("FUA, and no flush after it") << quint32(UBLK_IO_OP_WRITE | kFua) << EIO << -EIO;
        QTest::newRow("a hint that is not taken") << quint32(UBLK_IO_OP_DISCARD) << EOPNOTSUPP << 0;
        QTest::newRow("discard") << quint32(UBLK_IO_OP_DISCARD) << EIO << -EIO;
        QTest::newRow("zeroes") << quint32(UBLK_IO_OP_WRITE_ZEROES | kNoUnmap) << EOPNOTSUPP << -EOPNOTSUPP;
    }
    void errors()
    {
        QFETCH(quint32, operation);
        QFETCH(int, error);
        QFETCH(int, result);
        World world;
        QVERIFY(world.serve());
        world.arrive(0, operation, 0, 8);
        world.take();
        world.backend.finish(error);
        QVERIFY(world.backend.waiting.empty());
        QCOMPARE(world.answers(), QStringList{QStringLiteral("0=%1").arg(result)});
    }

    void zeroesArePromisedThoughUnmappingIsNot()
    {
        World world;
        QVERIFY(world.serve());
        world.arrive(0, UBLK_IO_OP_WRITE_ZEROES, 0, 8);
        world.take();
        world.backend.finish(EOPNOTSUPP);
        QCOMPARE(world.backend.log, (QStringList{QStringLiteral("unmap 0+4096"), QStringLiteral("zeroes 0+4096")}));
        QVERIFY(world.answers().isEmpty());
        world.backend.finish();
        QCOMPARE(world.answers(), QStringList{QStringLiteral("0=0")});
    }

    void moreThanThereIsRoomForWaitInTheirOrder()
    {
        World world(2);
        QVERIFY(world.serve());
        for (std::uint16_t tag = 0; tag < 5; ++tag)
            world.arrive(tag, UBLK_IO_OP_READ, 8U * tag, 8);
        world.take();
        QCOMPARE(world.backend.log.size(), 2);
        QVERIFY(!world.exports->hasWaiting()); // nothing to be done about it
        world.backend.finish();
        QVERIFY(world.exports->hasWaiting());
        world.take();
        QCOMPARE(world.backend.log.last(), QStringLiteral("read 8192+4096"));
        for (int i = 0; i < 4; ++i) {
            world.backend.finish();
            world.take();
        }
        QCOMPARE(world.answers(),
                 (QStringList{QStringLiteral("0=4096"), QStringLiteral("1=4096"), QStringLiteral("2=4096"),
                              QStringLiteral("3=4096"), QStringLiteral("4=4096")}));
    }

    void diskThatComesWhileOthersWait()
    {
        World world(1);
        QVERIFY(world.serve());
        world.arrive(0, UBLK_IO_OP_READ, 0, 8);
        world.take();
        for (int i = 1; i < ublk::kQueueDepth - 1; ++i) { // so that the line goes over the end of its memory
            world.arrive(i % 2, UBLK_IO_OP_READ, 0, 8);
            world.take();
            world.backend.finish();
            world.take();
            world.answers();
        }
        for (std::uint16_t tag = 2; tag < 6; ++tag)
            world.arrive(tag, UBLK_IO_OP_READ, 8U * tag, 8);
        world.take();
        world.backend.log.clear();
        auto other = unit();
        other.id = 2;
        other.lun = kLun + 1;
        world.exports->addDevice(other);
        QVERIFY(world.serve(kLun + 1));
        for (int i = 0; i < 4; ++i) {
            world.backend.finish();
            world.take();
        }
        QCOMPARE(world.backend.log,
                 (QStringList{QStringLiteral("read 8192+4096"), QStringLiteral("read 12288+4096"),
                              QStringLiteral("read 16384+4096"), QStringLiteral("read 20480+4096")}));
    }

    void deviceThatTheKernelTakesAway()
    {
        World world;
        QVERIFY(world.serve());
        world.arrive(0, UBLK_IO_OP_READ, 0, 8);
        world.take();
        for (std::uint16_t tag = 1; tag < ublk::kQueueDepth; ++tag)
            world.kernel->completions.push_back({world.kernel->atKernel.at(tag).about, UBLK_IO_RES_ABORT});
        world.take();
        QCOMPARE(world.exports->deviceOf(kLun), std::string());
        world.backend.finish(); // into memory that must still be there
        QCOMPARE(world.answers(), QStringList{QStringLiteral("0=4096")});
        world.kernel->completions.push_back({world.kernel->atKernel.at(0).about, UBLK_IO_RES_ABORT});
        world.take();
        QVERIFY(world.serve()); // in the same place
        QCOMPARE(world.exports->deviceOf(kLun), std::string("ublkb3"));
    }

    void requestsOfAUnitThatIsGoneFail()
    {
        World world;
        QVERIFY(world.serve());
        world.exports->removeDevice(1);
        world.arrive(0, UBLK_IO_OP_READ, 0, 8);
        world.arrive(1, UBLK_IO_OP_FLUSH, 0, 0);
        world.take();
        QVERIFY(world.backend.log.isEmpty());
        QCOMPARE(world.answers(), (QStringList{QStringLiteral("0=%1").arg(-EIO), QStringLiteral("1=%1").arg(-EIO)}));
    }

    void unitThatGrew()
    {
        World world;
        QVERIFY(world.serve());
        auto disk = unit();
        disk.sizeBytes *= 2;
        world.exports->updateDevice(disk);
        world.arrive(0, UBLK_IO_OP_READ, kSize / 512, 8);
        world.take();
        QCOMPARE(world.backend.log.size(), 1);
    }

    void memoryIsGivenBack()
    {
        World world;
        QVERIFY(world.serve());
        world.arrive(0, UBLK_IO_OP_READ, 0, 8);
        world.take();
        const std::byte *const memory = world.backend.waiting.front()->payload;
        world.exports->trim(); // not while it is in work
        world.backend.finish();
        world.answers();
        QCOMPARE(memory[0], std::byte(0x5a));
        world.exports->trim();
        QCOMPARE(memory[0], std::byte(0));
    }
};

QTEST_GUILESS_MAIN(TestUblkExport)
#include "tst_ublk_export.moc"
