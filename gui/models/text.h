// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

/// How the desktop writes numbers, times and names from the network.
namespace portolan::gui {

enum class RateUnit;

/// "118 MB/s", three significant digits.
[[nodiscard]] QString rateText(double bytesPerSecond, RateUnit unit);
/// "today at 14:03", "tomorrow at 14:03", "22 Nov 2025 at 14:03"; empty for an invalid time.
[[nodiscard]] QString momentText(const QDateTime &moment, const QDateTime &now);
/// "14:03:27", with the date before it where that is not the one of `nowUs`. Both Unix µs.
[[nodiscard]] QString pointTimeText(qint64 timeUs, qint64 nowUs);
/// "12 seconds", "3 minutes", "2 hours", "5 days"
[[nodiscard]] QString durationText(qint64 seconds);

/// A name from the network made safe to show: control and direction-changing characters become visible, length is
/// bounded.
[[nodiscard]] QString displayable(const QString &fromNetwork);
/// A zero width space, where breakable() lets a line end.
inline constexpr QChar kMayBreak(0x200B);
/// For labels that wrap: a target's name may be one word of 223 letters, and a label is as wide as its widest word.
[[nodiscard]] QString breakable(QString text);
/// Text for QWidget::setToolTip, which would otherwise guess whether a target's name is HTML.
[[nodiscard]] QString toolTipText(const QString &plain);
/// A data plane in words; an unknown one by its name.
[[nodiscard]] QString planeText(const QString &plane);
/// "&Copy" -> "Copy", "复制(&C)" -> "复制": for what is read out or stands on the toolbar.
[[nodiscard]] QString withoutMnemonic(QString text);
/// "connected" -> "Connected": the words of the client begin a cell or a line here.
[[nodiscard]] QString capitalized(const QString &words);

} // namespace portolan::gui
