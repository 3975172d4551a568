// SPDX-License-Identifier: GPL-3.0-or-later
// The throughput page: what it asks the service for and when, what it writes into files, and what it costs.
#include "common/dbus/names.h"
#include "gui/widgets/throughput_panel.h"
#include "gui/windows/settings.h"
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QActionGroup>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileDialog>
#include <QImage>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <ctime>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::Quantity;
using gui::ThroughputPanel;

namespace {

/// Of this process with all its threads, as a share of one core, while the time passes.
double loadWhile(int ms)
{
    const auto cpu = [] {
        timespec now{};
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
    };
    QElapsedTimer timer;
    timer.start();
    const double before = cpu();
    // Not qWait(), which looks at the clock all the time.
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
    return (cpu() - before) * 1000 / double(timer.elapsed());
}

} // namespace

class TestGuiThroughput : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        QVERIFY(m_fake->startLoad());
        open();
    }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void sources()
    {
        auto *source = seen<QComboBox>(window(), u"graphSource"_s);
        QVERIFY(source);
        QStringList texts;
        for (int row = 0; row < source->count(); ++row)
            texts << source->itemText(row);
        QCOMPARE(texts, (QStringList{u"This target"_s, u"LUN 0: /dev/loop7"_s, u"All sessions"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(graph()->now(), 10'000);
        QVERIFY(!m_fake->leases().contains(kLun));
        // A disk is measured while it is looked at, and no longer.
        choose(1);
        QTRY_VERIFY(m_fake->leases().contains(kLun));
        QTRY_VERIFY_WITH_TIMEOUT(graph()->now(), 10'000);
        QTRY_VERIFY(!graph()->points().empty());
        choose(2);
        QTRY_VERIFY(!m_fake->leases().contains(kLun));
        QTRY_VERIFY(!graph()->points().empty());
        // It stays the choice when another target is looked at; that of a disk cannot.
        m_desktop->window.showTarget(kLockedNode);
        QCOMPARE(source->currentText(), u"All sessions"_s);
        QCOMPARE(source->count(), 2);
        m_desktop->window.showTarget(kPlainNode);
        choose(1);
        m_desktop->window.showTarget(kLockedNode);
        QCOMPARE(source->currentText(), u"This target"_s);
        QTRY_VERIFY(!m_fake->leases().contains(kLun));
        QVERIFY(graph()->points().empty()); // it is not connected
    }

    /// What was measured is there after the session, and the next session goes on in it.
    void historyOutlivesTheSession()
    {
        QTRY_VERIFY(!graph()->points().empty());
        m_desktop->client.logout(kPlainNode, true, window(), [](const Result<QString> &) { /* see below */ });
        QTRY_VERIFY(m_desktop->client.node(kPlainNode)->session.isEmpty());
        QTRY_VERIFY(m_fake->calls().contains(u"Node.GetHistory "_s + kPlainNode));
        QTRY_VERIFY(!graph()->points().empty());
        m_desktop->window.showTarget(kLockedNode); // it never had a session
        QTRY_VERIFY(graph()->points().empty());
        m_desktop->window.showTarget(kPlainNode);
        QTRY_VERIFY(!graph()->points().empty());
        m_desktop->client.login(kPlainNode, window(), [](const Result<QString> &) { /* see below */ });
        QTRY_VERIFY(!m_desktop->client.node(kPlainNode)->session.isEmpty());
        const QString session = m_desktop->client.node(kPlainNode)->session;
        QTRY_VERIFY(called(session) > 0);
        QTRY_VERIFY(!graph()->points().empty());
    }

    void nothingIsAskedWhileHidden()
    {
        choose(1);
        QTRY_VERIFY(m_fake->leases().contains(kLun));
        QTRY_VERIFY(called(kLun) > 0);
        seen<QTabWidget>(window(), u"detailsTabs"_s)->setCurrentIndex(1);
        QTRY_VERIFY(!m_fake->leases().contains(kLun));
        const int asked = called({});
        m_desktop->window.showTarget(kLockedNode);
        m_desktop->window.showTarget(kPlainNode);
        QTest::qWait(200);
        QCOMPARE(called({}), asked);
        // Back again, what was missed is asked for.
        seen<QTabWidget>(window(), u"detailsTabs"_s)->setCurrentIndex(2);
        QTRY_VERIFY(called({}) > asked);
    }

    void aWeekIsAskedInPieces()
    {
        QTRY_COMPARE(called(kSession), 1);
        QCOMPARE(click(window(), u"span6h"_s), QString());
        QTRY_COMPARE(called(kSession), 3);
        QCOMPARE(click(window(), u"span7d"_s), QString());
        QTRY_COMPARE(called(kSession), 9);
        const qint64 now = QDateTime::currentMSecsSinceEpoch() * 1000;
        QTRY_VERIFY_WITH_TIMEOUT(
            !graph()->points().empty() && graph()->points().front().timeUs < now - 6 * 86'400'000'000LL, 20'000);
        QCOMPARE(click(window(), u"span10min"_s), QString());
        QCOMPARE(click(window(), u"span7d"_s), QString());
        QTest::qWait(100);
        QCOMPARE(called(kSession), 9); // it is there already
        // A gap in the load (three minutes of every hour) is a gap in the graph.
        QVERIFY(std::ranges::any_of(graph()->exactPoints(), [now](const auto &p) {
            return p.afterGap && p.timeUs > now - 5 * 86'400'000'000LL;
        }));
    }

    void healthInTheOverview()
    {
        seen<QTabWidget>(window(), u"detailsTabs"_s)->setCurrentIndex(0);
        QTRY_VERIFY_WITH_TIMEOUT(seen(window(), u"overviewHealth"_s), 10'000);
        const QString health = textOf(window(), u"overviewHealth"_s);
        QVERIFY2(health.startsWith(u"Good · round trip "_s), qPrintable(health));
        // The last hour, once, besides what the graph had asked for: the counters go on while nobody looks.
        seen<QTabWidget>(window(), u"detailsTabs"_s)->setCurrentIndex(1);
        seen<QTabWidget>(window(), u"detailsTabs"_s)->setCurrentIndex(0);
        QTRY_VERIFY(seen(window(), u"overviewHealth"_s));
        QCOMPARE(called(kSession), 2);
        m_desktop->window.showTarget(kLockedNode);
        QTRY_VERIFY(!seen(window(), u"overviewHealth"_s));
    }

    void choicesAreRemembered()
    {
        auto *panel = m_desktop->window.findChild<ThroughputPanel *>();
        panel->setQuantity(Quantity::Latency);
        const auto units = panel->findChild<QActionGroup *>()->actions();
        units.at(int(gui::RateUnit::Bits))->trigger();
        QCOMPARE(m_desktop->model.rateUnit(), gui::RateUnit::Bits);
        panel->setSpan(ThroughputPanel::kWeekUs);
        m_desktop->window.close();
        m_desktop.reset();
        open();
        panel = m_desktop->window.findChild<ThroughputPanel *>();
        QCOMPARE(panel->graph()->quantity(), Quantity::Latency);
        QCOMPARE(panel->graph()->unit(), gui::RateUnit::Bits);
        QCOMPARE(panel->spanUs(), ThroughputPanel::kWeekUs);
        // A settings file may say anything.
        gui::Settings settings;
        settings.setValue(gui::Settings::Key::GraphQuantity, 77);
        settings.setValue(gui::Settings::Key::RateUnit, u"parsecs"_s);
        m_desktop.reset();
        open();
        QCOMPARE(graph()->quantity(), Quantity::Throughput);
    }

    void savedAsFiles()
    {
        QTRY_VERIFY(!graph()->points().empty());
        const QTemporaryDir folder;
        for (const QString &what : {u"exportCsv"_s, u"exportPicture"_s}) {
            m_desktop->window.findChild<QAction *>(what)->trigger();
            QTRY_VERIFY(seen<QFileDialog>(window(), u"exportDialog"_s));
            auto *dialog = seen<QFileDialog>(window(), u"exportDialog"_s);
            const QString name = QFileInfo(dialog->selectedFiles().value(0)).fileName();
            QVERIFY2(name.startsWith(u"portolan-throughput-iqn.2026-10.org.portolan.test-plain-2"_s), qPrintable(name));
            dialog->setDirectory(folder.path());
            dialog->selectFile(name);
            QMetaObject::invokeMethod(dialog, "accept");
            QTRY_VERIFY(QFile::exists(folder.filePath(name)));
            QTRY_VERIFY(textOf(seen(window(), u"exportMessage"_s), u"sentence"_s).startsWith(u"Saved as"_s));
            if (what == u"exportPicture"_s) {
                QVERIFY(QImage(folder.filePath(name)).width() >= 2000);
                continue;
            }
            QFile csv(folder.filePath(name));
            QVERIFY(csv.open(QIODevice::ReadOnly));
            QCOMPARE(csv.readLine(), QByteArray("time,read_bytes_per_second,write_bytes_per_second\r\n"));
            QVERIFY(QDateTime::fromString(QString::fromLatin1(csv.readLine().split(',').first()), Qt::ISODateWithMs)
                        .isValid());
        }
        m_desktop->window.findChild<QAction *>(u"exportCsv"_s)->trigger();
        QTRY_VERIFY(seen<QFileDialog>(window(), u"exportDialog"_s));
        auto *dialog = seen<QFileDialog>(window(), u"exportDialog"_s);
        emit dialog->fileSelected(folder.filePath(u"no such folder/x.csv"_s));
        const QString sentence = textOf(seen(window(), u"exportMessage"_s), u"sentence"_s);
        QVERIFY2(sentence.contains(u"could not be saved"_s), qPrintable(sentence));
        QVERIFY(!textOf(seen(window(), u"exportMessage"_s), u"cure"_s).isEmpty());
    }

    /// At most 2 % of a core while ten sessions are shown, and nothing while they are not. A build without optimization
    /// or with sanitizers is several times slower, so it may take more; what was measured is printed.
    void costs()
    {
        for (int i = 2; i <= 10; ++i)
            QVERIFY(addSession(i));
        QTRY_COMPARE(m_fake->leases().size(), 11);
        QTRY_VERIFY_WITH_TIMEOUT(graph()->now() && graph()->points().size() > 50, 20'000);
        window()->resize(1200, 760);
        QTest::qWait(1500);
        const double visible = loadWhile(6000);
        window()->hide();
        QTRY_COMPARE(m_fake->leases(), QStringList{dbus::kManagerPath}); // every 5 s, for the tray
        QVERIFY(!graph()->timerRuns());
        QTest::qWait(1500);
        const double hidden = loadWhile(4000);
        qInfo("10 sessions: %.2f %% of a core while visible, %.3f %% while hidden", visible * 100, hidden * 100);
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__)
        constexpr double kMost = 0.02;
#else
        constexpr double kMost = 0.10;
#endif
        QVERIFY2(visible <= kMost, qPrintable(QString::number(visible * 100)));
        QVERIFY2(hidden <= 0.005, qPrintable(QString::number(hidden * 100)));
    }

private:
    void open()
    {
        gui::Settings().setValue(gui::Settings::Key::DetailsTab, 2);
        m_desktop.emplace(m_bus->address());
        QTRY_VERIFY(m_desktop->ready());
        QVERIFY(m_desktop->comesToFront());
        m_desktop->window.showTarget(kPlainNode);
        QTRY_VERIFY(graph());
    }

    [[nodiscard]] QMainWindow *window() { return &m_desktop->window; }
    [[nodiscard]] gui::ThroughputGraph *graph()
    {
        return m_desktop->window.findChild<gui::ThroughputGraph *>(u"throughputGraph"_s);
    }

    void choose(int row)
    {
        auto *source = seen<QComboBox>(window(), u"graphSource"_s);
        QVERIFY(source && row < source->count());
        source->setCurrentIndex(row);
        emit source->activated(row);
    }

    /// How often the history of this object, or of any, was asked for.
    [[nodiscard]] int called(const QString &object)
    {
        const QStringList calls = m_fake->calls().filter(u"GetHistory "_s + object);
        return object.isEmpty() ? int(calls.size()) : int(calls.count(u"Statistics.GetHistory "_s + object));
    }

    bool addSession(int number)
    {
        const QString node = u"/org/portolan/Initiator1/nodes/many%1"_s.arg(number);
        const QString session = u"/org/portolan/Initiator1/sessions/%1"_s.arg(number + 100);
        const QString name = u"iqn.2026-11.org.portolan.many:%1"_s.arg(number);
        return m_fake->addObject(
                   session, u"Session"_s,
                   {{u"TargetName"_s, name}, {u"Node"_s, node}, {u"State"_s, uint(dbus::SessionState::Online)}}) &&
               m_fake->addObject(session, u"Statistics"_s, {}) &&
               m_fake->addObject(node, u"Node"_s,
                                 {{u"TargetName"_s, name},
                                  {u"Address"_s, u"10.0.0.5"_s},
                                  {u"Port"_s, 3260},
                                  {u"Status"_s, uint(dbus::NodeStatus::Connected)},
                                  {u"Session"_s, session}});
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiThroughput)
#include "tst_gui_throughput.moc"
