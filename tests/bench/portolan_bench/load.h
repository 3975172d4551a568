// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/connection_set.h"
#include "daemon/dataplane/worker/loop/deadline_timer.h"
#include "daemon/dataplane/worker/loop/event_loop.h"
#include "daemon/net/login_attempt.h"
#include "daemon/protocol/session/session_machine.h"
#include "tests/bench/common/measurement.h"
#include "tests/bench/portolan_bench/bench_options.h"

#include <cstdlib>
#include <memory>
#include <optional>
#include <random>
#include <vector>

namespace portolan::bench {

/// Keeps `depth` requests under way at one unit through the engine of portolan-dataplane, and resubmits each in the
/// turn in which it ended. The loop is that of the worker, without an export.
class Load {
public:
    /// \param connections  of one session, the leading one first
    Load(const BenchOptions &options, std::vector<net::LoginAttempt::LoggedIn> connections);

    /// Errors: whatever a request ended with, and the loss of the connection.
    Result<> run();
    [[nodiscard]] const Measurement &measurement() const { return m_measurement; }

private:
    using Instant = protocol::Instant;

    struct Free {
        void operator()(std::byte *memory) const { std::free(memory); }
    };

    Result<> join();
    Result<> readCapacity(unsigned unit); ///< Of m_luns
    /// One turn: wait, receive, complete and resubmit, send.
    Result<> turn();
    Result<> complete(const protocol::TaskCompleted &completed, Instant now);
    Result<std::uint32_t> wait();
    Result<> submit(std::uint32_t slot, Instant now);

    const BenchOptions m_options;
    dataplane::ipc::CounterSlot m_counters{};
    protocol::SessionMachine m_machine;
    dataplane::worker::ConnectionSet m_connections;
    std::vector<net::LoginAttempt::LoggedIn> m_loggedIn; ///< Until run().
    std::unique_ptr<dataplane::worker::EventLoop> m_loop;
    std::optional<dataplane::worker::DeadlineTimer> m_timer;
    std::vector<protocol::Lun> m_luns;
    std::size_t m_unit = 0;
    std::uint32_t m_blockSize = 0; ///< Of the last unit; all have the same.
    std::uint64_t m_places = 0;    ///< Requests that fit into the unit side by side.
    std::uint64_t m_next = 0;      ///< Place, when sequential.
    std::unique_ptr<std::byte, Free> m_buffers;
    std::mt19937_64 m_random;
    std::uint32_t m_inFlight = 0;
    Measurement m_measurement;
    std::vector<Instant> m_started; ///< By slot.
};

} // namespace portolan::bench
