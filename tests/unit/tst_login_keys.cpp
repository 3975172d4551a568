// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/login_target.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::test;
using protocol::DigestPolicy;
using protocol::NegotiatedParameters;

namespace {

/// A login in its operational stage.
std::unique_ptr<LoginTarget> operational(const LoginNegotiation::Config &config = plainConfig())
{
    auto target = std::make_unique<LoginTarget>(config);
    target->skipSecurity();
    return target;
}

/// The outcome when one key is answered otherwise than usual.
std::unique_ptr<LoginTarget> answered(const std::string &key, const std::string &value,
                                      const LoginNegotiation::Config &config = plainConfig())
{
    auto target = operational(config);
    target->finish(answersWith(key, value));
    return target;
}

const QStringList kNegotiated{
    QStringLiteral("HeaderDigest"),      QStringLiteral("DataDigest"),       QStringLiteral("MaxConnections"),
    QStringLiteral("InitialR2T"),        QStringLiteral("ImmediateData"),    QStringLiteral("MaxBurstLength"),
    QStringLiteral("FirstBurstLength"),  QStringLiteral("DefaultTime2Wait"), QStringLiteral("DefaultTime2Retain"),
    QStringLiteral("MaxOutstandingR2T"), QStringLiteral("DataPDUInOrder"),   QStringLiteral("DataSequenceInOrder"),
    QStringLiteral("ErrorRecoveryLevel")};

} // namespace

