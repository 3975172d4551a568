// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/session_memory_target.h"

#include <QtTest>
#include <memory>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kBlock = 512;
constexpr std::size_t kBlocks = 512;

NegotiatedParameters randomParameters(std::mt19937 &random)
{
    const auto pick = [&](std::initializer_list<std::uint32_t> values) {
        return *(values.begin() + std::ptrdiff_t(random() % values.size()));
    };
    NegotiatedParameters parameters;
    parameters.headerDigest = random() % 2 != 0;
    parameters.dataDigest = random() % 2 != 0;
    parameters.initialR2T = random() % 2 != 0;
    parameters.immediateData = random() % 2 != 0;
    parameters.maxRecvDataSegmentLength = pick({512, 4096, 8192, 65536, 262144});
    parameters.maxXmitDataSegmentLength = pick({512, 513, 4096, 8192, 262144});
    parameters.maxBurstLength = pick({512, 4096, 65536, 262144});
    parameters.firstBurstLength = std::min(parameters.maxBurstLength, pick({512, 4096, 65536}));
    parameters.maxOutstandingR2T = pick({1, 1, 2, 4});
    parameters.dataPduInOrder = random() % 3 != 0;
    parameters.dataSequenceInOrder = random() % 3 != 0;
    return parameters;
}

/// Reads and writes at random, through connections that break at random, and remembers what the disk must hold.
class Workload {
public:
    Workload(std::uint32_t seed, std::uint32_t connections)
        : m_random(seed)
        , m_disk(kBlock * kBlocks)
        , m_expected(m_disk)
        , m_connections(connections)
    {
        m_config.maxTasks = 1 + m_random() % 40;
        m_config.parameters = sessionParameters();
        m_config.numbers = newSession();
        m_machine = std::make_unique<SessionMachine>(m_config, m_now);
    }

    /// \return what went wrong; empty if nothing
    std::string run(int operations)
    {
        m_toStart = operations;
        for (int turn = 0; m_toStart > 0 || !m_open.empty(); ++turn) {
            if (turn > 2'000'000)
                return "does not end";
            startSome();
            for (unsigned slot = 0; slot < m_lanes.size(); ++slot)
                moveSome(slot);
            if (m_connections > 1)
                changeConnections();
            if (m_toStart > 0 && m_random() % 500 == 0)
                breakSession();
            takeEvents();
            for (const auto &lane : m_lanes) {
                if (lane.target != nullptr && m_problem.empty() && !lane.target->problem().empty())
                    m_problem = lane.target->problem();
            }
            if (!m_problem.empty())
                return m_problem;
        }
        if (m_disk != m_expected)
            return "the disk holds something else";
        return {};
    }
    int broken = 0, added = 0, lost = 0, loggedOut = 0;

private:
    /// The target's end of a connection. When ours is gone, it stays until it is logged out.
    struct Lane {
        std::unique_ptr<MemoryTarget> target;
        unsigned cid = 0;
        bool cut = false; ///< Nothing arrives any more but what is on its way to the target: late, or never.
        Bytes late;
    };

    struct Operation {
        bool write = false;
        std::size_t offset = 0;
        Bytes data;
    };

    NegotiatedParameters sessionParameters()
    {
        auto parameters = randomParameters(m_random);
        parameters.maxConnections = m_connections;
        return parameters;
    }

    SequenceNumbers newSession()
    {
        m_order = std::make_shared<CommandOrder>();
        m_order->expCmdSn = m_random();
        m_order->maxCmdSn = m_order->expCmdSn + 3;
        m_lanes.clear();
        m_lanes.resize(SessionMachine::kMaxConnections);
        m_cid = 0;
        return newConnection(m_lanes[0], m_config.parameters);
    }

    SequenceNumbers newConnection(Lane &lane, const NegotiatedParameters &parameters)
    {
        const std::uint32_t statSn = m_random();
        lane.target = std::make_unique<MemoryTarget>(m_disk, parameters, m_random(), statSn, m_order);
        lane.target->mayBeBusy = true;
        lane.target->closeConnection = [this](unsigned cid) { return closeAtTarget(cid); };
        lane.cid = m_cid++;
        return {.cmdSn = m_order->expCmdSn,
                .expStatSn = statSn,
                .expCmdSn = m_order->expCmdSn,
                .maxCmdSn = m_order->maxCmdSn};
    }

    bool closeAtTarget(unsigned cid)
    {
        for (Lane &lane : m_lanes) {
            if (lane.target == nullptr || lane.cid != cid)
                continue;
            lane.target->close(m_random() % 2 != 0);
            lane.late.clear();
            return m_random() % 4 != 0; // or as if it had found out by itself before
        }
        return false;
    }

