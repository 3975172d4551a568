// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/list_delegates.h"

#include "gui/models/events_model.h"
#include "gui/models/parameters_model.h"
#include "gui/models/target_model.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/reading_direction.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>
#include <QTreeView>

#include <algorithm>
#include <utility>

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

/// A line, and a smaller one below it if there is one.
void paintLines(QPainter *painter, const QStyleOptionViewItem &item, const QRect &area, const QStringList &lines)
{
    const QString &title = lines.first();
    const QString &below = lines.last();
    const QColor color = textColor(item);
    const Qt::Alignment side = QStyle::visualAlignment(item.direction, Qt::AlignLeft) | Qt::AlignAbsolute;
    painter->save();
    painter->setPen(color);
    painter->setFont(item.font);
    painter->drawText(area, int((below.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop) | side) | Qt::TextSingleLine,
                      item.fontMetrics.elidedText(title, elisionOf(title), area.width()));
    const QFont small = smaller(item.font);
    painter->setFont(small);
    painter->setPen(mixed(color, backgroundColor(item), 0.35));
    painter->drawText(area, int(Qt::AlignBottom | side) | Qt::TextSingleLine,
                      QFontMetrics(small).elidedText(below, Qt::ElideRight, area.width()));
    painter->restore();
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

QString RowDelegate::displayText(const QVariant &value, const QLocale &locale) const
{
    return inOwnOrder(QStyledItemDelegate::displayText(value, locale));
}

void TargetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString title = std::exchange(item.text, {});
    styleOf(item)->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const int gap = padding(item);
    const QRect area = QStyle::visualRect(item.direction, item.rect, item.rect.adjusted(gap + 2, gap, -gap, -gap));
    paintLines(painter, item, area, {title, inOwnOrder(index.data(TargetModel::SubtitleRole).toString())});
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
    option->icon = statusIcon(dbus::NodeStatus(index.data(TargetModel::StatusRole).toInt()));
    option->decorationSize = {option->fontMetrics.height(), option->fontMetrics.height()};
}

void StateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString below = index.data(TargetModel::SubtitleRole).toString();
    if (below.isEmpty())
        return QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString word = std::exchange(item.text, {});
    const QIcon icon = std::exchange(item.icon, {});
    styleOf(item)->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const int gap = padding(item);
    const int margin = styleOf(item)->pixelMetric(QStyle::PM_FocusFrameHMargin, &item, item.widget) + 1;
    const QRect inner = item.rect.adjusted(margin, gap, -gap, -gap);
    const QRect symbol(inner.left(), inner.center().y() - item.decorationSize.height() / 2, item.decorationSize.width(),
                       item.decorationSize.height());
    const bool selected = item.state & QStyle::State_Selected;
    icon.paint(painter, QStyle::visualRect(item.direction, item.rect, symbol), Qt::AlignCenter,
               selected ? QIcon::Selected : QIcon::Normal);
    const QRect text = inner.adjusted(symbol.width() + 2 * margin, 0, 0, 0);
    paintLines(painter, item, QStyle::visualRect(item.direction, item.rect, text), {word, below});
}

void HarmDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RowDelegate::initStyleOption(option, index);
    if (index.data(ParametersModel::HarmRole).toString().isEmpty())
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = severityIcon(dbus::Severity::Warning);
    option->decorationSize = {option->fontMetrics.height(), option->fontMetrics.height()};
}

void NameDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->features &= ~QStyleOptionViewItem::WrapText;
    option->textElideMode = elisionOf(option->text);
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
    const auto trail = index.data(TargetModel::TrailRole).value<QList<double>>();
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
        const Tone tone = index.column() == TargetModel::ReadRate ? Tone::Read : Tone::Write;
        const QColor color = selected ? textColor(item) : toneColor(tone, item.palette);
        const double step = plot.width() / double(TargetModel::kTrailLength - 1);
        QPainterPath line;
        for (qsizetype i = 0; i < trail.size(); ++i) {
            const QPointF point(plot.right() - step * double(trail.size() - 1 - i),
                                plot.bottom() - plot.height() * trail[i] / most);
            i == 0 ? line.moveTo(point) : line.lineTo(point);
        }
        painter->setPen(QPen(color, 1.3, index.column() == TargetModel::ReadRate ? Qt::SolidLine : Qt::DashLine));
        painter->drawPath(line);
    }
    painter->restore();
}

} // namespace portolan::gui
