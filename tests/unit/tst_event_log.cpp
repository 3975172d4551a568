// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/event_log.h"
#include "daemon/engine/event_text.h"

#include <QTest>

using namespace portolan;
using namespace portolan::engine;

namespace {

const QDateTime kNow(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);

Event of(NodeId node)
{
    Event event;
    event.node = node;
    return event;
}

} // namespace

class TestEventLog : public QObject {
    Q_OBJECT

private slots:
    void idsGrowByOne()
    {
        EventLog log;
        Event forged;
        forged.id = 4711;
        QCOMPARE(log.append(forged, kNow).id, 1U);
        QCOMPARE(log.append({}, kNow.addSecs(1)).id, 2U);
        QCOMPARE(log.after(0, 10, 0).at(1).time, kNow.addSecs(1));
    }

    /// A reader that comes back with the last id it saw misses nothing and sees nothing twice.
    void readerGoesOnWhereItStopped()
    {
        EventLog log;
        for (int i = 0; i < 100; ++i)
            log.append({}, kNow);
        std::uint64_t last = 0;
        std::uint64_t seen = 0;
        for (auto part = log.after(last, 7, 0); !part.empty(); part = log.after(last, 7, 0)) {
            QVERIFY(part.size() <= 7);
            for (const Event &event : part)
                QCOMPARE(event.id, ++seen);
            last = part.back().id;
        }
        QCOMPARE(seen, 100U);
        QVERIFY(log.after(~std::uint64_t(0), 10, 0).empty());
    }

    void oldestGoFirstAndIdsStay()
    {
        EventLog log;
        for (std::size_t i = 0; i < EventLog::kMost + 5; ++i)
            log.append({}, kNow);
        QCOMPARE(log.size(), EventLog::kMost);
        QCOMPARE(log.after(0, 1, 0).at(0).id, 6U);
        QCOMPARE(log.after(EventLog::kMost, 100, 0).size(), 5U);
        QCOMPARE(log.after(EventLog::kMost, 100, 0).back().id, EventLog::kMost + 5);
    }

    void eventsOfOneNode()
    {
        EventLog log;
        for (const NodeId node : {1, 2, 1, 0})
            log.append(of(node), kNow);
        QCOMPARE(log.after(0, 10, 1).size(), 2U);
        QCOMPARE(log.after(0, 10, 1).at(1).id, 3U);
        QCOMPARE(log.after(0, 1, 2).size(), 1U); // `most` counts those that match
        QCOMPARE(log.after(0, 10, 0).size(), 4U);
    }

    void errorsAreToldInParts()
    {
        const auto target = detailsOf({ErrorCode::LoginRejected, "not found", 0x0203, 0});
        QCOMPARE(target.value(QStringLiteral("error")).toString(), QStringLiteral("LoginRejected"));
        QCOMPARE(target.value(QStringLiteral("side")).toString(), QStringLiteral("target"));
        QCOMPARE(target.value(QStringLiteral("status_class")).toUInt(), 2U);
        QCOMPARE(target.value(QStringLiteral("status_detail")).toUInt(), 3U);
        const auto network = detailsOf({ErrorCode::PortalUnreachable, "refused", 0, ECONNREFUSED});
        QCOMPARE(network.value(QStringLiteral("side")).toString(), QStringLiteral("network"));
        QCOMPARE(network.value(QStringLiteral("errno")).toInt(), ECONNREFUSED);
        QVERIFY(!network.contains(QStringLiteral("status_class")));
        QCOMPARE(detailsOf({ErrorCode::TargetAuthFailed, "", 0, 0}).value(QStringLiteral("side")).toString(),
                 QStringLiteral("initiator"));
    }
};

QTEST_APPLESS_MAIN(TestEventLog)
#include "tst_event_log.moc"
