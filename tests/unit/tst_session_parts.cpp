// SPDX-License-Identifier: GPL-3.0-or-later
// First: moc 6.4 cannot parse <concepts> when it meets it through the headers below.
#include "tests/unit/protocol_bytes.h"

#include "daemon/protocol/session/command_window.h"
#include "daemon/protocol/session/connection_state.h"
#include "daemon/protocol/session/data_out_sequence.h"
#include "daemon/protocol/session/event_queue.h"
#include "daemon/protocol/session/fixed_ring.h"
#include "daemon/protocol/session/keep_alive.h"
#include "daemon/protocol/session/send_queue.h"
#include "daemon/protocol/session/status_sequence.h"
#include "daemon/protocol/session/task_management_table.h"
#include "daemon/protocol/session/task_table.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(portolan::protocol::ConnectionState)

class TestSessionParts : public QObject {
    Q_OBJECT

private slots:
    // --- FSM-01. Typed from the prose of RFC 7143 §8.1.2, not copied from the table under test.
    void transitions_data()
    {
        QTest::addColumn<ConnectionState>("from");
        QTest::addColumn<ConnectionState>("to");
        QTest::addColumn<int>("expected");
        using enum ConnectionState;
        QTest::newRow("T1 connect") << Free << TransportWait << 1;
        QTest::newRow("T2 connect failed") << TransportWait << Free << 2;
        QTest::newRow("T4 connected") << TransportWait << InLogin << 4;
        QTest::newRow("T5 final response") << InLogin << LoggedIn << 5;
        QTest::newRow("T7 rejected or timeout") << InLogin << Free << 7;
        QTest::newRow("T8 closed after logout elsewhere") << LoggedIn << Free << 8;
        QTest::newRow("T9 we log out") << LoggedIn << InLogout << 9;
        QTest::newRow("T10 we log out as asked") << LogoutRequested << InLogout << 10;
        QTest::newRow("T11 target asks") << LoggedIn << LogoutRequested << 11;
        QTest::newRow("T12 target asks again") << LogoutRequested << LogoutRequested << 12;
        QTest::newRow("T13 logout answered") << InLogout << Free << 13;
        QTest::newRow("T14 asked while doing it") << InLogout << InLogout << 14;
        QTest::newRow("T15 transport lost") << LoggedIn << CleanupWait << 15;
        QTest::newRow("T16 lost while asked") << LogoutRequested << CleanupWait << 16;
        QTest::newRow("T17 lost in logout") << InLogout << CleanupWait << 17;
        QTest::newRow("T18 closed while asked") << LogoutRequested << Free << 18;
        QTest::newRow("none: login from FREE") << Free << LoggedIn << 0;
        QTest::newRow("none: back into login") << LoggedIn << InLogin << 0;
        QTest::newRow("none: back from logout") << InLogout << LoggedIn << 0;
        QTest::newRow("none: S8 leaves by 8.2") << CleanupWait << Free << 0;
    }

    void transitions()
    {
        QFETCH(ConnectionState, from);
        QFETCH(ConnectionState, to);
        QTEST(transition(from, to), "expected");
        ConnectionStateMachine machine(from);
        const bool allowed = transition(from, to) != 0;
        QCOMPARE(outcomeOf(machine.moveTo(to)), allowed ? QStringLiteral("ok") : QStringLiteral("Internal"));
        QVERIFY(machine.state() == (allowed ? to : from));
    }

    void fullFeatureStates()
    {
        using enum ConnectionState;
        for (const auto state : {LoggedIn, LogoutRequested, InLogout})
            QVERIFY(ConnectionStateMachine(state).isFullFeature());
        for (const auto state : {Free, TransportWait, InLogin, CleanupWait})
            QVERIFY(!ConnectionStateMachine(state).isFullFeature());
    }

    // --- §4.2.2.1
    void window_data() // SEQ-02, SEQ-03, SEQ-04, SEQ-06, SEQ-16
    {
        QTest::addColumn<quint32>("exp");
        QTest::addColumn<quint32>("max");
        QTest::addColumn<bool>("legal");
        QTest::addColumn<quint32>("size"); // afterwards; before: CmdSN 10, ExpCmdSN 10, MaxCmdSN 19
        const auto row = [](const char *name, quint32 exp, quint32 max, bool legal, quint32 size) {
            QTest::newRow(name) << exp << max << legal << size;
        };
        row("same", 10, 19, true, 10);
        row("SEQ-03 Max < Exp-1: ignore both", 10, 8, true, 10);
        row("SEQ-03 ignored even with a wrong Exp", 50, 40, true, 10);
        row("closing is not possible backward", 10, 9, true, 10);
        row("SEQ-04 Max backward", 10, 15, true, 10);
        row("SEQ-04 Exp backward", 5, 19, true, 10);
        row("forward", 10, 25, true, 16);
        row("SEQ-06 huge", 10, 10u + 0x7ffffffe, true, 0x7fffffff);
        row("SEQ-16 beyond CmdSN", 11, 30, false, 10);
    }

