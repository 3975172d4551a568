// SPDX-License-Identifier: GPL-3.0-or-later
// The window's manners: menus and shortcuts, dark colours, names from the network, two thousand targets; without
// service, without tray and without permission. Its pages one by one are in tst_gui_pages.
#include "common/dbus/names.h"
#include "gui/client/model.h"
#include "gui/models/text.h"
#include "gui/tray/tray_icon.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/theme_colors.h"
#include "gui/windows/box_style.h"
#include "gui/windows/connection_dialog.h"
#include "tests/gui/fake_window.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QInputDialog>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QPainter>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyleOption>
#include <QTabWidget>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>
#include <QTreeView>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::MainActions;

namespace {

QString nameOf(const QWidget *widget)
{
    const QString name = widget->objectName().isEmpty() ? u"(no name)"_s : widget->objectName();
    return QString::fromLatin1(widget->metaObject()->className()) + u' ' + name;
}

/// Labels that would take a name for markup, and characters that must not reach the screen.
QStringList dangerous(const QWidget *window)
{
    QStringList found;
    for (const auto *widget : window->findChildren<QWidget *>()) {
        const auto *label = qobject_cast<const QLabel *>(widget);
        if (label != nullptr && label->textFormat() != Qt::PlainText && Qt::mightBeRichText(label->text()))
            found << nameOf(label) + u" as markup: "_s + label->text();
        const QString shown = label != nullptr ? label->text() : QString();
        for (const QChar c : shown) {
            if ((c.category() == QChar::Other_Control && c != u'\n') || c == QChar(0x202E))
                found << nameOf(label) + u" shows U+%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
        }
        if (widget->toolTip().contains(u"<img"_s) || widget->windowTitle().contains(u"<img"_s))
            found << nameOf(widget) + u" in its tooltip or title"_s;
    }
    return found;
}

double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &color) {
        const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    };
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace

class TestGuiWindow : public QObject, private FakeWindow {
    Q_OBJECT

private slots:
    void init() { QCOMPARE(begin(), QString()); }

    void cleanup()
    {
        end();
        QApplication::setPalette(QPalette());
    }

