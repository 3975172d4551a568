// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/work_queue.h"

#include <QTest>

#include <optional>

using portolan::client::WorkQueue;

class TestWorkQueue : public QObject {
    Q_OBJECT

private slots:
    void atOnceWhenNothingWaits()
    {
        WorkQueue queue;
        bool done = false;
        queue.put([&] { done = true; });
        QVERIFY(done);
    }

    void inOrderAndInTurns() // much of it leaves room between
    {
        WorkQueue queue;
        QList<int> done;
        int most = 0, before = 0, turns = 0;
        QTimer other; // stands for a person
        connect(&other, &QTimer::timeout, this, [&] {
            most = std::max(most, int(done.size()) - before);
            before = int(done.size());
            ++turns;
        });
        other.start(0);
        QList<int> expected;
        for (int i = 0; i < 100; ++i) {
            expected << i;
            queue.put([&done, i] {
                QTest::qSleep(1);
                done << i;
            });
        }
        QVERIFY(done.size() < 20); // the others wait for their turn
        QTRY_COMPARE(done.size(), 100);
        QCOMPARE(done, expected);
        QVERIFY2(turns >= 5 && most < 20, qPrintable(QStringLiteral("%1 turns, %2 in one").arg(turns).arg(most)));
    }

    void whatIsPutMeanwhileComesLast()
    {
        WorkQueue queue;
        QList<int> done;
        queue.hold();
        queue.put([&] {
            done << 1;
            queue.put([&] { done << 3; });
        });
        queue.put([&] { done << 2; });
        QVERIFY(done.isEmpty());
        queue.release();
        QTRY_COMPARE(done, (QList<int>{1, 2, 3}));
    }

    void heldWaits()
    {
        WorkQueue queue;
        int done = 0;
        queue.put([&] { queue.hold(); });
        queue.put([&] { ++done; });
        QTest::qWait(30);
        QCOMPARE(done, 0);
        queue.release();
        QTRY_COMPARE(done, 1);
    }

    void mayEndFromInside()
    {
        std::optional<WorkQueue> queue;
        queue.emplace();
        queue->hold();
        bool after = false;
        queue->put([&] { queue.reset(); });
        queue->put([&] { after = true; });
        queue->release();
        QTRY_VERIFY(!queue);
        QTest::qWait(20);
        QVERIFY(!after);
    }
};

QTEST_GUILESS_MAIN(TestWorkQueue)
#include "tst_work_queue.moc"
