// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace portolan::gui {

/// Which time a graph shows: the last minutes or hours, which follow the clock, or a piece of the past that a person
/// chose and that stays. All times in Unix µs.
class TimeWindow {
public:
    struct Range {
        qint64 fromUs = 0, toUs = 0;
        [[nodiscard]] qint64 length() const { return toUs - fromUs; }
        friend bool operator==(const Range &, const Range &) = default;
    };
    static constexpr qint64 kShortestUs = 10'000'000, kFarthestUs = 7 * 86'400'000'000LL;

    void setSpan(qint64 spanUs); ///< Follows the clock again.
    [[nodiscard]] qint64 spanUs() const { return m_spanUs; }
    [[nodiscard]] bool zoomed() const { return m_chosen.has_value(); }
    [[nodiscard]] Range at(qint64 nowUs) const;

    /// Bounded: not shorter than kShortestUs, not in the future, not before what can be known.
    void show(Range range, qint64 nowUs);
    /// \param factor  of the length; below 1 comes closer. `aroundUs` stays where it is. Once everything of the span
    /// is seen again the window follows the clock.
    void zoom(double factor, qint64 aroundUs, qint64 nowUs);
    void pan(qint64 byUs, qint64 nowUs); ///< Only while zoomed.
    void follow() { m_chosen.reset(); }

private:
    qint64 m_spanUs = 60'000'000;
    std::optional<Range> m_chosen;
};

} // namespace portolan::gui
