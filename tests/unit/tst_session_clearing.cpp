// SPDX-License-Identifier: GPL-3.0-or-later
// Which commands an event ends, which are issued again and which it does not concern: the initiator's side of the
// clearing effects of RFC 7143 appendix E, as far as there are such tasks without error recovery.
#include "tests/unit/session_peer.h"

#include <QtTest>
#include <algorithm>
#include <functional>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

constexpr unsigned kNop = 0x00, kCommand = 0x01, kFunction = 0x02, kLogout = 0x06;
constexpr std::uint16_t kCid = 11;
constexpr std::uint64_t kOtherUnit = 0x0001000000000000;
const Error kCut{ErrorCode::TransportFailed, "cut"};

SessionMachine::Config twoConnections()
{
    auto config = SessionPeer::defaults();
    config.parameters.maxConnections = 2;
    config.numbers.maxCmdSn = config.numbers.cmdSn + 1; // two commands may leave, and one must wait
    config.commandTimeout = 10s;                        // before the negotiation is given up
    return config;
}

/// Two connections and three commands: 1 is issued on the further connection, 2 on the first one and for another unit,
/// 3 waits. Besides, a negotiation is under way on both.
struct Scene : SessionPeer {
    Scene()
        : SessionPeer(twoConnections())
    {
        window = 2;
        slot = addConnection(kCid);
        machine.renegotiate(now);
        submit(1, 0);
        issued[1] = command(exchange(slot));
        advance(1s);
        submit(2, kOtherUnit);
        issued[2] = command(exchange(0));
        advance(1s);
        submit(3, 0);
        Q_ASSERT(exchange(0).empty() && exchange(slot).empty());
    }

    void submit(std::uint64_t cookie, std::uint64_t lun)
    {
        auto request = readRequest(buffer, cookie, lun);
        request.cdb[1] = std::byte(cookie); // so that it is known again
        Q_ASSERT(machine.submit(request, now));
    }
    static std::uint64_t cookieOf(const WirePdu &pdu) { return pdu.get(33, 1); }
    static WirePdu command(const std::vector<WirePdu> &pdus)
    {
        const auto found = std::ranges::find(pdus, kCommand, &WirePdu::opcode);
        return found == pdus.end() ? WirePdu() : *found;
    }
    /// Sends what is due on a connection, and answers the first request of this kind in what left.
    void answer(unsigned on, unsigned opcode, unsigned response = 0)
    {
        for (const WirePdu &pdu : exchange(on)) {
            if (pdu.opcode() == opcode)
                sendOn(on, WirePdu(opcode + 0x20).set(2, 1, response).set(16, 4, pdu.itt()));
        }
    }

    Bytes buffer = Bytes(512);
    unsigned slot = 0;
    std::map<std::uint64_t, WirePdu> issued; ///< By cookie
};

