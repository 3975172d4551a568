// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/list_delegates.h"

#include "gui/models/events_model.h"
#include "gui/models/target_table_model.h"
#include "gui/widgets/icons.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>
#include <QTreeView>

#include <algorithm>

namespace portolan::gui {

namespace {

QStyle *styleOf(const QStyleOptionViewItem &option)
{
    return option.widget != nullptr ? option.widget->style() : QApplication::style();
}

QColor textColor(const QStyleOptionViewItem &option)
{
    const auto group = !(option.state & QStyle::State_Enabled)  ? QPalette::Disabled
                       : !(option.state & QStyle::State_Active) ? QPalette::Inactive
                                                                : QPalette::Normal;
    return option.palette.color(group,
                                option.state & QStyle::State_Selected ? QPalette::HighlightedText : QPalette::Text);
}

QColor backgroundColor(const QStyleOptionViewItem &option)
{
    return option.palette.color(option.state & QStyle::State_Selected ? QPalette::Highlight : QPalette::Base);
}

QFont smaller(QFont font)
{
    font.setPointSizeF(std::max(font.pointSizeF() * 0.88, 7.0));
    return font;
}

int padding(const QStyleOptionViewItem &option) { return option.fontMetrics.height() / 3; }

/// iSCSI names begin alike: what tells them apart stands at their end.
Qt::TextElideMode elisionOf(const QString &title)
{
    using namespace Qt::StringLiterals;
    const bool iscsiName = title.startsWith(u"iqn."_s) || title.startsWith(u"eui."_s) || title.startsWith(u"naa."_s);
    return iscsiName ? Qt::ElideLeft : Qt::ElideRight;
}

} // namespace

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    const auto *view = qobject_cast<const QTreeView *>(option.widget);
    if (view != nullptr && view->wordWrap()) {
        // QTreeView does not tell the width for which a height is wanted.
        const int margin = styleOf(option)->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, view) + 1;
        const QRect column(0, 0, view->columnWidth(index.column()) - 2 * margin, QWIDGETSIZE_MAX);
        const QString text = displayText(index.data(), option.locale);
        size.setHeight(option.fontMetrics.boundingRect(column, Qt::TextWordWrap, text).height());
    }
    size.rheight() += padding(option);
    return size;
}

void TargetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString title = item.text;
    item.text.clear();
    styleOf(item)->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const int gap = padding(item);
    QRect lines = item.rect.adjusted(gap + 2, gap, -gap, -gap);
    const QColor color = textColor(item);
    painter->save();
    painter->setPen(color);
    painter->setFont(item.font);
    painter->drawText(lines, Qt::AlignTop | Qt::AlignLeading | Qt::TextSingleLine,
                      item.fontMetrics.elidedText(title, elisionOf(title), lines.width()));
    const QFont small = smaller(item.font);
    const QFontMetrics metrics(small);
    painter->setFont(small);
    painter->setPen(mixed(color, backgroundColor(item), 0.35));
    painter->drawText(
        lines, Qt::AlignBottom | Qt::AlignLeading | Qt::TextSingleLine,
        metrics.elidedText(index.data(TargetTableModel::SubtitleRole).toString(), Qt::ElideRight, lines.width()));
    painter->restore();
}

QSize TargetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height =
        option.fontMetrics.height() + QFontMetrics(smaller(option.font)).height() + 2 * padding(option) + 1;
    return {QStyledItemDelegate::sizeHint(option, index).width() + 2 * padding(option), height};
}

void StateDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = statusIcon(dbus::NodeStatus(index.data(TargetTableModel::StatusRole).toInt()));
    option->decorationSize = {option->fontMetrics.height(), option->fontMetrics.height()};
}

void EventDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = severityIcon(dbus::Severity(index.data(EventsModel::SeverityRole).toInt()));
    option->decorationSize = {option->fontMetrics.height(), option->fontMetrics.height()};
}

void SparklineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const auto trail = index.data(TargetTableModel::TrailRole).value<QList<double>>();
    const QString text = item.text;
    item.text.clear();
    styleOf(item)->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const int gap = padding(item);
    const QRectF area = QRectF(item.rect).adjusted(gap, gap, -gap, -gap);
    painter->save();
    painter->setPen(textColor(item));
    painter->setFont(item.font);
    painter->drawText(area, int(Qt::AlignTop | Qt::AlignRight | Qt::TextSingleLine), text);

    const QRectF plot(area.left(), area.top() + item.fontMetrics.height() + 1, area.width(),
                      area.height() - item.fontMetrics.height() - 2);
    // With some room above: a steady rate must not look like an underline of its number.
    const double most = trail.isEmpty() ? 0 : 1.3 * *std::ranges::max_element(trail);
    if (trail.size() > 1 && plot.height() > 3 && most >= 1) {
        painter->setRenderHint(QPainter::Antialiasing);
        const bool selected = item.state & QStyle::State_Selected;
        const Tone tone = index.column() == TargetTableModel::ReadRate ? Tone::Read : Tone::Write;
        const QColor color = selected ? textColor(item) : toneColor(tone, item.palette);
        const double step = plot.width() / double(TargetTableModel::kTrailLength - 1);
        QPainterPath line;
        for (qsizetype i = 0; i < trail.size(); ++i) {
            const QPointF point(plot.right() - step * double(trail.size() - 1 - i),
                                plot.bottom() - plot.height() * trail[i] / most);
            i == 0 ? line.moveTo(point) : line.lineTo(point);
        }
        painter->setPen(QPen(color, 1.3, index.column() == TargetTableModel::ReadRate ? Qt::SolidLine : Qt::DashLine));
        painter->drawPath(line);
    }
    painter->restore();
}

} // namespace portolan::gui
