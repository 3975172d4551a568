// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/dbus/enums.h"

#include <QColor>
#include <QPalette>

/// Colours that a palette has no role for, made to fit it: the hue is ours (Okabe and Ito's set, told apart by
/// everybody), the lightness follows the background. None of them is ever the only sign.
namespace portolan::gui {

enum class Tone { Read, Write, Good, Busy, Warning, Bad, Quiet };

[[nodiscard]] bool isDark(const QPalette &palette);
[[nodiscard]] QColor toneColor(Tone tone, const QPalette &palette);
[[nodiscard]] Tone toneOf(dbus::NodeStatus status);
[[nodiscard]] Tone toneOf(dbus::Severity severity);
/// Between the two, `share` of the second: for lines and backgrounds that must stay quiet on any palette.
[[nodiscard]] QColor mixed(const QColor &first, const QColor &second, double share);

/// The colours for those who want dark or light whatever the desktop says.
[[nodiscard]] QPalette darkPalette();

} // namespace portolan::gui