    void darkColours()
    {
        QApplication::setPalette(gui::darkPalette());
        QVERIFY(start(u"demo"_s));
        const QPalette palette = m_desktop->window.palette();
        QVERIFY(gui::isDark(palette));
        for (const auto &[front, back] :
             {std::pair(QPalette::WindowText, QPalette::Window), std::pair(QPalette::Text, QPalette::Base),
              std::pair(QPalette::ButtonText, QPalette::Button),
              std::pair(QPalette::HighlightedText, QPalette::Highlight),
              std::pair(QPalette::ToolTipText, QPalette::ToolTipBase)})
            QVERIFY2(contrast(palette.color(front), palette.color(back)) >= 4.5, qPrintable(QString::number(front)));
        using enum gui::Tone;
        for (const auto tone : {Read, Write, Good, Busy, Warning, Bad})
            QVERIFY2(contrast(gui::toneColor(tone, palette), palette.color(QPalette::Base)) >= 3,
                     qPrintable(QString::number(int(tone))));
        // Nothing has kept a light background of its own.
        const QImage image =
            m_desktop->window.grab().toImage().scaled(60, 40, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        int light = 0;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y)
                light += image.pixelColor(x, y).lightnessF() > 0.6 ? 1 : 0;
        }
        QVERIFY2(light < image.width() * image.height() / 20, qPrintable(u"%1 light spots"_s.arg(light)));
    }

    void menusAndShortcuts()
    {
        QVERIFY(start(u"demo"_s));
        auto *window = &m_desktop->window;
        // Menus: F10 or Alt with a letter, every entry can be read.
        QSet<QChar> mnemonics;
        for (const QAction *menu : window->menuBar()->actions()) {
            const qsizetype at = menu->text().indexOf(u'&');
            QVERIFY2(at >= 0, qPrintable(menu->text()));
            QVERIFY2(!mnemonics.contains(menu->text().at(at + 1).toLower()), qPrintable(menu->text()));
            mnemonics.insert(menu->text().at(at + 1).toLower());
            for (const QAction *entry : menu->menu()->actions())
                QVERIFY2(entry->isSeparator() || entry->text().contains(u'&'), qPrintable(entry->text()));
        }
        QTest::keyClick(window, Qt::Key_F10);
        QTRY_VERIFY(window->menuBar()->activeAction());
        QTRY_VERIFY(QApplication::activePopupWidget());
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!QApplication::activePopupWidget());
        QTest::keyClick(window->menuBar(), Qt::Key_Escape);

        // Each shortcut belongs to one action.
        QSet<QKeySequence> shortcuts;
        for (int id = 0; id < MainActions::Count; ++id) {
            for (const QKeySequence &keys : window->actions()[MainActions::Id(id)]->shortcuts()) {
                QVERIFY2(!shortcuts.contains(keys), qPrintable(keys.toString()));
                shortcuts.insert(keys);
            }
        }
        for (const auto *expected : {"Ctrl+N", "Ctrl+Q", "Ctrl+W", "Ctrl+F", "F5"})
            QVERIFY2(shortcuts.contains(QKeySequence(QLatin1String(expected))), expected);

        choose(kPlainNode);
        QTest::keySequence(window, QKeySequence(u"F5"_s));
        QTRY_VERIFY(called(u"Session.Rescan"_s));
        QTest::keySequence(window, QKeySequence(u"F2"_s));
        QTRY_VERIFY(dialog<QInputDialog>() && dialog<QInputDialog>()->isActiveWindow());
        QTest::keyClicks(QApplication::focusWidget(), u"Photos"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(m_desktop->client.node(kPlainNode)->label, u"Photos"_s);
        QTRY_VERIFY(!dialog<QInputDialog>());
        QTRY_COMPARE(textOf(window, u"detailsTitle"_s), u"Photos"_s);

        QVERIFY(m_desktop->comesToFront());
        QTest::keySequence(window, QKeySequence(u"Ctrl+F"_s));
        QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"filter"_s);
        QTest::keyClicks(QApplication::focusWidget(), u"locked"_s);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QTest::keySequence(QApplication::focusWidget(), QKeySequence::SelectAll);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete); // edits, and forgets nobody
        QVERIFY(!dialog<QMessageBox>());
        QTRY_COMPARE(list()->model()->rowCount(), 3);

        choose(kFailedNode);
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Delete);
        QTRY_VERIFY(dialog<QMessageBox>());
        QTest::keyClick(dialog<QMessageBox>(), Qt::Key_Return); // the default is the harmless one
        QTRY_VERIFY(!dialog<QMessageBox>());
        QVERIFY(!called(u"Node.Remove"_s));
        QVERIFY(m_desktop->comesToFront());
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Delete);
        QTRY_VERIFY(dialog<QMessageBox>());
        QTRY_VERIFY(seen(dialog<QMessageBox>(), u"confirmForgetButton"_s));
        QTest::keyClick(seen(dialog<QMessageBox>(), u"confirmForgetButton"_s), Qt::Key_Space);
        QTRY_COMPARE(list()->model()->rowCount(), 2); // and the service later: Removals
        QTRY_VERIFY(seen(window, u"undoBar"_s));

        // Enter on a target that is not connected connects it.
        QVERIFY(m_desktop->comesToFront());
        choose(kLockedNode);
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Return);
        QTRY_VERIFY(called(u"Node.Login"_s));
        QTest::keySequence(window, QKeySequence(u"Ctrl+Shift+C"_s));
        QCOMPARE(QGuiApplication::clipboard()->text(), u"iqn.2026-10.org.portolan.test:locked"_s);

        QSignalSpy quit(window, &gui::MainWindow::quitRequested);
        QTest::keySequence(window, QKeySequence(u"Ctrl+Q"_s));
        QTRY_COMPARE(quit.size(), 1); // after what was forgotten is removed
        QVERIFY(window->isVisible()); // that is up to the program
    }

    void connectionIsChanged()
    {
        QVERIFY(start(u"demo"_s));
        auto *window = &m_desktop->window;
        choose(kLockedNode);
        QCOMPARE(textOf(window, u"overviewPlane"_s), u"Chosen automatically"_s);
        window->actions()[MainActions::Connection]->trigger();
        QTRY_VERIFY(dialog<gui::ConnectionDialog>() && dialog<gui::ConnectionDialog>()->isActiveWindow());
        QPointer<QDialog> open = dialog<gui::ConnectionDialog>();
        QVERIFY(textOf(open, u"appliesWhen"_s).contains(u"next login"_s));
        auto *plane = seen<QComboBox>(open, u"dataPlane"_s);
        QVERIFY(!(plane->model()->flags(plane->model()->index(1, 0)) & Qt::ItemIsEnabled)); // no kernel plane here
        plane->setCurrentIndex(plane->findData(u"user"_s));

        QVERIFY(!seen<QComboBox>(open, u"interface"_s)->isEnabled());
        QCOMPARE(click(open, u"throughInterface"_s), QString());
        auto *interface = seen<QComboBox>(open, u"interface"_s);
        for (const QString &wrong : {u""_s, u"eth/1"_s, u"0.0.0.0"_s}) {
            interface->setEditText(wrong);
            QCOMPARE(click(open, u"saveButton"_s), QString());
            QVERIFY(!textOf(open, u"sentence"_s).isEmpty());
        }
        QVERIFY(!called(u"Node.Update"_s) && !called(u"Node.SetInterface"_s));
        interface->setEditText(u"nosuch7"_s);
        QVERIFY(textOf(open, u"interfaceHint"_s).contains(u"no “nosuch7”"_s));
        QVERIFY(!seen(open, u"connectionMessage"_s)); // what was wrong is not any more
        interface->setEditText(u"2001:DB8::7"_s);
        QCOMPARE(click(open, u"saveButton"_s), QString());
        QTRY_VERIFY(!open);
        // The node has another path now; it is still the chosen one.
        QVERIFY(!m_desktop->client.node(kLockedNode));
        QTRY_COMPARE(textOf(window, u"overviewInterface"_s), u"2001:db8::7"_s);
        QCOMPARE(textOf(window, u"overviewPlane"_s), u"User space"_s);
        QCOMPARE(textOf(window, u"detailsTitle"_s), u"iqn.2026-10.org.portolan.test:locked"_s);
    }

    void connectionInUse() // the data plane counts later, the interface must wait
    {
        QVERIFY(start(u"demo"_s));
        QVERIFY(m_fake->setProperties(dbus::kManagerPath, u"Manager"_s,
                                      {{u"DataPlanes"_s, QStringList{u"kernel"_s, u"user"_s}}}));
        auto *window = &m_desktop->window;
        choose(kPlainNode);
        QTRY_COMPARE(m_desktop->client.manager().dataPlanes.size(), 2);
        QCOMPARE(click(window, u"changeConnection"_s), QString());
        QTRY_VERIFY(dialog<gui::ConnectionDialog>() && dialog<gui::ConnectionDialog>()->isActiveWindow());
        QPointer<QDialog> open = dialog<gui::ConnectionDialog>();
        QVERIFY(textOf(open, u"appliesWhen"_s).contains(u"after logging out"_s));
        QVERIFY(!seen(open, u"throughInterface"_s)->isEnabled());
        auto *plane = seen<QComboBox>(open, u"dataPlane"_s);
        plane->setCurrentIndex(plane->findData(u"kernel"_s));
        QVERIFY(m_fake->script(u"Node.Update"_s, {{u"error"_s, u"StoreFailed"_s}, {u"times"_s, 1}}));
        QCOMPARE(click(open, u"saveButton"_s), QString());
        QTRY_VERIFY(seen(open, u"connectionMessage"_s));
        QCOMPARE(click(open, u"saveButton"_s), QString());
        QTRY_VERIFY(!open);
        QTRY_COMPARE(textOf(window, u"overviewPlane"_s), u"User space; from the next login on: Kernel"_s);
        QVERIFY(!called(u"Node.SetInterface"_s));
    }

    void whatIsCopiedIsTheRealName() // and not with the marks where a line may end
    {
        QVERIFY(start(u"demo"_s));
        const QString name = u"iqn.2026-10.org.portolan.test:"_s + QString(150, u'x');
        QClipboard *const clipboard = QGuiApplication::clipboard();
        clipboard->setText(gui::breakable(name)); // offscreen, nobody owns it: the window does not know whose it is
        QVERIFY(clipboard->text() != name);
        gui::CleanClipboard::clean(*clipboard, QClipboard::Clipboard);
        QCOMPARE(clipboard->text(), name);
    }

    void emptyBoxesCanBeSeenOnDark()
    {
        gui::BoxStyle style;
        for (const QPalette &palette : {gui::darkPalette(), style.standardPalette()}) {
            QStyleOptionButton option;
            option.rect = QRect(0, 0, 16, 16);
            option.palette = palette;
            option.state = QStyle::State_Enabled | QStyle::State_Off;
            QImage image(option.rect.size(), QImage::Format_RGB32);
            image.fill(palette.color(QPalette::Window));
            QPainter painter(&image);
            style.drawPrimitive(QStyle::PE_IndicatorCheckBox, &option, &painter);
            painter.end();
            double best = 0;
            for (int x = 0; x < image.width(); ++x)
                best = std::max(best, contrast(image.pixelColor(x, 8), palette.color(QPalette::Window)));
            QVERIFY2(best >= 1.6 && (!gui::isDark(palette) || best >= 3), qPrintable(QString::number(best)));
        }
    }

    void withoutTrayClosingEnds()
    {
        QVERIFY(start(u"demo"_s));
        QSignalSpy quit(&m_desktop->window, &gui::MainWindow::quitRequested);
        QSignalSpy hidden(&m_desktop->window, &gui::MainWindow::hidden);
        QTest::keySequence(&m_desktop->window, QKeySequence(u"Ctrl+W"_s));
        QTRY_COMPARE(quit.size(), 1);
        QCOMPARE(hidden.size(), 0);
        QVERIFY(!m_desktop->window.isVisible());
    }

    void withTrayClosingHides()
    {
        QVERIFY(start(u"demo"_s));
        QSignalSpy quit(&m_desktop->window, &gui::MainWindow::quitRequested);
        QSignalSpy hidden(&m_desktop->window, &gui::MainWindow::hidden);
        QTRY_VERIFY(m_fake->leases().contains(kSession));
        m_desktop->window.setHidesOnClose(true);
        QTest::keySequence(&m_desktop->window, QKeySequence(u"Ctrl+W"_s));
        QTRY_COMPARE(hidden.size(), 1);
        QCOMPARE(quit.size(), 0);
        QVERIFY(!m_desktop->window.isVisible());
        // Nobody looks, so nothing is measured for the single sessions.
        QTRY_VERIFY(!m_fake->leases().contains(kSession));
        m_desktop->window.bringUp();
        QTRY_VERIFY(m_fake->leases().contains(kSession));
    }

    void trayComesAndGoes()
    {
        QVERIFY(start(u"demo"_s));
        auto bus = *client::InitiatorClient::connectTo(m_bus->address());
        bool there = false;
        gui::TrayIcon tray(m_desktop->client, m_desktop->feed, m_desktop->model, bus, [&there] { return there; });
        QVERIFY(!tray.available());
        QSignalSpy changed(&tray, &gui::TrayIcon::availableChanged);
        there = true;
        QVERIFY(bus.registerService(u"org.kde.StatusNotifierWatcher"_s));
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(tray.available());
        QVERIFY2(tray.toolTip().contains(u"1 connected"_s), qPrintable(tray.toolTip()));
        there = false;
        QVERIFY(bus.unregisterService(u"org.kde.StatusNotifierWatcher"_s));
        QTRY_COMPARE(changed.size(), 2);
        QVERIFY(!tray.available());
    }

    /// "--tray" where there is no tray must not start a program that nobody can see.
    void programStartsVisibly()
    {
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        QProcess program;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_bus->address());
        environment.insert(u"XDG_CONFIG_HOME"_s, QDir::tempPath() + u"/portolan-no-settings"_s);
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(PORTOLAN_GUI), {u"--allow-root"_s, u"--tray"_s, u"--bus"_s, m_bus->address()});
        QVERIFY(program.waitForStarted());
        // Only a visible window measures single sessions.
        QTRY_VERIFY_WITH_TIMEOUT(m_fake->leases().contains(kSession), 20'000);
        program.terminate();
        QVERIFY(program.waitForFinished());
    }

    void locksAndReasons()
    {
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        QVERIFY(m_fake->setPermissions({{u"view"_s, u"yes"_s},
                                        {u"discover"_s, u"auth"_s},
                                        {u"login"_s, u"no"_s},
                                        {u"logout"_s, u"auth"_s},
                                        {u"logout-force"_s, u"no"_s},
                                        {u"modify"_s, u"yes"_s},
                                        {u"secrets"_s, u"auth"_s},
                                        {u"control"_s, u"yes"_s}}));
        openDesktop();
        const MainActions &actions = m_desktop->window.actions();
        choose(kPlainNode);
        QTRY_VERIFY(actions[MainActions::LogOut]->property("locked").toBool());
        const auto picture = [](const QIcon &icon) { return icon.pixmap(32, 32).toImage(); };
        QCOMPARE(picture(actions[MainActions::LogOut]->icon()), picture(gui::lockedIcon(u"log-out"_s)));
        QVERIFY(picture(gui::lockedIcon(u"log-out"_s)) != picture(gui::symbolicIcon(u"log-out"_s)));
        QVERIFY(actions[MainActions::LogOut]->isEnabled());
        QVERIFY(actions[MainActions::LogOut]->toolTip().contains(u"password will be asked"_s));
        QCOMPARE(picture(actions[MainActions::Add]->icon()), picture(gui::lockedIcon(u"add"_s)));
        QCOMPARE(picture(seen<QToolButton>(&m_desktop->window, u"tool_actionLogOut"_s)->icon()),
                 picture(gui::lockedIcon(u"log-out"_s)));
        QCOMPARE(picture(actions[MainActions::Rescan]->icon()), picture(gui::symbolicIcon(u"rescan"_s)));
        QVERIFY(actions[MainActions::Rescan]->isEnabled());
        // What is possible for nobody here is there, but says why not.
        choose(kLockedNode);
        QVERIFY(!actions[MainActions::LogIn]->isEnabled());
        QVERIFY(actions[MainActions::LogIn]->toolTip().contains(u"not allowed"_s));
        QVERIFY(!actions[MainActions::LogOut]->isEnabled());
        QVERIFY(actions[MainActions::LogOut]->toolTip().contains(u"not connected"_s));
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Return); // nor behind the back of the button
        QTest::keySequence(&m_desktop->window, QKeySequence(u"Ctrl+L"_s));
        QCoreApplication::processEvents();
        QVERIFY(!called(u"Node.Login"_s));

        QVERIFY(useDisk());
        choose(kPlainNode);
        QCOMPARE(click(&m_desktop->window, u"tool_actionLogOut"_s), QString());
        QTRY_VERIFY(seen(&m_desktop->window, u"logoutBlockedDialog"_s));
        QVERIFY(!seen<QPushButton>(&m_desktop->window, u"forceButton"_s)->isEnabled());
        QVERIFY(seen<QPushButton>(&m_desktop->window, u"forceButton"_s)->toolTip().contains(u"not allowed"_s));
        QTest::keyClick(seen(&m_desktop->window, u"logoutBlockedDialog"_s), Qt::Key_Escape);
        QTRY_VERIFY(!seen(&m_desktop->window, u"logoutBlockedDialog"_s));

        QVERIFY(m_desktop->comesToFront());
        choose(kLockedNode);
        actions[MainActions::Password]->trigger();
        QTRY_VERIFY(seen<QPushButton>(&m_desktop->window, u"saveButton"_s));
        QCOMPARE(picture(seen<QPushButton>(&m_desktop->window, u"saveButton"_s)->icon()),
                 picture(gui::lockedIcon(u"password"_s)));
    }

    void serviceIsAbsentAtStart()
    {
        openDesktop(false);
        auto *window = &m_desktop->window;
        QTRY_VERIFY2(textOf(window, u"unavailableHeading"_s).contains(u"not running"_s),
                     qPrintable(textOf(window, u"unavailableHeading"_s)));
        QVERIFY(textOf(window, u"unavailableSentence"_s).size() > 20);
        QCOMPARE(click(seen(window, u"startCommand"_s), u"copyButton"_s), QString());
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"systemctl start portoland"_s));
        for (const auto id : {MainActions::Add, MainActions::LogIn, MainActions::LogOut, MainActions::Rescan})
            QVERIFY(!window->actions()[id]->isEnabled());
        QVERIFY(window->actions()[MainActions::Add]->toolTip().contains(u"not running"_s));
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        QTRY_VERIFY(list());
        QCOMPARE(list()->model()->rowCount(), 3);
        QTRY_VERIFY(window->actions()[MainActions::Add]->isEnabled());
    }

    void namesAreOnlyNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("shown");
        const QString longest = u"iqn.2026-11.org.portolan.test:"_s + QString(193, u'x');
        QTest::newRow("223 bytes") << longest << longest;
        const QString markup = u"<img src='x'><b>bold</b>&amp;<a href='http://evil'>click</a>"_s;
        QTest::newRow("markup") << markup << markup;
        QTest::newRow("direction") << u"iqn.\u202Egnp.exe\u2066x"_s << u"iqn.\uFFFDgnp.exe\uFFFDx"_s;
        QTest::newRow("control characters")
            << u"a\nb\tc\u001b[31mred\u0007"_s << u"a\uFFFDb\uFFFDc\uFFFD[31mred\uFFFD"_s;
        QTest::newRow("ampersands") << u"R&D && more"_s << u"R&D && more"_s;
        QTest::newRow("per cent") << u"100%1 %2 %n"_s << u"100%1 %2 %n"_s;
    }

    void namesAreOnlyNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, shown);
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        for (const QString &node : {kPlainNode, kLockedNode, kFailedNode})
            QVERIFY(m_fake->setProperties(node, u"Node"_s, {{u"TargetName"_s, name}, {u"Label"_s, name}}));
        openDesktop();
        auto *window = &m_desktop->window;
        QTRY_VERIFY(list());
        const int widest = window->minimumSizeHint().width();
        QVERIFY2(widest < 1200, qPrintable(QString::number(widest)));
        QCOMPARE(list()->model()->index(0, 0).data().toString(), shown);
        QVERIFY(!list()->model()->index(0, 0).data(Qt::ToolTipRole).toString().contains(u"<img"_s));
        for (const QString &node : {kPlainNode, kFailedNode}) {
            choose(node);
            QCOMPARE(textOf(window, u"detailsTitle"_s), shown);
            for (int tab = 0; tab < 5; ++tab) {
                seen<QTabWidget>(window, u"detailsTabs"_s)->setCurrentIndex(tab);
                QCoreApplication::processEvents();
                QCOMPARE(dangerous(window).join(u'\n'), QString());
            }
        }
        QVERIFY(allText(window).contains(shown)); // in the reason of the failed one, too

        QVERIFY(useDisk());
        choose(kPlainNode);
        QCOMPARE(click(window, u"tool_actionLogOut"_s), QString());
        QTRY_VERIFY(seen(window, u"logoutBlockedDialog"_s));
        QVERIFY(textOf(window, u"blockedHeading"_s).contains(shown));
        QCOMPARE(dangerous(window).join(u'\n'), QString());
        QVERIFY(seen(window, u"logoutBlockedDialog"_s)->width() < 1200);
        QTest::keyClick(seen(window, u"logoutBlockedDialog"_s), Qt::Key_Escape);
        window->actions()[MainActions::Forget]->trigger(); // connected: nothing happens
        QVERIFY(!dialog<QMessageBox>());
        choose(kFailedNode);
        window->actions()[MainActions::Forget]->trigger();
        QTRY_VERIFY(dialog<QMessageBox>());
        QVERIFY(dialog<QMessageBox>()->text().remove(gui::kMayBreak).contains(shown));
        QCOMPARE(dialog<QMessageBox>()->textFormat(), Qt::PlainText);
        QVERIFY(dialog<QMessageBox>()->width() < 1200);
        QTest::keyClick(dialog<QMessageBox>(), Qt::Key_Escape);

        gui::TrayIcon tray(m_desktop->client, m_desktop->feed, m_desktop->model,
                           *client::InitiatorClient::connectTo(m_bus->address()), [] { return true; });
        for (const QAction *action : tray.menu().actions()) {
            QVERIFY(action->text().size() < 80);
            // A single "&" would be eaten as a mnemonic.
            QVERIFY2(!QString(action->text()).remove(u"&&"_s).contains(u'&'), qPrintable(action->text()));
        }
    }

    /// Ratios, since absolute times say more about the machine.
    void twoThousandNodes()
    {
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        const auto populate = [this](int from, int to) {
            for (int i = from; i < to; ++i) {
                const QString name = u"iqn.2026-11.org.portolan.many:%1"_s.arg(i, 5, 10, QChar(u'0'));
                if (!m_fake->addObject(
                        u"/org/portolan/Initiator1/nodes/many%1"_s.arg(i), u"Node"_s,
                        {{u"TargetName"_s, name}, {u"Address"_s, u"10.0.0.5"_s}, {u"Port"_s, 3260}, {u"Status"_s, 1U}}))
                    return false;
            }
            return true;
        };
        QVERIFY(populate(0, 200));
        const auto few = measure(203);
        QVERIFY(populate(200, 2000));
        const auto many = measure(2003);
        qInfo("opening %.0f -> %.0f ms, one change %.2f -> %.2f ms, one filter key %.1f -> %.1f ms", few.open,
              many.open, few.change, many.change, few.filter, many.filter);
        // Ten times as many may cost ten times as much, not a hundred times; 20 leaves room for a busy machine.
        QVERIFY2(many.open < 20 * few.open, qPrintable(u"opening: %1 times"_s.arg(many.open / few.open)));
        QVERIFY2(many.change < 20 * few.change, qPrintable(u"a change: %1 times"_s.arg(many.change / few.change)));
        QVERIFY2(many.filter < 20 * few.filter, qPrintable(u"filtering: %1 times"_s.arg(many.filter / few.filter)));
    }

