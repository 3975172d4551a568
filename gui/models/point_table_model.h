// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/sample_history.h"

#include <QAbstractTableModel>

namespace portolan::gui {

/// The graph as numbers, newest first: for screen readers and for whoever wants figures. A column for the time, then
/// one for each line.
class PointTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setQuantity(Quantity quantity);
    void setUnit(RateUnit unit);
    void setPoints(std::vector<MeasuredPoint> points); ///< Oldest first.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void repeatAll();

    std::vector<MeasuredPoint> m_points; ///< As the rows: newest first.
    Quantity m_quantity = Quantity::Throughput;
    RateUnit m_unit = RateUnit::Bytes;
};

} // namespace portolan::gui
