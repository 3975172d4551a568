// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/session/session_machine.h"

#include <QtTest>
#include <cstdlib>
#include <new>

namespace {

// Counts every allocation of the process while armed. Qt Test itself allocates, so only the workload is armed.
bool g_armed = false;
std::size_t g_allocations = 0;

void *counted(std::size_t size)
{
    if (g_armed)
        ++g_allocations;
    if (void *const memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}

} // namespace

void *operator new(std::size_t size) { return counted(size); }
void *operator new[](std::size_t size) { return counted(size); }
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete[](void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void *memory, std::size_t) noexcept { std::free(memory); }

using namespace portolan;
using namespace portolan::protocol;
using namespace std::chrono_literals;

namespace {

/// A target that needs no memory of its own: it answers every command at once from a fixed buffer.
class FrugalTarget {
public:
    explicit FrugalTarget(SessionMachine &machine)
        : m_machine(machine)
    {}

    void turn(Instant now)
    {
        for (m_slot = 0; m_slot < m_lanes.size(); ++m_slot) {
            while (const std::size_t count = m_machine.gather(m_segments, now, m_slot)) {
                std::size_t turn = 0;
                for (std::size_t i = 0; i < count; ++i)
                    turn += m_segments[i].size;
                for (std::size_t i = 0; i < count; ++i)
                    take(m_segments[i], now);
                m_machine.sent(turn, now, m_slot);
            }
        }
    }
    [[nodiscard]] bool usedAll(std::size_t connections) const
    {
        return std::ranges::all_of(std::span(m_lanes).first(connections),
                                   [](const Lane &lane) { return lane.statSn > 100; });
    }

private:
    std::uint32_t get(std::size_t offset) const
    {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value = value << 8 | std::to_integer<std::uint32_t>(m_header[offset + i]);
        return value;
    }
    void set(std::size_t offset, std::uint32_t value)
    {
        for (std::size_t i = 0; i < 4; ++i)
            m_reply[offset + i] = std::byte(value >> (24 - 8 * i));
    }

    /// The stream as it is sent: 48 bytes of header, then as many of data as it says.
    void take(Segment segment, Instant now)
    {
        while (segment.size > 0) {
            std::size_t &skip = m_lanes[m_slot].skip;
            if (skip > 0) {
                const std::size_t part = std::min(segment.size, skip);
                segment = {segment.data + part, segment.size - part};
                skip -= part;
                continue;
            }
            std::copy_n(segment.data, 48, m_header.begin());
            segment = {segment.data + 48, segment.size - 48};
            skip = ((get(4) & 0xffffff) + 3) / 4 * 4;
            answer(now);
        }
    }

    void answer(Instant now)
    {
        const auto opcode = std::to_integer<unsigned>(m_header[0]) & 0x3f;
        const auto flags = std::to_integer<unsigned>(m_header[1]);
        std::ranges::fill(m_reply, std::byte{0});
        std::size_t size = 48;
        m_reply[1] = std::byte{0x80};
        std::copy_n(m_header.begin() + 16, 4, m_reply.begin() + 16);
        if (opcode == 0x01)
            m_expCmdSn = get(24) + 1;
        if (m_silent && opcode == 0x01)
            return;
        if (opcode == 0x01 && (flags & 0x40) != 0) { // read: Data-In with status
            m_reply[0] = std::byte{0x25};
            m_reply[1] = std::byte{0x81};
            set(4, get(20));
            size += (get(20) + 3) / 4 * 4;
        } else if (opcode == 0x01 && get(20) > 8192) { // write: ask for what is missing
            m_reply[0] = std::byte{0x31};
            set(20, 77);
            set(40, 8192);
            set(44, get(20) - 8192);
        } else if (opcode == 0x05 && (flags & 0x80) == 0) {
            return;
        } else if (opcode == 0x00) { // a ping, whose data it knows
            m_reply[0] = std::byte{0x20};
            set(4, 8);
            set(20, 0xffffffff);
            std::ranges::copy(std::as_bytes(std::span("Portolan", 8)), m_reply.begin() + 48);
            size += 8;
        } else if (opcode == 0x02) { // task management
            m_reply[0] = std::byte{0x22};
        } else {
            m_reply[0] = std::byte{0x21};
        }
        std::uint32_t &statSn = m_lanes[m_slot].statSn;
        set(24, m_reply[0] == std::byte{0x31} ? statSn : statSn++);
        set(28, m_expCmdSn);
        set(32, m_expCmdSn + 100);
        feed(size, now);
    }

