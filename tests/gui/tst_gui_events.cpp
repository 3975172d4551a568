// SPDX-License-Identifier: GPL-3.0-or-later
// The events of everything and of one target: narrowed by a person, and followed to what they are about.
#include "gui/models/target_model.h"
#include "gui/widgets/throughput_panel.h"
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;

class TestGuiEvents : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        m_desktop.emplace(m_bus->address());
        QTRY_VERIFY(m_desktop->ready());
        QVERIFY(m_desktop->comesToFront());
        const qint64 now = QDateTime::currentMSecsSinceEpoch() * 1000;
        QVERIFY(emitEvent(kPlainNode, u"session.lost"_s, dbus::Severity::Warning, now - 60'000'000));
        QVERIFY(emitEvent(kPlainNode, u"lun.added"_s, dbus::Severity::Info, now - 30'000'000,
                          {{u"lun"_s, u"0"_s}, {u"size"_s, 1073741824ULL}}));
        QVERIFY(emitEvent({}, u"dataplane.no_kernel"_s, dbus::Severity::Warning, now - 8 * 86'400'000'000));
        m_desktop->window.actions()[gui::MainActions::Timeline]->trigger();
        QTRY_VERIFY(timeline());
        QTRY_VERIFY(rows() >= 5);
    }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void everythingIsTold()
    {
        QVERIFY(has(u"Could not log in"_s));
        QVERIFY(has(u"is lost"_s));
        QVERIFY(has(u"kernel’s own iSCSI"_s));
        const int before = rows();
        QVERIFY(emitEvent(kLockedNode, u"login.ok"_s, dbus::Severity::Info, 0));
        QTRY_COMPARE(rows(), before + 1); // newest first
        QVERIFY(view()->model()->index(0, 2).data().toString().startsWith(u"Logged in to"_s));
        // One window, however often it is asked for.
        m_desktop->window.showTimeline();
        QCOMPARE(m_desktop->window.findChildren<QDialog *>(u"timelineWindow"_s).size(), 1);
    }

    void sizeIsRemembered()
    {
        const QSize size = timeline()->size() - QSize(40, 30);
        timeline()->resize(size);
        QTest::keyClick(timeline(), Qt::Key_Escape);
        QTRY_VERIFY(!timeline());
        m_desktop->window.showTimeline();
        QTRY_VERIFY(timeline());
        QCOMPARE(timeline()->size(), size);
    }

    void filters()
    {
        const int all = rows();
        QCOMPARE(type(timeline(), u"eventFilter"_s, u"no event says this"_s), QString());
        QCOMPARE(rows(), 0);
        QCOMPARE(type(timeline(), u"eventFilter"_s, QString()), QString());
        QCOMPARE(rows(), all);
        choose(u"eventSeverity"_s, u"Errors"_s);
        QCOMPARE(rows(), 1);
        QVERIFY(has(u"Could not log in"_s));
        choose(u"eventSeverity"_s, u"Warnings and errors"_s);
        QCOMPARE(rows(), 3);
        choose(u"eventSince"_s, u"Last 7 days"_s);
        QCOMPARE(rows(), 2);
        choose(u"eventTarget"_s, u"iqn.2026-10.org.portolan.test:plain"_s);
        QCOMPARE(rows(), 1);
        QVERIFY(has(u"is lost"_s));
        choose(u"eventSeverity"_s, u"All severities"_s);
        choose(u"eventKind"_s, u"Disks"_s);
        QCOMPARE(rows(), 1);
        QVERIFY(has(u"has a disk"_s));
    }

    void detailsOnDemand()
    {
        QVERIFY(!seen(timeline(), u"eventDetails"_s));
        pick(u"is lost"_s);
        QCOMPARE(click(timeline(), u"eventDetailsButton"_s), QString());
        const auto *details = seen<QPlainTextEdit>(timeline(), u"eventDetails"_s);
        QVERIFY(details);
        QVERIFY2(details->toPlainText().contains(u"Code: session.lost"_s), qPrintable(details->toPlainText()));
        pick(u"has a disk"_s);
        QVERIFY2(details->toPlainText().contains(u"lun: 0"_s), qPrintable(details->toPlainText()));
        QCOMPARE(click(timeline(), u"copyEvents"_s), QString());
        QVERIFY(QApplication::clipboard()->text().contains(u"lun.added"_s));
    }

    void linksLeadThere()
    {
        auto *window = &m_desktop->window;
        pick(u"kernel’s own iSCSI"_s);
        for (const QString &link : {u"eventToTarget"_s, u"eventToDisk"_s, u"eventToGraph"_s})
            QVERIFY(!seen<QToolButton>(timeline(), link)->isEnabled()); // it is about this computer
        QVERIFY(seen<QToolButton>(timeline(), u"copyEvents"_s)->isEnabled());

        pick(u"Could not log in"_s);
        QVERIFY(!seen<QToolButton>(timeline(), u"eventToDisk"_s)->isEnabled());
        // Also where the list hides it.
        seen<QLineEdit>(window, u"filter"_s)->setText(u"plain"_s);
        seen<QComboBox>(window, u"showStates"_s)->setCurrentIndex(1);
        QCOMPARE(click(timeline(), u"eventToTarget"_s), QString());
        QCOMPARE(chosen(), kFailedNode);

        pick(u"has a disk"_s);
        QCOMPARE(click(timeline(), u"eventToDisk"_s), QString());
        QCOMPARE(chosen(), kPlainNode);
        QTRY_VERIFY(seen<QTreeView>(window, u"diskList"_s));
        QVERIFY(seen<QTreeView>(window, u"diskList"_s)->currentIndex().isValid());

        pick(u"is lost"_s);
        QCOMPARE(click(timeline(), u"eventToGraph"_s), QString());
        const auto *graph = seen<gui::ThroughputGraph>(window, u"throughputGraph"_s);
        QVERIFY(graph && graph->zoomed());
        const qint64 lost = QDateTime::currentMSecsSinceEpoch() * 1000 - 60'000'000;
        QVERIFY(graph->range().fromUs < lost && graph->range().toUs > lost);
        QVERIFY(graph->range().length() <= kTenMinutesUs);
        // Another target shows its latest values again.
        m_desktop->window.showTarget(kLockedNode);
        QTRY_VERIFY(!graph->zoomed());
    }

    void oneTargetShowsItsOwn()
    {
        timeline()->close();
        auto *window = &m_desktop->window;
        QVERIFY(m_desktop->comesToFront());
        window->showTarget(kPlainNode);
        seen<QTabWidget>(window, u"detailsTabs"_s)->setCurrentIndex(4);
        QTRY_VERIFY(seen<QTreeView>(window, u"eventList"_s));
        auto *list = seen<QTreeView>(window, u"eventList"_s);
        QVERIFY(list->isColumnHidden(1));
        QVERIFY(!seen(window, u"eventToTarget"_s) && !seen(window, u"eventTarget"_s));
        QTRY_COMPARE(list->model()->rowCount(), 3); // online, lost, disk
        window->showTarget(kFailedNode);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        window->showTarget(kLockedNode);
        QTRY_COMPARE(list->model()->rowCount(), 0);
        window->showTarget(kPlainNode);
        QTRY_COMPARE(list->model()->rowCount(), 3);
        list->setCurrentIndex(list->model()->index(1, 2));
        QCOMPARE(click(window, u"eventToGraph"_s), QString());
        QVERIFY(seen<gui::ThroughputGraph>(window, u"throughputGraph"_s)->zoomed());
    }

    void serviceThatIsBackTellsAnew()
    {
        m_fake->stop();
        QTRY_VERIFY(!m_desktop->client.available());
        QVERIFY(rows() > 0); // what is known stays to be read
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        QTRY_VERIFY(m_desktop->ready());
        QTRY_COMPARE(rows(), 2);
        QVERIFY(!has(u"is lost"_s));
    }

    void refusedEventsLeaveNothingOfBefore()
    {
        m_fake->stop();
        QTRY_VERIFY(!m_desktop->client.available());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"empty"_s), QString());
        QVERIFY(m_fake->script(u"Events.GetEvents"_s, {{u"error"_s, u"NotAuthorized"_s}}));
        QTRY_VERIFY(m_desktop->ready());
        QTRY_COMPARE(rows(), 0);
    }

