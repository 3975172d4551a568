// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/passwords_model.h"

#include "gui/models/text.h"

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;
using client::NodeInfo;

PasswordsModel::PasswordsModel(InitiatorClient &client, QObject *parent)
    : QAbstractTableModel(parent)
    , m_client(client)
{
    connect(&m_client, &InitiatorClient::ready, this, &PasswordsModel::reset);
    connect(&m_client, &InitiatorClient::unavailable, this, &PasswordsModel::reset);
    connect(&m_client, &InitiatorClient::nodeChanged, this, &PasswordsModel::update);
    connect(&m_client, &InitiatorClient::nodeRemoved, this, [this](const QString &path) {
        const auto found = std::ranges::find(m_nodes, path, &NodeInfo::path);
        if (found == m_nodes.end())
            return;
        const int row = int(found - m_nodes.begin());
        beginRemoveRows({}, row, row);
        m_nodes.erase(found);
        endRemoveRows();
    });
    reset();
}

void PasswordsModel::reset()
{
    beginResetModel();
    m_nodes = m_client.available() ? m_client.nodes() : std::vector<NodeInfo>();
    std::ranges::sort(m_nodes, {}, [](const NodeInfo &node) { return node.title().toCaseFolded(); });
    endResetModel();
}

void PasswordsModel::update(const QString &path)
{
    const auto node = m_client.node(path);
    if (!node)
        return;
    const auto found = std::ranges::find(m_nodes, path, &NodeInfo::path);
    const int row = int(found - m_nodes.begin());
    if (found == m_nodes.end()) {
        beginInsertRows({}, row, row);
        m_nodes.push_back(*node);
        endInsertRows();
        return;
    }
    *found = *node;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

QString PasswordsModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() && checkIndex(index) ? m_nodes[std::size_t(index.row())].path : QString();
}

QString PasswordsModel::stored(const NodeInfo &node)
{
    if (node.hasSecret)
        return node.hasSecretIn ? tr("Stored for both directions") : tr("Stored");
    const QString error = node.lastError;
    if (error == u"AuthRequired"_s || error == u"SecretMissing"_s)
        return tr("Missing: the target asks for one");
    return tr("None");
}

/// A target that does not ask lets everybody in: then there is a login and no use.
QString PasswordsModel::lastUse(const NodeInfo &node)
{
    if (!node.hasSecret)
        return {};
    return node.secretUsed.isValid() ? capitalized(momentText(node.secretUsed, QDateTime::currentDateTime()))
                                     : tr("Not yet");
}

QString PasswordsModel::text(const NodeInfo &node, int column)
{
    switch (column) {
    case Target:
        return displayable(node.title());
    case Name:
        return node.usernameIn.isEmpty()
                   ? displayable(node.username)
                   : tr("%1, the target is %2", "names").arg(displayable(node.username), displayable(node.usernameIn));
    case Password:
        return stored(node);
    case LastUse:
        return lastUse(node);
    case LastLogin:
        return node.lastLogin.isValid() ? capitalized(momentText(node.lastLogin, QDateTime::currentDateTime()))
                                        : tr("Never");
    default:
        return {};
    }
}

int PasswordsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_nodes.size()); }

int PasswordsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant PasswordsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const NodeInfo &node = m_nodes[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
        return toolTipText(displayable(node.targetName) + u'\n' + displayable(node.portalText()));
    default:
        return {};
    }
}

QVariant PasswordsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Target:
        return tr("Target");
    case Name:
        return tr("Name");
    case Password:
        return tr("Password");
    case LastUse:
        return tr("Password last used");
    case LastLogin:
        return tr("Last login");
    default:
        return {};
    }
}

} // namespace portolan::gui
