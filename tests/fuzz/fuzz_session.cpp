// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/outcome.h"
#include "daemon/protocol/session/session_machine.h"
#include "tests/fuzz/elsewhere.h"
#include "tests/fuzz/fuzz_input.h"
#include "tests/fuzz/session_lane.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::fuzz;

namespace {

/// One buffer, with fences that nobody may touch.
struct Buffer {
    static constexpr std::size_t kFence = 16;
    static constexpr std::byte kMark{0xa5};
    std::vector<std::byte> memory;

    explicit Buffer(std::size_t size)
        : memory(size + 2 * kFence, kMark)
    {}
    [[nodiscard]] std::span<std::byte> inside()
    {
        return std::span(memory).subspan(kFence, memory.size() - 2 * kFence);
    }
    [[nodiscard]] bool intact() const
    {
        const auto all = std::span(memory);
        const auto marked = [](std::byte b) { return b == kMark; };
        return std::ranges::all_of(all.first(kFence), marked) && std::ranges::all_of(all.last(kFence), marked);
    }
};

class Session {
public:
    explicit Session(Input &input)
        : m_input(input)
        , m_config(readConfig())
        , m_machine(m_config, m_now)
    {
        begin(m_config.parameters, m_config.numbers);
    }

    void run()
    {
        while (!m_input.empty()) {
            const std::uint8_t what = m_input.byte();
            step(what);
            if (what < 128) // else the owner is busy with something else
                drain();
        }
        // However it stands: given time and no answers, every command ends.
        m_machine.failAll(TaskFailure::ConnectionFailed, m_now);
        drain();
        require(m_open.empty());
        for (const Buffer &buffer : m_buffers)
            require(buffer.intact());
        require(m_machine.counters().inFlight == 0 && m_machine.counters().queued == 0);
    }

private:
    NegotiatedParameters readParameters()
    {
        constexpr std::array<std::uint32_t, 4> kSizes{512, 4096, 65536, 262144};
        const std::uint8_t flags = m_input.byte();
        const std::uint8_t sizes = m_input.byte();
        NegotiatedParameters parameters;
        parameters.headerDigest = (flags & 12) == 12;
        parameters.dataDigest = (flags & 10) == 10;
        parameters.initialR2T = (flags & 16) != 0;
        parameters.immediateData = (flags & 32) != 0;
        parameters.dataSequenceInOrder = (flags & 64) != 0;
        parameters.dataPduInOrder = (flags & 128) != 0;
        parameters.maxRecvDataSegmentLength = kSizes[sizes & 3];
        parameters.maxXmitDataSegmentLength = kSizes[sizes >> 2 & 3];
        parameters.maxBurstLength = kSizes[sizes >> 4 & 3];
        parameters.firstBurstLength = std::min(kSizes[sizes >> 6], parameters.maxBurstLength);
        parameters.maxOutstandingR2T = 1 + flags % 3;
        parameters.maxConnections = 1 + (flags >> 2) % 9;
        return parameters;
    }

    SequenceNumbers readNumbers()
    {
        const std::uint32_t cmdSn = m_input.byte() < 128 ? 1 : 0xfffffff0;
        return {.cmdSn = cmdSn, .expStatSn = 1, .expCmdSn = cmdSn, .maxCmdSn = cmdSn + m_input.byte() % 32 - 1};
    }

    SessionMachine::Config readConfig()
    {
        SessionMachine::Config config;
        config.parameters = readParameters();
        config.numbers = readNumbers();
        config.maxTasks = 1 + m_input.byte() % 8;
        config.foreignMemory = &m_elsewhere;
        return config;
    }

