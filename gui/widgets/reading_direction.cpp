// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/reading_direction.h"

#include <QGuiApplication>

namespace portolan::gui {

namespace {

constexpr QChar kLeftToRightMark(0x200E);

} // namespace

Qt::Alignment leadingEdge()
{
    return (QGuiApplication::isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter;
}

QString inOwnOrder(const QString &text)
{
    if (!QGuiApplication::isRightToLeft() || text.isEmpty() || text.isRightToLeft())
        return text;
    return kLeftToRightMark + text + kLeftToRightMark;
}

} // namespace portolan::gui
