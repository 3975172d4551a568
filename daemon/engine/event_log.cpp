// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/event_log.h"

#include <algorithm>

namespace portolan::engine {

const Event &EventLog::append(Event event, const QDateTime &time)
{
    event.id = m_nextId++;
    event.time = time;
    if (m_events.size() == kMost)
        m_events.pop_front();
    m_events.push_back(std::move(event));
    return m_events.back();
}

std::vector<Event> EventLog::after(std::uint64_t afterId, std::size_t most, NodeId node) const
{
    std::vector<Event> found;
    auto event = std::ranges::upper_bound(m_events, afterId, {}, &Event::id);
    for (; event != m_events.end() && found.size() < most; ++event) {
        if (node == 0 || event->node == node)
            found.push_back(*event);
    }
    return found;
}

} // namespace portolan::engine
