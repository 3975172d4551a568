// SPDX-License-Identifier: GPL-3.0-or-later
// What is remembered of the counters: how finely, how long, and where there is nothing.
#include "daemon/engine/statistics.h"

#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using dataplane::Counters;

namespace {

constexpr qint64 kSecond = 1'000'000;
constexpr qint64 kStart = 1'700'000'040 * kSecond; // a full minute
constexpr StatSource kSession{1, {}};
constexpr std::size_t kAll = 100'000;

Counters read(std::uint64_t bytes)
{
    Counters counters;
    counters.readBytes = bytes;
    return counters;
}

/// One sample a second, or every few, each with its own number.
void run(Statistics &statistics, int from, int to, const StatSource &source = kSession, int step = 1)
{
    for (int second = from; second < to; second += step)
        statistics.add(source, kStart + second * kSecond, read(std::uint64_t(second)), 0);
}

qint64 secondOf(const StatSample &sample) { return (sample.timeUs - kStart) / kSecond; }

} // namespace

class TestSampleHistory : public QObject {
    Q_OBJECT

private slots:
    void resolutions_data()
    {
        QTest::addColumn<bool>("lun");
        QTest::addColumn<uint>("resolution");
        QTest::addColumn<int>("interval");
        QTest::addColumn<int>("kept");
        QTest::newRow("session, 1 s x 10 min") << false << 1U << 1 << 600;
        QTest::newRow("session, 10 s x 6 h") << false << 10U << 10 << 2160;
        QTest::newRow("session, 60 s x 7 d") << false << 60U << 60 << 10080;
        QTest::newRow("session, not coarser than there is") << false << 3600U << 60 << 10080;
        QTest::newRow("LUN, 1 s x 5 min") << true << 1U << 1 << 300;
        QTest::newRow("LUN, 60 s x 1 d") << true << 60U << 60 << 1440;
    }

