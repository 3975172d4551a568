// SPDX-License-Identifier: GPL-3.0-or-later
// Requests, replies, and what the kernel says in between.
#include "scripted_kernel.h"

#include <QElapsedTimer>
#include <QTest>

#include <cerrno>
#include <climits>

using namespace portolan;
using namespace portolan::dataplane::kernel;
using namespace portolan::test;

namespace {

constexpr std::uint32_t kSid = 7;

Request createSessionRequest() { return createSession(kTransport, 1, 512, 128); }
Request statisticsRequest(std::uint32_t sid = kSid) { return ofConnection(EventType::GetStats, kTransport, sid); }

/// A kernel whose answer to everything is this, and our end of it.
struct Talk {
    explicit Talk(ScriptedKernel::Script script)
        : kernel(std::move(script))
        , netlink(kernel.connect())
    {}
    explicit Talk(std::vector<Request> messages)
        : Talk([messages = std::move(messages)](const Request &) { return messages; })
    {}
    ScriptedKernel kernel;
    IscsiNetlink netlink;
};

} // namespace

class TestIscsiNetlink : public QObject {
    Q_OBJECT

private slots:
    void replyIsHandedOut()
    {
        const Request request = createSessionRequest();
        Talk talk({replyTo(request, {kSid, 3})});
        const auto reply = talk.netlink.call(request);
        QVERIFY(reply);
        QCOMPARE(reply->reply[0], kSid);
        QCOMPARE(talk.kernel.requests(), std::vector<Request>{request});
        QVERIFY(talk.netlink.takeEvents().empty());
        QVERIFY(!talk.netlink.takeLost());
    }

    /// They belong to other sessions, and are not to be lost.
    void eventsBeforeAReplyAreKeptInOrder()
    {
        const Request request = createSessionRequest();
        Talk talk({messageOf(EventType::ConnectionError, {1, 0, 1020}),
                   messageOf(EventType::PduReceived, {2, 0}, Request(48)),
                   messageOf(EventType::SessionDestroyed, {0, 3}), replyTo(request, {kSid})});
        const auto reply = talk.netlink.call(request);
        QVERIFY(reply);
        QCOMPARE(reply->reply[0], kSid);
        const auto events = talk.netlink.takeEvents();
        QCOMPARE(events.size(), 3U);
        QCOMPARE(events[0].type, EventType::ConnectionError);
        QCOMPARE(events[0].reply[2], 1020U);
        QCOMPARE(events[1].type, EventType::PduReceived);
        QCOMPARE(events[1].payload.size(), 48U);
        QCOMPARE(events[2].type, EventType::SessionDestroyed);
        QVERIFY(talk.netlink.takeEvents().empty());
    }

    void eventsWithoutARequest()
    {
        Talk talk(std::vector<Request>{});
        talk.kernel.say(messageOf(EventType::ConnectionError, {1, 0, 1020}));
        talk.kernel.say(replyTo(createSessionRequest())); // nobody waits for it
        talk.kernel.say(messageOf(EventType::SessionUnbound, {4}));
        talk.netlink.receivePending();
        const auto events = talk.netlink.takeEvents();
        QCOMPARE(events.size(), 2U);
        QCOMPARE(events[1].type, EventType::SessionUnbound);
    }

    /// A reply to a request that was given up must not answer the next one.
    void lateReplyAnswersNothing()
    {
        const Request request = createSessionRequest();
        Talk talk({replyTo(request, {2})});
        talk.kernel.say(replyTo(request, {1}));
        const auto reply = talk.netlink.call(request);
        QVERIFY(reply);
        QCOMPARE(reply->reply[0], 2U);
    }

