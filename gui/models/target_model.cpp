// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/target_model.h"

#include "gui/client/let_go.h"
#include "gui/client/sentences.h"
#include "gui/models/text.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using dbus::NodeStatus;

namespace {

constexpr double kIdleRate = 1.0; // below one byte a second nothing moves

QString rateCell(const std::optional<double> &rate, RateUnit unit)
{
    if (!rate)
        return {};
    return *rate < kIdleRate ? u"0"_s : rateText(*rate, unit);
}

/// The order of the State column: what needs a person comes first.
int urgency(NodeStatus status)
{
    using enum NodeStatus;
    constexpr std::array kOrder{ConnectionFailed, Reconnecting, Missing,      Connecting, Disconnecting,
                                Connected,        BySystem,     Disconnected, Unknown};
    static constexpr auto kPlaces = [kOrder] {
        std::array<int, kOrder.size()> places{};
        for (std::size_t i = 0; i < kOrder.size(); ++i)
            places.at(std::size_t(kOrder.at(i))) = int(i);
        return places;
    }();
    return kPlaces.at(std::size_t(status));
}

/// What stands in the first column.
bool sameName(const TargetRow &a, const TargetRow &b)
{
    return a.title == b.title && a.targetName == b.targetName && a.portal == b.portal && a.disks == b.disks;
}

} // namespace

/// One direction: the last rate, and what led to it.
struct TargetModel::Course {
    std::optional<double> last;
    QList<double> trail;

    void push(const std::optional<double> &rate)
    {
        last = rate;
        if (!rate)
            return trail.clear();
        trail.append(*rate);
        if (trail.size() > TargetModel::kTrailLength)
            trail.removeFirst();
    }

    void add(const Course &other)
    {
        if (other.last)
            last = last.value_or(0) + *other.last;
        const qsizetype common = std::min(trail.size(), other.trail.size());
        for (qsizetype i = 1; i <= common; ++i) // both end now
            trail[trail.size() - i] += other.trail[other.trail.size() - i];
        if (other.trail.size() > common)
            trail = other.trail.first(other.trail.size() - common) + trail;
    }
};

struct TargetModel::Entry : Prepared {
    explicit Entry(Prepared prepared)
        : Prepared(std::move(prepared))
    {}
    Course read, write;
    int titleRank = 0; ///< Among all titles, equal for equal ones; see rankTitles().
};

struct TargetModel::Group {
    int position = 0; ///< Its row at the top.
    std::vector<Entry> entries;

    [[nodiscard]] bool several() const { return entries.size() > 1; }

    [[nodiscard]] qsizetype find(const QString &node) const
    {
        return std::ranges::find(entries, node, [](const Entry &entry) { return entry.row.node; }) - entries.begin();
    }

    [[nodiscard]] qsizetype connected() const
    {
        return std::ranges::count_if(entries, [](const Entry &entry) {
            return entry.row.status == NodeStatus::Connected || entry.row.status == NodeStatus::BySystem;
        });
    }

    /// What a person should know of it first. That some ways are not used is no trouble.
    [[nodiscard]] NodeStatus status() const
    {
        return std::ranges::min_element(entries, {}, [](const Entry &entry) { return urgency(entry.row.status); })
            ->row.status;
    }

    /// The one that stands for all: one that is connected, if there is one.
    [[nodiscard]] const Entry &first() const
    {
        const auto found =
            std::ranges::find(entries, NodeStatus::Connected, [](const Entry &entry) { return entry.row.status; });
        return found == entries.end() ? entries.front() : *found;
    }

    [[nodiscard]] Course sum(Course Entry::*direction) const
    {
        Course all;
        for (const Entry &entry : entries)
            all.add(entry.*direction);
        return all;
    }

    [[nodiscard]] QStringList disks() const
    {
        QStringList all;
        for (const Entry &entry : entries)
            all += entry.row.disks;
        return all;
    }
};