    void feed(std::size_t size, Instant now)
    {
        for (std::size_t at = 0; at < size;) {
            std::array<ReceiveSegment, SessionMachine::kMostReceiveSegments> spaces;
            const std::size_t count = m_machine.receiveSegments(spaces, m_slot);
            if (count == 0) // the connection failed: the test sees that
                return;
            const std::size_t most = std::min(size - at, std::size_t(30'000));
            std::size_t part = 0;
            for (const ReceiveSegment &space : std::span(spaces).first(count)) {
                const std::size_t here = std::min(space.size, most - part);
                std::copy_n(m_reply.begin() + std::ptrdiff_t(at + part), here, space.data);
                part += here;
            }
            m_machine.received(part, now, m_slot);
            at += part;
        }
    }

public:
    bool m_silent = false; ///< Commands get no answer

private:
    SessionMachine &m_machine;
    std::array<Segment, 64> m_segments;
    std::array<std::byte, 48> m_header{};
    std::array<std::byte, 70'000> m_reply{};
    struct Lane {
        std::size_t skip = 0;
        std::uint32_t statSn = 1;
    };
    std::array<Lane, SessionMachine::kMaxConnections> m_lanes{};
    unsigned m_slot = 0;
    std::uint32_t m_expCmdSn = 1;
};

} // namespace

class TestSessionAllocations : public QObject {
    Q_OBJECT

private slots:
    void theCounterCounts() // the proof would prove nothing otherwise
    {
        g_allocations = 0;
        g_armed = true;
        delete new int(1);
        g_armed = false;
        QCOMPARE(g_allocations, 1u);
    }

    void none_data()
    {
        QTest::addColumn<quint32>("connections");
        QTest::addRow("one connection") << 1U;
        QTest::addRow("four connections") << 4U;
    }

    void none() // DESIGN: zero allocations per I/O
    {
        QFETCH(quint32, connections);
        SessionMachine::Config config;
        config.numbers = {.cmdSn = 1, .expStatSn = 1, .expCmdSn = 1, .maxCmdSn = 100};
        config.parameters.maxRecvDataSegmentLength = 65536;
        config.parameters.maxConnections = connections;
        config.maxTasks = 32;
        Instant now{};
        SessionMachine machine(config, now);
        FrugalTarget target(machine);
        for (std::uint16_t cid = 1; cid < connections; ++cid)
            QVERIFY(machine.addConnection(cid, config.parameters, config.numbers, now));
        std::vector<std::byte> memory(32 * 65536);
        std::size_t completed = 0;
        std::size_t refused = 0;

        g_allocations = 0;
        g_armed = true;
        for (std::size_t round = 0; round < 300; ++round) {
            target.m_silent = round % 50 == 49;
            for (std::uint64_t i = 0; i < 33; ++i) {
                const auto buffer =
                    std::span(memory).subspan(std::size_t(i % 32) * 65536, 1 + (round * 977 + i * 4099) % 65536);
                ScsiRequest request;
                request.cookie = i;
                request.direction = i % 3 == 0   ? TransferDirection::Read
                                    : i % 3 == 1 ? TransferDirection::Write
                                                 : TransferDirection::None;
                request.dataIn = buffer;
                request.dataOut = buffer;
                if (!machine.submit(request, now)) // the last one: Busy
                    ++refused;
            }
            target.turn(now);
            for (int step = 0; target.m_silent && step < 40; ++step) { // every one times out and is aborted
                now += 30s;
                machine.handleTimeout(now);
                target.turn(now);
            }
            while (const auto event = machine.poll())
                completed += std::holds_alternative<TaskCompleted>(*event) ? 1 : 0;
            if (const auto deadline = machine.deadline())
                machine.handleTimeout(std::min(now, *deadline));
        }
        g_armed = false;
        QCOMPARE(machine.counters().connections, connections);
        QVERIFY(target.usedAll(connections));
        QCOMPARE(completed, 300u * 32);
        QCOMPARE(refused, 300u);
        QCOMPARE(g_allocations, 0u);
    }
};

QTEST_APPLESS_MAIN(TestSessionAllocations)
#include "tst_session_allocations.moc"
