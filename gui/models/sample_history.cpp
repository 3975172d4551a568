// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/sample_history.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace portolan::gui {

namespace {

constexpr qint64 kShortestGapUs = 3'500'000; // a late sample of a busy machine is not a gap
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

bool operator==(const MeasuredPoint &a, const MeasuredPoint &b)
{
    const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    return a.timeUs == b.timeUs && a.afterGap == b.afterGap && std::ranges::equal(a.values, b.values, same);
}

/// Of one interval after the other.
class SampleHistory::Sum {
public:
    void add(const Totals &before, const Totals &here)
    {
        m_seconds += double(here.timeUs - before.timeUs) / 1e6;
        m_read += double(here.read - before.read);
        m_written += double(here.written - before.written);
        m_readOps += double(here.readOps - before.readOps);
        m_writeOps += double(here.writeOps - before.writeOps);
        m_readLatency += double(here.readLatencyUs - before.readLatencyUs);
        m_writeLatency += double(here.writeLatencyUs - before.writeLatencyUs);
        m_readP99 = std::max(m_readP99, double(here.readP99Us));
        m_writeP99 = std::max(m_writeP99, double(here.writeP99Us));
        m_inFlight += double(here.inFlight);
        ++m_count;
    }

    [[nodiscard]] std::array<double, kMostSeries> values(Quantity quantity) const
    {
        switch (quantity) {
        case Quantity::Throughput:
            return {m_read / m_seconds, m_written / m_seconds};
        case Quantity::Operations:
            return {m_readOps / m_seconds, m_writeOps / m_seconds};
        case Quantity::Latency:
            return {m_readOps > 0 ? m_readLatency / m_readOps : kNothing,
                    m_writeOps > 0 ? m_writeLatency / m_writeOps : kNothing,
                    m_readOps > 0 && m_readP99 > 0 ? m_readP99 : kNothing,
                    m_writeOps > 0 && m_writeP99 > 0 ? m_writeP99 : kNothing};
        case Quantity::QueueDepth:
            break;
        }
        return {m_inFlight / m_count};
    }

private:
    double m_seconds = 0, m_read = 0, m_written = 0, m_readOps = 0, m_writeOps = 0;
    double m_readLatency = 0, m_writeLatency = 0, m_readP99 = 0, m_writeP99 = 0, m_inFlight = 0;
    int m_count = 0;
};

SampleHistory::Totals SampleHistory::totalsOf(const client::Sample &sample)
{
    using enum dbus::StatCounter;
    return {sample.timeUs,         sample.at(ReadBytes),     sample.at(WrittenBytes),   sample.at(ReadOps),
            sample.at(WriteOps),   sample.at(ReadLatencyUs), sample.at(WriteLatencyUs), sample.at(ReadP99Us),
            sample.at(WriteP99Us), sample.at(InFlight)};
}

void SampleHistory::add(const client::Sample &sample)
{
    if (sample.timeUs <= 0)
        return;
    if (!m_totals.empty() && m_totals.back().timeUs >= sample.timeUs)
        return merge({sample});
    m_totals.push_back(totalsOf(sample));
    // In one go now and then: shifting 10,000 entries for each sample would be felt.
    if (m_totals.size() > 1000 && m_totals[1000].timeUs < m_totals.back().timeUs - m_keepUs)
        dropOld();
}

void SampleHistory::merge(const std::vector<client::Sample> &samples)
{
    const auto known = qsizetype(m_totals.size());
    for (const client::Sample &sample : samples) {
        if (sample.timeUs > 0)
            m_totals.push_back(totalsOf(sample));
    }
    // Stable, so that of two at the same time the known one comes first and stays.
    const auto middle = m_totals.begin() + known;
    const auto earlier = [](const Totals &a, const Totals &b) { return a.timeUs < b.timeUs; };
    std::stable_sort(middle, m_totals.end(), earlier);
    std::inplace_merge(m_totals.begin(), middle, m_totals.end(), earlier);
    const auto sameTime = [](const Totals &x, const Totals &y) { return x.timeUs == y.timeUs; };
    m_totals.erase(std::unique(m_totals.begin(), m_totals.end(), sameTime), m_totals.end());
    dropOld();
}

void SampleHistory::dropOld()
{
    if (m_totals.empty())
        return;
    const auto kept = std::ranges::lower_bound(m_totals, m_totals.back().timeUs - m_keepUs, {}, &Totals::timeUs);
    m_totals.erase(m_totals.begin(), kept);
}

bool SampleHistory::gapBefore(std::size_t at) const
{
    const Totals &before = m_totals[at - 1], &here = m_totals[at];
    if (here.read < before.read || here.written < before.written || here.readOps < before.readOps ||
        here.writeOps < before.writeOps || here.readLatencyUs < before.readLatencyUs ||
        here.writeLatencyUs < before.writeLatencyUs)
        return true;
    // The resolution changes where live samples follow history, so the coarser neighbour sets the measure.
    qint64 usual = 0;
    if (at >= 2)
        usual = before.timeUs - m_totals[at - 2].timeUs;
    if (at + 1 < m_totals.size())
        usual = std::max(usual, m_totals[at + 1].timeUs - here.timeUs);
    if (usual == 0)
        return false;
    return here.timeUs - before.timeUs > std::max(kShortestGapUs, 3 * usual);
}

std::vector<MeasuredPoint> SampleHistory::points(Quantity quantity, qint64 fromUs, qint64 toUs) const
{
    std::vector<MeasuredPoint> points;
    bool gap = true;
    auto begin = std::ranges::upper_bound(m_totals, fromUs, {}, &Totals::timeUs);
    for (auto at = std::size_t(begin - m_totals.begin()); at < m_totals.size() && m_totals[at].timeUs <= toUs; ++at) {
        if (at == 0 || gapBefore(at)) {
            gap = true;
            continue;
        }
        Sum sum;
        sum.add(m_totals[at - 1], m_totals[at]);
        points.push_back({m_totals[at].timeUs, sum.values(quantity), gap});
        gap = false;
    }
    return points;
}

std::vector<MeasuredPoint> SampleHistory::binned(Quantity quantity, qint64 fromUs, qint64 toUs, int bins) const
{
    const auto first = std::ranges::upper_bound(m_totals, fromUs, {}, &Totals::timeUs);
    const auto last = std::ranges::upper_bound(m_totals, toUs, {}, &Totals::timeUs);
    if (bins < 1 || last - first <= bins)
        return points(quantity, fromUs, toUs);
    const double width = double(toUs - fromUs) / bins;
    std::vector<MeasuredPoint> result;
    bool gap = true;
    for (auto at = first; at != last;) {
        const auto bin = qint64(double(at->timeUs - fromUs - 1) / width);
        const auto end = fromUs + qint64(double(bin + 1) * width);
        Sum sum;
        MeasuredPoint mean{0, {}, false};
        do {
            const auto index = std::size_t(at - m_totals.begin());
            if (index == 0 || gapBefore(index)) {
                // A shorter one than a piece could not be seen, and would only tear the line.
                gap = gap || index == 0 || double(at->timeUs - (at - 1)->timeUs) > width;
            } else {
                sum.add(*(at - 1), *at);
                mean.afterGap = mean.afterGap || gap;
                mean.timeUs = at->timeUs;
                gap = false;
            }
            ++at;
        } while (at != last && at->timeUs <= end);
        if (mean.timeUs == 0)
            continue;
        mean.values = sum.values(quantity);
        result.push_back(mean);
    }
    return result;
}

std::optional<MeasuredPoint> SampleHistory::latest(Quantity quantity) const
{
    if (m_totals.size() < 2)
        return std::nullopt;
    const auto last = points(quantity, m_totals[m_totals.size() - 2].timeUs, m_totals.back().timeUs);
    return last.empty() ? std::nullopt : std::optional(last.back());
}

} // namespace portolan::gui