TargetModel::TargetModel(QObject *parent)
    : QAbstractItemModel(parent)
{
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

TargetModel::~TargetModel() = default;

// --- changes ---

TargetModel::Prepared TargetModel::prepare(const TargetRow &row) const
{
    const QStringList parts{row.title, row.targetName, row.portal, row.disks.join(u' '), client::wordOf(row.status)};
    return {row, m_collator.sortKey(displayable(row.title)), m_collator.sortKey(displayable(row.portal)),
            parts.join(u'\n').toCaseFolded()};
}

void TargetModel::upsert(const TargetRow &row)
{
    std::vector<Prepared> one;
    one.push_back(prepare(row));
    upsert(std::move(one));
}

void TargetModel::upsert(std::vector<Prepared> rows)
{
    std::vector<Prepared> added;
    std::vector<std::pair<const Group *, qsizetype>> changed, renamed;
    for (Prepared &row : rows) {
        Group *const known = m_groupOfNode.value(row.row.node);
        if (known == nullptr) {
            added.push_back(std::move(row));
            continue;
        }
        const qsizetype at = known->find(row.row.node);
        Prepared &here = known->entries[std::size_t(at)];
        if (here.row == row.row)
            continue;
        --m_counts.at(std::size_t(here.row.status));
        ++m_counts.at(std::size_t(row.row.status));
        const Entry *const first = &known->first();
        const bool named = !sameName(here.row, row.row);
        m_ranked = m_ranked && here.row.title == row.row.title;
        here = std::move(row);
        changed.emplace_back(known, at);
        if (named || first != &known->first())
            renamed.emplace_back(known, at);
    }
    // Apart: a change of state gives a proxy that sorts by name nothing to do.
    emitChanged(changed, State, ColumnCount - 1);
    emitChanged(renamed, Target, Target);
    append(std::move(added));
}

/// Targets that are new come in one go with all their nodes; nodes of known targets one by one.
void TargetModel::append(std::vector<Prepared> rows)
{
    std::vector<std::unique_ptr<Group>> groups;
    QHash<QString, Group *> fresh;
    std::vector<Prepared> below;
    for (Prepared &row : rows) {
        ++m_counts.at(std::size_t(row.row.status));
        if (m_groupOfTarget.contains(row.row.targetName)) {
            below.push_back(std::move(row));
            continue;
        }
        Group *&group = fresh[row.row.targetName];
        if (group == nullptr) {
            group = groups.emplace_back(std::make_unique<Group>()).get();
            group->position = int(m_groups.size() + groups.size()) - 1;
        }
        group->entries.emplace_back(std::move(row));
    }
    if (!groups.empty()) {
        m_ranked = false;
        beginInsertRows({}, int(m_groups.size()), int(m_groups.size() + groups.size()) - 1);
        for (auto &group : groups) {
            m_groupOfTarget.insert(group->entries.front().row.targetName, group.get());
            for (const Entry &entry : group->entries)
                m_groupOfNode.insert(entry.row.node, group.get());
            m_several += group->several();
            m_groups.push_back(std::move(group));
        }
        endInsertRows();
    }
    for (Prepared &row : below) {
        Group *const group = m_groupOfTarget.value(row.row.targetName);
        addTo(*group, std::move(row));
    }
}

void TargetModel::addTo(Group &group, Prepared row)
{
    const QModelIndex top = indexOf(group);
    const int count = int(group.entries.size());
    // The only one was the target's own row until now: both get one below it.
    beginInsertRows(top, count == 1 ? 0 : count, count);
    m_groupOfNode.insert(row.row.node, &group);
    group.entries.emplace_back(std::move(row));
    m_ranked = false;
    m_several += count == 1;
    endInsertRows();
    emit dataChanged(top, top.siblingAtColumn(ColumnCount - 1));
}

void TargetModel::remove(const QString &node)
{
    Group *const group = m_groupOfNode.value(node);
    if (group == nullptr)
        return;
    const qsizetype at = group->find(node);
    const TargetRow gone = group->entries[std::size_t(at)].row;
    --m_counts.at(std::size_t(gone.status));
    m_groupOfNode.remove(node);
    if (!group->several()) {
        const int position = group->position;
        beginRemoveRows({}, position, position);
        m_groupOfTarget.remove(gone.targetName);
        m_groups.erase(m_groups.begin() + position);
        for (std::size_t i = std::size_t(position); i < m_groups.size(); ++i)
            m_groups[i]->position = int(i);
        endRemoveRows();
        return;
    }
    const QModelIndex top = indexOf(*group);
    const bool lastTwo = group->entries.size() == 2;
    beginRemoveRows(top, lastTwo ? 0 : int(at), lastTwo ? 1 : int(at));
    group->entries.erase(group->entries.begin() + at);
    m_several -= lastTwo;
    endRemoveRows();
    emit dataChanged(top, top.siblingAtColumn(ColumnCount - 1));
}

void TargetModel::clear()
{
    beginResetModel();
    client::letGo(std::make_tuple(std::exchange(m_groups, {}), std::exchange(m_groupOfTarget, {}),
                                  std::exchange(m_groupOfNode, {})));
    m_counts = {};
    m_several = 0;
    endResetModel();
}

void TargetModel::adopt(TargetModel &other)
{
    Q_ASSERT(m_groups.empty());
    if (other.m_groups.empty())
        return;
    beginInsertRows({}, 0, int(other.m_groups.size()) - 1);
    m_groups = std::exchange(other.m_groups, {});
    m_groupOfTarget = std::exchange(other.m_groupOfTarget, {});
    m_groupOfNode = std::exchange(other.m_groupOfNode, {});
    m_counts = std::exchange(other.m_counts, {});
    m_several = std::exchange(other.m_several, 0);
    m_ranked = std::exchange(other.m_ranked, false);
    endInsertRows();
}

void TargetModel::setRates(const QString &node, std::optional<double> read, std::optional<double> write)
{
    setRates(std::vector<Rates>{{node, read, write}});
}

void TargetModel::setRates(const std::vector<Rates> &rates)
{
    std::vector<std::pair<const Group *, qsizetype>> changed;
    for (const auto &[node, read, write] : rates) {
        Group *const group = m_groupOfNode.value(node);
        if (group == nullptr)
            continue;
        const qsizetype at = group->find(node);
        Entry &entry = group->entries[std::size_t(at)];
        const bool changes =
            entry.read.last != read || entry.write.last != write || read || !entry.read.trail.isEmpty();
        entry.read.push(read);
        entry.write.push(write);
        if (changes)
            changed.emplace_back(group, at);
    }
    emitChanged(changed, ReadRate, WriteRate);
}

void TargetModel::emitChanged(const std::vector<std::pair<const Group *, qsizetype>> &entries, int first, int last)
{
    constexpr std::size_t kFew = 8;
    if (entries.size() <= kFew) {
        for (const auto &[group, entry] : entries)
            emitChanged(*group, entry, first, last);
        return;
    }
    // One change that spans them all: to look at each row between is cheap, a thousand changes are not.
    const auto [top, bottom] =
        std::ranges::minmax(entries, {}, [](const auto &changed) { return changed.first->position; });
    for (const auto &[group, entry] : entries) {
        if (group->several())
            emit dataChanged(createIndex(int(entry), first, group), createIndex(int(entry), last, group));
    }
    emit dataChanged(indexOf(*top.first, first), indexOf(*bottom.first, last));
}

void TargetModel::setRateUnit(RateUnit unit)
{
    if (unit == m_rateUnit)
        return;
    m_rateUnit = unit;
    for (const auto &group : m_groups) {
        for (qsizetype at = 0; at < qsizetype(group->entries.size()); ++at)
            emitChanged(*group, at, ReadRate, WriteRate);
    }
}

void TargetModel::emitChanged(const Group &group, qsizetype entry, int first, int last)
{
    if (group.several())
        emit dataChanged(createIndex(int(entry), first, &group), createIndex(int(entry), last, &group));
    emit dataChanged(indexOf(group, first), indexOf(group, last));
}

// --- where things are; the pointer of an index is the group that it is below ---

bool TargetModel::hasGroups() const { return m_several > 0; }

QModelIndex TargetModel::indexOf(const Group &group, int column) const { return createIndex(group.position, column); }

QModelIndex TargetModel::indexOf(const QString &node) const
{
    const Group *const group = m_groupOfNode.value(node);
    if (group == nullptr)
        return {};
    return group->several() ? createIndex(int(group->find(node)), 0, group) : indexOf(*group);
}

QModelIndex TargetModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return parent.isValid() ? createIndex(row, column, m_groups[std::size_t(parent.row())].get())
                            : createIndex(row, column);
}

