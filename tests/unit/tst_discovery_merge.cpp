// SPDX-License-Identifier: GPL-3.0-or-later
// What a portal says, merged into what the user has made of it.
#include "daemon/engine/discovery.h"
#include "engine_fakes.h"
#include "store_fixture.h"

#include <QTest>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::store::testing;
using engine::testing::Outcome;
using net::DiscoveryAttempt;
using protocol::DiscoveredTarget;

namespace {

const Portal kAsked{"192.0.2.1", 3260};

DiscoveredTarget at(int number, std::vector<protocol::TargetAddress> addresses = {{{"192.0.2.1", 3260}, 1}})
{
    return {target(number).targetName.toStdString(), true, std::move(addresses)};
}

/// The attempt that was begun; the test speaks for the target.
struct FakeDiscoveries {
    std::optional<net::LoginAttempt::Request> request;
    DiscoveryAttempt::Callbacks callbacks;
    bool cancelled = false;
    std::optional<net::IsnsAttempt::Request> isns;
    std::vector<Portal> tried;
    net::PortalProbe::Done tell;

    [[nodiscard]] StartProbe probeStarter()
    {
        return [this](const std::vector<Portal> &portals, const NetworkInterface &, net::PortalProbe::Done done) {
            tried = portals;
            tell = std::move(done);
            return std::make_unique<QObject>();
        };
    }
    [[nodiscard]] StartIsns isnsStarter()
    {
        return [this](const net::IsnsAttempt::Request &asked, DiscoveryAttempt::Callbacks given) {
            isns.emplace(asked);
            callbacks = std::move(given);
            return std::make_unique<QObject>();
        };
    }
    [[nodiscard]] StartDiscovery starter()
    {
        return [this](net::LoginAttempt::Request asked, DiscoveryAttempt::Callbacks given) {
            request = std::move(asked);
            callbacks = std::move(given);
            cancelled = false;
            auto token = std::make_unique<QObject>();
            QObject::connect(token.get(), &QObject::destroyed, token.get(), [this] { cancelled = true; });
            return token;
        };
    }
    void find(std::vector<DiscoveredTarget> targets) const { callbacks.found({std::move(targets), {}, kAsked}); }
    void finish(const Result<> &result = {}, protocol::AuthUsed auth = protocol::AuthUsed::None) const
    {
        const auto done = callbacks.done;
        done(result ? Result<protocol::AuthUsed>(auth) : fail(result.error()));
    }
};

} // namespace

