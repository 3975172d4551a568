// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/login_target.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::test;
using namespace std::chrono_literals;

namespace {

/// How far a login has come when something happens to it.
enum class Step { First, Algorithms, Response, Operational };

/// A CHAP login brought to this step.
std::unique_ptr<LoginTarget> loginAt(Step step)
{
    auto target = std::make_unique<LoginTarget>(chapConfig());
    if (step >= Step::Algorithms)
        target->respond(0x00, "AuthMethod=CHAP|");
    if (step >= Step::Response)
        target->respond(0x00, "CHAP_A=5|CHAP_I=39|CHAP_C=0x000102030405060708090a0b0c0d0e0f|");
    if (step >= Step::Operational)
        target->respond(0x81, "");
    return target;
}

constexpr std::array kSteps{Step::First, Step::Algorithms, Step::Response, Step::Operational};

unsigned flagsAt(Step step) { return step == Step::Operational ? 0x04 : 0x00; }

} // namespace

/// The Login Phase as a sequence of PDUs, RFC 7143 §6.3.
class TestLogin : public QObject {
    Q_OBJECT

private slots:
    void firstRequest() // LGN-01, LGN-04, LGN-06, LGN-15, LGN-30
    {
        auto config = plainConfig();
        config.cid = 0x3333;
        config.initiatorTaskTag = 0x22222222;
        config.initialCmdSn = 0x44444444;
        const LoginTarget target(config);
        QCOMPARE(target.requests.size(), std::size_t(1));
        const auto request = target.request();
        QCOMPARE(
            QString::fromStdString(request.text),
            QStringLiteral("InitiatorName=iqn.2026-01.example:i|TargetName=iqn.2026-01.example:t|SessionType=Normal|"
                           "AuthMethod=None,CHAP|"));
        const QString length = QStringLiteral("%1").arg(request.text.size(), 6, 16, QLatin1Char('0'));
        QCOMPARE(toHex(request.bhs), QStringLiteral("4381000000") + length + QStringLiteral("8001020304050000") +
                                         QStringLiteral("22222222") + QStringLiteral("33330000") +
                                         QStringLiteral("44444444") + QStringLiteral("00000000") +
                                         QString(32, QLatin1Char('0')));
    }

    void allKeysInOnePdu() // LGN-31, LGN-05, TXT-27, KEY-24
    {
        LoginTarget target(plainConfig());
        target.skipSecurity();
        QCOMPARE(target.requests.size(), std::size_t(2));
        QCOMPARE(QString::fromStdString(target.request().text),
                 QStringLiteral("HeaderDigest=None|DataDigest=None|MaxConnections=1|InitialR2T=No|ImmediateData=Yes|"
                                "MaxRecvDataSegmentLength=262144|MaxBurstLength=16776192|FirstBurstLength=262144|"
                                "DefaultTime2Wait=2|DefaultTime2Retain=0|MaxOutstandingR2T=1|DataPDUInOrder=Yes|"
                                "DataSequenceInOrder=Yes|ErrorRecoveryLevel=0|"));
        QCOMPARE(target.request().byteAt(1), 0x87u); // T, CSG 1, NSG 3
    }

    void succeeds_data() // LGN-15, LGN-17
    {
        QTest::addColumn<quint32>("statSn");
        QTest::addColumn<quint32>("cmdSn");
        QTest::newRow("plain") << 100u << 1u;
        QTest::newRow("from 0") << 0u << 0u;
        QTest::newRow("half way") << 0x7fffffffu << 0x7fffffffu;
        QTest::newRow("wrapping") << 0xffffffffu << 0xffffffffu;
    }

