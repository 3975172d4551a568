// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of a connection's health: from what was counted in the last hour, and how long an answer takes.
#include "gui/models/session_health.h"

#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;
using dbus::StatCounter;
using gui::SessionHealth;
using Grade = SessionHealth::Grade;

namespace {

constexpr qint64 kSecond = 1'000'000, kMinute = 60 * kSecond, kStart = 1'790'000'000 * kSecond;

client::Sample sample(qint64 afterUs, quint64 roundTripUs, quint64 reconnects = 0, quint64 digestErrors = 0,
                      quint64 timeouts = 0)
{
    CounterList counters(qsizetype(StatCounter::Count));
    counters[qsizetype(StatCounter::RoundTripUs)] = roundTripUs;
    counters[qsizetype(StatCounter::Reconnects)] = reconnects;
    counters[qsizetype(StatCounter::DigestErrors)] = digestErrors;
    counters[qsizetype(StatCounter::Timeouts)] = timeouts;
    return {kStart + afterUs, counters};
}

} // namespace

class TestSessionHealth : public QObject {
    Q_OBJECT

private slots:
    void nothingIsKnownWithoutASample()
    {
        const SessionHealth health;
        QCOMPARE(health.grade(), Grade::Unknown);
        QCOMPARE(health.text(), QString());
    }

    void goodAndSlow()
    {
        SessionHealth health;
        health.add(sample(0, 412));
        QCOMPARE(health.grade(), Grade::Good);
        QCOMPARE(health.text(), u"Good · round trip 412 µs · no trouble in the last hour"_s);
        health.add(sample(kSecond, 51'000));
        QCOMPARE(health.grade(), Grade::Slow);
        QVERIFY(health.text().startsWith(u"Slow · round trip 51.0 ms"_s));
        health.add(sample(2 * kSecond, 0)); // no ping was answered yet
        QCOMPARE(health.text(), u"Good · no trouble in the last hour"_s);
    }

    void troublesOfTheLastHourOnly()
    {
        SessionHealth health;
        health.add(sample(0, 400, 3, 1, 0)); // what was before does not count
        QCOMPARE(health.grade(), Grade::Good);
        health.add(sample(10 * kMinute, 400, 5, 1, 2));
        QCOMPARE(health.grade(), Grade::Unstable);
        QVERIFY2(health.text().endsWith(u"2 reconnect(s), 2 request(s) without an answer in the last hour"_s),
                 qPrintable(health.text()));
        health.add(sample(69 * kMinute, 400, 5, 1, 2));
        QCOMPARE(health.grade(), Grade::Unstable);
        health.add(sample(71 * kMinute, 400, 5, 1, 2));
        QCOMPARE(health.grade(), Grade::Good);
    }

    void manySamplesKeepEveryTrouble()
    {
        SessionHealth health;
        for (int second = 0; second < 7200; ++second)
            health.add(sample(second * kSecond, 400, quint64(second / 600)));
        // 12 in two hours: 6 in the last of them, none lost by keeping one sample a minute
        QVERIFY2(health.text().contains(u"6 reconnect(s)"_s), qPrintable(health.text()));
    }

    void historyThatComesLater()
    {
        SessionHealth health;
        health.add(sample(40 * kMinute, 400, 4));
        QCOMPARE(health.grade(), Grade::Good);
        health.add(std::vector{sample(0, 900, 1), sample(kMinute, 900, 1), sample(2 * kMinute, 900, 4)});
        QVERIFY2(health.text().contains(u"round trip 400 µs · 3 reconnect(s)"_s), qPrintable(health.text()));
    }

    void countersThatBeganAnew()
    {
        SessionHealth health;
        health.add(sample(0, 400, 7));
        health.add(sample(kMinute, 400, 1));
        QVERIFY2(health.text().contains(u"1 reconnect(s)"_s), qPrintable(health.text()));
    }

    void hostileSamples()
    {
        SessionHealth health;
        health.add(client::Sample{});           // no time
        health.add(client::Sample{kStart, {}}); // no counters
        health.add(client::Sample{std::numeric_limits<qint64>::max(), CounterList(3, ~0ULL)});
        QVERIFY(!health.text().isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestSessionHealth)
#include "tst_session_health.moc"
