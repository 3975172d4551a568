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
