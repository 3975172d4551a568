// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/throughput_graph.h"

#include "gui/models/text.h"

#include <QAccessible>
#include <QDateTime>
#include <QLocale>
#include <QTimerEvent>

#include <algorithm>
#include <cmath>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFastestRefreshMs = 1000, kSlowestRefreshMs = 60'000; // one sample a second; half of what is allowed
constexpr qint64 kStaleUs = 12'000'000;                             // an older rate is not the one of now
constexpr double kPointsPerBin = 2;                                 // pixels: finer cannot be seen
constexpr qint64 kDayUs = 86'400'000'000;

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

void ThroughputGraph::setQuantity(Quantity quantity)
{
    m_quantity = quantity;
    setAccessibleName(quantity == Quantity::Throughput ? tr("Throughput graph")
                                                       : tr("Graph: %1").arg(nameOf(quantity)));
    refresh();
}

void ThroughputGraph::setUnit(RateUnit unit)
{
    m_unit = unit;
    refresh();
}

void ThroughputGraph::setSpan(qint64 spanUs)
{
    m_window.setSpan(spanUs);
    takeRange();
}

void ThroughputGraph::showRange(TimeWindow::Range range)
{
    m_window.show(range, m_clock());
    takeRange();
}

void ThroughputGraph::zoom(double factor)
{
    const TimeWindow::Range now = range();
    const qint64 around = m_cursorUs ? std::clamp(*m_cursorUs, now.fromUs, now.toUs)
                          : zoomed() ? now.fromUs + now.length() / 2
                                     : now.toUs; // what has just happened is looked at most
    m_window.zoom(factor, around, m_clock());
    takeRange();
}

void ThroughputGraph::endZoom()
{
    m_window.follow();
    takeRange();
}

void ThroughputGraph::takeRange()
{
    m_cursorUs.reset();
    startTimer();
    refresh();
    emit rangeChanged();
}

void ThroughputGraph::startTimer()
{
    if (isVisible())
        m_timer.start(int(std::clamp<qint64>(range().length() / 1000 / 600, kFastestRefreshMs, kSlowestRefreshMs)),
                      this);
}

void ThroughputGraph::setMarkers(std::vector<GraphMarker> markers)
{
    m_markers = std::move(markers);
    std::ranges::sort(m_markers, {}, &GraphMarker::timeUs);
    m_picture = QPixmap();
    update();
}

std::vector<MeasuredPoint> ThroughputGraph::meansNow(int bins) const
{
    const auto [from, to] = range();
    return m_history == nullptr ? std::vector<MeasuredPoint>() : m_history->binned(m_quantity, from, to, bins);
}

std::vector<MeasuredPoint> ThroughputGraph::exactPoints() const
{
    const auto [from, to] = range();
    return m_history == nullptr ? std::vector<MeasuredPoint>() : m_history->points(m_quantity, from, to);
}

std::optional<MeasuredPoint> ThroughputGraph::now() const
{
    const auto latest = m_history == nullptr ? std::nullopt : m_history->latest(m_quantity);
    return latest && latest->timeUs > m_clock() - kStaleUs ? latest : std::nullopt;
}

std::optional<MeasuredPoint> ThroughputGraph::underCursor() const
{
    const MeasuredPoint *point = m_cursorUs ? pointNear(*m_cursorUs) : nullptr;
    return point == nullptr ? std::nullopt : std::optional(*point);
}

QSize ThroughputGraph::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 40, fontMetrics().height() * 8};
}

QSize ThroughputGraph::sizeHint() const { return {fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 16}; }

void ThroughputGraph::refresh()
{
    if (!isVisible())
        return;
    measure();
    m_picture = QPixmap();
    describe();
    update();
    emit refreshed();
}

void ThroughputGraph::measure()
{
    m_nowUs = m_clock();
    m_range = m_window.at(m_nowUs);
    m_points = meansNow(std::max(10, int(width() / kPointsPerBin)));
    double most = lowestTop(m_quantity);
    for (const MeasuredPoint &point : m_points) {
        for (const double value : point.values)
            most = std::isnan(value) ? most : std::max(most, value);
    }
    const double unit = axisUnit(m_quantity, most, m_unit);
    m_scale = ValueScale::covering(most / unit, std::max(2, height() / (fontMetrics().height() * 3)));
    m_scale = {m_scale.top * unit, m_scale.step * unit};
    if (m_quantity == Quantity::QueueDepth && m_scale.step < 1) // there is no half request
        m_scale = {std::ceil(most), 1};
    layOut();
}

