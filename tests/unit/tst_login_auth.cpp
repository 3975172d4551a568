// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/chap.h"
#include "daemon/protocol/text/text_values.h"
#include "tests/unit/login_target.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::test;
using protocol::AuthUsed;

namespace {

constexpr const char *kChallenge = "CHAP_A=5|CHAP_I=39|CHAP_C=0x000102030405060708090a0b0c0d0e0f|";

/// A CHAP login whose challenge is still to come.
std::unique_ptr<LoginTarget> awaitingChallenge(const LoginNegotiation::Config &config = chapConfig())
{
    auto target = std::make_unique<LoginTarget>(config);
    target->respond(0x00, "AuthMethod=CHAP|TargetPortalGroupTag=1|");
    return target;
}

/// What a target that knows `secret` answers to the challenge in the last request.
std::string proof(const LoginTarget &target, std::string_view secret, ChapAlgorithm algorithm)
{
    const auto identifier = protocol::parseNumber(target.request().value("CHAP_I"));
    const auto challenge = protocol::parseBinary(target.request().value("CHAP_C"), 1024);
    const auto response = protocol::chapResponse(algorithm, std::uint8_t(*identifier), bytesOf(secret), *challenge);
    return protocol::hexText(*response);
}

/// A mutual login whose last step is still to come.
std::unique_ptr<LoginTarget> awaitingProof(unsigned algorithm = 5,
                                           const LoginNegotiation::Config &config = mutualConfig())
{
    auto target = awaitingChallenge(config);
    target->respond(0x00,
                    "CHAP_A=" + std::to_string(algorithm) + "|CHAP_I=1|CHAP_C=0x101112131415161718191a1b1c1d1e1f|");
    return target;
}

} // namespace

/// Authentication, RFC 7143 §9.2.1 and §12.1.
class TestLoginAuth : public QObject {
    Q_OBJECT

private slots:
    void oneWay() // ATH-02, ATH-03, ATH-08, LGN-32
    {
        LoginTarget target(chapConfig());
        QCOMPARE(target.request().value("AuthMethod"), std::string("CHAP"));
        QVERIFY(!target.request().transit());
        target.respond(0x00, "AuthMethod=CHAP|");
        QCOMPARE(QString::fromStdString(target.request().text), QStringLiteral("CHAP_A=8,5,7,6|"));
        QVERIFY(!target.request().transit());
        target.respond(0x00, kChallenge);
        QCOMPARE(QString::fromStdString(target.request().text),
                 QStringLiteral("CHAP_N=bob|CHAP_R=0x927e84b353ab26b3ee3e4ff6af34b98c|"));
        QCOMPARE(target.request().byteAt(1), 0x81u); // T, NSG 1
        target.respond(0x81, "");
        target.finish();
        QCOMPARE(target.outcome(), QStringLiteral("ok"));
        QVERIFY(target.succeeded->auth == AuthUsed::Chap);
        QVERIFY(target.succeeded->chapAlgorithm == ChapAlgorithm::Md5);
    }

    void algorithms_data() // ATH-08
    {
        QTest::addColumn<int>("algorithm");
        QTest::addColumn<QString>("response");
        QTest::newRow("MD5") << 5 << QStringLiteral("927e84b353ab26b3ee3e4ff6af34b98c");
        QTest::newRow("SHA-1") << 6 << QStringLiteral("3655ef9f38c205a263ebf140bac600fbe43b599a");
        QTest::newRow("SHA-256") << 7
                                 << QStringLiteral("5e691b598a6d094688ea76df00b631743d8ce48246e69bdb3ee1cbac6e9a4cec");
        QTest::newRow("SHA3-256") << 8
                                  << QStringLiteral("663d5b3819af64cc8fb71d1a736f4dda75ded3a09677def929d174b105b7ba81");
    }

    void algorithms()
    {
        QFETCH(int, algorithm);
        QFETCH(QString, response);
        const auto target = awaitingChallenge();
        target->respond(0x00,
                        "CHAP_A=" + std::to_string(algorithm) + "|CHAP_I=0x27|CHAP_C=0bAAECAwQFBgcICQoLDA0ODw==|");
        QCOMPARE(QString::fromStdString(target->request().value("CHAP_R")), QStringLiteral("0x") + response);
    }

