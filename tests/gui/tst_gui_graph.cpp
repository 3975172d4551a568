// SPDX-License-Identifier: GPL-3.0-or-later
// The throughput graph: what it draws, how it is read without eyes or without a mouse, and that it rests when nobody
// looks.
#include "gui/models/sample_history.h"
#include "gui/widgets/theme_colors.h"
#include "gui/widgets/throughput_panel.h"
#include "tests/gui/desktop.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <numeric>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::SampleHistory;
using gui::ThroughputGraph;
using gui::ThroughputPanel;
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
        for (const qint64 span :
             {ThroughputPanel::kMinuteUs, ThroughputPanel::kTenMinutesUs, ThroughputPanel::kSixHoursUs}) {
            for (const int lines : {1, 3, 6, 12}) {
                const qint64 step = gui::timeStepUs(span, lines);
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