QModelIndex TargetModel::parent(const QModelIndex &child) const
{
    const auto *const group = static_cast<const Group *>(child.constInternalPointer());
    return child.isValid() && group != nullptr ? indexOf(*group) : QModelIndex();
}

int TargetModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    if (parent.column() != 0 || parent.constInternalPointer() != nullptr)
        return 0;
    const Group &group = *m_groups[std::size_t(parent.row())];
    return group.several() ? int(group.entries.size()) : 0;
}

int TargetModel::columnCount(const QModelIndex &) const { return ColumnCount; }

TargetModel::Shown TargetModel::shown(const QModelIndex &index) const
{
    if (const auto *const group = static_cast<const Group *>(index.constInternalPointer()))
        return {*group, &group->entries[std::size_t(index.row())]};
    const Group &group = *m_groups[std::size_t(index.row())];
    return {group, group.several() ? nullptr : &group.entries.front()};
}

// --- what they say ---

QVariant TargetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Shown row = shown(index);
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::AccessibleTextRole:
        return spoken(row, column);
    case Qt::ToolTipRole:
        return toolTipText(toolTip(row, column));
    case Qt::TextAlignmentRole:
        return column >= ReadRate ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case NodeRole:
        return (row.entry != nullptr ? *row.entry : row.group.first()).row.node;
    case NodesRole: {
        QStringList nodes;
        for (const Entry &entry : row.group.entries) {
            if (row.entry == nullptr || row.entry == &entry)
                nodes << entry.row.node;
        }
        return nodes;
    }
    case StatusRole:
        return int(row.entry != nullptr ? row.entry->row.status : row.group.status());
    case SubtitleRole:
        return subtitle(row, column);
    case TrailRole:
        if (column != ReadRate && column != WriteRate)
            return {};
        {
            const auto direction = column == ReadRate ? &Entry::read : &Entry::write;
            return QVariant::fromValue(row.entry != nullptr ? (row.entry->*direction).trail
                                                            : row.group.sum(direction).trail);
        }
    default:
        return {};
    }
}

