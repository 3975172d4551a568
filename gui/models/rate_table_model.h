// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/sample_history.h"

#include <QAbstractTableModel>

namespace portolan::gui {

/// The throughput graph as numbers, newest first: for screen readers and for whoever wants figures.
class RateTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Read, Write, ColumnCount };
    Q_ENUM(Column)

    using QAbstractTableModel::QAbstractTableModel;

    void setPoints(std::vector<RatePoint> points); ///< Oldest first.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<RatePoint> m_points;
};

} // namespace portolan::gui