void ThroughputGraph::layOut()
{
    const QFontMetricsF metrics(fontMetrics());
    const double line = metrics.height();
    double widest = 0;
    for (double value = 0; value <= m_scale.top * 1.001; value += m_scale.step)
        widest = std::max(widest, metrics.horizontalAdvance(axisText(m_quantity, value, m_unit)));
    m_plot = QRectF(rect()).adjusted(widest + line * 0.8, line * 0.8, -line * 0.8, -line * 1.7);
}

double ThroughputGraph::xOf(qint64 timeUs) const
{
    return m_plot.right() - double(m_range.toUs - timeUs) / double(m_range.length()) * m_plot.width();
}

qint64 ThroughputGraph::timeAt(double x) const
{
    return m_range.toUs - qint64((m_plot.right() - x) / m_plot.width() * double(m_range.length()));
}

double ThroughputGraph::yOf(double value) const { return m_plot.bottom() - value / m_scale.top * m_plot.height(); }

QString ThroughputGraph::timeLabel(qint64 timeUs) const
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(timeUs / 1000);
    if (m_range.length() > 3 * kDayUs)
        return QLocale().toString(time.date(), u"ddd d"_s);
    if (m_range.length() > kDayUs)
        return QLocale().toString(time, u"ddd HH:mm"_s);
    return time.time().toString(m_range.length() <= 120'000'000 ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

QString ThroughputGraph::valuesText(const std::array<double, kMostSeries> &values) const
{
    const auto series = seriesOf(m_quantity);
    if (m_quantity == Quantity::Throughput)
        return tr("read %1, write %2", "rate, rate").arg(textOf(values[0]), textOf(values[1]));
    QStringList texts;
    for (std::size_t i = 0; i < series.size(); ++i)
        texts << tr("%1: %2", "name of a line, its value").arg(nameOf(series[i]), textOf(values.at(i)));
    return texts.join(u", "_s);
}

QString ThroughputGraph::readingText(const MeasuredPoint &point) const
{
    QString text = tr("%1: %2", "time, values").arg(pointTimeText(point.timeUs, m_nowUs), valuesText(point.values));
    if (const GraphMarker *marker = markerNear(point.timeUs))
        text += u". "_s + displayable(marker->text);
    return text;
}

const MeasuredPoint *ThroughputGraph::pointNear(qint64 timeUs) const
{
    if (m_points.empty())
        return nullptr;
    const auto distance = [timeUs](const MeasuredPoint &p) { return qAbs(p.timeUs - timeUs); };
    const auto nearest = std::ranges::min_element(m_points, {}, distance);
    // In a gap there is no value to read.
    return distance(*nearest) > std::max<qint64>(m_range.length() / 25, 2'000'000) ? nullptr : &*nearest;
}

const GraphMarker *ThroughputGraph::markerNear(qint64 timeUs) const
{
    if (m_markers.empty())
        return nullptr;
    const auto distance = [timeUs](const GraphMarker &m) { return qAbs(m.timeUs - timeUs); };
    const auto nearest = std::ranges::min_element(m_markers, {}, distance);
    return distance(*nearest) > m_range.length() / 80 ? nullptr : &*nearest;
}

void ThroughputGraph::describe()
{
    QString text;
    if (m_points.empty()) {
        text = tr("Nothing was measured in this time.");
    } else {
        std::array<double, kMostSeries> highest{};
        for (const MeasuredPoint &point : m_points) {
            for (std::size_t i = 0; i < kMostSeries; ++i)
                highest.at(i) = std::fmax(highest.at(i), point.values.at(i));
        }
        text = tr("Last: %1. Highest: %2.").arg(valuesText(m_points.back().values), valuesText(highest));
    }
    if (zoomed())
        text = tr("From %1 to %2.").arg(pointTimeText(m_range.fromUs, m_nowUs), pointTimeText(m_range.toUs, m_nowUs)) +
               u' ' + text;
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
        const auto nearest = std::ranges::min_element(
            m_points, {}, [this](const MeasuredPoint &p) { return qAbs(p.timeUs - *m_cursorUs); });
        at = std::clamp<qsizetype>(nearest - m_points.begin() + steps, 0, qsizetype(m_points.size()) - 1);
    }
    setCursorTime(m_points[std::size_t(at)].timeUs);
}

void ThroughputGraph::resizeEvent(QResizeEvent *) { refresh(); }

void ThroughputGraph::showEvent(QShowEvent *)
{
    startTimer();
    refresh();
}

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

} // namespace portolan::gui
