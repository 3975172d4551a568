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
    explicit Workload(std::uint32_t seed)
        : m_random(seed)
        , m_disk(kBlock * kBlocks)
        , m_expected(m_disk)
    {
        m_config.parameters = randomParameters(m_random);
        m_config.numbers = numbers();
        m_config.maxTasks = 1 + m_random() % 40;
        m_machine = std::make_unique<SessionMachine>(m_config, m_now);
        m_target = newTarget(m_config.numbers);
    }

    /// \return what went wrong; empty if nothing
    std::string run(int operations)
    {
        m_toStart = operations;
        for (int turn = 0; m_toStart > 0 || !m_open.empty(); ++turn) {
            if (turn > 2'000'000)
                return "does not end";
            startSome();
            moveSome();
            if (m_toStart > 0 && m_random() % 500 == 0)
                breakConnection();
            takeEvents();
            if (m_problem.empty() && !m_target->problem().empty())
                m_problem = m_target->problem();
            if (!m_problem.empty())
                return m_problem;
        }
        if (m_disk != m_expected)
            return "the disk holds something else";
        return {};
    }
    int broken = 0;

private:
    struct Operation {
        bool write = false;
        std::size_t offset = 0;
        Bytes data;
    };

    SequenceNumbers numbers()
    {
        const std::uint32_t cmdSn = m_random();
        return {.cmdSn = cmdSn, .expStatSn = std::uint32_t(m_random()), .expCmdSn = cmdSn, .maxCmdSn = cmdSn + 3};
    }

    std::unique_ptr<MemoryTarget> newTarget(SequenceNumbers numbers)
    {
        auto target = std::make_unique<MemoryTarget>(m_disk, m_config.parameters, m_random(), numbers);
        target->mayBeBusy = true;
        return target;
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

    void moveSome()
    {
        m_now += 1ms;
        m_machine->handleTimeout(m_now);
        std::array<Segment, 16> segments;
        const auto count = m_machine->gather(std::span(segments).first(1 + m_random() % 16), m_now);
        std::size_t total = 0;
        for (const auto &segment : std::span(segments).first(count))
            total += segment.size;
        std::size_t part = total == 0 || m_random() % 2 != 0 ? total : m_random() % (total + 1);
        m_machine->sent(part, m_now);
        // What left is in the queue's own memory until the next gather(), so it is read before.
        for (const auto &segment : std::span(segments).first(count)) {
            const std::size_t size = std::min(segment.size, part);
            m_target->receive({segment.data, size});
            part -= size;
        }
        for (auto i = m_random() % 4; i > 0; --i)
            m_target->work();
        deliver(m_random() % 3 == 0 ? 1 + m_random() % 100 : m_random() % 100'000);
    }

    void deliver(std::size_t bytes)
    {
        bytes = std::min(bytes, m_target->output.size());
        auto rest = std::span<const std::byte>(m_target->output).first(bytes);
        while (!rest.empty() && m_machine->connected()) {
            std::array<ReceiveSegment, 2> spaces;
            std::size_t count = 1;
            if (m_random() % 2 != 0) {
                const auto space = m_machine->receiveSpace();
                spaces[0] = {space.data(), space.size()};
            } else {
                count = m_machine->receiveSegments(spaces);
            }
            std::size_t taken = 0;
            for (const auto &space : std::span(spaces).first(count)) {
                const std::size_t part = std::min(space.size, rest.size() - taken);
                std::copy_n(rest.begin() + std::ptrdiff_t(taken), part, space.data);
                taken += part;
            }
            if (m_random() % 4 == 0)
                taken = std::min<std::size_t>(taken, 1 + m_random() % 60);
            m_machine->received(taken, m_now);
            rest = rest.subspan(taken);
        }
        m_target->output.erase(m_target->output.begin(),
                               m_target->output.begin() + std::ptrdiff_t(bytes - rest.size()));
    }

    void breakConnection()
    {
        ++broken;
        const bool digests = m_config.parameters.headerDigest && m_config.parameters.dataDigest;
        if (digests && !m_target->output.empty() && m_random() % 2 != 0) { // a bit flips on the way (DIG-03, DIG-04)
            m_target->output[m_random() % m_target->output.size()] ^= std::byte(1u << (m_random() % 8));
            deliver(m_target->output.size());
        }
        takeEvents();
        m_machine->handleEndOfStream({ErrorCode::TransportFailed, "cut"}, m_now);
        takeEvents();
        m_config.parameters = randomParameters(m_random);
        const auto next = numbers();
        m_target = newTarget(next);
        m_machine->reconnect(m_config.parameters, next, m_now);
    }

    void takeEvents()
    {
        while (const auto event = m_machine->poll()) {
            if (const auto *const done = std::get_if<TaskCompleted>(&*event))
                take(*done);
            else if (!std::holds_alternative<ConnectionFailed>(*event))
                m_problem = "unexpected event";
            else if (const auto &error = std::get<ConnectionFailed>(*event).error;
                     error.code == ErrorCode::ProtocolViolation)
                m_problem = error.message;
        }
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
    std::unique_ptr<MemoryTarget> m_target;
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
    void randomWorkloads_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 30; ++seed)
            QTest::addRow("%u", seed) << seed;
    }

    void randomWorkloads()
    {
        QFETCH(quint32, seed);
        Workload workload(seed);
        QCOMPARE(QString::fromStdString(workload.run(300)), QString());
        m_broken += workload.broken;
    }

    void cleanupTestCase() { QVERIFY(m_broken > 25); } // the losses did happen

private:
    int m_broken = 0;
};

QTEST_APPLESS_MAIN(TestSessionWorkload)
#include "tst_session_workload.moc"