    void window()
    {
        QFETCH(quint32, exp);
        QFETCH(quint32, max);
        CommandWindow window({.cmdSn = 10, .expStatSn = 0, .expCmdSn = 10, .maxCmdSn = 19});
        QTEST(window.update(exp, max), "legal");
        QTEST(quint32(window.size()), "size");
    }

    void windowOpensAndCloses() // SEQ-01, SEQ-02, SEQ-05
    {
        CommandWindow window({.cmdSn = 0xfffffffe, .expStatSn = 0, .expCmdSn = 0xfffffffe, .maxCmdSn = 1});
        for (const std::uint32_t expected : {0xfffffffeu, 0xffffffffu, 0u, 1u}) {
            QVERIFY(window.isOpen());
            QCOMPARE(window.current(), expected);
            QCOMPARE(window.take(), expected);
        }
        QVERIFY(!window.isOpen());
        QVERIFY(window.update(2, 1));
        QCOMPARE(window.size(), 0u);
        QVERIFY(window.update(2, 2));
        QVERIFY(window.isOpen());
    }

    void statusOrder_data() // SEQ-10 to SEQ-13
    {
        QTest::addColumn<quint32>("statSn"); // expected: 5
        QTest::addColumn<int>("order");
        QTest::newRow("next") << 5u << int(StatusOrder::InOrder);
        QTest::newRow("the one before") << 4u << int(StatusOrder::Duplicate);
        QTest::newRow("before the wrap") << 0xfffffff0u << int(StatusOrder::Duplicate);
        QTest::newRow("one skipped") << 6u << int(StatusOrder::Hole);
        QTest::newRow("IOL 5.1: 2^31 away") << 5u + 0x80000000u << int(StatusOrder::Hole);
        QTest::newRow("far behind") << 5u - 70'000u << int(StatusOrder::Hole);
    }

    void statusOrder()
    {
        QFETCH(quint32, statSn);
        QTEST(int(StatusSequence(5).order(statSn)), "order");
    }

    // --- tasks
    void tags() // PDU-04
    {
        TaskTable table(3);
        Task *const a = table.allocate();
        Task *const b = table.allocate();
        Task *const c = table.allocate();
        QVERIFY(a && b && c && table.full() && table.allocate() == nullptr);
        QVERIFY(table.find(b->tag) == nullptr); // not issued
        b->state = Task::State::Issued;
        QVERIFY(table.find(b->tag) == b);
        const std::uint32_t old = b->tag;
        table.tolerate(*b);
        table.renewTag(*b);
        QVERIFY(table.find(old) == nullptr && table.find(b->tag) == b);
        QVERIFY(table.isTolerated(old) && !table.isTolerated(b->tag));
        QVERIFY(table.find(kReservedTag) == nullptr && !table.isTolerated(kReservedTag));
        table.release(*b);
        QVERIFY(!table.full());
        QCOMPARE(table.size(), 2u);
        for (std::uint32_t i = 0; i < (1u << 20); ++i) { // never the reserved tag, never one with the top bit
            table.renewTag(*a);
            QVERIFY((a->tag & 0x80000000) == 0);
        }
    }

    void lists()
    {
        std::array<Task, 4> tasks;
        IntrusiveList<Task, &Task::timer> list;
        list.pushBack(tasks[0]);
        list.pushBack(tasks[2]);
        list.insertAfter(&tasks[0], tasks[1]);
        list.insertAfter(nullptr, tasks[3]);
        QVERIFY(list.front() == &tasks[3] && list.back() == &tasks[2]);
        list.remove(tasks[1]);
        list.remove(tasks[1]);
        list.remove(tasks[2]);
        QVERIFY(list.back() == &tasks[0]);
        QVERIFY(list.popFront() == &tasks[3]);
        QVERIFY(list.popFront() == &tasks[0]);
        QVERIFY(list.empty() && list.popFront() == nullptr && list.back() == nullptr);
    }

    void ring()
    {
        FixedRing<int> ring(3);
        QVERIFY(ring.push(1) && ring.push(2));
        ring.pop();
        QVERIFY(ring.push(3) && ring.push(4) && !ring.push(5));
        ring.removeIf([](int i) { return i == 3; });
        QCOMPARE(ring.size(), 2u);
        QCOMPARE(ring[0], 2);
        QCOMPARE(ring[1], 4);
    }

    // --- DAT-06, DAT-22
    void pieces()
    {
        QCOMPARE(DataOutSequence::piece(100, 513), 100u);
        QCOMPARE(DataOutSequence::piece(513, 513), 513u);
        QCOMPARE(DataOutSequence::piece(514, 513), 512u);
        Task task;
        task.tag = 9;
        DataOutSequence sequence{&task, 77, Lun{5}, 1000, 1025, 0};
        std::uint32_t offset = 1000;
        for (const std::uint32_t expected : {512u, 513u}) {
            const auto pdu = sequence.next(513, 3);
            QCOMPARE(pdu.dataSegmentLength, expected);
            QCOMPARE(pdu.bufferOffset, offset);
            QCOMPARE(pdu.final, sequence.finished());
            offset += expected;
        }
        QVERIFY(sequence.finished());
    }

