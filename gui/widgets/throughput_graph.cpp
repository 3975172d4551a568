// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/throughput_graph.h"

#include "gui/models/text.h"
#include "gui/widgets/theme_colors.h"

#include <QAccessible>
#include <QDateTime>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QTimerEvent>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFastestRefreshMs = 1000; // one sample a second; half of what is allowed
constexpr qint64 kStaleUs = 12'000'000; // an older rate is not the one of now
constexpr double kPointsPerBin = 2;     // pixels: finer cannot be seen

} // namespace

ThroughputGraph::ThroughputGraph(QWidget *parent)
    : QWidget(parent)
    , m_clock([] { return QDateTime::currentMSecsSinceEpoch() * 1000; })
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Throughput graph"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ThroughputGraph::setHistory(const SampleHistory *history)
{
    m_history = history;
    m_cursorUs.reset();
    refresh();
}

void ThroughputGraph::setSpan(qint64 spanUs)
{
    m_spanUs = spanUs;
    m_cursorUs.reset();
    if (isVisible())
        m_timer.start(int(std::max<qint64>(kFastestRefreshMs, spanUs / 1000 / 600)), this);
    refresh();
}

void ThroughputGraph::setMarkers(std::vector<GraphMarker> markers)
{
    m_markers = std::move(markers);
    std::ranges::sort(m_markers, {}, &GraphMarker::timeUs);
    update();
}

std::vector<RatePoint> ThroughputGraph::meansNow(int bins) const
{
    const qint64 now = m_clock();
    return m_history == nullptr ? std::vector<RatePoint>() : m_history->means(now - m_spanUs, now, bins);
}

std::optional<RatePoint> ThroughputGraph::now() const
{
    const auto latest = m_history == nullptr ? std::nullopt : m_history->latest();
    return latest && latest->timeUs > m_clock() - kStaleUs ? latest : std::nullopt;
}

std::optional<RatePoint> ThroughputGraph::underCursor() const
{
    const RatePoint *point = m_cursorUs ? pointNear(*m_cursorUs) : nullptr;
    return point == nullptr ? std::nullopt : std::optional(*point);
}

QSize ThroughputGraph::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 9};
}

QSize ThroughputGraph::sizeHint() const { return {fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 16}; }

void ThroughputGraph::refresh()
{
    m_nowUs = m_clock();
    if (!isVisible())
        return;
    const int bins = std::max(10, int(width() / kPointsPerBin));
    m_points = m_history == nullptr ? std::vector<RatePoint>() : m_history->means(m_nowUs - m_spanUs, m_nowUs, bins);
    double most = 0;
    for (const RatePoint &point : m_points)
        most = std::max({most, point.read, point.write});
    // A quiet disk keeps a scale of 1 MB/s: noise of some bytes must not look like traffic.
    m_scale = ValueScale::covering(std::max(most, 1e6), std::max(2, height() / (fontMetrics().height() * 3)));
    layOut();
    m_picture = QPixmap();
    describe();
    update();
    emit refreshed();
}

void ThroughputGraph::layOut()
{
    const QFontMetricsF metrics(fontMetrics());
    const double line = metrics.height();
    double widest = 0;
    for (double value = 0; value <= m_scale.top * 1.001; value += m_scale.step)
        widest = std::max(widest, metrics.horizontalAdvance(axisText(value)));
    m_plot = QRectF(rect()).adjusted(widest + line * 0.8, line * 0.8, -line * 0.8, -line * 1.7);
}

double ThroughputGraph::xOf(qint64 timeUs) const
{
    return m_plot.right() - double(m_nowUs - timeUs) / double(m_spanUs) * m_plot.width();
}

double ThroughputGraph::yOf(double rate) const { return m_plot.bottom() - rate / m_scale.top * m_plot.height(); }

