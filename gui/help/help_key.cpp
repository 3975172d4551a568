// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/help/help_key.h"

#include <QCoreApplication>
#include <QKeyEvent>

namespace portolan::gui {

HelpKey::HelpKey(QObject *parent)
    : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
}

HelpKey::~HelpKey() = default;

/// A key press goes to the widget with the focus first, then to those around it until one takes it: the first is
/// enough.
bool HelpKey::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType() ||
        !static_cast<QKeyEvent *>(event)->matches(QKeySequence::HelpContents))
        return false;
    emit pressed();
    return true;
}

} // namespace portolan::gui
