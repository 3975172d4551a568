// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/text.h"

#include "gui/models/quantity.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestShown = 300; // an iSCSI name has at most 223 bytes, RFC 7143 §4.2.7.1

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::Text)
};

bool changesDirection(QChar c)
{
    const ushort u = c.unicode();
    return u == 0x061C || u == 0x200E || u == 0x200F || (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
}

} // namespace

QString rateText(double bytesPerSecond, RateUnit unit) { return valueText(Quantity::Throughput, bytesPerSecond, unit); }

QString momentText(const QDateTime &moment, const QDateTime &now)
{
    if (!moment.isValid())
        return {};
    const QLocale locale;
    const QDateTime local = moment.toLocalTime();
    const QString time = locale.toString(local.time(), QLocale::ShortFormat);
    if (local.date() == now.toLocalTime().date())
        return Text::tr("today at %1").arg(time);
    if (local.date() == now.toLocalTime().date().addDays(1))
        return Text::tr("tomorrow at %1").arg(time);
    if (local.date() == now.toLocalTime().date().addDays(-1))
        return Text::tr("yesterday at %1").arg(time);
    return Text::tr("%1 at %2", "date, time").arg(locale.toString(local.date(), QLocale::ShortFormat), time);
}

QString pointTimeText(qint64 timeUs, qint64 nowUs)
{
    // With seconds, which the short form of most languages leaves out.
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(timeUs / 1000);
    const QString time = local.time().toString(u"HH:mm:ss"_s);
    return local.date() == QDateTime::fromMSecsSinceEpoch(nowUs / 1000).date()
               ? time
               : QLocale().toString(local.date(), QLocale::ShortFormat) + u' ' + time;
}

QString durationText(qint64 seconds)
{
    if (seconds < 100)
        return Text::tr("%n second(s)", nullptr, int(std::max<qint64>(seconds, 0)));
    if (seconds < 100 * 60)
        return Text::tr("%n minute(s)", nullptr, int((seconds + 30) / 60));
    if (seconds < 48 * 3600)
        return Text::tr("%n hour(s)", nullptr, int((seconds + 1800) / 3600));
    return Text::tr("%n day(s)", nullptr, int((seconds + 43200) / 86400));
}

QString displayable(const QString &fromNetwork)
{
    QString text = fromNetwork.left(kLongestShown);
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator ||
            changesDirection(c))
            c = QChar::ReplacementCharacter;
    }
    if (fromNetwork.size() > kLongestShown)
        text += QChar(0x2026);
    return text;
}

QString breakable(QString text)
{
    constexpr int kLongestWord = 40;
    int run = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        run = text.at(at).isSpace() ? 0 : run + 1;
        if (run == kLongestWord) {
            text.insert(++at, kMayBreak);
            run = 0;
        }
    }
    return text;
}

QString toolTipText(const QString &plain)
{
    return plain.isEmpty() ? QString() : u"<p style='white-space:pre-wrap'>%1</p>"_s.arg(plain.toHtmlEscaped());
}

QString planeText(const QString &plane)
{
    if (plane == u"kernel"_s)
        return Text::tr("Kernel");
    if (plane == u"user"_s)
        return Text::tr("User space");
    return plane == u"auto"_s ? Text::tr("Chosen automatically") : displayable(plane);
}

QString withoutMnemonic(QString text)
{
    static const QRegularExpression inBrackets(u"\\(&.\\)"_s), inText(u"&(.)"_s);
    return text.remove(inBrackets).replace(inText, u"\\1"_s);
}

QString capitalized(const QString &words) { return words.isEmpty() ? words : words.at(0).toUpper() + words.mid(1); }

} // namespace portolan::gui
