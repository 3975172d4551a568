// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace portolan::gui {

/// A value axis from 0 up to `top`, with a line every `step`: 1, 2 or 5 times a power of ten, so that people can count.
struct ValueScale {
    double top = 1, step = 1;
    /// \param most  the highest value to be shown
    /// \param lines  about so many; the result has between half and all of them
    static ValueScale covering(double most, int lines);
};

/// Whole seconds, minutes, hours or days at which a time axis is marked.
/// \param spanUs  what the axis shows  \param lines  at most so many
[[nodiscard]] qint64 timeStepUs(qint64 spanUs, int lines);

} // namespace portolan::gui
