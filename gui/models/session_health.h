// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QString>

#include <deque>
#include <vector>

namespace portolan::gui {

/// How well the connection of a session is doing: what went wrong in the last hour, and how long an answer takes now.
class SessionHealth {
public:
    enum class Grade {
        Unknown, ///< Nothing was measured yet.
        Good,
        Slow,     ///< An answer takes longer than a request can afford to wait.
        Unstable, ///< Broken connections, damaged data or unanswered requests in the last hour.
    };
    static constexpr qint64 kWindowUs = 3'600'000'000;

    void clear() { m_samples.clear(); }
    /// Of one session, in any order; a time that is known already says nothing new.
    void add(const client::Sample &sample);
    void add(const std::vector<client::Sample> &samples);

    [[nodiscard]] Grade grade() const;
    /// "Good · round trip 0.4 ms · no errors in the last hour"; empty while nothing is known.
    [[nodiscard]] QString text() const;

private:
    [[nodiscard]] quint64 growth(dbus::StatCounter counter) const;
    [[nodiscard]] quint64 roundTripUs() const;
    [[nodiscard]] QString troubleText() const;

    std::deque<client::Sample> m_samples; ///< By time: one a minute, and the last.
};

} // namespace portolan::gui
