// SPDX-License-Identifier: GPL-3.0-or-later
// Every page and dialog, for those who use no mouse, no eyes, another language or another direction.
#include "gui/wizards/target_choice.h"
#include "tests/gui/fake_window.h"
#include "tests/gui/language.h"
#include "tests/gui/page_checks.h"

#include <QApplication>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using gui::MainActions;

namespace {

const QStringList kPages{
    u"waiting"_s,  u"unavailable"_s, u"empty"_s,         u"overview"_s, u"disks"_s,           u"throughput"_s,
    u"table"_s,    u"parameters"_s,  u"events"_s,        u"address"_s,  u"search password"_s, u"found"_s,
    u"password"_s, u"result"_s,      u"credentials"_s,   u"in use"_s,   u"force"_s,           u"rename"_s,
    u"forget"_s,   u"about"_s,       u"import"_s,        u"imported"_s, u"connection"_s,      u"timeline"_s,
    u"settings"_s, u"desktop"_s,     u"notifications"_s, u"servers"_s,  u"passwords"_s,       u"report"_s,
    u"undo"_s,     u"isns"_s};

} // namespace

class TestGuiPages : public QObject, private FakeWindow {
    Q_OBJECT

private slots:
    void init() { QCOMPARE(begin(), QString()); }

    void cleanup()
    {
        end();
        m_language.reset();
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void byKeyboard_data() { pages(); }
    void byKeyboard()
    {
        QWidget *page = openPage();
        QVERIFY(page);
        QCOMPARE(unreachable(page).join(u'\n'), QString());
    }

    void inEveryLanguage_data() { pages(Language::all()); }
    void inEveryLanguage() // to screen readers and to eyes
    {
        QFETCH(QString, language);
        m_language.emplace(language);
        QVERIFY(m_language->loaded());
        QWidget *page = openPage();
        QVERIFY(page);
        if (page == &m_desktop->window && language == u"de"_s)
            QVERIFY(seen<QToolButton>(page, u"tool_actionLogIn"_s)->text().contains(u"melden"_s));
        QTRY_COMPARE(faults(page).join(u'\n'), QString());
    }

    void rightToLeft_data() { pages(); }
    void rightToLeft()
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        QWidget *page = openPage();
        QVERIFY(page);
        if (const auto *next = seen<QPushButton>(page, u"nextButton"_s); next && seen(page, u"cancelButton"_s))
            QVERIFY(next->x() < seen(page, u"cancelButton"_s)->x());
        QVERIFY(!page->grab().isNull());
    }

    void escapeAndEnterInDialogs_data()
    {
        QTest::addColumn<QString>("page");
        for (const QString &page : {u"address"_s, u"password"_s, u"credentials"_s, u"in use"_s, u"force"_s, u"rename"_s,
                                    u"forget"_s, u"about"_s, u"import"_s, u"connection"_s, u"settings"_s, u"servers"_s,
                                    u"passwords"_s, u"report"_s, u"isns"_s})
            QTest::newRow(qPrintable(page)) << page;
    }

