// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/worker/loop/busy_poll.h"

#include <QtTest>

using namespace portolan::dataplane::worker;
using std::chrono::microseconds;

class TestBusyPoll : public QObject {
    Q_OBJECT

private slots:
    void looksLessOftenAfterEachMiss()
    {
        BusyPoll poll{microseconds(50)};
        QVERIFY(poll.isOn());
        const auto sleepsAfter = [&poll](bool found) { // waits that sleep at once, before the next look
            poll.looked(found);
            int waits = 0;
            while (poll.next() == microseconds(0))
                ++waits;
            return waits;
        };
        QCOMPARE(poll.next(), microseconds(50));
        for (const int waits : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024})
            QCOMPARE(sleepsAfter(false), waits);
        QCOMPARE(sleepsAfter(true), 0);
        QCOMPARE(sleepsAfter(false), 1);
    }

    void never()
    {
        BusyPoll poll{microseconds(0)};
        QVERIFY(!poll.isOn());
        QCOMPARE(poll.next(), microseconds(0));
    }

    void looksUntilItSeesOrTheTimeIsOver()
    {
        int looks = 0;
        QVERIFY(lookFor(std::chrono::seconds(60), [&looks] { return ++looks == 3; }));
        QCOMPARE(looks, 3);
        const auto start = std::chrono::steady_clock::now();
        QVERIFY(!lookFor(microseconds(500), [] { return false; }));
        QVERIFY(std::chrono::steady_clock::now() - start >= microseconds(500));
    }
};

QTEST_APPLESS_MAIN(TestBusyPoll)
#include "tst_busy_poll.moc"