    void sendQueueHoldsOwners()
    {
        SendQueue queue;
        Task task;
        const Bytes payload(5);
        for (int i = 0; i < 2; ++i) {
            std::ranges::fill(queue.header(), std::byte(i));
            queue.commit(payload, &task);
        }
        QCOMPARE(task.pendingPdus, 2u);
        int released = 0;
        const auto release = [&](Task &) { ++released; };
        queue.sent(48 + 7, release); // all but the last byte of padding
        QCOMPARE(released, 0);
        queue.sent(1, release);
        QCOMPARE(released, 1);
        queue.sent(1'000'000, release); // more than there is
        QCOMPARE(released, 2);
        QCOMPARE(task.pendingPdus, 0u);
        QVERIFY(queue.empty());
    }

    void sendQueueIsBounded()
    {
        SendQueue queue;
        std::size_t pdus = 0;
        while (queue.hasRoom()) {
            std::ranges::fill(queue.header(), std::byte{0});
            queue.commit();
            ++pdus;
        }
        QCOMPARE(pdus, SendQueue::kMaxPdus);
        queue.sent(48, [](Task &) {});
        QVERIFY(!queue.hasRoom()); // what was handed out never moves
        queue.sent(48 * (pdus - 1), [](Task &) {});
        QVERIFY(queue.hasRoom());
        const Bytes large(SendQueue::kMaxBytes);
        queue.commit(large, nullptr);
        QVERIFY(!queue.hasRoom());
    }

    // --- NOP-05, NOP-07
    void keepAlive()
    {
        KeepAlive alive;
        const Instant start{};
        alive.configure(5s, 3s);
        alive.start(start);
        QVERIFY(!alive.knows(0));
        QVERIFY(alive.check(start + 4999ms) == KeepAlive::Due::Nothing);
        QVERIFY(alive.check(start + 5s) == KeepAlive::Due::Ping);
        QVERIFY(alive.knows(alive.sequence()) && !alive.knows(alive.sequence() + 1));
        QVERIFY(alive.check(start + 7999ms) == KeepAlive::Due::Nothing);
        QVERIFY(alive.deadline() == start + 8s);
        alive.byteArrived(start + 7s);
        QVERIFY(alive.deadline() == start + 12s);
        QVERIFY(alive.answered(alive.sequence(), start + 7s) == 2s);
        QVERIFY(!alive.answered(alive.sequence(), start + 7s)); // once
        QVERIFY(alive.check(start + 12s) == KeepAlive::Due::Ping);
        QVERIFY(alive.check(start + 15s) == KeepAlive::Due::Dead);
        alive.configure(0s, 0s);
        alive.start(start);
        QVERIFY(!alive.deadline());
    }

    void functionTable() // TMF-15
    {
        TaskManagementTable table;
        const Instant now{};
        QVERIFY(!table.deadline());
        auto *const one = table.begin(pdu::TaskFunction::AbortTask, Lun{1}, now + 5s);
        QVERIFY(one && table.begin(pdu::TaskFunction::AbortTask, Lun{1}, now) == nullptr);
        for (std::uint64_t lun = 2; lun <= 16; ++lun)
            QVERIFY(table.begin(pdu::TaskFunction::AbortTask, Lun{lun}, now + 9s));
        QVERIFY(table.full() && table.begin(pdu::TaskFunction::AbortTask, Lun{99}, now) == nullptr);
        QVERIFY(table.deadline() == now + 5s);
        QVERIFY(table.overdue(now + 4s) == nullptr && table.overdue(now + 5s) == one);
        table.delay(*one, now + 1s);
        QVERIFY(table.deadline() == now + 1s);
        QVERIFY(table.nextToSend(0) != one);
        table.wakeDelayed(now + 1s);
        QVERIFY(one->stage == TaskManagementTable::Stage::Ready);
        const std::uint32_t old = one->tag;
        table.restart(*one, pdu::TaskFunction::LogicalUnitReset, now + 7s);
        QVERIFY(one->tag != old && table.find(old) == nullptr && table.find(one->tag) == one);
        table.end(*one);
        QVERIFY(!table.full());
        table.clear();
        QVERIFY(!table.deadline());
    }

    void tooManyMessages()
    {
        TaskTable tasks(1);
        EventQueue queue(tasks);
        for (int i = 0; i < 256; ++i)
            QVERIFY(queue.push(AsyncMessage{}));
        QVERIFY(!queue.push(AsyncMessage{}));
    }
};

QTEST_APPLESS_MAIN(TestSessionParts)
#include "tst_session_parts.moc"
