// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/servers_model.h"

#include "gui/models/text.h"

#include <QLocale>

#include <algorithm>
#include <array>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;
using client::NodeInfo;
using client::PortalInfo;

ServersModel::ServersModel(InitiatorClient &client, QObject *parent)
    : QAbstractTableModel(parent)
    , m_client(client)
{
    connect(&m_client, &InitiatorClient::ready, this, &ServersModel::reset);
    connect(&m_client, &InitiatorClient::unavailable, this, &ServersModel::reset);
    connect(&m_client, &InitiatorClient::portalChanged, this, &ServersModel::update);
    connect(&m_client, &InitiatorClient::portalRemoved, this, [this](const QString &path) {
        const auto found = std::ranges::find(m_portals, path, &PortalInfo::path);
        if (found == m_portals.end())
            return;
        const int row = int(found - m_portals.begin());
        beginRemoveRows({}, row, row);
        m_portals.erase(found);
        m_searches.remove(path);
        endRemoveRows();
    });
    const auto ofNode = [this](const QString &path) {
        if (const auto node = m_client.node(path))
            update(node->fromDiscovery);
    };
    connect(&m_client, &InitiatorClient::nodeChanged, this, ofNode);
    connect(&m_client, &InitiatorClient::nodeRemoved, this, [this] {
        if (!m_portals.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
    connect(&m_client, &InitiatorClient::jobFinished, this, &ServersModel::take);
    reset();
}

void ServersModel::reset()
{
    beginResetModel();
    m_portals = m_client.available() ? m_client.portals() : std::vector<PortalInfo>();
    m_searching.clear();
    endResetModel();
}

void ServersModel::update(const QString &path)
{
    const std::vector<PortalInfo> all = m_client.portals();
    const auto now = std::ranges::find(all, path, &PortalInfo::path);
    if (now == all.end())
        return;
    const auto found = std::ranges::find(m_portals, path, &PortalInfo::path);
    const int row = int(found - m_portals.begin());
    if (found == m_portals.end()) {
        beginInsertRows({}, row, row);
        m_portals.push_back(*now);
        endInsertRows();
        return;
    }
    *found = *now;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void ServersModel::take(const QString &path)
{
    const auto job = m_client.job(path);
    if (!job || job->operation != u"discover"_s || job->state != dbus::JobState::Done)
        return;
    const QString portal = job->result.value(u"portal"_s).toString();
    m_searches.insert(portal,
                      {job->result.value(u"new"_s).toStringList(), job->result.value(u"changed"_s).toStringList()});
    update(portal);
}

void ServersModel::setSearching(const QString &portal, bool searching)
{
    if (searching)
        m_searching.insert(portal);
    else
        m_searching.remove(portal);
    update(portal);
}

QString ServersModel::portalAt(const QModelIndex &index) const
{
    return index.isValid() && checkIndex(index) ? m_portals[std::size_t(index.row())].path : QString();
}

std::optional<PortalInfo> ServersModel::portal(const QString &path) const
{
    const auto found = std::ranges::find(m_portals, path, &PortalInfo::path);
    return found == m_portals.end() ? std::nullopt : std::optional(*found);
}

QString ServersModel::nameOf(const PortalInfo &portal)
{
    NodeInfo address;
    address.address = portal.address;
    address.port = portal.port;
    const QString text = displayable(address.portalText());
    return portal.iface.isEmpty() ? text
                                  : tr("%1 through %2", "server, interface").arg(text, displayable(portal.iface));
}

std::vector<NodeInfo> ServersModel::nodesOf(const QString &portal) const
{
    std::vector<NodeInfo> nodes = m_client.nodes();
    std::erase_if(nodes, [&portal](const NodeInfo &node) { return node.fromDiscovery != portal; });
    return nodes;
}

ServersModel::Finding ServersModel::findingOf(const NodeInfo &node) const
{
    const Search search = m_searches.value(node.fromDiscovery);
    if (node.status == dbus::NodeStatus::Missing)
        return Finding::Missing;
    return search.added.contains(node.path)          ? Finding::New
           : search.changed.contains(node.path)      ? Finding::Changed
           : m_searches.contains(node.fromDiscovery) ? Finding::AsBefore
                                                     : Finding::Unknown;
}

QString ServersModel::wordOf(Finding finding)
{
    switch (finding) {
    case Finding::New:
        return tr("New");
    case Finding::Changed:
        return tr("Changed");
    case Finding::Missing:
        return tr("Missing");
    case Finding::AsBefore:
        return tr("As before");
    case Finding::Unknown:
        break;
    }
    return {};
}

QString ServersModel::searchText(const PortalInfo &portal) const
{
    if (m_searching.contains(portal.path))
        return tr("Searching…");
    if (!portal.lastDiscovery.isValid())
        return tr("Never");
    const QString when = momentText(portal.lastDiscovery, QDateTime::currentDateTime());
    return portal.lastResult == u"ok"_s ? capitalized(when) : tr("Failed %1", "moment").arg(when);
}

QString ServersModel::searchedAs(const PortalInfo &portal)
{
    const QString name = tr("Searched as “%1”").arg(displayable(portal.username));
    return portal.secretUsed.isValid() ? name + u'\n' +
                                             tr("The password was last used %1", "moment")
                                                 .arg(momentText(portal.secretUsed, QDateTime::currentDateTime()))
                                       : name;
}

QString ServersModel::nextText(const PortalInfo &portal)
{
    if (portal.refreshInterval == 0)
        return tr("When you ask");
    return portal.nextRefresh.isValid() ? capitalized(momentText(portal.nextRefresh, QDateTime::currentDateTime()))
                                        : QString();
}

QString ServersModel::changesText(const PortalInfo &portal) const
{
    std::array<int, 5> counts{};
    for (const NodeInfo &node : nodesOf(portal.path))
        ++counts.at(std::size_t(findingOf(node)));
    QStringList parts;
    if (const int n = counts[std::size_t(Finding::New)]; n > 0)
        parts << tr("%n new", nullptr, n);
    if (const int n = counts[std::size_t(Finding::Changed)]; n > 0)
        parts << tr("%n changed", nullptr, n);
    if (const int n = counts[std::size_t(Finding::Missing)]; n > 0)
        parts << tr("%n missing", nullptr, n);
    if (parts.isEmpty())
        return m_searches.contains(portal.path) ? tr("Nothing new") : QString();
    return parts.join(u" · "_s);
}

QString ServersModel::text(const PortalInfo &portal, int column) const
{
    switch (column) {
    case Server:
        return nameOf(portal);
    case Kind:
        return portal.isIsns() ? tr("iSNS server") : tr("Storage server");
    case LastSearch:
        return searchText(portal);
    case NextSearch:
        return nextText(portal);
    case Targets:
        return QLocale().toString(qulonglong(nodesOf(portal.path).size()));
    case Changes:
        return changesText(portal);
    default:
        return {};
    }
}

int ServersModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_portals.size()); }

int ServersModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ServersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PortalInfo &portal = m_portals[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(portal, index.column());
    case Qt::ToolTipRole:
        return toolTipText(portal.username.isEmpty() ? nameOf(portal) : nameOf(portal) + u'\n' + searchedAs(portal));
    default:
        return {};
    }
}

QVariant ServersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Server:
        return tr("Server");
    case Kind:
        return tr("Kind");
    case LastSearch:
        return tr("Last search");
    case NextSearch:
        return tr("Next search");
    case Targets:
        return tr("Targets");
    case Changes:
        return tr("What it brought");
    default:
        return {};
    }
}

} // namespace portolan::gui