    void resolutions()
    {
        QFETCH(bool, lun);
        QFETCH(uint, resolution);
        QFETCH(int, interval);
        QFETCH(int, kept);
        const StatSource source{1, lun ? std::optional<std::uint64_t>(0) : std::nullopt};
        Statistics statistics;
        const int end = interval * (kept + 3);
        run(statistics, 0, end, source, interval);
        const auto samples = statistics.history(source, 0, kStart + end * kSecond, resolution, kAll);
        QCOMPARE(int(samples.size()), kept);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            QCOMPARE(secondOf(samples[i]), interval * (qint64(i) + 3));
            QCOMPARE(samples[i].counters.readBytes, std::uint64_t(secondOf(samples[i])));
        }
    }

    void finestThatReachesBackIsChosen()
    {
        Statistics statistics;
        run(statistics, 0, 1000);
        const auto ask = [&](int from, std::size_t most) {
            return statistics.history(kSession, kStart + from * kSecond, kStart + 1000 * kSecond, 0, most);
        };
        QCOMPARE(secondOf(ask(400, kAll).at(1)) - secondOf(ask(400, kAll).at(0)), 1);
        QCOMPARE(secondOf(ask(399, kAll).at(1)) - secondOf(ask(399, kAll).at(0)), 10);
        QCOMPARE(secondOf(ask(400, 60).at(1)) - secondOf(ask(400, 60).at(0)), 10); // 600 are too many
        const auto newest = statistics.history(kSession, kStart, kStart + 1000 * kSecond, 1, 5);
        QCOMPARE(secondOf(newest.front()), 995); // asked for seconds: the last ones that fit
        QCOMPARE(secondOf(newest.back()), 999);
    }

    void intervalIncludesItsEnds()
    {
        Statistics statistics;
        run(statistics, 0, 100);
        const auto samples = statistics.history(kSession, kStart + 10 * kSecond, kStart + 12 * kSecond, 1, kAll);
        QCOMPARE(samples.size(), 3U);
        QCOMPARE(statistics.history(kSession, kStart + 200 * kSecond, kStart + 300 * kSecond, 0, kAll).size(), 0U);
        QCOMPARE(statistics.history(StatSource{2, {}}, 0, kStart + 300 * kSecond, 0, kAll).size(), 0U);
    }

    /// Nothing measured is no sample, also where the numbers on both sides are the same.
    void gapsAreGaps_data()
    {
        QTest::addColumn<bool>("idle");
        QTest::newRow("busy") << false;
        QTest::newRow("idle") << true;
    }

    void gapsAreGaps()
    {
        QFETCH(bool, idle);
        SampleRing ring(1, 600);
        for (int second = 0; second < 60; ++second) {
            if (second < 20 || second >= 40)
                ring.add(kStart + second * kSecond, read(idle ? 7 : std::uint64_t(second)), 0);
        }
        const auto samples = ring.between(0, kStart + 60 * kSecond);
        QCOMPARE(samples.size(), 40U);
        QCOMPARE(secondOf(samples[19]), 19);
        QCOMPARE(secondOf(samples[20]), 40);
        QCOMPARE(ring.runs(), idle ? 2U : 40U);
    }

    /// A week without a request is one run; its samples are all there.
    void idleSessionCostsNextToNothing()
    {
        SampleRing ring(60, 10080);
        Counters counters = read(7);
        for (int minute = 0; minute < 20'000; ++minute) {
            counters.bytesSent += 48; // its pings
            ring.add(kStart + minute * 60 * kSecond, counters, 0);
        }
        QCOMPARE(ring.runs(), 1U);
        const auto samples = ring.between(0, kStart + 20'000LL * 60 * kSecond);
        QCOMPARE(samples.size(), 10080U);
        QCOMPARE(secondOf(samples.front()), (20'000 - 10'080) * 60);
        QCOMPARE(secondOf(samples.back()), 19'999 * 60);
        QVERIFY(!ring.reachesBackTo(kStart));
        QVERIFY(ring.reachesBackTo(kStart + (20'000LL - 10'080) * 60 * kSecond));
    }

    void twoSamplesInOneIntervalAreOne()
    {
        SampleRing ring(10, 100);
        for (int second = 0; second < 30; ++second)
            ring.add(kStart + second * kSecond, read(std::uint64_t(second)), 0);
        QCOMPARE(ring.samples(), 3U);
    }

    /// Expected: the upper bound of the bucket that holds the request at the 99th percentile of those in between.
    void percentile99OfTheInterval()
    {
        dataplane::LatencyHistogram before{}, after{};
        QCOMPARE(percentile99(before, after), 0U);
        before[20] = after[20] = 1'000'000; // old ones do not count
        after[12] = 990;                    // below 2^6 * 1.5 µs
        after[15] = 10;                     // below 2^8 µs
        QCOMPARE(percentile99(before, after), 96U);
        after[15] = 11;
        QCOMPARE(percentile99(before, after), 256U);
        // A worker that was replaced counts from zero again.
        dataplane::LatencyHistogram replaced{};
        replaced[12] = 5;
        QCOMPARE(percentile99(after, replaced), 96U);
        dataplane::LatencyHistogram endless{};
        endless[47] = 1;
        QCOMPARE(percentile99({}, endless), 1U << 24); // the last bucket's bound stands for everything above it
    }

    void percentileOfASampleIsOfItsInterval()
    {
        Statistics statistics;
        Counters counters;
        counters.readHistogram[12] = 1000;
        statistics.add(kSession, kStart, counters, 0);
        counters.readHistogram[20] += 1;
        statistics.add(kSession, kStart + kSecond, counters, 0);
        QCOMPARE(statistics.latest(kSession)->readP99Us, 1536U);
        QCOMPARE(statistics.latest(kSession)->writeP99Us, 0U);
        QCOMPARE(statistics.history(kSession, kStart + kSecond, kStart + kSecond, 1, 1).at(0).readP99Us, 1536U);
    }

    void nothingIsKnownBeforeItWasMeasured()
    {
        Statistics statistics;
        QCOMPARE(statistics.latest(kSession).error().code, ErrorCode::NotFound);
        QCOMPARE(statistics.latest({}).error().code, ErrorCode::NotFound);
        statistics.addTotal(kStart);
        QVERIFY(statistics.latest({}));
    }

    /// A counter never falls: neither when a session could not be measured nor when it has ended.
    void totalNeverFalls()
    {
        Statistics statistics;
        Counters one = read(100), other = read(1000);
        one.inFlight = 3;
        other.inFlight = 5;
        statistics.add({1, {}}, kStart, one, 2);
        statistics.add({2, {}}, kStart, other, 1);
        statistics.add({2, 0}, kStart, other, 0); // a LUN's are in its session's already
        statistics.addTotal(kStart);
        QCOMPARE(statistics.latest({})->counters.readBytes, 1100U);
        QCOMPARE(statistics.latest({})->counters.inFlight, 8U);
        QCOMPARE(statistics.latest({})->reconnects, 3U);
        statistics.add({1, {}}, kStart + kSecond, read(150), 2);
        statistics.addTotal(kStart + kSecond); // the other gave no answer
        QCOMPARE(statistics.latest({})->counters.readBytes, 1150U);
        QCOMPARE(statistics.latest({})->counters.inFlight, 0U);
        statistics.remove(2);
        statistics.addTotal(kStart + 2 * kSecond);
        QCOMPARE(statistics.latest({})->counters.readBytes, 1150U);
        QCOMPARE(statistics.latest({})->reconnects, 3U);
        QVERIFY(!statistics.latest({2, {}}));
        QVERIFY(!statistics.latest({2, 0}));
        statistics.remove(2);
        statistics.remove(0); // the total itself stays
        statistics.addTotal(kStart + 3 * kSecond);
        QCOMPARE(statistics.latest({})->counters.readBytes, 1150U);
    }

    /// What a node's session did is not gone with it, and the next one goes on in the same history.
    void historyOutlivesTheSession()
    {
        constexpr NodeId kNode = 7;
        constexpr StatSource kNext{2, {}};
        Statistics statistics;
        statistics.begin(1, kNode);
        run(statistics, 0, 10);
        statistics.begin(1, kNode);                                        // does no harm
        QVERIFY(statistics.pastOf(kNode, 0, kStart * 2, 1, kAll).empty()); // it is the session's
        statistics.remove(1);
        QVERIFY(statistics.history(kSession, 0, kStart * 2, 1, kAll).empty());
        QCOMPARE(statistics.pastOf(kNode, 0, kStart * 2, 1, kAll).size(), 10U);
        QVERIFY(statistics.pastOf(8, 0, kStart * 2, 1, kAll).empty());

        statistics.begin(2, kNode);
        QVERIFY(!statistics.latest(kNext)); // not what the other counted
        QVERIFY(statistics.pastOf(kNode, 0, kStart * 2, 1, kAll).empty());
        Counters fresh = read(3);
        fresh.readHistogram.fill(1);
        statistics.add(kNext, kStart + 100 * kSecond, fresh, 0);
        const auto all = statistics.history(kNext, 0, kStart * 2, 1, kAll);
        QCOMPARE(all.size(), 11U);
        QCOMPARE(secondOf(all.at(9)), 9);
        QCOMPARE(secondOf(all.at(10)), 100); // and a gap before it
        QCOMPARE(all.at(10).counters.readBytes, 3U);
        QVERIFY(all.at(10).readP99Us > 0);
        statistics.remove(2);
        statistics.forget(kNode);
        QVERIFY(statistics.pastOf(kNode, 0, kStart * 2, 1, kAll).empty());
    }

    /// An orphan's is kept for nobody, and what is kept is bounded.
    void historiesThatAreNotKept()
    {
        Statistics statistics;
        statistics.begin(1, -3);
        run(statistics, 0, 3);
        statistics.remove(1);
        QVERIFY(statistics.pastOf(-3, 0, kStart * 2, 1, kAll).empty());
        statistics.begin(2, -3);
        run(statistics, 0, 3, {2, {}});
        statistics.begin(2, 40); // it was taken over
        statistics.remove(2);
        QCOMPARE(statistics.pastOf(40, 0, kStart * 2, 1, kAll).size(), 3U);
        statistics.forget(40);
        const int most = int(Statistics::kMostKept);
        for (int node = 1; node <= most + 1; ++node) {
            const auto session = SessionNumber(100 + node);
            statistics.begin(session, node);
            run(statistics, node, node + 2, {session, {}});
            statistics.remove(session);
        }
        QVERIFY(statistics.pastOf(1, 0, kStart * 2, 1, kAll).empty()); // it ended first
        QCOMPARE(statistics.pastOf(2, 0, kStart * 2, 1, kAll).size(), 2U);
        QCOMPARE(statistics.pastOf(most + 1, 0, kStart * 2, 1, kAll).size(), 2U);
    }

    void lunThatWentIsForgotten()
    {
        Statistics statistics;
        statistics.add({1, {}}, kStart, read(5), 0);
        statistics.add({1, 0}, kStart, read(2), 0);
        statistics.add({1, 1}, kStart, read(3), 0);
        statistics.removeLun(1, 0);
        QVERIFY(!statistics.latest({1, 0}));
        QVERIFY(statistics.latest({1, 1}));
        QVERIFY(statistics.latest(kSession));
    }
};

QTEST_APPLESS_MAIN(TestSampleHistory)
#include "tst_sample_history.moc"
