// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/disks_model.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"

#include <QFileInfo>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;

void DisksModel::upsert(const client::LunInfo &lun)
{
    const auto found = std::ranges::find(m_luns, lun.path, &client::LunInfo::path);
    if (found == m_luns.end()) {
        const auto place = std::ranges::upper_bound(m_luns, lun.lun, {}, &client::LunInfo::lun);
        const int at = int(place - m_luns.begin());
        beginInsertRows({}, at, at);
        m_luns.insert(place, lun);
        endInsertRows();
    } else if (*found != lun) {
        *found = lun;
        const int at = int(found - m_luns.begin());
        emit dataChanged(index(at, 0), index(at, ColumnCount - 1));
    }
}

void DisksModel::remove(const QString &path)
{
    const auto found = std::ranges::find(m_luns, path, &client::LunInfo::path);
    if (found == m_luns.end())
        return;
    const int at = int(found - m_luns.begin());
    beginRemoveRows({}, at, at);
    m_luns.erase(found);
    endRemoveRows();
}

void DisksModel::clear()
{
    if (m_luns.empty())
        return;
    beginResetModel();
    m_luns.clear();
    endResetModel();
}

QString DisksModel::folderOf(const client::LunInfo &lun)
{
    if (!lun.mountPoints.isEmpty())
        return lun.mountPoints.first();
    return lun.file.isEmpty() ? QString() : QFileInfo(lun.file).absolutePath();
}

int DisksModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_luns.size()); }

int DisksModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant DisksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const client::LunInfo &lun = m_luns[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(lun, index.column());
    case Qt::ToolTipRole: {
        QStringList lines{text(lun, index.column())};
        if (index.column() == Disk && !lun.file.isEmpty() && lun.file != lun.bestPath())
            lines << displayable(lun.file);
        if (index.column() == Serial && !lun.wwid.isEmpty())
            lines << tr("World-wide name: %1").arg(displayable(lun.wwid));
        return toolTipText(lines.join(u'\n'));
    }
    case PathRole:
        return lun.bestPath();
    case OpenRole:
        return folderOf(lun);
    case ProblemRole:
        return lun.problem;
    default:
        return {};
    }
}

QString DisksModel::text(const client::LunInfo &lun, int column) const
{
    switch (Column(column)) {
    case Disk:
        return lun.bestPath().isEmpty() ? tr("LUN %1").arg(lun.lun) : displayable(lun.bestPath());
    case Size:
        return lun.sizeBytes == 0 ? QString() : client::sizeText(lun.sizeBytes);
    case Model:
        return displayable(QStringList{lun.vendor.trimmed(), lun.model.trimmed()}.join(u' ').trimmed());
    case Serial:
        return displayable(lun.serial.trimmed());
    case UsedBy: {
        if (!lun.problem.isEmpty())
            return tr("Not usable: %1").arg(displayable(client::problemOf(lun.problem)));
        QStringList users;
        for (const client::DeviceUser &user : lun.users)
            users << displayable(client::sentenceOf(user));
        if (users.isEmpty()) {
            for (const QString &mountPoint : lun.mountPoints)
                users << tr("mounted at %1").arg(displayable(mountPoint));
        }
        if (lun.readOnly)
            users << tr("read-only");
        return users.isEmpty() ? tr("nobody") : users.join(u'\n');
    }
    case ColumnCount:
        break;
    }
    return {};
}

QVariant DisksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Disk:
        return tr("Disk");
    case Size:
        return tr("Size");
    case Model:
        return tr("Model");
    case Serial:
        return tr("Serial number");
    case UsedBy:
        return tr("Used by");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace portolan::gui
