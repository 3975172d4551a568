// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/busy_indicator.h"

#include <QPainter>
#include <QStyle>
#include <QTimerEvent>

namespace portolan::gui {

namespace {

constexpr int kSteps = 8, kStepMs = 110;

} // namespace

BusyIndicator::BusyIndicator(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Working"));
}

QSize BusyIndicator::sizeHint() const
{
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    return {side, side};
}

void BusyIndicator::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect().center() + QPointF(0.5, 0.5));
    const double radius = qMin(width(), height()) / 2.0;
    painter.setPen(Qt::NoPen);
    for (int dot = 0; dot < kSteps; ++dot) {
        QColor color = palette().color(QPalette::WindowText);
        color.setAlphaF(float(0.15 + 0.85 * ((dot - m_step + kSteps) % kSteps) / double(kSteps - 1)));
        painter.setBrush(color);
        painter.drawEllipse(QPointF(0, -radius * 0.72), radius * 0.17, radius * 0.17);
        painter.rotate(360.0 / kSteps);
    }
}

void BusyIndicator::showEvent(QShowEvent *)
{
    // Who asked the desktop for no animations gets a still picture.
    if (style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0)
        m_timer.start(kStepMs, this);
}

void BusyIndicator::hideEvent(QHideEvent *) { m_timer.stop(); }

void BusyIndicator::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QWidget::timerEvent(event);
    m_step = (m_step + 1) % kSteps;
    update();
}

} // namespace portolan::gui
