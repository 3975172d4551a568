// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/target_filter.h"

#include "gui/models/target_model.h"

namespace portolan::gui {

TargetFilter::TargetFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(TargetModel::SortRole);
    setSortLocaleAware(true);
    setFilterRole(TargetModel::FilterRole);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
}

void TargetFilter::setShow(Show show)
{
    m_show = show;
    invalidateFilter();
}

void TargetFilter::setText(const QString &text) { setFilterFixedString(text.trimmed()); }

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

bool TargetFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    // Of several nodes each is asked by itself, and one that fits keeps the target.
    const bool leaf = sourceModel()->rowCount(index) == 0;
    return leaf && fits(m_show, dbus::NodeStatus(index.data(TargetModel::StatusRole).toInt())) &&
           QSortFilterProxyModel::filterAcceptsRow(row, parent);
}

} // namespace portolan::gui
