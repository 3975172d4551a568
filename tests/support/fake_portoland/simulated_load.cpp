// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_portoland/simulated_load.h"

#include "common/dbus/enums.h"

#include <algorithm>
#include <cmath>

namespace portolan::fake {

namespace {

constexpr double kEpoch = 1.7e9; // s; smaller numbers keep their fractions
constexpr qsizetype kMostSamples = 2000;

/// The integral over a rate that swings between 0 and twice `mean`.
double swinging(double seconds, double mean, double period)
{
    return mean * (seconds - period * std::cos(seconds / period));
}

} // namespace

CounterList countersAt(qint64 timeUs, int sessions)
{
    CounterList counters(qsizetype(dbus::StatCounter::Count), 0);
    const auto set = [&counters](dbus::StatCounter counter, double value) {
        counters[qsizetype(counter)] = quint64(value);
    };
    const double t = double(timeUs) / 1e6 - kEpoch;
    const double read = sessions * (swinging(t, 40e6, 47) + swinging(t, 20e6, 5000));
    const double written = sessions * (swinging(t, 15e6, 19) + swinging(t, 10e6, 9000));
    using enum dbus::StatCounter;
    set(ReadBytes, read);
    set(WrittenBytes, written);
    set(ReadOps, read / 65536);
    set(WriteOps, written / 65536);
    set(ReadLatencyUs, read / 65536 * 300 + swinging(t, 80'000, 23));
    set(WriteLatencyUs, written / 65536 * 700 + swinging(t, 90'000, 31));
    set(ReadP99Us, 1536);
    set(WriteP99Us, std::sin(t / 11) > 0.8 ? 6144 : 3072);
    set(InFlight, sessions * (4 + 3 * std::sin(t / 47)));
    set(CommandWindow, 128);
    set(RoundTripUs, 180);
    return counters;
}

SampleList historyOf(qint64 fromUs, qint64 toUs, uint resolution, int sessions)
{
    const qint64 step = std::max<qint64>(resolution, 1) * 1'000'000;
    SampleList samples;
    for (qint64 time = toUs / step * step; time >= fromUs && samples.size() < kMostSamples; time -= step) {
        if (time / 1'000'000 % 3600 / 60 >= 57)
            continue;
        CounterList row = countersAt(time, sessions);
        row.prepend(quint64(time));
        samples.prepend(row);
    }
    return samples;
}

} // namespace portolan::fake