private:
    struct Cost {
        double open = 0, change = 0, filter = 0; ///< ms
    };

    /// With so many nodes: until the window shows them all, for one node that changes, for one key in the filter.
    Cost measure(int nodes)
    {
        m_desktop.reset();
        QElapsedTimer timer;
        timer.start();
        const auto elapsed = [&timer] { return double(timer.nsecsElapsed()) / 1e6; };
        Cost cost;
        m_desktop.emplace(m_bus->address());
        (void)QTest::qWaitFor([&] { return list() != nullptr && list()->model()->rowCount() == nodes; }, 60'000);
        m_desktop->window.repaint();
        cost.open = elapsed();
        constexpr int kTimes = 20;
        timer.restart();
        for (int i = 0; i < kTimes; ++i)
            emit m_desktop->client.nodeChanged(u"/org/portolan/Initiator1/nodes/many%1"_s.arg(i));
        m_desktop->window.repaint();
        cost.change = elapsed() / kTimes;
        timer.restart();
        auto *filter = seen<QLineEdit>(&m_desktop->window, u"filter"_s);
        for (const QString &text : {u"many:0"_s, u"many:00"_s, u"many:001"_s, QString()}) {
            filter->setText(text);
            m_desktop->window.repaint();
        }
        cost.filter = elapsed() / 4;
        return cost;
    }
};

QTEST_MAIN(TestGuiWindow)
#include "tst_gui_window.moc"
