// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Names, addresses, paths and sizes are Latin in every language. Where one reads from right to left, Qt would move
/// them to the other side and turn "/dev/sda" into "dev/sda/".
namespace portolan::gui {

/// Where reading begins, whatever language the text itself has.
[[nodiscard]] Qt::Alignment leadingEdge();
/// The text, kept in its own order within lines of the other direction.
[[nodiscard]] QString inOwnOrder(const QString &text);

} // namespace portolan::gui
