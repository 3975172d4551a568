// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/loop/busy_poll.h"

namespace portolan::dataplane::worker {

BusyPoll::Microseconds BusyPoll::next() { return m_looks.worthTrying() ? m_longest : Microseconds(0); }

void BusyPoll::looked(bool found)
{
    if (found)
        m_looks.succeeded();
    else
        m_looks.failed();
}

} // namespace portolan::dataplane::worker
