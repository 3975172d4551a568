// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/graph_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace portolan::gui {

ValueScale ValueScale::covering(double most, int lines)
{
    const double wanted = std::max(most, 1.0) / std::max(lines, 1);
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    double step = 10 * power;
    for (const double nice : {1.0, 2.0, 5.0}) {
        if (nice * power >= wanted * (1 - 1e-9)) {
            step = nice * power;
            break;
        }
    }
    return {step * std::max(1.0, std::ceil(most / step * (1 - 1e-9))), step};
}

qint64 timeStepUs(qint64 spanUs, int lines)
{
    static constexpr std::array<qint64, 17> kSeconds{1,   2,    5,    10,   15,    30,    60,    120,    300,
                                                     600, 1800, 3600, 7200, 21600, 43200, 86400, 172'800};
    const auto found =
        std::ranges::find_if(kSeconds, [&](qint64 step) { return spanUs / (step * 1'000'000) <= lines; });
    return (found == kSeconds.end() ? 7 * 86400 : *found) * 1'000'000;
}

} // namespace portolan::gui
