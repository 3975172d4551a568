// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/model.h"

#include <deque>
#include <functional>

namespace portolan::engine {

/// Takes what happened; id and time are set by the log.
using EventSink = std::function<void(Event)>;

/// The last things that happened, in memory. The oldest goes when a new one does not fit.
class EventLog {
public:
    static constexpr std::size_t kMost = 10'000;

    /// \return the event with its id; ids grow by one and are never reused
    const Event &append(Event event, const QDateTime &time);
    /// Oldest first, ids above afterId, at most `most` of them; node 0 matches all.
    [[nodiscard]] std::vector<Event> after(std::uint64_t afterId, std::size_t most, NodeId node) const;
    [[nodiscard]] std::size_t size() const { return m_events.size(); }

private:
    std::deque<Event> m_events;
    std::uint64_t m_nextId = 1;
};

} // namespace portolan::engine
