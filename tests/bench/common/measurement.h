// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/common/latency_histogram.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <dlfcn.h>
#include <optional>
#include <sys/resource.h>

namespace portolan::bench {

/// Counts the requests that end between the end of the warm-up and the end of the run, and what they cost.
class Measurement {
public:
    using Clock = std::chrono::steady_clock;

    /// \param who  RUSAGE_SELF, or RUSAGE_THREAD: then all calls come from that thread
    Measurement(std::chrono::milliseconds duration, std::uint32_t requestBytes, decltype(RUSAGE_SELF) who = RUSAGE_SELF)
        : m_who(who)
        , m_bytes(requestBytes)
        , m_start(Clock::now() + kWarmUp)
        , m_end(m_start + duration)
    {}

    /// A request is over. \return false once the run is
    bool completed(Clock::time_point begun, Clock::time_point now)
    {
        if (m_last)
            return false;
        if (now < m_start)
            return true;
        if (!m_first)
            m_first = snapshot(now);
        if (now >= m_end) {
            m_last = snapshot(now);
            return false;
        }
        ++m_count;
        m_latencies.add(std::uint64_t(std::chrono::nanoseconds(now - begun).count()));
        return true;
    }
    [[nodiscard]] bool over() const { return m_last.has_value(); }

    /// The last line of each program of this folder. After the end.
    void print() const
    {
        const double count = double(std::max<std::uint64_t>(m_count, 1));
        const double iops = count / std::chrono::duration<double>(m_last->at - m_first->at).count();
        std::printf("iops=%.0f mbps=%.1f cpu_us_per_io=%.3f p50_us=%.1f p99_us=%.1f ctxsw_per_io=%.4f", iops,
                    iops * m_bytes / 1e6, (m_last->cpuUs - m_first->cpuUs) / count, m_latencies.percentileUs(0.5),
                    m_latencies.percentileUs(0.99), double(m_last->switches - m_first->switches) / count);
        if (m_allocations != nullptr)
            std::printf(" allocs_per_io=%.4f", double(m_last->allocations - m_first->allocations) / count);
        std::puts("");
    }

private:
    static constexpr std::chrono::milliseconds kWarmUp{500};

    struct Snapshot {
        Clock::time_point at{};
        double cpuUs = 0;
        long switches = 0; ///< Context switches, of either kind.
        std::uint64_t allocations = 0;
    };

    [[nodiscard]] Snapshot snapshot(Clock::time_point now) const
    {
        rusage usage{};
        ::getrusage(m_who, &usage);
        const auto us = [](const timeval &time) { return double(time.tv_sec) * 1e6 + double(time.tv_usec); };
        return {now, us(usage.ru_utime) + us(usage.ru_stime), usage.ru_nvcsw + usage.ru_nivcsw,
                m_allocations != nullptr ? m_allocations() : 0};
    }

    using Counter = std::uint64_t (*)();
    /// Of allocation_counter, if that was loaded before the program.
    const Counter m_allocations = reinterpret_cast<Counter>(::dlsym(RTLD_DEFAULT, "portolanBenchAllocations"));
    const decltype(RUSAGE_SELF) m_who;
    const std::uint32_t m_bytes;
    const Clock::time_point m_start, m_end;
    std::optional<Snapshot> m_first, m_last;
    std::uint64_t m_count = 0;
    LatencyHistogram m_latencies;
};

} // namespace portolan::bench
