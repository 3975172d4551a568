// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/backoff.h"

#include <chrono>

namespace portolan::dataplane::worker {

/// How long to look for the next event before sleeping. Falling asleep and being woken costs more than a short look,
/// but only where the event comes soon: after each look in vain more of the next waits sleep at once.
class BusyPoll {
public:
    using Microseconds = std::chrono::microseconds;
    static constexpr Microseconds kMost{1000};

    /// \param longest  zero: never look
    explicit BusyPoll(Microseconds longest)
        : m_longest(longest)
    {}

    [[nodiscard]] bool isOn() const { return m_longest > Microseconds(0); }
    /// Of the wait that begins; zero: sleep at once.
    [[nodiscard]] Microseconds next();
    void looked(bool found);

private:
    Microseconds m_longest;
    Backoff m_looks;
};

/// Calls `look` until it says true or the time is over. \return what it said last
template <typename Look>
bool lookFor(std::chrono::microseconds time, Look &&look)
{
    const auto end = std::chrono::steady_clock::now() + time;
    do {
        if (look())
            return true;
    } while (std::chrono::steady_clock::now() < end);
    return false;
}

} // namespace portolan::dataplane::worker
