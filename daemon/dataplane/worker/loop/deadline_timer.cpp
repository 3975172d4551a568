// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/loop/deadline_timer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/timerfd.h>
#include <unistd.h>

namespace portolan::dataplane::worker {

using namespace std::chrono_literals;

Result<DeadlineTimer> DeadlineTimer::create()
{
    UniqueFd timer(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC));
    if (!timer)
        return fail(ErrorCode::Internal, std::string("timerfd: ") + std::strerror(errno), errno);
    return DeadlineTimer(std::move(timer));
}

void DeadlineTimer::arm(const std::optional<Instant> &deadline, Instant now)
{
    if (!deadline || (m_armed && *m_armed <= *deadline))
        return;
    const auto delay = std::max<std::chrono::nanoseconds>(*deadline - now, 1ns);
    itimerspec alarm{};
    alarm.it_value.tv_sec = time_t(delay / 1s);
    alarm.it_value.tv_nsec = long((delay % 1s).count());
    if (::timerfd_settime(m_timer.get(), 0, &alarm, nullptr) == 0)
        m_armed = deadline;
}

void DeadlineTimer::rang()
{
    std::uint64_t ticks = 0;
    if (::read(m_timer.get(), &ticks, sizeof ticks) > 0)
        m_armed.reset();
}

} // namespace portolan::dataplane::worker
