// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace portolan::cli {

namespace {

struct Range {
    char32_t first, last;
};

/// Unicode's East Asian Width W and F, in the blocks that matter.
constexpr std::array kWide{
    Range{0x1100, 0x115f},   Range{0x2e80, 0x303e},   Range{0x3041, 0x33ff}, Range{0x3400, 0x4dbf},
    Range{0x4e00, 0x9fff},   Range{0xa000, 0xa4cf},   Range{0xac00, 0xd7a3}, Range{0xf900, 0xfaff},
    Range{0xfe30, 0xfe6f},   Range{0xff00, 0xff60},   Range{0xffe0, 0xffe6}, Range{0x1f300, 0x1f64f},
    Range{0x1f900, 0x1f9ff}, Range{0x20000, 0x3fffd},
};

int widthOf(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
        return 0;
    default:
        break;
    }
    return std::any_of(kWide.begin(), kWide.end(), [c](Range range) { return c >= range.first && c <= range.last; })
               ? 2
               : 1;
}

QString scaled(double value, double step, const char *const *units, int count)
{
    int unit = 0;
    while (unit + 1 < count && std::round(value * 10) / 10 >= step) {
        value /= step;
        ++unit;
    }
    return QString::number(value, 'f', unit == 0 ? 0 : 1) + QLatin1String(units[unit]);
}

constexpr std::array kByteUnits{" B", " KiB", " MiB", " GiB", " TiB", " PiB"};
constexpr std::array kRateUnits{" B/s", " kB/s", " MB/s",
                                " GB/s"}; ///< SI, as the desktop, fio and NAS consoles say it.
constexpr std::array kCountUnits{"", "k", "M", "G"};

} // namespace

int displayWidth(const QString &text)
{
    int width = 0;
    for (const uint c : text.toUcs4())
        width += widthOf(c);
    return width;
}

QString sizeText(quint64 bytes) { return scaled(double(bytes), 1024, kByteUnits.data(), int(kByteUnits.size())); }

QString rateText(double bytesPerSecond)
{
    return scaled(std::max(0.0, bytesPerSecond), 1000, kRateUnits.data(), int(kRateUnits.size()));
}

QString latencyText(double microseconds)
{
    return microseconds <= 0 ? QStringLiteral("-")
                             : QString::number(microseconds / 1000, 'f', 2) + QStringLiteral(" ms");
}

QString countText(double number)
{
    return scaled(std::max(0.0, number), 1000, kCountUnits.data(), int(kCountUnits.size()));
}

QString durationText(qint64 seconds)
{
    constexpr qint64 kMinute = 60, kHour = 3600, kDay = 86400;
    if (seconds >= kDay)
        return tr("%1 d %2 h").arg(seconds / kDay).arg(seconds % kDay / kHour);
    if (seconds >= kHour)
        return tr("%1 h %2 min").arg(seconds / kHour).arg(seconds % kHour / kMinute);
    if (seconds >= kMinute)
        return tr("%1 min").arg(seconds / kMinute);
    return tr("%1 s").arg(std::max<qint64>(0, seconds));
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) : QStringLiteral("-");
}

QString orDash(const QString &text) { return text.isEmpty() ? QStringLiteral("-") : text; }

} // namespace portolan::cli
