// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/time_window.h"

#include <algorithm>

namespace portolan::gui {

void TimeWindow::setSpan(qint64 spanUs)
{
    m_spanUs = spanUs;
    m_chosen.reset();
}

TimeWindow::Range TimeWindow::at(qint64 nowUs) const { return m_chosen.value_or(Range{nowUs - m_spanUs, nowUs}); }

void TimeWindow::show(Range range, qint64 nowUs)
{
    const qint64 length = std::clamp(range.length(), kShortestUs, kFarthestUs);
    // A range that is too short grows around its middle, one that sticks out is moved.
    const qint64 wanted = range.fromUs + (range.length() - length) / 2;
    const qint64 from = std::clamp(wanted, nowUs - kFarthestUs, nowUs - length);
    m_chosen = Range{from, from + length};
}

void TimeWindow::zoom(double factor, qint64 aroundUs, qint64 nowUs)
{
    const Range before = at(nowUs);
    const auto length = qint64(double(before.length()) * factor);
    const double share = double(aroundUs - before.fromUs) / double(before.length());
    const qint64 from = aroundUs - qint64(share * double(std::max(length, kShortestUs)));
    show({from, from + std::max(length, kShortestUs)}, nowUs);
    if (factor > 1 && m_chosen->fromUs <= nowUs - m_spanUs && m_chosen->toUs >= nowUs)
        m_chosen.reset();
}

void TimeWindow::pan(qint64 byUs, qint64 nowUs)
{
    if (m_chosen)
        show({m_chosen->fromUs + byUs, m_chosen->toUs + byUs}, nowUs);
}

} // namespace portolan::gui
