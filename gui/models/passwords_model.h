// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

#include <QAbstractTableModel>

#include <vector>

namespace portolan::gui {

/// Which target is given which name, whether a password is stored for it and when it last let us in; never the
/// password, which not even the service tells.
class PasswordsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Target, Name, Password, LastUse, LastLogin, ColumnCount };
    Q_ENUM(Column)

    explicit PasswordsModel(client::InitiatorClient &client, QObject *parent = nullptr);

    [[nodiscard]] QString nodeAt(const QModelIndex &index) const; ///< Empty for none.

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void reset();
    void update(const QString &path);
    [[nodiscard]] static QString text(const client::NodeInfo &node, int column);
    [[nodiscard]] static QString lastUse(const client::NodeInfo &node);
    [[nodiscard]] static QString stored(const client::NodeInfo &node);

    client::InitiatorClient &m_client;
    std::vector<client::NodeInfo> m_nodes;
};

} // namespace portolan::gui