    void step(std::uint8_t what)
    {
        switch (what % 16) {
        case 0:
        case 1:
            return submit(what);
        case 2:
            return send(1 + m_input.byte());
        case 3:
            return wait(m_input.byte());
        case 4:
            return reconnect();
        case 5:
            if (what == 5)
                m_machine.logout(m_now);
            else if (what == 21)
                m_machine.renegotiate(m_now);
            else
                m_machine.resetLun(Lun{m_input.byte() & 31u}, m_now);
            return;
        case 6:
            return m_machine.handleEndOfStream({ErrorCode::TransportFailed, "cut"}, m_now, m_slot);
        case 7:
            return connections(what >> 4);
        case 8:
            m_window.blind = true;
            return receive(m_input.take(1 + m_input.byte()));
        default:
            return answer(what);
        }
    }

    void wait(std::uint8_t ticks)
    {
        if (const auto deadline = m_machine.deadline(); deadline && ticks == 0)
            m_now = *deadline;
        else
            m_now += std::chrono::milliseconds(100 * ticks);
        m_machine.handleTimeout(m_now);
        const auto next = m_machine.deadline();
        require(!next || *next > m_now); // else the owner would spin
    }

    void connections(unsigned what)
    {
        if (what == 0)
            return m_machine.failAll(TaskFailure::ConnectionFailed, m_now);
        if (what < 3)
            return m_machine.removeConnection(m_slot, m_now);
        if (what < 8) {
            m_slot = m_input.byte() % m_lanes.size();
            return;
        }
        const auto parameters = readParameters();
        const std::uint8_t byte = m_input.byte();
        const auto cid = std::uint16_t(byte & 15U);
        const SequenceNumbers numbers{.cmdSn = m_machine.cmdSn(),
                                      .expStatSn = 1,
                                      .expCmdSn = m_window.cmdSn + (byte >> 7U),
                                      .maxCmdSn = m_window.maxCmdSn};
        const std::uint32_t before = m_machine.counters().connections;
        const auto slot = m_machine.addConnection(cid, parameters, numbers, m_now);
        if (!slot)
            return;
        require(*slot < m_lanes.size() && m_machine.counters().connections <= before + 1);
        m_slot = *slot;
        m_lanes[m_slot] = Lane(cid, parameters);
        m_rest[m_slot].clear();
    }

    void submit(std::uint8_t what)
    {
        const std::size_t size = std::size_t(m_input.byte()) * 300;
        m_buffers.emplace_back(size);
        ScsiRequest request;
        request.cookie = ++m_cookie;
        request.lun = Lun{what & 3u};
        request.direction = TransferDirection(what % 3);
        request.dataIn = m_buffers.back().inside();
        if (const auto elsewhere = (what & 0x40) != 0 ? m_elsewhere.open(m_cookie, size) : std::span<std::byte>();
            !elsewhere.empty())
            request.dataIn = elsewhere;
        request.dataOut = request.dataIn;
        if (m_machine.submit(request, m_now)) {
            m_open.insert(m_cookie);
        } else {
            require(!m_machine.canSubmit());
            m_elsewhere.close(m_cookie);
        }
        m_machine.setTimeouts(std::chrono::seconds(what & 7), std::chrono::seconds(5), std::chrono::seconds(what >> 4));
    }

    void begin(const NegotiatedParameters &parameters, const SequenceNumbers &numbers)
    {
        m_lanes = {};
        m_rest = {};
        m_lanes[0] = Lane(0, parameters);
        m_slot = 0;
        m_window = {numbers.cmdSn, numbers.maxCmdSn, false};
    }

    void reconnect()
    {
        const auto parameters = readParameters();
        const auto numbers = readNumbers();
        m_machine.reconnect(parameters, numbers, m_now);
        begin(parameters, numbers);
    }

    void send(std::size_t limit)
    {
        std::array<Segment, 8> segments;
        const std::size_t count = m_machine.gather(segments, m_now, m_slot);
        require(count <= segments.size() && (count == 0 || m_machine.connected(m_slot)));
        std::size_t total = 0;
        for (std::size_t i = 0; i < count; ++i) {
            require(segments[i].data != nullptr && segments[i].size > 0);
            total += segments[i].size;
        }
        const std::size_t part = std::min(total, limit * 64);
        for (std::size_t i = 0, rest = part; i < count; ++i) {
            const std::size_t size = std::min(segments[i].size, rest);
            m_lanes[m_slot].follow(readable({segments[i].data, size}), m_window);
            rest -= size;
        }
        m_machine.sent(part, m_now, m_slot);
    }

