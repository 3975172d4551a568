// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

#include <vector>

namespace portolan::gui {

/// The storage servers that were searched for targets, and what the last search brought. What was new or changed is
/// known of searches since this model is there; what is missing, the service remembers.
class ServersModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Server, Kind, LastSearch, NextSearch, Targets, Changes, ColumnCount };
    Q_ENUM(Column)
    enum class Finding { Unknown, AsBefore, New, Changed, Missing };

    explicit ServersModel(client::InitiatorClient &client, QObject *parent = nullptr);

    [[nodiscard]] QString portalAt(const QModelIndex &index) const; ///< Empty for none.
    [[nodiscard]] std::optional<client::PortalInfo> portal(const QString &path) const;
    [[nodiscard]] static QString nameOf(const client::PortalInfo &portal); ///< "10.0.0.5:3260 through eth1"
    /// Those that its searches found.
    [[nodiscard]] std::vector<client::NodeInfo> nodesOf(const QString &portal) const;
    [[nodiscard]] Finding findingOf(const client::NodeInfo &node) const;
    [[nodiscard]] static QString wordOf(Finding finding); ///< Empty for Unknown: nobody has searched since.
    void setSearching(const QString &portal, bool searching);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Search {
        QStringList added, changed;
    };
    void reset();
    void update(const QString &portal);
    void take(const QString &job);
    [[nodiscard]] QString text(const client::PortalInfo &portal, int column) const;
    [[nodiscard]] QString searchText(const client::PortalInfo &portal) const;
    [[nodiscard]] static QString searchedAs(const client::PortalInfo &portal);
    [[nodiscard]] static QString nextText(const client::PortalInfo &portal);
    [[nodiscard]] QString changesText(const client::PortalInfo &portal) const;

    client::InitiatorClient &m_client;
    std::vector<client::PortalInfo> m_portals;
    QHash<QString, Search> m_searches;
    QSet<QString> m_searching;
};

} // namespace portolan::gui
