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
///
/// The history of a session is that of its node: when it ends it is kept, and the next session of the node goes on in
/// it, with counters that begin anew.
class Statistics {
public:
    static constexpr std::size_t kMostKept = 32; ///< Nodes without a session; those that ended first go first.

    Statistics();

    /// Call before the first samples of a session; more often does no harm. \param node  <= 0 = none, nothing is kept
    void begin(SessionNumber session, NodeId node);

    /// Takes the counters of a source at this time. A change from here to the next call is the reader's subtraction.
    void add(const StatSource &source, qint64 timeUs, const dataplane::Counters &counters, quint64 reconnects);
    /// Adds up the sessions that were added at this time, and those that have ended, as number 0.
    void addTotal(qint64 timeUs);
    /// A session has ended: its LUNs are forgotten, its history is the node's from now on, the total keeps what it did.
    void remove(SessionNumber session);
    /// The node is gone.
    void forget(NodeId node);
    void removeLun(SessionNumber session, std::uint64_t lun);

    [[nodiscard]] Result<StatSample> latest(const StatSource &source) const;
    /// \param resolution  seconds, 0 = choose
    [[nodiscard]] std::vector<StatSample> history(const StatSource &source, qint64 fromUs, qint64 toUs, uint resolution,
                                                  std::size_t most) const;
    /// Of the sessions that a node had, if it has none now.
    [[nodiscard]] std::vector<StatSample> pastOf(NodeId node, qint64 fromUs, qint64 toUs, uint resolution,
                                                 std::size_t most) const;

private:
    struct Series {
        std::vector<SampleRing> rings; ///< Finest first.
        StatSample latest;
    };
    [[nodiscard]] static Series makeSeries(const StatSource &source);

    [[nodiscard]] static std::vector<StatSample> samplesOf(const Series &series, qint64 fromUs, qint64 toUs,
                                                           uint resolution, std::size_t most);
    void keep(NodeId node, Series series);

    std::map<StatSource, Series> m_series;
    std::map<SessionNumber, NodeId> m_nodes;
    std::map<NodeId, Series> m_past; ///< Of nodes without a session.
    StatSample m_ended;              ///< Sum of the sessions that were removed.
};

} // namespace portolan::engine