    void mutual_data()
    {
        QTest::addColumn<int>("algorithm");
        for (const int algorithm : {5, 6, 7, 8})
            QTest::addRow("algorithm %d", algorithm) << algorithm;
    }

    void mutual() // ATH-01, ATH-21
    {
        QFETCH(int, algorithm);
        const auto target = awaitingProof(unsigned(algorithm));
        QVERIFY(target->request().transit());
        QCOMPARE(target->request().value("CHAP_I"), std::string("1")); // the random source counts from 1
        QCOMPARE(target->request().value("CHAP_C").substr(0, 12), std::string("0x0203040506"));
        QCOMPARE(target->request().value("CHAP_C").size(), std::size_t(2 + 64));
        target->respond(0x81,
                        "CHAP_N=nas|CHAP_R=" + proof(*target, "fedcba9876543210", ChapAlgorithm(algorithm)) + "|");
        target->finish();
        QCOMPARE(target->outcome(), QStringLiteral("ok"));
        QVERIFY(target->succeeded->auth == AuthUsed::MutualChap);
        QCOMPARE(int(*target->succeeded->chapAlgorithm), algorithm);
    }

    void mutualWithoutTransit() // the target proves itself, and leaves the stage later
    {
        const auto target = awaitingProof();
        target->respond(0x00, "CHAP_N=nas|CHAP_R=" + proof(*target, "fedcba9876543210", ChapAlgorithm::Md5) + "|");
        QVERIFY(target->request().transit() && target->request().text.empty());
        target->respond(0x81, "");
        target->finish();
        QCOMPARE(target->outcome(), QStringLiteral("ok"));
    }

