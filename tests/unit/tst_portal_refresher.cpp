// SPDX-License-Identifier: GPL-3.0-or-later
// When a storage server is searched again without being asked to.
#include "daemon/engine/portal_refresher.h"
#include "engine_fakes.h"

#include <QSignalSpy>
#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using engine::testing::FakeTime;
using namespace std::chrono_literals;

class TestPortalRefresher : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_random = 0;
        m_searched.clear();
        m_time.emplace();
        m_refresher.emplace(PortalRefresher::Environment{&*m_time, [this] { return m_random; },
                                                         [this](PortalId portal) { m_searched.push_back(portal); }});
    }

    void cleanup() { m_refresher.reset(); }

    void neverUnlessWanted()
    {
        m_refresher->update(portal(1, 0s));
        QCOMPARE(m_time->pending(), 0U);
        QVERIFY(!m_refresher->next(1).isValid());
    }

    void atItsInterval()
    {
        QSignalSpy planned(&*m_refresher, &PortalRefresher::planned);
        m_refresher->update(portal(1, 300s));
        m_refresher->update(portal(2, 600s));
        QCOMPARE(planned.size(), 2);
        QCOMPARE(m_refresher->next(1), m_time->wallTime().addSecs(300));
        m_time->advance(299s);
        QVERIFY(m_searched.empty());
        m_time->advance(1s);
        QCOMPARE(m_searched, std::vector<PortalId>{1});
        searched(1, 300s, QStringLiteral("ok"));
        QCOMPARE(m_refresher->next(1), m_time->wallTime().addSecs(300));
        m_time->advance(300s);
        QCOMPARE(m_searched, (std::vector<PortalId>{1, 2, 1}));
    }

    /// Whoever asked: what was searched a moment ago is not searched again.
    void countedFromTheLastSearch()
    {
        m_refresher->update(portal(1, 300s));
        m_time->advance(200s);
        searched(1, 300s, QStringLiteral("ok"));
        m_time->advance(299s);
        QVERIFY(m_searched.empty());
        m_time->advance(1s);
        QCOMPARE(m_searched.size(), 1U);
    }

    /// A search whose outcome never comes (cancelled, disk full) is not the last one.
    void goesOnWithoutAnOutcome()
    {
        m_refresher->update(portal(1, 300s));
        m_time->advance(1500s);
        QCOMPARE(m_searched.size(), 5U);
    }

    void failuresAreWaitedOut()
    {
        m_refresher->update(portal(1, 300s));
        std::vector<qint64> waits;
        for (int i = 0; i < 6; ++i) {
            searched(1, 300s, QStringLiteral("PortalUnreachable"));
            waits.push_back(m_time->wallTime().secsTo(m_refresher->next(1)));
        }
        QCOMPARE(waits, (std::vector<qint64>{600, 1200, 2400, 3600, 3600, 3600}));
        searched(1, 300s, QStringLiteral("ok"));
        QCOMPARE(m_time->wallTime().secsTo(m_refresher->next(1)), 300);
        searched(1, 86400s, QStringLiteral("TimedOut")); // a day is long enough
        QCOMPARE(m_time->wallTime().secsTo(m_refresher->next(1)), 86400);
    }

    void oneThatFailedBeforeTheStartIsWaitedOutToo()
    {
        auto record = portal(1, 300s);
        record.lastResult = QStringLiteral("TimedOut");
        m_refresher->update(record);
        QCOMPARE(m_time->wallTime().secsTo(m_refresher->next(1)), 600);
    }

    void notAllAtOnce()
    {
        m_random = 1;
        m_refresher->update(portal(1, 1000s));
        QCOMPARE(m_time->wallTime().secsTo(m_refresher->next(1)), 900);
        auto overdue = portal(2, 300s);
        overdue.lastDiscovery = m_time->wallTime().addDays(-3);
        m_refresher->update(overdue);
        QCOMPARE(m_time->wallTime().secsTo(m_refresher->next(2)), 60);
        m_random = 0;
        overdue.id = 3;
        m_refresher->update(overdue);
        QCOMPARE(m_time->wallTime().secsTo(m_refresher->next(3)), 10);
        overdue.id = 4;
        overdue.lastDiscovery = {}; // imported: never searched
        m_refresher->update(overdue);
        QCOMPARE(m_time->wallTime().secsTo(m_refresher->next(4)), 10);
    }

    /// Of a clock that was put back, or of a broken database.
    void lastSearchInTheFuture()
    {
        auto record = portal(1, 300s);
        record.lastDiscovery = m_time->wallTime().addYears(10);
        m_refresher->update(record);
        QCOMPARE(m_time->wallTime().secsTo(m_refresher->next(1)), 300);
    }

    void otherInterval()
    {
        QSignalSpy planned(&*m_refresher, &PortalRefresher::planned);
        m_refresher->update(portal(1, 300s));
        m_refresher->update(portal(1, 300s)); // nothing new
        QCOMPARE(planned.size(), 1);
        m_refresher->update(portal(1, 3600s));
        QCOMPARE(m_time->wallTime().secsTo(m_refresher->next(1)), 3600);
        m_refresher->update(portal(1, 0s));
        QVERIFY(!m_refresher->next(1).isValid());
        QCOMPARE(planned.size(), 3);
        m_refresher->update(portal(1, 300s));
        m_refresher->remove(1);
        m_time->advance(2h);
        QVERIFY(m_searched.empty());
    }

    /// Timers stand still while the machine sleeps, the wall clock does not.
    void afterASleep()
    {
        auto record = portal(1, 3600s);
        record.lastDiscovery = m_time->wallTime().addSecs(-3500);
        m_refresher->update(record);
        QCOMPARE(m_time->wallTime().secsTo(m_refresher->next(1)), 100);
        m_time->advance(50s);
        m_refresher->resumed();
        m_time->advance(49s);
        QVERIFY(m_searched.empty());
        m_time->advance(1s);
        QCOMPARE(m_searched.size(), 1U);
    }

private:
    [[nodiscard]] store::PortalRecord portal(PortalId id, std::chrono::seconds interval) const
    {
        store::PortalRecord record;
        record.id = id;
        record.refreshInterval = std::uint32_t(interval.count());
        record.lastDiscovery = m_time->wallTime();
        record.lastResult = QStringLiteral("ok");
        return record;
    }
    /// As the store tells it, a second later than anything before.
    void searched(PortalId id, std::chrono::seconds interval, const QString &result)
    {
        m_time->advance(1s);
        auto record = portal(id, interval);
        record.lastResult = result;
        m_refresher->update(record);
    }

    double m_random = 0;
    std::vector<PortalId> m_searched;
    std::optional<FakeTime> m_time;
    std::optional<PortalRefresher> m_refresher;
};

QTEST_GUILESS_MAIN(TestPortalRefresher)
#include "tst_portal_refresher.moc"
