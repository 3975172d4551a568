// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace portolan::gui {

/// A value axis from 0 up to `top`, with a line every `step`: 1, 2 or 5 times a power of ten, so that people can count.
struct ValueScale {
    double top = 1, step = 1;
    /// \param most  the highest value to be shown
    /// \param lines  about so many; the result has between half and all of them
    static ValueScale covering(double most, int lines);
};

/// A value of the axis in words, without the zeros that say nothing: "20 MB/s" and not "20.0 MB/s".
[[nodiscard]] QString axisText(double bytesPerSecond);

/// Whole seconds, minutes or hours at which a time axis is marked.
/// \param spanUs  what the axis shows  \param lines  at most so many
[[nodiscard]] qint64 timeStepUs(qint64 spanUs, int lines);

} // namespace portolan::gui
