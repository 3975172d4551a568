// SPDX-License-Identifier: GPL-3.0-or-later
// Many nodes and sessions under the real window: how long the main thread does not look for input.
//
// Small by default. PORTOLAN_SCALE=10000:1000 (nodes:sessions) measures what is promised, for builds with optimization;
// then no stretch may take more than PORTOLAN_STALL_MS (50) of processor time:
//
//   cmake --preset release -B build/bench -DBUILD_TESTING=ON && cmake --build build/bench --target tst_gui_scale
//   QT_QPA_PLATFORM=offscreen PORTOLAN_SCALE=10000:1000 build/bench/tests/gui/tst_gui_scale
#include "gui/tray/tray_icon.h"
#include "tests/gui/desktop.h"
#include "tests/gui/stall_meter.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QComboBox>
#include <QHeaderView>
#include <QScopeGuard>
#include <QScrollBar>
#include <QTest>
#include <QTreeView>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using dbus::NodeStatus;
using gui::TargetModel;

class TestGuiScale : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        Desktop::forgetSettings();
        const QStringList wanted = qEnvironmentVariable("PORTOLAN_SCALE", u"600:60"_s).split(u':');
        QCOMPARE(wanted.size(), 2);
        m_nodes = wanted[0].toInt();
        m_sessions = wanted[1].toInt();
        // A small world in a build for tests, with sanitizers on a busy machine: it is there to find what is not
        // linear.
        m_limitMs = qEnvironmentVariableIntValue("PORTOLAN_STALL_MS");
        if (m_limitMs == 0)
            m_limitMs = qEnvironmentVariableIsSet("PORTOLAN_SCALE") ? 50 : 400;
        QCOMPARE(m_bus.start(), QString());
    }

    void stalls()
    {
        const QString scenario = u"many:%1:%2"_s.arg(m_nodes).arg(m_sessions);
        QCOMPARE(m_fake.emplace().start(m_bus.address(), scenario), QString());
        QVERIFY(m_fake->startLoad());
        StallMeter meter;
        m_meter = &meter;
        const auto tell = qScopeGuard([&meter] { qInfo().noquote() << meter.table(); });
        meter.begin(u"start"_s);
        std::optional<Desktop> desktop;
        meter.act([&] { desktop.emplace(m_bus.address()); });
        m_desktop = &*desktop;
        gui::TrayIcon tray(desktop->client, desktop->feed, desktop->model,
                           *client::InitiatorClient::connectTo(m_bus.address()), [] { return true; });
        QVERIFY(meter.until([&] { return complete(); }));
        for (int i = 0; i < 100 && m_fake->leases().size() <= m_sessions; ++i)
            meter.rest(100);
        QCOMPARE(m_fake->leases().size(), m_sessions + 1);
        meter.begin(u"statistics of all sessions"_s);
        meter.rest(5000);
        changes();
        sorting();
        filtering();
        scrolling();
        choosing();
        hiding();
        serviceDies(scenario);
        for (const auto &phase : meter.phases())
            QVERIFY2(phase.cpuMs <= m_limitMs, qPrintable(u"%1: %2 ms"_s.arg(phase.name).arg(phase.cpuMs)));
    }

