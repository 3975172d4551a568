// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/protocol/login/challenge_registry.h"
#include "daemon/protocol/login/chap.h"
#include "tests/unit/protocol_bytes.h"

#include <QtTest>

using namespace portolan;
using namespace portolan::protocol;
using namespace portolan::test;

class TestChap : public QObject {
    Q_OBJECT

private slots:
    void vectors_data() // ATH-08
    {
        QTest::addColumn<int>("algorithm");
        QTest::addColumn<int>("identifier");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("challenge");
        QTest::addColumn<QString>("expected");
        const QString first = QStringLiteral("000102030405060708090a0b0c0d0e0f");
        const QString second = QStringLiteral("101112131415161718191a1b1c1d1e1f");
        const auto row = [](const char *name, int algorithm, int identifier, const char *secret,
                            const QString &challenge, const char *expected) {
            QTest::newRow(name) << algorithm << identifier << QString::fromLatin1(secret) << challenge
                                << QString::fromLatin1(expected);
        };
        row("MD5 1", 5, 0x27, "0123456789abcdef", first, "927e84b353ab26b3ee3e4ff6af34b98c");
        row("SHA-1 1", 6, 0x27, "0123456789abcdef", first, "3655ef9f38c205a263ebf140bac600fbe43b599a");
        row("SHA-256 1", 7, 0x27, "0123456789abcdef", first,
            "5e691b598a6d094688ea76df00b631743d8ce48246e69bdb3ee1cbac6e9a4cec");
        row("SHA3-256 1", 8, 0x27, "0123456789abcdef", first,
            "663d5b3819af64cc8fb71d1a736f4dda75ded3a09677def929d174b105b7ba81");
        row("MD5 2", 5, 1, "fedcba9876543210", second, "350bfed01382e8e7bd6ef2142a172172");
        row("SHA-1 2", 6, 1, "fedcba9876543210", second, "39570e9e7c31f50556a86a230c58e311250cee4c");
        row("SHA-256 2", 7, 1, "fedcba9876543210", second,
            "25a06a130d2f2ef9c0b97efa4f832217d5118c3cd0ebd57069937aa6d443729a");
        row("SHA3-256 2", 8, 1, "fedcba9876543210", second,
            "b551846accab3d85d1e44f463f5fcdb4b3bf08acfb8bfe45a1b11ea8153d48b5");
    }

    void vectors()
    {
        QFETCH(int, algorithm);
        QFETCH(int, identifier);
        QFETCH(QString, secret);
        QFETCH(QString, challenge);
        const auto response = chapResponse(ChapAlgorithm(algorithm), std::uint8_t(identifier),
                                           bytesOf(secret.toStdString()), fromHex(challenge.toStdString()));
        QVERIFY(response);
        QTEST(toHex(*response), "expected");
        QCOMPARE(response->size(), digestSize(ChapAlgorithm(algorithm)));
    }

    void secretsAreBytes() // ATH-15
    {
        Bytes secret;
        for (int i = 0; i < 255; ++i)
            secret.push_back(std::byte(i)); // NUL first: a C string would end there
        const auto whole = chapResponse(ChapAlgorithm::Md5, 0, secret, fromHex("00"));
        secret.back() ^= std::byte{1};
        const auto other = chapResponse(ChapAlgorithm::Md5, 0, secret, fromHex("00"));
        QVERIFY(whole && other && *whole != *other);
    }

    void registryRemembers() // ATH-13
    {
        ChallengeRegistry registry;
        QVERIFY(!registry.knows(fromHex("01")));
        registry.remember(fromHex("01"));
        QVERIFY(registry.knows(fromHex("01")));
        QVERIFY(!registry.knows(fromHex("0100")) && !registry.knows(fromHex("00")) && !registry.knows({}));
    }

    void registryIsBounded()
    {
        ChallengeRegistry registry;
        const auto challenge = [](std::size_t i) { return bytesOf("challenge " + std::to_string(i)); };
        for (std::size_t i = 0; i <= ChallengeRegistry::kCapacity; ++i) {
            registry.remember(challenge(i));
            registry.remember(challenge(i)); // twice takes no room
        }
        QVERIFY(!registry.knows(challenge(0)));
        QVERIFY(registry.knows(challenge(1)));
        QVERIFY(registry.knows(challenge(ChallengeRegistry::kCapacity)));
    }
};

QTEST_APPLESS_MAIN(TestChap)
#include "tst_chap.moc"
