// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/model.h"
#include "daemon/engine/sample_ring.h"

#include <compare>
#include <map>

namespace portolan::engine {

/// What is measured: a session, one LUN of it, or (number 0) all sessions together.
struct StatSource {
    SessionNumber session = 0;
    std::optional<std::uint64_t> lun{};
    friend auto operator<=>(const StatSource &, const StatSource &) = default;
};

/// Samples of every source and their history: per session 1 s × 10 min, 10 s × 6 h, 60 s × 7 d; per LUN 1 s × 5 min and
/// 60 s × 1 d. Where nothing was measured there is no sample.
class Statistics {
public:
    Statistics();

    /// Takes the counters of a source at this time. A change from here to the next call is the reader's subtraction.
    void add(const StatSource &source, qint64 timeUs, const dataplane::Counters &counters, quint64 reconnects);
    /// Adds up the sessions that were added at this time, and those that have ended, as number 0.
    void addTotal(qint64 timeUs);
    /// Forgets a session and its LUNs; the total keeps what it did.
    void remove(SessionNumber session);
    void removeLun(SessionNumber session, std::uint64_t lun);

    [[nodiscard]] Result<StatSample> latest(const StatSource &source) const;
    /// \param resolution  seconds, 0 = choose
    [[nodiscard]] std::vector<StatSample> history(const StatSource &source, qint64 fromUs, qint64 toUs, uint resolution,
                                                  std::size_t most) const;

private:
    struct Series {
        std::vector<SampleRing> rings; ///< Finest first.
        StatSample latest;
    };
    [[nodiscard]] static Series makeSeries(const StatSource &source);

    std::map<StatSource, Series> m_series;
    StatSample m_ended; ///< Sum of the sessions that were removed.
};

} // namespace portolan::engine