/// Operational keys, RFC 7143 §13.
class TestLoginKeys : public QObject {
    Q_OBJECT

private slots:
    void values_data() // KEY-03, KEY-08 to KEY-18, TXT-18
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char *key, const char *value, bool accepted) {
            QTest::addRow("%s=%s", key, value) << QString::fromLatin1(key) << QString::fromLatin1(value) << accepted;
        };
        row("MaxConnections", "1", true);
        row("MaxConnections", "0", false);
        row("MaxConnections", "2", false); // more than offered
        row("InitialR2T", "Yes", true);
        row("InitialR2T", "No", true);
        row("InitialR2T", "yes", false);
        row("ImmediateData", "No", true);
        row("ImmediateData", "Yes", true);
        row("ImmediateData", "1", false);
        row("MaxRecvDataSegmentLength", "512", true);
        row("MaxRecvDataSegmentLength", "511", false);
        row("MaxRecvDataSegmentLength", "16777215", true);
        row("MaxRecvDataSegmentLength", "16777216", false);
        row("MaxRecvDataSegmentLength", "0", false);
        row("MaxBurstLength", "512", true);
        row("MaxBurstLength", "511", false);
        row("MaxBurstLength", "16776192", true);
        row("MaxBurstLength", "16776193", false); // more than offered
        row("MaxBurstLength", "16777216", false);
        row("MaxBurstLength", "0x40000", true);
        row("MaxBurstLength", "1024~4096", false); // TXT-19
        row("MaxBurstLength", "1024,2048", false);
        row("MaxBurstLength", "many", false);
        row("MaxBurstLength", "-1", false);
        row("FirstBurstLength", "512", true);
        row("FirstBurstLength", "511", false);
        row("FirstBurstLength", "262144", true);
        row("FirstBurstLength", "262145", false);
        row("DefaultTime2Wait", "2", true);
        row("DefaultTime2Wait", "1", false); // KEY-14: less than offered
        row("DefaultTime2Wait", "3600", true);
        row("DefaultTime2Wait", "3601", false);
        row("DefaultTime2Retain", "0", true);
        row("DefaultTime2Retain", "1", false); // more than offered
        row("MaxOutstandingR2T", "1", true);
        row("MaxOutstandingR2T", "0", false);
        row("MaxOutstandingR2T", "2", false);
        row("MaxOutstandingR2T", "65536", false);
        row("DataPDUInOrder", "Yes", true);
        row("DataPDUInOrder", "No", false); // Yes was offered
        row("DataSequenceInOrder", "Yes", true);
        row("DataSequenceInOrder", "No", false);
        row("ErrorRecoveryLevel", "0", true);
        row("ErrorRecoveryLevel", "1", false);
        row("ErrorRecoveryLevel", "3", false);
        row("HeaderDigest", "None", true);
        row("HeaderDigest", "CRC32C", false);
        row("HeaderDigest", "None,CRC32C", false);
        row("DataDigest", "Y-com.example", false);
        row("DataDigest", "none", false);
    }

    void values()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(bool, accepted);
        const auto target = answered(key.toStdString(), value.toStdString());
        QCOMPARE(target->outcome(), accepted ? QStringLiteral("ok") : QStringLiteral("ProtocolViolation"));
        if (!accepted)
            QVERIFY2(target->error->message.find(key.toStdString()) != std::string::npos,
                     target->error->message.c_str());
    }

    void errorRecoveryLevels_data() // REC-01
    {
        QTest::addColumn<quint32>("offered");
        QTest::addColumn<quint32>("answer");
        QTest::addColumn<bool>("accepted");
        for (quint32 offered = 0; offered <= 2; ++offered) {
            for (quint32 answer = 0; answer <= 3; ++answer)
                QTest::addRow("%u of %u", answer, offered) << offered << answer << (answer <= offered);
        }
    }

    /// Who can do a level can do those below it, so the target may settle for any of them; 0 is what we ask for.
    void errorRecoveryLevels()
    {
        QFETCH(quint32, offered);
        QFETCH(quint32, answer);
        QFETCH(bool, accepted);
        QCOMPARE(protocol::OperationalOffers{}.errorRecoveryLevel, 0u);
        auto config = plainConfig();
        config.offers.errorRecoveryLevel = offered;
        const auto target = answered("ErrorRecoveryLevel", std::to_string(answer), config);
        QCOMPARE(target->outcome(), accepted ? QStringLiteral("ok") : QStringLiteral("ProtocolViolation"));
        if (accepted)
            QCOMPARE(target->succeeded->parameters.errorRecoveryLevel, answer);
    }

    void allValuesArrive()
    {
        auto config = plainConfig();
        config.offers = {.headerDigest = DigestPolicy::Prefer,
                         .dataDigest = DigestPolicy::Prefer,
                         .maxRecvDataSegmentLength = 131072,
                         .maxBurstLength = 524288,
                         .firstBurstLength = 131072,
                         .maxOutstandingR2T = 8,
                         .dataPduInOrder = false,
                         .dataSequenceInOrder = false,
                         .defaultTime2Wait = 3,
                         .defaultTime2Retain = 60,
                         .maxConnections = 4};
        const auto target = operational(config);
        target->finish("HeaderDigest=CRC32C|DataDigest=None|MaxConnections=2|InitialR2T=Yes|ImmediateData=No|"
                       "MaxRecvDataSegmentLength=4096|MaxBurstLength=98304|FirstBurstLength=32768|DefaultTime2Wait=7|"
                       "DefaultTime2Retain=30|MaxOutstandingR2T=3|DataPDUInOrder=No|DataSequenceInOrder=No|"
                       "ErrorRecoveryLevel=0|");
        QCOMPARE(target->outcome(), QStringLiteral("ok"));
        NegotiatedParameters expected;
        expected.headerDigest = true;
        expected.maxConnections = 2;
        expected.initialR2T = true;
        expected.immediateData = false;
        expected.maxRecvDataSegmentLength = 131072;
        expected.maxXmitDataSegmentLength = 4096;
        expected.maxBurstLength = 98304;
        expected.firstBurstLength = 32768;
        expected.defaultTime2Wait = 7;
        expected.defaultTime2Retain = 30;
        expected.maxOutstandingR2T = 3;
        expected.dataPduInOrder = expected.dataSequenceInOrder = false;
        QVERIFY(target->succeeded->parameters == expected);
    }

    void askedAndGot()
    {
        const auto target = answered("MaxBurstLength", "0x10000");
        const auto &keys = target->succeeded->keys;
        QCOMPARE(keys.size(), std::size_t(15));
        QCOMPARE(keys.front().key, std::string("HeaderDigest")); // §13.1 first, §13.20 last
        QCOMPARE(keys.back().key, std::string("ErrorRecoveryLevel"));
        const auto burst = std::ranges::find(keys, "MaxBurstLength", &protocol::NegotiatedKey::key);
        QCOMPARE(burst->asked, std::string("16776192"));
        QCOMPARE(burst->got, std::string("0x10000"));
        // §13.12: each side declares its own, and one that says nothing means 8192.
        const auto own = std::ranges::find(keys, "MaxRecvDataSegmentLength", &protocol::NegotiatedKey::key);
        QCOMPARE(own->got, std::string("262144"));
        const auto theirs = std::ranges::find(keys, "MaxRecvDataSegmentLength (target)", &protocol::NegotiatedKey::key);
        QCOMPARE(theirs->asked, std::string());
        QCOMPARE(theirs->got, std::string("65536"));
    }

    void digests_data() // KEY-01, KEY-02, TXT-14, TXT-16
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<QString>("offered");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, DigestPolicy policy, const char *offered, const char *answer,
                            const char *expected) {
            QTest::newRow(name) << int(policy) << QString::fromLatin1(offered) << QString::fromLatin1(answer)
                                << QString::fromLatin1(expected);
        };
        row("off, None", DigestPolicy::Off, "None", "None", "off");
        row("off, CRC32C", DigestPolicy::Off, "None", "CRC32C", "ProtocolViolation");
        row("off, Reject", DigestPolicy::Off, "None", "Reject", "off");
        row("prefer, CRC32C", DigestPolicy::Prefer, "CRC32C,None", "CRC32C", "on");
        row("prefer, None", DigestPolicy::Prefer, "CRC32C,None", "None", "off");
        row("prefer, Reject", DigestPolicy::Prefer, "CRC32C,None", "Reject", "off");
        row("prefer, Irrelevant", DigestPolicy::Prefer, "CRC32C,None", "Irrelevant", "off");
        row("prefer, unknown", DigestPolicy::Prefer, "CRC32C,None", "Y-com.example", "ProtocolViolation");
        row("require, CRC32C", DigestPolicy::Require, "CRC32C", "CRC32C", "on");
        row("require, None", DigestPolicy::Require, "CRC32C", "None", "NotSupported");
        row("require, Reject", DigestPolicy::Require, "CRC32C", "Reject", "NotSupported");
        row("require, Irrelevant", DigestPolicy::Require, "CRC32C", "Irrelevant", "NotSupported");
        row("require, no answer", DigestPolicy::Require, "CRC32C", "", "ProtocolViolation");
    }

    void digests()
    {
        QFETCH(int, policy);
        QFETCH(QString, offered);
        QFETCH(QString, answer);
        for (const std::string key : {"HeaderDigest", "DataDigest"}) { // each on its own
            auto config = plainConfig();
            (key == "HeaderDigest" ? config.offers.headerDigest : config.offers.dataDigest) = DigestPolicy(policy);
            const auto target = operational(config);
            QCOMPARE(QString::fromStdString(target->request().value(key)), offered);
            target->finish(answersWith(key, answer.toStdString()));
            QString found = target->outcome();
            if (target->succeeded) {
                const auto &parameters = target->succeeded->parameters;
                found = (key == "HeaderDigest" ? parameters.headerDigest : parameters.dataDigest)
                            ? QStringLiteral("on")
                            : QStringLiteral("off");
                QVERIFY(!(key == "HeaderDigest" ? parameters.dataDigest : parameters.headerDigest));
            }
            QTEST(found, "expected");
        }
    }

    void notUnderstood() // TXT-12
    {
        for (const QString &key : kNegotiated + QStringList{QStringLiteral("MaxRecvDataSegmentLength")}) {
            const auto target = answered(key.toStdString(), "NotUnderstood");
            QCOMPARE(target->outcome(), QStringLiteral("ProtocolViolation"));
            QVERIFY2(target->error->message.find("must understand") != std::string::npos,
                     target->error->message.c_str());
        }
    }

    void rejectAndIrrelevant() // TXT-14, TXT-15: the default stays
    {
        for (const std::string answer : {"Reject", "Irrelevant"}) {
            for (const QString &key : kNegotiated)
                QCOMPARE(answered(key.toStdString(), answer)->outcome(), QStringLiteral("ok"));
            QCOMPARE(answered("InitialR2T", answer)->succeeded->parameters.initialR2T, true);
            QCOMPARE(answered("MaxBurstLength", answer)->succeeded->parameters.maxBurstLength, 262144u);
            QCOMPARE(answered("DefaultTime2Retain", answer)->succeeded->parameters.defaultTime2Retain, 20u);
            QCOMPARE(answered("MaxRecvDataSegmentLength", answer)->succeeded->parameters.maxXmitDataSegmentLength,
                     8192u);
        }
    }

    void unanswered() // TXT-20, TXT-22
    {
        const QStringList mayStayOpen{QStringLiteral("DataPDUInOrder"), QStringLiteral("DataSequenceInOrder"),
                                      QStringLiteral("MaxRecvDataSegmentLength")};
        for (const QString &key : kNegotiated + QStringList{QStringLiteral("MaxRecvDataSegmentLength")})
            QCOMPARE(answered(key.toStdString(), "")->outcome(),
                     mayStayOpen.contains(key) ? QStringLiteral("ok") : QStringLiteral("ProtocolViolation"));
        QCOMPARE(answered("MaxRecvDataSegmentLength", "")->succeeded->parameters.maxXmitDataSegmentLength, 8192u);
    }

    void booleansThatOurOfferDecides() // TXT-20: AND/No and OR/Yes need no answer, and are what was offered
    {
        auto config = plainConfig();
        config.offers.initialR2T = true;
        config.offers.immediateData = false;
        const auto target = operational(config);
        target->finish(
            "HeaderDigest=None|DataDigest=None|MaxConnections=1|MaxBurstLength=512|DefaultTime2Wait=2|"
            "DefaultTime2Retain=0|MaxOutstandingR2T=1|ErrorRecoveryLevel=0|"); // KEY-13: nor does FirstBurstLength
        QCOMPARE(target->outcome(), QStringLiteral("ok"));
        QVERIFY(target->succeeded->parameters.initialR2T && !target->succeeded->parameters.immediateData);
        const auto wrong = operational(config);
        wrong->finish(answersWith("ImmediateData", "Yes"));
        QCOMPARE(wrong->outcome(), QStringLiteral("ProtocolViolation"));
    }

    void firstBurstNeverExceedsMaxBurst() // TXT-24, KEY-13
    {
        const auto target = operational();
        target->finish([] {
            std::string answers = answersWith("MaxBurstLength", "32768");
            return answers;
        }());
        QCOMPARE(target->outcome(), QStringLiteral("ok"));
        QCOMPARE(target->succeeded->parameters.firstBurstLength, 32768u); // the answers say 65536
    }

    void twice_data() // TXT-21
    {
        QTest::addColumn<QString>("key");
        for (const QString &key : kNegotiated + QStringList{QStringLiteral("MaxRecvDataSegmentLength")})
            QTest::newRow(qPrintable(key)) << key;
    }

    void twice()
    {
        QFETCH(QString, key);
        const std::string name = key.toStdString();
        const std::string all = std::string("|") + kAnswers;
        const auto at = all.find("|" + name + "=") + 1;
        const std::string item = all.substr(at, all.find('|', at) + 1 - at);
        const auto same = operational();
        same->finish(kAnswers + item);
        QCOMPARE(same->outcome(), QStringLiteral("ProtocolViolation"));
        const auto later = operational();
        later->respond(0x04, kAnswers);
        later->finish(item);
        QCOMPARE(later->outcome(), QStringLiteral("ProtocolViolation"));
    }

    void twiceOverStages()
    {
        LoginTarget target(plainConfig());
        target.respond(0x81, "AuthMethod=None|TargetAlias=a|");
        target.finish(std::string(kAnswers) + "TargetAlias=a|");
        QCOMPARE(target.outcome(), QStringLiteral("ProtocolViolation"));
    }

    void wrongStage() // §9 rule 9: operational keys in the security stage, and the reverse
    {
        for (const QString &key : kNegotiated) {
            LoginTarget target(plainConfig());
            target.respond(0x00, key.toStdString() + "=1|");
            QCOMPARE(target.outcome(), QStringLiteral("ProtocolViolation"));
        }
        for (const char *item : {"AuthMethod=None|", "CHAP_A=5|", "CHAP_R=0x00|", "CHAP_I=1|"}) {
            const auto target = operational();
            target->respond(0x04, item);
            QCOMPARE(target->outcome(), QStringLiteral("ProtocolViolation"));
        }
    }

    void keysOfInitiatorsOnly()
    {
        for (const char *item :
             {"InitiatorName=iqn.x|", "InitiatorAlias=x|", "SessionType=Normal|", "SendTargets=All|"}) {
            LoginTarget security(plainConfig());
            security.respond(0x00, item);
            QCOMPARE(security.outcome(), QStringLiteral("ProtocolViolation"));
            const auto target = operational();
            target->respond(0x04, item);
            QCOMPARE(target->outcome(), QStringLiteral("ProtocolViolation"));
        }
    }

    void proposals_data() // LGN-28, TXT-11, TXT-17, TXT-25, TXT-26, KEY-20, KEY-21
    {
        QTest::addColumn<QString>("proposal");
        QTest::addColumn<QString>("expected"); // the whole answer, or an error
        const auto row = [](const char *proposal, const char *expected) {
            QTest::newRow(proposal) << QString::fromLatin1(proposal) << QString::fromLatin1(expected);
        };
        row("TaskReporting=RFC3720,ResponseFence,FastAbort", "TaskReporting=RFC3720|");
        row("TaskReporting=FastAbort,RFC3720", "TaskReporting=RFC3720|");
        row("TaskReporting=FastAbort", "TaskReporting=Reject|");
        row("iSCSIProtocolLevel=1", "iSCSIProtocolLevel=1|");
        row("iSCSIProtocolLevel=2", "iSCSIProtocolLevel=1|");
        row("iSCSIProtocolLevel=0", "iSCSIProtocolLevel=0|");
        row("iSCSIProtocolLevel=32", "ProtocolViolation");
        row("IFMarker=Yes", "IFMarker=No|");
        row("OFMarker=No", "OFMarker=No|");
        row("IFMarkInt=2048~8192", "IFMarkInt=Reject|");
        row("OFMarkInt=2048", "OFMarkInt=Reject|");
        row("X-com.example.turbo=Yes", "X-com.example.turbo=NotUnderstood|");
        row("FooBar=1", "FooBar=NotUnderstood|");
        row("initialr2t=Yes", "initialr2t=NotUnderstood|"); // TXT-02
        row("RDMAExtensions=Yes", "RDMAExtensions=NotUnderstood|");
        row("X#NodeArchitecture=x86_64", "");      // a declaration
        row("FooBar=Reject", "ProtocolViolation"); // TXT-10
        row("FooBar=Irrelevant", "ProtocolViolation");
        row("FooBar=NotUnderstood", "ProtocolViolation");
        row("TaskReporting=NotUnderstood", "ProtocolViolation");
    }

    void proposals()
    {
        QFETCH(QString, proposal);
        const auto target = operational();
        target->respond(0x04, proposal.toStdString() + "|");
        QTEST(target->endings == 0 ? QString::fromStdString(target->request().text) : target->outcome(), "expected");
        if (target->endings != 0)
            return;
        QVERIFY(target->request().transit());
        target->finish(); // and the login goes on
        QCOMPARE(target->outcome(), QStringLiteral("ok"));
    }

    /// TMF-08: without TaskReporting=FastAbort nothing has to stop when a function is sent, and there is no Async
    /// Message 5 to answer. So it must never be offered, and a target that proposes it alone is told so (above).
    void fastAbortIsNeverOffered()
    {
        for (const auto policy : {DigestPolicy::Off, DigestPolicy::Require}) {
            auto config = plainConfig();
            config.offers.headerDigest = config.offers.dataDigest = policy;
            config.offers.maxConnections = 8;
            const auto target = operational(config);
            const QString offers = QString::fromStdString(target->request().text);
            QVERIFY2(offers.contains(QStringLiteral("MaxBurstLength=")), qPrintable(offers));
            QVERIFY2(!offers.contains(QStringLiteral("TaskReporting")), qPrintable(offers));
        }
    }

    void unknownInSecurity() // TXT-11: in every stage
    {
        LoginTarget target(plainConfig());
        target.respond(0x00, "FooBar=1|AuthMethod=None|");
        QCOMPARE(QString::fromStdString(target.request().text), QStringLiteral("FooBar=NotUnderstood|"));
        LoginTarget reserved(plainConfig());
        reserved.respond(0x00, "FooBar=Reject|");
        QCOMPARE(reserved.outcome(), QStringLiteral("ProtocolViolation"));
    }

    void unknownInTheLastResponse() // LGN-29: nothing can be answered any more
    {
        const auto target = operational();
        target->finish(std::string(kAnswers) + "X-com.example.info=1|");
        QCOMPARE(target->outcome(), QStringLiteral("ok"));
    }

    void addedConnection() // KEY-22: only the keys of the connection
    {
        auto config = plainConfig();
        config.tsih = 7;
        const auto target = operational(config);
        QCOMPARE(target->request().keys(), (QStringList{QStringLiteral("HeaderDigest"), QStringLiteral("DataDigest"),
                                                        QStringLiteral("MaxRecvDataSegmentLength")}));
        target->respond(0x04, "MaxBurstLength=512|");
        QCOMPARE(target->outcome(), QStringLiteral("ProtocolViolation"));
    }

    void malformedText_data() // TXT-01, TXT-29
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no NUL") << QStringLiteral("TargetAlias=a");
        QTest::newRow("no =") << QStringLiteral("TargetAlias|");
        QTest::newRow("no key") << QStringLiteral("=a|");
        QTest::newRow("key of 64 characters") << QString(64, QLatin1Char('K')) + QStringLiteral("=a|");
        QTest::newRow("hole") << QStringLiteral("A=1||B=2|");
    }

    void malformedText()
    {
        QFETCH(QString, text);
        const auto target = operational();
        target->respond(0x04, text.toStdString());
        QCOMPARE(target->outcome(), QStringLiteral("ProtocolViolation"));
    }
};

QTEST_APPLESS_MAIN(TestLoginKeys)
#include "tst_login_keys.moc"