class TestDiscoveryMerge : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_directory.emplace();
        auto opened = store::NodeStore::open(configFor(m_directory->path()));
        QVERIFY(opened);
        m_store = std::move(*opened);
        m_requests = std::make_unique<LoginRequests>(m_store.get(), countingRandom(9));
        m_events.clear();
        m_environment = {m_store.get(),
                         m_requests.get(),
                         m_fake.starter(),
                         m_fake.isnsStarter(),
                         [this](Event event) { m_events.push_back(std::move(event)); },
                         m_fake.probeStarter()};
    }

    void cleanup()
    {
        m_discovery.reset();
        m_requests.reset();
        m_store.reset();
        m_directory.reset();
    }

    void firstDiscoveryStoresWhatItFinds()
    {
        auto &outcome = begin();
        m_fake.callbacks.phase("discovering");
        m_fake.find({at(1), at(2, {{{"192.0.2.1", 3260}, 1}, {{"192.0.2.2", 3260}, 2}})});
        m_fake.finish();
        QTRY_COMPARE(outcome.end, QStringLiteral("ok"));
        QCOMPARE(outcome.phases, QStringList{QStringLiteral("discovering")});
        QCOMPARE(m_store->portals().size(), 1U);
        QTRY_COMPARE(m_store->portals().at(0).lastResult, QStringLiteral("ok"));
        QCOMPARE(m_store->nodes().size(), 3U);
        QCOMPARE(ids(QStringLiteral("new_ids")).size(), 3);
        QCOMPARE(ids(QStringLiteral("nodes_ids")).size(), 3);
        QCOMPARE(ids(QStringLiteral("missing_ids")).size(), 0);
        QCOMPARE(result(QStringLiteral("portal_id")).toLongLong(), m_store->portals().at(0).id);
        QCOMPARE(result(QStringLiteral("names")).toStringList(),
                 (QStringList{target(1).targetName, target(2).targetName}));
        QCOMPARE(events(QStringLiteral("node.added")), 3);
        QCOMPARE(events(QStringLiteral("discovery.done")), 1);
        QVERIFY(m_fake.cancelled); // the attempt is over
    }

    void portalsThatDoNotAnswerAreTold()
    {
        DiscoverRequest request;
        request.probe = true;
        const auto &outcome = begin(std::move(request));
        const Portal second{"192.0.2.2", 3260}, third{"192.0.2.3", 3260};
        m_fake.find({at(1, {{kAsked, 1}, {second, 2}, {third, 3}}), at(2, {{second, 2}})});
        m_fake.finish();
        QTRY_VERIFY(m_fake.tell);
        QCOMPARE(m_fake.tried, (std::vector<Portal>{second, third})); // the one that was asked has answered
        QCOMPARE(outcome.phases.last(), QStringLiteral("probing"));
        QCOMPARE(outcome.times, 0);
        m_fake.tell({second});
        QCOMPARE(outcome.end, QStringLiteral("ok"));
        QCOMPARE(ids(QStringLiteral("nodes_ids")).size(), 4);
        QCOMPARE(ids(QStringLiteral("silent_ids")).size(), 2);
        for (const QVariant &id : ids(QStringLiteral("silent_ids")))
            QCOMPARE(m_store->node(id.toLongLong())->portal, second);
        m_fake.tell = {};
        discover({at(1)}); // nobody wants to know
        QVERIFY(!m_fake.tell);
        QVERIFY(!result(QStringLiteral("silent_ids")).isValid());
    }

    /// DIS-14: what the user has set is the user's.
    void discoveryAgainTouchesNoSetting()
    {
        discover({at(1), at(2)});
        const auto kept = m_store->nodes().at(0);
        store::NodeSettings settings;
        settings.label = QStringLiteral("backup");
        settings.startup = store::Startup::AtStart;
        settings.replacementTimeout = -1;
        settings.headerDigest = store::Digest::Require;
        QVERIFY(update(m_store.get(), kept.id, settings));
        QVERIFY(setSecret(m_store.get(), kept.id, store::SecretDirection::Initiator, QStringLiteral("us"),
                          secretOf("our own secret")));
        const auto before = *m_store->node(kept.id);
        for (int i = 0; i < 10; ++i)
            discover({at(1), at(2)});
        QCOMPARE(*m_store->node(kept.id), before);
        QCOMPARE(ids(QStringLiteral("new_ids")).size(), 0);
        QCOMPARE(ids(QStringLiteral("changed_ids")).size(), 0);
        QCOMPARE(ids(QStringLiteral("nodes_ids")).size(), 2);
        QCOMPARE(m_store->portals().size(), 1U);
    }

    void newChangedAndMissingAreTold()
    {
        discover({at(1), at(2)});
        const auto first = m_store->nodes().at(0).id, second = m_store->nodes().at(1).id;
        discover({at(1, {{{"192.0.2.1", 3260}, 7}}), at(3)});
        QCOMPARE(ids(QStringLiteral("changed_ids")), QVariantList{qlonglong(first)});
        QCOMPARE(ids(QStringLiteral("missing_ids")), QVariantList{qlonglong(second)});
        QCOMPARE(ids(QStringLiteral("new_ids")).size(), 1);
        QCOMPARE(m_store->node(first)->portalGroupTag, std::optional<std::uint16_t>(7));
        QVERIFY(m_store->node(second)->missing);
        discover({at(1), at(2), at(3)});
        QVERIFY(!m_store->node(second)->missing); // it is back
    }

    /// ISN-08: the same merge, and no password goes there.
    void isnsIsMergedInTheSameWay()
    {
        const Portal server{"192.0.2.9", 3205};
        const auto ask = [&] {
            DiscoverRequest request;
            request.portal = server;
            request.kind = store::PortalKind::Isns;
            m_outcome = {};
            m_discovery = std::make_unique<Discovery>(m_environment, std::move(request), m_outcome.operation());
            m_discovery->start();
            QCOMPARE(m_fake.isns->server, server);
            QCOMPARE(m_fake.isns->initiatorName, m_store->initiatorName().toStdString());
        };
        m_fake.request.reset();
        ask();
        auto target = at(1);
        target.alias = "Photos";
        m_fake.callbacks.found({{target, at(2)}, {}, server});
        m_fake.finish();
        QTRY_COMPARE(m_outcome.end, QStringLiteral("ok"));
        QVERIFY(!m_fake.request);
        QCOMPARE(m_store->portals().size(), 1U);
        QVERIFY(m_store->portals().at(0).kind == store::PortalKind::Isns);
        QCOMPARE(m_store->nodes().at(0).alias, QStringLiteral("Photos"));
        ask();
        m_fake.callbacks.found({{at(2)}, {}, server});
        m_fake.finish();
        QTRY_COMPARE(m_outcome.end, QStringLiteral("ok"));
        QVERIFY(m_store->nodes().at(0).missing && !m_store->nodes().at(1).missing);
        QCOMPARE(m_store->portals().size(), 1U);
    }

    /// DIS-09.
    void nothingFoundIsASuccess()
    {
        discover({at(1)});
        discover({});
        QCOMPARE(m_outcome.end, QStringLiteral("ok"));
        QCOMPARE(ids(QStringLiteral("missing_ids")).size(), 1);
        QVERIFY(m_store->nodes().at(0).missing);
    }

    void nodesAppearWhileTheTargetSpeaks()
    {
        begin();
        m_fake.find({at(1)});
        QTRY_COMPARE(m_store->nodes().size(), 1U);
        m_fake.find({at(2), at(1)}); // DIS-12: named twice
        m_fake.find({at(3)});
        QTRY_COMPARE(m_store->nodes().size(), 3U);
        QCOMPARE(m_outcome.end, QStringLiteral("-"));
        m_fake.finish();
        QTRY_COMPARE(m_outcome.end, QStringLiteral("ok"));
        QCOMPARE(ids(QStringLiteral("new_ids")).size(), 3);
        QCOMPARE(events(QStringLiteral("node.added")), 3);
    }

    /// Half an answer says nothing about what is missing.
    void brokenAnswerMarksNothingMissing()
    {
        discover({at(1), at(2)});
        begin();
        m_fake.find({at(3)});
        QTRY_COMPARE(m_store->nodes().size(), 3U);
        m_fake.finish(fail(ErrorCode::TransportFailed, "reset"));
        QTRY_COMPARE(m_outcome.end, QStringLiteral("TransportFailed"));
        for (const auto &node : m_store->nodes())
            QVERIFY(!node.missing);
        QTRY_COMPARE(m_store->portals().at(0).lastResult, QStringLiteral("TransportFailed"));
        QCOMPARE(events(QStringLiteral("discovery.failed")), 1);
    }

    /// A typing error leaves nothing behind.
    void portalThatDidNotAnswerIsNotStored()
    {
        auto &outcome = begin();
        m_fake.finish(fail(ErrorCode::HostNotFound, "no such name"));
        QCOMPARE(outcome.end, QStringLiteral("HostNotFound"));
        QCOMPARE(m_store->portals().size(), 0U);
    }

    void withoutSavingNothingIsStored()
    {
        DiscoverRequest request;
        request.save = false;
        auto &outcome = begin(request);
        m_fake.find({at(1)});
        m_fake.finish();
        QCOMPARE(outcome.end, QStringLiteral("ok"));
        QCOMPARE(result(QStringLiteral("names")).toStringList(), QStringList{target(1).targetName});
        QVERIFY(!outcome.details.result.contains(QStringLiteral("portal_id")));
        QCOMPARE(m_store->portals().size(), 0U);
        QCOMPARE(m_store->nodes().size(), 0U);
    }

    void cancelledDiscoveryIsSilent()
    {
        auto &outcome = begin();
        m_fake.find({at(1)});
        m_discovery.reset();
        QVERIFY(m_fake.cancelled);
        QTRY_COMPARE(m_store->portals().size(), 1U); // this was on its way to the disk
        QCOMPARE(outcome.times, 0);
    }

    void typedSecretsAreKeptOnceTheyHaveWorked()
    {
        DiscoverRequest request;
        request.chapName = QStringLiteral("us");
        request.chapSecret = secretOf("our own secret");
        request.targetChapName = QStringLiteral("it");
        request.targetChapSecret = secretOf("its own secret");
        begin(request);
        QVERIFY(m_fake.request->login.credentials && m_fake.request->login.targetCredentials);
        m_fake.finish(fail(ErrorCode::AuthenticationFailed, "no"));
        QCOMPARE(m_store->portals().size(), 0U);
        begin(request);
        m_fake.finish({}, protocol::AuthUsed::MutualChap);
        QTRY_COMPARE(m_outcome.end, QStringLiteral("ok"));
        QTRY_VERIFY(m_store->portals().at(0).secretUsed.isValid() &&
                    m_store->portals().at(0).targetSecretUsed.isValid());
        const auto portal = m_store->portals().at(0);
        QCOMPARE(portal.chapName, QStringLiteral("us"));
        QCOMPARE(portal.targetChapName, QStringLiteral("it"));
        QVERIFY(portal.hasSecret && portal.hasTargetSecret);
    }

    /// DIS-08, DIS-11: what an address means depends on who was asked.
    void usableAddresses_data()
    {
        QTest::addColumn<QString>("named");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *what, const char *named, const char *asked, const char *expected) {
            QTest::newRow(what) << QString::fromLatin1(named) << QString::fromLatin1(asked)
                                << QString::fromLatin1(expected);
        };
        row("plain", "192.0.2.7", "192.0.2.1", "192.0.2.7");
        row("any IPv4", "0.0.0.0", "192.0.2.1", "192.0.2.1");
        row("any IPv6", "::", "2001:db8::1", "2001:db8::1");
        row("link-local gets the zone", "fe80::5", "fe80::1%eth0", "fe80::5%eth0");
        row("upper case too", "FE80::5", "fe80::1%eth0", "FE80::5%eth0");
        row("its own zone stays", "fe80::5%eth1", "fe80::1%eth0", "fe80::5%eth1");
        row("no zone known", "fe80::5", "192.0.2.1", "fe80::5");
        row("no zone for others", "2001:db8::5", "fe80::1%eth0", "2001:db8::5");
    }

    void usableAddresses()
    {
        QFETCH(QString, named);
        QFETCH(QString, asked);
        const auto usable = usablePortal({named.toStdString(), 3261}, {asked.toStdString(), 3260});
        QTEST(QString::fromStdString(usable.host), "expected");
        QCOMPARE(usable.port, 3261);
    }

    void recordWithoutAddressMeansThePortalThatWasAsked()
    {
        discover({at(1, {})});
        QCOMPARE(m_store->nodes().at(0).portal, kAsked);
        QVERIFY(!m_store->nodes().at(0).portalGroupTag);
    }

    /// The same portal through an interface is another portal, and its nodes are others: they log in through it.
    void interfaceIsPartOfWhatIsFound()
    {
        discover({at(1), at(2)});
        DiscoverRequest through;
        through.interface = *NetworkInterface::parse("eth1");
        auto &outcome = begin(through);
        QCOMPARE(m_fake.request->interface.text(), std::string("eth1"));
        m_fake.find({at(1)});
        m_fake.finish();
        QTRY_COMPARE(outcome.end, QStringLiteral("ok"));
        QCOMPARE(ids(QStringLiteral("new_ids")).size(), 1);
        QCOMPARE(ids(QStringLiteral("nodes_ids")), ids(QStringLiteral("new_ids")));
        QCOMPARE(ids(QStringLiteral("missing_ids")).size(), 0); // of this way; the other two stay
        QCOMPARE(m_store->portals().size(), 2U);
        QCOMPARE(m_store->nodes().size(), 3U);
        const auto node = m_store->nodes().at(2);
        QCOMPARE(node.interface, QStringLiteral("eth1"));
        QVERIFY(node.isid != m_store->nodes().at(0).isid); // SID-02
        QCOMPARE(m_requests->forNode(node, false)->interface.text(), std::string("eth1"));

        store::NodeSettings settings;
        settings.startup = store::Startup::AtStart;
        QVERIFY(update(m_store.get(), node.id, settings));
        begin(through);
        m_fake.find({at(1)});
        m_fake.finish();
        QTRY_COMPARE(m_outcome.end, QStringLiteral("ok"));
        QCOMPARE(m_store->nodes().size(), 3U);
        QCOMPARE(m_store->node(node.id)->settings, settings); // DIS-14
    }

    /// Nobody asked, so only what is new is told: a target more or less, another tag, and the turn of the result.
    void automaticSearchTellsOnlyNews()
    {
        discover({at(1), at(2)});
        QTRY_COMPARE(m_store->portals().at(0).lastResult, QStringLiteral("ok")); // written, so that the next one knows
        const auto told = [this] {
            const QStringList codes = [this] {
                QStringList list;
                for (const Event &event : std::exchange(m_events, {}))
                    list << event.code;
                return list;
            }();
            return codes.join(u' ');
        };
        told();
        automatic({at(1), at(2)});
        QCOMPARE(told(), QString());
        QCOMPARE(ids(QStringLiteral("nodes_ids")).size(), 2); // the job knows all the same
        automatic({at(1), at(2), at(3)});
        QCOMPARE(told(), QStringLiteral("node.added discovery.done"));
        automatic({at(1), at(2, {{{"192.0.2.1", 3260}, 9}}), at(3)});
        QCOMPARE(told(), QStringLiteral("discovery.done"));
        automatic({at(1), at(2)});
        QCOMPARE(told(), QStringLiteral("discovery.done"));
        QCOMPARE(m_store->nodes().size(), 3U); // missing, not removed
        automatic({at(1), at(2)});
        QCOMPARE(told(), QString());
        automaticFails();
        QCOMPARE(told(), QStringLiteral("discovery.failed"));
        automaticFails();
        QCOMPARE(told(), QString());
        automatic({at(1), at(2)});
        QCOMPARE(told(), QStringLiteral("discovery.done"));
        discover({at(1), at(2)});
        QCOMPARE(told(), QStringLiteral("discovery.done")); // who asks is told
    }

    /// NAM-11: used as it is, and said.
    void oddNameIsAWarning()
    {
        auto odd = at(1);
        odd.canonicalName = false;
        discover({odd});
        QCOMPARE(result(QStringLiteral("warnings")).toStringList().size(), 1);
        QCOMPARE(m_store->nodes().at(0).targetName, target(1).targetName);
    }

