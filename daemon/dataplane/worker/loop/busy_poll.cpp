// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/loop/busy_poll.h"

#include <algorithm>

namespace portolan::dataplane::worker {

BusyPoll::Microseconds BusyPoll::next()
{
    if (m_left > 0) {
        --m_left;
        return Microseconds(0);
    }
    return m_longest;
}

void BusyPoll::looked(bool found)
{
    m_pause = found ? 0 : std::clamp(2 * m_pause, 1U, kLongestPause);
    m_left = m_pause;
}

} // namespace portolan::dataplane::worker
