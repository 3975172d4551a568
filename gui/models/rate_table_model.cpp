// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/rate_table_model.h"

#include "gui/models/text.h"

#include <QDateTime>
#include <QLocale>

namespace portolan::gui {

void RateTableModel::setPoints(std::vector<RatePoint> points)
{
    if (points == m_points)
        return;
    // The number of rows follows by insertion and removal so that a view keeps its place.
    const int before = rowCount(), after = int(points.size());
    if (after > before) {
        // Below the others, so that those keep what they say until dataChanged.
        beginInsertRows({}, before, after - 1);
        m_points.insert(m_points.begin(), points.begin(), points.begin() + (after - before));
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_points.erase(m_points.begin(), m_points.begin() + (before - after));
        endRemoveRows();
    }
    m_points = std::move(points);
    if (after > 0)
        emit dataChanged(index(0, 0), index(after - 1, ColumnCount - 1));
}

int RateTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_points.size()); }

int RateTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant RateTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return index.column() == Time ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                      : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const RatePoint &point = m_points[m_points.size() - 1 - std::size_t(index.row())];
    switch (Column(index.column())) {
    case Time: {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(point.timeUs / 1000);
        const QString text = QLocale().toString(time.time(), QLocale::LongFormat).section(QLatin1Char(' '), 0, 0);
        return point.afterGap ? tr("%1 (after a gap)").arg(text) : text;
    }
    case Read:
        return rateText(point.read);
    case Write:
        return rateText(point.write);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant RateTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Time ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                               : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Time:
        return tr("Time");
    case Read:
        return tr("Read", "rate");
    case Write:
        return tr("Write", "rate");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace portolan::gui