    void refusals_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("sysErrno");
        QTest::newRow("not allowed") << -EPERM << ErrorCode::NotAuthorized << EPERM;
        QTest::newRow("no capability") << -EACCES << ErrorCode::NotAuthorized << EACCES;
        QTest::newRow("in use") << -EBUSY << ErrorCode::Busy << EBUSY;
        QTest::newRow("unknown") << -ENOSYS << ErrorCode::NotSupported << ENOSYS;
        QTest::newRow("not connected") << -ENOTCONN << ErrorCode::TransportFailed << ENOTCONN;
        QTest::newRow("other") << -EINVAL << ErrorCode::Internal << EINVAL;
        QTest::newRow("positive") << 5 << ErrorCode::Internal << EIO;
        QTest::newRow("no error at all") << 0 << ErrorCode::Internal << EIO;
        QTest::newRow("smallest number") << INT_MIN << ErrorCode::Internal << EIO;
    }

    void refusals()
    {
        QFETCH(int, error);
        Talk talk({refusal(error)});
        const auto reply = talk.netlink.call(createSessionRequest());
        QVERIFY(!reply);
        QTEST(reply.error().code, "code");
        QTEST(reply.error().sysErrno, "sysErrno");
    }

    /// Some requests are carried out, and what came of it is in their reply.
    void returnCodes_data()
    {
        QTest::addColumn<Request>("request");
        QTest::addColumn<int>("returned");
        QTest::addColumn<int>("expected"); // 0: no error
        const Request bind = bindConnection(kTransport, kSid, 5);
        const Request start = ofConnection(EventType::StartConnection, kTransport, kSid);
        const Request send = sendPdu(kTransport, kSid, Request(48));
        QTest::newRow("bind") << bind << 0 << 0;
        QTest::newRow("bind fails") << bind << -EEXIST << EEXIST;
        QTest::newRow("start") << start << 0 << 0;
        QTest::newRow("start fails") << start << -EINVAL << EINVAL;
        QTest::newRow("send") << send << 0 << 0;
        QTest::newRow("send fails") << send << -ENOTCONN << ENOTCONN;
        QTest::newRow("smallest number") << send << INT_MIN << EIO;
        QTest::newRow("positive") << bind << 1 << EIO;
        // Theirs is the session's number, or nothing at all.
        QTest::newRow("create session has none") << createSessionRequest() << -EINVAL << 0;
        QTest::newRow("stop has none") << stopConnection(kTransport, kSid, StopFlag::Recover) << -EINVAL << 0;
    }

    void returnCodes()
    {
        QFETCH(Request, request);
        QFETCH(int, returned);
        QFETCH(int, expected);
        Talk talk({replyTo(request, {std::uint32_t(returned)})});
        const auto reply = talk.netlink.call(request);
        QCOMPARE(bool(reply), expected == 0);
        if (!reply)
            QCOMPARE(reply.error().sysErrno, expected);
    }

    void nonsenseInBetweenIsSkipped()
    {
        const Request request = createSessionRequest();
        Request lying = messageOf(EventType::ConnectionError);
        putWord(lying, 0, 0xffffffff);
        Talk talk({Request(1), lying, messageOf(EventType(0)), messageOf(EventType(107)),
                   messageOf(EventType::StopConnection), replyTo(request, {kSid})});
        const auto reply = talk.netlink.call(request);
        QVERIFY(reply);
        QCOMPARE(reply->reply[0], kSid);
        QVERIFY(talk.netlink.takeLost()); // what could not be read may have been an event
        QVERIFY(!talk.netlink.takeLost());
        QCOMPARE(talk.netlink.takeEvents().size(), 1U); // of a type that nobody knows
    }

    void messageLongerThanAnyIsLost()
    {
        const Request request = createSessionRequest();
        Talk talk({messageOf(EventType::PduReceived, {1}, Request(64 * 1024)), replyTo(request, {kSid})});
        QVERIFY(talk.netlink.call(request));
        QVERIFY(talk.netlink.takeLost());
        QVERIFY(talk.netlink.takeEvents().empty());
    }

    /// Statistics are sent to all who listen, with nothing to tell who asked.
    void statisticsOfAnotherSessionAreNotOurs()
    {
        Talk talk([](const Request &request) {
            return std::vector<Request>{replyTo(statisticsRequest(8), {}, Request(84)),
                                        replyTo(request, {}, Request(92))};
        });
        const auto reply = talk.netlink.call(statisticsRequest());
        QVERIFY(reply);
        QCOMPARE(reply->request[0], kSid);
        QCOMPARE(reply->payload.size(), 92U);
    }

    /// FSM-06. An event near the end does not begin the wait anew.
    void silenceEnds()
    {
        Talk talk([](const Request &) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1500));
            return std::vector<Request>{messageOf(EventType::SessionCreated, {1})};
        });
        QElapsedTimer timer;
        timer.start();
        const auto reply = talk.netlink.call(createSessionRequest());
        QVERIFY(!reply);
        QCOMPARE(reply.error().code, ErrorCode::TimedOut);
        QVERIFY2(timer.elapsed() >= 1990 && timer.elapsed() < 3300, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(talk.netlink.takeEvents().size(), 1U);
    }

    void closedPeer()
    {
        Talk talk(std::vector<Request>{});
        talk.kernel.say(messageOf(EventType::ConnectionError, {1, 0, 1020}));
        talk.kernel.close();
        talk.netlink.receivePending();
        QCOMPARE(talk.netlink.takeEvents().size(), 1U);
        const auto reply = talk.netlink.call(createSessionRequest());
        QVERIFY(!reply);
        QCOMPARE(reply.error().code, ErrorCode::TransportFailed);
    }

    void peerThatClosesInsteadOfAnAnswer()
    {
        ScriptedKernel *self = nullptr;
        Talk talk([&self](const Request &) {
            self->close();
            return std::vector<Request>{};
        });
        self = &talk.kernel;
        QElapsedTimer timer;
        timer.start();
        const auto reply = talk.netlink.call(createSessionRequest());
        QVERIFY(!reply);
        QCOMPARE(reply.error().code, ErrorCode::TransportFailed);
        QVERIFY(timer.elapsed() < 1500);
    }
};

QTEST_GUILESS_MAIN(TestIscsiNetlink)
#include "tst_iscsi_netlink.moc"
