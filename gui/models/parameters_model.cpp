// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/parameters_model.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"

#include <QFont>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

/// "CRC32C,None" asks for either; the answer is one of the list.
bool agrees(const client::NegotiatedKey &key)
{
    return key.asked.isEmpty() || key.got == key.asked || key.asked.section(u',', 0, 0) == key.got;
}

/// Numbers of bytes are read in groups of three digits.
QString grouped(const QString &value)
{
    bool number = false;
    const qulonglong parsed = value.toULongLong(&number);
    return number && parsed >= 10000 ? QLocale().toString(parsed) : displayable(value);
}

/// With what it costs after it.
QString meaning(const client::NegotiatedKey &key)
{
    return QStringList{client::meaningOf(key.key), client::harmOf(key)}.join(u' ').trimmed();
}

} // namespace

void ParametersModel::setParameters(std::vector<client::NegotiatedKey> keys)
{
    if (keys == m_keys)
        return;
    // A new login of the same session brings the same keys: then the view keeps its place.
    const bool sameKeys =
        std::ranges::equal(keys, m_keys, {}, &client::NegotiatedKey::key, &client::NegotiatedKey::key);
    if (sameKeys) {
        m_keys = std::move(keys);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_keys = std::move(keys);
    endResetModel();
}

int ParametersModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_keys.size()); }

int ParametersModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ParametersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const client::NegotiatedKey &key = m_keys[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (Column(index.column())) {
        case Key:
            return displayable(key.key);
        case Asked:
            return key.asked.isEmpty() ? u"–"_s : grouped(key.asked);
        case Got:
            return key.got.isEmpty() ? u"–"_s : grouped(key.got);
        case Default: {
            const QString value = client::defaultOf(key.key);
            return value.isEmpty() ? u"–"_s : grouped(value);
        }
        case Meaning:
            return meaning(key);
        case ColumnCount:
            break;
        }
        return {};
    case Qt::ToolTipRole:
        if (index.column() == Meaning)
            return toolTipText(meaning(key));
        return agrees(key) ? QVariant() : QVariant(toolTipText(tr("The target did not agree to what was asked.")));
    case Qt::AccessibleDescriptionRole:
        return agrees(key) ? client::harmOf(key) : tr("differs from what was asked");
    case Qt::FontRole:
        if (index.column() == Got && (!agrees(key) || !client::harmOf(key).isEmpty())) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    case DiffersRole:
        return !agrees(key);
    case HarmRole:
        return client::harmOf(key);
    default:
        return {};
    }
}

QVariant ParametersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Key:
        return tr("Parameter");
    case Asked:
        return tr("Asked");
    case Got:
        return tr("Got");
    case Default:
        return tr("Default");
    case Meaning:
        return tr("What it means");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace portolan::gui