private:
    [[nodiscard]] QTreeView *list() const { return seen<QTreeView>(&m_desktop->window, u"targetList"_s); }
    [[nodiscard]] int shown() const { return list() == nullptr ? 0 : list()->model()->rowCount(); }
    [[nodiscard]] int targets() const { return m_nodes - m_nodes / 20; }
    [[nodiscard]] bool complete() const
    {
        return shown() == targets() && m_desktop->feed.count(NodeStatus::Connected) == m_sessions;
    }

    void changes()
    {
        m_meter->begin(u"all sessions are lost at once"_s);
        QVERIFY(m_fake->changeSessions(false));
        QVERIFY(m_meter->until([&] { return m_desktop->feed.count(NodeStatus::Reconnecting) == m_sessions; }));
        m_meter->rest(500);
        m_meter->begin(u"all sessions are back at once"_s);
        QVERIFY(m_fake->changeSessions(true));
        QVERIFY(m_meter->until([&] { return m_desktop->feed.count(NodeStatus::Connected) == m_sessions; }));
        m_meter->rest(500);
    }

    void sorting()
    {
        for (const int column : {TargetModel::State, TargetModel::ReadRate, TargetModel::Target}) {
            m_meter->begin(u"sort: "_s + m_desktop->model.headerData(column, Qt::Horizontal, 0).toString());
            for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder, Qt::AscendingOrder}) {
                m_meter->act([&] { list()->sortByColumn(column, order); });
                m_meter->rest(300);
            }
            if (column == TargetModel::State) {
                m_meter->begin(u"lost at once, sorted by state"_s);
                QVERIFY(m_fake->changeSessions(false));
                QVERIFY(m_meter->until([&] { return m_desktop->feed.count(NodeStatus::Reconnecting) == m_sessions; }));
                QVERIFY(m_fake->changeSessions(true));
                QVERIFY(m_meter->until([&] { return m_desktop->feed.count(NodeStatus::Connected) == m_sessions; }));
            }
            if (column == TargetModel::ReadRate) {
                m_meter->begin(u"statistics, sorted by rate"_s);
                m_meter->rest(3000);
            }
        }
    }

    void filtering()
    {
        m_meter->begin(u"type into the filter"_s);
        auto *filter = seen<QLineEdit>(&m_desktop->window, u"filter"_s);
        QVERIFY(filter != nullptr);
        for (const QChar c : u"volume-77"_s) {
            m_meter->act([&] { QTest::sendKeyEvent(QTest::Click, filter, Qt::Key_unknown, QString(c), {}); });
            m_meter->rest(100);
        }
        QVERIFY(shown() > 0 && shown() < targets() / 10);
        m_meter->begin(u"empty the filter"_s);
        for (qsizetype left = filter->text().size(); left > 0; --left) {
            m_meter->act([&] { QTest::keyClick(filter, Qt::Key_Backspace); });
            m_meter->rest(100);
        }
        QCOMPARE(shown(), targets());
        m_meter->begin(u"show states"_s);
        auto *states = seen<QComboBox>(&m_desktop->window, u"showStates"_s);
        for (const int choice : {1, 2, 3, 0}) {
            m_meter->act([&] { states->setCurrentIndex(choice); });
            m_meter->rest(100);
        }
        QCOMPARE(shown(), targets());
    }

    void scrolling()
    {
        m_meter->begin(u"scroll by pages"_s);
        list()->setFocus();
        for (int page = 0; page < 60; ++page) {
            m_meter->act([&] { QTest::keyClick(list(), Qt::Key_PageDown); });
            m_meter->rest(20);
        }
        m_meter->begin(u"scroll to the end and back"_s);
        for (const auto key : {Qt::Key_End, Qt::Key_Home, Qt::Key_End, Qt::Key_Home}) {
            m_meter->act([&] { QTest::keyClick(list(), key); });
            m_meter->rest(100);
        }
        QScrollBar *bar = list()->verticalScrollBar();
        for (int step = 0; step <= 100; ++step) {
            m_meter->act([&] { bar->setValue(bar->maximum() * step / 100); });
            m_meter->rest(5);
        }
    }

    void choosing()
    {
        m_meter->begin(u"choose all"_s);
        m_meter->act([&] { QTest::keySequence(list(), QKeySequence::SelectAll); });
        m_meter->rest(1500);
        m_meter->begin(u"lost at once, all chosen"_s);
        QVERIFY(m_fake->changeSessions(false));
        QVERIFY(m_meter->until([&] { return m_desktop->feed.count(NodeStatus::Reconnecting) == m_sessions; }));
        QVERIFY(m_fake->changeSessions(true));
        QVERIFY(m_meter->until([&] { return m_desktop->feed.count(NodeStatus::Connected) == m_sessions; }));
        m_meter->begin(u"choose one"_s);
        m_meter->act([&] { QTest::keyClick(list(), Qt::Key_Home); });
        m_meter->rest(200);
    }

    void hiding()
    {
        m_meter->begin(u"hide the window and show it"_s);
        m_meter->act([&] { m_desktop->window.hide(); });
        m_meter->rest(1000);
        m_meter->act([&] { m_desktop->window.show(); });
        m_meter->rest(1000);
    }

    void serviceDies(const QString &scenario)
    {
        m_meter->begin(u"the service dies"_s);
        m_fake->kill();
        QVERIFY(m_meter->until([&] { return shown() == 0 && !m_desktop->client.available(); }));
        m_meter->rest(300);
        m_meter->begin(u"the service is back"_s);
        QCOMPARE(m_fake->start(m_bus.address(), scenario), QString());
        QVERIFY(m_meter->until([&] { return complete(); }));
        m_meter->rest(500);
    }

    int m_nodes = 0, m_sessions = 0, m_limitMs = 0;
    PrivateBus m_bus;
    std::optional<FakeService> m_fake;
    Desktop *m_desktop = nullptr;
    StallMeter *m_meter = nullptr;
};

QTEST_MAIN(TestGuiScale)
#include "tst_gui_scale.moc"
