// SPDX-License-Identifier: GPL-3.0-or-later
// How the program is started: once in a session, on a page, or by a link to storage, which may come from anywhere.
#include "gui/windows/single_instance.h"
#include "gui/windows/storage_link.h"
#include "tests/gui/desktop.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using gui::SingleInstance;

class TestGuiStart : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
    }

    void cleanup()
    {
        m_desktop.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void links_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("address");
        QTest::newRow("address") << u"iscsi://192.0.2.7"_s << u"192.0.2.7:3260"_s;
        QTest::newRow("port") << u"iscsi://nas.example:3261"_s << u"nas.example:3261"_s;
        QTest::newRow("target") << u"iscsi://nas.example/iqn.2026-11.org.example:a/0"_s << u"nas.example:3260"_s;
        QTest::newRow("IPv6") << u"iscsi://[2001:db8::7]:3262/"_s << u"[2001:db8::7]:3262"_s;
        QTest::newRow("secret") << u"iscsi://alice:secret@192.0.2.7"_s << QString();
        QTest::newRow("name") << u"iscsi://alice@192.0.2.7"_s << QString();
        QTest::newRow("scheme") << u"https://192.0.2.7"_s << QString();
        QTest::newRow("file") << u"/etc/passwd"_s << QString();
        QTest::newRow("no host") << u"iscsi:///iqn.2026-11.org.example:a"_s << QString();
        QTest::newRow("control") << u"iscsi://nas%0a.example"_s << QString();
        QTest::newRow("option") << u"iscsi://--help"_s << QString();
        QTest::newRow("port 0") << u"iscsi://nas.example:0"_s << QString();
        QTest::newRow("long") << u"iscsi://"_s + QString(5000, u'a') << QString();
        QTest::newRow("empty") << QString() << QString();
    }

    void links()
    {
        QFETCH(QString, link);
        QFETCH(QString, address);
        const auto read = gui::addressOfLink(link);
        QCOMPARE(read ? *read : QString(), address);
        QVERIFY(read || read.error().code == ErrorCode::InvalidArgument);
    }

    void aLinkOnlyFillsTheField()
    {
        open();
        m_desktop->window.openLinks({u"iscsi://192.0.2.7/iqn.2026-11.org.example:a"_s});
        QTRY_VERIFY(wizardOf(m_desktop->window));
        QCOMPARE(seen<QLineEdit>(wizardOf(m_desktop->window), u"address"_s)->text(), u"192.0.2.7:3260"_s);
        QTest::qWait(200);
        QVERIFY(m_fake->calls().filter(u"Manager.Discover"_s).isEmpty()); // nothing was asked before a person agreed
    }

    void aBadLinkIsExplained()
    {
        open();
        m_desktop->window.openLinks({u"iscsi://alice:secret-of-alice@192.0.2.7"_s});
        QVERIFY(!wizardOf(m_desktop->window));
        const QString told = allText(&m_desktop->window);
        QVERIFY(told.contains(u"does not lead to storage"_s) && told.contains(u"must not carry"_s));
        QVERIFY(!told.contains(u"secret-of-alice"_s));
    }

    void pages()
    {
        open();
        const std::pair<QString, QString> pages[]{{u"add-storage"_s, u"addStorageDialog"_s},
                                                  {u"servers"_s, u"serversDialog"_s},
                                                  {u"passwords"_s, u"passwordsDialog"_s},
                                                  {u"events"_s, u"timelineWindow"_s},
                                                  {u"settings"_s, u"settingsDialog"_s}};
        for (const auto &[name, object] : pages) {
            m_desktop->window.doAction(name);
            QTRY_VERIFY2(seen(&m_desktop->window, object), qPrintable(name));
            seen<QDialog>(&m_desktop->window, object)->reject();
        }
        m_desktop->window.hide();
        m_desktop->window.doAction(u"format-everything"_s);
        QVERIFY(m_desktop->window.isVisible());
    }

    void secondStartTellsTheFirst_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("told");
        QTest::newRow("up") << QStringList() << u"up"_s;
        QTest::newRow("page") << QStringList{u"--page"_s, u"events"_s} << u"action events"_s;
        QTest::newRow("link") << QStringList{u"iscsi://192.0.2.7"_s} << u"links iscsi://192.0.2.7"_s;
    }

    void secondStartTellsTheFirst()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, told);
        const auto bus = client::InitiatorClient::connectTo(m_bus->address());
        QVERIFY(bus);
        SingleInstance first(*bus);
        QVERIFY(first.claim({}));
        QStringList heard;
        connect(&first, &SingleInstance::activated, this, [&heard] { heard << u"up"_s; });
        connect(&first, &SingleInstance::actionRequested, this,
                [&heard](const QString &name) { heard << u"action "_s + name; });
        connect(&first, &SingleInstance::linksOpened, this,
                [&heard](const QStringList &links) { heard << u"links "_s + links.join(u' '); });
        QProcess second;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_bus->address());
        environment.insert(u"DBUS_SYSTEM_BUS_ADDRESS"_s, m_bus->address());
        environment.insert(u"XDG_CONFIG_HOME"_s, QDir::tempPath() + u"/portolan-no-settings"_s);
        environment.insert(u"XDG_ACTIVATION_TOKEN"_s, u"a-token-of-the-desktop"_s);
        second.setProcessEnvironment(environment);
        qunsetenv("XDG_ACTIVATION_TOKEN");
        second.start(QStringLiteral(PORTOLAN_GUI), QStringList{u"--allow-root"_s} + arguments);
        QVERIFY(second.waitForStarted());
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(second.exitStatus(), QProcess::NormalExit);
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(heard, QStringList{told});
        QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), "a-token-of-the-desktop"); // the window may come to the front
        qunsetenv("XDG_ACTIVATION_TOKEN");
    }

private:
    void open()
    {
        m_desktop.emplace(m_bus->address());
        QTRY_VERIFY(m_desktop->ready());
        QVERIFY(m_desktop->comesToFront());
        QTRY_VERIFY(m_desktop->window.actions()[gui::MainActions::Add]->isEnabled());
    }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<Desktop> m_desktop;
};

QTEST_MAIN(TestGuiStart)
#include "tst_gui_start.moc"