/// What became of each command: "again", "first" (it had not been issued), "goes on", or how it failed.
class Fates {
public:
    explicit Fates(Scene &scene)
        : m_scene(scene)
    {
        takeEvents();
        // A target clears up what failed, takes what comes, and lets more in.
        for (const unsigned on : {0U, scene.slot, 0U}) {
            if (scene.machine.connected(on))
                serve(on);
        }
        if (!scene.machine.connected()) {
            scene.reconnect(NegotiatedParameters{});
            serve(0);
        }
        for (const auto &[cookie, pdu] : scene.issued) {
            if (m_fates.contains(cookie))
                continue;
            scene.sendOn(cookie == 1 ? scene.slot : 0,
                         SessionPeer::dataIn(pdu.itt(), 0, 0, Bytes(scene.buffer.size()), 0x81));
            takeEvents("goes on");
        }
    }
    [[nodiscard]] QString text() const
    {
        QStringList all;
        for (std::uint64_t cookie = 1; cookie <= 3; ++cookie)
            all << m_fates.value(cookie, QStringLiteral("nothing"));
        return all.join(QStringLiteral(", "));
    }
    bool onlyCommandsAgain = true; ///< No negotiation and no task management: those end with their connection.

private:
    void serve(unsigned on)
    {
        const bool newSession = !m_scene.machine.connected(m_scene.slot) || on == m_scene.slot;
        for (const WirePdu &pdu : m_scene.exchange(on)) {
            if (pdu.opcode() == kCommand)
                m_fates.insert(Scene::cookieOf(pdu), m_scene.issued.contains(Scene::cookieOf(pdu))
                                                         ? QStringLiteral("again")
                                                         : QStringLiteral("first"));
            else if (pdu.opcode() == kLogout)
                m_scene.sendOn(on, WirePdu(0x26).set(16, 4, pdu.itt()));
            else if (pdu.opcode() != kNop)
                onlyCommandsAgain = onlyCommandsAgain && !newSession;
        }
        m_scene.window = 8;
        m_scene.send(SessionPeer::nopIn(0xffffffff, 0xffffffff), false);
        takeEvents();
        for (const WirePdu &pdu : m_scene.exchange(on)) {
            if (pdu.opcode() == kCommand)
                m_fates.insert(Scene::cookieOf(pdu), m_scene.issued.contains(Scene::cookieOf(pdu))
                                                         ? QStringLiteral("again")
                                                         : QStringLiteral("first"));
        }
    }
    void takeEvents(const char *success = "succeeded")
    {
        for (const auto &event : m_scene.events()) {
            const auto *const done = std::get_if<TaskCompleted>(&event);
            if (done == nullptr)
                continue;
            static const QMap<TaskFailure, QString> kNames{{TaskFailure::TimedOut, QStringLiteral("timed out")},
                                                           {TaskFailure::Aborted, QStringLiteral("aborted")},
                                                           {TaskFailure::ConnectionFailed, QStringLiteral("failed")}};
            m_fates.insert(done->cookie, kNames.value(done->failure, QString::fromLatin1(success)));
        }
    }

    Scene &m_scene;
    QMap<std::uint64_t, QString> m_fates;
};

using Event = std::function<void(Scene &)>;

} // namespace

Q_DECLARE_METATYPE(Event)

class TestSessionClearing : public QObject {
    Q_OBJECT

private slots:
    void effects_data() // REC-19, REC-12, FFN-06
    {
        QTest::addColumn<Event>("event");
        QTest::addColumn<QString>("fates"); // of the command on the connection, of the other, and of the waiting one
        const auto row = [](const char *name, const Event &event, const char *fates) {
            QTest::newRow(name) << event << QString::fromLatin1(fates);
        };
        const char *const kItself = "again, goes on, first", *const kAll = "again, again, first";
        row(
            "nothing", [](Scene &) {}, "goes on, goes on, first");
        row(
            "a connection ends", [](Scene &s) { s.machine.handleEndOfStream(kCut, s.now, s.slot); }, kItself);
        row(
            "a connection is silent",
            [](Scene &s) {
                s.machine.setTimeouts(1s, 1s, 0s);
                s.advance(1s);
                s.exchange(s.slot);
                s.advance(900ms);
                s.send(SessionPeer::nopIn(0xffffffff, 0xffffffff), false);
                s.advance(100ms);
            },
            kItself);
        row(
            "a connection breaks the protocol", [](Scene &s) { s.sendOn(s.slot, WirePdu(0x2f)); }, kItself);
        row(
            "a connection is dropped by the target",
            [](Scene &s) { s.sendOn(s.slot, SessionPeer::async(2, kCid, 0, 0)); }, kItself);
        row(
            "a connection is asked to log out",
            [](Scene &s) {
                s.sendOn(s.slot, SessionPeer::async(1, 0, 0, 2));
                s.advance(1s); // half of the time for what is under way
                s.answer(s.slot, kLogout);
            },
            kItself);
        row(
            "a connection is removed",
            [](Scene &s) {
                s.machine.removeConnection(s.slot, s.now);
                s.advance(7500ms);
                s.answer(s.slot, kLogout);
            },
            kItself);
        row(
            "all connections end",
            [](Scene &s) {
                s.machine.handleEndOfStream(kCut, s.now, s.slot);
                s.machine.handleEndOfStream(kCut, s.now, 0);
            },
            kAll);
        row(
            "the session is dropped by the target", [](Scene &s) { s.send(SessionPeer::async(3, 0, 0, 0)); }, kAll);
        row(
            "the session is logged out",
            [](Scene &s) {
                s.machine.logout(s.now);
                s.answer(0, kLogout);
            },
            kAll);
        row(
            "the session is reinstated", [](Scene &s) { s.reconnect(NegotiatedParameters{}); }, kAll);
        row(
            "a command is aborted",
            [](Scene &s) {
                s.advance(8s);
                s.answer(s.slot, kFunction);
            },
            "timed out, goes on, first");
        row(
            "a unit is reset",
            [](Scene &s) {
                s.machine.resetLun({}, s.now);
                s.answer(0, kFunction);
            },
            "aborted, goes on, first");
        row(
            "a unit is not reset",
            [](Scene &s) {
                s.machine.resetLun({}, s.now);
                s.answer(0, kFunction, 5);
            },
            "goes on, goes on, first");
        row(
            "everything is given up", [](Scene &s) { s.machine.failAll(TaskFailure::ConnectionFailed, s.now); },
            "failed, failed, failed");
    }

