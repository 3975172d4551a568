// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/time_source.h"

#include <QTimer>

#include <ctime>

namespace portolan::engine {

namespace {

class QtTimer : public TimeSource::Timer {
public:
    QtTimer(std::chrono::milliseconds delay, std::function<void()> run)
        : m_run(std::move(run))
    {
        m_timer.setSingleShot(true);
        // Long waits may be off by 5 %: it lets the kernel wake us together with others.
        m_timer.setTimerType(delay < std::chrono::seconds(5) ? Qt::PreciseTimer : Qt::CoarseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            const auto once = std::move(m_run); // It may destroy this object.
            once();
        });
        m_timer.start(delay);
    }

private:
    QTimer m_timer;
    std::function<void()> m_run;
};

std::chrono::nanoseconds timeOf(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace

std::chrono::nanoseconds SystemTime::asleep() const
{
    // CLOCK_BOOTTIME goes on while the machine sleeps, CLOCK_MONOTONIC does not.
    return timeOf(CLOCK_BOOTTIME) - timeOf(CLOCK_MONOTONIC);
}

std::unique_ptr<TimeSource::Timer> SystemTime::after(std::chrono::milliseconds delay, std::function<void()> run)
{
    return std::make_unique<QtTimer>(delay, std::move(run));
}

} // namespace portolan::engine
