// SPDX-License-Identifier: GPL-3.0-or-later
// Forgetting a target can be undone; and logging in and out of all of them. Against the real service.
#include "gui/tray/tray_icon.h"
#include "gui/windows/settings.h"
#include "tests/gui/desktop.h"
#include "tests/gui/sandbox.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <span>
#include <string_view>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::MainActions;
using gui::Settings;

namespace {

constexpr int kPatience = 20'000; // ms; a busy machine
const QString kOne = u"iqn.2026-11.org.portolan.test:one"_s, kTwo = u"iqn.2026-11.org.portolan.test:two"_s;

Secret secretOf(std::string_view text) { return Secret(std::as_bytes(std::span(text))); }

} // namespace

class TestGuiRemoval : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        Settings().setValue(Settings::Key::ConfirmForget, false);
        QCOMPARE(m_server.emplace().start({{kOne}, {kTwo}}), QString());
        QCOMPARE(m_sandbox.emplace().start(), QString());
        m_desktop.emplace(m_sandbox->busAddress());
        QTRY_VERIFY(m_desktop->ready());
        QVERIFY(m_desktop->comesToFront());
        m_desktop->client.discover(u"127.0.0.1"_s, m_server->address().section(u':', -1).toUShort(), {},
                                   &m_desktop->window, [](const Result<QString> &) { /* the nodes tell */ });
        QTRY_COMPARE(m_desktop->client.nodes().size(), 2U);
    }

    void cleanup()
    {
        m_desktop.reset();
        QCOMPARE(m_sandbox->close(), QStringList());
        m_sandbox.reset();
        m_server.reset();
    }

    void undone() // with everything that belonged to it
    {
        const QString node = pathOf(kOne);
        m_desktop->client.setSecret(node, u"initiator"_s, u"alice"_s, secretOf("alices-secret-1"), &m_desktop->window,
                                    [](const Result<void> &) { /* the node tells */ });
        QTRY_VERIFY(m_desktop->client.node(node)->hasSecret);
        forget(kOne);
        QTRY_COMPARE(rows(), 1);
        QVERIFY(textOf(bar(), u"sentence"_s).contains(kOne));
        QVERIFY(m_desktop->client.node(node)); // the service has it still
        m_desktop->client.update(node, {{u"Label"_s, u"Backup"_s}}, &m_desktop->window,
                                 [](const Result<void> &) { /* the node tells */ });
        QTRY_COMPARE(m_desktop->client.node(node)->label, u"Backup"_s);
        QCOMPARE(rows(), 1); // a change does not bring it back
        QCOMPARE(click(bar(), u"messageAction"_s), QString());
        QTRY_COMPARE(rows(), 2);
        QVERIFY(!bar());
        QTest::qWait(100);
        QVERIFY(m_desktop->client.node(node)->hasSecret);
    }

    void carriedOutLater()
    {
        m_desktop->window.removals().setGrace(400);
        const QString node = pathOf(kOne);
        forget(kOne);
        QTRY_COMPARE(rows(), 1);
        QVERIFY(m_desktop->client.node(node));
        QTRY_VERIFY(!m_desktop->client.node(node));
        QTRY_VERIFY(!bar());
        QCOMPARE(rows(), 1);
    }

    void severalAtOnce()
    {
        forget(kOne);
        QTRY_COMPARE(rows(), 1);
        forget(kTwo);
        QTRY_VERIFY(bar() && textOf(bar(), u"sentence"_s).startsWith(u"2 "_s));
        QCOMPARE(click(bar(), u"messageAction"_s), QString());
        QTRY_COMPARE(rows(), 2);
        QCOMPARE(m_desktop->client.nodes().size(), 2U);
    }

    void endOfTheProgram_data()
    {
        QTest::addColumn<bool>("closes");
        QTest::newRow("closed") << true;
        QTest::newRow("quit") << false;
    }

    void endOfTheProgram() // what was forgotten is
    {
        QFETCH(bool, closes);
        const QString node = pathOf(kOne);
        forget(kOne);
        QTRY_COMPARE(rows(), 1);
        QSignalSpy quit(&m_desktop->window, &gui::MainWindow::quitRequested);
        if (closes)
            m_desktop->window.close();
        else
            m_desktop->window.quit();
        QCOMPARE(quit.size(), 0); // not before the service has answered
        QTRY_COMPARE(quit.size(), 1);
        QTRY_VERIFY(!m_desktop->client.node(node));
        if (closes)
            QVERIFY(!m_desktop->window.isVisible());
    }

    void hiddenInTheTray() // the time goes on
    {
        m_desktop->window.setHidesOnClose(true);
        m_desktop->window.removals().setGrace(600);
        forget(kOne);
        QTRY_COMPARE(rows(), 1);
        m_desktop->window.close();
        QVERIFY(m_desktop->client.node(pathOf(kOne)));
        QTRY_COMPARE(m_desktop->client.nodes().size(), 1U);
    }

    void connectedMeanwhile() // by another program: then it stays
    {
        m_desktop->window.removals().setGrace(3000);
        const QString node = pathOf(kOne);
        forget(kOne);
        QTRY_COMPARE(rows(), 1);
        m_desktop->client.login(node, &m_desktop->window, [](const Result<QString> &) { /* see below */ });
        QTRY_VERIFY_WITH_TIMEOUT(!m_desktop->client.node(node)->session.isEmpty(), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(rows(), 2, kPatience);
        QVERIFY(m_desktop->client.node(node));
        QVERIFY(m_desktop->window.controller().failure(node));
    }

    void serviceAwayMeanwhile()
    {
        forget(kOne);
        QTRY_COMPARE(rows(), 1);
        m_sandbox->stopService();
        QTRY_VERIFY(!m_desktop->client.available());
        QCOMPARE(m_sandbox->startService(), QString());
        QTRY_COMPARE(rows(), 1); // it is not back in the list
        QVERIFY(bar());
        QCOMPARE(click(bar(), u"messageAction"_s), QString());
        QTRY_COMPARE(rows(), 2);
    }

    void allInAndOut()
    {
        const auto &actions = m_desktop->window.actions();
        QVERIFY(!actions[MainActions::LogOutAll]->isEnabled());
        actions[MainActions::LogInAll]->trigger();
        QTRY_VERIFY(textOf(notice(), u"sentence"_s).contains(u"already"_s)); // nothing is marked
        for (const QString &target : {kOne, kTwo})
            m_desktop->window.controller().setAtStart(pathOf(target), true);
        QTRY_VERIFY(m_desktop->client.node(pathOf(kTwo))->autoLogin == dbus::AutoLogin::AtStart);
        actions[MainActions::LogInAll]->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->client.manager().sessionsOnline, 2U, kPatience);
        QTRY_COMPARE(textOf(notice(), u"sentence"_s), u"2 target(s) connected."_s);

        gui::TrayIcon tray(m_desktop->client, m_desktop->feed, m_desktop->model,
                           *client::InitiatorClient::connectTo(m_sandbox->busAddress()), [] { return true; });
        QSignalSpy all(&tray, &gui::TrayIcon::logoutAllRequested);
        tray.menu().findChild<QAction *>(u"trayLogOutAll"_s)->trigger();
        QCOMPARE(all.size(), 1);

        QTRY_VERIFY(actions[MainActions::LogOutAll]->isEnabled());
        actions[MainActions::LogOutAll]->trigger();
        QTRY_VERIFY(seen(&m_desktop->window, u"confirmLogOutAllButton"_s));
        QCOMPARE(m_desktop->client.manager().sessionsOnline, 2U);
        QCOMPARE(click(&m_desktop->window, u"confirmLogOutAllButton"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(m_desktop->client.manager().sessionsOnline, 0U, kPatience);
        QTRY_COMPARE(textOf(notice(), u"sentence"_s), u"2 target(s) logged out."_s);
    }

private:
    [[nodiscard]] QWidget *bar() const { return seen(&m_desktop->window, u"undoBar"_s); }
    [[nodiscard]] QWidget *notice() const { return seen(&m_desktop->window, u"notice"_s); }
    [[nodiscard]] int rows() const { return m_desktop->model.rowCount(); }

    [[nodiscard]] QString pathOf(const QString &target) const
    {
        const auto nodes = m_desktop->client.nodes();
        const auto found = std::ranges::find(nodes, target, &client::NodeInfo::targetName);
        return found == nodes.end() ? QString() : found->path;
    }

    void forget(const QString &target)
    {
        m_desktop->window.showTarget(pathOf(target));
        QTRY_VERIFY(m_desktop->window.actions()[MainActions::Forget]->isEnabled());
        m_desktop->window.actions()[MainActions::Forget]->trigger();
    }

    std::optional<StorageServer> m_server;
    std::optional<Sandbox> m_sandbox;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiRemoval)
#include "tst_gui_removal.moc"
