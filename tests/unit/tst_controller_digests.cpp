// SPDX-License-Identifier: GPL-3.0-or-later
// A target whose digests do not fit is told of, and nothing else is done about it (DIG-08).
#include "online_node.h"

#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::engine::testing;

namespace {

const QString kEvent = QStringLiteral("session.digest_errors");

/// A node that is online. Its connection is lost with so many digest errors counted, and comes back.
struct Flaky : Node {
    Flaky() { goOnline(); }

    void lose(std::uint64_t errors)
    {
        world.plane.current = dataplane::Counters{.digestErrors = errors};
        node.handleConnectionLost({ErrorCode::TransportFailed, "data digest error", 0, 0}, 0);
    }
    void comeBack()
    {
        world.time.advance(30s); // no back-off is longer
        world.logins.succeed();
        world.plane.reattached({});
    }
    void flap(std::uint64_t errors)
    {
        lose(errors);
        comeBack();
    }
    [[nodiscard]] qsizetype told() const { return world.count(kEvent); }
};

} // namespace

class TestControllerDigests : public QObject {
    Q_OBJECT

private slots:
    void theThirdInTenMinutesIsTold()
    {
        Flaky flaky;
        flaky.flap(1);
        flaky.flap(2);
        QCOMPARE(flaky.told(), 0);
        flaky.flap(3);
        QCOMPARE(flaky.told(), 1);
        const auto event = flaky.world.lastEvent(kEvent);
        QCOMPARE(event.severity, Severity::Warning);
        QCOMPARE(event.node, 1);
        QCOMPARE(event.details.value(QStringLiteral("count")).toULongLong(), 3U);
        QVERIFY2(event.message.contains(QStringLiteral("data-digest=off")), qPrintable(event.message));
    }

    void nothingIsSwitchedOff()
    {
        Flaky flaky;
        auto record = flaky.node.record();
        record.settings.headerDigest = record.settings.dataDigest = store::Digest::Require;
        flaky.node.setRecord(record);
        for (std::uint64_t errors = 1; errors <= 20; ++errors)
            flaky.flap(errors);
        QVERIFY(flaky.told() > 0);
        QVERIFY(flaky.node.record().settings.dataDigest == store::Digest::Require);
        QVERIFY(flaky.node.record().settings.headerDigest == store::Digest::Require);
        QCOMPARE(flaky.node.nodeInfo().status, NodeStatus::Connected);
    }

    void otherLossesAreNoDigestErrors()
    {
        Flaky flaky;
        for (int i = 0; i < 10; ++i)
            flaky.flap(0);
        flaky.flap(1);
        for (int i = 0; i < 10; ++i)
            flaky.flap(1); // counted before
        flaky.flap(2);
        QCOMPARE(flaky.told(), 0);
    }

    void nowAndThenIsALine()
    {
        Flaky flaky;
        for (std::uint64_t errors = 1; errors <= 10; ++errors) {
            flaky.flap(errors);
            flaky.world.time.advance(6min);
        }
        QCOMPARE(flaky.told(), 0);
    }

    void notMoreThanOnceAnHour()
    {
        Flaky flaky;
        std::uint64_t errors = 0;
        for (int minute = 0; minute < 59; ++minute) {
            flaky.flap(++errors);
            flaky.world.time.advance(30s);
        }
        QCOMPARE(flaky.told(), 1);
        for (int minute = 0; minute < 10; ++minute) {
            flaky.flap(++errors);
            flaky.world.time.advance(30s);
        }
        QCOMPARE(flaky.told(), 2);
    }

    void connectionsOfASessionThatStandsCount()
    {
        Flaky flaky;
        for (std::uint64_t errors = 1; errors <= 3; ++errors) {
            flaky.world.plane.current = dataplane::Counters{.digestErrors = errors};
            flaky.node.handleConnectionDropped(1, {ErrorCode::TransportFailed, "header digest error", 0, 0}, 0);
        }
        QCOMPARE(flaky.told(), 1);
    }

    /// What was counted before this daemon began is nothing that happens now.
    void oldErrorsOfAnAdoptedSession()
    {
        World world;
        SessionController node(world.environment, recordOf(1));
        world.plane.current = dataplane::Counters{.digestErrors = 5};
        dataplane::RunningSession running;
        running.handle = {1};
        running.connected = true;
        node.adopt(&world.plane, running, {});
        for (int i = 0; i < 3; ++i) {
            world.plane.current = dataplane::Counters{.digestErrors = i == 0 ? 5U : 5U + unsigned(i)};
            node.handleConnectionLost(kReset, 0);
            world.time.advance(30s);
            world.logins.succeed();
            world.plane.reattached({});
        }
        QCOMPARE(world.count(kEvent), 0);
    }
};

QTEST_GUILESS_MAIN(TestControllerDigests)
#include "tst_controller_digests.moc"
