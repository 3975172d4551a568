// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/enums.h"
#include "gui/models/sample_history.h"
#include "gui/widgets/graph_scale.h"
#include "gui/widgets/time_window.h"

#include <QBasicTimer>
#include <QImage>
#include <QPixmap>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace portolan::gui {

/// Something that happened, marked on the time axis.
struct GraphMarker {
    qint64 timeUs = 0;
    dbus::Severity severity = dbus::Severity::Info;
    QString text;
};

/// One quantity over time. Drawn at most twice a second, and not at all while hidden. Values are read with the mouse,
/// or with the arrow keys once it has the focus; a screen reader hears the value under the cursor. The wheel, a drag
/// and Ctrl with plus or minus look closer; while zoomed, Shift with a drag or an arrow moves, and Esc goes back.
class ThroughputGraph : public QWidget {
    Q_OBJECT

public:
    using Clock = std::function<qint64()>; ///< Unix µs

    explicit ThroughputGraph(QWidget *parent = nullptr);

    void setClock(Clock clock) { m_clock = std::move(clock); } ///< For tests.
    [[nodiscard]] qint64 clockUs() const { return m_clock(); }
    /// `history` must outlive this or the next call.
    void setHistory(const SampleHistory *history);
    void reload() { refresh(); } ///< The history has got more than time brings.
    void setQuantity(Quantity quantity);
    [[nodiscard]] Quantity quantity() const { return m_quantity; }
    void setUnit(RateUnit unit);
    [[nodiscard]] RateUnit unit() const { return m_unit; }
    void setSpan(qint64 spanUs); ///< Follows the clock again.
    [[nodiscard]] qint64 spanUs() const { return m_window.spanUs(); }
    void setMarkers(std::vector<GraphMarker> markers);

    void showRange(TimeWindow::Range range); ///< Of the past; stays there.
    void zoom(double factor);                ///< Around the cursor, or the middle; below 1 comes closer.
    void endZoom();
    [[nodiscard]] bool zoomed() const { return m_window.zoomed(); }
    /// What is shown at this moment.
    [[nodiscard]] TimeWindow::Range range() const { return m_window.at(m_clock()); }

    /// What is drawn now, oldest first.
    [[nodiscard]] const std::vector<MeasuredPoint> &points() const { return m_points; }
    /// The same for a table: fewer, and also while the graph is hidden.
    [[nodiscard]] std::vector<MeasuredPoint> meansNow(int bins) const;
    /// Every measurement of the time that is shown, as it was.
    [[nodiscard]] std::vector<MeasuredPoint> exactPoints() const;
    /// The values of this moment; nullopt while nothing is measured.
    [[nodiscard]] std::optional<MeasuredPoint> now() const;
    [[nodiscard]] std::optional<MeasuredPoint> underCursor() const;
    /// The graph with title and legend for a document, in twice the density of a screen; also while it is hidden.
    [[nodiscard]] QImage picture(const QString &title) const;
    [[nodiscard]] int paintedPlots() const { return m_paintedPlots; } ///< For the test that counts.
    [[nodiscard]] bool timerRuns() const { return m_timer.isActive(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void refreshed();
    void rangeChanged(); ///< By a person or a call, not by the clock.

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Drag { None, Choose, Move };

    void refresh(); ///< Takes the values of this moment and draws the plot anew.
    void measure(); ///< The values, without looking whether anybody sees them.
    void startTimer();
    void takeRange();
    void layOut();
    void drawPlot(QPainter &painter) const;
    void drawGrid(QPainter &painter) const;
    void drawTimes(QPainter &painter, const QColor &text, const QColor &line) const;
    void drawSeries(QPainter &painter, std::size_t at) const;
    void drawMarkers(QPainter &painter) const;
    void drawCursor(QPainter &painter) const;
    void drawReading(QPainter &painter, const MeasuredPoint &point, double x) const;
    void drawChoice(QPainter &painter) const;
    void setCursorTime(std::optional<qint64> timeUs);
    void stepCursor(int steps);
    bool handleZoomKey(const QKeyEvent &event);
    void describe();
    [[nodiscard]] double xOf(qint64 timeUs) const;
    [[nodiscard]] qint64 timeAt(double x) const;
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] QString timeLabel(qint64 timeUs) const;
    [[nodiscard]] QString textOf(double value) const { return valueText(m_quantity, value, m_unit); }
    /// "read 20 MB/s, write 5 MB/s"
    [[nodiscard]] QString valuesText(const std::array<double, kMostSeries> &values) const;
    [[nodiscard]] QString readingText(const MeasuredPoint &point) const;
    [[nodiscard]] const GraphMarker *markerNear(qint64 timeUs) const;
    [[nodiscard]] const MeasuredPoint *pointNear(qint64 timeUs) const;

    Clock m_clock;
    const SampleHistory *m_history = nullptr;
    Quantity m_quantity = Quantity::Throughput;
    RateUnit m_unit = RateUnit::Bytes;
    std::vector<GraphMarker> m_markers;
    std::vector<MeasuredPoint> m_points;
    TimeWindow m_window;
    TimeWindow::Range m_range; ///< As it was drawn.
    qint64 m_nowUs = 0;
    ValueScale m_scale;
    QRectF m_plot;
    QPixmap m_picture;
    QBasicTimer m_timer;
    std::optional<qint64> m_cursorUs;
    Drag m_drag = Drag::None;
    double m_dragFrom = 0, m_dragTo = 0; ///< x
    int m_paintedPlots = 0;
};

} // namespace portolan::gui
