// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, started as a desktop starts it: its icon in the tray, the menu and the tooltip of this, what the
// buttons of its notifications do, and a service that dies under its window.
#include "tests/gui/notification_server.h"
#include "tests/gui/screen.h"
#include "tests/gui/status_notifier_watcher.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include "common/dbus/enums.h"
#include "common/dbus/names.h"

#include <QDBusObjectPath>
#include <QDir>
#include <QSettings>
#include <QTest>

#include <optional>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using dbus::NodeStatus;
using dbus::SessionState;

namespace {

constexpr int kPatienceMs = 30'000;
const QString kHostConnection = u"tray-host"_s;
const QString kTitle = u"Portolan"_s;
const QString kPlainName = u"iqn.2026-10.org.portolan.test:plain"_s;
const QString kLockedName = u"iqn.2026-10.org.portolan.test:locked"_s;

} // namespace

class TestGuiProgram : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QCOMPARE(m_screen.start(), QString()); }

    void init()
    {
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        m_settings.emplace();
    }

    void cleanup()
    {
        m_program.kill();
        m_program.waitForFinished();
        m_notes.reset();
        m_tray.reset();
        m_host.reset();
        QDBusConnection::disconnectFromBus(kHostConnection);
        m_fake.reset();
        m_bus.reset();
    }

    void icon()
    {
        QVERIFY(startInTray());
        const QVariantMap properties = m_host->properties();
        QCOMPARE(properties.value(u"Category"_s).toString(), u"ApplicationStatus"_s);
        QVERIFY(m_host->hasPicture());
        QTRY_VERIFY_WITH_TIMEOUT(m_host->toolTip().contains(u"1 connected"_s), kPatienceMs);
        QVERIFY2(m_host->toolTip().startsWith(u"Portolan"_s), qPrintable(m_host->toolTip()));
        QVERIFY(m_fake->startLoad());
        QTRY_VERIFY2_WITH_TIMEOUT(m_host->toolTip().contains(u"MB/s"_s), qPrintable(m_host->toolTip()), kPatienceMs);
        QVERIFY(!m_screen.shows(kTitle)); // "--tray"
    }

    void pictureOfEveryState_data()
    {
        QTest::addColumn<bool>("symbolic");
        QTest::newRow("in colours") << false;
        QTest::newRow("in the colour of the panel") << true;
    }

    void pictureOfEveryState() // five that differ
    {
        QFETCH(bool, symbolic);
        QVERIFY(QDir(m_settings->path()).mkpath(u"portolan"_s));
        QSettings(m_settings->filePath(u"portolan/portolan.conf"_s), QSettings::IniFormat)
            .setValue(u"tray/symbolic"_s, symbolic);
        QVERIFY(startInTray());
        QVariantList pictures;
        const auto differs = [&] {
            const QVariant now = m_host->picture();
            return !now.toByteArray().isEmpty() && !pictures.contains(now);
        };
        using enum dbus::OverallState;
        for (const auto state : {Idle, Ok, Connecting, Degraded, Failed}) {
            QVERIFY(m_fake->setProperties(dbus::kManagerPath, u"Manager"_s, {{u"OverallState"_s, uint(state)}}));
            QTRY_VERIFY2_WITH_TIMEOUT(differs(), qPrintable(QString::number(int(state))), kPatienceMs);
            pictures << m_host->picture();
        }
    }

    void menu()
    {
        QVERIFY(startInTray());
        QTRY_VERIFY_WITH_TIMEOUT(m_host->menu().find(u"plain"_s) != nullptr, kPatienceMs);
        const MenuLine menu = m_host->menu();
        for (const auto &text : {u"1 connected"_s, u"Log in all"_s, u"Log out all"_s, u"Add storage"_s,
                                 u"Open Portolan"_s, u"Quit (sessions stay connected)"_s})
            QVERIFY2(menu.find(text) != nullptr, qPrintable(text));
        QVERIFY(menu.find(u"locked"_s) == nullptr); // no session
        const MenuLine *session = menu.find(u"plain"_s);
        QVERIFY(session->find(u"Show"_s) != nullptr && session->find(u"Log out"_s) != nullptr);
        QVERIFY(!session->find(u"Connected"_s)->enabled());

        m_host->click(*menu.find(u"Log in all"_s));
        QTRY_VERIFY_WITH_TIMEOUT(called(u"Manager.LoginAll"_s), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_screen.shows(kTitle), kPatienceMs); // what comes of it can be read there

        m_host->click(*m_host->menu().find(u"Add storage"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_screen.shows(u"Add storage"_s), kPatienceMs);
        m_screen.key(u"Escape"_s);

        m_host->click(*m_host->menu().find(u"Quit"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_program.state(), QProcess::NotRunning, kPatienceMs);
        QCOMPARE(m_program.exitCode(), 0);
        QVERIFY(!called(u"Node.Logout"_s)); // sessions stay
    }

    void logOutOfOne() // asks the service who uses it, and then does it
    {
        QVERIFY(startInTray());
        QTRY_VERIFY_WITH_TIMEOUT(m_host->menu().find(u"plain"_s) != nullptr, kPatienceMs);
        const MenuLine menu = m_host->menu();
        m_host->click(*menu.find(u"plain"_s)->find(u"Log out"_s));
        QTRY_VERIFY_WITH_TIMEOUT(called(u"Node.CheckLogout "_s + kPlainNode), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_screen.shows(kTitle), kPatienceMs);
    }

    void activationShowsAndHides()
    {
        QVERIFY(startInTray());
        m_host->activate();
        QTRY_VERIFY_WITH_TIMEOUT(m_screen.shows(kTitle), kPatienceMs);
        m_screen.focus(kTitle);
        m_host->activate();
        QTRY_VERIFY_WITH_TIMEOUT(!m_screen.shows(kTitle), kPatienceMs);
    }

    void closingHidesIntoTheTray()
    {
        QVERIFY(startInTray());
        m_host->activate();
        QTRY_VERIFY_WITH_TIMEOUT(m_screen.shows(kTitle), kPatienceMs);
        m_screen.focus(kTitle);
        m_screen.key(u"ctrl+w"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!m_screen.shows(kTitle), kPatienceMs);
        QCOMPARE(m_program.state(), QProcess::Running);
        // The tray dies under the hidden window, which must not be lost.
        m_tray.reset();
        QTRY_VERIFY_WITH_TIMEOUT(m_screen.shows(kTitle), kPatienceMs);
        // And it is back.
        m_tray.emplace(m_bus->address());
        QTRY_VERIFY_WITH_TIMEOUT(!m_tray->items().isEmpty(), kPatienceMs);
        m_screen.focus(kTitle);
        m_screen.key(u"ctrl+w"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!m_screen.shows(kTitle), kPatienceMs);
        QCOMPARE(m_program.state(), QProcess::Running);
    }

    void withoutTrayClosingEnds()
    {
        start({u"--tray"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_screen.shows(kTitle), kPatienceMs); // there is nowhere to hide
        m_screen.focus(kTitle);
        m_screen.key(u"ctrl+w"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_program.state(), QProcess::NotRunning, kPatienceMs);
    }

    void trayThatComesAfterTheProgram() // as at login
    {
        start({u"--tray"_s});
        QTest::qWait(1500);
        m_tray.emplace(m_bus->address());
        QTRY_VERIFY_WITH_TIMEOUT(!m_tray->items().isEmpty(), kPatienceMs);
        QTest::qWait(500);
        QVERIFY(!m_screen.shows(kTitle));
    }

    void notificationTriesAgain()
    {
        m_notes.emplace(m_bus->address());
        QVERIFY(startInTray());
        QVERIFY(loseSession());
        QTRY_VERIFY_WITH_TIMEOUT(noteAbout(u"lost"_s) != nullptr, kPatienceMs);
        m_notes->click(noteAbout(u"lost"_s)->id, u"login"_s);
        QTRY_VERIFY_WITH_TIMEOUT(called(u"Session.Reconnect "_s + kSession), kPatienceMs);
        QVERIFY(!m_screen.shows(kTitle)); // it asks for nothing, and gets nothing into the way
    }

    void notificationOpensTheTarget()
    {
        m_notes.emplace(m_bus->address());
        QVERIFY(startInTray());
        QVERIFY(loseSession());
        QTRY_VERIFY_WITH_TIMEOUT(noteAbout(u"lost"_s) != nullptr, kPatienceMs);
        m_notes->click(noteAbout(u"lost"_s)->id, u"default"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_screen.shows(kTitle), kPatienceMs);
        m_screen.focus(kTitle);
        m_screen.key(u"ctrl+shift+c"_s); // the name of what is chosen
        QTRY_COMPARE_WITH_TIMEOUT(m_screen.clipboard().trimmed(), kPlainName, kPatienceMs);
    }

    void notificationAsksForThePassword()
    {
        m_notes.emplace(m_bus->address());
        QVERIFY(startInTray());
        QVERIFY(m_fake->emitEvent({{u"Code"_s, u"login.failed"_s},
                                   {u"Severity"_s, 2U},
                                   {u"Source"_s, kLockedName},
                                   {u"Node"_s, QVariant::fromValue(QDBusObjectPath(kLockedNode))},
                                   {u"Details"_s, QVariantMap{{u"error"_s, u"AuthenticationFailed"_s}}}}));
        QTRY_VERIFY_WITH_TIMEOUT(noteAbout(u"refused"_s) != nullptr, kPatienceMs);
        m_notes->click(noteAbout(u"refused"_s)->id, u"password"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_screen.shows(kTitle), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_screen.shows(u"Password"_s), kPatienceMs);
    }

    void notificationShowsWhatBlocks()
    {
        m_notes.emplace(m_bus->address());
        QVERIFY(startInTray());
        QVERIFY(m_fake->emitEvent({{u"Code"_s, u"logout.blocked"_s},
                                   {u"Severity"_s, 1U},
                                   {u"Source"_s, kPlainName},
                                   {u"Node"_s, QVariant::fromValue(QDBusObjectPath(kPlainNode))}}));
        QTRY_VERIFY_WITH_TIMEOUT(noteAbout(u"stays connected"_s) != nullptr, kPatienceMs);
        m_notes->click(noteAbout(u"stays connected"_s)->id, u"logout"_s);
        QTRY_VERIFY_WITH_TIMEOUT(called(u"Node.CheckLogout "_s + kPlainNode), kPatienceMs);
    }

    void serviceDiesAndComesBack() // the icon says so, and the program goes on
    {
        QVERIFY(startInTray());
        QTRY_VERIFY_WITH_TIMEOUT(m_host->toolTip().contains(u"1 connected"_s), kPatienceMs);
        const QVariant before = m_host->picture();
        m_fake->kill();
        QTRY_VERIFY_WITH_TIMEOUT(m_host->toolTip().contains(u"No connection"_s), kPatienceMs);
        QVERIFY(m_host->picture() != before);
        QTRY_VERIFY_WITH_TIMEOUT(m_host->menu().find(u"plain"_s) == nullptr, kPatienceMs);
        QVERIFY(!m_host->menu().find(u"Log in all"_s)->enabled());
        QCOMPARE(m_fake->start(m_bus->address(), u"demo"_s), QString());
        QTRY_VERIFY_WITH_TIMEOUT(m_host->toolTip().contains(u"1 connected"_s), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_host->picture(), before, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(m_host->menu().find(u"plain"_s) != nullptr, kPatienceMs);
    }

private:
    void start(const QStringList &options)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DISPLAY"_s, m_screen.display());
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_bus->address());
        environment.insert(u"XDG_CONFIG_HOME"_s, m_settings->path());
        environment.insert(u"LANGUAGE"_s, u"en"_s);
        m_program.setProcessEnvironment(environment);
        m_program.setProcessChannelMode(QProcess::ForwardedChannels);
        m_program.start(QStringLiteral(PORTOLAN_GUI),
                        QStringList{u"--allow-root"_s, u"--bus"_s, m_bus->address()} + options);
    }

    [[nodiscard]] bool startInTray()
    {
        m_tray.emplace(m_bus->address());
        start({u"--tray"_s});
        if (!QTest::qWaitFor([this] { return !m_tray->items().isEmpty(); }, kPatienceMs))
            return false;
        m_host.emplace(QDBusConnection::connectToBus(m_bus->address(), kHostConnection), m_tray->items().constFirst());
        return QTest::qWaitFor([this] { return m_fake->leases().contains(dbus::kManagerPath); }, kPatienceMs);
    }

    [[nodiscard]] bool loseSession()
    {
        const VariantMapList users{{{u"kind"_s, u"mount"_s},
                                    {u"device"_s, u"/dev/loop7"_s},
                                    {u"path"_s, u"/srv/data"_s},
                                    {u"fs"_s, u"ext4"_s}}};
        return m_fake->setProperties(
                   kLun, u"Lun"_s,
                   {{u"Users"_s, QVariant::fromValue(users)}, {u"MountPoints"_s, QStringList{u"/srv/data"_s}}}) &&
               m_fake->setProperties(kPlainNode, u"Node"_s, {{u"Status"_s, uint(NodeStatus::Reconnecting)}}) &&
               m_fake->setProperties(kSession, u"Session"_s, {{u"State"_s, uint(SessionState::Reconnecting)}});
    }

    [[nodiscard]] const NotificationServer::Note *noteAbout(const QString &word) const
    {
        for (const auto &note : m_notes->notes()) {
            if (note.summary.contains(word))
                return &note;
        }
        return nullptr;
    }

    [[nodiscard]] bool called(const QString &call)
    {
        const QStringList calls = m_fake->calls();
        return std::ranges::any_of(calls, [&call](const QString &one) { return one.startsWith(call); });
    }

    Screen m_screen;
    std::optional<QTemporaryDir> m_settings;
    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<NotificationServer> m_notes;
    std::optional<StatusNotifierWatcher> m_tray;
    std::optional<StatusNotifierItem> m_host;
    QProcess m_program;
};

QTEST_GUILESS_MAIN(TestGuiProgram)
#include "tst_gui_program.moc"
