// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/text.h"
#include "gui/widgets/graph_legend.h"
#include "gui/widgets/theme_colors.h"
#include "gui/widgets/throughput_graph.h"

#include <QDateTime>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionFocusRect>
#include <QStylePainter>

#include <algorithm>
#include <cmath>

/// The drawing half of the graph.
namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

QPolygonF markerShape(dbus::Severity severity, double size)
{
    if (severity >= dbus::Severity::Warning)
        return QPolygonF({{0, -size}, {size, size}, {-size, size}});
    return QPolygonF({{0, -size}, {size, 0}, {0, size}, {-size, 0}});
}

} // namespace

void ThroughputGraph::paintEvent(QPaintEvent *)
{
    const double ratio = devicePixelRatioF();
    if (m_picture.isNull() || m_picture.devicePixelRatio() != ratio) {
        m_picture = QPixmap(size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(Qt::transparent);
        QPainter painter(&m_picture);
        painter.setFont(font());
        drawPlot(painter);
        ++m_paintedPlots;
    }
    QStylePainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    drawChoice(painter);
    drawCursor(painter);
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.backgroundColor = palette().color(QPalette::Base);
        painter.drawPrimitive(QStyle::PE_FrameFocusRect, option);
    }
}

void ThroughputGraph::drawPlot(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()), 4, 4);
    drawGrid(painter);
    painter.save();
    painter.setClipRect(m_plot.adjusted(0, -3, 0, 3));
    for (std::size_t i = 0; i < seriesOf(m_quantity).size(); ++i)
        drawSeries(painter, i);
    painter.restore();
    drawMarkers(painter);
    if (m_points.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(m_plot, int(Qt::AlignCenter | Qt::TextWordWrap), tr("Nothing was measured in this time."));
    }
}

void ThroughputGraph::drawGrid(QPainter &painter) const
{
    const QColor text = mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.3);
    const QColor line = mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.86);
    const QFontMetricsF metrics(painter.font());
    for (double value = 0; value <= m_scale.top * 1.001; value += m_scale.step) {
        const double y = qRound(yOf(value)) + 0.5;
        painter.setPen(QPen(value == 0 ? mixed(line, text, 0.5) : line, 1));
        painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
        painter.setPen(text);
        const QRectF label(0, y - metrics.height() / 2, m_plot.left() - metrics.height() * 0.4, metrics.height());
        painter.drawText(label, int(Qt::AlignRight | Qt::AlignVCenter), axisText(m_quantity, value, m_unit));
    }
    drawTimes(painter, text, line);
}

void ThroughputGraph::drawTimes(QPainter &painter, const QColor &text, const QColor &line) const
{
    const QFontMetricsF metrics(painter.font());
    const double labelWidth = metrics.horizontalAdvance(timeLabel(m_range.toUs));
    const qint64 step = timeStepUs(m_range.length(), std::max(1, int(m_plot.width() / (labelWidth * 1.9))));
    // Marks stand at whole minutes of the wall clock and wander with the time.
    const qint64 offset = qint64(QDateTime::fromMSecsSinceEpoch(m_range.toUs / 1000).offsetFromUtc()) * 1'000'000;
    for (qint64 time = (m_range.toUs + offset) / step * step - offset; time >= m_range.fromUs; time -= step) {
        const double x = xOf(time);
        painter.setPen(QPen(line, 1));
        painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        const QRectF label(x - labelWidth, m_plot.bottom() + metrics.height() * 0.3, labelWidth * 2, metrics.height());
        if (label.left() + labelWidth / 2 < m_plot.left() || label.right() - labelWidth / 2 > width())
            continue;
        painter.setPen(text);
        painter.drawText(label, int(Qt::AlignHCenter | Qt::AlignTop), timeLabel(time));
    }
}

void ThroughputGraph::drawSeries(QPainter &painter, std::size_t at) const
{
    const Series series = seriesOf(m_quantity)[at];
    QPainterPath line, area;
    bool open = false; // a line that the next value continues
    double lastX = 0;
    const auto close = [&] {
        if (open) {
            area.lineTo(QPointF(lastX, m_plot.bottom()));
            area.closeSubpath();
        }
        open = false;
    };
    for (const MeasuredPoint &point : m_points) {
        const double value = point.values.at(at);
        if (point.afterGap || std::isnan(value))
            close();
        if (std::isnan(value))
            continue;
        const QPointF here(xOf(point.timeUs), yOf(value));
        if (!open) {
            // The first value after a gap is one sample long, so that a lone one is seen at all.
            line.moveTo(here - QPointF(1, 0));
            area.moveTo(QPointF(here.x() - 1, m_plot.bottom()));
            area.lineTo(here - QPointF(1, 0));
            open = true;
        }
        line.lineTo(here);
        area.lineTo(here);
        lastX = here.x();
    }
    close();
    const QPen pen = penOf(series, palette());
    if (series == Series::Read || series == Series::InFlight) {
        QColor fill = pen.color();
        fill.setAlphaF(0.14F);
        painter.fillPath(area, fill);
    }
    painter.strokePath(line, pen);
}

