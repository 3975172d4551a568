// SPDX-License-Identifier: GPL-3.0-or-later
// A walk past everything that a person can get to see, in every language, against the real service and a real target:
// each widget can be reached, named and read. Pages that only a simulated service shows are in tst_gui_pages.
// With PORTOLAN_WALK_PICTURES=FOLDER each page is put there as a picture to be looked at; PORTOLAN_WALK_DARK=1 darkens.
#include "gui/widgets/theme_colors.h"
#include "gui/wizards/target_choice.h"
#include "tests/gui/desktop.h"
#include "tests/gui/language.h"
#include "tests/gui/page_checks.h"
#include "tests/gui/sandbox.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTest>
#include <QTimer>
#include <QTreeView>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::AddStorageDialog;
using gui::MainActions;

namespace {

const QString kOpen = u"iqn.2026-11.org.portolan.test:open"_s, kVault = u"iqn.2026-11.org.portolan.test:vault"_s,
              kClosed = u"iqn.2026-11.org.portolan.test:closed"_s;
const QString kOurs = u"alices-secret-1"_s, kTheirs = u"vaults-secret-2"_s;
constexpr int kPatience = 20'000;   // ms; a busy machine
constexpr QSize kWindow(1200, 720); // what it takes by itself on a usual screen; the offscreen one is smaller

} // namespace

