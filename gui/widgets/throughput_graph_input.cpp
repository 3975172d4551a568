// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/throughput_graph.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

/// The graph under mouse and keyboard.
namespace portolan::gui {

namespace {

constexpr double kCloser = 0.7;   // a notch of the wheel
constexpr double kKeyStep = 0.25; // of what is shown
constexpr double kLeastDrag = 6;  // pixels; a shaking hand is not a choice

} // namespace

void ThroughputGraph::mousePressEvent(QMouseEvent *event)
{
    const bool middle = event->button() == Qt::MiddleButton;
    if ((event->button() != Qt::LeftButton && !middle) || !m_plot.contains(event->position()))
        return QWidget::mousePressEvent(event);
    const bool moves = middle || event->modifiers().testFlag(Qt::ShiftModifier);
    m_drag = !moves ? Drag::Choose : zoomed() ? Drag::Move : Drag::None;
    m_dragFrom = m_dragTo = event->position().x();
}

void ThroughputGraph::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = event->position();
    if (m_drag == Drag::Move) {
        m_window.pan(timeAt(m_dragFrom) - timeAt(at.x()), m_clock());
        m_dragFrom = at.x();
        return takeRange();
    }
    if (m_drag == Drag::Choose) {
        m_dragTo = std::clamp(at.x(), m_plot.left(), m_plot.right());
        update();
    }
    if (m_plot.contains(at))
        setCursorTime(timeAt(at.x()));
    else if (!hasFocus())
        setCursorTime({});
}

void ThroughputGraph::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    update();
    if (drag == Drag::Choose && qAbs(m_dragTo - m_dragFrom) >= kLeastDrag)
        return showRange({timeAt(std::min(m_dragFrom, m_dragTo)), timeAt(std::max(m_dragFrom, m_dragTo))});
    QWidget::mouseReleaseEvent(event);
}

void ThroughputGraph::wheelEvent(QWheelEvent *event)
{
    if (!m_plot.contains(event->position()))
        return QWidget::wheelEvent(event);
    event->accept();
    const QPoint turned = event->angleDelta();
    if (qAbs(turned.x()) > qAbs(turned.y()) || event->modifiers().testFlag(Qt::ShiftModifier)) {
        const int angle = turned.x() != 0 ? turned.x() : turned.y();
        m_window.pan(-qint64(double(m_range.length()) * kKeyStep * angle / 120), m_clock());
    } else if (turned.y() != 0) {
        m_window.zoom(std::pow(kCloser, turned.y() / 120.0), timeAt(event->position().x()), m_clock());
    }
    takeRange();
    setCursorTime(timeAt(event->position().x()));
}

void ThroughputGraph::leaveEvent(QEvent *) { setCursorTime({}); }

bool ThroughputGraph::handleZoomKey(const QKeyEvent &event)
{
    const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
    const auto step = qint64(double(m_range.length()) * kKeyStep);
    if (event.key() == Qt::Key_Escape && m_drag != Drag::None) {
        m_drag = Drag::None;
        update();
    } else if (event.key() == Qt::Key_Escape && zoomed()) {
        endZoom();
    } else if (shift && zoomed() && (event.key() == Qt::Key_Left || event.key() == Qt::Key_Right)) {
        m_window.pan(event.key() == Qt::Key_Left ? -step : step, m_clock());
        takeRange();
    } else {
        return false;
    }
    return true;
}

void ThroughputGraph::keyPressEvent(QKeyEvent *event)
{
    if (handleZoomKey(*event))
        return;
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
