// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/list_view.h"

#include "gui/widgets/list_delegates.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

namespace portolan::gui {

ListView::ListView(const QString &name, const QString &what, QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(name);
    setAccessibleName(what);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setAllColumnsShowFocus(true);
    setAlternatingRowColors(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setTextElideMode(Qt::ElideMiddle);
    setItemDelegate(new RowDelegate(this));
    header()->setHighlightSections(false);
    connect(header(), &QHeaderView::sectionResized, this, [this] {
        if (wordWrap())
            scheduleDelayedItemsLayout();
    });
}

void ListView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

void ListView::widenToHeadings()
{
    for (int column = 0; column < header()->count(); ++column)
        setColumnWidth(column, std::max(columnWidth(column), header()->sectionSizeHint(column)));
}

/// QTreeView would compare each range of rows with all before it: with hundreds of opened rows that takes long.
void ListView::selectAll()
{
    if (selectionMode() != ExtendedSelection || model() == nullptr || model()->rowCount() == 0)
        return QTreeView::selectAll();
    const int rows = model()->rowCount(), last = model()->columnCount() - 1;
    QItemSelection all(model()->index(0, 0), model()->index(rows - 1, last));
    for (int row = 0; row < rows && itemsExpandable(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        if (const int below = isExpanded(index) ? model()->rowCount(index) : 0; below > 0)
            all.append(QItemSelectionRange(model()->index(0, 0, index), model()->index(below - 1, last, index)));
    }
    selectionModel()->select(all, QItemSelectionModel::ClearAndSelect);
}

void ListView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (m_placeholder.isEmpty() || (model() != nullptr && model()->rowCount() > 0))
        return;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const int margin = fontMetrics().height();
    painter.drawText(viewport()->rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap,
                     m_placeholder);
}

void ListView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    QTreeView::keyPressEvent(event);
}

void ListView::copySelection() const
{
    QModelIndexList rows = selectionModel() == nullptr ? QModelIndexList() : selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList lines;
    for (const QModelIndex &row : rows) {
        if (m_copyRole >= 0) {
            lines << row.data(m_copyRole).toString();
            continue;
        }
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells << row.siblingAtColumn(column).data().toString();
        lines << cells.join(QLatin1Char('\t'));
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace portolan::gui
