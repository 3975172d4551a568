// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>
#include <memory>

namespace portolan::engine {

/// Where the engine takes the time from, so that a test can turn the clock and nothing in it sleeps.
class TimeSource {
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// Destroying it cancels.
    class Timer {
    public:
        Timer() = default;
        Timer(const Timer &) = delete;
        Timer &operator=(const Timer &) = delete;
        virtual ~Timer() = default;
    };

    TimeSource() = default;
    TimeSource(const TimeSource &) = delete;
    TimeSource &operator=(const TimeSource &) = delete;
    virtual ~TimeSource() = default;

    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual QDateTime wallTime() const = 0;
    /// How long the machine has slept since it was started; now() stands still meanwhile.
    [[nodiscard]] virtual std::chrono::nanoseconds asleep() const = 0;
    /// Runs once, from the event loop, also with a delay of 0. The timer may be destroyed in it.
    [[nodiscard]] virtual std::unique_ptr<Timer> after(std::chrono::milliseconds delay, std::function<void()> run) = 0;
};

/// The machine's clocks and Qt's event loop.
class SystemTime : public TimeSource {
public:
    [[nodiscard]] Instant now() const override { return std::chrono::steady_clock::now(); }
    [[nodiscard]] QDateTime wallTime() const override { return QDateTime::currentDateTimeUtc(); }
    [[nodiscard]] std::chrono::nanoseconds asleep() const override;
    [[nodiscard]] std::unique_ptr<Timer> after(std::chrono::milliseconds delay, std::function<void()> run) override;
};

} // namespace portolan::engine
