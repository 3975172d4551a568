// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/sample_history.h"

#include <algorithm>

namespace portolan::gui {

namespace {

constexpr qint64 kShortestGapUs = 3'500'000; // a late sample of a busy machine is not a gap

} // namespace

void SampleHistory::add(const client::Sample &sample) { merge({sample}); }

void SampleHistory::merge(const std::vector<client::Sample> &samples)
{
    const auto earlier = [](const Totals &a, const Totals &b) { return a.timeUs < b.timeUs; };
    for (const client::Sample &sample : samples) {
        if (sample.timeUs <= 0)
            continue;
        const Totals totals{sample.timeUs, sample.at(dbus::StatCounter::ReadBytes),
                            sample.at(dbus::StatCounter::WrittenBytes)};
        const auto at = std::ranges::lower_bound(m_totals, totals, earlier);
        if (at == m_totals.end())
            m_totals.push_back(totals);
        else if (at->timeUs != totals.timeUs)
            m_totals.insert(at, totals);
    }
    if (m_totals.empty())
        return;
    const qint64 oldest = m_totals.back().timeUs - m_keepUs;
    const auto kept = std::ranges::find_if(m_totals, [oldest](const Totals &t) { return t.timeUs >= oldest; });
    // In one go now and then: shifting 20,000 entries for each sample would be felt.
    if (kept - m_totals.begin() > 1000 || samples.size() > 1)
        m_totals.erase(m_totals.begin(), kept);
}

bool SampleHistory::gapBefore(std::size_t at) const
{
    const Totals &before = m_totals[at - 1], &here = m_totals[at];
    if (here.read < before.read || here.written < before.written)
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

std::vector<RatePoint> SampleHistory::rates(qint64 fromUs, qint64 toUs) const
{
    std::vector<RatePoint> points;
    bool gap = true;
    auto begin = std::ranges::upper_bound(m_totals, fromUs, {}, &Totals::timeUs);
    for (auto at = std::size_t(begin - m_totals.begin()); at < m_totals.size() && m_totals[at].timeUs <= toUs; ++at) {
        if (at == 0 || gapBefore(at)) {
            gap = true;
            continue;
        }
        const double seconds = double(m_totals[at].timeUs - m_totals[at - 1].timeUs) / 1e6;
        points.push_back({m_totals[at].timeUs, double(m_totals[at].read - m_totals[at - 1].read) / seconds,
                          double(m_totals[at].written - m_totals[at - 1].written) / seconds, gap});
        gap = false;
    }
    return points;
}

std::vector<RatePoint> SampleHistory::means(qint64 fromUs, qint64 toUs, int bins) const
{
    const std::vector<RatePoint> points = rates(fromUs, toUs);
    if (bins < 1 || points.size() <= std::size_t(bins))
        return points;
    const double width = double(toUs - fromUs) / bins;
    std::vector<RatePoint> result;
    bool gap = true;
    for (auto from = points.begin(); from != points.end();) {
        const auto bin = qint64(double(from->timeUs - fromUs - 1) / width);
        const auto end = fromUs + qint64(double(bin + 1) * width);
        const auto to = std::find_if(from + 1, points.end(), [end](const RatePoint &p) { return p.timeUs > end; });
        RatePoint mean{(to - 1)->timeUs, 0, 0, gap || from->afterGap};
        for (auto at = from; at != to; ++at) {
            mean.read += at->read / double(to - from);
            mean.write += at->write / double(to - from);
        }
        result.push_back(mean);
        gap = false;
        from = to;
    }
    return result;
}

std::optional<RatePoint> SampleHistory::latest() const
{
    if (m_totals.size() < 2)
        return std::nullopt;
    const std::vector<RatePoint> last = rates(m_totals[m_totals.size() - 2].timeUs, m_totals.back().timeUs);
    return last.empty() ? std::nullopt : std::optional(last.back());
}

} // namespace portolan::gui
