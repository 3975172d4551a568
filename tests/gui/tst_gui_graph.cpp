// SPDX-License-Identifier: GPL-3.0-or-later
// The throughput graph: what it draws, how it is read without eyes or without a mouse, and that it rests when nobody
// looks.
#include "gui/models/point_table_model.h"
#include "gui/models/points_csv.h"
#include "gui/models/sample_history.h"
#include "gui/widgets/theme_colors.h"
#include "gui/widgets/throughput_panel.h"
#include "tests/gui/desktop.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QWheelEvent>

#include <cmath>
#include <numeric>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::Quantity;
using gui::RateUnit;
using gui::SampleHistory;
using gui::ThroughputGraph;
using gui::ThroughputPanel;
using gui::TimeWindow;
using gui::Tone;

namespace {

constexpr qint64 kSecond = 1'000'000;
const qint64 kNow = QDateTime(QDate(2026, 11, 26), QTime(12, 0)).toMSecsSinceEpoch() * 1000;

client::Sample sampleAt(qint64 timeUs, quint64 read, quint64 written)
{
    client::Sample sample;
    sample.timeUs = timeUs;
    sample.counters.fill(0, qsizetype(dbus::StatCounter::Count));
    sample.counters[qsizetype(dbus::StatCounter::ReadBytes)] = read;
    sample.counters[qsizetype(dbus::StatCounter::WrittenBytes)] = written;
    return sample;
}

/// Totals with requests: `ops` reads that took `us` each.
client::Sample requestsAt(qint64 timeUs, quint64 ops, quint64 us, quint64 p99, quint64 inFlight = 0)
{
    client::Sample sample = sampleAt(timeUs, ops * 4096, 0);
    sample.counters[qsizetype(dbus::StatCounter::ReadOps)] = ops;
    sample.counters[qsizetype(dbus::StatCounter::ReadLatencyUs)] = us;
    sample.counters[qsizetype(dbus::StatCounter::ReadP99Us)] = p99;
    sample.counters[qsizetype(dbus::StatCounter::InFlight)] = inFlight;
    return sample;
}

bool isLike(const QColor &a, const QColor &b)
{
    return qAbs(a.red() - b.red()) + qAbs(a.green() - b.green()) + qAbs(a.blue() - b.blue()) < 40;
}

} // namespace