    void succeeds()
    {
        QFETCH(quint32, statSn);
        QFETCH(quint32, cmdSn);
        auto config = plainConfig();
        config.initialCmdSn = cmdSn;
        LoginTarget target(config, statSn);
        target.expCmdSn = cmdSn;
        target.maxCmdSn = cmdSn + 31;
        QCOMPARE(target.request().word(28), 0u); // ExpStatSN of the first request
        target.skipSecurity();
        QCOMPARE(target.request().word(28), statSn + 1);
        QCOMPARE(target.request().word(24), cmdSn);
        target.finish();
        QCOMPARE(target.outcome(), QStringLiteral("ok"));
        QVERIFY(target.succeeded->numbers == (protocol::SequenceNumbers{cmdSn, statSn + 2, cmdSn, cmdSn + 31}));
        QCOMPARE(target.succeeded->tsih, std::uint16_t(0x0102));
        QVERIFY(target.succeeded->auth == protocol::AuthUsed::None && !target.succeeded->chapAlgorithm);
        QCOMPARE(*target.succeeded->portalGroupTag, std::uint16_t(1));
        QVERIFY(!target.negotiation().deadline());
    }

    void implausibleWindow() // §4.2.2.1: MaxCmdSN below ExpCmdSN - 1, ignore both
    {
        LoginTarget target(plainConfig());
        target.expCmdSn = 100;
        target.maxCmdSn = 50;
        target.skipSecurity();
        target.finish();
        QVERIFY(target.succeeded->numbers == (protocol::SequenceNumbers{1, 102, 1, 1}));
    }

    void closedWindow()
    {
        LoginTarget target(plainConfig());
        target.expCmdSn = 1;
        target.maxCmdSn = 0;
        target.skipSecurity();
        target.finish();
        QVERIFY(target.succeeded->numbers == (protocol::SequenceNumbers{1, 102, 1, 0}));
    }

    void otherPdus() // LGN-02, STS: every opcode of a target in every step
    {
        for (const Step step : kSteps)
            for (const unsigned opcode :
                 {0x20u, 0x21u, 0x22u, 0x24u, 0x25u, 0x26u, 0x31u, 0x32u, 0x3cu, 0x3fu, 0x03u}) {
                const auto target = loginAt(step);
                const auto sent = target->requests.size();
                LoginTarget::Response response;
                response.opcode = opcode;
                response.flags = flagsAt(step);
                target->respond(response);
                QCOMPARE(target->outcome(), QStringLiteral("ProtocolViolation"));
                QCOMPARE(target->requests.size(), sent); // no answer
            }
    }

