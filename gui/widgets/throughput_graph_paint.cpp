// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/text.h"
#include "gui/widgets/theme_colors.h"
#include "gui/widgets/throughput_graph.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionFocusRect>
#include <QStylePainter>

#include <algorithm>

/// The drawing half of the graph.
namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

QPen seriesPen(bool read, const QPalette &palette)
{
    QPen pen(toneColor(read ? Tone::Read : Tone::Write, palette), 1.8);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    if (!read)
        pen.setDashPattern({4, 2});
    return pen;
}

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
    drawSeries(painter, true);
    drawSeries(painter, false);
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
        painter.drawText(label, int(Qt::AlignRight | Qt::AlignVCenter), axisText(value));
    }
    const double labelWidth = metrics.horizontalAdvance(timeLabel(m_nowUs));
    const qint64 step = timeStepUs(m_spanUs, std::max(1, int(m_plot.width() / (labelWidth * 1.9))));
    // Marks stand at whole minutes of the wall clock and wander with the time.
    const qint64 offset = qint64(QDateTime::fromMSecsSinceEpoch(m_nowUs / 1000).offsetFromUtc()) * 1'000'000;
    for (qint64 time = (m_nowUs + offset) / step * step - offset; time >= m_nowUs - m_spanUs; time -= step) {
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

void ThroughputGraph::drawSeries(QPainter &painter, bool read) const
{
    const auto valueOf = [read](const RatePoint &point) { return read ? point.read : point.write; };
    QPainterPath line, area;
    for (auto point = m_points.begin(); point != m_points.end(); ++point) {
        const QPointF at(xOf(point->timeUs), yOf(valueOf(*point)));
        if (point->afterGap) {
            // The first value after a gap is one sample long, so that a lone one is seen at all.
            line.moveTo(at - QPointF(1, 0));
            area.moveTo(QPointF(at.x() - 1, m_plot.bottom()));
            area.lineTo(at - QPointF(1, 0));
        }
        line.lineTo(at);
        area.lineTo(at);
        if (const auto next = point + 1; next == m_points.end() || next->afterGap) {
            area.lineTo(QPointF(at.x(), m_plot.bottom()));
            area.closeSubpath();
        }
    }
    const QPen pen = seriesPen(read, palette());
    if (read) {
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
        if (marker.timeUs < m_nowUs - m_spanUs || marker.timeUs > m_nowUs)
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

void ThroughputGraph::drawCursor(QPainter &painter) const
{
    const RatePoint *point = m_cursorUs ? pointNear(*m_cursorUs) : nullptr;
    if (point == nullptr)
        return;
    const double x = xOf(point->timeUs);
    if (x < m_plot.left() - 1)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.4), 1));
    painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
    for (const bool read : {true, false}) {
        painter.setPen(QPen(palette().color(QPalette::Base), 1.5));
        painter.setBrush(toneColor(read ? Tone::Read : Tone::Write, palette()));
        painter.drawEllipse(QPointF(x, yOf(read ? point->read : point->write)), 4, 4);
    }
    drawReading(painter, *point, x);
}

void ThroughputGraph::drawReading(QPainter &painter, const RatePoint &point, double x) const
{
    const QString time = QDateTime::fromMSecsSinceEpoch(point.timeUs / 1000).time().toString(u"HH:mm:ss"_s);
    QStringList lines{time, tr("Read %1", "rate").arg(rateText(point.read)),
                      tr("Write %1", "rate").arg(rateText(point.write))};
    const QFontMetricsF metrics(painter.font());
    if (const GraphMarker *marker = markerNear(point.timeUs))
        lines << metrics.elidedText(displayable(marker->text), Qt::ElideRight, m_plot.width() * 0.6);
    double widest = 0;
    for (const QString &line : lines)
        widest = std::max(widest, metrics.horizontalAdvance(line));
    const double pad = metrics.height() * 0.4;
    QRectF box(x + pad * 2, m_plot.top() + pad, widest + 2 * pad, metrics.height() * double(lines.size()) + 2 * pad);
    if (box.right() > m_plot.right())
        box.moveRight(x - pad * 2);
    box.moveLeft(std::max(box.left(), 1.0));
    painter.setPen(QPen(mixed(palette().color(QPalette::ToolTipText), palette().color(QPalette::ToolTipBase), 0.7), 1));
    painter.setBrush(palette().color(QPalette::ToolTipBase));
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(palette().color(QPalette::ToolTipText));
    painter.drawText(box.adjusted(pad, pad, -pad, -pad), int(Qt::AlignLeft | Qt::AlignTop), lines.join(u'\n'));
}

} // namespace portolan::gui