class TestGuiGraph : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_history.emplace(3600 * kSecond);
        m_panel.emplace();
        m_panel->resize(800, 360);
        graph()->setClock([this] { return m_now; });
        m_now = kNow;
    }

    void cleanup() { m_panel.reset(); }

    void gapsAreGaps()
    {
        addSeconds(-60, 0, 10'000'000, 0);
        show();
        const QList<int> whole = columnsLike(gui::toneColor(Tone::Read, graph()->palette()));
        QVERIFY(whole.size() > graph()->width() / 2);
        const int left = whole.first(), right = whole.last();
        const auto atSecond = [&](double second) { return left + int((second + 59) / 59 * (right - left)); };
        QCOMPARE(missingIn(whole, atSecond(-50), atSecond(-1)), 0);

        // Nothing was measured from -40 s to -20 s: no line may lead through.
        m_history->clear();
        addSeconds(-60, -40, 10'000'000, 0);
        addSeconds(-20, 0, 10'000'000, 0);
        refresh();
        const QList<int> broken = columnsLike(gui::toneColor(Tone::Read, graph()->palette()));
        QCOMPARE(missingIn(broken, atSecond(-58), atSecond(-41)), 0);
        QCOMPARE(missingIn(broken, atSecond(-17), atSecond(-1)), 0);
        const int from = atSecond(-39), to = atSecond(-20.5);
        QCOMPARE(missingIn(broken, from, to), to - from + 1);
        QVERIFY(std::ranges::any_of(graph()->points(),
                                    [](const auto &p) { return p.afterGap && p.timeUs > kNow - 30 * kSecond; }));
    }

    void readAndWriteAreToldApart()
    {
        addSeconds(-60, 0, 40'000'000, 20'000'000);
        show();
        const QImage image = graph()->grab().toImage();
        const int read = rowLike(image, gui::toneColor(Tone::Read, graph()->palette()));
        const int write = rowLike(image, gui::toneColor(Tone::Write, graph()->palette()));
        QVERIFY(read > 0 && write > read);
        // Not by colour alone: what is written is dashed.
        const int across = int(std::ranges::count_if(columns(image), [&](int x) {
            return isLike(image.pixelColor(x, write), gui::toneColor(Tone::Write, graph()->palette()));
        }));
        const int solid = int(std::ranges::count_if(columns(image), [&](int x) {
            return isLike(image.pixelColor(x, read), gui::toneColor(Tone::Read, graph()->palette()));
        }));
        QVERIFY2(across > solid / 4 && across < solid * 9 / 10,
                 qPrintable(u"%1 of %2 columns"_s.arg(across).arg(solid)));
    }

    void eventsAreMarked()
    {
        addSeconds(-60, 0, 6'000'000, 0); // leaves the upper part of the plot to the markers
        show();
        const QColor warning = gui::toneColor(gui::toneOf(dbus::Severity::Warning), graph()->palette());
        QVERIFY(columnsLike(warning, 0.2).isEmpty());
        graph()->setMarkers({{kNow - 30 * kSecond, dbus::Severity::Warning, u"The connection was lost"_s},
                             {kNow - 300 * kSecond, dbus::Severity::Warning, u"before the time that is shown"_s}});
        refresh();
        const QList<int> marked = columnsLike(warning, 0.2);
        QVERIFY(!marked.isEmpty());
        const QList<int> line = columnsLike(gui::toneColor(Tone::Read, graph()->palette()));
        const int middle = (line.first() + line.last()) / 2;
        QVERIFY2(marked.first() < middle + 10 && marked.last() > middle - 10 && marked.last() - marked.first() < 30,
                 qPrintable(u"%1 to %2, not %3"_s.arg(marked.first()).arg(marked.last()).arg(middle)));
        // And it is read out with the value beside it.
        graph()->setFocus();
        QTest::keyClick(graph(), Qt::Key_End);
        for (int step = 0; step < 30; ++step)
            QTest::keyClick(graph(), Qt::Key_Left);
        QCOMPARE(graph()->underCursor()->timeUs, kNow - 30 * kSecond);
        QVERIFY2(graph()->accessibleDescription().contains(u"The connection was lost"_s),
                 qPrintable(graph()->accessibleDescription()));
    }

    void keysReadValues()
    {
        addSeconds(-60, -30, 10'000'000, 0);
        addSeconds(-30, 0, 20'000'000, 5'000'000);
        show();
        QVERIFY(graph()->focusPolicy() & Qt::TabFocus);
        QVERIFY(!graph()->accessibleName().isEmpty());
        graph()->setFocus();
        QTRY_VERIFY(graph()->hasFocus());
        QVERIFY(!graph()->underCursor());
        const auto key = [this](Qt::Key which) {
            QTest::keyClick(graph(), which);
            return graph()->underCursor() ? (graph()->underCursor()->timeUs - kNow) / kSecond : 1;
        };
        QCOMPARE(key(Qt::Key_Left), 0); // begins with the newest
        QVERIFY(graph()->accessibleDescription().startsWith(u"12:00:00: read 20.0 MB/s, write 5.00 MB/s"_s));
        QCOMPARE(key(Qt::Key_Left), -1);
        QCOMPARE(key(Qt::Key_Right), 0);
        QCOMPARE(key(Qt::Key_Right), 0); // the end is the end
        QCOMPARE(key(Qt::Key_PageUp), -10);
        QCOMPARE(key(Qt::Key_PageDown), 0);
        QCOMPARE(key(Qt::Key_Home), -59);
        QVERIFY(graph()->accessibleDescription().startsWith(u"11:59:01: read 10.0 MB/s, write 0 B/s"_s));
        QCOMPARE(key(Qt::Key_Left), -59);
        QCOMPARE(key(Qt::Key_End), 0);
        // A reading stays with its time when new values come in.
        QCOMPARE(key(Qt::Key_Left), -1);
        m_history->add(sampleAt(kNow + kSecond, m_read += 1'000'000, m_written));
        m_now += kSecond;
        refreshByTime();
        QCOMPARE(graph()->underCursor()->timeUs, kNow - kSecond);
        // Escape takes the reading away, and nothing else.
        QSignalSpy closed(&*m_panel, &QObject::destroyed);
        QTest::keyClick(graph(), Qt::Key_Escape);
        QVERIFY(!graph()->underCursor());
        QVERIFY(graph()->isVisible());
    }

    void inAGapThereIsNothingToRead()
    {
        addSeconds(-60, -40, 10'000'000, 0);
        addSeconds(-20, 0, 10'000'000, 0);
        show();
        const QList<int> drawn = columnsLike(gui::toneColor(Tone::Read, graph()->palette()));
        const int middle = (drawn.first() + drawn.last()) / 2;
        QTest::mouseMove(graph(), QPoint(middle, graph()->height() / 2));
        QTRY_VERIFY(!graph()->underCursor());
        QTest::mouseMove(graph(), QPoint(drawn.last() - 20, graph()->height() / 2));
        QTRY_VERIFY(graph()->underCursor());
    }

    void scaleHasRoundSteps_data()
    {
        QTest::addColumn<double>("most");
        QTest::addColumn<int>("lines");
        for (const double most : {1.0, 999.0, 1e6, 1.18e8, 4.5e8, 9.99e9, 7e10}) {
            for (const int lines : {2, 4, 7})
                QTest::addRow("%g in %d", most, lines) << most << lines;
        }
    }

    void scaleHasRoundSteps()
    {
        QFETCH(double, most);
        QFETCH(int, lines);
        const auto scale = gui::ValueScale::covering(most, lines);
        QVERIFY(scale.top >= most);
        double mantissa = scale.step;
        while (mantissa >= 9.999)
            mantissa /= 10;
        while (mantissa < 0.999)
            mantissa *= 10;
        QVERIFY2(qFuzzyCompare(mantissa, 1.0) || qFuzzyCompare(mantissa, 2.0) || qFuzzyCompare(mantissa, 5.0),
                 qPrintable(QString::number(scale.step)));
        const double steps = scale.top / scale.step;
        QVERIFY2(qAbs(steps - qRound(steps)) < 1e-6 && steps <= lines + 1e-6, qPrintable(QString::number(steps)));
        QVERIFY2(scale.top - scale.step < most, "a line too many");
    }

    void timeStepsAreWhole()
    {
        for (const qint64 span : {ThroughputPanel::kMinuteUs, ThroughputPanel::kTenMinutesUs,
                                  ThroughputPanel::kSixHoursUs, ThroughputPanel::kWeekUs}) {
            for (const int lines : {1, 3, 6, 12}) {
                const qint64 step = gui::timeStepUs(span, lines);
                if (step > 24 * 3600 * kSecond) {
                    QCOMPARE(step % (24 * 3600 * kSecond), 0);
                    continue;
                }
                QVERIFY(step >= kSecond && span / step <= lines);
                const qint64 unit = step >= 3600 * kSecond ? 3600 * kSecond
                                    : step >= 60 * kSecond ? 60 * kSecond
                                                           : kSecond;
                QCOMPARE(step % unit, 0);
                QCOMPARE(24 * 3600 * kSecond % step, 0); // stands at the same times every day
            }
        }
    }

    void table()
    {
        addSeconds(-20, -10, 10'000'000, 0);
        addSeconds(-5, 0, 20'000'000, 5'000'000);
        show();
        QCOMPARE(textOf(&*m_panel, u"readNow"_s), u"Read 20.0 MB/s"_s);
        QCOMPARE(textOf(&*m_panel, u"writeNow"_s), u"Write 5.00 MB/s"_s);
        QCOMPARE(click(&*m_panel, u"asTable"_s), QString());
        const auto *table = seen<QTreeView>(&*m_panel, u"throughputTable"_s);
        QVERIFY(table && !table->accessibleName().isEmpty());
        QVERIFY(!graph()->isVisible());
        QVERIFY(!graph()->timerRuns());
        const QAbstractItemModel &model = *table->model();
        QCOMPARE(model.rowCount(), 10 + 5);
        const auto row = [&model](int at) {
            return QStringList{model.index(at, 0).data().toString(), model.index(at, 1).data().toString(),
                               model.index(at, 2).data().toString()};
        };
        QCOMPARE(row(0), (QStringList{u"12:00:00"_s, u"20.0 MB/s"_s, u"5.00 MB/s"_s}));
        QCOMPARE(row(4), (QStringList{u"11:59:56 (after a gap)"_s, u"20.0 MB/s"_s, u"5.00 MB/s"_s}));
        QCOMPARE(row(5).at(1), u"10.0 MB/s"_s);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty(), false);
        // It follows the time by itself.
        m_history->add(sampleAt(kNow + kSecond, m_read += 7'000'000, m_written));
        m_now += kSecond;
        QTRY_COMPARE_WITH_TIMEOUT(row(0), (QStringList{u"12:00:01"_s, u"7.00 MB/s"_s, u"0 B/s"_s}), 10'000);
        QCOMPARE(click(&*m_panel, u"asTable"_s), QString());
        QTRY_VERIFY(graph()->isVisible() && graph()->timerRuns());
    }

    void spansAreChosenByButtons()
    {
        addSeconds(-300, 0, 10'000'000, 0);
        show();
        QCOMPARE(graph()->points().front().timeUs, kNow - 59 * kSecond);
        QSignalSpy changed(&*m_panel, &ThroughputPanel::spanChanged);
        QCOMPARE(click(&*m_panel, u"span10min"_s), QString());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(graph()->spanUs(), ThroughputPanel::kTenMinutesUs);
        QVERIFY(graph()->points().front().timeUs < kNow - 290 * kSecond);
        QVERIFY(seen<QToolButton>(&*m_panel, u"span10min"_s)->isChecked());
        QVERIFY(!seen<QToolButton>(&*m_panel, u"span1min"_s)->isChecked());
    }

    void hiddenRests()
    {
        addSeconds(-60, 0, 10'000'000, 0);
        QVERIFY(!graph()->timerRuns()); // never shown
        QCOMPARE(graph()->paintedPlots(), 0);
        show();
        QVERIFY(graph()->timerRuns());
        QTRY_VERIFY(graph()->paintedPlots() > 0);
        // Focus, cursor and being uncovered show the picture that is there.
        const int once = graph()->paintedPlots();
        for (int i = 0; i < 20; ++i) {
            graph()->repaint();
            QTest::mouseMove(graph(), QPoint(200 + i, 100));
        }
        QVERIFY(graph()->paintedPlots() <= once + 1);

        m_panel->hide();
        QVERIFY(!graph()->timerRuns());
        const int painted = graph()->paintedPlots();
        QSignalSpy refreshed(graph(), &ThroughputGraph::refreshed);
        for (int second = 1; second <= 10; ++second)
            m_history->add(sampleAt(kNow + second * kSecond, m_read += 1'000'000, m_written));
        m_now += 10 * kSecond;
        graph()->setHistory(&*m_history);
        graph()->setSpan(ThroughputPanel::kTenMinutesUs);
        graph()->setMarkers({});
        QCoreApplication::processEvents();
        QCOMPARE(graph()->paintedPlots(), painted);
        QCOMPARE(refreshed.size(), 0);
        QVERIFY(!graph()->timerRuns());

        m_panel->show();
        QTRY_VERIFY(graph()->paintedPlots() > painted);
        QCOMPARE(graph()->points().back().timeUs, kNow + 10 * kSecond); // of now, not of then
        QVERIFY(graph()->timerRuns());
    }

    void latencyIsOfTheRequests()
    {
        // 100 requests of 500 µs, then none, then 10 of 2 ms.
        m_history->add(requestsAt(kNow - 3 * kSecond, 0, 0, 0));
        m_history->add(requestsAt(kNow - 2 * kSecond, 100, 50'000, 768, 4));
        m_history->add(requestsAt(kNow - kSecond, 100, 50'000, 0, 0));
        m_history->add(requestsAt(kNow, 110, 70'000, 3072, 8));
        const auto latency = m_history->points(Quantity::Latency, kNow - 60 * kSecond, kNow);
        QCOMPARE(latency.size(), 3U);
        QCOMPARE(latency[0].values[0], 500.0);
        QCOMPARE(latency[0].values[2], 768.0);
        QVERIFY(std::isnan(latency[1].values[0]) && std::isnan(latency[1].values[2])); // not zero
        QVERIFY(std::isnan(latency[0].values[1]));                                     // nothing was written
        QCOMPARE(latency[2].values[0], 2000.0);
        // Over a longer time every request counts the same, and the worst percentile stays.
        const auto whole = m_history->binned(Quantity::Latency, kNow - 60 * kSecond, kNow, 1);
        QCOMPARE(whole.size(), 1U);
        QCOMPARE(whole[0].values[0], 70'000.0 / 110);
        QCOMPARE(whole[0].values[2], 3072.0);
        QCOMPARE(m_history->points(Quantity::Operations, kNow - 60 * kSecond, kNow)[0].values[0], 100.0);
        QCOMPARE(m_history->binned(Quantity::QueueDepth, kNow - 60 * kSecond, kNow, 1)[0].values[0], 4.0);
        show();
        choose(u"graphQuantity"_s, Quantity::Latency);
        QCOMPARE(textOf(&*m_panel, u"readNow"_s), u"Read 2.00 ms"_s);
        QCOMPARE(textOf(&*m_panel, u"readPeakNow"_s), u"Read p99 3.07 ms"_s);
        QCOMPARE(textOf(&*m_panel, u"writeNow"_s), u"Write \u2013"_s);
        QVERIFY2(graph()->accessibleDescription().contains(u"Read p99: 3.07 ms"_s),
                 qPrintable(graph()->accessibleDescription()));
        choose(u"graphQuantity"_s, Quantity::QueueDepth);
        QCOMPARE(textOf(&*m_panel, u"readNow"_s), u"Under way 8"_s);
        QVERIFY(!seen(&*m_panel, u"writeNow"_s));
    }

    void aPauseTooShortToBeSeenTearsNothing()
    {
        addSeconds(-600, -400, 1'000'000, 0);
        addSeconds(-390, -200, 1'000'000, 0);
        addSeconds(-100, 0, 1'000'000, 0);
        const auto gaps = [this](int bins) {
            const auto points = m_history->binned(Quantity::Throughput, kNow - 601 * kSecond, kNow, bins);
            return std::ranges::count_if(points, [](const auto &p) { return p.afterGap; });
        };
        QCOMPARE(gaps(600), 3); // the beginning is one
        QCOMPARE(gaps(20), 2);
        QCOMPARE(gaps(3), 1);
    }

    void mergedInAnyOrder()
    {
        SampleHistory inOrder(3600 * kSecond), mixed(3600 * kSecond);
        std::vector<client::Sample> fine, coarse;
        for (int second = -600; second <= 0; ++second) {
            const auto sample = sampleAt(kNow + second * kSecond, quint64(second + 600) * 1000, 0);
            inOrder.add(sample);
            if (second >= -60)
                fine.push_back(sample);
            if (second % 10 == 0)
                coarse.push_back(sample);
        }
        mixed.add(fine.back());
        mixed.merge(fine);
        mixed.merge(coarse);
        mixed.merge({coarse.begin(), coarse.begin() + 5}); // told twice
        const auto points = mixed.points(Quantity::Throughput, 0, kNow);
        QCOMPARE(points.size(), 54U + 60U);
        QVERIFY(std::ranges::all_of(points, [](const auto &p) { return p.values[0] == 1000; }));
        QCOMPARE(std::ranges::count_if(points, [](const auto &p) { return p.afterGap; }), 1);
        QCOMPARE(mixed.points(Quantity::Throughput, kNow - 60 * kSecond, kNow),
                 inOrder.points(Quantity::Throughput, kNow - 60 * kSecond, kNow));
    }

    void valuesInWords_data()
    {
        QTest::addColumn<Quantity>("quantity");
        QTest::addColumn<RateUnit>("unit");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        const auto add = [](Quantity quantity, RateUnit unit, double value, const QString &text) {
            QTest::newRow(qPrintable(text)) << quantity << unit << value << text;
        };
        add(Quantity::Throughput, RateUnit::Bytes, 118e6, u"118 MB/s"_s);
        add(Quantity::Throughput, RateUnit::BinaryBytes, 118 * 1048576.0, u"118 MiB/s"_s);
        add(Quantity::Throughput, RateUnit::Bits, 118e6, u"944 Mbit/s"_s);
        add(Quantity::Throughput, RateUnit::Bits, 10e9, u"80.0 Gbit/s"_s);
        add(Quantity::Throughput, RateUnit::BinaryBytes, 7, u"7 B/s"_s);
        add(Quantity::Operations, RateUnit::Bytes, 12'400, u"12.4 k IOPS"_s);
        add(Quantity::Latency, RateUnit::Bytes, 850, u"850 µs"_s);
        add(Quantity::Latency, RateUnit::Bytes, 1250, u"1.25 ms"_s);
        add(Quantity::Latency, RateUnit::Bytes, 30e6, u"30.0 s"_s);
        add(Quantity::QueueDepth, RateUnit::Bytes, 31.5, u"31.5"_s);
        add(Quantity::Latency, RateUnit::Bytes, std::nan(""), u"\u2013"_s);
    }

    void valuesInWords()
    {
        QFETCH(Quantity, quantity);
        QFETCH(RateUnit, unit);
        QFETCH(double, value);
        QTEST(gui::valueText(quantity, value, unit), "text");
    }

    void unitIsChosen()
    {
        addSeconds(-60, 0, 20 * 1048576, 0);
        show();
        graph()->setFocus();
        m_panel->setUnit(RateUnit::BinaryBytes);
        QCOMPARE(textOf(&*m_panel, u"readNow"_s), u"Read 20.0 MiB/s"_s);
        QVERIFY(graph()->accessibleDescription().contains(u"20.0 MiB/s"_s));
        // The axis counts in it, too: lines at 5, 10, 15 MiB/s and not at 4.77.
        const double unit = gui::axisUnit(Quantity::Throughput, 20 * 1048576.0, RateUnit::BinaryBytes);
        QCOMPARE(unit, 1048576.0);
        QCOMPARE(gui::axisText(Quantity::Throughput, 15 * 1048576.0, RateUnit::BinaryBytes), u"15 MiB/s"_s);
        QCOMPARE(gui::axisText(Quantity::Throughput, 0, RateUnit::BinaryBytes), u"0"_s);
    }

    void windowStaysInWhatCanBeKnown()
    {
        TimeWindow window;
        window.setSpan(60 * kSecond);
        QCOMPARE(window.at(kNow), (TimeWindow::Range{kNow - 60 * kSecond, kNow}));
        window.zoom(0.5, kNow - 10 * kSecond, kNow);
        QCOMPARE(window.at(kNow), (TimeWindow::Range{kNow - 35 * kSecond, kNow - 5 * kSecond}));
        QCOMPARE(window.at(kNow + kSecond), window.at(kNow)); // stays
        for (int i = 0; i < 20; ++i)
            window.zoom(0.5, kNow - 10 * kSecond, kNow);
        QCOMPARE(window.at(kNow).length(), TimeWindow::kShortestUs);
        window.pan(3600 * kSecond, kNow);
        QCOMPARE(window.at(kNow).toUs, kNow); // not into the future
        window.pan(-30 * 86'400 * kSecond, kNow);
        QCOMPARE(window.at(kNow).fromUs, kNow - TimeWindow::kFarthestUs);
        window.show({kNow - 100 * kSecond, kNow - 99 * kSecond}, kNow);
        QCOMPARE(window.at(kNow).length(), TimeWindow::kShortestUs);
        QCOMPARE(window.at(kNow).fromUs + window.at(kNow).toUs, 2 * kNow - 199 * kSecond);
        for (int i = 0; i < 40 && window.zoomed(); ++i)
            window.zoom(2, kNow - 100 * kSecond, kNow);
        QVERIFY(!window.zoomed()); // all of it is seen again
    }

    void zoomByMouse()
    {
        addSeconds(-60, 0, 10'000'000, 0);
        show();
        const QList<int> drawn = columnsLike(gui::toneColor(Tone::Read, graph()->palette()));
        const auto at = [&](double second) {
            return QPoint(int(drawn.first() + (second + 59) / 59 * (drawn.last() - drawn.first())),
                          graph()->height() / 2);
        };
        QVERIFY(!seen(&*m_panel, u"endZoom"_s));
        QSignalSpy changed(graph(), &ThroughputGraph::rangeChanged);
        // What is under the mouse stays there.
        wheel(at(-30), 120);
        QVERIFY(graph()->zoomed());
        QVERIFY(!changed.isEmpty());
        QVERIFY(qAbs(graph()->range().length() - 42 * kSecond) < kSecond);
        QVERIFY(qAbs(graph()->range().fromUs + graph()->range().toUs - 2 * (kNow - 30 * kSecond)) < 4 * kSecond);
        QVERIFY(seen(&*m_panel, u"endZoom"_s));
        QVERIFY(!textOf(&*m_panel, u"graphRange"_s).isEmpty());
        wheel(at(-30), -240);
        QVERIFY(!graph()->zoomed());
        // A range is dragged, in either direction.
        for (const bool forward : {true, false}) {
            drag(at(forward ? -50 : -20), at(forward ? -20 : -50));
            QVERIFY(graph()->zoomed());
            QVERIFY(qAbs(graph()->range().fromUs - (kNow - 50 * kSecond)) < 2 * kSecond);
            QVERIFY(qAbs(graph()->range().toUs - (kNow - 20 * kSecond)) < 2 * kSecond);
            QVERIFY(graph()->points().back().timeUs <= graph()->range().toUs);
            QCOMPARE(click(&*m_panel, u"endZoom"_s), QString());
            QVERIFY(!graph()->zoomed());
            QCOMPARE(graph()->points().back().timeUs, kNow);
        }
        // A click alone chooses nothing.
        drag(at(-30), at(-30) + QPoint(2, 0));
        QVERIFY(!graph()->zoomed());
        // Shift moves what is shown.
        drag(at(-40), at(-20));
        const auto before = graph()->range();
        drag(QPoint(drawn.first() + 50, 100), QPoint(drawn.first() + 150, 100), Qt::ShiftModifier);
        QCOMPARE(graph()->range().length(), before.length());
        QVERIFY(graph()->range().fromUs < before.fromUs);
    }

    void zoomByKeys()
    {
        addSeconds(-60, 0, 10'000'000, 0);
        show();
        graph()->setFocus();
        QTRY_VERIFY(graph()->hasFocus());
        QTest::keyClick(graph(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(graph()->range(), (TimeWindow::Range{kNow - 30 * kSecond, kNow}));
        QVERIFY2(graph()->accessibleDescription().startsWith(u"From 11:59:30 to 12:00:00."_s),
                 qPrintable(graph()->accessibleDescription()));
        QTest::keyClick(graph(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(graph()->range().toUs, kNow - 7'500'000);
        QTest::keyClick(graph(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(graph()->range().toUs, kNow);
        QTest::keyClick(graph(), Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(!graph()->zoomed());
        QTest::keyClick(graph(), Qt::Key_Plus, Qt::ControlModifier);
        QTest::keyClick(graph(), Qt::Key_Escape);
        QVERIFY(!graph()->zoomed());
        QTest::keyClick(graph(), Qt::Key_Plus, Qt::ControlModifier);
        QTest::keyClick(graph(), Qt::Key_0, Qt::ControlModifier);
        QVERIFY(!graph()->zoomed());
        // The button of the time that is chosen already leads back, too.
        graph()->showRange({kNow - 300 * kSecond, kNow - 200 * kSecond});
        QCOMPARE(click(&*m_panel, u"span1min"_s), QString());
        QVERIFY(!graph()->zoomed());
    }

    void exactValuesAsCsv()
    {
        m_history->add(requestsAt(kNow - 2 * kSecond, 0, 0, 0));
        m_history->add(requestsAt(kNow - kSecond, 3, 1000, 768));
        m_history->add(requestsAt(kNow, 3, 1000, 0));
        show();
        m_panel->setQuantity(Quantity::Latency);
        const QByteArray utc = QDateTime::fromMSecsSinceEpoch(kNow / 1000 - 1000, Qt::UTC)
                                   .toString(u"yyyy-MM-ddTHH:mm:ss.zzz'Z'"_s)
                                   .toLatin1();
        const QList<QByteArray> lines = gui::csvOf(Quantity::Latency, graph()->exactPoints()).split('\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], QByteArray("time,read_mean_us,write_mean_us,read_p99_us,write_p99_us\r"));
        QCOMPARE(lines[1], utc + ",333.3333333333333,,768,\r");
        QVERIFY(lines[2].endsWith(",,,,\r"));
        QVERIFY(lines[3].isEmpty());
        QVERIFY(
            gui::csvOf(Quantity::Throughput, m_history->points(Quantity::Throughput, 0, kNow)).contains(",12288,0\r"));
    }

    void pictureHasTitleAndLegend()
    {
        addSeconds(-60, 0, 10'000'000, 5'000'000);
        graph()->setHistory(&*m_history);
        const QImage image = graph()->picture(u"Throughput of a disk"_s); // also while hidden
        QCOMPARE(image.devicePixelRatio(), 2.0);
        QVERIFY(image.width() >= 2000);
        const auto has = [&](const QColor &color, int top, int bottom) {
            for (int y = top; y < bottom; ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (isLike(image.pixelColor(x, y), color))
                        return true;
                }
            }
            return false;
        };
        const int head = graph()->fontMetrics().height() * 4 * 2;
        const QColor read = gui::toneColor(Tone::Read, graph()->palette());
        const QColor write = gui::toneColor(Tone::Write, graph()->palette());
        QVERIFY(has(graph()->palette().color(QPalette::Text), 0, head / 2));          // title
        QVERIFY(has(read, head / 2, head) && has(write, head / 2, head));             // legend
        QVERIFY(has(read, head, image.height()) && has(write, head, image.height())); // lines
    }

    void nothingMeasured()
    {
        show();
        QVERIFY(graph()->points().empty());
        QVERIFY(graph()->accessibleDescription().contains(u"Nothing was measured"_s));
        graph()->setFocus();
        for (const auto key : {Qt::Key_Left, Qt::Key_Home, Qt::Key_End, Qt::Key_PageUp})
            QTest::keyClick(graph(), key);
        QVERIFY(!graph()->underCursor());
        QCOMPARE(textOf(&*m_panel, u"readNow"_s), u"Read"_s);
        QVERIFY(columnsLike(gui::toneColor(Tone::Read, graph()->palette())).isEmpty());
    }

private:
    [[nodiscard]] ThroughputGraph *graph() { return m_panel->graph(); }

    void choose(const QString &name, Quantity quantity)
    {
        auto *combo = seen<QComboBox>(&*m_panel, name);
        QVERIFY(combo);
        combo->setCurrentIndex(int(quantity));
        emit combo->activated(int(quantity));
    }

    void wheel(const QPoint &at, int angle)
    {
        QWheelEvent event(QPointF(at), graph()->mapToGlobal(QPointF(at)), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(graph(), &event);
    }

    void drag(const QPoint &from, const QPoint &to, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mousePress(graph(), Qt::LeftButton, modifiers, from);
        for (const QPoint &at : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, at, graph()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, modifiers);
            QApplication::sendEvent(graph(), &move);
        }
        QTest::mouseRelease(graph(), Qt::LeftButton, modifiers, to);
    }

    /// A sample each second, totals going on from the last call.
    void addSeconds(int from, int to, quint64 read, quint64 written)
    {
        for (int second = from; second <= to; ++second)
            m_history->add(sampleAt(kNow + second * kSecond, m_read += read, m_written += written));
    }

    void show()
    {
        graph()->setHistory(&*m_history);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(&*m_panel));
        m_panel->activateWindow();
        QTRY_VERIFY(m_panel->isActiveWindow());
    }

    void refresh() { graph()->setHistory(&*m_history); }

    /// As it does by itself, once.
    void refreshByTime()
    {
        QSignalSpy refreshed(graph(), &ThroughputGraph::refreshed);
        QVERIFY(refreshed.wait(10'000));
    }

    static QList<int> columns(const QImage &image)
    {
        QList<int> all(image.width());
        std::iota(all.begin(), all.end(), 0);
        return all;
    }

    /// The columns of the picture, or of its upper part, in which this colour is seen.
    QList<int> columnsLike(const QColor &color, double part = 1)
    {
        const QImage image = graph()->grab().toImage();
        QList<int> found;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height() * part; ++y) {
                if (isLike(image.pixelColor(x, y), color)) {
                    found << x;
                    break;
                }
            }
        }
        return found;
    }

    /// The row in which it is seen most.
    static int rowLike(const QImage &image, const QColor &color)
    {
        int best = -1, most = 0;
        for (int y = 0; y < image.height(); ++y) {
            int count = 0;
            for (int x = 0; x < image.width(); ++x)
                count += isLike(image.pixelColor(x, y), color) ? 1 : 0;
            if (count > most) {
                most = count;
                best = y;
            }
        }
        return best;
    }

    static int missingIn(const QList<int> &columns, int from, int to)
    {
        int missing = 0;
        for (int x = from; x <= to; ++x)
            missing += columns.contains(x) ? 0 : 1;
        return missing;
    }

    std::optional<SampleHistory> m_history;
    std::optional<ThroughputPanel> m_panel;
    qint64 m_now = kNow;
    quint64 m_read = 0, m_written = 0;
};

QTEST_MAIN(TestGuiGraph)
#include "tst_gui_graph.moc"
