// SPDX-License-Identifier: GPL-3.0-or-later
// The storage servers that are known: searched again at a real one, and what a search can bring at a simulated one.
#include "gui/models/servers_model.h"
#include "gui/models/text.h"
#include "gui/windows/settings.h"
#include "tests/gui/desktop.h"
#include "tests/gui/page_checks.h"
#include "tests/gui/sandbox.h"
#include "tests/support/fake_portoland/fake_service.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QTreeView>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::MainActions;
using gui::ServersModel;

class TestGuiServers : public QObject {
    Q_OBJECT

private slots:
    void init() { Desktop::forgetSettings(); }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void searchedAgain() // the real service and a real target
    {
        StorageServer server;
        const QString first = u"iqn.2026-11.org.portolan.test:first"_s,
                      second = u"iqn.2026-11.org.portolan.test:second"_s;
        QCOMPARE(server.start({{first}, {second}}), QString());
        Sandbox sandbox;
        QCOMPARE(sandbox.start(), QString());
        m_desktop.emplace(sandbox.busAddress());
        QTRY_VERIFY(m_desktop->ready());
        QVERIFY(m_desktop->comesToFront());
        QTest::keySequence(&m_desktop->window, QKeySequence(u"Ctrl+D"_s));
        QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
        QCOMPARE(rows(), 0);
        QVERIFY(!button(u"searchAgain"_s)->isEnabled() && !button(u"removeServer"_s)->isEnabled());

        const QString port = server.address().section(u':', -1);
        m_desktop->client.discover(u"127.0.0.1"_s, port.toUShort(), {}, &m_desktop->window,
                                   [](const Result<QString> &) { /* the list shows it */ });
        QTRY_COMPARE(rows(), 1);
        QTRY_COMPARE(cell(ServersModel::Changes), u"2 new"_s);
        QCOMPARE(cell(ServersModel::Server), server.address());
        QVERIFY2(cell(ServersModel::LastSearch).startsWith(u"Today"_s), qPrintable(cell(ServersModel::LastSearch)));
        list()->setCurrentIndex(list()->model()->index(0, 0));
        QTRY_COMPARE(targets()->rowCount(), 2);
        QVERIFY(findTarget(first).startsWith(u"New"_s));

        QCOMPARE(click(dialog(), u"searchAgain"_s), QString());
        QTRY_COMPARE(cell(ServersModel::Changes), u"Nothing new"_s);
        QCOMPARE(findTarget(first), u"As before"_s);
        QVERIFY(!seen(dialog(), u"serversMessage"_s));

        server.stop();
        QTest::keyClick(dialog(), Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(seen(dialog(), u"serversMessage"_s), 20'000);
        QVERIFY(textOf(seen(dialog(), u"serversMessage"_s), u"sentence"_s).contains(server.address()));
        QTRY_VERIFY(cell(ServersModel::LastSearch).startsWith(u"Failed"_s));
        QCOMPARE(targets()->rowCount(), 2); // a search that fails forgets nothing

        QCOMPARE(click(dialog(), u"removeServer"_s), QString());
        QTRY_VERIFY(seen(dialog(), u"confirmRemoveServerButton"_s));
        QTest::keyClick(seen(dialog(), u"removeServerDialog"_s), Qt::Key_Escape);
        QTRY_VERIFY(!seen(dialog(), u"removeServerDialog"_s));
        QCOMPARE(rows(), 1);
        QCOMPARE(click(dialog(), u"removeServer"_s), QString());
        QTRY_VERIFY(seen(dialog(), u"confirmRemoveServerButton"_s));
        QCOMPARE(click(dialog(), u"confirmRemoveServerButton"_s), QString());
        QTRY_COMPARE(rows(), 0);
        QCOMPARE(m_desktop->client.nodes().size(), 2U); // its targets stay
        m_desktop.reset();
        QCOMPARE(sandbox.close(), QStringList());
    }

    /// From the choice to a search that nobody asked for, at the real service.
    void searchedByItself()
    {
        StorageServer server;
        QCOMPARE(server.start({{u"iqn.2026-11.org.portolan.test:first"_s}}), QString());
        Sandbox sandbox;
        QCOMPARE(sandbox.start(), QString());
        m_desktop.emplace(sandbox.busAddress());
        QTRY_VERIFY(m_desktop->ready());
        QVERIFY(m_desktop->comesToFront());
        QTest::keySequence(&m_desktop->window, QKeySequence(u"Ctrl+D"_s));
        QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
        QVERIFY(!button(u"searchByItself"_s)->isEnabled()); // of which server?
        m_desktop->client.discover(u"127.0.0.1"_s, server.address().section(u':', -1).toUShort(), {},
                                   &m_desktop->window, [](const Result<QString> &) { /* the list shows it */ });
        QTRY_COMPARE(cell(ServersModel::Changes), u"1 new"_s);
        list()->setCurrentIndex(list()->model()->index(0, 0));
        QCOMPARE(interval(), u"When I ask"_s);
        QCOMPARE(cell(ServersModel::NextSearch), u"When you ask"_s);

        choose(Qt::Key_H);
        QTRY_VERIFY(m_desktop->client.portals().front().refreshInterval == 3600);
        const auto next = m_desktop->client.portals().front().nextRefresh;
        QVERIFY(next > QDateTime::currentDateTime().addSecs(3200) && next < QDateTime::currentDateTime().addSecs(3601));
        QVERIFY2(cell(ServersModel::NextSearch).contains(u" at "_s), qPrintable(cell(ServersModel::NextSearch)));
        QCOMPARE(interval(), u"Every hour"_s);

        choose(Qt::Key_W);
        QTRY_COMPARE(cell(ServersModel::NextSearch), u"When you ask"_s);
        m_desktop.reset();
        QCOMPARE(sandbox.close(), QStringList());
    }

    void intervalOfTheCommandLineAndRefusals()
    {
        QVERIFY(startFake());
        QVERIFY(m_fake->setProperties(kPortal, u"Portal"_s, {{u"RefreshInterval"_s, 7200U}}));
        QTRY_VERIFY2(interval().startsWith(u"Every 2 hour"_s), qPrintable(interval()));
        QVERIFY(m_fake->setPermissions({{u"discover"_s, u"no"_s}}));
        QVERIFY(m_fake->script(u"Portal.SetRefreshInterval"_s, {{u"error"_s, u"NotAuthorized"_s}}));
        choose(Qt::Key_1);
        QTRY_VERIFY(seen(dialog(), u"serversMessage"_s));
        QTRY_VERIFY(interval().startsWith(u"Every 2 hour"_s)); // not what was wished
        QTRY_VERIFY(!button(u"searchByItself"_s)->isEnabled());
    }

    void newChangedAndMissing()
    {
        QVERIFY(startFake());
        const QAbstractItemModelTester tester(list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(cell(ServersModel::Targets), u"3"_s);
        QCOMPARE(cell(ServersModel::Changes), QString()); // nobody has searched since this program runs
        // What is missing the service knows by itself.
        QVERIFY(m_fake->setProperties(kFailedNode, u"Node"_s, {{u"Status"_s, uint(dbus::NodeStatus::Missing)}}));
        QTRY_COMPARE(cell(ServersModel::Changes), u"1 missing"_s);
        QVERIFY(m_fake->script(u"Portal.Refresh"_s,
                               {{u"details"_s, QVariantMap{{u"portal"_s, kPortal},
                                                           {u"new"_s, QStringList{kPlainNode}},
                                                           {u"changed"_s, QStringList{kLockedNode}}}}}));
        // A search by another program counts as well.
        m_desktop->client.refreshPortal(kPortal, &m_desktop->window, [](const Result<QString> &) { /* see below */ });
        QTRY_COMPARE(cell(ServersModel::Changes), u"1 new · 1 changed · 1 missing"_s);
        QCOMPARE(findTarget(u"plain"_s), u"New"_s);
        QCOMPARE(findTarget(u"locked"_s), u"Changed"_s);
        QCOMPARE(findTarget(u"failed"_s), u"Missing"_s);
    }

    void failures()
    {
        QVERIFY(startFake());
        QVERIFY(m_fake->script(u"Portal.Refresh"_s, {{u"job_error"_s, u"AuthenticationFailed"_s}}));
        QCOMPARE(click(dialog(), u"searchAgain"_s), QString());
        QTRY_VERIFY(seen(dialog(), u"serversMessage"_s));
        QVERIFY(cell(ServersModel::LastSearch) != u"Searching…"_s);
        QVERIFY(m_fake->script(u"Portal.Refresh"_s, {{u"error"_s, u"NotAuthorized"_s}, {u"times"_s, 1}}));
        QCOMPARE(click(dialog(), u"searchAll"_s), QString());
        QTRY_VERIFY(seen(dialog(), u"serversMessage"_s));
        // What failed before this window was opened is said too.
        QVERIFY(m_fake->setProperties(kPortal, u"Portal"_s, {{u"LastResult"_s, u"HostNotFound"_s}}));
        QTRY_VERIFY(cell(ServersModel::LastSearch).startsWith(u"Failed"_s));
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        m_desktop->window.actions()[MainActions::Servers]->trigger();
        QTRY_VERIFY(seen(dialog(), u"serversMessage"_s));
        QVERIFY(textOf(dialog(), u"sentence"_s).contains(u"10.0.0.5:3260"_s));
    }

    void addsStorage()
    {
        QVERIFY(startFake());
        QCOMPARE(click(dialog(), u"addServer"_s), QString());
        QTRY_VERIFY(wizardOf(m_desktop->window));
    }

    void addsAnIsnsServer()
    {
        QVERIFY(startFake());
        openIsns();
        QVERIFY(!isnsButton(u"searchIsns"_s)->isEnabled()); // nothing was typed
        QCOMPARE(seen<QSpinBox>(isns(), u"isnsPort"_s)->value(), 3205);
        QTest::keyClicks(seen(isns(), u"isnsAddress"_s), u"10.0.0.9"_s);
        QTest::keyClick(isns(), Qt::Key_Return);
        QTRY_VERIFY(!isns());
        QCOMPARE(m_fake->calls().filter(u"Manager.Discover"_s).size(), 1);
        QCOMPARE(rows(), 2);
        QCOMPARE(list()->currentIndex().row(), 1); // the new one is chosen
        QCOMPARE(list()->model()->index(1, ServersModel::Server).data().toString(), u"10.0.0.9:3205"_s);
        QCOMPARE(list()->model()->index(1, ServersModel::Kind).data().toString(), u"iSNS server"_s);
        QCOMPARE(cell(ServersModel::Kind), u"Storage server"_s);
    }

    void isnsServerRefuses()
    {
        QVERIFY(startFake());
        openIsns();
        QVERIFY(m_fake->script(u"Manager.Discover"_s, {{u"job_error"_s, u"IsnsNotRegistered"_s},
                                                       {u"details"_s, QVariantMap{{u"login_status"_s, 8U}}},
                                                       {u"times"_s, 1}}));
        QTest::keyClicks(seen(isns(), u"isnsAddress"_s), u"10.0.0.9:3300"_s);
        QCOMPARE(click(isns(), u"searchIsns"_s), QString());
        QTRY_VERIFY(seen(isns(), u"isnsMessage"_s));
        const QString sentence = textOf(seen(isns(), u"isnsMessage"_s), u"sentence"_s);
        QVERIFY2(sentence.contains(u"10.0.0.9:3300"_s) && sentence.contains(u"Source Unauthorized (8)"_s),
                 qPrintable(sentence));
        QCOMPARE(seen<QSpinBox>(isns(), u"isnsPort"_s)->value(), 3300); // typed behind the address
        QGuiApplication::clipboard()->clear();
        QCOMPARE(click(seen(isns(), u"isnsMessage"_s), u"messageAction"_s), QString());
        QCOMPARE(QGuiApplication::clipboard()->text(), m_desktop->client.manager().initiatorName);
        QCOMPARE(seen<QLineEdit>(isns(), u"isnsAddress"_s)->text(), u"10.0.0.9:3300"_s); // nothing typed is lost
        QCOMPARE(rows(), 1);
    }

    void isnsServerKnowsNothing()
    {
        QVERIFY(startFake());
        openIsns();
        const QVariantMap none{{u"nodes"_s, QStringList()}, {u"new"_s, QStringList()}, {u"names"_s, QStringList()}};
        QVERIFY(m_fake->script(u"Manager.Discover"_s, {{u"details"_s, none}, {u"times"_s, 1}}));
        QTest::keyClicks(seen(isns(), u"isnsAddress"_s), u"10.0.0.9"_s);
        QCOMPARE(click(isns(), u"searchIsns"_s), QString());
        QTRY_VERIFY(seen(isns(), u"isnsMessage"_s));
        QVERIFY(textOf(seen(isns(), u"isnsMessage"_s), u"cure"_s).contains(u"discovery domain"_s));
        QCOMPARE(click(isns(), u"searchIsns"_s), QString()); // now it is in the domain
        QTRY_VERIFY(!isns());
    }

    void isnsSearchIsStopped()
    {
        QVERIFY(startFake());
        openIsns();
        QVERIFY(m_fake->script(u"Manager.Discover"_s, {{u"hold"_s, true}, {u"times"_s, 1}}));
        QTest::keyClicks(seen(isns(), u"isnsAddress"_s), u"10.0.0.9"_s);
        QCOMPARE(click(isns(), u"searchIsns"_s), QString());
        QTRY_COMPARE(isnsButton(u"cancelButton"_s)->text(), u"Stop"_s);
        QVERIFY(!textOf(isns(), u"isnsPhase"_s).isEmpty());
        QTest::keyClick(isns(), Qt::Key_Escape);
        QTRY_VERIFY(!m_fake->calls().filter(u"Job.Cancel"_s).isEmpty());
        QTRY_VERIFY(isnsButton(u"searchIsns"_s)->isEnabled());
        QVERIFY(isns()); // what was typed can be mended
        QTest::keyClick(isns(), Qt::Key_Escape);
        QTRY_VERIFY(!isns());
        QCOMPARE(rows(), 1);
    }

    void isnsAddressIsNone()
    {
        QVERIFY(startFake());
        openIsns();
        QTest::keyClicks(seen(isns(), u"isnsAddress"_s), u"not an address"_s);
        QCOMPARE(click(isns(), u"searchIsns"_s), QString());
        QTRY_VERIFY(seen(isns(), u"isnsMessage"_s));
        QVERIFY(m_fake->calls().filter(u"Manager.Discover"_s).isEmpty());
    }

    void serviceGoesAndComes()
    {
        QVERIFY(startFake());
        m_fake->kill();
        QTRY_COMPARE(rows(), 0);
        QTRY_VERIFY(!button(u"addServer"_s)->isEnabled());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        QTRY_COMPARE(rows(), 1);
        QTRY_VERIFY(button(u"addServer"_s)->isEnabled());
    }

private:
    [[nodiscard]] bool startFake()
    {
        if (!m_bus.emplace().start().isEmpty() || !m_fake.emplace().start(m_bus->address(), u"demo"_s).isEmpty())
            return false;
        m_desktop.emplace(m_bus->address());
        if (!QTest::qWaitFor([this] { return m_desktop->client.available(); }) || !m_desktop->comesToFront())
            return false;
        m_desktop->window.actions()[MainActions::Servers]->trigger();
        return QTest::qWaitFor([this] { return dialog() != nullptr && dialog()->isActiveWindow(); });
    }

    void openIsns()
    {
        QCOMPARE(click(dialog(), u"addIsnsServer"_s), QString());
        QTRY_VERIFY(isns() && isns()->isActiveWindow());
    }

    [[nodiscard]] QDialog *isns() const { return seen<QDialog>(dialog(), u"isnsDialog"_s); }
    [[nodiscard]] QPushButton *isnsButton(const QString &name) const { return seen<QPushButton>(isns(), name); }
    [[nodiscard]] QDialog *dialog() const { return seen<QDialog>(&m_desktop->window, u"serversDialog"_s); }
    [[nodiscard]] QPushButton *button(const QString &name) const { return seen<QPushButton>(dialog(), name); }
    [[nodiscard]] QTreeView *list() const { return seen<QTreeView>(dialog(), u"serverList"_s); }
    [[nodiscard]] int rows() const { return list()->model()->rowCount(); }
    [[nodiscard]] QString cell(int column) const { return list()->model()->index(0, column).data().toString(); }
    [[nodiscard]] QAbstractItemModel *targets() const { return seen<QTreeView>(dialog(), u"serverTargets"_s)->model(); }

    /// The one with the mark.
    [[nodiscard]] QString interval() const
    {
        for (const QAction *choice : button(u"searchByItself"_s)->menu()->actions()) {
            if (choice->isChecked() && choice->isVisible())
                return gui::withoutMnemonic(choice->text());
        }
        return {};
    }
    void choose(Qt::Key key) const
    {
        QMenu *menu = button(u"searchByItself"_s)->menu();
        menu->popup(button(u"searchByItself"_s)->mapToGlobal(QPoint()));
        QTRY_VERIFY(menu->isVisible());
        QCOMPARE(badMnemonics(menu), QStringList());
        QTest::keyClick(menu, key);
        QTRY_VERIFY(!menu->isVisible());
    }

    /// What the search says about it.
    [[nodiscard]] QString findTarget(const QString &name) const
    {
        for (int row = 0; row < targets()->rowCount(); ++row) {
            if (targets()->index(row, 0).data().toString().contains(name))
                return targets()->index(row, 1).data().toString();
        }
        return u"not there"_s;
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiServers)
#include "tst_gui_servers.moc"
