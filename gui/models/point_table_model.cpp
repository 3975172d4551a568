// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/point_table_model.h"

#include "gui/models/text.h"

#include <algorithm>

namespace portolan::gui {

namespace {

QVariant alignmentOf(int column)
{
    return column == 0 ? QVariant(Qt::AlignLeft | Qt::AlignVCenter) : QVariant(Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace

void PointTableModel::setQuantity(Quantity quantity)
{
    if (quantity == m_quantity)
        return;
    beginResetModel();
    m_quantity = quantity;
    m_points.clear(); // they are of the other
    endResetModel();
}

void PointTableModel::setUnit(RateUnit unit)
{
    if (unit == m_unit)
        return;
    m_unit = unit;
    repeatAll();
}

void PointTableModel::setPoints(std::vector<MeasuredPoint> points)
{
    std::ranges::reverse(points);
    if (points == m_points)
        return;
    // The number of rows follows by insertion and removal so that a view keeps its place.
    const int before = rowCount(), after = int(points.size());
    std::copy_n(points.begin(), std::min(before, after), m_points.begin());
    if (after > before) {
        repeatAll();
        beginInsertRows({}, before, after - 1);
        m_points = std::move(points);
        endInsertRows();
    } else {
        if (after < before) {
            beginRemoveRows({}, after, before - 1);
            m_points.resize(std::size_t(after));
            endRemoveRows();
        }
        repeatAll();
    }
}

void PointTableModel::repeatAll()
{
    if (!m_points.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int PointTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_points.size()); }

int PointTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + int(seriesOf(m_quantity).size());
}

QVariant PointTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column());
    if (role != Qt::DisplayRole)
        return {};
    const MeasuredPoint &point = m_points[std::size_t(index.row())];
    if (index.column() > 0)
        return valueText(m_quantity, point.values.at(std::size_t(index.column() - 1)), m_unit);
    const QString text = pointTimeText(point.timeUs, m_points.front().timeUs);
    return point.afterGap ? tr("%1 (after a gap)").arg(text) : text;
}

QVariant PointTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Time") : nameOf(seriesOf(m_quantity)[std::size_t(section - 1)]);
}

} // namespace portolan::gui
