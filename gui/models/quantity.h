// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstddef>
#include <span>

/// What the graph can show of a session, a disk or all of them, and how such values are written.
namespace portolan::gui {

enum class Quantity {
    Throughput, ///< bytes per second
    Operations, ///< operations per second
    Latency,    ///< µs
    QueueDepth, ///< requests in flight
};
inline constexpr std::array kQuantities{Quantity::Throughput, Quantity::Operations, Quantity::Latency,
                                        Quantity::QueueDepth};

/// One line of a graph.
enum class Series { Read, Write, ReadPeak, WritePeak, InFlight };
inline constexpr std::size_t kMostSeries = 4;

/// In what a throughput is written; the prefix (kilo, mega, giga) follows the value.
enum class RateUnit { Bytes, BinaryBytes, Bits };
inline constexpr std::array kRateUnits{RateUnit::Bytes, RateUnit::BinaryBytes, RateUnit::Bits};

[[nodiscard]] std::span<const Series> seriesOf(Quantity quantity); ///< At most kMostSeries.
[[nodiscard]] QString nameOf(Quantity quantity);
[[nodiscard]] QString nameOf(Series series);
[[nodiscard]] QString nameOf(RateUnit unit); ///< "MB/s"
/// What the quantity is in the words of the field, for a tooltip.
[[nodiscard]] QString meaningOf(Quantity quantity);

/// "118 MB/s", "1,240 IOPS", "0.85 ms", "3.5"; a dash for NaN.
[[nodiscard]] QString valueText(Quantity quantity, double value, RateUnit unit);
/// The same without the zeros that say nothing: "20 MB/s" and not "20.0 MB/s".
[[nodiscard]] QString axisText(Quantity quantity, double value, RateUnit unit);
/// The steps of an axis up to `top` are round numbers when they are counted in this.
[[nodiscard]] double axisUnit(Quantity quantity, double top, RateUnit unit);
/// An axis reaches at least so high: noise of a quiet disk must not look like traffic.
[[nodiscard]] double lowestTop(Quantity quantity);

/// Names for files that programs read; never translated.
[[nodiscard]] QString fileNameOf(Quantity quantity);              ///< "latency"
[[nodiscard]] QString columnOf(Quantity quantity, Series series); ///< "read_p99_us"

} // namespace portolan::gui