private:
    static constexpr qint64 kTenMinutesUs = gui::ThroughputPanel::kTenMinutesUs;

    bool emitEvent(const QString &node, const QString &code, dbus::Severity severity, qint64 timeUs,
                   const QVariantMap &details = {})
    {
        QVariantMap event{{u"Code"_s, code}, {u"Severity"_s, uint(severity)}, {u"Message"_s, u"for the log"_s}};
        event.insert(u"Source"_s,
                     node.isEmpty() ? u"daemon"_s : u"iqn.2026-10.org.portolan.test:"_s + node.section(u'/', -1));
        if (!node.isEmpty())
            event.insert(u"Node"_s, QVariant::fromValue(QDBusObjectPath(node)));
        if (timeUs != 0)
            event.insert(u"Time"_s, timeUs);
        event.insert(u"Details"_s, details);
        return m_fake->emitEvent(event);
    }

    [[nodiscard]] QDialog *timeline() const { return seen<QDialog>(&m_desktop->window, u"timelineWindow"_s); }
    [[nodiscard]] QTreeView *view() const { return seen<QTreeView>(timeline(), u"eventList"_s); }
    [[nodiscard]] int rows() const { return view()->model()->rowCount(); }

    [[nodiscard]] QModelIndex find(const QString &words) const
    {
        if (rows() == 0)
            return {};
        return view()
            ->model()
            ->match(view()->model()->index(0, 2), Qt::DisplayRole, words, 1, Qt::MatchContains)
            .value(0);
    }
    [[nodiscard]] bool has(const QString &words) const { return find(words).isValid(); }

    void pick(const QString &words)
    {
        QVERIFY2(has(words), qPrintable(words));
        view()->setCurrentIndex(find(words));
        timeline()->activateWindow();
        QTRY_VERIFY(timeline()->isActiveWindow());
    }

    void choose(const QString &combo, const QString &text)
    {
        auto *choice = seen<QComboBox>(timeline(), combo);
        QVERIFY(choice);
        QVERIFY2(choice->findText(text) >= 0, qPrintable(text));
        choice->setCurrentText(text);
    }

    [[nodiscard]] QString chosen() const
    {
        return seen<QTreeView>(&m_desktop->window, u"targetList"_s)
            ->currentIndex()
            .data(gui::TargetModel::NodeRole)
            .toString();
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiEvents)
#include "tst_gui_events.moc"