    void wrongHeaders_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("LGN-06 another ITT") << 0;
        QTest::newRow("LGN-19 version 1") << 1;
        QTest::newRow("LGN-18 StatSN skips") << 2;
        QTest::newRow("LGN-18 StatSN repeats") << 3;
        QTest::newRow("LGN-08 the other stage") << 4;
        QTest::newRow("LGN-09 T unasked, or NSG too high") << 5;
    }

    void wrongHeaders()
    {
        QFETCH(int, what);
        for (const Step step : {Step::Algorithms, Step::Operational}) {
            const auto target = loginAt(step);
            LoginTarget::Response response;
            response.flags = flagsAt(step);
            response.itt = what == 0 ? 1 : 0;
            response.versionActive = what == 1 ? 1 : 0;
            response.statSnStep = what == 2 ? 2 : what == 3 ? 0 : 1;
            if (what == 4)
                response.flags ^= 0x04;
            if (what == 5 && step == Step::Operational)
                continue; // there NSG 3 is what we ask for
            if (what == 5)
                response.flags = 0x83;
            target->respond(response);
            QCOMPARE(target->outcome(), QStringLiteral("ProtocolViolation"));
        }
    }

    void fullFeatureFromSecurity() // LGN-09: we ask for stage 1 only
    {
        LoginTarget target(plainConfig());
        target.respond(0x83, "AuthMethod=None|", 1);
        QCOMPARE(target.outcome(), QStringLiteral("ProtocolViolation"));
    }

    void holdsBack_data() // LGN-11
    {
        QTest::addColumn<int>("times");
        QTest::addColumn<QString>("expected");
        QTest::newRow("not at all") << 0 << QStringLiteral("ok");
        QTest::newRow("6 times") << 6 << QStringLiteral("ok");
        QTest::newRow("30 times") << 30 << QStringLiteral("ok");
        QTest::newRow("64 times") << 64 << QStringLiteral("TimedOut");
    }

    void holdsBack()
    {
        QFETCH(int, times);
        LoginTarget target(plainConfig());
        target.respond(0x00, "AuthMethod=None|");
        QVERIFY(target.request().transit() && target.request().text.empty());
        target.respond(0x81, "");
        for (int i = 0; i < times; ++i) {
            target.respond(0x04, "");
            if (target.endings == 0)
                QVERIFY(target.request().transit());
        }
        if (target.endings == 0)
            target.finish();
        QTEST(target.outcome(), "expected");
    }

    void oneKeyPerPdu() // LGN-26
    {
        LoginTarget target(plainConfig());
        target.skipSecurity();
        for (const QString &item : QString::fromLatin1(kAnswers).split(QLatin1Char('|'), Qt::SkipEmptyParts))
            target.respond(0x04, item.toStdString() + "|");
        target.finish("");
        QCOMPARE(target.outcome(), QStringLiteral("ok"));
    }

    void everySplit() // LGN-13: C bit at every byte of the text
    {
        const std::string text = kAnswers;
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            LoginTarget target(plainConfig());
            target.skipSecurity();
            target.respond(0x44, text.substr(0, cut));
            QCOMPARE(target.outcome(), QStringLiteral("going on"));
            QVERIFY(target.request().text.empty());
            target.finish(text.substr(cut));
            QCOMPARE(target.outcome(), QStringLiteral("ok"));
            QCOMPARE(target.succeeded->parameters.maxXmitDataSegmentLength, 65536u);
        }
    }

    void everySplitOfChap() // LGN-13
    {
        const std::string text = "CHAP_A=5|CHAP_I=39|CHAP_C=0x000102030405060708090a0b0c0d0e0f|";
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            const auto target = loginAt(Step::Algorithms);
            target->respond(0x40, text.substr(0, cut));
            QVERIFY(target->request().text.empty() && !target->request().transit());
            target->respond(0x00, text.substr(cut));
            QCOMPARE(target->request().value("CHAP_R"), std::string("0x927e84b353ab26b3ee3e4ff6af34b98c"));
        }
    }

    void tooMuchText() // TXT-04: 64 KiB are taken, and no more
    {
        LoginTarget target(plainConfig());
        target.skipSecurity();
        for (int i = 0; i < 8; ++i) {
            target.respond(0x44, std::string(8192, 'x'));
            QCOMPARE(target.outcome(), QStringLiteral("going on"));
        }
        target.respond(0x44, "x");
        QCOMPARE(target.outcome(), QStringLiteral("ProtocolViolation"));
    }

    void longSegments() // LGN-14
    {
        LoginTarget good(plainConfig());
        good.skipSecurity();
        good.respond(0x04, "TargetAlias=" + std::string(8192 - 13, 'x') + "|");
        QCOMPARE(good.outcome(), QStringLiteral("going on"));
        LoginTarget bad(plainConfig());
        bad.skipSecurity();
        bad.respond(0x04, "TargetAlias=" + std::string(8193 - 13, 'x') + "|");
        QCOMPARE(bad.outcome(), QStringLiteral("ProtocolViolation"));
    }

    void dataMustMatchTheHeader()
    {
        LoginTarget target(plainConfig());
        protocol::Bhs bhs{};
        bhs[0] = std::byte{0x23};
        bhs[7] = std::byte{4};
        target.negotiation().handlePdu(bhs, Bytes(3), target.now);
        target.drain();
        QCOMPARE(target.outcome(), QStringLiteral("ProtocolViolation"));
    }

    void ownTextIsSplit() // LGN-12: 1500 answers of NotUnderstood do not fit into one PDU
    {
        LoginTarget target(plainConfig());
        target.skipSecurity();
        std::string unknown;
        for (int i = 0; i < 1000; ++i)
            unknown += "K" + std::to_string(1000 + i) + "=1|";
        QVERIFY(unknown.size() <= 8192);
        target.respond(0x04, unknown);
        std::string all;
        int pieces = 1;
        while (target.request().incomplete()) {
            QVERIFY(!target.request().transit());
            QCOMPARE(target.request().text.size(), std::size_t(8192));
            all += target.request().text;
            target.respond(0x04, "");
            ++pieces;
        }
        all += target.request().text;
        QCOMPARE(pieces, 3);
        QVERIFY(target.request().transit());
        QVERIFY(all.starts_with("K1000=NotUnderstood|") && all.ends_with("K1999=NotUnderstood|"));
        target.finish();
        QCOMPARE(target.outcome(), QStringLiteral("ok"));
    }

    void answersWhileOurTextIsIncomplete()
    {
        LoginTarget target(plainConfig());
        target.skipSecurity();
        std::string unknown;
        for (int i = 0; i < 1000; ++i)
            unknown += "K" + std::to_string(1000 + i) + "=1|";
        target.respond(0x04, unknown);
        target.respond(0x04, "MaxBurstLength=512|");
        QCOMPARE(target.outcome(), QStringLiteral("ProtocolViolation"));
    }

    void timeout() // LGN-27
    {
        LoginTarget target(plainConfig());
        QCOMPARE(*target.negotiation().deadline(), Instant{} + 15s);
        target.negotiation().handleTimeout(Instant{} + 14999ms);
        target.drain();
        QCOMPARE(target.outcome(), QStringLiteral("going on"));
        target.negotiation().handleTimeout(Instant{} + 15s);
        target.drain();
        QCOMPARE(target.outcome(), QStringLiteral("TimedOut"));
        QVERIFY(!target.negotiation().deadline());
    }

    void answersDoNotExtendTheTime() // LGN-27: one PDU every 5 s
    {
        LoginTarget target(plainConfig());
        target.skipSecurity();
        for (int i = 0; i < 3; ++i) {
            target.now += 5s;
            target.respond(0x04, "");
        }
        QCOMPARE(target.outcome(), QStringLiteral("TimedOut"));
    }

    void oneOutstanding() // LGN-07
    {
        LoginTarget target(plainConfig());
        target.now += 3s;
        target.negotiation().handleTimeout(target.now);
        target.drain();
        QCOMPARE(target.requests.size(), std::size_t(1));
    }

    void failureOfTheTransport()
    {
        LoginTarget target(plainConfig());
        target.negotiation().handleFailure({ErrorCode::TransportFailed, "reset", 0, 104});
        target.drain();
        QCOMPARE(target.outcome(), QStringLiteral("TransportFailed"));
        QCOMPARE(target.error->sysErrno, 104);
        target.negotiation().handleFailure({ErrorCode::Internal, "again", 0, 0});
        target.negotiation().handleTimeout(target.now + 1h);
        target.respond(0x81, "AuthMethod=None|");
        target.drain();
        QCOMPARE(target.endings, 1);
        QCOMPARE(target.requests.size(), std::size_t(1));
    }

    void nothingBeforeStart()
    {
        LoginNegotiation negotiation(plainConfig());
        negotiation.handlePdu(bhsFromHex("23870000"), {}, Instant{});
        QVERIFY(!negotiation.poll() && !negotiation.deadline());
        negotiation.start(Instant{});
        negotiation.start(Instant{} + 5s);
        QVERIFY(negotiation.poll());
        QVERIFY(!negotiation.poll());
        QCOMPARE(*negotiation.deadline(), Instant{} + 15s);
    }

    void portalGroup_data() // LGN-21, LGN-22, KEY-07
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("expected"); // when 1 is stored
        const auto row = [](const char *value, const char *expected) {
            QTest::newRow(value) << QString::fromLatin1(value) << QString::fromLatin1(expected);
        };
        row("1", "ok");
        row("0x1", "ok");
        row("0", "NotFound");
        row("2", "NotFound");
        row("65535", "NotFound");
        row("65536", "ProtocolViolation");
        row("-1", "ProtocolViolation");
        row("x", "ProtocolViolation");
        row("", "ProtocolViolation");
    }

    void portalGroup()
    {
        QFETCH(QString, value);
        auto config = plainConfig();
        config.expectedPortalGroupTag = 1;
        LoginTarget target(config);
        target.respond(0x81, "AuthMethod=None|TargetPortalGroupTag=" + value.toStdString() + "|");
        if (target.endings == 0)
            target.finish();
        QTEST(target.outcome(), "expected");
        if (target.outcome() == QStringLiteral("NotFound"))
            QVERIFY(target.error->message.find("portal group changed") != std::string::npos);
    }

    void portalGroupZeroAndMissing() // LGN-22: 0 is legal; LGN-21: a missing one is tolerated
    {
        LoginTarget zero(plainConfig());
        zero.respond(0x81, "AuthMethod=None|TargetPortalGroupTag=0|");
        zero.finish();
        QCOMPARE(*zero.succeeded->portalGroupTag, std::uint16_t(0));
        auto config = plainConfig();
        config.expectedPortalGroupTag = 1;
        LoginTarget missing(config);
        missing.respond(0x81, "AuthMethod=None|");
        missing.finish();
        QCOMPARE(missing.outcome(), QStringLiteral("ok"));
        QVERIFY(!missing.succeeded->portalGroupTag);
    }

    void aliases() // KEY-05, TXT-03, TXT-30
    {
        const auto aliasFor = [](const std::string &value) {
            LoginTarget target(plainConfig());
            target.respond(0x81, "AuthMethod=None|TargetAlias=" + value + "|");
            target.finish();
            return target.succeeded ? target.succeeded->targetAlias : std::string("failed");
        };
        QCOMPARE(aliasFor("Keller NAS"), std::string("Keller NAS"));
        QCOMPARE(aliasFor("K\xc3\xb6ln"), std::string("K\xc3\xb6ln"));
        QCOMPARE(aliasFor("K\xffln"), std::string("K\xef\xbf\xbdln"));
        QCOMPARE(aliasFor(std::string(255, 'a')), std::string(255, 'a'));
        QCOMPARE(aliasFor(std::string(256, 'a')), std::string());
        auto config = plainConfig();
        config.initiatorAlias = "desk";
        QCOMPARE(LoginTarget(config).request().value("InitiatorAlias"), std::string("desk"));
    }

    void reservedBitsAreIgnored() // LGN-29
    {
        LoginTarget target(plainConfig());
        LoginTarget::Response response;
        response.reservedBits = true;
        response.flags = 0x81;
        response.text = "AuthMethod=None|";
        target.respond(response);
        response.flags = 0x87;
        response.text = kAnswers;
        response.tsih = 1;
        target.respond(response);
        QCOMPARE(target.outcome(), QStringLiteral("ok"));
    }

    void targetNameIsIgnored() // LGN-33
    {
        LoginTarget target(plainConfig());
        target.respond(
            0x81,
            "AuthMethod=None|TargetName=iqn.2026-01.example:other|TargetAddress=10.0.0.1|TargetAddress=10.0.0.2|");
        target.finish();
        QCOMPARE(target.outcome(), QStringLiteral("ok"));
    }

    void sessionHandle_data() // SID-05, SID-06
    {
        QTest::addColumn<int>("ours");
        QTest::addColumn<int>("theirs");
        QTest::addColumn<QString>("expected");
        QTest::newRow("new session") << 0 << 7 << QStringLiteral("ok");
        QTest::newRow("none given") << 0 << 0 << QStringLiteral("ProtocolViolation");
        QTest::newRow("connection added") << 7 << 7 << QStringLiteral("ok");
        QTest::newRow("another one given") << 7 << 8 << QStringLiteral("ProtocolViolation");
    }

    void sessionHandle()
    {
        QFETCH(int, ours);
        QFETCH(int, theirs);
        auto config = plainConfig();
        config.tsih = std::uint16_t(ours);
        LoginTarget target(config);
        QCOMPARE(target.request().word(12) & 0xffff, std::uint32_t(ours));
        QCOMPARE(target.request().keys().contains(QStringLiteral("SessionType")), ours == 0); // KEY-19: leading only
        target.skipSecurity();
        const std::string answers = ours == 0 ? kAnswers : "HeaderDigest=None|DataDigest=None|";
        target.respond(0x87, answers, std::uint16_t(theirs));
        QTEST(target.outcome(), "expected");
    }

    void discovery() // DIS, KEY-18, KEY-19
    {
        auto config = plainConfig();
        config.sessionType = LoginNegotiation::SessionType::Discovery;
        config.targetName.clear();
        config.offers.headerDigest = protocol::DigestPolicy::Require; // for normal sessions; discovery has none
        LoginTarget target(config);
        QCOMPARE(QString::fromStdString(target.request().text),
                 QStringLiteral("InitiatorName=iqn.2026-01.example:i|SessionType=Discovery|AuthMethod=None,CHAP|"));
        target.respond(0x81, "AuthMethod=None|");
        QCOMPARE(QString::fromStdString(target.request().text),
                 QStringLiteral("HeaderDigest=None|DataDigest=None|MaxRecvDataSegmentLength=262144|DefaultTime2Wait=2|"
                                "DefaultTime2Retain=0|"));
        target.respond(0x04,
                       "HeaderDigest=None|DataDigest=None|DefaultTime2Wait=2|DefaultTime2Retain=0|MaxConnections=4|"
                       "ErrorRecoveryLevel=2|InitialR2T=No|TaskReporting=RFC3720|iSCSIProtocolLevel=2|");
        QCOMPARE(QString::fromStdString(target.request().text),
                 QStringLiteral(
                     "MaxConnections=Irrelevant|ErrorRecoveryLevel=0|InitialR2T=Irrelevant|TaskReporting=Irrelevant|"
                     "iSCSIProtocolLevel=Irrelevant|"));
        target.respond(0x87, "", 1);
        QCOMPARE(target.outcome(), QStringLiteral("ok"));
        QVERIFY(!target.succeeded->parameters.headerDigest);
    }

    void badConfiguration_data() // LGN: nothing is sent
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, int what, const char *expected) {
            QTest::newRow(name) << what << QString::fromLatin1(expected);
        };
        row("no random source", 0, "Internal");
        row("no initiator name", 1, "InvalidArgument");
        row("initiator name of 224 bytes", 2, "InvalidArgument");
        row("no target name", 3, "InvalidArgument");
        row("target name in discovery", 4, "InvalidArgument");
        row("NUL in the target name", 5, "InvalidArgument");
        row("alias of 256 bytes", 6, "InvalidArgument");
        row("MaxBurstLength 511", 7, "InvalidArgument");
        row("MaxRecvDataSegmentLength 2^24", 8, "InvalidArgument");
        row("FirstBurst above MaxBurst", 9, "InvalidArgument");
        row("recovery level 3", 10, "InvalidArgument");
        row("recovery level 1 with two R2Ts", 11, "InvalidArgument");
        row("Time2Wait 3601", 12, "InvalidArgument");
    }

    void badConfiguration()
    {
        QFETCH(int, what);
        auto config = plainConfig();
        switch (what) {
        case 0:
            config.random = {};
            break;
        case 1:
            config.initiatorName.clear();
            break;
        case 2:
            config.initiatorName.assign(224, 'x');
            break;
        case 3:
            config.targetName.clear();
            break;
        case 4:
            config.sessionType = LoginNegotiation::SessionType::Discovery;
            break;
        case 5:
            config.targetName.push_back('\0');
            break;
        case 6:
            config.initiatorAlias.assign(256, 'x');
            break;
        case 7:
            config.offers.maxBurstLength = 511;
            break;
        case 8:
            config.offers.maxRecvDataSegmentLength = 1 << 24;
            break;
        case 9:
            config.offers.maxBurstLength = 65536;
            break;
        case 10:
            config.offers.errorRecoveryLevel = 3;
            break;
        case 11:
            config.offers.errorRecoveryLevel = 1;
            config.offers.maxOutstandingR2T = 2;
            break;
        default:
            config.offers.defaultTime2Wait = 3601;
            break;
        }
        const LoginTarget target(config);
        QTEST(target.outcome(), "expected");
        QVERIFY(target.requests.empty());
    }
};

QTEST_APPLESS_MAIN(TestLogin)
#include "tst_login.moc"
