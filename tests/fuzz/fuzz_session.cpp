// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/scsi/outcome.h"
#include "daemon/protocol/session/session_machine.h"
#include "tests/fuzz/fuzz_input.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

using namespace portolan;
using namespace portolan::protocol;
using portolan::fuzz::Input;
using portolan::fuzz::require;

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
        m_cmdSn = m_config.numbers.cmdSn;
        m_maxCmdSn = m_config.numbers.maxCmdSn;
        m_lanes[0].digest = m_config.parameters.headerDigest || m_config.parameters.dataDigest;
    }

    void run()
    {
        while (!m_input.empty()) {
            step(m_input.byte());
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
    /// A connection, as its peer sees it.
    struct Lane {
        std::uint16_t cid = 0;
        bool digest = false;
        bool drop = false; ///< It has logged itself out.
        std::size_t skip = 0;
        Bhs header{};
        std::size_t headerFill = 0;
        std::uint32_t lastTag = 0;
        std::uint32_t lastRequest = 0x82000001;
        std::uint32_t statSn = 1;
    };

    NegotiatedParameters readParameters()
    {
        constexpr std::array<std::uint32_t, 4> kSizes{512, 4096, 65536, 262144};
        const std::uint8_t flags = m_input.byte();
        const std::uint8_t sizes = m_input.byte();
        NegotiatedParameters parameters;
        parameters.headerDigest = (flags & 15) == 15; // rare: nothing gets through a digest by chance
        parameters.dataDigest = (flags & 15) == 14;
        parameters.initialR2T = (flags & 16) != 0;
        parameters.immediateData = (flags & 32) != 0;
        parameters.dataSequenceInOrder = (flags & 64) != 0;
        parameters.dataPduInOrder = (flags & 128) != 0;
        parameters.maxRecvDataSegmentLength = kSizes[sizes & 3];
        parameters.maxXmitDataSegmentLength = kSizes[sizes >> 2 & 3];
        parameters.maxBurstLength = kSizes[sizes >> 4 & 3];
        parameters.firstBurstLength = std::min(kSizes[sizes >> 6], parameters.maxBurstLength);
        parameters.maxOutstandingR2T = 1 + flags % 3;
        parameters.maxConnections = 1 + (flags >> 2) % 4;
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
            m_now += std::chrono::milliseconds(100 * (1 + m_input.byte()));
            return m_machine.handleTimeout(m_now);
        case 4:
            return reconnect();
        case 5:
            if (what == 5)
                m_machine.logout(m_now);
            else if (what == 21)
                m_machine.renegotiate(m_now);
            else
                m_machine.resetLun(Lun{what & 3u}, m_now);
            return;
        case 6:
            return m_machine.handleEndOfStream({ErrorCode::TransportFailed, "cut"}, m_now, m_slot);
        case 7:
            return connections(what >> 4);
        case 8:
        case 9:
            m_blind = true;
            return receive(m_input.take(1 + m_input.byte()));
        default:
            return receivePlausible(what);
        }
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
        const SequenceNumbers numbers{.cmdSn = m_cmdSn, .expStatSn = 1, .expCmdSn = m_cmdSn, .maxCmdSn = m_maxCmdSn};
        const auto cid = std::uint16_t(m_input.byte() & 15U);
        const std::uint32_t before = m_machine.counters().connections;
        const auto slot = m_machine.addConnection(cid, parameters, numbers, m_now);
        if (!slot)
            return;
        require(*slot < m_lanes.size() && m_machine.counters().connections <= before + 1);
        m_slot = *slot;
        m_lanes[m_slot] = {.cid = cid, .digest = parameters.headerDigest || parameters.dataDigest};
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
        request.dataOut = request.dataIn;
        if (m_machine.submit(request, m_now))
            m_open.insert(m_cookie);
        else
            require(!m_machine.canSubmit());
        m_machine.setTimeouts(std::chrono::seconds(what & 7), std::chrono::seconds(5), std::chrono::seconds(what >> 4));
    }

    void reconnect()
    {
        const auto parameters = readParameters();
        const auto numbers = readNumbers();
        m_machine.reconnect(parameters, numbers, m_now);
        m_lanes = {};
        m_lanes[0].digest = parameters.headerDigest || parameters.dataDigest;
        m_slot = 0;
        m_cmdSn = numbers.cmdSn;
        m_maxCmdSn = numbers.maxCmdSn;
        m_blind = false;
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
            inspect({segments[i].data, size});
            rest -= size;
        }
        m_machine.sent(part, m_now, m_slot);
    }

    /// Follows the headers in what leaves (only without digests) and checks the command window.
    void inspect(std::span<const std::byte> bytes)
    {
        Lane &lane = m_lanes[m_slot];
        while (!bytes.empty() && !lane.digest) {
            if (lane.skip > 0) {
                const std::size_t part = std::min(bytes.size(), lane.skip);
                lane.skip -= part;
                bytes = bytes.subspan(part);
                continue;
            }
            lane.header[lane.headerFill++] = bytes.front();
            bytes = bytes.subspan(1);
            if (lane.headerFill < kBhsSize)
                continue;
            lane.headerFill = 0;
            const BhsView bhs(lane.header);
            lane.skip = (dataSegmentLengthOf(bhs) + 3) / 4 * 4;
            require(std::uint32_t(opcodeOf(bhs)) < 0x20 && ahsLengthOf(bhs) == 0);
            require(!lane.drop); // nothing may follow a Logout Request but that of another connection
            lane.drop = opcodeOf(bhs) == Opcode::LogoutRequest &&
                        ((load<1, 1>(bhs) & 0x7f) == 0 || load<20, 2>(bhs) == lane.cid);
            if (opcodeOf(bhs) == Opcode::ScsiCommand) {
                lane.lastTag = initiatorTaskTagOf(bhs);
                require(m_blind || !serialLess(m_maxCmdSn, load<24, 4>(bhs))); // the window is never exceeded
                const std::uint32_t next = load<24, 4>(bhs) + 1;
                m_cmdSn = serialLess(m_cmdSn, next) ? next : m_cmdSn;
            } else if (opcodeOf(bhs) != Opcode::DataOut && initiatorTaskTagOf(bhs) != kReservedTag) {
                lane.lastRequest = initiatorTaskTagOf(bhs);
            }
        }
    }

    void receive(std::span<const std::byte> rest)
    {
        while (!rest.empty()) {
            std::array<ReceiveSegment, 2> spaces;
            std::size_t count = 1;
            if (rest.size() % 2 == 0) {
                count = m_machine.receiveSegments(spaces, m_slot);
                require(count > 0 || !m_machine.connected(m_slot));
            } else {
                const auto space = m_machine.receiveSpace(m_slot);
                require(!space.empty() || !m_machine.connected(m_slot));
                spaces[0] = {space.data(), space.size()};
            }
            std::size_t taken = 0;
            for (const ReceiveSegment &space : std::span(spaces).first(count)) {
                const std::size_t part = std::min(space.size, rest.size() - taken);
                std::copy_n(rest.begin() + std::ptrdiff_t(taken), part, space.data);
                taken += part;
            }
            if (taken == 0)
                return;
            m_machine.received(taken, m_now, m_slot);
            rest = rest.subspan(taken);
            drain();
        }
    }

    /// A header with the right numbers, so that the deeper states are reached; the rest is the input's.
    void receivePlausible(std::uint8_t what)
    {
        constexpr std::array kOpcodes{Opcode::DataIn,
                                      Opcode::ScsiResponse,
                                      Opcode::ReadyToTransfer,
                                      Opcode::NopIn,
                                      Opcode::TaskManagementResponse,
                                      Opcode::AsyncMessage,
                                      Opcode::Reject,
                                      Opcode::LogoutResponse,
                                      Opcode::TextResponse,
                                      Opcode::DataIn,
                                      Opcode::ScsiResponse};
        Lane &lane = m_lanes[m_slot];
        const std::uint8_t choice = m_input.byte();
        const Opcode opcode = kOpcodes[choice % kOpcodes.size()];
        Bhs bhs{};
        store<0, 1>(bhs, std::uint32_t(opcode));
        store<1, 1>(bhs, m_input.byte());
        store<2, 1>(bhs, (choice & 0x80) != 0 ? m_input.byte() : 0u);
        store<3, 1>(bhs, (choice & 0x40) != 0 ? m_input.byte() : 0u);
        const std::uint32_t length =
            opcode == Opcode::ReadyToTransfer ? 0 : m_input.byte() * ((what & 16) != 0 ? 60u : 1u);
        store<5, 3>(bhs, length);
        store<15, 1>(bhs, (what & 32) != 0 ? m_input.byte() : 0u);
        const bool control = opcode == Opcode::TaskManagementResponse || opcode == Opcode::LogoutResponse ||
                             opcode == Opcode::TextResponse || (opcode == Opcode::NopIn && (choice & 0x20) != 0);
        store<16, 4>(bhs, control ? lane.lastRequest : opcode == Opcode::NopIn ? kReservedTag : lane.lastTag);
        store<20, 4>(bhs, (what & 64) != 0 ? kReservedTag : m_input.byte());
        const bool consumes = opcode == Opcode::DataIn            ? (load<1, 1>(bhs) & 1) != 0
                              : opcode == Opcode::ReadyToTransfer ? false
                              : opcode == Opcode::NopIn           ? control
                                                                  : true;
        store<24, 4>(bhs, consumes ? lane.statSn++ : lane.statSn);
        store<28, 4>(bhs, m_cmdSn);
        const std::uint32_t max = m_cmdSn + (what & 15) - 1;
        store<32, 4>(bhs, max);
        if (serialLess(m_maxCmdSn, max))
            m_maxCmdSn = max;
        store<36, 4>(bhs, m_input.byte());
        store<40, 4>(bhs, m_input.byte() * 60u);
        store<44, 4>(bhs, m_input.byte() * 60u);
        receive(bhs);
        std::vector<std::byte> data((length + 3) / 4 * 4, std::byte(what));
        const auto given = m_input.take(std::min<std::size_t>(data.size(), 64));
        std::ranges::copy(given, data.begin());
        receive(data);
    }

    void drain()
    {
        while (const auto event = m_machine.poll()) {
            if (const auto *const done = std::get_if<TaskCompleted>(&*event)) {
                require(m_open.erase(done->cookie) == 1); // each cookie once
                require(done->senseLength <= done->sense.size());
                (void)scsi::classify(*done);
            }
        }
        require(m_machine.connected() || !m_machine.deadline());
    }

    Input &m_input;
    Instant m_now{};
    SessionMachine::Config m_config;
    std::vector<Buffer> m_buffers;
    SessionMachine m_machine;
    std::set<std::uint64_t> m_open;
    std::uint64_t m_cookie = 0;

    std::array<Lane, SessionMachine::kMaxConnections> m_lanes;
    unsigned m_slot = 0;  ///< The connection that is worked on
    bool m_blind = false; ///< Bytes arrived that were not made here, so the window is not known.
    std::uint32_t m_cmdSn = 1;
    std::uint32_t m_maxCmdSn = 0;
};

} // namespace

/// A hostile target, and an owner who submits, waits, reconnects, adds and removes
/// connections and gives up as the input says. Checked besides "no
/// crash, no sanitizer report": every submitted command ends exactly once, no byte is written outside its buffers, the
/// command window is never exceeded, nothing follows a Logout Request, and a dead connection asks for no timer (F-FSM).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 16384)
        return 0;
    Input input(data, size);
    Session session(input);
    session.run();
    return 0;
}