QString ThroughputGraph::timeLabel(qint64 timeUs) const
{
    const QTime time = QDateTime::fromMSecsSinceEpoch(timeUs / 1000).time();
    return time.toString(m_spanUs <= 60'000'000 ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

QString ThroughputGraph::readingText(const RatePoint &point) const
{
    const QString time = QDateTime::fromMSecsSinceEpoch(point.timeUs / 1000).time().toString(u"HH:mm:ss"_s);
    QString text =
        tr("%1: read %2, write %3", "time, rate, rate").arg(time, rateText(point.read), rateText(point.write));
    if (const GraphMarker *marker = markerNear(point.timeUs))
        text += u". "_s + displayable(marker->text);
    return text;
}

const RatePoint *ThroughputGraph::pointNear(qint64 timeUs) const
{
    if (m_points.empty())
        return nullptr;
    const auto distance = [timeUs](const RatePoint &p) { return qAbs(p.timeUs - timeUs); };
    const auto nearest = std::ranges::min_element(m_points, {}, distance);
    // In a gap there is no value to read.
    return distance(*nearest) > std::max<qint64>(m_spanUs / 25, 2'000'000) ? nullptr : &*nearest;
}

const GraphMarker *ThroughputGraph::markerNear(qint64 timeUs) const
{
    if (m_markers.empty())
        return nullptr;
    const auto distance = [timeUs](const GraphMarker &m) { return qAbs(m.timeUs - timeUs); };
    const auto nearest = std::ranges::min_element(m_markers, {}, distance);
    return distance(*nearest) > m_spanUs / 80 ? nullptr : &*nearest;
}

void ThroughputGraph::describe()
{
    QString text;
    if (m_points.empty()) {
        text = tr("Nothing was measured in this time.");
    } else {
        double read = 0, write = 0;
        for (const RatePoint &point : m_points) {
            read = std::max(read, point.read);
            write = std::max(write, point.write);
        }
        const RatePoint &last = m_points.back();
        text = tr("Last: read %1, write %2. Highest: read %3, write %4.")
                   .arg(rateText(last.read), rateText(last.write), rateText(read), rateText(write));
    }
    if (const auto reading = underCursor())
        text = readingText(*reading) + u". "_s + text;
    setAccessibleDescription(text + u' ' + tr("Use the arrow keys to read values."));
}

void ThroughputGraph::setCursorTime(std::optional<qint64> timeUs)
{
    if (timeUs == m_cursorUs)
        return;
    m_cursorUs = timeUs;
    describe();
    update();
    if (hasFocus()) {
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

void ThroughputGraph::stepCursor(int steps)
{
    if (m_points.empty())
        return;
    auto at = qsizetype(m_points.size()) - 1;
    if (m_cursorUs) {
        const auto nearest =
            std::ranges::min_element(m_points, {}, [this](const RatePoint &p) { return qAbs(p.timeUs - *m_cursorUs); });
        at = std::clamp<qsizetype>(nearest - m_points.begin() + steps, 0, qsizetype(m_points.size()) - 1);
    }
    setCursorTime(m_points[std::size_t(at)].timeUs);
}

void ThroughputGraph::resizeEvent(QResizeEvent *) { refresh(); }

void ThroughputGraph::showEvent(QShowEvent *) { setSpan(m_spanUs); }

void ThroughputGraph::hideEvent(QHideEvent *) { m_timer.stop(); }

void ThroughputGraph::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    const auto type = event->type();
    if (type == QEvent::PaletteChange || type == QEvent::FontChange || type == QEvent::StyleChange ||
        type == QEvent::LocaleChange)
        refresh();
}

void ThroughputGraph::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer.timerId() && !window()->isMinimized())
        refresh();
}

void ThroughputGraph::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = event->position();
    if (m_plot.contains(at))
        setCursorTime(m_nowUs - qint64((m_plot.right() - at.x()) / m_plot.width() * double(m_spanUs)));
    else if (!hasFocus())
        setCursorTime({});
}

void ThroughputGraph::leaveEvent(QEvent *) { setCursorTime({}); }

void ThroughputGraph::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return stepCursor(-1);
    case Qt::Key_Right:
        return stepCursor(1);
    case Qt::Key_PageUp:
        return stepCursor(-10);
    case Qt::Key_PageDown:
        return stepCursor(10);
    case Qt::Key_Home:
        return m_points.empty() ? void() : setCursorTime(m_points.front().timeUs);
    case Qt::Key_End:
        return m_points.empty() ? void() : setCursorTime(m_points.back().timeUs);
    case Qt::Key_Escape:
        if (m_cursorUs)
            return setCursorTime({});
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void ThroughputGraph::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void ThroughputGraph::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    setCursorTime({});
    update();
}

} // namespace portolan::gui
