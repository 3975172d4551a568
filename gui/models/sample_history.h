// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"
#include "gui/models/quantity.h"

#include <optional>
#include <vector>

namespace portolan::gui {

/// What was measured between two samples, or over several.
struct MeasuredPoint {
    qint64 timeUs = 0; ///< Unix time of the end of the interval.
    /// In the order of seriesOf(); NaN: there was nothing to measure, as the latency without a request.
    std::array<double, kMostSeries> values{};
    bool afterGap = false; ///< Nothing was measured before it: no line leads here.
    friend bool operator==(const MeasuredPoint &a, const MeasuredPoint &b); ///< NaN equals NaN.
};

/// What was counted over time, in any resolution: live samples and the daemon's history merged by time. The counters
/// only grow, so rates are differences; a counter that fell (the session began anew) and a pause are gaps, never zeros.
class SampleHistory {
public:
    /// \param keepUs  older samples are dropped
    explicit SampleHistory(qint64 keepUs)
        : m_keepUs(keepUs)
    {}

    void add(const client::Sample &sample);
    /// What is there already stays where times are equal: merge the finest first.
    void merge(const std::vector<client::Sample> &samples);
    void clear() { m_totals.clear(); }
    [[nodiscard]] bool empty() const { return m_totals.empty(); }

    /// Every interval with fromUs < its end <= toUs, exactly as it was measured.
    [[nodiscard]] std::vector<MeasuredPoint> points(Quantity quantity, qint64 fromUs, qint64 toUs) const;
    /// The same over `bins` equal pieces of the time: means, and the highest of the percentiles; a pause longer
    /// than a piece is a gap.
    [[nodiscard]] std::vector<MeasuredPoint> binned(Quantity quantity, qint64 fromUs, qint64 toUs, int bins) const;
    [[nodiscard]] std::optional<MeasuredPoint> latest(Quantity quantity) const;

private:
    struct Totals {
        qint64 timeUs;
        quint64 read, written, readOps, writeOps, readLatencyUs, writeLatencyUs;
        quint64 readP99Us, writeP99Us, inFlight; ///< Of the moment.
    };
    class Sum;
    [[nodiscard]] static Totals totalsOf(const client::Sample &sample);
    [[nodiscard]] bool gapBefore(std::size_t at) const;
    void dropOld();

    std::vector<Totals> m_totals; ///< By time, no two at the same.
    qint64 m_keepUs;
};

} // namespace portolan::gui
