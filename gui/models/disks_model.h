// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QAbstractTableModel>

#include <vector>

namespace portolan::gui {

/// The disks (LUNs) of one session and who uses them, in the order of their numbers.
class DisksModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Disk, Size, Model, Serial, UsedBy, ColumnCount };
    Q_ENUM(Column)
    enum Role {
        PathRole = Qt::UserRole, ///< QString: device or file, what a person copies
        OpenRole,                ///< QString: the folder to open: where it is mounted, or where the file lies; or empty
        ProblemRole,             ///< QString: why it is not usable, or empty
    };

    using QAbstractTableModel::QAbstractTableModel;

    void upsert(const client::LunInfo &lun);
    void remove(const QString &path);
    void clear();
    [[nodiscard]] const client::LunInfo &at(int row) const { return m_luns[std::size_t(row)]; }

    /// Where the file manager can show something of this disk, or empty.
    [[nodiscard]] static QString folderOf(const client::LunInfo &lun);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const client::LunInfo &lun, int column) const;
    std::vector<client::LunInfo> m_luns;
};

} // namespace portolan::gui
