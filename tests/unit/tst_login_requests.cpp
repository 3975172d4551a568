// SPDX-License-Identifier: GPL-3.0-or-later
// What a login is asked to do, made of records, settings and secrets.
#include "daemon/engine/login_requests.h"

#include "daemon/protocol/login/isid.h"
#include "store_fixture.h"

#include <QTest>

using namespace portolan;
using namespace portolan::store::testing;
using engine::DiscoverRequest;
using engine::LoginRequests;
using protocol::DigestPolicy;
using protocol::LoginNegotiation;
using store::SecretDirection;

namespace {

QByteArray bytesOf(const Secret &secret)
{
    const auto view = secret.bytes();
    return {reinterpret_cast<const char *>(view.data()), qsizetype(view.size())};
}

} // namespace

class TestLoginRequests : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_directory.emplace();
        auto opened = store::NodeStore::open(configFor(m_directory->path()));
        QVERIFY(opened);
        m_store = std::move(*opened);
        m_requests = std::make_unique<LoginRequests>(m_store.get(), countingRandom(9));
        const auto id = addNode(m_store.get(), target(1));
        QVERIFY(id);
        m_node = *id;
    }

    void cleanup()
    {
        m_requests.reset();
        m_store.reset();
        m_directory.reset();
    }

    /// REC-06, SID-04, NAM-01: every login of a node comes from the same I_T nexus.
    void nodeKeepsItsNexus()
    {
        const auto record = *m_store->node(m_node);
        for (int i = 0; i < 2; ++i) {
            const auto request = m_requests->forNode(record, false);
            QVERIFY(request);
            QCOMPARE(request->portal, record.portal);
            QCOMPARE(request->login.isid, record.isid);
            QCOMPARE(request->login.targetName, record.targetName.toStdString());
            QCOMPARE(request->login.initiatorName, m_store->initiatorName().toStdString());
            QCOMPARE(request->login.expectedPortalGroupTag, std::optional<std::uint16_t>(1)); // LGN-21
            QCOMPARE(request->login.sessionType, LoginNegotiation::SessionType::Normal);
        }
    }

    void settingsBecomeOffers()
    {
        store::NodeSettings settings;
        settings.headerDigest = store::Digest::Require;
        settings.dataDigest = store::Digest::Prefer;
        settings.maxRecvDataSegmentLength = 4096;
        settings.maxBurstLength = 65536;
        settings.firstBurstLength = 8192;
        settings.initialR2T = true;
        settings.immediateData = false;
        settings.maxOutstandingR2T = 4;
        settings.loginTimeout = 42;
        QVERIFY(update(m_store.get(), m_node, settings));
        const auto login = m_requests->forNode(*m_store->node(m_node), false)->login;
        QCOMPARE(login.offers.headerDigest, DigestPolicy::Require);
        QCOMPARE(login.offers.dataDigest, DigestPolicy::Prefer);
        QCOMPARE(login.offers.maxRecvDataSegmentLength, 4096U);
        QCOMPARE(login.offers.maxBurstLength, 65536U);
        QCOMPARE(login.offers.firstBurstLength, 8192U);
        QVERIFY(login.offers.initialR2T);
        QVERIFY(!login.offers.immediateData);
        QCOMPARE(login.offers.maxOutstandingR2T, 4U);
        QCOMPARE(login.offers.errorRecoveryLevel, 0U); // REC-01: the level that everybody must support
        QCOMPARE(login.timeout, std::chrono::seconds(42));
    }

    void secretsGoWithTheirNames()
    {
        QVERIFY(!m_requests->forNode(*m_store->node(m_node), false)->login.credentials);
        QVERIFY(setSecret(m_store.get(), m_node, SecretDirection::Initiator, QStringLiteral("us"),
                          secretOf("initiator-secret")));
        QVERIFY(setSecret(m_store.get(), m_node, SecretDirection::Target, QStringLiteral("it"),
                          secretOf("target-secret!")));
        const auto login = m_requests->forNode(*m_store->node(m_node), true)->login;
        QCOMPARE(login.credentials->name, std::string("us"));
        QCOMPARE(bytesOf(login.credentials->secret), QByteArray("initiator-secret"));
        QCOMPARE(login.targetCredentials->name, std::string("it"));
        QCOMPARE(bytesOf(login.targetCredentials->secret), QByteArray("target-secret!"));
        QCOMPARE(login.algorithms, std::vector<protocol::ChapAlgorithm>{protocol::ChapAlgorithm::Md5}); // ATH-04
    }

    /// LGN-24: a proof that was configured is demanded or there is no login.
    void mutualChapIsNotWeakened()
    {
        auto record = *m_store->node(m_node);
        record.hasTargetSecret = true;
        QCOMPARE(m_requests->forNode(record, false).error().code, ErrorCode::SecretMissing);
        record.hasSecret = true; // says the record; the store has none
        QVERIFY(!m_requests->forNode(record, false));
    }

    void sessionWithoutANodeIsNotLoggedIn()
    {
        store::NodeRecord orphan;
        orphan.targetName = QStringLiteral("unknown");
        QCOMPARE(m_requests->forNode(orphan, false).error().code, ErrorCode::NotSupported);
    }

    /// DIS-18, SID-12: a discovery must not reinstate a node's session, nor that of another discovery.
    void discoveriesHaveIsidsOfTheirOwn()
    {
        DiscoverRequest asked;
        asked.portal = {"192.0.2.1", 3260};
        const auto one = m_requests->forDiscovery(asked, {});
        const auto two = m_requests->forDiscovery(asked, {});
        QVERIFY(one && two);
        QCOMPARE(one->login.sessionType, LoginNegotiation::SessionType::Discovery);
        QVERIFY(one->login.isid != two->login.isid);
        QVERIFY(one->login.isid != m_store->node(m_node)->isid);
        QCOMPARE(std::to_integer<int>(one->login.isid[0]) >> 6, 2); // SID-01: random
        QVERIFY(addPortal(m_store.get(), asked.portal));
        const auto stored = m_store->portals().at(0);
        QCOMPARE(m_requests->forDiscovery(asked, stored)->login.isid, stored.isid);
        QVERIFY(stored.isid != m_store->node(m_node)->isid);
    }

    void discoveryUsesItsOwnSecretOrTheStoredOne()
    {
        const auto id = addPortal(m_store.get(), {"192.0.2.1", 3260});
        QVERIFY(id);
        QVERIFY(await<void>([&](auto done) {
            m_store->setPortalSecret(*id, SecretDirection::Initiator, QStringLiteral("stored"),
                                     secretOf("stored-secret"), done);
        }));
        const auto stored = m_store->portals().at(0);
        DiscoverRequest asked;
        asked.portal = stored.portal;
        QCOMPARE(bytesOf(m_requests->forDiscovery(asked, stored)->login.credentials->secret),
                 QByteArray("stored-secret"));
        asked.chapName = QStringLiteral("typed");
        asked.chapSecret = secretOf("typed-secret!");
        const auto typed = m_requests->forDiscovery(asked, stored);
        QCOMPARE(typed->login.credentials->name, std::string("typed"));
        QCOMPARE(bytesOf(typed->login.credentials->secret), QByteArray("typed-secret!"));
    }

    /// FLT-20: without random numbers there is no discovery, but a back-off without jitter's benefit is no harm.
    void withoutRandomNumbers()
    {
        const LoginRequests requests(
            m_store.get(), [](std::span<std::byte>) -> Result<> { return fail(ErrorCode::Internal, "no entropy"); });
        QCOMPARE(requests.forDiscovery({}, {}).error().code, ErrorCode::Internal);
        QCOMPARE(requests.jitter(), 0.5);
    }

    void jitterIsFromNothingToOne()
    {
        double least = 1, most = 0;
        for (int i = 0; i < 1000; ++i) {
            const double jitter = m_requests->jitter();
            least = std::min(least, jitter);
            most = std::max(most, jitter);
        }
        QVERIFY(least >= 0 && least < 0.1);
        QVERIFY(most <= 1 && most > 0.9);
    }

private:
    std::optional<QTemporaryDir> m_directory;
    std::unique_ptr<store::NodeStore> m_store;
    std::unique_ptr<LoginRequests> m_requests;
    std::int64_t m_node = 0;
};

QTEST_GUILESS_MAIN(TestLoginRequests)
#include "tst_login_requests.moc"
