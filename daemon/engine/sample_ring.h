// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/model.h"

#include <deque>

namespace portolan::engine {

/// The history of one source at one resolution. A sample is kept without histograms; equal neighbours without a gap
/// between them are one run, so that an idle session costs next to nothing.
///
/// Bytes on TCP, window and round trip change with every ping of an idle session: within a run they are those of its
/// first sample.
class SampleRing {
public:
    /// \param interval  seconds between samples
    /// \param most      samples that are kept
    SampleRing(qint64 interval, std::size_t most)
        : m_interval(interval)
        , m_most(most)
    {}

    /// Takes every sample, keeps those that begin a new interval; times must grow. The p99 are computed here, from the
    /// difference to the histogram of the sample kept before.
    void add(qint64 timeUs, const dataplane::Counters &counters, quint64 reconnects);

    /// What comes now has counted from zero: another session.
    void restart();
    /// Samples with from <= time <= to, oldest first.
    [[nodiscard]] std::vector<StatSample> between(qint64 fromUs, qint64 toUs) const;
    /// Whether the ring holds everything that happened since then, as far as anything was measured at all.
    [[nodiscard]] bool reachesBackTo(qint64 timeUs) const;
    [[nodiscard]] qint64 interval() const { return m_interval; }
    [[nodiscard]] std::size_t samples() const { return m_samples; }
    [[nodiscard]] std::size_t runs() const { return m_runs.size(); }

private:
    struct Row {
        std::uint64_t readBytes, writtenBytes, readOps, writeOps, otherOps, readLatencyUs, writeLatencyUs, errors;
        std::uint64_t digestErrors, timeouts, r2ts, asyncMessages, reconnects;
        std::uint32_t inFlight, readP99Us, writeP99Us;
        friend bool operator==(const Row &, const Row &) = default;
    };
    struct Run {
        Row row;
        std::uint64_t bytesSent, bytesReceived;
        std::uint32_t commandWindow, roundTripUs;
        qint64 firstUs;
        qint64 lastUs;
        std::uint32_t count;
    };

    [[nodiscard]] qint64 timeOf(const Run &run, std::uint32_t index) const;
    [[nodiscard]] static StatSample sampleOf(const Run &run, qint64 timeUs);
    void dropOldest();

    qint64 m_interval;
    std::size_t m_most;
    std::deque<Run> m_runs;
    std::size_t m_samples = 0;
    bool m_dropped = false;
    dataplane::LatencyHistogram m_readBefore{}, m_writeBefore{};
};

/// The 99th percentile of what was added between two histograms, in µs: the upper bound of its bucket; 0 if nothing
/// was.
[[nodiscard]] quint32 percentile99(const dataplane::LatencyHistogram &before, const dataplane::LatencyHistogram &after);

} // namespace portolan::engine