void ThroughputGraph::drawMarkers(QPainter &painter) const
{
    const double size = fontMetrics().height() * 0.26;
    for (const GraphMarker &marker : m_markers) {
        if (marker.timeUs < m_range.fromUs || marker.timeUs > m_range.toUs)
            continue;
        const double x = xOf(marker.timeUs);
        const QColor color = toneColor(toneOf(marker.severity), palette());
        painter.setPen(QPen(color, 1, Qt::DotLine));
        painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        painter.setPen(QPen(palette().color(QPalette::Base), 1));
        painter.setBrush(color);
        painter.drawPolygon(markerShape(marker.severity, size).translated(x, m_plot.top() - size * 0.6));
    }
}

void ThroughputGraph::drawChoice(QPainter &painter) const
{
    if (m_drag != Drag::Choose || m_dragFrom == m_dragTo)
        return;
    QColor fill = palette().color(QPalette::Highlight);
    painter.setPen(QPen(fill, 1));
    fill.setAlphaF(0.2F);
    painter.setBrush(fill);
    painter.drawRect(QRectF(QPointF(m_dragFrom, m_plot.top()), QPointF(m_dragTo, m_plot.bottom())).normalized());
}

void ThroughputGraph::drawCursor(QPainter &painter) const
{
    const MeasuredPoint *point = m_cursorUs ? pointNear(*m_cursorUs) : nullptr;
    if (point == nullptr)
        return;
    const double x = xOf(point->timeUs);
    if (x < m_plot.left() - 1)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.4), 1));
    painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
    const auto series = seriesOf(m_quantity);
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (std::isnan(point->values.at(i)))
            continue;
        painter.setPen(QPen(palette().color(QPalette::Base), 1.5));
        painter.setBrush(penOf(series[i], palette()).color());
        painter.drawEllipse(QPointF(x, yOf(point->values.at(i))), 4, 4);
    }
    drawReading(painter, *point, x);
}

void ThroughputGraph::drawReading(QPainter &painter, const MeasuredPoint &point, double x) const
{
    QStringList lines{pointTimeText(point.timeUs, m_nowUs)};
    const auto series = seriesOf(m_quantity);
    for (std::size_t i = 0; i < series.size(); ++i)
        lines << tr("%1 %2", "name of a line, its value").arg(nameOf(series[i]), textOf(point.values.at(i)));
    if (const GraphMarker *marker = markerNear(point.timeUs))
        lines << breakable(displayable(marker->text));
    const QFontMetricsF metrics(painter.font());
    const double pad = metrics.height() * 0.4;
    const int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
    const QRectF room(0, 0, m_plot.width() * 0.6, m_plot.height());
    const QSizeF wanted = metrics.boundingRect(room, flags, lines.join(u'\n')).size();
    QRectF box(x + pad * 2, m_plot.top() + pad, wanted.width() + 2 * pad + 1, wanted.height() + 2 * pad);
    if (box.right() > m_plot.right())
        box.moveRight(x - pad * 2);
    box.moveLeft(std::max(box.left(), 1.0));
    painter.setPen(QPen(mixed(palette().color(QPalette::ToolTipText), palette().color(QPalette::ToolTipBase), 0.7), 1));
    painter.setBrush(palette().color(QPalette::ToolTipBase));
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(palette().color(QPalette::ToolTipText));
    painter.drawText(box.adjusted(pad, pad, -pad, -pad), flags, lines.join(u'\n'));
}

QImage ThroughputGraph::picture(const QString &title) const
{
    constexpr int kWidth = 1000, kHeight = 420, kDensity = 2;
    // A graph of its own, so that the size of the window does not matter.
    ThroughputGraph graph;
    graph.setPalette(palette());
    graph.setFont(font());
    graph.m_clock = [now = m_clock()] { return now; };
    graph.m_history = m_history;
    graph.m_quantity = m_quantity;
    graph.m_unit = m_unit;
    graph.m_window = m_window;
    graph.m_markers = m_markers;
    graph.resize(kWidth, kHeight);
    graph.measure();

    const int line = fontMetrics().height(), top = line * 4;
    QImage image(QSize(kWidth, top + kHeight) * kDensity, QImage::Format_RGB32);
    image.setDevicePixelRatio(kDensity);
    image.fill(palette().color(QPalette::Base));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::Text));
    const QRectF head(line, line * 0.8, kWidth - 2 * line, line);
    painter.drawText(head, int(Qt::AlignLeft | Qt::AlignVCenter),
                     QFontMetricsF(bold).elidedText(title, Qt::ElideMiddle, head.width()));
    painter.setFont(font());
    double x = line;
    for (const Series series : seriesOf(m_quantity)) {
        painter.setPen(penOf(series, palette()));
        painter.drawLine(QPointF(x, line * 2.8), QPointF(x + line * 2, line * 2.8));
        painter.setPen(palette().color(QPalette::Text));
        const double width = QFontMetricsF(font()).horizontalAdvance(nameOf(series));
        painter.drawText(QRectF(x + line * 2.5, line * 2.3, width + 1, line), int(Qt::AlignVCenter), nameOf(series));
        x += line * 4.5 + width;
    }
    painter.translate(0, top);
    graph.drawPlot(painter);
    return image;
}

} // namespace portolan::gui
