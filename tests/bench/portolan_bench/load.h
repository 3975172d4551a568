// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/worker/target_connection.h"
#include "daemon/net/login_attempt.h"
#include "daemon/protocol/session/session_machine.h"
#include "tests/bench/common/latency_histogram.h"
#include "tests/bench/portolan_bench/bench_options.h"

#include <cstdlib>
#include <memory>
#include <random>
#include <vector>

namespace portolan::bench {

/// What a run cost, without its first half second.
struct Figures {
    double seconds = 0;
    std::uint64_t requests = 0;
    double cpuUsPerRequest = 0;    ///< User and system, of the whole process.
    double switchesPerRequest = 0; ///< Context switches, of either kind.
    double p50Us = 0, p99Us = 0;
};

/// Keeps `depth` requests under way at one unit through the engine of portolan-dataplane, and resubmits each in the
/// turn in which it ended. The loop is that of the worker, without an export.
class Load {
public:
    Load(const BenchOptions &options, net::LoginAttempt::LoggedIn session);

    /// Errors: whatever a request ended with, and the loss of the connection.
    Result<Figures> run();

private:
    using Instant = protocol::Instant;

    struct Free {
        void operator()(std::byte *memory) const { std::free(memory); }
    };
    struct Snapshot {
        Instant at{};
        double cpuUs = 0;
        std::uint64_t switches = 0, requests = 0;
    };

    [[nodiscard]] Snapshot snapshot() const;
    Result<> readCapacity();
    /// One turn: wait, receive, complete and resubmit, send.
    Result<> turn();
    Result<> complete(const protocol::TaskCompleted &completed, Instant now);
    void wait();
    Result<> submit(std::uint32_t slot, Instant now);

    const BenchOptions m_options;
    dataplane::ipc::CounterSlot m_counters{};
    protocol::SessionMachine m_machine;
    dataplane::worker::TargetConnection m_connection;
    protocol::Lun m_lun{};
    std::uint32_t m_blockSize = 0;
    std::uint64_t m_places = 0; ///< Requests that fit into the unit side by side.
    std::uint64_t m_next = 0;   ///< Place, when sequential.
    std::unique_ptr<std::byte, Free> m_buffers;
    std::mt19937_64 m_random;
    bool m_submitting = true;
    std::uint32_t m_inFlight = 0;
    std::uint64_t m_requests = 0;
    LatencyHistogram m_latencies;
    std::vector<Instant> m_started; ///< By slot.
};

} // namespace portolan::bench
