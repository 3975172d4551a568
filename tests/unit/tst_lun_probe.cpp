// SPDX-License-Identifier: GPL-3.0-or-later
// From the pages of a unit to what the daemon knows of it.
#include "daemon/dataplane/user/conversions.h"
#include "daemon/dataplane/worker/lun_probe.h"
#include "daemon/dataplane/worker/unit_table.h"

#include <QTest>

#include <deque>

using namespace portolan;
using namespace portolan::dataplane;
using namespace portolan::dataplane::worker;

namespace {

/// A disk of 16 MiB that has nothing to say but its block limits.
QByteArray answerTo(std::uint8_t operation, std::uint8_t page, const QByteArray &limits)
{
    switch (operation) {
    case 0x12: // INQUIRY
        if (page == 0xb0)
            return QByteArray::fromHex("00b0003c") + limits.leftJustified(60, '\0');
        return page == 0 ? QByteArray::fromHex("0000060200000000").leftJustified(36, '\0') : QByteArray();
    case 0x9e: // READ CAPACITY(16)
        return QByteArray::fromHex("0000000000007fff00000200").leftJustified(32, '\0');
    default: // TEST UNIT READY, MODE SENSE
        return {};
    }
}

class Unit final : public CommandSink, public AttentionListener, public UnitListener {
public:
    explicit Unit(QByteArray limits)
        : m_limits(std::move(limits))
    {}

    Result<> submit(const protocol::ScsiRequest &request, Instant) override
    {
        m_open.push_back(request);
        return {};
    }
    void unitAttention(protocol::Lun, protocol::scsi::UnitAttention, Instant) override {}
    void addDevice(const ExportedUnit &) override {}
    void removeDevice(UnitId) override {}
    void updateDevice(const ExportedUnit &) override {}

    /// \return what the daemon hears of it, or nothing if it hears of no disk
    std::optional<QueueLimits> probed()
    {
        std::optional<LogicalUnit> found;
        LunProbe probe(m_executor, [&](LunProbe &self, LunProbe::Verdict, Instant) { found = self.takeUnit(); });
        probe.start(protocol::Lun{}, {});
        while (!m_open.empty())
            answer();
        auto counters = ipc::CountersWriter::create();
        if (!found || !counters)
            return std::nullopt;
        BlockLayer blocks(m_executor, counters->session(), 1, 0);
        UnitTable table(blocks, *this, *counters);
        table.apply({true, {*found}});
        const auto devices = fromIpc(table.devices(), QStringLiteral("/run"));
        return devices.size() == 1 && devices[0].problem.isEmpty() ? std::optional(devices[0].limits) : std::nullopt;
    }

private:
    void answer()
    {
        const auto request = m_open.front();
        m_open.pop_front();
        const auto cdb = [&](std::size_t at) { return std::to_integer<std::uint8_t>(request.cdb[at]); };
        const bool list = cdb(0) == 0x12 && (cdb(1) & 1) != 0 && cdb(2) == 0;
        const QByteArray data = list ? QByteArray::fromHex("0000000200b0") : answerTo(cdb(0), cdb(2), m_limits);
        std::ranges::copy(
            std::as_bytes(std::span(data)).first(std::min(std::size_t(data.size()), request.dataIn.size())),
            request.dataIn.begin());
        protocol::TaskCompleted completed;
        completed.cookie = request.cookie;
        completed.transferred = std::uint32_t(data.size());
        m_executor.completed(completed, {});
    }

    const QByteArray m_limits;
    std::deque<protocol::ScsiRequest> m_open;
    CommandExecutor m_executor{4, *this, *this};
};

} // namespace

class TestLunProbe : public QObject {
    Q_OBJECT

private slots:
    /// The fields in the order of SBC-3 §6.5.3, each with a number of its own.
    void blockLimits()
    {
        const auto limits = Unit(QByteArray::fromHex("0000 0008 00000800 00000100 00000000 00002000 00000010 00000020 "
                                                     "80000005 0000000000010000"))
                                .probed();
        QVERIFY(limits == (QueueLimits{8, 256, 2048, 32, 5, 65536}));
    }

    void alignmentThatIsNotValid()
    {
        const auto limits = Unit(QByteArray(28, '\0') + QByteArray::fromHex("00000005")).probed();
        QVERIFY(limits == QueueLimits{});
    }

    /// They are told as they are: who makes a device of them checks.
    void everythingFull()
    {
        const auto limits = Unit(QByteArray(60, '\xff')).probed();
        QVERIFY(limits == (QueueLimits{0xffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x7fffffff, 0xffffffffffffffff}));
    }
};

QTEST_APPLESS_MAIN(TestLunProbe)
#include "tst_lun_probe.moc"
