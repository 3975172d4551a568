// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/events_model.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"

#include <QLocale>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

quint64 idOf(const auto &row) { return row.event.id; }

QString severityName(dbus::Severity severity)
{
    switch (severity) {
    case dbus::Severity::Debug:
        return u"debug"_s;
    case dbus::Severity::Info:
        return u"info"_s;
    case dbus::Severity::Warning:
        return u"warning"_s;
    case dbus::Severity::Error:
        break;
    }
    return u"error"_s;
}

} // namespace

EventsModel::Row EventsModel::rowOf(const client::EventInfo &event)
{
    return {event, displayable(client::sentenceOf(event))};
}

void EventsModel::add(const client::EventInfo &event)
{
    const auto place = std::ranges::lower_bound(m_rows, event.id, std::greater{}, idOf<Row>);
    if (place != m_rows.end() && place->event.id == event.id)
        return;
    const int at = int(place - m_rows.begin());
    if (at >= int(kMost))
        return;
    beginInsertRows({}, at, at);
    m_rows.insert(place, rowOf(event));
    endInsertRows();
    dropOld();
}

void EventsModel::add(const std::vector<client::EventInfo> &events)
{
    const auto rising = std::ranges::is_sorted(events, std::ranges::less_equal{}, &client::EventInfo::id);
    if (events.empty() || !rising || (!m_rows.empty() && events.front().id <= m_rows.front().event.id)) {
        for (const client::EventInfo &event : events)
            add(event);
        return;
    }
    // As the service tells them: all are newer than what is known.
    beginInsertRows({}, 0, int(events.size()) - 1);
    for (const client::EventInfo &event : events)
        m_rows.push_front(rowOf(event));
    endInsertRows();
    dropOld();
}

void EventsModel::dropOld()
{
    if (m_rows.size() <= kMost)
        return;
    beginRemoveRows({}, int(kMost), int(m_rows.size()) - 1);
    m_rows.erase(m_rows.begin() + kMost, m_rows.end());
    endRemoveRows();
}

void EventsModel::clear()
{
    if (m_rows.empty())
        return;
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void EventsModel::setTitle(const QString &node, const QString &title)
{
    if (m_titles.value(node) == title)
        return;
    m_titles.insert(node, title);
    if (!m_rows.empty())
        emit dataChanged(index(0, Target), index(rowCount() - 1, Target), {Qt::DisplayRole});
}

QString EventsModel::targetAt(int row) const
{
    const client::EventInfo &event = at(row);
    if (const QString title = m_titles.value(event.node); !title.isEmpty())
        return displayable(title);
    return event.source == u"daemon"_s ? tr("This computer") : displayable(event.source);
}

/// As the service names things: this goes into bug reports, which everybody must be able to read.
QString EventsModel::detailsOf(const client::EventInfo &event)
{
    QStringList lines{u"Id: %1"_s.arg(event.id),
                      u"Time: "_s + event.time.toLocalTime()
                                        .toOffsetFromUtc(event.time.toLocalTime().offsetFromUtc())
                                        .toString(Qt::ISODateWithMs),
                      u"Severity: "_s + severityName(event.severity),
                      u"Code: "_s + displayable(event.code),
                      u"Source: "_s + displayable(event.source),
                      u"Message: "_s + displayable(event.message)};
    if (!event.node.isEmpty())
        lines << u"Node: "_s + displayable(event.node);
    if (!event.session.isEmpty())
        lines << u"Session: "_s + displayable(event.session);
    for (auto detail = event.details.cbegin(); detail != event.details.cend(); ++detail)
        lines << displayable(detail.key()) + u": "_s + displayable(detail->toString());
    return lines.join(u'\n');
}

QString EventsModel::lunOf(const client::EventInfo &event) { return event.details.value(u"lun"_s).toString(); }

int EventsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int EventsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString EventsModel::textAt(int row, Column column) const
{
    const QDateTime local = at(row).time.toLocalTime();
    switch (column) {
    case Time:
        // With seconds, which the short form of most languages leaves out.
        return QLocale().toString(local.date(), QLocale::ShortFormat) + local.time().toString(u" HH:mm:ss"_s);
    case Target:
        return targetAt(row);
    case Event:
        return sentenceAt(row);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const client::EventInfo &event = at(index.row());
    const QString time = event.time.toLocalTime().toString(Qt::ISODateWithMs);
    switch (role) {
    case Qt::DisplayRole:
        return textAt(index.row(), Column(index.column()));
    case Qt::AccessibleTextRole:
        if (index.column() == Event && event.severity >= dbus::Severity::Warning) {
            const QString word = event.severity == dbus::Severity::Error ? tr("Error") : tr("Warning");
            return word + u": "_s + sentenceAt(index.row());
        }
        return {};
    case Qt::ToolTipRole:
        if (index.column() == Target)
            return toolTipText(displayable(event.source));
        return toolTipText(QStringList{time, displayable(event.code), displayable(event.message)}.join(u'\n'));
    case SeverityRole:
        return int(event.severity);
    case CopyRole:
        return QStringList{time, event.code, event.source, event.message}.join(u'\t');
    case DetailsRole:
        return detailsOf(event);
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
    return section == Time ? tr("Time") : section == Target ? tr("Target") : tr("What happened");
}

} // namespace portolan::gui
