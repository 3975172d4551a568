// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/target_list.h"

#include "gui/widgets/icons.h"
#include "gui/widgets/list_delegates.h"
#include "gui/widgets/list_view.h"

#include <QAction>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

TargetList::TargetList(TargetModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new QLineEdit(this))
    , m_show(new QComboBox(this))
    , m_view(new ListView(u"targetList"_s, tr("Targets"), this))
{
    m_proxy.setSourceModel(&m_model);
    build();
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy.setText(text);
        handleFiltered();
    });
    connect(m_show, &QComboBox::currentIndexChanged, this, [this] {
        m_proxy.setShow(m_show->currentData().value<TargetFilter::Show>());
        handleFiltered();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TargetList::handleCurrent);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TargetList::selectionChanged);
    connect(m_view, &QAbstractItemView::activated, this, [this] {
        if (!current().isEmpty())
            emit activated(current());
    });
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        if (m_view->indexAt(at).isValid())
            emit contextMenuRequested(m_view->viewport()->mapToGlobal(at));
    });
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, &TargetList::handleInserted);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &TargetList::updateDecoration);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this] {
        if (m_shown != current()) // another node may stand for the target now
            handleCurrent();
    });
    const auto keyOf = [](const QModelIndex &target) {
        return target.data(TargetModel::NodesRole).toStringList().value(0);
    };
    connect(m_view, &QTreeView::collapsed, this, [this, keyOf](const auto &index) { m_closed.insert(keyOf(index)); });
    connect(m_view, &QTreeView::expanded, this, [this, keyOf](const auto &index) { m_closed.remove(keyOf(index)); });
}

void TargetList::build()
{
    m_filter->setObjectName(u"filter"_s);
    m_filter->setPlaceholderText(tr("Filter targets"));
    m_filter->setAccessibleName(tr("Filter targets"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(symbolicIcon(u"search"_s), QLineEdit::LeadingPosition)->setToolTip(tr("Filter targets"));

    m_show->setObjectName(u"showStates"_s);
    m_show->setAccessibleName(tr("Show targets by state"));
    const auto offer = [this](const QString &text, TargetFilter::Show show) {
        m_show->addItem(text, QVariant::fromValue(show));
    };
    offer(tr("All"), TargetFilter::Show::All);
    offer(tr("Connected"), TargetFilter::Show::Connected);
    offer(tr("Not connected"), TargetFilter::Show::NotConnected);
    offer(tr("With problems"), TargetFilter::Show::Problems);
    buildColumns();

    auto *filters = new QHBoxLayout;
    filters->addWidget(m_filter, 1);
    filters->addWidget(m_show);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(filters);
    layout->addWidget(m_view, 1);
    setMinimumWidth(fontMetrics().averageCharWidth() * 62); // what tells targets apart, the state and both rates
}

void TargetList::buildColumns()
{
    m_view->setModel(&m_proxy);
    m_view->setPlaceholder(tr("No target matches the filter."));
    m_view->setItemDelegate(new TargetDelegate(m_view));
    m_view->setItemDelegateForColumn(TargetModel::State, new StateDelegate(m_view));
    m_view->setItemDelegateForColumn(TargetModel::Portal, new QStyledItemDelegate(m_view));
    m_view->setItemDelegateForColumn(TargetModel::Disks, new QStyledItemDelegate(m_view));
    m_view->setItemDelegateForColumn(TargetModel::ReadRate, new SparklineDelegate(m_view));
    m_view->setItemDelegateForColumn(TargetModel::WriteRate, new SparklineDelegate(m_view));
    m_view->setUniformRowHeights(true);
    m_view->setAlternatingRowColors(false);
    m_view->setIndentation(fontMetrics().height());
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(TargetModel::Target, Qt::AscendingOrder);
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(true);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(TargetModel::Target, QHeaderView::Stretch);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 8);
    m_view->setColumnWidth(TargetModel::State, fontMetrics().averageCharWidth() * 25);
    m_view->setColumnWidth(TargetModel::Portal, fontMetrics().averageCharWidth() * 20);
    m_view->setColumnWidth(TargetModel::Disks, fontMetrics().averageCharWidth() * 18);
    m_view->setColumnWidth(TargetModel::ReadRate, fontMetrics().averageCharWidth() * 12);
    m_view->setColumnWidth(TargetModel::WriteRate, fontMetrics().averageCharWidth() * 12);
    m_view->widenToHeadings();
    // Both stand in the second line of the target already; who wants them to sort by can have the columns.
    m_view->setColumnHidden(TargetModel::Portal, true);
    m_view->setColumnHidden(TargetModel::Disks, true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &TargetList::showHeaderMenu);
}

QString TargetList::current() const { return m_view->currentIndex().data(TargetModel::NodeRole).toString(); }

QStringList TargetList::selected() const
{
    QStringList nodes;
    std::vector<bool> whole(std::size_t(m_proxy.rowCount())); // rows at the top
    const auto take = [&](const QItemSelectionRange &range) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            nodes += m_proxy.index(row, 0, range.parent()).data(TargetModel::NodesRole).toStringList();
    };
    // Whole rows are chosen. selectedRows() would ask for each of them, and each time all ranges.
    const QItemSelection selection = m_view->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        if (range.parent().isValid())
            continue;
        take(range);
        std::fill(whole.begin() + range.top(), whole.begin() + range.bottom() + 1, true);
    }
    for (const QItemSelectionRange &range : selection) {
        if (range.parent().isValid() && !whole[std::size_t(range.parent().row())])
            take(range);
    }
    return nodes;
}