    void effects()
    {
        QFETCH(Event, event);
        QFETCH(QString, fates);
        Scene scene;
        event(scene);
        const Fates found(scene);
        QCOMPARE(found.text(), fates);
        QVERIFY(found.onlyCommandsAgain);
        QCOMPARE(QString::fromStdString(scene.stream.problem), QString()); // MCS-06
    }

    /// TMF-12: a reset may take the session with it, so that its answer never comes. We ask for none but that of a
    /// unit; what a target makes of it, or another initiator of the target, looks the same.
    void resetThatEndsTheSession()
    {
        SessionPeer peer(SessionPeer::defaults());
        Bytes buffer(512);
        QVERIFY(peer.machine.submit(readRequest(buffer), peer.now));
        const auto before = peer.exchange().at(0);
        peer.machine.resetLun({}, peer.now);
        const auto reset = peer.exchange().at(0);
        peer.machine.handleEndOfStream(kCut, peer.now);
        auto all = peer.events();
        QCOMPARE(all.size(), 1U);                               // no answer to the reset is made up
        QVERIFY(!std::get<ConnectionFailed>(all[0]).time2Wait); // DefaultTime2Wait counts
        QVERIFY(!peer.machine.deadline());                      // and nothing is waited for

        peer.reconnect(NegotiatedParameters{});
        const auto after = peer.exchange();
        QCOMPARE(after.size(), 1U); // the command, not the reset
        QCOMPARE(after[0].opcode(), kCommand);
        QVERIFY(after[0].itt() != before.itt());
        peer.send(SessionPeer::functionResponse(reset.itt(), 0)); // of the old session: concerns nothing
        QVERIFY(peer.events().empty());
        peer.send(SessionPeer::dataIn(after[0].itt(), 0, 0, pattern(512), 0x81));
        const auto done = peer.completion();
        QVERIFY(done && done->failure == TaskFailure::None);
    }

    /// TMF-07: an abort may end a sequence early; we let it run to its end, which a target can rely on (TMF-04).
    void sequenceEndsWhileItsCommandIsAborted()
    {
        auto config = SessionPeer::defaults();
        config.parameters.immediateData = false;
        config.parameters.maxBurstLength = 1 << 20;
        SessionPeer peer(config);
        const Bytes data = pattern(1 << 20);
        QVERIFY(peer.machine.submit(writeRequest(data), peer.now));
        const auto itt = peer.exchange().at(0).itt();
        peer.send(SessionPeer::r2t(itt, 0, 0, 1 << 20), false);
        std::array<Segment, 8> segments;
        QVERIFY(peer.machine.gather(segments, peer.now) > 0); // some of it is under way
        peer.advance(30s);
        const auto sent = peer.exchange();
        const auto abort = std::ranges::find(sent, kFunction, &WirePdu::opcode);
        QVERIFY(abort != sent.end());
        QVERIFY(abort + 1 != sent.end()); // data followed
        std::size_t bytes = 0;
        for (const WirePdu &pdu : sent) {
            bytes += pdu.data.size();
            if (pdu.opcode() == 0x05)
                QCOMPARE(pdu.final(), bytes == data.size());
        }
        QCOMPARE(bytes, data.size());
        peer.send(SessionPeer::functionResponse(abort->itt(), 0));
        QCOMPARE(peer.events().size(), 2U);
    }
};

QTEST_APPLESS_MAIN(TestSessionClearing)
#include "tst_session_clearing.moc"