class TestGuiWalk : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        QFETCH_GLOBAL(QString, language);
        m_language.emplace(language);
        QVERIFY(m_language->loaded());
        if (qEnvironmentVariableIsSet("PORTOLAN_WALK_DARK"))
            QApplication::setPalette(gui::darkPalette());
        Desktop::forgetSettings();
        QCOMPARE(m_server.emplace().start({{kOpen},
                                           {kVault, StorageServer::Account{u"alice"_s, kOurs},
                                            StorageServer::Account{u"vault"_s, kTheirs}}}),
                 QString());
        QCOMPARE(m_sandbox.emplace().start(), QString());
    }

    void initTestCase_data()
    {
        QTest::addColumn<QString>("language");
        for (const QString &language : Language::all())
            QTest::newRow(qPrintable(language)) << language;
    }

    void cleanup()
    {
        m_desktop.reset();
        const QStringList left = m_sandbox ? m_sandbox->close() : QStringList();
        m_sandbox.reset();
        m_server.reset();
        m_language.reset();
        m_faults.clear();
        QCOMPARE(left, QStringList());
    }

    void firstStorage() // from the empty window through the assistant
    {
        QSettings().setValue(u"addStorage/addresses"_s, QStringList{u"nas.example"_s, u"[2001:db8::20]:3261"_s});
        open();
        look(u"empty window"_s, &m_desktop->window);
        QPointer<AddStorageDialog> wizard = openWizard();
        QVERIFY(wizard);
        look(u"address"_s, wizard);
        QCOMPARE(click(wizard, u"advancedButton"_s), QString());
        look(u"address, advanced"_s, wizard);
        QCOMPARE(click(wizard, u"advancedButton"_s), QString());
        QCOMPARE(type(wizard, u"address"_s, u"127.0.0.1:%1"_s.arg(freePort())), QString());
        QCOMPARE(click(wizard, u"searchButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(wizard, u"addressMessage"_s), kPatience);
        look(u"nobody answers"_s, wizard);
        QCOMPARE(type(wizard, u"address"_s, m_server->address()), QString());
        QCOMPARE(click(wizard, u"searchButton"_s), QString());
        auto *targets = wizard->findChild<gui::TargetChoice *>();
        QTRY_VERIFY_WITH_TIMEOUT(targets->topLevelItemCount() == 2 && seen(wizard, u"searchPhase"_s) == nullptr,
                                 kPatience);
        look(u"targets"_s, wizard);
        for (int row = 0; row < targets->topLevelItemCount(); ++row)
            targets->topLevelItem(row)->setCheckState(0, Qt::Checked);
        QCOMPARE(click(wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen<QLineEdit>(wizard, u"secret"_s), kPatience);
        QCOMPARE(click(wizard, u"mutual"_s), QString());
        QCOMPARE(click(wizard, u"secretGenerate"_s), QString());
        QCOMPARE(type(wizard, u"secretIn"_s, u"too weak, this one"_s), QString());
        look(u"password"_s, wizard);
        QCOMPARE(type(wizard, u"username"_s, u"alice"_s), QString());
        QCOMPARE(type(wizard, u"secret"_s, kOurs), QString());
        QCOMPARE(type(wizard, u"usernameIn"_s, u"vault"_s), QString());
        QCOMPARE(type(wizard, u"secretIn"_s, kTheirs), QString());
        QCOMPARE(click(wizard, u"nextButton"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(seen(wizard, u"diskRow"_s), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->client.sessions().size() == 2, kPatience);
        look(u"result"_s, wizard);
        QCOMPARE(told(), 0);
    }

    void everyTab()
    {
        open();
        prepare();
        for (const QString &target : {kOpen, kVault, kClosed}) {
            m_desktop->window.showTarget(nodeOf(target));
            auto *tabs = seen<QTabWidget>(&m_desktop->window, u"detailsTabs"_s);
            QVERIFY(tabs);
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                look(target.section(u':', 1) + u", "_s + tabs->currentWidget()->objectName(), &m_desktop->window);
            }
        }
        m_desktop->window.showTarget(nodeOf(kOpen));
        auto *tabs = seen<QTabWidget>(&m_desktop->window, u"detailsTabs"_s);
        tabs->setCurrentWidget(tabs->findChild<QWidget *>(u"throughputPage"_s));
        QCOMPARE(click(&m_desktop->window, u"asTable"_s), QString());
        look(u"throughput as a table"_s, &m_desktop->window);
        m_sandbox->stopService();
        QTRY_VERIFY_WITH_TIMEOUT(seen(&m_desktop->window, u"unavailableHeading"_s), kPatience);
        look(u"service stopped"_s, &m_desktop->window);
        QCOMPARE(told(), 0);
        QCOMPARE(m_sandbox->startService(), QString());
    }

    void everyDialog()
    {
        open();
        prepare();
        const std::pair<MainActions::Id, QString> dialogs[]{
            {MainActions::Connection, kOpen}, {MainActions::Connection, kVault}, {MainActions::Password, kOpen},
            {MainActions::Password, kVault},  {MainActions::Rename, kOpen},      {MainActions::Forget, kVault},
            {MainActions::Import, kOpen},     {MainActions::About, kOpen},       {MainActions::Help, kOpen}};
        for (const auto &[action, target] : dialogs) {
            QVERIFY(m_desktop->comesToFront());
            m_desktop->window.showTarget(nodeOf(target));
            QAction *const entry = m_desktop->window.actions()[action];
            QTRY_VERIFY2(entry->isEnabled(), qPrintable(entry->toolTip()));
            entry->trigger();
            QTRY_VERIFY2(dialog(), qPrintable(entry->text()));
            QPointer<QDialog> window = dialog();
            QTRY_VERIFY(window->isActiveWindow());
            look(entry->objectName() + u' ' + target.section(u':', 1), window);
            QTest::keyClick(window, Qt::Key_Escape);
            QTRY_VERIFY(!dialog());
        }
        QVERIFY(m_desktop->comesToFront());
        m_desktop->window.showTarget(nodeOf(kOpen));
        auto *tabs = seen<QTabWidget>(&m_desktop->window, u"detailsTabs"_s);
        tabs->setCurrentWidget(tabs->findChild<QWidget *>(u"parametersPage"_s));
        QCOMPARE(click(&m_desktop->window, u"changeParametersButton"_s), QString());
        QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
        look(u"parameters"_s, dialog());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        m_desktop->window.actions()[MainActions::Servers]->trigger();
        QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
        QPointer<QDialog> servers = dialog();
        look(u"servers"_s, servers);
        QCOMPARE(click(servers, u"addIsnsServer"_s), QString());
        auto *isns = servers->findChild<QDialog *>(u"isnsDialog"_s);
        QVERIFY(isns);
        QTRY_VERIFY(isns->isActiveWindow());
        look(u"iSNS server"_s, isns);
        QCOMPARE(told(), 0);
    }

    void logOutInUse()
    {
        open();
        prepare();
        m_desktop->window.showTarget(nodeOf(kOpen));
        QString path;
        QTRY_VERIFY_WITH_TIMEOUT(!(path = diskPath()).isEmpty(), kPatience);
        QFile disk(path);
        QVERIFY2(disk.open(QIODevice::ReadOnly), qPrintable(path));
        m_desktop->window.actions()[MainActions::LogOut]->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(seen(&m_desktop->window, u"logoutBlockedDialog"_s), kPatience);
        QPointer<QDialog> blocked = dialog();
        QTRY_VERIFY(blocked->isActiveWindow());
        look(u"in use"_s, blocked);
        QCOMPARE(click(blocked, u"forceButton"_s), QString());
        QTRY_VERIFY(dialog() && dialog() != blocked);
        QPointer<QDialog> force = dialog();
        QTRY_VERIFY(force->isActiveWindow());
        look(u"by force"_s, force);
        QTest::keyClick(force, Qt::Key_Escape);
        QCOMPARE(told(), 0);
    }

    void contextMenu()
    {
        open();
        prepare();
        m_desktop->window.showTarget(nodeOf(kOpen));
        auto *list = seen<QTreeView>(&m_desktop->window, u"targetList"_s);
        QVERIFY(list);
        QTimer::singleShot(200, this, [this] {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            m_faults << (menu == nullptr ? QStringList{u"no menu"_s} : badMnemonics(menu));
            if (menu != nullptr)
                menu->close();
        });
        emit list->customContextMenuRequested(list->visualRect(list->currentIndex()).center());
        QTRY_VERIFY(!QApplication::activePopupWidget());
        QCOMPARE(told(), 0);
    }

private:
    void open()
    {
        m_desktop.emplace(m_sandbox->busAddress());
        m_desktop->window.resize(kWindow);
        QTRY_VERIFY_WITH_TIMEOUT(m_desktop->ready(), kPatience);
        QVERIFY(m_desktop->comesToFront());
    }

    /// Three targets: connected, refused for want of a password, refused by the server.
    void prepare()
    {
        const auto nodes = [this] { return m_desktop->client.nodes().size(); };
        const quint16 port = m_server->address().section(u':', 1).toUShort();
        auto &client = m_desktop->client;
        for (const QString &target : {kOpen, kVault, kClosed})
            client.addNode(
                {{u"target_name"_s, target}, {u"address"_s, u"127.0.0.1"_s}, {u"port"_s, QVariant::fromValue(port)}},
                this, [](auto) {});
        QTRY_COMPARE_WITH_TIMEOUT(nodes(), 3U, kPatience);
        for (const QString &target : {kOpen, kVault, kClosed})
            m_desktop->window.controller().login(nodeOf(target));
        QTRY_VERIFY_WITH_TIMEOUT(client.node(nodeOf(kOpen))->status == dbus::NodeStatus::Connected &&
                                     client.node(nodeOf(kVault))->error() && client.node(nodeOf(kClosed))->error(),
                                 kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!diskPath().isEmpty(), kPatience);
    }

    /// One line for each fault: QtTest cuts long ones. \return how many
    qsizetype told() const
    {
        for (const QString &fault : m_faults)
            qWarning("%s", qPrintable(fault));
        return m_faults.size();
    }

    /// Notes what is wrong with the window as it is now.
    void look(const QString &where, QWidget *window)
    {
        QTest::qWait(50); // layouts and rates of the first moment
        QStringList found = faults(window);
        if (m_language && QGuiApplication::layoutDirection() == Qt::LeftToRight)
            found += unreachable(window);
        for (const QString &fault : std::as_const(found))
            m_faults << where + u": "_s + fault;
        const QString folder = qEnvironmentVariable("PORTOLAN_WALK_PICTURES");
        if (!folder.isEmpty()) {
            QFETCH_GLOBAL(QString, language);
            (void)window->grab().save(folder + u'/' + language + u'-' + where + u".png"_s);
        }
    }

    AddStorageDialog *openWizard()
    {
        QTest::keySequence(&m_desktop->window, QKeySequence::New);
        return QTest::qWaitFor(
                   [this] { return wizardOf(m_desktop->window) && wizardOf(m_desktop->window)->isActiveWindow(); })
                   ? wizardOf(m_desktop->window)
                   : nullptr;
    }

    /// The one on top.
    [[nodiscard]] QDialog *dialog() const
    {
        auto *active = qobject_cast<QDialog *>(QApplication::activeWindow());
        return active != nullptr ? active : seen<QDialog>(&m_desktop->window);
    }

    [[nodiscard]] QString nodeOf(const QString &target) const
    {
        for (const client::NodeInfo &node : m_desktop->client.nodes()) {
            if (node.targetName == target)
                return node.path;
        }
        return {};
    }

    [[nodiscard]] QString diskPath() const
    {
        for (const client::LunInfo &lun : m_desktop->client.luns()) {
            if (lun.sizeBytes > 0)
                return lun.bestPath();
        }
        return {};
    }

    std::optional<Language> m_language;
    std::optional<StorageServer> m_server;
    std::optional<Sandbox> m_sandbox;
    std::optional<Desktop> m_desktop;
    QStringList m_faults;
};

QTEST_MAIN(TestGuiWalk)
#include "tst_gui_walk.moc"
