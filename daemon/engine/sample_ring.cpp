// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/sample_ring.h"

#include <algorithm>
#include <limits>

namespace portolan::engine {

namespace {

constexpr qint64 kSecond = 1'000'000; // µs

/// Upper bound of a bucket of LatencyHistogram, µs.
quint32 boundOf(std::size_t bucket)
{
    const quint64 power = quint64(1) << (bucket / 2);
    const quint64 bound = bucket % 2 == 0 ? power + power / 2 : power * 2;
    return quint32(std::min<quint64>(std::max<quint64>(bound, 1), std::numeric_limits<quint32>::max()));
}

} // namespace

quint32 percentile99(const dataplane::LatencyHistogram &before, const dataplane::LatencyHistogram &after)
{
    dataplane::LatencyHistogram added{};
    quint64 total = 0;
    for (std::size_t i = 0; i < added.size(); ++i) {
        // A worker that was replaced counts from zero again.
        added[i] = after[i] >= before[i] ? after[i] - before[i] : after[i];
        total += added[i];
    }
    if (total == 0)
        return 0;
    const quint64 wanted = total - total / 100; // How many must be at or below it.
    quint64 seen = 0;
    std::size_t bucket = 0;
    while (bucket + 1 < added.size() && seen + added[bucket] < wanted)
        seen += added[bucket++];
    return boundOf(bucket);
}

void SampleRing::add(qint64 timeUs, const dataplane::Counters &c, quint64 reconnects)
{
    const qint64 slot = timeUs / (m_interval * kSecond);
    if (!m_runs.empty() && slot <= m_runs.back().lastUs / (m_interval * kSecond))
        return;
    const Row row{c.readBytes,
                  c.writtenBytes,
                  c.readOps,
                  c.writeOps,
                  c.otherOps,
                  c.readLatencyUs,
                  c.writeLatencyUs,
                  c.errors,
                  c.digestErrors,
                  c.timeouts,
                  c.r2ts,
                  c.asyncMessages,
                  reconnects,
                  c.inFlight,
                  percentile99(m_readBefore, c.readHistogram),
                  percentile99(m_writeBefore, c.writeHistogram)};
    m_readBefore = c.readHistogram;
    m_writeBefore = c.writeHistogram;
    if (m_samples == m_most)
        dropOldest();
    ++m_samples;
    if (!m_runs.empty()) {
        Run &last = m_runs.back();
        const bool gap = slot != last.lastUs / (m_interval * kSecond) + 1;
        if (!gap && last.row == row) {
            last.lastUs = timeUs;
            ++last.count;
            return;
        }
    }
    m_runs.push_back({row, c.bytesSent, c.bytesReceived, c.commandWindow, c.roundTripUs, timeUs, timeUs, 1});
}

void SampleRing::dropOldest()
{
    m_dropped = true;
    --m_samples;
    Run &oldest = m_runs.front();
    if (oldest.count == 1) {
        m_runs.pop_front();
        return;
    }
    oldest.firstUs = timeOf(oldest, 1);
    --oldest.count;
}

qint64 SampleRing::timeOf(const Run &run, std::uint32_t index) const
{
    if (index + 1 == run.count)
        return run.lastUs;
    return run.firstUs + qint64(index) * ((run.lastUs - run.firstUs) / std::max<qint64>(run.count - 1, 1));
}

StatSample SampleRing::sampleOf(const Run &run, qint64 timeUs)
{
    StatSample sample;
    sample.timeUs = timeUs;
    dataplane::Counters &c = sample.counters;
    c.readBytes = run.row.readBytes;
    c.writtenBytes = run.row.writtenBytes;
    c.readOps = run.row.readOps;
    c.writeOps = run.row.writeOps;
    c.otherOps = run.row.otherOps;
    c.readLatencyUs = run.row.readLatencyUs;
    c.writeLatencyUs = run.row.writeLatencyUs;
    c.errors = run.row.errors;
    c.digestErrors = run.row.digestErrors;
    c.timeouts = run.row.timeouts;
    c.r2ts = run.row.r2ts;
    c.asyncMessages = run.row.asyncMessages;
    c.bytesSent = run.bytesSent;
    c.bytesReceived = run.bytesReceived;
    c.inFlight = run.row.inFlight;
    c.commandWindow = run.commandWindow;
    c.roundTripUs = run.roundTripUs;
    sample.readP99Us = run.row.readP99Us;
    sample.writeP99Us = run.row.writeP99Us;
    sample.reconnects = run.row.reconnects;
    return sample;
}

void SampleRing::restart()
{
    m_readBefore = {};
    m_writeBefore = {};
}

std::vector<StatSample> SampleRing::between(qint64 fromUs, qint64 toUs) const
{
    std::vector<StatSample> samples;
    auto run = std::ranges::lower_bound(m_runs, fromUs, {}, &Run::lastUs);
    for (; run != m_runs.end() && run->firstUs <= toUs; ++run) {
        for (std::uint32_t i = 0; i < run->count; ++i) {
            const qint64 time = timeOf(*run, i);
            if (time >= fromUs && time <= toUs)
                samples.push_back(sampleOf(*run, time));
        }
    }
    return samples;
}

bool SampleRing::reachesBackTo(qint64 timeUs) const
{
    return !m_dropped || (!m_runs.empty() && m_runs.front().firstUs <= timeUs);
}

} // namespace portolan::engine
