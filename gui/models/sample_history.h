// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <optional>
#include <vector>

namespace portolan::gui {

/// Read and write rate of the time between two samples, in bytes per second.
struct RatePoint {
    qint64 timeUs = 0; ///< Unix time of the end of the interval.
    double read = 0, write = 0;
    bool afterGap = false; ///< Nothing was measured before it: no line leads here.
    friend bool operator==(const RatePoint &, const RatePoint &) = default;
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
    void merge(const std::vector<client::Sample> &samples);
    void clear() { m_totals.clear(); }
    [[nodiscard]] bool empty() const { return m_totals.empty(); }

    /// Rates with fromUs < time <= toUs.
    [[nodiscard]] std::vector<RatePoint> rates(qint64 fromUs, qint64 toUs) const;
    /// The same as means over `bins` equal pieces of the time; pieces without a measurement are gaps.
    [[nodiscard]] std::vector<RatePoint> means(qint64 fromUs, qint64 toUs, int bins) const;
    [[nodiscard]] std::optional<RatePoint> latest() const;

private:
    struct Totals {
        qint64 timeUs;
        quint64 read, written;
    };
    [[nodiscard]] bool gapBefore(std::size_t at) const;

    std::vector<Totals> m_totals; ///< By time, no two at the same.
    qint64 m_keepUs;
};

} // namespace portolan::gui