QString TargetModel::text(const Shown &row, int column) const
{
    const bool below = row.entry != nullptr && row.group.several();
    const TargetRow &first = row.entry != nullptr ? row.entry->row : row.group.first().row;
    switch (Column(column)) {
    case Target:
        return displayable(below ? first.portal : first.title);
    case State: {
        if (row.entry != nullptr)
            return capitalized(client::wordOf(first.status));
        const qsizetype connected = row.group.connected();
        if (connected == 0 || connected == qsizetype(row.group.entries.size()))
            return capitalized(client::wordOf(row.group.status()));
        return tr("%1 of %2 connected").arg(connected).arg(row.group.entries.size());
    }
    case Portal:
        return row.entry != nullptr ? displayable(first.portal)
                                    : tr("%n portal(s)", nullptr, int(row.group.entries.size()));
    case Disks:
        return (row.entry != nullptr ? first.disks : row.group.disks()).join(u", "_s);
    case ReadRate:
        return rateCell(row.entry != nullptr ? row.entry->read.last : row.group.sum(&Entry::read).last, m_rateUnit);
    case WriteRate:
        return rateCell(row.entry != nullptr ? row.entry->write.last : row.group.sum(&Entry::write).last, m_rateUnit);
    case ColumnCount:
        break;
    }
    return {};
}

QString TargetModel::subtitle(const Shown &row, int column) const
{
    if (column == State)
        return row.entry != nullptr ? row.entry->row.detail : QString();
    if (column != Target)
        return {};
    const bool below = row.entry != nullptr && row.group.several();
    QStringList parts;
    if (!below)
        parts << text(row, Portal);
    parts += row.entry != nullptr ? row.entry->row.disks : row.group.disks();
    return parts.join(u" · "_s);
}

