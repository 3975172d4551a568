// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/enums.h"
#include "gui/models/sample_history.h"
#include "gui/widgets/graph_scale.h"

#include <QBasicTimer>
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

/// Read and write rate over time. Drawn at most twice a second, and not at all while hidden. Values are read with the
/// mouse, or with the arrow keys once it has the focus; a screen reader hears the value under the cursor.
class ThroughputGraph : public QWidget {
    Q_OBJECT

public:
    using Clock = std::function<qint64()>; ///< Unix µs

    explicit ThroughputGraph(QWidget *parent = nullptr);

    void setClock(Clock clock) { m_clock = std::move(clock); } ///< For tests.
    /// `history` must outlive this or the next call.
    void setHistory(const SampleHistory *history);
    void setSpan(qint64 spanUs);
    [[nodiscard]] qint64 spanUs() const { return m_spanUs; }
    void setMarkers(std::vector<GraphMarker> markers);
    /// What is drawn now, oldest first.
    [[nodiscard]] const std::vector<RatePoint> &points() const { return m_points; }
    /// The same for a table: fewer, and also while the graph is hidden.
    [[nodiscard]] std::vector<RatePoint> meansNow(int bins) const;
    /// The rates of this moment; nullopt while nothing is measured.
    [[nodiscard]] std::optional<RatePoint> now() const;
    [[nodiscard]] std::optional<RatePoint> underCursor() const;
    [[nodiscard]] int paintedPlots() const { return m_paintedPlots; } ///< For the test that counts.
    [[nodiscard]] bool timerRuns() const { return m_timer.isActive(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void refreshed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void refresh(); ///< Takes the values of this moment and draws the plot anew.
    void layOut();
    void drawPlot(QPainter &painter) const;
    void drawGrid(QPainter &painter) const;
    void drawSeries(QPainter &painter, bool read) const;
    void drawMarkers(QPainter &painter) const;
    void drawCursor(QPainter &painter) const;
    void drawReading(QPainter &painter, const RatePoint &point, double x) const;
    void setCursorTime(std::optional<qint64> timeUs);
    void stepCursor(int steps);
    void describe();
    [[nodiscard]] double xOf(qint64 timeUs) const;
    [[nodiscard]] double yOf(double rate) const;
    [[nodiscard]] QString timeLabel(qint64 timeUs) const;
    [[nodiscard]] QString readingText(const RatePoint &point) const;
    [[nodiscard]] const GraphMarker *markerNear(qint64 timeUs) const;
    [[nodiscard]] const RatePoint *pointNear(qint64 timeUs) const;

    Clock m_clock;
    const SampleHistory *m_history = nullptr;
    std::vector<GraphMarker> m_markers;
    std::vector<RatePoint> m_points;
    qint64 m_spanUs = 60'000'000;
    qint64 m_nowUs = 0;
    ValueScale m_scale;
    QRectF m_plot;
    QPixmap m_picture;
    QBasicTimer m_timer;
    std::optional<qint64> m_cursorUs;
    int m_paintedPlots = 0;
};

} // namespace portolan::gui
