// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/sample_history.h"

#include <QByteArray>

namespace portolan::gui {

/// Points as CSV (RFC 4180) for other programs: a header line, times in UTC as ISO 8601, values in the base unit that
/// the header names and in full precision, an empty field where there was nothing to measure.
[[nodiscard]] QByteArray csvOf(Quantity quantity, const std::vector<MeasuredPoint> &points);

} // namespace portolan::gui