    std::span<const std::byte> readable(std::span<const std::byte> bytes)
    {
        return m_elsewhere.holds(bytes.data()) ? m_elsewhere.at(bytes.data(), bytes.size()) : bytes;
    }

    void receive(std::span<const std::byte> rest)
    {
        while (!rest.empty()) {
            require((m_machine.receiveBudget(m_slot) > 0) == m_machine.connected(m_slot));
            std::array<ReceiveSegment, SessionMachine::kMostReceiveSegments> spaces;
            constexpr std::array<std::size_t, 3> kSegments{1, 2, SessionMachine::kMostReceiveSegments};
            const std::size_t count =
                m_machine.receiveSegments(std::span(spaces).first(kSegments[rest.size() % 3]), m_slot);
            require(count > 0 || !m_machine.connected(m_slot));
            std::size_t taken = 0;
            for (const ReceiveSegment &space : std::span(spaces).first(count)) {
                const std::size_t part = std::min(space.size, rest.size() - taken);
                if (m_elsewhere.holds(space.data)) {
                    require(count == 1);
                    m_elsewhere.store(space.data, rest.subspan(taken, part));
                } else {
                    std::copy_n(rest.begin() + std::ptrdiff_t(taken), part, space.data);
                }
                taken += part;
            }
            if (taken == 0) // nobody is there any more
                return m_machine.received(rest.size(), m_now, m_slot);
            m_machine.received(taken, m_now, m_slot);
            rest = rest.subspan(taken);
        }
    }

    /// What a target might say now, in one piece or in two; the second one may come after something else.
    void answer(std::uint8_t what)
    {
        receive(std::exchange(m_rest[m_slot], {}));
        const bool astray = (what & 0x70) == 0x70; // on another connection than it belongs to
        const Bytes bytes = m_lanes[astray ? 0 : m_slot].answer(m_input, m_window);
        const std::size_t first = what < 16 ? bytes.size() : std::min<std::size_t>(what, bytes.size());
        receive(std::span(bytes).first(first));
        const auto rest = std::span(bytes).subspan(first);
        if (what % 16 == 15)
            m_rest[m_slot].assign(rest.begin(), rest.end());
        else
            receive(rest);
    }

    void drain()
    {
        while (const auto event = m_machine.poll()) {
            if (const auto *const done = std::get_if<TaskCompleted>(&*event)) {
                require(m_open.erase(done->cookie) == 1); // each cookie once
                m_elsewhere.close(done->cookie);
                require(done->senseLength <= done->sense.size());
                (void)scsi::classify(*done);
            }
        }
        require(m_machine.connected() || !m_machine.deadline());
    }

    Input &m_input;
    Instant m_now{};
    Elsewhere m_elsewhere;
    SessionMachine::Config m_config;
    std::vector<Buffer> m_buffers;
    SessionMachine m_machine;
    std::set<std::uint64_t> m_open;
    std::uint64_t m_cookie = 0;

    std::array<Lane, SessionMachine::kMaxConnections> m_lanes;
    std::array<Bytes, SessionMachine::kMaxConnections> m_rest; ///< Of what the target said there
    unsigned m_slot = 0;                                       ///< The connection that is worked on
    Window m_window;
};

} // namespace

/// A hostile target, and an owner who submits, waits, reconnects, adds and removes connections and gives up as the
/// input says. Checked besides "no crash, no sanitizer report": every submitted command ends exactly once, no byte is
/// written outside its buffers or, of those elsewhere, after it ended, the command window is never exceeded, nothing
/// follows a Logout Request, and a dead connection asks for no timer (F-FSM).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 16384)
        return 0;
    Input input(data, size);
    Session session(input);
    session.run();
    return 0;
}
