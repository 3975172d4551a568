// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QAbstractTableModel>

#include <vector>

namespace portolan::gui {

/// What happened, newest first, each event once.
class EventsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Event, ColumnCount };
    Q_ENUM(Column)
    enum Role {
        SeverityRole = Qt::UserRole, ///< int of dbus::Severity
        CopyRole,                    ///< QString: the event as one line for a bug report
    };
    static constexpr std::size_t kMost = 2000;

    using QAbstractTableModel::QAbstractTableModel;

    void add(const client::EventInfo &event);
    void add(const std::vector<client::EventInfo> &events);
    void clear();
    [[nodiscard]] const std::vector<client::EventInfo> &events() const { return m_events; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<client::EventInfo> m_events; ///< By id, falling.
};

} // namespace portolan::gui
