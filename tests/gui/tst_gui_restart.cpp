// SPDX-License-Identifier: GPL-3.0-or-later
// The service is killed under the open window and is back a moment later: nothing that a person chose, opened or typed
// is lost, and nothing is shown as if it were still so.
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QAction>
#include <QDialog>
#include <QHeaderView>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

#include <optional>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::MainActions;

class TestGuiRestart : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        m_desktop.emplace(m_bus->address());
        QTRY_VERIFY(list() != nullptr);
        QTRY_COMPARE(list()->model()->rowCount(), 3);
    }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void whatIsChosenStays()
    {
        m_desktop->window.showTarget(kLockedNode);
        seen<QTabWidget>(&m_desktop->window, u"detailsTabs"_s)->setCurrentIndex(3);
        list()->sortByColumn(gui::TargetModel::State, Qt::DescendingOrder);
        QTRY_VERIFY(textOf(&m_desktop->window, u"detailsTitle"_s).endsWith(u":locked"_s));
        m_fake->kill();
        QTRY_VERIFY(seen(&m_desktop->window, u"unavailablePage"_s));
        QCOMPARE(textOf(&m_desktop->window, u"unavailableHeading"_s), u"The Portolan service has stopped"_s);
        QVERIFY(m_desktop->client.nodes().empty());
        comeBack();
        QTRY_VERIFY(textOf(&m_desktop->window, u"detailsTitle"_s).endsWith(u":locked"_s));
        QCOMPARE(seen<QTabWidget>(&m_desktop->window, u"detailsTabs"_s)->currentIndex(), 3);
        QCOMPARE(list()->header()->sortIndicatorSection(), int(gui::TargetModel::State));
        QCOMPARE(list()->selectionModel()->selectedRows().size(), 1);
        QTRY_VERIFY(m_fake->leases().contains(kSession)); // and its rates are measured again
    }

    void whatIsFilteredStays()
    {
        QCOMPARE(type(&m_desktop->window, u"filter"_s, u"failed"_s), QString());
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        m_fake->kill();
        QTRY_VERIFY(seen(&m_desktop->window, u"unavailablePage"_s));
        comeBack();
        QCOMPARE(list()->model()->rowCount(), 1);
        QCOMPARE(textOf(&m_desktop->window, u"filter"_s), u"failed"_s);
        QTRY_VERIFY(textOf(&m_desktop->window, u"detailsTitle"_s).endsWith(u":failed"_s));
    }

    void openDialogs_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("dialog");
        QTest::newRow("password") << int(MainActions::Password) << u"credentialsDialog"_s;
        QTest::newRow("connection") << int(MainActions::Connection) << u"connectionDialog"_s;
        QTest::newRow("rename") << int(MainActions::Rename) << u"renameDialog"_s;
    }

    void openDialogs()
    {
        QFETCH(int, action);
        QFETCH(QString, dialog);
        m_desktop->window.showTarget(kLockedNode);
        QTRY_VERIFY(m_desktop->window.actions()[MainActions::Id(action)]->isEnabled());
        m_desktop->window.actions()[MainActions::Id(action)]->trigger();
        QTRY_VERIFY(open(dialog));
        QLineEdit *edit = nullptr;
        for (auto *candidate : open(dialog)->findChildren<QLineEdit *>()) {
            if (candidate->isVisible() && edit == nullptr)
                edit = candidate;
        }
        QVERIFY(edit != nullptr);
        edit->setText(u"half of a na"_s);
        m_fake->kill();
        QTRY_VERIFY(!m_desktop->client.available());
        QTest::qWait(50);
        QVERIFY(open(dialog));
        comeBack();
        QVERIFY(open(dialog));
        QCOMPARE(edit->text(), u"half of a na"_s);
        open(dialog)->reject();
        QTRY_VERIFY(!open(dialog));
    }

    void dialogOfATargetThatIsGone()
    {
        m_desktop->window.showTarget(kLockedNode);
        QTRY_VERIFY(m_desktop->window.actions()[MainActions::Password]->isEnabled());
        m_desktop->window.actions()[MainActions::Password]->trigger();
        QTRY_VERIFY(open(u"credentialsDialog"_s));
        m_fake->kill();
        QTRY_VERIFY(!m_desktop->client.available());
        QCOMPARE(m_fake->start(m_bus->address(), u"empty"_s), QString());
        QTRY_VERIFY(m_desktop->ready());
        QTRY_VERIFY(!open(u"credentialsDialog"_s));
        QTRY_VERIFY(seen(&m_desktop->window, u"emptyPage"_s));
    }

    void diesWhileItsObjectsAreRead() // several times; in the end everything is there, once
    {
        for (int i = 0; i < 5; ++i) {
            m_fake->kill();
            QCOMPARE(m_fake->start(m_bus->address(), u"many:300:30"_s), QString());
            QTest::qWait(i * 3);
        }
        QTRY_COMPARE(m_desktop->feed.count(dbus::NodeStatus::Connected), 30);
        QTRY_VERIFY(list() != nullptr);
        QCOMPARE(list()->model()->rowCount(), 285);
        QCOMPARE(m_desktop->client.nodes().size(), 300U);
        QCOMPARE(m_desktop->model.rowCount(), 285);
    }

    void changesWhileItsObjectsAreRead() // are neither lost nor overtaken by what was read before them
    {
        m_fake->kill();
        QCOMPARE(m_fake->start(m_bus->address(), u"many:2000:200"_s), QString());
        for (int i = 0; i < 6; ++i) {
            QVERIFY(m_fake->changeSessions(i % 2 != 0));
            QTest::qWait(5);
        }
        QVERIFY(m_fake->changeSessions(false));
        QVERIFY(m_fake->removeObject(u"/org/portolan/Initiator1/nodes/n00003"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->feed.count(dbus::NodeStatus::Reconnecting), 200, 30'000);
        QTRY_COMPARE(m_desktop->client.nodes().size(), 1999U);
        QTRY_VERIFY(list() != nullptr);
        QCOMPARE(m_desktop->feed.count(dbus::NodeStatus::Connected), 0);
        QTest::qWait(200);
        QCOMPARE(m_desktop->feed.count(dbus::NodeStatus::Reconnecting), 200);
        QCOMPARE(list()->model()->rowCount(), 1899);
    }

    void neverHalfAList() // what is shown is all of it
    {
        m_fake->kill();
        QTRY_VERIFY(seen(&m_desktop->window, u"unavailablePage"_s));
        int least = 1'000'000;
        connect(&m_desktop->model, &QAbstractItemModel::rowsInserted, this, [&] {
            if (list() != nullptr)
                least = std::min(least, list()->model()->rowCount());
        });
        QCOMPARE(m_fake->start(m_bus->address(), u"many:1000:100"_s), QString());
        while (list() == nullptr)
            QTest::qWait(1);
        least = std::min(least, list()->model()->rowCount());
        QTest::qWait(300);
        QCOMPARE(least, 950);
    }

private:
    [[nodiscard]] QTreeView *list() const { return seen<QTreeView>(&m_desktop->window, u"targetList"_s); }
    [[nodiscard]] QDialog *open(const QString &name) const { return seen<QDialog>(&m_desktop->window, name); }

    void comeBack()
    {
        QCOMPARE(m_fake->start(m_bus->address(), u"demo"_s), QString());
        QTRY_VERIFY(list() != nullptr);
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiRestart)
#include "tst_gui_restart.moc"
