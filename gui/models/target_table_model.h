// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace portolan::gui {

/// What the list shows of one node, without its rates.
struct TargetRow {
    QString node; ///< Its object path: the key.
    QString title, targetName, portal;
    dbus::NodeStatus status = dbus::NodeStatus::Unknown;
    QStringList disks;
    QString problem; ///< A sentence, or empty.
    friend bool operator==(const TargetRow &, const TargetRow &) = default;
};

/// All nodes, one row each, in the order in which they appeared; sorting and filtering belong to a proxy.
class TargetTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Target, State, Portal, Disks, ReadRate, WriteRate, ColumnCount };
    Q_ENUM(Column)
    enum Role {
        SortRole = Qt::UserRole,
        NodeRole,     ///< QString
        StatusRole,   ///< int of dbus::NodeStatus
        SubtitleRole, ///< QString: portal and disks, the second line of the target
        TrailRole,    ///< QList<double>: the last rates of this column, oldest first
        FilterRole,   ///< QString: everything a person may search for
    };
    static constexpr std::size_t kTrailLength = 40;

    using QAbstractTableModel::QAbstractTableModel;

    /// Adds the row, or updates it in place; unchanged rows emit nothing. Rates stay.
    void upsert(const TargetRow &row);
    void remove(const QString &node);
    void clear();
    /// nullopt: nothing is measured now.
    void setRates(const QString &node, std::optional<double> read, std::optional<double> write);

    [[nodiscard]] int count(dbus::NodeStatus status) const;
    [[nodiscard]] QModelIndex indexOf(const QString &node) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Entry {
        TargetRow row;
        std::optional<double> read, write;
        QList<double> readTrail, writeTrail;
    };
    [[nodiscard]] QString text(const Entry &entry, int column) const;
    [[nodiscard]] QString spoken(const Entry &entry, int column) const;
    [[nodiscard]] static QVariant sortValue(const Entry &entry, int column);

    std::vector<Entry> m_entries;
};

} // namespace portolan::gui
