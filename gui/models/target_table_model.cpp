// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/target_table_model.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr double kIdleRate = 1.0; // below one byte a second nothing moves

QString rateCell(const std::optional<double> &rate)
{
    if (!rate)
        return {};
    return *rate < kIdleRate ? u"0"_s : rateText(*rate);
}

/// The order of the State column: what needs a person comes first.
int urgency(dbus::NodeStatus status)
{
    using enum dbus::NodeStatus;
    switch (status) {
    case ConnectionFailed:
        return 0;
    case Reconnecting:
        return 1;
    case Missing:
        return 2;
    case Connecting:
        return 3;
    case Disconnecting:
        return 4;
    case Connected:
        return 5;
    case BySystem:
        return 6;
    case Disconnected:
        return 7;
    case Unknown:
        break;
    }
    return 8;
}

} // namespace

void TargetTableModel::upsert(const TargetRow &row)
{
    const QModelIndex found = indexOf(row.node);
    if (!found.isValid()) {
        const int at = rowCount();
        beginInsertRows({}, at, at);
        m_entries.push_back({row, {}, {}, {}, {}});
        endInsertRows();
        return;
    }
    TargetRow &here = m_entries[std::size_t(found.row())].row;
    if (here != row) {
        here = row;
        emit dataChanged(found, found.siblingAtColumn(ColumnCount - 1));
    }
}

void TargetTableModel::remove(const QString &node)
{
    const QModelIndex found = indexOf(node);
    if (!found.isValid())
        return;
    beginRemoveRows({}, found.row(), found.row());
    m_entries.erase(m_entries.begin() + found.row());
    endRemoveRows();
}

void TargetTableModel::clear()
{
    beginResetModel();
    m_entries.clear();
    endResetModel();
}

void TargetTableModel::setRates(const QString &node, std::optional<double> read, std::optional<double> write)
{
    const QModelIndex found = indexOf(node);
    if (!found.isValid())
        return;
    Entry &entry = m_entries[std::size_t(found.row())];
    const bool changes = entry.read != read || entry.write != write || read || !entry.readTrail.isEmpty();
    const auto push = [](QList<double> &trail, const std::optional<double> &rate) {
        if (!rate) {
            trail.clear();
            return;
        }
        trail.append(*rate);
        if (trail.size() > qsizetype(kTrailLength))
            trail.removeFirst();
    };
    entry.read = read;
    entry.write = write;
    push(entry.readTrail, read);
    push(entry.writeTrail, write);
    if (changes)
        emit dataChanged(found.siblingAtColumn(ReadRate), found.siblingAtColumn(WriteRate));
}

int TargetTableModel::count(dbus::NodeStatus status) const
{
    return int(std::ranges::count(m_entries, status, [](const Entry &entry) { return entry.row.status; }));
}

QModelIndex TargetTableModel::indexOf(const QString &node) const
{
    const auto found = std::ranges::find_if(m_entries, [&](const Entry &entry) { return entry.row.node == node; });
    return found == m_entries.end() ? QModelIndex() : index(int(found - m_entries.begin()), 0);
}

int TargetTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_entries.size()); }

int TargetTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant TargetTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry &entry = m_entries[std::size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, column);
    case Qt::AccessibleTextRole:
        return spoken(entry, column);
    case Qt::ToolTipRole:
        if (column == Target)
            return toolTipText(displayable(entry.row.targetName));
        return toolTipText(column == State && !entry.row.problem.isEmpty() ? entry.row.problem : text(entry, column));
    case Qt::TextAlignmentRole:
        return column >= ReadRate ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case SortRole:
        return sortValue(entry, column);
    case NodeRole:
        return entry.row.node;
    case StatusRole:
        return int(entry.row.status);
    case SubtitleRole: {
        QStringList parts{displayable(entry.row.portal)};
        parts += entry.row.disks;
        return parts.join(u" · "_s);
    }
    case TrailRole:
        return column == ReadRate    ? QVariant::fromValue(entry.readTrail)
               : column == WriteRate ? QVariant::fromValue(entry.writeTrail)
                                     : QVariant();
    case FilterRole:
        return QStringList{entry.row.title, entry.row.targetName, entry.row.portal, text(entry, State),
                           text(entry, Disks)}
            .join(u'\n');
    default:
        return {};
    }
}

QString TargetTableModel::text(const Entry &entry, int column) const
{
    switch (Column(column)) {
    case Target:
        return displayable(entry.row.title);
    case State:
        return capitalized(client::wordOf(entry.row.status));
    case Portal:
        return displayable(entry.row.portal);
    case Disks:
        return entry.row.disks.join(u", "_s);
    case ReadRate:
        return rateCell(entry.read);
    case WriteRate:
        return rateCell(entry.write);
    case ColumnCount:
        break;
    }
    return {};
}

QString TargetTableModel::spoken(const Entry &entry, int column) const
{
    if (column == Target) {
        QStringList parts{text(entry, Target), text(entry, State), tr("portal %1").arg(text(entry, Portal))};
        if (!entry.row.disks.isEmpty())
            parts << tr("disks %1").arg(text(entry, Disks));
        if (!entry.row.problem.isEmpty())
            parts << entry.row.problem;
        return parts.join(u", "_s);
    }
    if (column == ReadRate && entry.read)
        return tr("reading %1").arg(rateText(*entry.read));
    if (column == WriteRate && entry.write)
        return tr("writing %1").arg(rateText(*entry.write));
    return text(entry, column);
}

QVariant TargetTableModel::sortValue(const Entry &entry, int column)
{
    switch (Column(column)) {
    case Target:
        return entry.row.title.toCaseFolded();
    case State:
        return urgency(entry.row.status);
    case Portal:
        return entry.row.portal;
    case Disks:
        return entry.row.disks.join(u' ');
    case ReadRate:
        return entry.read.value_or(-1);
    case WriteRate:
        return entry.write.value_or(-1);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant TargetTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section >= ReadRate ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                   : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Target:
        return tr("Target");
    case State:
        return tr("State");
    case Portal:
        return tr("Portal");
    case Disks:
        return tr("Disks");
    case ReadRate:
        return tr("Read", "column: rate");
    case WriteRate:
        return tr("Write", "column: rate");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace portolan::gui
