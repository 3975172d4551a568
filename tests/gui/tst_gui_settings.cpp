// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: what is switched is kept, and the initiator name reaches the real service.
#include "gui/widgets/throughput_panel.h"
#include "gui/windows/autostart.h"
#include "gui/windows/settings.h"
#include "tests/gui/desktop.h"
#include "tests/gui/page_checks.h"
#include "tests/gui/sandbox.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::MainActions;
using gui::Settings;

class TestGuiSettings : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QVERIFY(qputenv("XDG_CONFIG_HOME", m_home.path().toUtf8()));
        QCOMPARE(m_sandbox.emplace().start(), QString());
        m_desktop.emplace(m_sandbox->busAddress());
        QTRY_VERIFY(m_desktop->ready());
        QVERIFY(m_desktop->comesToFront());
    }

    void cleanup()
    {
        m_desktop.reset();
        QCOMPARE(m_sandbox->close(), QStringList());
        m_sandbox.reset();
    }

    void openedOnceByKey()
    {
        QTest::keySequence(&m_desktop->window, QKeySequence(u"Ctrl+,"_s));
        QTRY_VERIFY(dialog());
        QTRY_VERIFY(dialog()->isActiveWindow());
        m_desktop->window.actions()[MainActions::Preferences]->trigger();
        QCoreApplication::processEvents();
        QCOMPARE(m_desktop->window.findChildren<QDialog *>(u"settingsDialog"_s).size(), 1);
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        m_desktop->window.actions()[MainActions::Preferences]->trigger();
        QTRY_VERIFY(dialog());
    }

    void initiatorNameIsReplaced()
    {
        open(0);
        const QString before = m_desktop->client.manager().initiatorName;
        QVERIFY(before.startsWith(u"iqn."_s));
        QCOMPARE(click(seen(dialog(), u"initiatorName"_s), u"copyButton"_s), QString());
        QCOMPARE(QGuiApplication::clipboard()->text(), before);
        QVERIFY(!button(u"setName"_s)->isEnabled());
        QVERIFY(!seen(dialog(), u"initiatorMessage"_s));

        // What follows is said before it is done.
        QCOMPARE(click(dialog(), u"generateName"_s), QString());
        QTRY_VERIFY(textOf(dialog(), u"newInitiatorName"_s).startsWith(u"iqn."_s));
        const QString generated = textOf(dialog(), u"newInitiatorName"_s);
        QVERIFY(generated != before);
        QVERIFY(textOf(dialog(), u"sentence"_s).contains(u"Tell the new name"_s));
        QCOMPARE(m_desktop->client.manager().initiatorName, before);
        QCOMPARE(click(dialog(), u"setName"_s), QString());
        QTRY_COMPARE(m_desktop->client.manager().initiatorName, generated);
        QTRY_VERIFY(textOf(dialog(), u"sentence"_s).contains(u"is set"_s));
        QCOMPARE(textOf(dialog(), u"value"_s), generated);
        QCOMPARE(textOf(dialog(), u"newInitiatorName"_s), QString());
    }

    void wrongNameIsRefused()
    {
        open(0);
        const QString before = m_desktop->client.manager().initiatorName;
        QCOMPARE(type(dialog(), u"newInitiatorName"_s, u"my computer"_s), QString());
        QTest::keyClick(seen(dialog(), u"newInitiatorName"_s), Qt::Key_Return);
        QTRY_VERIFY(seen(dialog(), u"sentence"_s) && !textOf(dialog(), u"sentence"_s).contains(u"Tell"_s));
        QVERIFY(!textOf(dialog(), u"sentence"_s).contains(u"is set"_s));
        QCOMPARE(m_desktop->client.manager().initiatorName, before);
        QCOMPARE(textOf(dialog(), u"newInitiatorName"_s), u"my computer"_s); // to be corrected
        QVERIFY(dialog()->isVisible());
    }

    /// From the click to a target that begins with it, at the real service.
    void newTargetsBeginOtherwise()
    {
        const auto add = [this](const QString &name) {
            std::optional<Result<QString>> added;
            m_desktop->client.addNode({{u"target_name"_s, name}, {u"address"_s, u"192.0.2.1"_s}}, &m_desktop->window,
                                      [&added](const Result<QString> &node) { added = node; });
            return QTest::qWaitFor([&added] { return added.has_value(); }) && *added ? **added : QString();
        };
        const QString before = add(u"iqn.2026-11.org.portolan.test:before"_s);
        open(3);
        QVERIFY2(textOf(dialog(), u"nodeDefaults"_s).contains(u"Connect at start: By hand"_s),
                 qPrintable(textOf(dialog(), u"nodeDefaults"_s)));
        QCOMPARE(click(dialog(), u"changeDefaults"_s), QString());
        const auto form = [this] { return seen<QDialog>(dialog(), u"nodeSettingsDialog"_s); };
        QTRY_VERIFY(form() && form()->isActiveWindow());
        QCOMPARE(faults(form()), QStringList());
        auto *start = seen<QComboBox>(form(), u"AutoLogin"_s);
        start->setCurrentIndex(start->findText(u"When the computer starts"_s));
        QCOMPARE(type(form(), u"ReplacementTimeout"_s, u"7"_s), QString());
        QCOMPARE(click(form(), u"saveButton"_s), QString());
        QTRY_VERIFY(!form());
        QTRY_VERIFY(textOf(dialog(), u"nodeDefaults"_s).contains(u"Wait for a lost connection: 7 seconds"_s));
        const QString after = add(u"iqn.2026-11.org.portolan.test:after"_s);
        QVERIFY(!before.isEmpty() && !after.isEmpty());
        QTRY_VERIFY(m_desktop->client.node(after));
        QCOMPARE(m_desktop->client.node(after)->autoLogin, dbus::AutoLogin::AtStart);
        QCOMPARE(m_desktop->client.node(after)->settings.value(u"ReplacementTimeout"_s).toInt(), 7);
        QCOMPARE(m_desktop->client.node(before)->autoLogin, dbus::AutoLogin::Manual);
        QVERIFY(m_desktop->client.sessions().empty()); // it does not connect what is added
    }

    void withoutServiceNothingIsSet()
    {
        open(0);
        QVERIFY(button(u"generateName"_s)->isEnabled());
        m_sandbox->stopService();
        QTRY_VERIFY(!button(u"generateName"_s)->isEnabled());
        QVERIFY(button(u"setName"_s)->toolTip().contains(u"not running"_s));
        QCOMPARE(m_sandbox->startService(), QString());
        QTRY_VERIFY(button(u"generateName"_s)->isEnabled());
    }

    void unitOfThroughputCountsEverywhere()
    {
        open(1);
        auto *unit = seen<QComboBox>(dialog(), u"rateUnit"_s);
        QVERIFY(unit);
        QCOMPARE(unit->currentText(), u"MB/s"_s);
        unit->setFocus();
        QTest::keyClick(unit, Qt::Key_End);
        QCOMPARE(unit->currentText(), u"Mbit/s"_s);
        QCOMPARE(m_desktop->model.rateUnit(), gui::RateUnit::Bits);
        const auto *panel = m_desktop->window.findChild<gui::ThroughputPanel *>();
        QCOMPARE(panel->graph()->unit(), gui::RateUnit::Bits);
        QCOMPARE(Settings().rateUnit(), gui::RateUnit::Bits);
        // The menu of the graph is another way to the same choice.
        panel->findChild<QActionGroup *>()->actions().constFirst()->trigger();
        m_desktop->window.activateWindow();
        dialog()->activateWindow();
        QTRY_COMPARE(unit->currentText(), u"MB/s"_s);
        QCOMPARE(m_desktop->model.rateUnit(), gui::RateUnit::Bytes);
    }

    void switchesAreKept_data()
    {
        QTest::addColumn<int>("tab");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("key");
        using enum Settings::Key;
        QTest::newRow("forget") << 1 << u"confirmForget"_s << int(ConfirmForget);
        QTest::newRow("server") << 1 << u"confirmRemoveServer"_s << int(ConfirmRemoveServer);
        QTest::newRow("password") << 1 << u"confirmRemovePassword"_s << int(ConfirmRemovePassword);
        QTest::newRow("all") << 1 << u"confirmLogoutAll"_s << int(ConfirmLogoutAll);
        QTest::newRow("tray") << 1 << u"traySymbolic"_s << int(TraySymbolic);
        QTest::newRow("lost") << 2 << u"notifyLost"_s << int(NotifyLost);
        QTest::newRow("back") << 2 << u"notifyBack"_s << int(NotifyBack);
        QTest::newRow("refused") << 2 << u"notifyRefused"_s << int(NotifyRefused);
        QTest::newRow("grew") << 2 << u"notifyGrew"_s << int(NotifyGrew);
        QTest::newRow("blocked") << 2 << u"notifyBlocked"_s << int(NotifyBlocked);
    }

    void switchesAreKept()
    {
        QFETCH(int, tab);
        QFETCH(QString, name);
        QFETCH(int, key);
        open(tab);
        const bool before = Settings().flag(Settings::Key(key));
        QCOMPARE(click(dialog(), name), QString());
        QCOMPARE(Settings().flag(Settings::Key(key)), !before);
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        open(tab);
        QCOMPARE(seen<QCheckBox>(dialog(), name)->isChecked(), !before);
        QCOMPARE(click(dialog(), name), QString());
        QCOMPARE(Settings().flag(Settings::Key(key)), before);
    }

    void startsInTheTray()
    {
        const QString file = m_home.filePath(u"autostart/org.portolan.Portolan.desktop"_s);
        open(1);
        QVERIFY(!seen<QCheckBox>(dialog(), u"autostart"_s)->isChecked());
        QCOMPARE(click(dialog(), u"autostart"_s), QString());
        QFile entry(file);
        QVERIFY(entry.open(QIODevice::ReadOnly));
        const QByteArray text = entry.readAll();
        QVERIFY2(text.contains("Exec=\"" + QCoreApplication::applicationFilePath().toUtf8() + "\" --tray\n"), text);
        QVERIFY(text.startsWith("[Desktop Entry]\nType=Application\n"));
        QCOMPARE(click(dialog(), u"autostart"_s), QString());
        QVERIFY(!QFile::exists(file));
    }

    void startFileOfOthers() // the desktop's own settings switch it off without removing it
    {
        const gui::Autostart autostart(m_home.filePath(u"other"_s), uR"(/opt/a "b" $c\d 5%/portolan)"_s);
        QVERIFY(autostart.setOn(true));
        QVERIFY(autostart.isOn());
        QFile file(m_home.filePath(u"other/org.portolan.Portolan.desktop"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray text = file.readAll();
        QVERIFY2(text.contains(R"(Exec="/opt/a \\"b\\" \\$c\\\\d 5%%/portolan" --tray)"), text);
        QVERIFY(file.write("Hidden = true\n") > 0);
        file.close();
        QVERIFY(!autostart.isOn());
        QVERIFY(autostart.setOn(true));
        QVERIFY(autostart.isOn());
    }

    void startFileCannotBeWritten()
    {
        QFile blocker(m_home.filePath(u"autostart"_s)); // a file where the folder should be: not even root can
        QVERIFY(QDir(blocker.fileName()).removeRecursively());
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        open(1);
        QCOMPARE(click(dialog(), u"autostart"_s), QString());
        QVERIFY(seen(dialog(), u"settingsMessage"_s));
        QVERIFY(textOf(dialog(), u"cure"_s).contains(u"autostart"_s));
        QVERIFY(!seen<QCheckBox>(dialog(), u"autostart"_s)->isChecked());
        QVERIFY(blocker.remove());
    }

    void askedNoMore()
    {
        const QString first = addNode(1), second = addNode(2), third = addNode(3);
        choose(first);
        m_desktop->window.actions()[MainActions::Forget]->trigger();
        QTRY_VERIFY(seen(&m_desktop->window, u"forgetDialog"_s));
        QCOMPARE(click(&m_desktop->window, u"askAgain"_s), QString());
        QCOMPARE(click(seen(&m_desktop->window, u"forgetDialog"_s), u"cancelButton"_s), QString());
        QVERIFY(Settings().flag(Settings::Key::ConfirmForget)); // not by "Cancel"
        QVERIFY(m_desktop->client.node(first));

        m_desktop->window.actions()[MainActions::Forget]->trigger();
        QTRY_VERIFY(seen(&m_desktop->window, u"forgetDialog"_s));
        QCOMPARE(click(&m_desktop->window, u"askAgain"_s), QString());
        QCOMPARE(click(&m_desktop->window, u"confirmForgetButton"_s), QString());
        QVERIFY(!Settings().flag(Settings::Key::ConfirmForget));
        choose(second);
        m_desktop->window.actions()[MainActions::Forget]->trigger();
        QVERIFY(!seen(&m_desktop->window, u"forgetDialog"_s));
        Settings().setValue(Settings::Key::ConfirmForget, true);
        choose(third);
        m_desktop->window.actions()[MainActions::Forget]->trigger();
        QTRY_VERIFY(seen(&m_desktop->window, u"forgetDialog"_s));
    }

private:
    [[nodiscard]] QDialog *dialog() const { return seen<QDialog>(&m_desktop->window, u"settingsDialog"_s); }
    [[nodiscard]] QPushButton *button(const QString &name) const { return seen<QPushButton>(dialog(), name); }

    void open(int tab)
    {
        m_desktop->window.actions()[MainActions::Preferences]->trigger();
        QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
        seen<QTabWidget>(dialog(), u"settingsTabs"_s)->setCurrentIndex(tab);
    }

    QString addNode(int number)
    {
        QString path;
        m_desktop->client.addNode({{u"target_name"_s, u"iqn.2026-11.org.portolan.test:%1"_s.arg(number)},
                                   {u"address"_s, u"127.0.0.1"_s},
                                   {u"port"_s, QVariant::fromValue(quint16(1))}},
                                  &m_desktop->window, [&path](const Result<QString> &node) {
                                      path = node ? *node : QString::fromStdString(node.error().message);
                                  });
        return QTest::qWaitFor([&] { return m_desktop->client.node(path).has_value(); }) ? path : QString();
    }

    void choose(const QString &node)
    {
        QVERIFY(!node.isEmpty());
        m_desktop->window.showTarget(node);
        QTRY_VERIFY(m_desktop->window.actions()[MainActions::Forget]->isEnabled());
    }

    QTemporaryDir m_home;
    std::optional<Sandbox> m_sandbox;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiSettings)
#include "tst_gui_settings.moc"