    /// One more, one less by logout, one less by a cut behind which bytes are lost in both directions.
    void changeConnections()
    {
        const auto slot = unsigned(m_random() % m_lanes.size());
        switch (m_random() % 120) {
        case 0:
        case 1:
        case 2:
            return addConnection();
        case 3:
            m_lanes[slot].cut = m_machine->connected(slot);
            return;
        case 4:
            return m_machine->removeConnection(slot, m_now);
        default:
            break;
        }
        Lane &lane = m_lanes[slot];
        if (lane.cut && m_random() % 4 == 0) { // a target that has not noticed still does what it is told
            Bytes part = lane.late;
            part.resize(m_random() % (part.size() + 1));
            lane.late.erase(lane.late.begin(), lane.late.begin() + std::ptrdiff_t(part.size()));
            lane.target->receive(part); // perhaps its own logout
        }
        if (lane.cut && m_random() % 10 == 0)
            m_machine->handleEndOfStream({ErrorCode::TransportFailed, "cut"}, m_now, slot);
    }

    void addConnection()
    {
        if (m_machine->counters().connections >= m_connections)
            return;
        auto parameters = m_config.parameters;
        const auto own = randomParameters(m_random);
        parameters.headerDigest = own.headerDigest;
        parameters.dataDigest = own.dataDigest;
        parameters.maxRecvDataSegmentLength = own.maxRecvDataSegmentLength;
        parameters.maxXmitDataSegmentLength = own.maxXmitDataSegmentLength;
        Lane lane;
        const auto numbers = newConnection(lane, parameters);
        const auto slot = m_machine->addConnection(std::uint16_t(lane.cid), own, numbers, m_now);
        if (slot) {
            m_lanes.at(*slot) = std::move(lane);
            ++added;
        } else if (slot.error().code != ErrorCode::Busy) {
            m_problem = slot.error().message;
        }
    }

    bool isFree(std::size_t first, std::size_t count)
    {
        return std::none_of(m_locked.begin() + std::ptrdiff_t(first), m_locked.begin() + std::ptrdiff_t(first + count),
                            [](bool locked) { return locked; });
    }

    void lock(const Operation &operation, bool locked)
    {
        std::fill_n(m_locked.begin() + std::ptrdiff_t(operation.offset / kBlock), operation.data.size() / kBlock,
                    locked);
    }

    void startSome()
    {
        while (m_toStart > 0 && m_machine->canSubmit() && m_random() % 3 != 0) {
            const std::size_t count = 1 + m_random() % (m_random() % 8 == 0 ? 200 : 16);
            const std::size_t first = m_random() % (kBlocks - count);
            if (!isFree(first, count))
                return;
            Operation operation;
            operation.write = m_random() % 2 != 0;
            operation.offset = first * kBlock;
            operation.data = operation.write ? pattern(count * kBlock, m_random()) : Bytes(count * kBlock);
            lock(operation, true);
            const std::uint64_t cookie = ++m_cookie;
            submit(m_open.emplace(cookie, std::move(operation)).first->second, cookie);
            --m_toStart;
        }
    }

    void submit(Operation &operation, std::uint64_t cookie)
    {
        auto request = operation.write ? writeRequest(operation.data, cookie) : readRequest(operation.data, cookie);
        const std::uint64_t lba = operation.offset / kBlock;
        request.cdb[4] = std::byte(lba >> 8);
        request.cdb[5] = std::byte(lba);
        if (!m_machine->submit(request, m_now))
            m_problem = "submit refused";
    }

