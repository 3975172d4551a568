// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QAbstractTableModel>
#include <QHash>

#include <deque>
#include <vector>

namespace portolan::gui {

/// What happened to all targets and to the service, newest first, each event once.
class EventsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Target, Event, ColumnCount };
    Q_ENUM(Column)
    enum Role {
        SeverityRole = Qt::UserRole, ///< int of dbus::Severity
        CopyRole,                    ///< QString: the event as one line for a bug report
        DetailsRole,                 ///< QString: everything the service said of it, several lines
    };
    static constexpr std::size_t kMost = 10'000; ///< As many as the service keeps.

    using QAbstractTableModel::QAbstractTableModel;

    void add(const client::EventInfo &event);
    void add(const std::vector<client::EventInfo> &events);
    void clear();
    /// How a person calls the target of this node; without one its events show their source.
    void setTitle(const QString &node, const QString &title);
    [[nodiscard]] QString title(const QString &node) const { return m_titles.value(node); }

    [[nodiscard]] const client::EventInfo &at(int row) const { return m_rows[std::size_t(row)].event; }
    [[nodiscard]] const QString &sentenceAt(int row) const { return m_rows[std::size_t(row)].sentence; }
    [[nodiscard]] QString targetAt(int row) const; ///< In words.
    /// The number of the disk that the event is about, or empty.
    [[nodiscard]] static QString lunOf(const client::EventInfo &event);
    /// Everything the service said of it, several lines, as it names things.
    [[nodiscard]] static QString detailsOf(const client::EventInfo &event);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        client::EventInfo event;
        QString sentence; ///< Kept: a filter reads all of them with every key.
    };
    [[nodiscard]] static Row rowOf(const client::EventInfo &event);
    [[nodiscard]] QString textAt(int row, Column column) const;
    void dropOld();

    std::deque<Row> m_rows; ///< By id, falling.
    QHash<QString, QString> m_titles;
};

} // namespace portolan::gui