QString TargetModel::toolTip(const Shown &row, int column) const
{
    if (column == Target)
        return displayable(row.group.entries.front().row.targetName);
    if (column == State && row.entry != nullptr && !row.entry->row.problem.isEmpty())
        return text(row, column) + u'\n' + row.entry->row.problem;
    const QString more = column == State ? subtitle(row, State) : QString();
    return more.isEmpty() ? text(row, column) : text(row, column) + u'\n' + more;
}

QString TargetModel::spoken(const Shown &row, int column) const
{
    if (column == Target) {
        QStringList parts{text(row, Target), text(row, State)};
        if (row.entry == nullptr)
            parts << text(row, Portal);
        else if (!row.group.several())
            parts << tr("portal %1").arg(text(row, Portal));
        if (const QString disks = text(row, Disks); !disks.isEmpty())
            parts << tr("disks %1").arg(disks);
        if (row.entry != nullptr && !row.entry->row.detail.isEmpty())
            parts << row.entry->row.detail;
        if (row.entry != nullptr && !row.entry->row.problem.isEmpty())
            parts << row.entry->row.problem;
        return parts.join(u", "_s);
    }
    const QString shown = text(row, column);
    if (column == ReadRate && !shown.isEmpty())
        return tr("reading %1").arg(shown);
    if (column == WriteRate && !shown.isEmpty())
        return tr("writing %1").arg(shown);
    return shown;
}

void TargetModel::rankTitles()
{
    if (std::exchange(m_ranked, true))
        return;
    std::vector<Entry *> order;
    order.reserve(std::size_t(m_groupOfNode.size()));
    for (const auto &group : m_groups) {
        for (Entry &entry : group->entries)
            order.push_back(&entry);
    }
    const auto before = [](const Entry *a, const Entry *b) { return a->titleKey < b->titleKey; };
    if (!std::ranges::is_sorted(order, before))
        std::ranges::sort(order, before);
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i]->titleRank = i > 0 && !before(order[i - 1], order[i]) ? order[i - 1]->titleRank : int(i);
}

bool TargetModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const Shown a = shown(left), b = shown(right);
    const bool below = left.constInternalPointer() != nullptr;
    const auto first = [](const Shown &row) -> const Entry & {
        return row.entry != nullptr ? *row.entry : row.group.first();
    };
    switch (Column(left.column())) {
    case Target:
        if (m_ranked && !below)
            return first(a).titleRank < first(b).titleRank;
        return below ? first(a).portalKey < first(b).portalKey : first(a).titleKey < first(b).titleKey;
    case Portal:
        if (a.entry != nullptr && b.entry != nullptr)
            return a.entry->portalKey < b.entry->portalKey;
        return a.group.entries.size() < b.group.entries.size();
    case Disks:
        return text(a, Disks).compare(text(b, Disks), Qt::CaseInsensitive) < 0;
    case State: {
        const auto status = [](const Shown &row) {
            return row.entry != nullptr ? row.entry->row.status : row.group.status();
        };
        return urgency(status(a)) < urgency(status(b));
    }
    case ReadRate:
        return rateOf(a, &Entry::read) < rateOf(b, &Entry::read);
    case WriteRate:
        return rateOf(a, &Entry::write) < rateOf(b, &Entry::write);
    case ColumnCount:
        break;
    }
    return false;
}

double TargetModel::rateOf(const Shown &row, Course Entry::*direction)
{
    if (row.entry != nullptr)
        return (row.entry->*direction).last.value_or(-1);
    double sum = -1;
    for (const Entry &entry : row.group.entries) {
        if ((entry.*direction).last)
            sum = std::max(sum, 0.0) + *(entry.*direction).last;
    }
    return sum;
}

bool TargetModel::anyEntry(int row, const Question &question) const
{
    return std::ranges::any_of(m_groups[std::size_t(row)]->entries, [&question](const Entry &entry) {
        return question(entry.searchText, entry.row.status);
    });
}

QVariant TargetModel::headerData(int section, Qt::Orientation orientation, int role) const
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
