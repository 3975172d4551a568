// SPDX-License-Identifier: GPL-3.0-or-later
// The help: F1 wherever a person is, on what is there, also while a dialog waits; and every shortcut in it.
#include "gui/help/help_window.h"
#include "tests/gui/desktop.h"
#include "tests/gui/language.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QListWidget>
#include <QPointer>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::HelpTopic;
using gui::HelpWindow;
using gui::MainActions;

namespace {

HelpWindow *help()
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<HelpWindow *>(window); found != nullptr && found->isVisible())
            return found;
    }
    return nullptr;
}

QString topic() { return help() == nullptr ? QString() : seen<QListWidget>(help())->currentItem()->text(); }
QString text() { return help() == nullptr ? QString() : seen<QTextBrowser>(help())->toPlainText(); }

} // namespace

class TestGuiHelp : public QObject {
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
        m_desktop->window.showTarget(kPlainNode);
    }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
        QVERIFY(!help()); // it goes with the window
    }

    void tellsOfWhatHasTheFocus()
    {
        press(window());
        QTRY_VERIFY(help() && help()->isActiveWindow());
        QCOMPARE(topic(), titleOf(HelpTopic::Basics));
        QVERIFY(text().contains(u"initiator name"_s));
        QTest::keyClick(help(), Qt::Key_Escape);
        QTRY_VERIFY(!help());
        const std::pair<QString, HelpTopic> pages[]{{u"disksPage"_s, HelpTopic::Disks},
                                                    {u"throughputPage"_s, HelpTopic::Throughput},
                                                    {u"parametersPage"_s, HelpTopic::Lost},
                                                    {u"eventsPage"_s, HelpTopic::Throughput}};
        auto *tabs = seen<QTabWidget>(window(), u"detailsTabs"_s);
        for (const auto &[page, about] : pages) {
            QVERIFY(m_desktop->comesToFront());
            tabs->setCurrentWidget(tabs->findChild<QWidget *>(page));
            tabs->setFocus();
            press(window());
            QTRY_COMPARE(topic(), titleOf(about));
            QTest::keyClick(help(), Qt::Key_Escape);
            QTRY_VERIFY(!help());
        }
    }

    void canBeReadWhileADialogWaits()
    {
        m_desktop->window.addStorage();
        QTRY_VERIFY(wizardOf(m_desktop->window) && wizardOf(m_desktop->window)->isActiveWindow());
        QCOMPARE(type(wizardOf(m_desktop->window), u"address"_s, u"192.0.2.1"_s), QString());
        press(wizardOf(m_desktop->window)->focusWidget());
        QTRY_VERIFY(help() && help()->isActiveWindow());
        QCOMPARE(topic(), titleOf(HelpTopic::Connect));
        // It is not behind the question: its keys work, and what was typed there stays.
        QTest::keyClick(seen<QListWidget>(help()), Qt::Key_Down);
        QCOMPARE(topic(), titleOf(HelpTopic::Passwords));
        QTest::keyClick(help(), Qt::Key_Escape);
        QTRY_VERIFY(!help());
        QVERIFY(wizardOf(m_desktop->window)->isVisible());
        QCOMPARE(seen<QLineEdit>(wizardOf(m_desktop->window), u"address"_s)->text(), u"192.0.2.1"_s);
    }

    void isThereOnce()
    {
        press(window());
        QTRY_VERIFY(help() && help()->isActiveWindow());
        QPointer<HelpWindow> first = help();
        QTest::keyClick(seen<QListWidget>(help()), Qt::Key_End);
        press(help());
        QCoreApplication::processEvents();
        QCOMPARE(topic(), titleOf(HelpTopic::Shortcuts)); // a person reads it: it does not jump away
        QVERIFY(m_desktop->comesToFront());
        m_desktop->window.actions()[MainActions::Help]->trigger();
        QTRY_VERIFY(help()->isActiveWindow());
        QCOMPARE(help(), first);
    }

    void everyShortcutIsListedAndMeansOneThing()
    {
        press(window());
        QTRY_VERIFY(help());
        help()->showTopic(HelpTopic::Shortcuts);
        QStringList keys;
        for (const QAction *action : m_desktop->window.actions().all()) {
            for (const QKeySequence &key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys << key.toString();
            }
            const QString first = action->shortcut().toString(QKeySequence::NativeText);
            QVERIFY2(text().contains(first), qPrintable(first));
        }
        QVERIFY(keys.size() >= 15);
        QVERIFY(text().contains(u"Zoom in"_s) && text().contains(u"F10"_s));
    }

    void inEveryLanguage_data()
    {
        QTest::addColumn<QString>("language");
        for (const QString &language : Language::all())
            QTest::newRow(qPrintable(language)) << language;
    }

    void inEveryLanguage()
    {
        QFETCH(QString, language);
        m_desktop.reset();
        const Language chosen(language);
        QVERIFY(chosen.loaded());
        m_desktop.emplace(m_bus->address());
        QVERIFY(m_desktop->comesToFront());
        m_desktop->window.showHelp();
        QTRY_VERIFY(help());
        QStringList texts;
        for (const HelpTopic about : gui::kHelpTopics) {
            help()->showTopic(about);
            const QString shown = text();
            QVERIFY2(shown.size() > 100, qPrintable(topic()));
            QVERIFY2(!shown.contains(u"**"_s) && !shown.contains(u"\n- "_s) && !shown.contains(u'|'),
                     qPrintable(shown)); // as marked up
            QVERIFY2(!texts.contains(shown), qPrintable(topic()));
            texts << shown;
            QCOMPARE(seen<QTextBrowser>(help())->horizontalScrollBar()->maximum(), 0);
        }
        m_desktop.reset();
    }

private:
    [[nodiscard]] QWidget *window() { return &m_desktop->window; }

    static void press(QWidget *where) { QTest::keyClick(where, Qt::Key_F1); }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiHelp)
#include "tst_gui_help.moc"
