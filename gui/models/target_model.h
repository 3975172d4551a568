// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"
#include "gui/models/quantity.h"

#include <QAbstractItemModel>
#include <QCollator>
#include <QHash>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace portolan::gui {

/// What the list shows of one node, without its rates.
struct TargetRow {
    QString node; ///< Its object path: the key.
    QString title, targetName, portal;
    dbus::NodeStatus status = dbus::NodeStatus::Unknown;
    QString detail; ///< What the state needs besides its word, as "since 14:32"; or empty.
    QStringList disks;
    QString problem; ///< A sentence, or empty.
    friend bool operator==(const TargetRow &, const TargetRow &) = default;
};

/// All targets in the order in which they appeared; sorting and filtering belong to a proxy. A target with one node is
/// a row; one with several (its portals) is a row that sums them up, with a row for each below.
class TargetModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Target, State, Portal, Disks, ReadRate, WriteRate, ColumnCount };
    Q_ENUM(Column)
    enum Role {
        NodeRole =
            Qt::UserRole, ///< QString; of a target with several the one that stands for it: one that is connected
        NodesRole,        ///< QStringList: all nodes of the row
        StatusRole,       ///< int of dbus::NodeStatus; of several the one that a person should know
        SubtitleRole,     ///< QString: the second line of target and state
        TrailRole,        ///< QList<double>: the last rates of this column, oldest first
    };
    struct Rates {
        QString node;
        std::optional<double> read, write; ///< bytes per second; nullopt: nothing is measured now
    };
    static constexpr qsizetype kTrailLength = 40;

    explicit TargetModel(QObject *parent = nullptr);
    ~TargetModel() override;

    /// A row with what it is sorted and searched by, which costs more than to put it into the model.
    struct Prepared {
        TargetRow row;
        QCollatorSortKey titleKey, portalKey;
        QString searchText; ///< Everything a person may search for, folded.
    };
    [[nodiscard]] Prepared prepare(const TargetRow &row) const;

    /// Adds the row, or updates it in place; unchanged rows emit nothing. Rates stay.
    void upsert(const TargetRow &row);
    /// The same for many, told to views as one change.
    void upsert(std::vector<Prepared> rows);
    void remove(const QString &node);
    void clear();
    /// Takes everything out of `other`, told as one insertion. Only into an empty model.
    void adopt(TargetModel &other);
    void setRates(const QString &node, std::optional<double> read, std::optional<double> write);
    void setRates(const std::vector<Rates> &rates);
    void setRateUnit(RateUnit unit);
    [[nodiscard]] RateUnit rateUnit() const { return m_rateUnit; }

    [[nodiscard]] int count(dbus::NodeStatus status) const { return m_counts.at(std::size_t(status)); }
    [[nodiscard]] bool hasGroups() const; ///< A target with several nodes is among them.
    /// For a proxy that is about to sort everything: until a title changes, lessThan() compares numbers.
    void rankTitles();
    /// In the order of the column of `left`; for a proxy that sorts thousands.
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const;
    /// One of the nodes of this row at the top: what a person may search for contains `foldedText`, and `fits` its
    /// state.
    template <typename Fits>
    [[nodiscard]] bool anyNode(int row, const QString &foldedText, const Fits &fits) const
    {
        return anyEntry(row, [&](const QString &text, dbus::NodeStatus status) {
            return fits(status) && (foldedText.isEmpty() || text.contains(foldedText));
        });
    }
    [[nodiscard]] QModelIndex indexOf(const QString &node) const;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Course;
    struct Entry;
    struct Group;
    /// What an index shows: an entry, or a group as a whole.
    struct Shown {
        const Group &group;
        const Entry *entry;
    };
    using Question = std::function<bool(const QString &searchText, dbus::NodeStatus)>;

    [[nodiscard]] Shown shown(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Group &group, int column = 0) const;
    [[nodiscard]] static double rateOf(const Shown &row, Course Entry::*direction);
    [[nodiscard]] bool anyEntry(int row, const Question &question) const;
    void append(std::vector<Prepared> rows);
    void addTo(Group &group, Prepared row);
    void emitChanged(const Group &group, qsizetype entry, int first, int last);
    /// Of rows at the top and what is below them.
    void emitChanged(const std::vector<std::pair<const Group *, qsizetype>> &entries, int first, int last);

    [[nodiscard]] QString text(const Shown &row, int column) const;
    [[nodiscard]] QString subtitle(const Shown &row, int column) const;
    [[nodiscard]] QString spoken(const Shown &row, int column) const;
    [[nodiscard]] QString toolTip(const Shown &row, int column) const;

    std::vector<std::unique_ptr<Group>> m_groups;
    QHash<QString, Group *> m_groupOfTarget, m_groupOfNode;
    std::array<int, std::size_t(dbus::NodeStatus::Missing) + 1> m_counts{};
    RateUnit m_rateUnit = RateUnit::Bytes;
    int m_several = 0;     ///< Groups with more than one node.
    bool m_ranked = false; ///< The rank of each title is known.
    QCollator m_collator;
};

} // namespace portolan::gui
