// SPDX-License-Identifier: GPL-3.0-or-later
// The block layer between exports and commands, with a target that ends commands when the test says so.
#include "daemon/dataplane/worker/block_layer.h"

#include <QTest>
#include <deque>

using namespace portolan;
using namespace portolan::dataplane;
using namespace portolan::dataplane::worker;

namespace {

constexpr std::uint32_t kBlock = 512;
constexpr std::size_t kRequests = 64, kCommands = 12, kReserve = 2;

struct Sink final : CommandSink, AttentionListener {
    Result<> submit(const protocol::ScsiRequest &request, Instant) override
    {
        open.push_back(request);
        return {};
    }
    void unitAttention(protocol::Lun, protocol::scsi::UnitAttention, Instant) override {}

    std::deque<protocol::ScsiRequest> open;
};

struct Export final : BlockExport {
    void addDevice(const ExportedUnit &) override {}
    void removeDevice(UnitId) override {}
    void updateDevice(const ExportedUnit &) override {}
    void complete(BlockRequest &request, int error) override
    {
        done.push_back(request.unit);
        failed += error == 0 ? 0 : 1;
    }

    std::vector<UnitId> done;
    int failed = 0;
};

struct Layer {
    explicit Layer(unsigned units)
    {
        LogicalUnit unit;
        unit.sizeBytes = 1 << 20;
        unit.blockSize = kBlock;
        for (UnitId id = 0; id < units; ++id) {
            unit.lun = protocol::Lun{id};
            blocks.addUnit(id, unit, nullptr);
        }
    }
    void read(UnitId unit, std::uint64_t length = kBlock)
    {
        BlockRequest &request = requests.at(next);
        request.index = std::uint32_t(next);
        request.origin = &target;
        request.unit = unit;
        request.offset = (next++ * 4096) % (1 << 19);
        request.length = length;
        request.payload = memory.data();
        blocks.start(request, now);
    }
    /// Ends the oldest command. \return its unit
    std::uint64_t end()
    {
        const auto request = sink.open.front();
        sink.open.pop_front();
        protocol::TaskCompleted completed;
        completed.cookie = request.cookie;
        completed.transferred = std::uint32_t(request.dataIn.size());
        executor.completed(completed, now);
        blocks.pump(now);
        return request.lun.value;
    }
    [[nodiscard]] std::size_t openOf(std::uint64_t lun) const
    {
        return std::size_t(std::ranges::count_if(sink.open, [&](const auto &each) { return each.lun.value == lun; }));
    }

    Instant now{};
    Sink sink;
    Export target;
    ipc::CounterSlot counters{};
    CommandExecutor executor{kCommands, sink, sink};
    BlockLayer blocks{executor, counters, kRequests, kReserve};
    std::array<BlockRequest, kRequests> requests{};
    std::vector<std::byte> memory = std::vector<std::byte>(1 << 21);
    std::size_t next = 0;
};

} // namespace

class TestBlockLayer : public QObject {
    Q_OBJECT

private slots:
    void allEnd()
    {
        Layer layer(3);
        for (unsigned i = 0; i < 60; ++i)
            layer.read(i % 3);
        layer.blocks.pump(layer.now);
        QCOMPARE(layer.sink.open.size(), kCommands - kReserve);
        while (!layer.sink.open.empty())
            layer.end();
        QCOMPARE(layer.target.done.size(), 60U);
        QCOMPARE(layer.target.failed, 0);
        QCOMPARE(layer.blocks.inWork(), 0U);
    }

    /// A quiet disk beside a busy one gets the next command that is free, not the last one.
    void aBusyUnitLeavesRoom()
    {
        Layer layer(2);
        for (int i = 0; i < 50; ++i)
            layer.read(0);
        layer.blocks.pump(layer.now);
        layer.read(1);
        layer.blocks.pump(layer.now);
        QCOMPARE(layer.openOf(1), 0U); // all commands are in use
        layer.end();
        layer.end();
        QCOMPARE(layer.openOf(1), 1U);
    }

    void busyUnitsShare()
    {
        Layer layer(4);
        for (int i = 0; i < 30; ++i)
            layer.read(0);
        for (UnitId unit = 1; unit < 4; ++unit) {
            for (int i = 0; i < 10; ++i)
                layer.read(unit);
        }
        layer.blocks.pump(layer.now);
        for (int i = 0; i < 20; ++i)
            layer.end();
        for (std::uint64_t lun = 0; lun < 4; ++lun)
            QVERIFY2(layer.openOf(lun) >= 2, qPrintable(QString::number(layer.openOf(lun))));
    }
};

QTEST_APPLESS_MAIN(TestBlockLayer)
#include "tst_block_layer.moc"
