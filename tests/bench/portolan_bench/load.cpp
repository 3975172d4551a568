// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/portolan_bench/load.h"

#include "daemon/protocol/scsi/capacity.h"
#include "daemon/protocol/scsi/cdb.h"
#include "daemon/protocol/scsi/lun.h"
#include "tests/bench/common/congestion.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <utility>

namespace portolan::bench {

namespace {

using dataplane::worker::EventLoop;
using protocol::TransferDirection;

constexpr unsigned kTimer = 0, kTarget = 1; // sources of the wait; one for each connection
constexpr std::uint64_t kCapacityCookie = ~std::uint64_t(0);

protocol::Instant clockNow() { return std::chrono::steady_clock::now(); }

protocol::SessionMachine::Config machineConfig(const net::LoginAttempt::LoggedIn &session, std::uint32_t depth)
{
    protocol::SessionMachine::Config config;
    config.parameters = session.outcome.parameters;
    config.numbers = session.outcome.numbers;
    config.maxTasks = depth;
    return config;
}

} // namespace

Load::Load(const BenchOptions &options, std::vector<net::LoginAttempt::LoggedIn> connections)
    : m_options(options)
    , m_machine(machineConfig(connections.front(), options.depth), clockNow())
    , m_connections(m_counters)
    , m_loggedIn(std::move(connections))
    , m_buffers(static_cast<std::byte *>(
          std::aligned_alloc(4096, (std::size_t(options.depth) * options.blockBytes + 4095) & ~std::size_t(4095))))
    , m_random(options.seed)
    , m_measurement(options.duration, options.blockBytes)
    , m_started(options.depth)
{
    for (unsigned unit = 0; unit < options.luns; ++unit)
        m_luns.push_back(protocol::scsi::lunOfUnit(std::uint16_t(options.lun + unit)).value_or(protocol::Lun{}));
    // Every page is there before the clock runs.
    std::memset(m_buffers.get(), 0x5a, std::size_t(options.depth) * options.blockBytes);
}

Result<> Load::run()
{
    std::string notBest;
    auto loop = m_options.eventLoop ? EventLoop::create(*m_options.eventLoop, m_options.busyPoll)
                                    : EventLoop::createBest(m_options.busyPoll, &notBest);
    if (!loop)
        return fail(loop.error());
    m_loop = std::move(*loop);
    auto timer = dataplane::worker::DeadlineTimer::create();
    if (!timer)
        return fail(timer.error());
    m_timer.emplace(std::move(*timer));
    if (const auto joined = join(); !joined)
        return joined;
    for (unsigned unit = 0; unit < m_luns.size(); ++unit) {
        if (const auto known = readCapacity(unit); !known)
            return known;
    }
    if (m_options.blockBytes % m_blockSize != 0 || m_places < m_options.depth)
        return fail(ErrorCode::InvalidArgument, "--bs does not suit a unit of " +
                                                    std::to_string(m_places * m_options.blockBytes) +
                                                    " bytes in blocks of " + std::to_string(m_blockSize));
    for (std::uint32_t slot = 0; slot < m_options.depth; ++slot) {
        if (const auto submitted = submit(slot, clockNow()); !submitted)
            return submitted;
    }
    m_connections.send(m_machine, clockNow());
    while (m_inFlight > 0) {
        if (const auto turned = turn(); !turned)
            return turned;
    }
    return {};
}

Result<> Load::join()
{
    for (unsigned slot = 0; slot < m_loggedIn.size(); ++slot) {
        auto &connection = m_loggedIn[slot];
        const auto &outcome = connection.outcome;
        const std::string &congestion = m_options.congestion;
        if (!congestion.empty() && !setCongestionControl(connection.socket.get(), congestion.c_str()))
            return fail(ErrorCode::InvalidArgument, "--congestion " + congestion + ": " + std::strerror(errno));
        if (slot > 0) {
            const auto joined =
                m_machine.addConnection(std::uint16_t(slot), outcome.parameters, outcome.numbers, clockNow());
            if (!joined)
                return fail(joined.error());
        }
        m_connections.connect(slot, std::uint16_t(slot), std::move(connection.socket));
    }
    m_loggedIn.clear();
    return {};
}

/// Of one unit, and takes the attention away that a new session finds there.
Result<> Load::readCapacity(unsigned unit)
{
    std::array<std::byte, 32> answer{};
    for (int attempt = 0; attempt < 5; ++attempt) {
        protocol::ScsiRequest request;
        request.lun = m_luns[unit];
        request.cdb = protocol::scsi::readCapacity16(std::uint32_t(answer.size()));
        request.direction = TransferDirection::Read;
        request.dataIn = answer;
        request.cookie = kCapacityCookie;
        if (const auto submitted = m_machine.submit(request, clockNow()); !submitted)
            return submitted;
        ++m_inFlight;
        m_connections.send(m_machine, clockNow());
        while (m_inFlight > 0) {
            if (const auto turned = turn(); !turned)
                return turned;
        }
        const auto capacity = protocol::scsi::Capacity::parse16(answer);
        if (capacity && capacity->blockSize > 0) {
            m_blockSize = capacity->blockSize;
            const std::uint64_t places = capacity->blocks * m_blockSize / m_options.blockBytes;
            m_places = m_places == 0 ? places : std::min(m_places, places);
            return {};
        }
    }
    return fail(ErrorCode::NotFound,
                "the target does not tell the size of LUN " + std::to_string(m_options.lun + unit));
}

Result<> Load::turn()
{
    const auto ready = wait();
    if (!ready)
        return fail(ready.error());
    const Instant now = clockNow();
    m_connections.sent(m_machine, now);
    if ((*ready & (1U << kTimer)) != 0)
        m_timer->rang();
    m_machine.handleTimeout(now);
    for (unsigned slot = 0; *ready >> (kTarget + slot) != 0; ++slot) {
        if ((*ready >> (kTarget + slot) & 1U) != 0)
            m_connections.receive(slot, m_machine, now);
    }
    while (const auto event = m_machine.poll()) {
        if (const auto *completed = std::get_if<protocol::TaskCompleted>(&*event)) {
            if (const auto done = complete(*completed, now); !done)
                return done;
        } else if (const auto *failed = std::get_if<protocol::ConnectionFailed>(&*event)) {
            return fail(failed->error);
        } else if (const auto *lost = std::get_if<protocol::ConnectionLost>(&*event)) {
            return fail(lost->error);
        }
    }
    m_connections.send(m_machine, now);
    return {};
}

Result<std::uint32_t> Load::wait()
{
    m_timer->arm(m_machine.deadline(), clockNow());
    if (const auto watched = m_loop->watch(kTimer, {m_timer->fd(), POLLIN, 0}); !watched)
        return fail(watched.error());
    for (unsigned slot = 0; slot < m_options.connections; ++slot) {
        if (const auto watched = m_loop->watch(kTarget + slot, m_connections.watchOf(slot)); !watched)
            return fail(watched.error());
    }
    return m_loop->wait(m_connections.outgoing());
}

Result<> Load::complete(const protocol::TaskCompleted &completed, Instant now)
{
    --m_inFlight;
    if (completed.cookie == kCapacityCookie)
        return {}; // what it brought is looked at there
    if (completed.failure != protocol::TaskFailure::None || completed.status != 0)
        return fail(ErrorCode::Internal, "a request ended with failure " + std::to_string(int(completed.failure)) +
                                             ", status " + std::to_string(completed.status));
    const auto slot = std::uint32_t(completed.cookie);
    return m_measurement.completed(m_started[slot], now) ? submit(slot, now) : Result<>();
}

Result<> Load::submit(std::uint32_t slot, Instant now)
{
    const std::uint64_t place = m_options.sequential ? m_next++ % m_places : m_random() % m_places;
    const std::uint32_t blocks = m_options.blockBytes / m_blockSize;
    const std::span buffer(m_buffers.get() + std::size_t(slot) * m_options.blockBytes, m_options.blockBytes);
    const bool read =
        m_options.operation == Operation::Read || (m_options.operation == Operation::Mixed && m_random() % 10 < 7);
    protocol::ScsiRequest request;
    request.lun = m_luns[m_unit++ % m_luns.size()];
    request.cookie = slot;
    if (read) {
        request.cdb = protocol::scsi::read(place * blocks, blocks);
        request.direction = TransferDirection::Read;
        request.dataIn = buffer;
    } else {
        request.cdb = protocol::scsi::write(place * blocks, blocks);
        request.direction = TransferDirection::Write;
        request.dataOut = buffer;
    }
    m_started[slot] = now;
    ++m_inFlight;
    return m_machine.submit(request, now);
}

} // namespace portolan::bench
