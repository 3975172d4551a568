// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop is told while nobody looks at the window, on a bus with a notification server of the test.
#include "common/dbus/names.h"
#include "gui/tray/tray_icon.h"
#include "tests/gui/desktop.h"
#include "tests/gui/notification_server.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace Qt::StringLiterals;
using namespace test;
using namespace test::demo;
using dbus::SessionState;
using gui::Announcer;
using gui::Settings;

class TestGuiNotifications : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        Desktop::forgetSettings();
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), u"demo"_s), QString());
        m_server.emplace(m_bus->address());
        m_client.emplace(*client::InitiatorClient::connectTo(m_bus->address()));
        m_client->start();
        QTRY_VERIFY(m_client->available());
        m_notifier.emplace(*client::InitiatorClient::connectTo(m_bus->address()));
        watch(false);
        useDisk();
    }

    void cleanup()
    {
        m_announcer.reset();
        m_notifier.reset();
        m_client.reset();
        m_server.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void lostAndBack()
    {
        QVERIFY(setState(SessionState::Reconnecting));
        QTRY_COMPARE(count(), 1);
        QVERIFY2(last().summary.contains(u"plain"_s), qPrintable(last().summary));
        QVERIFY2(last().body.contains(u"/srv/data"_s), qPrintable(last().body));
        QCOMPARE(last().urgency, 2);
        QCOMPARE(last().desktopEntry, u"org.portolan.Portolan"_s);
        QCOMPARE(last().replaces, 0U);
        QCOMPARE(last().actions.first(), u"default"_s);
        QSignalSpy login(&*m_announcer, &Announcer::loginRequested);
        QSignalSpy open(&*m_announcer, &Announcer::openRequested);
        QVERIFY(last().actions.contains(u"login"_s));
        m_server->click(last().id, u"login"_s);
        QTRY_COMPARE(login.size(), 1);
        QCOMPARE(login.first().first().toString(), kPlainNode);

        const uint first = last().id;
        QVERIFY(setState(SessionState::Online));
        QTRY_COMPARE(count(), 2);
        QCOMPARE(last().replaces, first); // it takes the place of the other
        QCOMPARE(last().urgency, 1);
        QVERIFY2(last().summary.contains(u"again"_s), qPrintable(last().summary));
        m_server->click(last().id, u"default"_s);
        QTRY_COMPARE(open.size(), 1);
        QCOMPARE(open.first().first().toString(), kPlainNode);
        m_server->click(4711, u"default"_s); // of another program
        QTest::qWait(50);
        QCOMPARE(open.size(), 1);
    }

    void nobodyUsesIt() // then it is no news that needs somebody
    {
        QVERIFY(m_fake->setProperties(
            kLun, u"Lun"_s, {{u"Users"_s, QVariant::fromValue(VariantMapList())}, {u"MountPoints"_s, QStringList()}}));
        QTRY_VERIFY(m_client->luns(kSession).front().mountPoints.isEmpty());
        QVERIFY(setState(SessionState::Reconnecting));
        QTest::qWait(100);
        QCOMPARE(count(), 0);
    }

    void comesAndGoes()
    {
        m_announcer.reset();
        m_announcer.emplace(*m_client, *m_notifier, Announcer::Limits{600'000, 3, 600, 100}, [] { return false; });
        for (int i = 0; i < 2; ++i) {
            QVERIFY(setState(SessionState::Reconnecting));
            QTRY_COMPARE(count(), 2 * i + 1);
            QVERIFY(setState(SessionState::Online));
            QTRY_COMPARE(count(), 2 * i + 2);
        }
        for (int i = 0; i < 3; ++i) {
            QVERIFY(setState(SessionState::Reconnecting));
            QVERIFY(setState(SessionState::Online));
        }
        QTRY_COMPARE(count(), 5); // the third loss, and then silence
        QVERIFY2(last().summary.contains(u"unstable"_s), qPrintable(last().summary));
        QVERIFY2(last().body.contains(u"3 time"_s) && last().body.contains(u"10 minutes"_s), qPrintable(last().body));
        QTest::qWait(100);
        QCOMPARE(count(), 5);
        // What it says in the end is how it is.
        QTRY_COMPARE(count(), 6);
        QVERIFY2(last().body.contains(u"5 time"_s) && last().body.contains(u"connected now"_s),
                 qPrintable(last().body));
        QCOMPARE(last().urgency, 1);
        QTest::qWait(700);
        QCOMPARE(count(), 6);
        for (const auto &note : m_server->notes())
            QCOMPARE(note.id, last().id); // one message, whatever happens
    }

    void manyAtOnce() // a switch fails: four messages and a sum, not thirty
    {
        m_announcer.reset();
        m_announcer.emplace(*m_client, *m_notifier, Announcer::Limits{600'000, 3, 600, 4, 300}, [] { return false; });
        constexpr int kMany = 30;
        const auto path = [](int number) { return u"/org/portolan/Initiator1/sessions/%1"_s.arg(number + 100); };
        for (int i = 0; i < kMany; ++i) {
            QVERIFY(m_fake->addObject(path(i), u"Session"_s,
                                      {{u"TargetName"_s, u"iqn.2026-11.org.portolan.many:%1"_s.arg(i)},
                                       {u"State"_s, uint(SessionState::Online)}}));
            QVERIFY(m_fake->addObject(
                path(i) + u"/luns/0"_s, u"Lun"_s,
                {{u"Device"_s, u"/dev/sd%1"_s.arg(i)}, {u"MountPoints"_s, QStringList{u"/srv/many%1"_s.arg(i)}}}));
        }
        QTRY_COMPARE(m_client->sessions().size(), std::size_t(kMany + 1));
        const auto all = [&](SessionState state) {
            for (int i = 0; i < kMany; ++i)
                QVERIFY(m_fake->setProperties(path(i), u"Session"_s, {{u"State"_s, uint(state)}}));
        };
        all(SessionState::Reconnecting);
        QTRY_COMPARE(count(), 5);
        QCOMPARE(last().summary, u"26 more connection(s) lost"_s);
        QCOMPARE(last().urgency, 2);
        QTest::qWait(400);
        all(SessionState::Online);
        QTRY_COMPARE(count(), 10);
        QCOMPARE(last().summary, u"26 more connection(s) are back"_s);
        QTest::qWait(400);
        QCOMPARE(count(), 10);
    }

    void quickerThanTheServer() // still one message, with the last word
    {
        for (const auto *const word : {"one", "two", "three"})
            m_notifier->notify({u"key"_s, QLatin1String(word), QString()});
        QTRY_COMPARE(count(), 2);
        QTest::qWait(50);
        QCOMPARE(count(), 2);
        QCOMPARE(last().summary, u"three"_s);
        QCOMPARE(last().replaces, m_server->notes().front().id);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("action"); // empty: it is not told
        QTest::newRow("password") << u"AuthenticationFailed"_s << u"password"_s;
        QTest::newRow("no password") << u"AuthRequired"_s << u"password"_s;
        QTest::newRow("name") << u"TargetRefusedName"_s << u"login"_s;
        QTest::newRow("rejected") << u"LoginRejected"_s << u"login"_s;
        QTest::newRow("unreachable") << u"PortalUnreachable"_s << QString();
        QTest::newRow("unknown") << u"Nonsense"_s << QString();
    }

    void refused()
    {
        QFETCH(QString, error);
        QFETCH(QString, action);
        QVERIFY(happen(u"login.failed"_s, kLockedNode, {{u"error"_s, error}}));
        if (action.isEmpty()) {
            QTest::qWait(100);
            QCOMPARE(count(), 0);
            return;
        }
        QTRY_COMPARE(count(), 1);
        QVERIFY(last().summary.contains(u"locked"_s));
        QVERIFY(last().actions.contains(action));
        QSignalSpy password(&*m_announcer, &Announcer::passwordRequested);
        QSignalSpy login(&*m_announcer, &Announcer::loginRequested);
        m_server->click(last().id, action);
        QTRY_COMPARE(password.size() + login.size(), 1);
        QCOMPARE((action == u"login"_s ? login : password).first().first().toString(), kLockedNode);
    }

    void diskGrew()
    {
        const auto resize = [this](quint64 from, quint64 to) {
            return happen(u"lun.resized"_s, kPlainNode, {{u"lun"_s, u"0"_s}, {u"old_size"_s, from}, {u"size"_s, to}});
        };
        QVERIFY(resize(2ULL << 40, 1ULL << 40));
        QVERIFY(resize(1ULL << 40, 2ULL << 40));
        QTRY_COMPARE(count(), 1); // not the one that shrank
        QVERIFY2(last().body.contains(u"2 TiB"_s), qPrintable(last().body));
    }

    void logoutBlocked()
    {
        QVERIFY(happen(u"logout.blocked"_s, kPlainNode, {}));
        QTRY_COMPARE(count(), 1);
        QSignalSpy logout(&*m_announcer, &Announcer::logoutRequested);
        m_server->click(last().id, u"logout"_s);
        QTRY_COMPARE(logout.size(), 1);
        QCOMPARE(logout.first().first().toString(), kPlainNode);
    }

    void whoLooksKnowsAlready()
    {
        watch(true);
        QVERIFY(happen(u"logout.blocked"_s, kPlainNode, {}));
        QVERIFY(happen(u"login.failed"_s, kLockedNode, {{u"error"_s, u"AuthenticationFailed"_s}}));
        QVERIFY(setState(SessionState::Reconnecting)); // this one matters in any case
        QTRY_COMPARE(count(), 1);
        QVERIFY(last().summary.contains(u"lost"_s));
    }

    void switchedOff_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("expected");
        using enum Settings::Key;
        QTest::newRow("none") << -1 << 5;
        QTest::newRow("lost") << int(NotifyLost) << 4;
        QTest::newRow("back") << int(NotifyBack) << 4;
        QTest::newRow("refused") << int(NotifyRefused) << 4;
        QTest::newRow("grew") << int(NotifyGrew) << 4;
        QTest::newRow("blocked") << int(NotifyBlocked) << 4;
    }

    void switchedOff()
    {
        QFETCH(int, key);
        QFETCH(int, expected);
        if (key >= 0)
            Settings().setValue(Settings::Key(key), false);
        QVERIFY(setState(SessionState::Reconnecting));
        QTest::qWait(50);
        QVERIFY(setState(SessionState::Online));
        QVERIFY(happen(u"login.failed"_s, kLockedNode, {{u"error"_s, u"AuthenticationFailed"_s}}));
        QVERIFY(happen(u"lun.resized"_s, kPlainNode, {{u"lun"_s, u"0"_s}, {u"size"_s, 1ULL << 40}}));
        QVERIFY(happen(u"logout.blocked"_s, kPlainNode, {}));
        QTRY_COMPARE(count(), expected);
        QTest::qWait(50);
        QCOMPARE(count(), expected);
    }

    void namesAreText()
    {
        QVERIFY(m_fake->setProperties(kPlainNode, u"Node"_s, {{u"Label"_s, u"<b>R&D</b>\u202E"_s}}));
        QTRY_VERIFY(m_client->node(kPlainNode)->label.startsWith(u"<b>"_s));
        QVERIFY(happen(u"login.failed"_s, kPlainNode, {{u"error"_s, u"AuthenticationFailed"_s}}));
        QTRY_COMPARE(count(), 1);
        QVERIFY(!last().body.contains(u"<b>"_s)); // servers read the body as markup, and the summary as text
        QVERIFY(last().body.contains(u"&lt;b&gt;R&amp;D"_s));
        QVERIFY(!last().summary.contains(QChar(0x202E)));
    }

    void trayPassesThemOn()
    {
        m_announcer.reset();
        gui::TargetModel model;
        gui::TargetFeed feed(*m_client, model);
        gui::TrayIcon tray(*m_client, feed, model, *client::InitiatorClient::connectTo(m_bus->address()),
                           [] { return false; });
        QSignalSpy login(&tray, &gui::TrayIcon::loginRequested);
        QVERIFY(setState(SessionState::Reconnecting));
        QTRY_COMPARE(count(), 1);
        m_server->click(last().id, u"login"_s);
        QTRY_COMPARE(login.size(), 1);
        QCOMPARE(login.first().first().toString(), kPlainNode);
    }

private:
    void watch(bool watched)
    {
        m_announcer.reset();
        m_announcer.emplace(*m_client, *m_notifier, Announcer::Limits(), [watched] { return watched; });
    }

    void useDisk()
    {
        const VariantMapList users{{{u"kind"_s, u"mount"_s},
                                    {u"device"_s, u"/dev/loop7"_s},
                                    {u"path"_s, u"/srv/data"_s},
                                    {u"fs"_s, u"ext4"_s}}};
        QVERIFY(m_fake->setProperties(
            kLun, u"Lun"_s,
            {{u"Users"_s, QVariant::fromValue(users)}, {u"MountPoints"_s, QStringList{u"/srv/data"_s}}}));
        QTRY_VERIFY(!m_client->luns(kSession).front().mountPoints.isEmpty());
    }

    [[nodiscard]] bool setState(SessionState state)
    {
        return m_fake->setProperties(kSession, u"Session"_s, {{u"State"_s, uint(state)}}) &&
               QTest::qWaitFor([&] { return m_client->session(kSession)->state == state; });
    }

    [[nodiscard]] bool happen(const QString &code, const QString &node, const QVariantMap &details)
    {
        return m_fake->emitEvent({{u"Code"_s, code},
                                  {u"Severity"_s, 2U},
                                  {u"Source"_s, u"iqn.2026-10.org.portolan.test:x"_s},
                                  {u"Message"_s, code},
                                  {u"Node"_s, QVariant::fromValue(QDBusObjectPath(node))},
                                  {u"Details"_s, details}});
    }

    [[nodiscard]] int count() const { return int(m_server->notes().size()); }
    [[nodiscard]] const NotificationServer::Note &last() const { return m_server->notes().back(); }

    std::optional<PrivateBus> m_bus;
    std::optional<FakeService> m_fake;
    std::optional<NotificationServer> m_server;
    std::optional<client::InitiatorClient> m_client;
    std::optional<gui::Notifier> m_notifier;
    std::optional<Announcer> m_announcer;
};

QTEST_MAIN(TestGuiNotifications)
#include "tst_gui_notifications.moc"
