// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/quantity.h"

#include <QPalette>
#include <QPen>
#include <QWidget>

#include <array>

class QLabel;

namespace portolan::gui {

/// The line of a series: told apart by colour, by dashes and by width, never by colour alone.
[[nodiscard]] QPen penOf(Series series, const QPalette &palette);

/// A piece of each line, what it is, and its value of this moment.
class GraphLegend : public QWidget {
    Q_OBJECT

public:
    explicit GraphLegend(QWidget *parent = nullptr);

    void setQuantity(Quantity quantity);
    /// \param values  in the order of seriesOf(); nullptr: nothing is measured now
    void setValues(const std::array<double, kMostSeries> *values, RateUnit unit);

private:
    std::array<QWidget *, kMostSeries> m_samples{};
    std::array<QLabel *, kMostSeries> m_labels{};
    Quantity m_quantity = Quantity::Throughput;
};

} // namespace portolan::gui
