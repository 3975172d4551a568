// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/target_filter.h"

#include "gui/models/target_model.h"

#include <utility>

namespace portolan::gui {

TargetFilter::TargetFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{}

// Everything is chosen and sorted anew at once: row by row, thousands of rows would each be told to the view.

void TargetFilter::setShow(Show show)
{
    if (std::exchange(m_show, show) != show)
        chooseAnew();
}

void TargetFilter::setText(const QString &text)
{
    const QString folded = text.trimmed().toCaseFolded();
    if (std::exchange(m_text, folded) != folded)
        chooseAnew();
}

void TargetFilter::chooseAnew()
{
    prepareToSort();
    invalidate();
}

void TargetFilter::sort(int column, Qt::SortOrder order)
{
    prepareToSort();
    QSortFilterProxyModel::sort(column, order);
}

void TargetFilter::prepareToSort()
{
    if (auto *targets = qobject_cast<TargetModel *>(sourceModel()))
        targets->rankTitles();
}

bool TargetFilter::fits(Show show, dbus::NodeStatus status)
{
    using enum dbus::NodeStatus;
    const bool connected = status == Connected || status == BySystem;
    switch (show) {
    case Show::All:
        return true;
    case Show::Connected:
        return connected || status == Reconnecting || status == Disconnecting;
    case Show::NotConnected:
        return !connected;
    case Show::Problems:
        return status == ConnectionFailed || status == Reconnecting || status == Missing;
    }
    return true;
}

const TargetModel &TargetFilter::model() const { return *qobject_cast<const TargetModel *>(sourceModel()); }

bool TargetFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (parent.isValid() || (m_show == Show::All && m_text.isEmpty()))
        return true;
    return model().anyNode(row, m_text, [this](dbus::NodeStatus status) { return fits(m_show, status); });
}

bool TargetFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    return model().lessThan(left, right);
}

} // namespace portolan::gui