    void escapeAndEnterInDialogs()
    {
        QPointer<QWidget> page = openPage();
        QVERIFY(page);
        QVERIFY(page->isWindow() && page != &m_desktop->window);
        const qsizetype before = m_fake->calls().filter(u"Logout"_s).size();
        QTest::keyClick(page, Qt::Key_Escape);
        QTRY_VERIFY(!page || !page->isVisible());
        QCOMPARE(m_fake->calls().filter(u"Logout"_s).size(), before);
        QVERIFY(!called(u"Node.Remove "_s + kPlainNode));
        QVERIFY(m_fake->secrets().isEmpty());
    }

private:
    static void pages(const QStringList &languages = {u"en"_s})
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("page");
        for (const QString &language : languages) {
            for (const QString &page : kPages)
                QTest::addRow("%s, %s", qPrintable(page), qPrintable(language)) << language << page;
        }
    }

    /// Opens the page of the current row of pages(), and gives the window it stands in; nullptr if that failed.
    QWidget *openPage()
    {
        const QString page = *static_cast<QString *>(QTest::qData("page", qMetaTypeId<QString>()));
        QWidget *opened = nullptr;
        if (page == u"waiting"_s || page == u"unavailable"_s)
            opened = openWithoutService(page == u"unavailable"_s);
        else if (page == u"empty"_s)
            opened = start(page) ? &m_desktop->window : nullptr;
        else if (const qsizetype wizard =
                     QStringList{u"address"_s, u"search password"_s, u"found"_s, u"password"_s, u"result"_s}.indexOf(
                         page);
                 wizard >= 0)
            opened = openWizard(int(wizard));
        else if (const qsizetype tab =
                     QStringList{u"overview"_s, u"disks"_s, u"throughput"_s, u"parameters"_s, u"events"_s, u"table"_s}
                         .indexOf(page);
                 tab >= 0)
            opened = openTab(int(tab));
        else
            opened = openDialog(page);
        if (opened == nullptr || !QTest::qWaitFor([opened] { return opened->isActiveWindow(); }))
            return nullptr;
        QCoreApplication::processEvents();
        return opened;
    }

    QWidget *openWithoutService(bool known)
    {
        openDesktop(false);
        return !known || QTest::qWaitFor([this] { return seen(&m_desktop->window, u"startCommand"_s) != nullptr; })
                   ? &m_desktop->window
                   : nullptr;
    }

    QWidget *openTab(int tab)
    {
        if (!start(u"demo"_s))
            return nullptr;
        choose(kPlainNode);
        seen<QTabWidget>(&m_desktop->window, u"detailsTabs"_s)->setCurrentIndex(tab == 5 ? 2 : tab);
        if (tab == 5 && !click(&m_desktop->window, u"asTable"_s).isEmpty())
            return nullptr;
        return &m_desktop->window;
    }

    /// \param step  as far as this: address, password of the search, targets found, password of a target, result
    QWidget *openWizard(int step)
    {
        if (!start(u"empty"_s))
            return nullptr;
        m_desktop->window.addStorage();
        if (!QTest::qWaitFor(
                [this] { return wizardOf(m_desktop->window) && wizardOf(m_desktop->window)->isActiveWindow(); }))
            return nullptr;
        auto *wizard = wizardOf(m_desktop->window);
        if (step == 0)
            return wizard;
        if (!type(wizard, u"address"_s, step == 1 ? u"closed.door"_s : u"nas.example"_s).isEmpty() ||
            !click(wizard, u"searchButton"_s).isEmpty())
            return nullptr;
        auto *targets = wizard->findChild<gui::TargetChoice *>();
        const auto searched = [&] {
            return step == 1 ? seen(wizard, u"discoveryCredentials"_s) != nullptr
                             : targets->topLevelItemCount() == 2 && seen(wizard, u"searchPhase"_s) == nullptr;
        };
        if (!QTest::qWaitFor(searched) || step <= 2)
            return searched() ? wizard : nullptr;
        targets->findItems(step == 3 ? u"locked"_s : u"plain"_s, Qt::MatchContains)
            .first()
            ->setCheckState(0, Qt::Checked);
        if (!click(wizard, u"nextButton"_s).isEmpty())
            return nullptr;
        const auto there = [&] {
            return step == 3 ? seen<QLineEdit>(wizard, u"secret"_s) != nullptr : seen(wizard, u"diskRow"_s) != nullptr;
        };
        if (!QTest::qWaitFor(there))
            return nullptr;
        return step != 3 || click(wizard, u"mutual"_s).isEmpty() ? wizard : nullptr;
    }

    QWidget *openDialog(const QString &page)
    {
        if (!start(u"demo"_s) || !useDisk())
            return nullptr;
        auto *window = &m_desktop->window;
        choose(page == u"in use"_s || page == u"force"_s ? kPlainNode : kLockedNode);
        const QHash<QString, MainActions::Id> actions{{u"connection"_s, MainActions::Connection},
                                                      {u"credentials"_s, MainActions::Password},
                                                      {u"in use"_s, MainActions::LogOut},
                                                      {u"force"_s, MainActions::LogOut},
                                                      {u"rename"_s, MainActions::Rename},
                                                      {u"forget"_s, MainActions::Forget},
                                                      {u"about"_s, MainActions::About},
                                                      {u"import"_s, MainActions::Import},
                                                      {u"imported"_s, MainActions::Import},
                                                      {u"timeline"_s, MainActions::Timeline},
                                                      {u"settings"_s, MainActions::Preferences},
                                                      {u"desktop"_s, MainActions::Preferences},
                                                      {u"notifications"_s, MainActions::Preferences},
                                                      {u"servers"_s, MainActions::Servers},
                                                      {u"isns"_s, MainActions::Servers},
                                                      {u"passwords"_s, MainActions::Passwords},
                                                      {u"report"_s, MainActions::Report},
                                                      {u"undo"_s, MainActions::Forget}};
        window->actions()[actions.value(page)]->trigger();
        if (!QTest::qWaitFor([this] { return dialog<QDialog>() != nullptr; }))
            return nullptr;
        if (page.startsWith(u"import"_s))
            return openImport(page == u"imported"_s);
        if (page == u"undo"_s)
            return openUndo();
        if (page == u"isns"_s)
            return openIsns();
        if (auto *tabs = seen<QTabWidget>(dialog<QDialog>(), u"settingsTabs"_s))
            tabs->setCurrentIndex(page == u"desktop"_s ? 1 : page == u"notifications"_s ? 2 : 0);
        if (page != u"force"_s)
            return dialog<QDialog>();
        if (!click(dialog<QDialog>(), u"forceButton"_s).isEmpty() ||
            !QTest::qWaitFor([this] { return dialog<QMessageBox>() != nullptr; }))
            return nullptr;
        return dialog<QMessageBox>();
    }

    QWidget *openUndo()
    {
        auto *window = &m_desktop->window;
        if (!click(dialog<QDialog>(), u"confirmForgetButton"_s).isEmpty() || !m_desktop->comesToFront())
            return nullptr;
        return QTest::qWaitFor([window] { return seen(window, u"undoBar"_s) != nullptr; }) ? window : nullptr;
    }

    QWidget *openIsns()
    {
        const QPointer<QDialog> servers = dialog<QDialog>();
        if (!click(servers, u"addIsnsServer"_s).isEmpty())
            return nullptr;
        const auto isns = [&servers] { return servers->findChild<QDialog *>(u"isnsDialog"_s); };
        return QTest::qWaitFor([&isns] { return isns() != nullptr && isns()->isActiveWindow(); }) ? isns() : nullptr;
    }

    QWidget *openImport(bool done)
    {
        auto *window = dialog<QDialog>();
        if (!QTest::qWaitFor([window] { return seen<QPushButton>(window, u"importButton"_s)->isEnabled(); }))
            return nullptr;
        if (!done)
            return window;
        return click(window, u"importButton"_s).isEmpty() &&
                       QTest::qWaitFor([window] { return seen(window, u"disableCommand"_s) != nullptr; })
                   ? window
                   : nullptr;
    }

    std::optional<Language> m_language;
};

QTEST_MAIN(TestGuiPages)
#include "tst_gui_pages.moc"
