// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/events_model.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"

#include <QLocale>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;

void EventsModel::add(const client::EventInfo &event)
{
    const auto place = std::ranges::lower_bound(m_events, event.id, std::greater{}, &client::EventInfo::id);
    if (place != m_events.end() && place->id == event.id)
        return;
    const int at = int(place - m_events.begin());
    if (at >= int(kMost))
        return;
    beginInsertRows({}, at, at);
    m_events.insert(place, event);
    endInsertRows();
    if (m_events.size() > kMost) {
        beginRemoveRows({}, int(kMost), int(kMost));
        m_events.pop_back();
        endRemoveRows();
    }
}

void EventsModel::add(const std::vector<client::EventInfo> &events)
{
    for (const client::EventInfo &event : events)
        add(event);
}

void EventsModel::clear()
{
    if (m_events.empty())
        return;
    beginResetModel();
    m_events.clear();
    endResetModel();
}

int EventsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_events.size()); }

int EventsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const client::EventInfo &event = m_events[std::size_t(index.row())];
    const QDateTime local = event.time.toLocalTime();
    switch (role) {
    case Qt::DisplayRole:
        // With seconds, which the short form of most languages leaves out.
        return index.column() == Time
                   ? QLocale().toString(local.date(), QLocale::ShortFormat) + local.time().toString(u" HH:mm:ss"_s)
                   : displayable(client::sentenceOf(event));
    case Qt::AccessibleTextRole:
        if (index.column() == Event && event.severity >= dbus::Severity::Warning) {
            const QString word = event.severity == dbus::Severity::Error ? tr("Error") : tr("Warning");
            return word + u": "_s + displayable(client::sentenceOf(event));
        }
        return {};
    case Qt::ToolTipRole:
        return toolTipText(
            QStringList{local.toString(Qt::ISODateWithMs), displayable(event.code), displayable(event.message)}.join(
                u'\n'));
    case SeverityRole:
        return int(event.severity);
    case CopyRole:
        return QStringList{local.toString(Qt::ISODateWithMs), event.code, event.source, event.message}.join(u'\t');
    default:
        return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Time ? tr("Time") : tr("What happened");
}

} // namespace portolan::gui
