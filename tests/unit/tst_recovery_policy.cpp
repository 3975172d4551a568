// SPDX-License-Identifier: GPL-3.0-or-later
// When to try again, and when not. The numbers are those of FSM-07 and of the design, not of the code.
#include "daemon/engine/recovery_policy.h"

#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(portolan::ErrorCode)
Q_DECLARE_METATYPE(portolan::engine::FailureClass)

namespace {

constexpr auto Transient = FailureClass::Transient, Authoritative = FailureClass::Authoritative,
               Configuration = FailureClass::Configuration;

qint64 seconds(std::optional<std::chrono::milliseconds> delay) { return delay ? delay->count() / 1000 : -1; }

} // namespace

class TestRecoveryPolicy : public QObject {
    Q_OBJECT

private slots:
    void classes_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("secretTested");
        QTest::addColumn<FailureClass>("expected");

        // The network, and a target that is not up yet.
        QTest::newRow("no name") << ErrorCode::HostNotFound << 0 << false << Transient;
        QTest::newRow("no answer") << ErrorCode::PortalUnreachable << 0 << false << Transient;
        QTest::newRow("broken connection") << ErrorCode::TransportFailed << 0 << false << Transient;
        QTest::newRow("silence") << ErrorCode::TimedOut << 0 << false << Transient;
        // STS-02: class 3 is the target's own trouble, class 2 is ours.
        QTest::newRow("0300 target error") << ErrorCode::LoginRejected << 0x0300 << false << Transient;
        QTest::newRow("0301 unavailable") << ErrorCode::LoginRejected << 0x0301 << false << Transient;
        QTest::newRow("0302 out of resources") << ErrorCode::LoginRejected << 0x0302 << true << Transient;
        QTest::newRow("0200 initiator error") << ErrorCode::LoginRejected << 0x0200 << false << Authoritative;
        QTest::newRow("0202 no authorization") << ErrorCode::TargetRefusedName << 0x0202 << false << Authoritative;
        QTest::newRow("0203 not found") << ErrorCode::LoginRejected << 0x0203 << false << Authoritative;
        // STS-01: the class counts, also with a detail nobody knows; an unknown class is a failure.
        QTest::newRow("02ff") << ErrorCode::LoginRejected << 0x02ff << false << Authoritative;
        QTest::newRow("03ff") << ErrorCode::LoginRejected << 0x03ff << false << Transient;
        QTest::newRow("0400") << ErrorCode::LoginRejected << 0x0400 << false << Authoritative;
        QTest::newRow("0101 that cannot be followed") << ErrorCode::LoginRejected << 0x0101 << false << Authoritative;
        // ATH-27: a secret that was tested is not tested again by itself; it could lock the account.
        QTest::newRow("0201 wrong secret") << ErrorCode::AuthenticationFailed << 0x0201 << true << Configuration;
        QTest::newRow("0201 before any secret") << ErrorCode::AuthenticationFailed << 0x0201 << false << Authoritative;
        QTest::newRow("target has no proof") << ErrorCode::TargetAuthFailed << 0 << true << Authoritative;
        QTest::newRow("not iSCSI") << ErrorCode::ProtocolViolation << 0 << false << Authoritative;
        // Nothing here changes by waiting.
        QTest::newRow("CHAP wanted") << ErrorCode::AuthRequired << 0x0201 << false << Configuration;
        QTest::newRow("key lost") << ErrorCode::SecretMissing << 0 << false << Configuration;
        QTest::newRow("short secret") << ErrorCode::SecretTooShort << 0 << false << Configuration;
        QTest::newRow("long secret") << ErrorCode::SecretTooLong << 0 << false << Configuration;
        QTest::newRow("same secret") << ErrorCode::SecretSameBothWays << 0 << false << Configuration;
        QTest::newRow("bad setting") << ErrorCode::InvalidArgument << 0 << false << Configuration;
        QTest::newRow("no such data plane") << ErrorCode::NotSupported << 0 << false << Configuration;
    }

    void classes()
    {
        QFETCH(ErrorCode, code);
        QFETCH(int, status);
        QFETCH(bool, secretTested);
        QTEST(classify({code, {}, std::uint16_t(status), 0}, secretTested, false), "expected");
    }

    void chapThatIsWantedAllAtOnce()
    {
        QCOMPARE(classify({ErrorCode::AuthRequired, {}, 0x0201, 0}, false, true), Authoritative);
        QCOMPARE(classify({ErrorCode::AuthenticationFailed, {}, 0x0201, 0}, true, true), Configuration);
    }

    void transientFailuresBackOffToThirtySeconds()
    {
        const qint64 expected[]{1, 2, 4, 8, 16, 30, 30};
        int attempts = 0;
        for (const qint64 delay : expected)
            QCOMPARE(seconds(delayAfter(Transient, {++attempts, 0, true}, 0)), delay);
        QCOMPARE(seconds(delayAfter(Transient, {2'000'000'000, 0, true}, 0)), 30); // a lifetime later
    }

    void refusalsAreRetriedSlowly()
    {
        const qint64 expected[]{5, 10, 20, 30, 30};
        int refusals = 0;
        for (const qint64 minutes : expected) {
            ++refusals;
            QCOMPARE(seconds(delayAfter(Authoritative, {refusals, refusals, false}, 0)), minutes * 60);
        }
        // Failures of the network in between do not make the target angrier.
        QCOMPARE(seconds(delayAfter(Authoritative, {500, 1, false}, 0)), 300);
    }

    /// A target that starts says 0203 for a while; the disk's requests wait no longer than replacementTimeout.
    void firstRefusalsAfterASessionAreRetriedQuickly()
    {
        QCOMPARE(seconds(delayAfter(Authoritative, {1, 1, true}, 0)), 1);
        QCOMPARE(seconds(delayAfter(Authoritative, {3, 3, true}, 0)), 4);
        QCOMPARE(seconds(delayAfter(Authoritative, {8, 8, true}, 0)), 30);
        QCOMPARE(seconds(delayAfter(Authoritative, {9, 9, true}, 0)), 300);
        QCOMPARE(seconds(delayAfter(Authoritative, {10, 10, true}, 0)), 600);
    }

    void configurationIsNotRetried()
    {
        QVERIFY(!delayAfter(Configuration, {1, 0, false}, 0));
        QVERIFY(!delayAfter(Configuration, {1, 0, true}, 1));
    }

    void jitterTakesOffAtMostThirtyPercent()
    {
        const FailureStreak fourth{4, 0, true}; // 8 s
        QCOMPARE(delayAfter(Transient, fourth, 0.0), 8000ms);
        QCOMPARE(delayAfter(Transient, fourth, 0.5), 6800ms);
        QCOMPARE(delayAfter(Transient, fourth, 1.0), 5600ms);
        QCOMPARE(delayAfter(Transient, fourth, 7.0), 5600ms); // whatever a source of randomness does
        QCOMPARE(delayAfter(Transient, fourth, -7.0), 8000ms);
        QCOMPARE(delayAfter(Authoritative, {1, 1, false}, 1.0), 210s);
    }
};

QTEST_APPLESS_MAIN(TestRecoveryPolicy)
#include "tst_recovery_policy.moc"
