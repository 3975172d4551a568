// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/session_health.h"

#include "gui/models/quantity.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using dbus::StatCounter;

namespace {

constexpr qint64 kStepUs = 60'000'000;       ///< Counters only grow: one sample a minute tells as much as sixty.
constexpr quint64 kSlowRoundTripUs = 50'000; ///< A disk behind it answers twenty times a second.

/// What is counted only when something is wrong. A failed command alone is no trouble of the connection.
constexpr std::array kTroubles{StatCounter::Reconnects, StatCounter::DigestErrors, StatCounter::Timeouts};

struct Text {
    Q_DECLARE_TR_FUNCTIONS(portolan::gui::SessionHealth)
};

QString nameOf(SessionHealth::Grade grade)
{
    using enum SessionHealth::Grade;
    switch (grade) {
    case Good:
        return Text::tr("Good");
    case Slow:
        return Text::tr("Slow");
    case Unstable:
        return Text::tr("Unstable");
    case Unknown:
        break;
    }
    return {};
}

QString troubleText(StatCounter counter, quint64 times)
{
    const int n = int(std::min<quint64>(times, 1'000'000));
    switch (counter) {
    case StatCounter::Reconnects:
        return Text::tr("%n reconnect(s)", nullptr, n);
    case StatCounter::DigestErrors:
        return Text::tr("%n damaged transfer(s)", nullptr, n);
    default:
        return Text::tr("%n request(s) without an answer", nullptr, n);
    }
}

} // namespace

void SessionHealth::add(const client::Sample &sample)
{
    const auto at = std::ranges::lower_bound(m_samples, sample.timeUs, {}, &client::Sample::timeUs);
    if (sample.timeUs <= 0 || (at != m_samples.end() && at->timeUs == sample.timeUs))
        return;
    m_samples.insert(at, sample);
    // The last one but one is only kept if it is a minute after the one before it.
    const std::size_t count = m_samples.size();
    if (count >= 3 && m_samples[count - 2].timeUs - m_samples[count - 3].timeUs < kStepUs)
        m_samples.erase(m_samples.end() - 2);
    // One from before the window: what grew since then may have grown in it.
    while (m_samples.size() > 1 && m_samples[1].timeUs <= m_samples.back().timeUs - kWindowUs)
        m_samples.pop_front();
}

void SessionHealth::add(const std::vector<client::Sample> &samples)
{
    for (const client::Sample &sample : samples)
        add(sample);
}

/// A counter that fell began anew, with the session.
quint64 SessionHealth::growth(StatCounter counter) const
{
    quint64 sum = 0;
    for (std::size_t i = 1; i < m_samples.size(); ++i) {
        const quint64 before = m_samples[i - 1].at(counter), now = m_samples[i].at(counter);
        sum += now >= before ? now - before : now;
    }
    return sum;
}

quint64 SessionHealth::roundTripUs() const
{
    return m_samples.empty() ? 0 : m_samples.back().at(StatCounter::RoundTripUs);
}

SessionHealth::Grade SessionHealth::grade() const
{
    if (m_samples.empty())
        return Grade::Unknown;
    if (std::ranges::any_of(kTroubles, [this](StatCounter counter) { return growth(counter) > 0; }))
        return Grade::Unstable;
    return roundTripUs() >= kSlowRoundTripUs ? Grade::Slow : Grade::Good;
}

QString SessionHealth::text() const
{
    QStringList parts{nameOf(grade())};
    if (parts.constFirst().isEmpty())
        return {};
    if (const quint64 us = roundTripUs(); us > 0)
        parts << Text::tr("round trip %1").arg(valueText(Quantity::Latency, double(us), RateUnit::Bytes));
    parts << troubleText();
    return parts.join(u" · "_s);
}

QString SessionHealth::troubleText() const
{
    QStringList troubles;
    for (const StatCounter counter : kTroubles) {
        if (const quint64 times = growth(counter); times > 0)
            troubles << gui::troubleText(counter, times);
    }
    return troubles.isEmpty() ? Text::tr("no trouble in the last hour")
                              : Text::tr("%1 in the last hour", "list of troubles").arg(troubles.join(u", "_s));
}

} // namespace portolan::gui
