// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/points_csv.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace portolan::gui {

using namespace Qt::StringLiterals;

QByteArray csvOf(Quantity quantity, const std::vector<MeasuredPoint> &points)
{
    const auto series = seriesOf(quantity);
    QLocale plain = QLocale::c();
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    QByteArray text = "time";
    for (const Series one : series)
        text += ',' + columnOf(quantity, one).toLatin1();
    text += "\r\n";
    for (const MeasuredPoint &point : points) {
        text += QDateTime::fromMSecsSinceEpoch(point.timeUs / 1000, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
        for (std::size_t i = 0; i < series.size(); ++i) {
            const double value = point.values.at(i);
            text += ',';
            if (!std::isnan(value))
                text += plain.toString(value, 'f', QLocale::FloatingPointShortest).toLatin1();
        }
        text += "\r\n";
    }
    return text;
}

} // namespace portolan::gui
