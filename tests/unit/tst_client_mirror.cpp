// SPDX-License-Identifier: GPL-3.0-or-later
// The mirror follows the service: objects, changes, restarts, and nobody else's signals.
#include "common/dbus/names.h"
#include "gui/client/initiator_client.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QDBusMessage>
#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using client::InitiatorClient;
using namespace test::demo;

class TestClientMirror : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        QCOMPARE(m_bus.emplace().start(), QString());
        auto connection = InitiatorClient::connectTo(m_bus->address());
        QVERIFY(connection);
        m_client = std::make_unique<InitiatorClient>(*connection);
    }

    void cleanup()
    {
        m_client.reset();
        m_bus.reset();
    }

    void fillsItselfWithEverything()
    {
        test::FakeService fake;
        QCOMPARE(fake.start(m_bus->address(), QStringLiteral("demo")), QString());
        QVERIFY(startAndWait());
        QVERIFY(m_client->available());
        QCOMPARE(m_client->manager().initiatorName, QStringLiteral("iqn.2026-10.org.portolan.test:this-computer"));
        QCOMPARE(m_client->manager().overallState, dbus::OverallState::Ok);
        QCOMPARE(m_client->portals().size(), 1U);
        QCOMPARE(m_client->targets().size(), 3U);
        QCOMPARE(m_client->nodes().size(), 3U);
        const auto session = m_client->session(kSession);
        QVERIFY(session);
        QCOMPARE(session->state, dbus::SessionState::Online);
        QCOMPARE(session->node, kPlainNode);
        QCOMPARE(session->negotiated.size(), 3U);
        QCOMPARE(session->negotiated.at(1).got, QStringLiteral("262144"));
        const auto luns = m_client->luns(kSession);
        QCOMPARE(luns.size(), 1U);
        QCOMPARE(luns.at(0).session, kSession);
        QCOMPARE(luns.at(0).bestPath(), QStringLiteral("/dev/loop7"));
        QCOMPARE(luns.at(0).sizeBytes, 1073741824ULL);
        QVERIFY(luns.at(0).thin);
        QCOMPARE(luns.at(0).solidState, std::optional(true));
        QCOMPARE(luns.at(0).writeCache, std::optional(true));
        QCOMPARE(luns.at(0).discard, std::optional(false));
        QCOMPARE(luns.at(0).physicalBlockSize, 4096U);
        const auto node = m_client->node(kFailedNode);
        QVERIFY(node && node->error());
        QCOMPARE(node->error()->code, ErrorCode::TargetRefusedName);
        QCOMPARE(node->error()->loginStatus, 0x0202);
        QCOMPARE(node->portalText(), QStringLiteral("10.0.0.5:3260"));
        QCOMPARE(node->settings.value(QStringLiteral("MaxBurstLength")).toUInt(), 16776192U);
        QVERIFY(!m_client->node(kLockedNode)->error());
        QVERIFY(m_client->node(kLockedNode)->session.isEmpty()); // "/" on the bus
        QTRY_COMPARE(m_client->permission(QStringLiteral("login")), client::Permission::Yes);
    }

    void followsChanges()
    {
        test::FakeService fake;
        QCOMPARE(fake.start(m_bus->address(), QStringLiteral("demo")), QString());
        QVERIFY(startAndWait());
        QSignalSpy changed(m_client.get(), &InitiatorClient::nodeChanged);
        QVERIFY(fake.setProperties(kLockedNode, QStringLiteral("Node"),
                                   {{QStringLiteral("Label"), QStringLiteral("Backup")}}));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toString(), kLockedNode);
        QCOMPARE(m_client->node(kLockedNode)->title(), QStringLiteral("Backup"));
        QCOMPARE(m_client->node(kLockedNode)->targetName, QStringLiteral("iqn.2026-10.org.portolan.test:locked"));

        // The same again is no news; the event after it proves that it was received.
        QSignalSpy events(m_client.get(), &InitiatorClient::eventHappened);
        QVERIFY(fake.setProperties(kLockedNode, QStringLiteral("Node"),
                                   {{QStringLiteral("Label"), QStringLiteral("Backup")}}));
        QVERIFY(fake.emitEvent({{QStringLiteral("Code"), QStringLiteral("settings.changed")},
                                {QStringLiteral("Source"), QStringLiteral("x")}}));
        QTRY_COMPARE(events.size(), 1);
        QCOMPARE(changed.size(), 1);
        const auto event = events.at(0).at(0).value<client::EventInfo>();
        QCOMPARE(event.code, QStringLiteral("settings.changed"));
        QVERIFY(event.time.isValid());
    }

    void objectsComeAndGo()
    {
        test::FakeService fake;
        QCOMPARE(fake.start(m_bus->address(), QStringLiteral("demo")), QString());
        QVERIFY(startAndWait());
        QSignalSpy added(m_client.get(), &InitiatorClient::portalChanged);
        QSignalSpy lunRemoved(m_client.get(), &InitiatorClient::lunRemoved);
        QSignalSpy sessionRemoved(m_client.get(), &InitiatorClient::sessionRemoved);
        const QString portal = QStringLiteral("/org/portolan/Initiator1/portals/x");
        QVERIFY(fake.addObject(portal, QStringLiteral("Portal"),
                               {{QStringLiteral("Address"), QStringLiteral("fe80::1%eth0")}}));
        QTRY_COMPARE(added.size(), 1);
        QCOMPARE(m_client->portals().size(), 2U);
        QVERIFY(fake.removeObject(kSession)); // with its LUN below it
        QTRY_COMPARE(sessionRemoved.size(), 1);
        QTRY_COMPARE(lunRemoved.size(), 1);
        QCOMPARE(lunRemoved.at(0).at(1).toString(), kSession);
        QVERIFY(m_client->luns().empty());
    }

    /// The daemon restarts under a running client: everything goes, everything is back.
    void survivesRestarts()
    {
        test::FakeService fake;
        QCOMPARE(fake.start(m_bus->address(), QStringLiteral("demo")), QString());
        QVERIFY(startAndWait());
        for (int round = 0; round < 3; ++round) {
            QSignalSpy gone(m_client.get(), &InitiatorClient::unavailable);
            QSignalSpy nodes(m_client.get(), &InitiatorClient::nodeRemoved);
            QSignalSpy ready(m_client.get(), &InitiatorClient::ready);
            if (round == 1)
                fake.kill();
            else
                fake.stop();
            QTRY_COMPARE(gone.size(), 1);
            QCOMPARE(gone.at(0).at(0).value<Error>().code, ErrorCode::ServiceUnavailable);
            QCOMPARE(nodes.size(), 3);
            QVERIFY(!m_client->available());
            QVERIFY(m_client->nodes().empty() && m_client->sessions().empty() && m_client->luns().empty());
            QVERIFY(m_client->manager() == client::ManagerInfo{});
            QCOMPARE(m_client->permission(QStringLiteral("login")), client::Permission::Unknown);
            QCOMPARE(fake.start(m_bus->address(), QStringLiteral("demo")), QString());
            QTRY_COMPARE(ready.size(), 1);
            QCOMPARE(m_client->nodes().size(), 3U);
        }
    }

    void serviceMayComeLater()
    {
        QSignalSpy gone(m_client.get(), &InitiatorClient::unavailable);
        QSignalSpy ready(m_client.get(), &InitiatorClient::ready);
        m_client->start();
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(gone.at(0).at(0).value<Error>().code, ErrorCode::ServiceUnavailable);
        test::FakeService fake;
        QCOMPARE(fake.start(m_bus->address()), QString());
        QTRY_COMPARE(ready.size(), 1);
        QVERIFY(m_client->nodes().empty());
    }

    void busMayDie()
    {
        test::FakeService fake;
        QCOMPARE(fake.start(m_bus->address(), QStringLiteral("demo")), QString());
        QVERIFY(startAndWait());
        QSignalSpy gone(m_client.get(), &InitiatorClient::unavailable);
        m_bus->stop();
        QTRY_VERIFY(!gone.isEmpty());
        QVERIFY(m_client->nodes().empty());
    }

    /// Anybody on the bus can send signals that look like the service's.
    void ignoresOthersSignals()
    {
        test::FakeService fake;
        QCOMPARE(fake.start(m_bus->address(), QStringLiteral("demo")), QString());
        QVERIFY(startAndWait());
        auto stranger = InitiatorClient::connectTo(m_bus->address());
        QVERIFY(stranger);
        auto forged = QDBusMessage::createSignal(kLockedNode, QStringLiteral("org.freedesktop.DBus.Properties"),
                                                 QStringLiteral("PropertiesChanged"));
        forged << dbus::kInterfacePrefix + QStringLiteral("Node")
               << QVariantMap{{QStringLiteral("Label"), QStringLiteral("forged")}} << QStringList();
        QVERIFY(stranger->send(forged));
        auto event = QDBusMessage::createSignal(dbus::kManagerPath, dbus::kInterfacePrefix + QStringLiteral("Events"),
                                                QStringLiteral("Event"));
        event << QVariantMap{{QStringLiteral("Code"), QStringLiteral("session.lost")}};
        QVERIFY(stranger->send(event));
        QSignalSpy changed(m_client.get(), &InitiatorClient::nodeChanged);
        QSignalSpy events(m_client.get(), &InitiatorClient::eventHappened);
        QVERIFY(fake.setProperties(kFailedNode, QStringLiteral("Node"),
                                   {{QStringLiteral("Label"), QStringLiteral("real")}}));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toString(), kFailedNode);
        QVERIFY(events.isEmpty());
        QVERIFY(m_client->node(kLockedNode)->label.isEmpty());
    }

    void connectingToNoBusSaysWhy()
    {
        const auto connection = InitiatorClient::connectTo(QStringLiteral("unix:path=/nonexistent/bus"));
        QVERIFY(!connection);
        QCOMPARE(connection.error().code, ErrorCode::TransportFailed);
        QVERIFY(connection.error().message.find("/nonexistent/bus") != std::string::npos);
    }

private:
    bool startAndWait()
    {
        QSignalSpy ready(m_client.get(), &InitiatorClient::ready);
        m_client->start();
        return ready.wait();
    }

    std::optional<test::PrivateBus> m_bus;
    std::unique_ptr<InitiatorClient> m_client;
};

QTEST_GUILESS_MAIN(TestClientMirror)
#include "tst_client_mirror.moc"