    void policies_data() // ATH-01, LGN-23, LGN-24, TXT-16
    {
        QTest::addColumn<int>("policy"); // 0 none, 1 CHAP, 2 mutual
        QTest::addColumn<int>("flags");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, int policy, int flags, const char *answer, const char *expected) {
            QTest::newRow(name) << policy << flags << QString::fromLatin1(answer) << QString::fromLatin1(expected);
        };
        row("none: None", 0, 0x81, "AuthMethod=None|", "going on");
        row("none: None, stays", 0, 0x00, "AuthMethod=None|", "going on");
        row("none: says nothing", 0, 0x81, "", "going on");
        row("none: CHAP", 0, 0x00, "AuthMethod=CHAP|", "AuthRequired");
        row("none: KRB5", 0, 0x00, "AuthMethod=KRB5|", "ProtocolViolation");
        row("none: Reject", 0, 0x00, "AuthMethod=Reject|", "NotSupported");
        row("none: list", 0, 0x00, "AuthMethod=None,CHAP|", "ProtocolViolation");
        row("none: empty", 0, 0x00, "AuthMethod=|", "ProtocolViolation");
        row("CHAP: CHAP", 1, 0x00, "AuthMethod=CHAP|", "going on");
        row("CHAP: None", 1, 0x00, "AuthMethod=None|", "AuthenticationFailed");
        row("CHAP: Reject", 1, 0x00, "AuthMethod=Reject|", "AuthenticationFailed");
        row("CHAP: KRB5", 1, 0x00, "AuthMethod=KRB5|", "ProtocolViolation");
        row("CHAP: leaves unasked", 1, 0x81, "AuthMethod=None|", "ProtocolViolation");
        row("CHAP: says nothing yet", 1, 0x00, "", "going on");
        row("mutual: None", 2, 0x00, "AuthMethod=None|", "TargetAuthFailed");
        row("mutual: Reject", 2, 0x00, "AuthMethod=Reject|", "TargetAuthFailed");
    }

    void policies()
    {
        QFETCH(int, policy);
        QFETCH(int, flags);
        QFETCH(QString, answer);
        LoginTarget target(policy == 0 ? plainConfig() : policy == 1 ? chapConfig() : mutualConfig());
        target.respond(unsigned(flags), answer.toStdString());
        QTEST(target.outcome(), "expected");
    }

    void mayNotSkipTheProof() // LGN-24: T=1 before CHAP is done
    {
        auto target = awaitingChallenge();
        target->respond(0x81, "");
        QCOMPARE(target->outcome(), QStringLiteral("ProtocolViolation")); // T was not asked for
        LoginTarget asked(plainConfig()); // with None offered T was asked for: but CHAP selected does not count
        asked.respond(0x81, "AuthMethod=CHAP|");
        QCOMPARE(asked.outcome(), QStringLiteral("AuthRequired"));
    }

    void chapA_data() // ATH-05
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char *value, bool accepted) {
            QTest::newRow(value) << QString::fromLatin1(value) << accepted;
        };
        row("5", true);
        row("0x5", true);
        row("8", true);
        row("9", false);
        row("0", false);
        row("5,7", false);
        row("05", false);
        row("", false);
        row("4294967301", false); // 2^32 + 5
        row("261", false);        // 2^8 + 5
        row("MD5", false);
        row("Reject", false);
    }

    void chapA()
    {
        QFETCH(QString, value);
        const auto target = awaitingChallenge();
        target->respond(0x00, "CHAP_A=" + value.toStdString() + "|CHAP_I=1|CHAP_C=0x01|");
        QFETCH(bool, accepted);
        QCOMPARE(target->outcome(), accepted ? QStringLiteral("going on") : QStringLiteral("ProtocolViolation"));
    }

    void onlyOfferedAlgorithms()
    {
        auto config = chapConfig();
        config.algorithms = {ChapAlgorithm::Md5};
        const auto target = awaitingChallenge(config);
        QCOMPARE(target->request().value("CHAP_A"), std::string("5"));
        target->respond(0x00, "CHAP_A=7|CHAP_I=1|CHAP_C=0x01|");
        QCOMPARE(target->outcome(), QStringLiteral("ProtocolViolation"));
    }

    void chapI_data() // ATH-06
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char *value, bool accepted) {
            QTest::newRow(value) << QString::fromLatin1(value) << accepted;
        };
        row("0", true);
        row("255", true);
        row("0xff", true);
        row("256", false);
        row("0x100", false);
        row("-1", false);
        row("", false);
        row("00", false);
    }

    void chapI()
    {
        QFETCH(QString, value);
        QFETCH(bool, accepted);
        const auto target = awaitingChallenge();
        target->respond(0x00, "CHAP_A=5|CHAP_I=" + value.toStdString() + "|CHAP_C=0x01|");
        QCOMPARE(target->outcome(), accepted ? QStringLiteral("going on") : QStringLiteral("ProtocolViolation"));
    }

    void chapC_data() // ATH-07, TXT-08
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("accepted");
        const auto hex = [](int bytes) { return QStringLiteral("0x") + QString(2 * bytes, QLatin1Char('5')); };
        for (const int size : {1, 16, 32, 1023, 1024})
            QTest::addRow("%d bytes", size) << hex(size) << true;
        QTest::newRow("1025 bytes") << hex(1025) << false;
        QTest::newRow("0 bytes") << QStringLiteral("0x") << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("decimal") << QStringLiteral("12345") << false;
        QTest::newRow("odd") << QStringLiteral("0xabc") << true;
        QTest::newRow("base64") << QStringLiteral("0bAAECAwQFBgcICQoLDA0ODw==") << true;
        QTest::newRow("bad base64") << QStringLiteral("0bAAE") << false;
        QTest::newRow("base64 of nothing") << QStringLiteral("0b====") << false;
    }

    void chapC()
    {
        QFETCH(QString, value);
        QFETCH(bool, accepted);
        const auto target = awaitingChallenge();
        target->respond(0x00, "CHAP_A=5|CHAP_I=1|CHAP_C=" + value.toStdString() + "|");
        QCOMPARE(target->outcome(), accepted ? QStringLiteral("going on") : QStringLiteral("ProtocolViolation"));
    }

    void outOfOrder_data() // ATH-09
    {
        QTest::addColumn<int>("step"); // 0 instead of AuthMethod, 1 instead of the challenge, 2 instead of the end
        QTest::addColumn<QString>("text");
        const auto row = [](int step, const char *text) {
            QTest::addRow("%d %s", step, text) << step << QString::fromLatin1(text);
        };
        row(0, "CHAP_A=5|CHAP_I=1|CHAP_C=0x01|");
        row(0, "AuthMethod=CHAP|CHAP_A=5|CHAP_I=1|CHAP_C=0x01|");
        row(0, "CHAP_C=0x01|");
        row(0, "CHAP_N=nas|CHAP_R=0x01|");
        row(1, "");
        row(1, "CHAP_A=5|");
        row(1, "CHAP_A=5|CHAP_I=1|");
        row(1, "CHAP_A=5|CHAP_C=0x01|");
        row(1, "CHAP_I=1|CHAP_C=0x01|");
        row(1, "CHAP_A=5|CHAP_A=5|CHAP_I=1|CHAP_C=0x01|");
        row(1, "CHAP_A=5|CHAP_I=1|CHAP_C=0x01|CHAP_R=0x01|");
        row(1, "CHAP_A=5|CHAP_I=1|CHAP_C=0x01|CHAP_N=nas|CHAP_R=0x01|");
        row(1, "AuthMethod=CHAP|");
        row(1, "CHAP_N=nas|CHAP_R=0x01|");
        row(2, "CHAP_N=nas|CHAP_R=0x01|"); // nobody asked
        row(2, "CHAP_A=5|CHAP_I=1|CHAP_C=0x01|");
        row(2, "CHAP_C=0x02|");
        row(2, "CHAP_N=nas|");
    }

    void outOfOrder()
    {
        QFETCH(int, step);
        QFETCH(QString, text);
        LoginTarget target(chapConfig());
        if (step >= 1)
            target.respond(0x00, "AuthMethod=CHAP|");
        if (step >= 2)
            target.respond(0x00, kChallenge);
        target.respond(0x00, text.toStdString());
        QCOMPARE(target.outcome(), QStringLiteral("ProtocolViolation"));
    }

    void orderInsideAStepIsFree()
    {
        const auto target = awaitingChallenge();
        target->respond(0x00, "CHAP_C=0x000102030405060708090a0b0c0d0e0f|CHAP_I=39|CHAP_A=5|");
        QCOMPARE(target->request().value("CHAP_R"), std::string("0x927e84b353ab26b3ee3e4ff6af34b98c"));
    }

    void afterTheEnd()
    {
        LoginTarget target(chapConfig());
        target.respond(0x00, "AuthMethod=CHAP|");
        target.respond(0x00, kChallenge);
        target.respond(0x00, "");
        target.respond(0x00, "CHAP_R=0x01|");
        QCOMPARE(target.outcome(), QStringLiteral("ProtocolViolation"));
    }

    void noProof_data() // ATH-10, ATH-11, ATH-18
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(expected);
        };
        row("nothing", "", "TargetAuthFailed");
        row("only the name", "CHAP_N=nas|", "TargetAuthFailed");
        row("wrong", "CHAP_N=nas|CHAP_R=0x00000000000000000000000000000000|", "TargetAuthFailed");
        row("too short", "CHAP_N=nas|CHAP_R=0x00|", "TargetAuthFailed");
        row("not binary", "CHAP_N=nas|CHAP_R=hello|", "ProtocolViolation");
        row("no name", "CHAP_R=0x00000000000000000000000000000000|", "ProtocolViolation");
    }

    void noProof()
    {
        QFETCH(QString, text);
        const auto target = awaitingProof();
        target->respond(0x81, text.toStdString());
        QTEST(target->outcome(), "expected");
        QCOMPARE(target->requests.size(), std::size_t(3)); // nothing more is sent
    }

    void everyBitOfTheProof() // ATH-11
    {
        for (const unsigned algorithm : {5u, 8u}) {
            const std::size_t bits = algorithm == 5 ? 128 : 256;
            for (std::size_t bit = 0; bit < bits; ++bit) {
                const auto target = awaitingProof(algorithm);
                auto response =
                    *protocol::parseBinary(proof(*target, "fedcba9876543210", ChapAlgorithm(algorithm)), 64);
                response[bit / 8] ^= std::byte(1u << bit % 8);
                target->respond(0x81, "CHAP_N=nas|CHAP_R=" + protocol::hexText(response) + "|");
                QCOMPARE(target->outcome(), QStringLiteral("TargetAuthFailed"));
            }
        }
    }

    void targetUsesOurSecret() // ATH-12
    {
        const auto target = awaitingProof();
        target->respond(0x81, "CHAP_N=nas|CHAP_R=" + proof(*target, "0123456789abcdef", ChapAlgorithm::Md5) + "|");
        QCOMPARE(target->outcome(), QStringLiteral("TargetAuthFailed"));
        QVERIFY(target->error->message.find("own secret") != std::string::npos);
    }

    void nameOfTheTarget() // ATH-18
    {
        const auto other = awaitingProof();
        other->respond(0x81, "CHAP_N=other|CHAP_R=" + proof(*other, "fedcba9876543210", ChapAlgorithm::Md5) + "|");
        QCOMPARE(other->outcome(), QStringLiteral("TargetAuthFailed"));
        auto config = mutualConfig();
        config.targetCredentials->name.clear();
        const auto any = awaitingProof(5, config);
        any->respond(0x81, "CHAP_N=other|CHAP_R=" + proof(*any, "fedcba9876543210", ChapAlgorithm::Md5) + "|");
        QCOMPARE(any->outcome(), QStringLiteral("going on"));
    }

    void reflectionInParallel() // ATH-13: our challenge of one connection comes back on another
    {
        const auto registry = std::make_shared<ChallengeRegistry>();
        auto config = mutualConfig();
        config.challenges = registry;
        const auto first = awaitingProof(5, config);
        const std::string ours = first->request().value("CHAP_C");
        for (const bool oneWay : {false, true}) {
            auto other = oneWay ? chapConfig() : mutualConfig();
            other.challenges = registry;
            const auto second = awaitingChallenge(other);
            second->respond(0x00, "CHAP_A=5|CHAP_I=1|CHAP_C=" + ours + "|");
            QCOMPARE(second->outcome(), QStringLiteral("TargetAuthFailed"));
            QVERIFY(second->request().value("CHAP_R") == "-"); // no oracle
        }
    }

    void reflectionInSeries() // ATH-13
    {
        const auto registry = std::make_shared<ChallengeRegistry>();
        auto config = mutualConfig();
        config.challenges = registry;
        std::string ours;
        {
            const auto first = awaitingProof(5, config);
            ours = first->request().value("CHAP_C");
            first->respond(0x81, "");
        }
        const auto second = awaitingChallenge(config);
        second->respond(0x00, "CHAP_A=5|CHAP_I=1|CHAP_C=" + ours + "|");
        QCOMPARE(second->outcome(), QStringLiteral("TargetAuthFailed"));
    }

    void challengesDiffer() // ATH-13, ATH-21: a random source that repeats itself ends the login
    {
        auto config = mutualConfig();
        config.random = [](std::span<std::byte> out) -> Result<> {
            std::ranges::fill(out, std::byte{0x42});
            return {};
        };
        const auto first = awaitingProof(5, config);
        QCOMPARE(first->outcome(), QStringLiteral("going on"));
        const auto second = awaitingProof(5, config);
        QCOMPARE(second->outcome(), QStringLiteral("Internal"));
        const auto same = awaitingChallenge([&] {
            auto fresh = config;
            fresh.challenges = std::make_shared<ChallengeRegistry>();
            return fresh;
        }());
        std::string repeated;
        for (int i = 0; i < 32; ++i)
            repeated += "42";
        same->respond(0x00, "CHAP_A=5|CHAP_I=1|CHAP_C=0x" + repeated + "|");
        QCOMPARE(same->outcome(), QStringLiteral("Internal"));
    }

    void noRandomness() // ATH-21
    {
        auto config = mutualConfig();
        config.random = [](std::span<std::byte>) -> Result<> { return fail(ErrorCode::Internal, "getrandom failed"); };
        const auto target = awaitingProof(5, config);
        QCOMPARE(target->outcome(), QStringLiteral("Internal"));
        QVERIFY(target->request().value("CHAP_R") == "-");
    }

    void secrets_data() // ATH-14, ATH-15, ATH-16
    {
        QTest::addColumn<int>("ours");
        QTest::addColumn<int>("theirs"); // -1: not mutual
        QTest::addColumn<bool>("allowShort");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, int ours, int theirs, bool allowShort, const char *expected) {
            QTest::newRow(name) << ours << theirs << allowShort << QString::fromLatin1(expected);
        };
        row("0 bytes", 0, -1, true, "SecretMissing");
        row("11 bytes", 11, -1, false, "SecretTooShort");
        row("11 bytes, allowed", 11, -1, true, "going on");
        row("12 bytes", 12, -1, false, "going on");
        row("255 bytes", 255, -1, false, "going on");
        row("256 bytes", 256, -1, false, "SecretTooLong");
        row("target 0 bytes", 12, 0, false, "SecretMissing");
        row("target 11 bytes", 12, 11, false, "SecretTooShort");
        row("target 256 bytes", 12, 256, false, "SecretTooLong");
        row("same both ways", 12, 12, false, "SecretSameBothWays");
        row("different", 12, 13, false, "going on");
    }

    void secrets()
    {
        QFETCH(int, ours);
        QFETCH(int, theirs);
        QFETCH(bool, allowShort);
        auto config = plainConfig();
        config.credentials = ChapCredentials{"bob", secretOf(std::string(std::size_t(ours), 's'))};
        if (theirs >= 0)
            config.targetCredentials = ChapCredentials{"nas", secretOf(std::string(std::size_t(theirs), 's'))};
        config.allowShortSecrets = allowShort;
        const LoginTarget target(config);
        QTEST(target.outcome(), "expected");
        QCOMPARE(target.requests.size(), std::size_t(target.endings == 0 ? 1 : 0));
    }

    void incompleteCredentials()
    {
        auto config = mutualConfig();
        config.credentials.reset();
        QCOMPARE(LoginTarget(config).outcome(), QStringLiteral("InvalidArgument"));
        config = mutualConfig();
        config.challenges.reset();
        QCOMPARE(LoginTarget(config).outcome(), QStringLiteral("Internal"));
        config = chapConfig();
        config.credentials->name.clear();
        QCOMPARE(LoginTarget(config).outcome(), QStringLiteral("InvalidArgument"));
        config = chapConfig();
        config.algorithms.clear();
        QCOMPARE(LoginTarget(config).outcome(), QStringLiteral("InvalidArgument"));
        config = chapConfig();
        config.challenges.reset(); // needed for mutual only
        QCOMPARE(LoginTarget(config).outcome(), QStringLiteral("going on"));
    }

    void secretsStayOutOfMessages() // ATH-22
    {
        for (const char *text : {"", "CHAP_N=nas|CHAP_R=0x00|", "CHAP_N=nas|CHAP_R=x|"}) {
            const auto target = awaitingProof();
            target->respond(0x81, text);
            QVERIFY(target->error);
            QVERIFY(target->error->message.find("fedcba") == std::string::npos &&
                    target->error->message.find("012345") == std::string::npos);
        }
    }

    void discoveryAuthenticates() // ATH-25
    {
        auto config = chapConfig();
        config.sessionType = LoginNegotiation::SessionType::Discovery;
        config.targetName.clear();
        const auto target = awaitingChallenge(config);
        target->respond(0x00, kChallenge);
        target->respond(0x81, "");
        target->finish("HeaderDigest=None|DataDigest=None|DefaultTime2Wait=2|DefaultTime2Retain=0|");
        QCOMPARE(target->outcome(), QStringLiteral("ok"));
        QVERIFY(target->succeeded->auth == AuthUsed::Chap);
    }
};

QTEST_APPLESS_MAIN(TestLoginAuth)
#include "tst_login_auth.moc"
