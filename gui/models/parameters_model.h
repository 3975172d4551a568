// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/model.h"

#include <QAbstractTableModel>

#include <vector>

namespace portolan::gui {

/// The text keys of one session, RFC 7143 §13: what was asked for, what was agreed, and what that means.
class ParametersModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Key, Asked, Got, Default, Meaning, ColumnCount };
    Q_ENUM(Column)
    enum Role {
        DiffersRole = Qt::UserRole, ///< bool: the target did not agree to what was asked
        HarmRole,                   ///< QString: what the value costs, or empty
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setParameters(std::vector<client::NegotiatedKey> keys);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<client::NegotiatedKey> m_keys;
};

} // namespace portolan::gui
