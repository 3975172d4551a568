// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/target_list.h"

#include "gui/widgets/icons.h"
#include "gui/widgets/list_delegates.h"
#include "gui/widgets/list_view.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

TargetList::TargetList(TargetTableModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new QLineEdit(this))
    , m_view(new ListView(u"targetList"_s, tr("Targets"), this))
{
    m_proxy.setSourceModel(&m_model);
    m_proxy.setSortRole(TargetTableModel::SortRole);
    m_proxy.setFilterRole(TargetTableModel::FilterRole);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy.setSortLocaleAware(true);
    build();
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy.setFilterFixedString(text.trimmed());
        reselect();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TargetList::handleCurrent);
    connect(m_view, &QAbstractItemView::activated, this, [this] {
        if (!current().isEmpty())
            emit activated(current());
    });
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        if (m_view->indexAt(at).isValid())
            emit contextMenuRequested(m_view->viewport()->mapToGlobal(at));
    });
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &TargetList::reselect);
}

void TargetList::build()
{
    m_filter->setObjectName(u"filter"_s);
    m_filter->setPlaceholderText(tr("Filter targets"));
    m_filter->setAccessibleName(tr("Filter targets"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(symbolicIcon(u"search"_s), QLineEdit::LeadingPosition);

    m_view->setModel(&m_proxy);
    m_view->setPlaceholder(tr("No target matches the filter."));
    m_view->setItemDelegate(new TargetDelegate(m_view));
    m_view->setItemDelegateForColumn(TargetTableModel::State, new StateDelegate(m_view));
    m_view->setItemDelegateForColumn(TargetTableModel::Portal, new QStyledItemDelegate(m_view));
    m_view->setItemDelegateForColumn(TargetTableModel::Disks, new QStyledItemDelegate(m_view));
    m_view->setItemDelegateForColumn(TargetTableModel::ReadRate, new SparklineDelegate(m_view));
    m_view->setItemDelegateForColumn(TargetTableModel::WriteRate, new SparklineDelegate(m_view));
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(false);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(TargetTableModel::Target, Qt::AscendingOrder);
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(true);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(TargetTableModel::Target, QHeaderView::Stretch);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 8);
    m_view->setColumnWidth(TargetTableModel::State, fontMetrics().averageCharWidth() * 25);
    m_view->setColumnWidth(TargetTableModel::Portal, fontMetrics().averageCharWidth() * 20);
    m_view->setColumnWidth(TargetTableModel::Disks, fontMetrics().averageCharWidth() * 18);
    m_view->setColumnWidth(TargetTableModel::ReadRate, fontMetrics().averageCharWidth() * 12);
    m_view->setColumnWidth(TargetTableModel::WriteRate, fontMetrics().averageCharWidth() * 12);
    // Both stand in the second line of the target already; who wants them to sort by can have the columns.
    m_view->setColumnHidden(TargetTableModel::Portal, true);
    m_view->setColumnHidden(TargetTableModel::Disks, true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &TargetList::showHeaderMenu);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_filter);
    layout->addWidget(m_view, 1);
    setMinimumWidth(fontMetrics().averageCharWidth() * 62); // what tells targets apart, the state and both rates
}

QString TargetList::current() const { return m_view->currentIndex().data(TargetTableModel::NodeRole).toString(); }

void TargetList::handleCurrent()
{
    const QString node = current();
    if (!node.isEmpty())
        m_wanted = node;
    emit currentChanged(node);
}

void TargetList::choose(const QString &node)
{
    m_wanted = node;
    const QModelIndex index = m_proxy.mapFromSource(m_model.indexOf(node));
    if (index.isValid()) {
        m_view->setCurrentIndex(index);
        m_view->scrollTo(index);
    }
}

void TargetList::reselect()
{
    const QModelIndex wanted = m_proxy.mapFromSource(m_model.indexOf(m_wanted));
    if (wanted.isValid() && current() != m_wanted) {
        m_view->setCurrentIndex(wanted);
    } else if (!m_view->currentIndex().isValid() && m_proxy.rowCount() > 0) {
        // The first one is shown until the person chooses; that is not a choice.
        const QString wish = m_wanted;
        m_view->setCurrentIndex(m_proxy.index(0, 0));
        if (!wish.isEmpty())
            m_wanted = wish;
    }
}

void TargetList::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void TargetList::focusList() { m_view->setFocus(Qt::OtherFocusReason); }

void TargetList::showHeaderMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = TargetTableModel::State; column < TargetTableModel::ColumnCount; ++column) {
        QAction *action = menu->addAction(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!m_view->isColumnHidden(column));
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { m_view->setColumnHidden(column, !shown); });
    }
    menu->popup(m_view->header()->mapToGlobal(position));
}

QByteArray TargetList::saveHeader() const { return m_view->header()->saveState(); }

void TargetList::restoreHeader(const QByteArray &state)
{
    if (!state.isEmpty())
        m_view->header()->restoreState(state);
}

} // namespace portolan::gui