private:
    Outcome &begin(DiscoverRequest request = {})
    {
        m_outcome = {};
        request.portal = kAsked;
        m_discovery = std::make_unique<Discovery>(m_environment, std::move(request), m_outcome.operation());
        m_discovery->start();
        return m_outcome;
    }
    void discover(std::vector<DiscoveredTarget> targets)
    {
        begin();
        if (!targets.empty())
            m_fake.find(std::move(targets));
        m_fake.finish();
        QTRY_COMPARE(m_outcome.end, QStringLiteral("ok"));
    }
    void automatic(std::vector<DiscoveredTarget> targets)
    {
        DiscoverRequest request;
        request.automatic = true;
        begin(std::move(request));
        m_fake.find(std::move(targets));
        m_fake.finish();
        QTRY_COMPARE(m_outcome.end, QStringLiteral("ok"));
        QTRY_COMPARE(m_store->portals().at(0).lastResult, QStringLiteral("ok"));
    }
    void automaticFails()
    {
        DiscoverRequest request;
        request.automatic = true;
        begin(std::move(request));
        m_fake.finish(fail(ErrorCode::TimedOut, "no answer"));
        QTRY_COMPARE(m_store->portals().at(0).lastResult, QStringLiteral("TimedOut"));
    }
    [[nodiscard]] QVariant result(const QString &key) const { return m_outcome.details.result.value(key); }
    [[nodiscard]] QVariantList ids(const QString &key) const { return result(key).toList(); }
    [[nodiscard]] qsizetype events(const QString &code) const
    {
        return std::ranges::count(m_events, code, &Event::code);
    }

    std::optional<QTemporaryDir> m_directory;
    std::unique_ptr<store::NodeStore> m_store;
    std::unique_ptr<LoginRequests> m_requests;
    FakeDiscoveries m_fake;
    std::vector<Event> m_events;
    DiscoveryEnvironment m_environment;
    Outcome m_outcome;
    std::unique_ptr<Discovery> m_discovery;
};

QTEST_GUILESS_MAIN(TestDiscoveryMerge)
#include "tst_discovery_merge.moc"