    void moveSome(unsigned slot)
    {
        Lane &lane = m_lanes[slot];
        if (!m_machine->connected(slot))
            return;
        m_now += 1ms;
        m_machine->handleTimeout(m_now);
        std::array<Segment, 16> segments;
        const auto count = m_machine->gather(std::span(segments).first(1 + m_random() % 16), m_now, slot);
        std::size_t total = 0;
        for (const auto &segment : std::span(segments).first(count))
            total += segment.size;
        std::size_t part = total == 0 || m_random() % 2 != 0 ? total : m_random() % (total + 1);
        m_machine->sent(part, m_now, slot);
        // What left is in the queue's own memory until the next gather(), so it is read before.
        for (const auto &segment : std::span(segments).first(count)) {
            const std::size_t size = std::min(segment.size, part);
            if (lane.cut)
                lane.late.insert(lane.late.end(), segment.data, segment.data + size);
            else
                lane.target->receive({segment.data, size});
            part -= size;
        }
        for (auto i = m_random() % 4; i > 0; --i)
            lane.target->work();
        if (!lane.cut)
            deliver(slot, m_random() % 3 == 0 ? 1 + m_random() % 100 : m_random() % 100'000);
    }

    void deliver(unsigned slot, std::size_t bytes)
    {
        Bytes &output = m_lanes[slot].target->output;
        bytes = std::min(bytes, output.size());
        auto rest = std::span<const std::byte>(output).first(bytes);
        while (!rest.empty() && m_machine->connected(slot)) {
            constexpr std::array<std::size_t, 3> kSegments{1, 2, SessionMachine::kMostReceiveSegments};
            std::size_t taken = receiveInto(*m_machine, rest, kSegments[m_random() % 3], slot);
            if (m_random() % 4 == 0)
                taken = std::min<std::size_t>(taken, 1 + m_random() % 60);
            m_machine->received(taken, m_now, slot);
            rest = rest.subspan(taken);
        }
        // A logout on the way may have made the output empty.
        const std::size_t taken = std::min(bytes - rest.size(), output.size());
        output.erase(output.begin(), output.begin() + std::ptrdiff_t(taken));
    }

    void breakSession()
    {
        for (unsigned slot = 0; slot < m_lanes.size(); ++slot) {
            const auto &target = m_lanes[slot].target;
            const bool digests = m_config.parameters.headerDigest && m_config.parameters.dataDigest;
            if (slot == 0 && digests && m_machine->connected(slot) && !target->output.empty() && m_random() % 2 != 0) {
                // a bit flips on the way (DIG-03, DIG-04)
                target->output[m_random() % target->output.size()] ^= std::byte(1u << (m_random() % 8));
                deliver(slot, target->output.size());
            }
            takeEvents();
            m_machine->handleEndOfStream({ErrorCode::TransportFailed, "cut"}, m_now, slot);
        }
    }

    void takeEvents()
    {
        while (const auto event = m_machine->poll()) {
            if (const auto *const done = std::get_if<TaskCompleted>(&*event)) {
                take(*done);
            } else if (const auto *const gone = std::get_if<ConnectionLost>(&*event)) {
                ++(gone->error.code == ErrorCode::Cancelled ? loggedOut : lost);
                check(gone->error);
            } else if (const auto *const failed = std::get_if<ConnectionFailed>(&*event)) {
                ++broken;
                check(failed->error);
                m_config.parameters = sessionParameters();
                const auto next = newSession();
                m_machine->reconnect(m_config.parameters, next, m_now);
            } else {
                m_problem = "unexpected event";
            }
        }
    }

    void check(const Error &error)
    {
        if (error.code == ErrorCode::ProtocolViolation)
            m_problem = error.message;
    }

    void take(const TaskCompleted &done)
    {
        const auto found = m_open.find(done.cookie);
        if (found == m_open.end()) {
            m_problem = "a command ended twice";
            return;
        }
        Operation &operation = found->second;
        if (done.failure == TaskFailure::None && done.status == 0x08) { // BUSY: again, as a new command (CMD-06)
            auto node = m_open.extract(found);
            node.key() = ++m_cookie;
            const auto again = m_open.insert(std::move(node)).position;
            return submit(again->second, again->first);
        }
        if (done.failure != TaskFailure::None || done.status != 0 || done.transferred != operation.data.size()) {
            m_problem = "a command failed";
            return;
        }
        const auto expected = std::span(m_expected).subspan(operation.offset, operation.data.size());
        if (operation.write)
            std::ranges::copy(operation.data, expected.begin());
        else if (!std::ranges::equal(operation.data, expected))
            m_problem = "a read gave something else";
        lock(operation, false);
        m_open.erase(found);
    }

    std::mt19937 m_random;
    Bytes m_disk, m_expected;
    SessionMachine::Config m_config = SessionPeer::defaults();
    Instant m_now{};
    std::unique_ptr<SessionMachine> m_machine;
    std::shared_ptr<CommandOrder> m_order;
    std::vector<Lane> m_lanes; ///< By slot
    unsigned m_cid = 0;
    const std::uint32_t m_connections;
    std::vector<bool> m_locked = std::vector<bool>(kBlocks);
    std::map<std::uint64_t, Operation> m_open;
    std::uint64_t m_cookie = 0;
    int m_toStart = 0;
    std::string m_problem;
};

} // namespace

class TestSessionWorkload : public QObject {
    Q_OBJECT

private slots:
    // PDU-12, PDU-13, SEQ-01, SEQ-05, SEQ-07, DAT-02, DAT-06, DAT-07, DAT-21, DIG-02 to DIG-04, REC-02, REC-12: every
    // command ends once, with the right data, whatever the parameters, the segmentation and the moments of loss.
    // MCS-03, MCS-04, MCS-05, MCS-07: with several connections, too, that come, are logged out, and are cut.
    void randomWorkloads_data()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<quint32>("connections");
        for (quint32 seed = 1; seed <= 30; ++seed)
            QTest::addRow("%u", seed) << seed << 1U;
        for (quint32 seed = 101; seed <= 140; ++seed)
            QTest::addRow("%u", seed) << seed << 2 + seed % 7;
    }

    void randomWorkloads()
    {
        QFETCH(quint32, seed);
        QFETCH(quint32, connections);
        Workload workload(seed, connections);
        QCOMPARE(QString::fromStdString(workload.run(300)), QString());
        m_broken += workload.broken;
        m_added += workload.added;
        m_lost += workload.lost;
        m_loggedOut += workload.loggedOut;
    }

    void cleanupTestCase() // it did happen
    {
        QVERIFY(m_broken > 25);
        QVERIFY(m_added > 100);
        QVERIFY(m_lost > 100);
        QVERIFY(m_loggedOut > 30);
    }

private:
    int m_broken = 0, m_added = 0, m_lost = 0, m_loggedOut = 0;
};

QTEST_APPLESS_MAIN(TestSessionWorkload)
#include "tst_session_workload.moc"
