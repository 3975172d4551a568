// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/statistics.h"

#include <algorithm>

namespace portolan::engine {

namespace {

void addGauges(dataplane::Counters &sum, const dataplane::Counters &part)
{
    sum.inFlight += part.inFlight;
    sum.commandWindow += part.commandWindow;
    sum.roundTripUs = std::max(sum.roundTripUs, part.roundTripUs);
}

} // namespace

Statistics::Statistics()
{
    const StatSource total;
    m_series.emplace(total, makeSeries(total));
}

Statistics::Series Statistics::makeSeries(const StatSource &source)
{
    if (source.lun)
        return {{SampleRing(1, 300), SampleRing(60, 1440)}, {}};
    return {{SampleRing(1, 600), SampleRing(10, 2160), SampleRing(60, 10080)}, {}};
}

void Statistics::begin(SessionNumber session, NodeId node)
{
    if (node > 0)
        m_nodes[session] = node; // It may have got one only now, when it was taken over.
    const StatSource source{session, {}};
    if (m_series.contains(source))
        return;
    auto past = m_past.extract(node);
    if (!past)
        return;
    Series series{std::move(past.mapped().rings), {}};
    for (SampleRing &ring : series.rings)
        ring.restart();
    m_series.emplace(source, std::move(series));
}

void Statistics::add(const StatSource &source, qint64 timeUs, const dataplane::Counters &counters, quint64 reconnects)
{
    auto found = m_series.find(source);
    if (found == m_series.end())
        found = m_series.emplace(source, makeSeries(source)).first;
    Series &series = found->second;
    StatSample sample{timeUs, counters, 0, 0, reconnects};
    if (series.latest.timeUs != 0) {
        const auto &before = series.latest.counters;
        sample.readP99Us = percentile99(before.readHistogram, counters.readHistogram);
        sample.writeP99Us = percentile99(before.writeHistogram, counters.writeHistogram);
    }
    series.latest = sample;
    for (SampleRing &ring : series.rings)
        ring.add(timeUs, counters, reconnects);
}

void Statistics::addTotal(qint64 timeUs)
{
    StatSample total = m_ended;
    for (const auto &[source, series] : m_series) {
        if (source.session == 0 || source.lun)
            continue;
        // A session that could not be measured now still has what it did before; else the total would fall.
        dataplane::addCumulative(total.counters, series.latest.counters);
        if (series.latest.timeUs == timeUs)
            addGauges(total.counters, series.latest.counters);
        total.reconnects += series.latest.reconnects;
    }
    add({}, timeUs, total.counters, total.reconnects);
}

void Statistics::remove(SessionNumber session)
{
    const auto found = m_series.find(StatSource{session, {}});
    if (session == 0 || found == m_series.end())
        return;
    dataplane::addCumulative(m_ended.counters, found->second.latest.counters);
    m_ended.reconnects += found->second.latest.reconnects;
    if (const auto node = m_nodes.extract(session))
        keep(node.mapped(), std::move(found->second));
    std::erase_if(m_series, [session](const auto &entry) { return entry.first.session == session; });
}

void Statistics::keep(NodeId node, Series series)
{
    m_past[node] = std::move(series);
    if (m_past.size() > kMostKept)
        m_past.erase(
            std::ranges::min_element(m_past, {}, [](const auto &entry) { return entry.second.latest.timeUs; }));
}

void Statistics::forget(NodeId node)
{
    m_past.erase(node);
    std::erase_if(m_nodes, [node](const auto &entry) { return entry.second == node; });
}

void Statistics::removeLun(SessionNumber session, std::uint64_t lun) { m_series.erase(StatSource{session, lun}); }

Result<StatSample> Statistics::latest(const StatSource &source) const
{
    const auto found = m_series.find(source);
    if (found == m_series.end() || found->second.latest.timeUs == 0)
        return fail(ErrorCode::NotFound, "nothing has been measured there yet");
    return found->second.latest;
}

std::vector<StatSample> Statistics::history(const StatSource &source, qint64 fromUs, qint64 toUs, uint resolution,
                                            std::size_t most) const
{
    const auto found = m_series.find(source);
    if (found == m_series.end())
        return {};
    return samplesOf(found->second, fromUs, toUs, resolution, most);
}

std::vector<StatSample> Statistics::pastOf(NodeId node, qint64 fromUs, qint64 toUs, uint resolution,
                                           std::size_t most) const
{
    const auto found = m_past.find(node);
    return found == m_past.end() ? std::vector<StatSample>() : samplesOf(found->second, fromUs, toUs, resolution, most);
}

std::vector<StatSample> Statistics::samplesOf(const Series &series, qint64 fromUs, qint64 toUs, uint resolution,
                                              std::size_t most)
{
    const std::vector<SampleRing> &rings = series.rings;
    for (auto ring = rings.begin(); ring != rings.end(); ++ring) {
        const bool coarsest = std::next(ring) == rings.end();
        const bool fine = resolution == 0 ? ring->reachesBackTo(fromUs) : ring->interval() >= qint64(resolution);
        if (!coarsest && !fine)
            continue;
        auto samples = ring->between(fromUs, toUs);
        if (samples.size() > most && !coarsest && resolution == 0)
            continue;
        if (samples.size() > most)
            samples.erase(samples.begin(), samples.end() - qsizetype(most));
        return samples;
    }
    return {};
}

} // namespace portolan::engine
