// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::Quantity)
};

struct Prefixes {
    double base;                       ///< From one prefix to the next.
    double factor;                     ///< Of the value before a prefix is chosen.
    std::array<const char *, 4> texts; ///< Smallest first; unused ones are nullptr.
};

constexpr Prefixes kBytes{
    1000,
    1,
    {QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 B/s"), QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 kB/s"),
     QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 MB/s"), QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 GB/s")}};
constexpr Prefixes kBinaryBytes{1024,
                                1,
                                {QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 B/s"),
                                 QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 KiB/s"),
                                 QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 MiB/s"),
                                 QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 GiB/s")}};
constexpr Prefixes kBits{1000,
                         8,
                         {QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 bit/s"),
                          QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 kbit/s"),
                          QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 Mbit/s"),
                          QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 Gbit/s")}};
constexpr Prefixes kTime{1000,
                         1,
                         {QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 µs"),
                          QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 ms"),
                          QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 s"), nullptr}};
constexpr Prefixes kOperations{1000,
                               1,
                               {QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 IOPS"),
                                QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 k IOPS"),
                                QT_TRANSLATE_NOOP("portolan::gui::Quantity", "%1 M IOPS"), nullptr}};
constexpr Prefixes kPlain{1000, 1, {"%1", nullptr, nullptr, nullptr}};

const Prefixes &prefixesOf(Quantity quantity, RateUnit unit)
{
    switch (quantity) {
    case Quantity::Throughput:
        return unit == RateUnit::Bits ? kBits : unit == RateUnit::BinaryBytes ? kBinaryBytes : kBytes;
    case Quantity::Operations:
        return kOperations;
    case Quantity::Latency:
        return kTime;
    case Quantity::QueueDepth:
        break;
    }
    return kPlain;
}

struct Scaled {
    double value;
    std::size_t prefix;
};

Scaled scaled(const Prefixes &prefixes, double value)
{
    Scaled result{std::max(value, 0.0) * prefixes.factor, 0};
    while (result.value >= 999.5 && result.prefix + 1 < prefixes.texts.size() &&
           prefixes.texts.at(result.prefix + 1) != nullptr) {
        result.value /= prefixes.base;
        ++result.prefix;
    }
    return result;
}

/// Three significant digits; whole ones where there are no halves.
QString numberText(double value, bool whole, bool trimmed)
{
    const int decimals = whole || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    const QLocale locale;
    QString text = locale.toString(value, 'f', decimals);
    if (trimmed && decimals > 0) {
        while (text.endsWith(locale.zeroDigit()))
            text.chop(1);
        if (text.endsWith(locale.decimalPoint()))
            text.chop(locale.decimalPoint().size());
    }
    return text;
}

QString textOf(Quantity quantity, double value, RateUnit unit, bool trimmed)
{
    const Prefixes &prefixes = prefixesOf(quantity, unit);
    const auto [number, prefix] = scaled(prefixes, value);
    const bool whole = prefix == 0 && quantity != Quantity::QueueDepth && quantity != Quantity::Operations;
    return Text::tr(prefixes.texts.at(prefix))
        .arg(numberText(number, whole, trimmed || quantity == Quantity::QueueDepth));
}

constexpr std::array kReadWrite{Series::Read, Series::Write};
constexpr std::array kLatencies{Series::Read, Series::Write, Series::ReadPeak, Series::WritePeak};
constexpr std::array kDepth{Series::InFlight};

} // namespace

std::span<const Series> seriesOf(Quantity quantity)
{
    if (quantity == Quantity::Latency)
        return kLatencies;
    return quantity == Quantity::QueueDepth ? std::span<const Series>(kDepth) : std::span<const Series>(kReadWrite);
}

QString nameOf(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Throughput:
        return Text::tr("Throughput");
    case Quantity::Operations:
        return Text::tr("Operations");
    case Quantity::Latency:
        return Text::tr("Latency");
    case Quantity::QueueDepth:
        break;
    }
    return Text::tr("Queue depth");
}

QString meaningOf(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Throughput:
        return Text::tr("How much data is read and written each second");
    case Quantity::Operations:
        return Text::tr("How many requests are done each second (IOPS)");
    case Quantity::Latency:
        return Text::tr("How long a request takes: on average, and the time within which 99 of 100 are done (p99)");
    case Quantity::QueueDepth:
        break;
    }
    return Text::tr("How many requests are under way at the same time");
}

QString nameOf(Series series)
{
    switch (series) {
    case Series::Read:
        return Text::tr("Read", "line of a graph");
    case Series::Write:
        return Text::tr("Write", "line of a graph");
    case Series::ReadPeak:
        return Text::tr("Read p99", "line of a graph");
    case Series::WritePeak:
        return Text::tr("Write p99", "line of a graph");
    case Series::InFlight:
        break;
    }
    return Text::tr("Under way", "line of a graph: requests");
}

QString nameOf(RateUnit unit)
{
    switch (unit) {
    case RateUnit::Bytes:
        return Text::tr("MB/s");
    case RateUnit::BinaryBytes:
        return Text::tr("MiB/s");
    case RateUnit::Bits:
        break;
    }
    return Text::tr("Mbit/s");
}

QString valueText(Quantity quantity, double value, RateUnit unit)
{
    return std::isnan(value) ? QString(QChar(0x2013)) : textOf(quantity, value, unit, false);
}

QString axisText(Quantity quantity, double value, RateUnit unit)
{
    return value <= 0 ? u"0"_s : textOf(quantity, value, unit, true);
}

double axisUnit(Quantity quantity, double top, RateUnit unit)
{
    const Prefixes &prefixes = prefixesOf(quantity, unit);
    return std::pow(prefixes.base, double(scaled(prefixes, top).prefix)) / prefixes.factor;
}

double lowestTop(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Throughput:
        return 1e6;
    case Quantity::Operations:
        return 10;
    case Quantity::Latency:
        return 100;
    case Quantity::QueueDepth:
        break;
    }
    return 2;
}

QString fileNameOf(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Throughput:
        return u"throughput"_s;
    case Quantity::Operations:
        return u"iops"_s;
    case Quantity::Latency:
        return u"latency"_s;
    case Quantity::QueueDepth:
        break;
    }
    return u"queue-depth"_s;
}

QString columnOf(Quantity quantity, Series series)
{
    const bool read = series == Series::Read || series == Series::ReadPeak;
    const QString what = read ? u"read"_s : u"write"_s;
    switch (quantity) {
    case Quantity::Throughput:
        return what + u"_bytes_per_second"_s;
    case Quantity::Operations:
        return what + u"_operations_per_second"_s;
    case Quantity::Latency:
        return what + (series == Series::Read || series == Series::Write ? u"_mean_us"_s : u"_p99_us"_s);
    case Quantity::QueueDepth:
        break;
    }
    return u"requests_in_flight"_s;
}

} // namespace portolan::gui
