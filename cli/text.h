// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

namespace portolan::cli {

/// Columns that the text takes on a terminal: East Asian wide characters two, combining ones none.
[[nodiscard]] int displayWidth(const QString &text);

[[nodiscard]] QString sizeText(quint64 bytes);          ///< "1.0 GiB"
[[nodiscard]] QString rateText(double bytesPerSecond);  ///< "118.0 MB/s"
[[nodiscard]] QString latencyText(double microseconds); ///< "0.20 ms"; "-" for nothing measured (0)
[[nodiscard]] QString countText(double number);         ///< "12.3k"
[[nodiscard]] QString durationText(qint64 seconds);     ///< "3 d 4 h", "5 min", "12 s"
[[nodiscard]] QString timeText(const QDateTime &time);  ///< Local, "2026-10-30 12:00:01", or "-"
[[nodiscard]] QString orDash(const QString &text);

/// Translated in context "Cli".
[[nodiscard]] inline QString tr(const char *text) { return QCoreApplication::translate("Cli", text); }

} // namespace portolan::cli
