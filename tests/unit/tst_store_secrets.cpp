// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/secret_box.h"
#include "store_fixture.h"

#include <QTest>

#include <array>
#include <cstring>
#include <memory>

using namespace portolan;
using namespace portolan::store;
using namespace portolan::store::testing;

namespace {

constexpr auto kOurs = SecretDirection::Initiator;
constexpr auto kTheirs = SecretDirection::Target;

Secret bytesOfLength(std::size_t length, std::byte first = std::byte(0))
{
    std::vector<std::byte> bytes(length);
    for (std::size_t i = 0; i < length; ++i)
        bytes[i] = std::byte(std::to_integer<unsigned>(first) + i);
    return Secret(bytes);
}

SecretBox boxWith(char fill)
{
    const std::vector<std::byte> key(SecretBox::kKeySize, std::byte(fill));
    std::vector<Secret> keys;
    keys.emplace_back(key);
    return SecretBox(std::move(keys));
}

bool same(const Result<Secret> &found, const Secret &wanted)
{
    return found && Secret::equal(found->bytes(), wanted.bytes());
}

std::string textOf(const Result<> &result)
{
    return result ? std::string("done") : std::string(nameOf(result.error().code));
}

} // namespace

class TestStoreSecrets : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<NodeStore> m_store;
    std::uint64_t m_seed = 1;

    QString state() const { return m_directory->filePath(QStringLiteral("state")); }
    QString keyFile() const { return state() + QStringLiteral("/secret.key"); }
    QString credentials() const { return m_directory->filePath(QStringLiteral("credentials")); }

    void reopen(const QString &credentialsDirectory = {})
    {
        m_store.reset();
        auto config = configFor(state(), m_seed += 1000);
        config.credentialsDirectory = credentialsDirectory;
        auto opened = NodeStore::open(config);
        if (!opened)
            qFatal("%s", opened.error().message.c_str());
        m_store = std::move(*opened);
    }
    std::string set(SecretDirection direction, const QString &name, const Secret &secret)
    {
        return textOf(setSecret(m_store.get(), 1, direction, name, secret));
    }

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(credentials()));
        reopen();
        QVERIFY(addNode(m_store.get(), target(1)));
    }
    void cleanup()
    {
        m_store.reset();
        m_directory.reset();
    }

    void lengths_data() // ATH-15, ATH-16
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("outcome");
        QTest::newRow("0") << 0 << "SecretTooShort";
        QTest::newRow("11") << 11 << "SecretTooShort";
        QTest::newRow("12") << 12 << "done";
        QTest::newRow("255") << 255 << "done";
        QTest::newRow("256") << 256 << "SecretTooLong";
    }
    void lengths()
    {
        QFETCH(int, length);
        QFETCH(QString, outcome);
        const Secret secret = bytesOfLength(std::size_t(length));
        QCOMPARE(QString::fromStdString(set(kOurs, QStringLiteral("me"), secret)), outcome);
        QCOMPARE(m_store->node(1)->hasSecret, outcome == QLatin1String("done"));
        if (outcome == QLatin1String("done"))
            QVERIFY(same(m_store->nodeSecret(1, kOurs), secret));
        else
            QCOMPARE(m_store->nodeSecret(1, kOurs).error().code, ErrorCode::NotFound);
    }

    void everyByteValueComesBack() // ATH-15
    {
        for (const std::byte first : {std::byte(0), std::byte(1)}) { // 0x00..0xfe and 0x01..0xff
            const Secret secret = bytesOfLength(255, first);
            QCOMPARE(set(kOurs, QStringLiteral("me"), secret), "done");
            reopen();
            QVERIFY(same(m_store->nodeSecret(1, kOurs), secret));
        }
    }

    void names()
    {
        const Secret secret = secretOf("123456789012");
        QCOMPARE(set(kOurs, QString(), secret), "InvalidArgument");
        QCOMPARE(set(kOurs, QString(256, QLatin1Char('n')), secret), "InvalidArgument");
        QCOMPARE(set(kOurs, QString(128, QChar(0xe4)), secret), "InvalidArgument"); // 256 bytes
        QCOMPARE(set(kOurs, QStringLiteral("a\nb"), secret), "InvalidArgument");
        QVERIFY(!m_store->node(1)->hasSecret);
        QCOMPARE(set(kOurs, QString(255, QLatin1Char('n')), secret), "done");
        QCOMPARE(m_store->node(1)->chapName, QString(255, QLatin1Char('n')));
        QCOMPARE(set(kOurs, QStringLiteral("Zoë"), secret), "done");
        reopen();
        QCOMPARE(m_store->node(1)->chapName, QStringLiteral("Zoë"));
    }

    void sameSecretBothWaysIsRefused() // ATH-14
    {
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("the same secret")), "done");
        QCOMPARE(set(kTheirs, QStringLiteral("you"), secretOf("the same secret")), "SecretSameBothWays");
        QVERIFY(!m_store->node(1)->hasTargetSecret);
        QCOMPARE(set(kTheirs, QStringLiteral("you"), secretOf("another secret!")), "done");
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("another secret!")), "SecretSameBothWays");
        QVERIFY(same(m_store->nodeSecret(1, kOurs), secretOf("the same secret")));
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("the same secret")), "done"); // entered again

        const auto portal = addPortal(m_store.get(), {"192.0.2.1", 3260});
        const auto setPortal = [&](SecretDirection direction, const char *text) {
            return textOf(await<void>([&](auto done) {
                m_store->setPortalSecret(*portal, direction, QStringLiteral("p"), secretOf(text), done);
            }));
        };
        QCOMPARE(setPortal(kTheirs, "the same secret"), "done"); // ATH-25: apart from those of nodes
        QCOMPARE(setPortal(kOurs, "the same secret"), "SecretSameBothWays");
        QVERIFY(same(m_store->portalSecret(*portal, kTheirs), secretOf("the same secret")));
        QVERIFY(m_store->portals().front().hasTargetSecret);
        reopen();
        QVERIFY(same(m_store->portalSecret(*portal, kTheirs), secretOf("the same secret")));
        QVERIFY(await<void>([&](auto done) { m_store->clearPortalSecret(*portal, kTheirs, done); }));
        QVERIFY(!m_store->portals().front().hasTargetSecret);
        QCOMPARE(m_store->portalSecret(*portal, kTheirs).error().code, ErrorCode::NotFound);
    }

    void clearedAndRemoved()
    {
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("123456789012")), "done");
        QVERIFY(await<void>([&](auto done) { m_store->clearNodeSecret(1, kOurs, done); }));
        QVERIFY(!m_store->node(1)->hasSecret && m_store->node(1)->chapName.isEmpty());
        QVERIFY(await<void>([&](auto done) { m_store->clearNodeSecret(1, kOurs, done); })); // nothing left to clear
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("123456789012")), "done");
        QVERIFY(await<void>([&](auto done) { m_store->removeNode(1, done); }));
        QCOMPARE(m_store->nodeSecret(1, kOurs).error().code, ErrorCode::NotFound);
    }

    void sharedSecretsAreFound() // ATH-17
    {
        QVERIFY(addNode(m_store.get(), target(2)));
        QVERIFY(addNode(m_store.get(), target(1, "192.0.2.2"))); // another portal of the first target
        for (const std::int64_t id : {1, 2, 3})
            QVERIFY(setSecret(m_store.get(), id, kOurs, QStringLiteral("me"), secretOf("123456789012")));
        QCOMPARE(m_store->nodesSharingSecret(1, kOurs), (std::vector<std::int64_t>{2}));
        QCOMPARE(m_store->nodesSharingSecret(1, kTheirs), std::vector<std::int64_t>());
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("other 123456")), "done");
        QCOMPARE(m_store->nodesSharingSecret(1, kOurs), std::vector<std::int64_t>());
    }

    void nothingOnDiskIsPlain() // ATH-22
    {
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("plain text of the secret")), "done");
        QCOMPARE(set(kTheirs, QStringLiteral("you"), secretOf("plain text of the target")), "done");
        const auto look = [this] {
            for (const QString &file : QDir(state()).entryList(QDir::Files | QDir::Hidden))
                QVERIFY2(!contentOf(state() + QLatin1Char('/') + file).contains("plain text"), qPrintable(file));
        };
        look();
        m_store.reset();
        look();
    }

    void removedSecretsLeaveThePages()
    {
        QCOMPARE(set(kOurs, QStringLiteral("name-to-look-for"), secretOf("123456789012")), "done");
        QVERIFY(await<void>([&](auto done) { m_store->clearNodeSecret(1, kOurs, done); }));
        m_store.reset();
        QVERIFY(!contentOf(state() + QStringLiteral("/portolan.db")).contains("name-to-look-for"));
    }

    void lostKeyKeepsTheNodes()
    {
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("first secret")), "done");
        const QByteArray key = contentOf(keyFile());
        m_store.reset();
        QVERIFY(QFile::remove(keyFile()));
        reopen();
        QVERIFY(m_store->node(1)->hasSecret); // it is there, it only cannot be read
        const auto lost = m_store->nodeSecret(1, kOurs);
        QCOMPARE(lost.error().code, ErrorCode::SecretMissing);
        QCOMPARE(lost.error().message,
                 "the key that protects stored passwords is missing or was changed; enter the password again");
        QVERIFY(contentOf(keyFile()) != key);

        QCOMPARE(set(kTheirs, QStringLiteral("you"), secretOf("second secret")), "done"); // works beside a lost one
        QVERIFY(same(m_store->nodeSecret(1, kTheirs), secretOf("second secret")));
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("second secret")), "SecretSameBothWays");
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("first secret")), "done");
        QVERIFY(same(m_store->nodeSecret(1, kOurs), secretOf("first secret")));
    }

    void restoredKeyBringsThemBack()
    {
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("first secret")), "done");
        const QByteArray key = contentOf(keyFile());
        QCOMPARE(key.size(), qsizetype(32));
        QVERIFY(writeContent(keyFile(), QByteArray(32, 'x')));
        reopen();
        QCOMPARE(m_store->nodeSecret(1, kOurs).error().code, ErrorCode::SecretMissing);
        QVERIFY(writeContent(keyFile(), key.toHex() + '\n'));
        reopen();
        QVERIFY(same(m_store->nodeSecret(1, kOurs), secretOf("first secret")));
    }

    void malformedKeyIsNotReplaced_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short") << QByteArray(31, 'k');
        QTest::newRow("long") << QByteArray(33, 'k');
        QTest::newRow("not hex") << QByteArray(64, 'g');
        QTest::newRow("much too long") << QByteArray(100'000, 'k');
    }
    void malformedKeyIsNotReplaced()
    {
        QFETCH(QByteArray, content);
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("first secret")), "done");
        QVERIFY(writeContent(keyFile(), content));
        reopen();
        QCOMPARE(contentOf(keyFile()), content);
        QVERIFY2(m_store->notices().join(QLatin1Char(' ')).contains(keyFile()), "the administrator is told which file");
        QCOMPARE(m_store->nodeSecret(1, kOurs).error().code, ErrorCode::SecretMissing);
        const auto refused = setSecret(m_store.get(), 1, kOurs, QStringLiteral("me"), secretOf("first secret"));
        QCOMPARE(refused.error().code, ErrorCode::StoreFailed);
        QVERIFY(QString::fromStdString(refused.error().message).contains(keyFile()));
        QVERIFY(update(m_store.get(), 1, NodeSettings())); // everything else works
    }

    void credentialIsPreferredAndMayBeAway()
    {
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("under the file key")), "done");
        QVERIFY(writeContent(credentials() + QStringLiteral("/portolan-key"), QByteArray(32, 'c')));
        reopen(credentials());
        QVERIFY(same(m_store->nodeSecret(1, kOurs), secretOf("under the file key")));
        QCOMPARE(set(kTheirs, QStringLiteral("you"), secretOf("under the credential")), "done");
        reopen();
        QVERIFY(same(m_store->nodeSecret(1, kOurs), secretOf("under the file key")));
        QCOMPARE(m_store->nodeSecret(1, kTheirs).error().code, ErrorCode::SecretMissing);
        reopen(credentials());
        QVERIFY(same(m_store->nodeSecret(1, kTheirs), secretOf("under the credential")));

        QVERIFY(writeContent(credentials() + QStringLiteral("/portolan-key"), QByteArray("broken")));
        reopen(credentials());
        QVERIFY(same(m_store->nodeSecret(1, kOurs), secretOf("under the file key")));
        QCOMPARE(set(kOurs, QStringLiteral("me"), secretOf("not under the file")), "StoreFailed");
    }

    void credentialMakesNoKeyFile()
    {
        QTemporaryDir other;
        QVERIFY(writeContent(credentials() + QStringLiteral("/portolan-key"), QByteArray(32, 'c').toHex()));
        auto config = configFor(other.path());
        config.credentialsDirectory = credentials();
        QVERIFY(NodeStore::open(config));
        QVERIFY(!QFile::exists(other.filePath(QStringLiteral("secret.key"))));
    }

    void boxBindsToContextAndKey()
    {
        const SecretBox box = boxWith('a');
        const auto random = countingRandom();
        const auto sealed = box.seal("node 1", secretOf("a secret"), random);
        QVERIFY(sealed);
        QVERIFY(same(box.open("node 1", *sealed), secretOf("a secret")));
        QCOMPARE(box.open("node 2", *sealed).error().code, ErrorCode::SecretMissing);
        QCOMPARE(boxWith('b').open("node 1", *sealed).error().code, ErrorCode::SecretMissing);
        const auto again = box.seal("node 1", secretOf("a secret"), random);
        QVERIFY(*again != *sealed); // a fresh nonce each time
    }

    void boxRefusesEveryChangedBit()
    {
        const SecretBox box = boxWith('a');
        const auto sealed = box.seal("node 1", secretOf("a secret"), countingRandom());
        for (qsizetype bit = 0; bit < sealed->size() * 8; ++bit) {
            QByteArray changed = *sealed;
            changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY2(!box.open("node 1", changed), qPrintable(QString::number(bit)));
        }
        for (qsizetype length = 0; length < sealed->size(); ++length)
            QVERIFY(!box.open("node 1", sealed->left(length)));
        QVERIFY(!box.open("node 1", *sealed + '\0'));
    }

    void boxIsAes256Gcm()
    {
        // Vector: GCM specification (McGrew, Viega), test case 14: zero key, zero nonce, 16 zero bytes. The tag depends
        // on the associated data, so only the ciphertext is compared here.
        const SecretBox box = boxWith('\0');
        const auto zero = [](std::span<std::byte> out) -> Result<> {
            std::memset(out.data(), 0, out.size());
            return {};
        };
        const std::array<std::byte, 16> plain{};
        const auto sealed = box.seal("context", Secret(plain), zero);
        QCOMPARE(sealed->right(16).toHex(), QByteArray("cea7403d4d606b6e074ec5d3baf39d18"));
    }

    void boxNeedsRandomness()
    {
        const auto none = [](std::span<std::byte>) -> Result<> { return fail(ErrorCode::Internal, "no entropy"); };
        const auto sealed = boxWith('a').seal("node 1", secretOf("a secret"), none);
        QVERIFY(!sealed);
        QCOMPARE(sealed.error().message, "protect a password: no entropy");
    }
};

QTEST_GUILESS_MAIN(TestStoreSecrets)
#include "tst_store_secrets.moc"