void TargetList::handleCurrent()
{
    const QString node = current();
    if (!node.isEmpty())
        m_wanted = node;
    m_shown = node;
    emit currentChanged(node);
}

/// No room for arrows where there is nothing to open.
void TargetList::updateDecoration()
{
    m_view->setRootIsDecorated(m_model.hasGroups());
    m_view->setItemsExpandable(m_model.hasGroups());
}

void TargetList::handleInserted(const QModelIndex &parent, int first, int last)
{
    updateDecoration();
    if (parent.isValid() && !m_view->isExpanded(parent))
        m_view->expand(parent);
    if (!parent.isValid())
        open(first, last);
    reselect();
}

void TargetList::handleFiltered()
{
    open(0, m_proxy.rowCount() - 1);
    reselect();
    if (m_shown != current())
        handleCurrent();
    emit selectionChanged();
}

/// Targets with several nodes show them, except where a person closed them.
void TargetList::open(int first, int last)
{
    for (int row = first; row <= last && m_model.hasGroups(); ++row) {
        const QModelIndex index = m_proxy.index(row, 0);
        if (m_proxy.hasChildren(index) &&
            !m_closed.contains(index.data(TargetModel::NodesRole).toStringList().value(0)))
            m_view->expand(index);
    }
}

void TargetList::choose(const QString &node)
{
    m_wanted = node;
    QModelIndex index = m_proxy.mapFromSource(m_model.indexOf(node));
    if (!index.isValid() && m_model.indexOf(node).isValid()) {
        // What is asked for by name is not to be hidden.
        m_filter->clear();
        m_show->setCurrentIndex(0);
        index = m_proxy.mapFromSource(m_model.indexOf(node));
    }
    if (index.isValid()) {
        setCurrent(index);
        m_view->scrollTo(index);
    }
}

/// And nothing else: the view itself would keep what was chosen before.
void TargetList::setCurrent(const QModelIndex &index)
{
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void TargetList::reselect()
{
    const QModelIndex wanted = m_proxy.mapFromSource(m_model.indexOf(m_wanted));
    if (wanted.isValid() && current() != m_wanted) {
        setCurrent(wanted);
    } else if (!m_view->currentIndex().isValid() && m_proxy.rowCount() > 0) {
        // The first one is shown until the person chooses; that is not a choice.
        const QString wish = m_wanted;
        setCurrent(m_proxy.index(0, 0));
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
    for (int column = TargetModel::State; column < TargetModel::ColumnCount; ++column) {
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
