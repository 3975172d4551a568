// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_fixture.h"

#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <memory>
#include <random>
#include <sys/stat.h>

using namespace portolan;
using namespace portolan::store;
using namespace portolan::store::testing;

namespace {

NodeSettings otherSettings()
{
    NodeSettings settings;
    settings.label = QStringLiteral("Büro – 中文 😀");
    settings.startup = Startup::AtStart;
    settings.dataPlane = QStringLiteral("kernel");
    settings.headerDigest = Digest::Require;
    settings.dataDigest = Digest::Prefer;
    settings.maxRecvDataSegmentLength = 16777215;
    settings.maxBurstLength = 16777215;
    settings.firstBurstLength = 512;
    settings.initialR2T = true;
    settings.immediateData = false;
    settings.maxOutstandingR2T = 65535;
    settings.loginTimeout = 600;
    settings.replacementTimeout = -1;
    settings.noopInterval = 3600;
    settings.noopTimeout = 0;
    settings.commandTimeout = 3600;
    return settings;
}

NodeSettings randomSettings(std::mt19937 *random)
{
    const auto draw = [&](std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(*random);
    };
    NodeSettings settings;
    settings.label = QStringLiteral("label %1").arg(draw(0, 1000000));
    settings.startup = Startup(draw(1, 2));
    settings.dataPlane =
        QStringList{QStringLiteral("auto"), QStringLiteral("user"), QStringLiteral("kernel")}[draw(0, 2)];
    settings.headerDigest = Digest(draw(0, 2));
    settings.dataDigest = Digest(draw(0, 2));
    settings.maxRecvDataSegmentLength = std::uint32_t(draw(512, 16777215));
    settings.maxBurstLength = std::uint32_t(draw(512, 16777215));
    settings.firstBurstLength = std::uint32_t(draw(512, settings.maxBurstLength));
    settings.initialR2T = draw(0, 1) != 0;
    settings.immediateData = draw(0, 1) != 0;
    settings.maxOutstandingR2T = std::uint32_t(draw(1, 65535));
    settings.loginTimeout = std::uint32_t(draw(1, 600));
    settings.replacementTimeout = std::int32_t(draw(-1, 86400));
    settings.noopInterval = std::uint32_t(draw(0, 3600));
    settings.noopTimeout = std::uint32_t(draw(0, 3600));
    settings.commandTimeout = std::uint32_t(draw(0, 3600));
    return settings;
}

} // namespace

class TestNodeStore : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<NodeStore> m_store;

    QString state() const { return m_directory->filePath(QStringLiteral("state")); }

    Result<> setDefaults(const NodeSettings &settings)
    {
        return await<void>([&](auto done) {
            m_store->changeNodeDefaults([settings](const NodeSettings &) -> Result<NodeSettings> { return settings; },
                                        done);
        });
    }
    void reopen(std::uint64_t seed = 1)
    {
        m_store.reset();
        auto opened = NodeStore::open(configFor(state(), seed));
        if (!opened)
            qFatal("%s", opened.error().message.c_str());
        m_store = std::move(*opened);
    }

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        reopen();
    }
    void cleanup()
    {
        m_store.reset();
        m_directory.reset();
    }

    void emptyAtFirst()
    {
        QVERIFY(m_store->nodes().empty());
        QVERIFY(m_store->portals().empty());
        QCOMPARE(m_store->notices(), QStringList());
        QCOMPARE(m_store->node(1).error().code, ErrorCode::NotFound);
    }

    void interfaceIsPartOfTheIdentity() // SID-02: and each way has an ISID of its own
    {
        DiscoveredNode node = target(1);
        QVERIFY(addNode(m_store.get(), node));
        node.interface = QStringLiteral("eth1");
        QVERIFY(addNode(m_store.get(), node));
        const auto again = addNode(m_store.get(), node);
        QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
        QVERIFY(again.error().message.find("through eth1") != std::string::npos);
        for (const char *wrong : {"eth/1", "a b", "0.0.0.0", "2001:DB8::1"}) { // the last is not the one spelling
            node.interface = QString::fromLatin1(wrong);
            QCOMPARE(addNode(m_store.get(), node).error().code, ErrorCode::InvalidArgument);
            QCOMPARE(addPortal(m_store.get(), node.portal, node.interface).error().code, ErrorCode::InvalidArgument);
        }
        const Portal asked{"192.0.2.1", 3260};
        const auto plain = addPortal(m_store.get(), asked);
        const auto through = addPortal(m_store.get(), asked, QStringLiteral("eth1"));
        QVERIFY(plain && through && *plain != *through);
        QCOMPARE(*addPortal(m_store.get(), asked, QStringLiteral("eth1")), *through);
        reopen();
        QCOMPARE(m_store->nodes().size(), 2U);
        QCOMPARE(m_store->nodes()[1].interface, QStringLiteral("eth1"));
        QVERIFY(m_store->nodes()[0].isid != m_store->nodes()[1].isid);
        QCOMPARE(m_store->portals()[1].interface, QStringLiteral("eth1"));
    }

    void moveToAnotherInterface() // SID-02
    {
        const auto portal = addPortal(m_store.get(), {"192.0.2.1", 3260});
        const auto merged = merge(m_store.get(), *portal, {target(1)});
        const std::int64_t id = merged->added.front();
        NodeSettings settings;
        settings.label = QStringLiteral("Backup");
        QVERIFY(update(m_store.get(), id, settings));
        const Secret secret = secretOf("correct-horse-battery");
        QVERIFY(setSecret(m_store.get(), id, SecretDirection::Initiator, QStringLiteral("us"), secret));
        const auto isid = m_store->node(id)->isid;
        const auto move = [&](std::int64_t node, const char *interface) {
            return await<void>(
                [&](auto done) { m_store->setNodeInterface(node, QString::fromLatin1(interface), done); });
        };
        QVERIFY(move(id, "eth1"));
        QVERIFY(move(id, "eth1")); // where it is already
        QCOMPARE(move(id, "eth/1").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(move(99, "eth1").error().code, ErrorCode::NotFound);
        reopen();
        const auto moved = m_store->node(id);
        QCOMPARE(moved->interface, QStringLiteral("eth1"));
        QCOMPARE(moved->settings.label, QStringLiteral("Backup"));
        QVERIFY(moved->isid == isid);
        QVERIFY(Secret::equal(m_store->nodeSecret(id, SecretDirection::Initiator)->bytes(), secret.bytes()));
        // The portal names the way it had before, which is another one, and misses nothing.
        QCOMPARE(merge(m_store.get(), *portal, {target(1)})->added.size(), 1U);
        QVERIFY(!m_store->node(id)->missing);
        QCOMPARE(move(id, "").error().code, ErrorCode::AlreadyExists);
        QCOMPARE(m_store->node(id)->interface, QStringLiteral("eth1"));
    }

    void everyFieldSurvivesARestart()
    {
        const auto portal = addPortal(m_store.get(), {"fe80::1%eth0", 860});
        QVERIFY(portal);
        QVERIFY(await<void>(
            [&](auto done) { m_store->setDiscoveryResult(*portal, QStringLiteral("ok"), ChapUse::None, done); }));
        QVERIFY(await<void>([&](auto done) { m_store->setRefreshInterval(*portal, 3600, done); }));
        DiscoveredNode found = target(1, "fe80::1%eth0");
        found.portalGroupTag = 65535;
        QVERIFY(merge(m_store.get(), *portal, {found, target(2)}));
        QVERIFY(update(m_store.get(), 1, otherSettings()));
        QVERIFY(await<void>(
            [&](auto done) { m_store->setLoginResult(1, QStringLiteral("Tape\n1"), {}, ChapUse::None, done); }));
        QVERIFY(await<void>(
            [&](auto done) { m_store->setLoginResult(2, {}, QStringLiteral("LoginRejected"), ChapUse::None, done); }));
        QVERIFY(
            setSecret(m_store.get(), 1, SecretDirection::Target, QStringLiteral("them"), secretOf("secret of them")));

        const auto node = m_store->node(1);
        QVERIFY(node);
        QCOMPARE(node->settings, otherSettings());
        QCOMPARE(node->alias, QStringLiteral("Tape1")); // NAM-12: shown, so without control characters
        QCOMPARE(node->lastLogin, fixedNow());
        QCOMPARE(node->portalGroupTag, std::optional<std::uint16_t>(65535));
        QCOMPARE(node->portal.host, std::string("fe80::1%eth0"));
        QCOMPARE(node->discoveryPortal, *portal);
        QCOMPARE(node->targetChapName, QStringLiteral("them"));
        QVERIFY(node->hasTargetSecret && !node->hasSecret);
        QCOMPARE(m_store->node(2)->lastError, QStringLiteral("LoginRejected"));
        QVERIFY(!m_store->node(2)->lastLogin.isValid());
        QCOMPARE(m_store->portals().front().lastDiscovery, fixedNow());
        QCOMPARE(m_store->portals().front().refreshInterval, 3600U);

        const auto nodes = m_store->nodes();
        const auto portals = m_store->portals();
        const QString name = m_store->initiatorName();
        reopen(99);
        QVERIFY(m_store->nodes() == nodes);
        QVERIFY(m_store->portals() == portals);
        QCOMPARE(m_store->initiatorName(), name);
    }

    void failedLoginKeepsAliasAndDate()
    {
        QVERIFY(addNode(m_store.get(), target(1)));
        QVERIFY(await<void>(
            [&](auto done) { m_store->setLoginResult(1, QStringLiteral("nas"), {}, ChapUse::None, done); }));
        QVERIFY(await<void>(
            [&](auto done) { m_store->setLoginResult(1, {}, QStringLiteral("TimedOut"), ChapUse::None, done); }));
        QCOMPARE(m_store->node(1)->alias, QStringLiteral("nas"));
        QCOMPARE(m_store->node(1)->lastLogin, fixedNow());
        QCOMPARE(m_store->node(1)->lastError, QStringLiteral("TimedOut"));
        QVERIFY(await<void>(
            [&](auto done) { m_store->setLoginResult(1, QStringLiteral("nas"), {}, ChapUse::None, done); }));
        QCOMPARE(m_store->node(1)->lastError, QString());
    }

    void callbacksAndSignalsComeInOrderOnTheOwnersThread()
    {
        QStringList events;
        QThread *const here = QThread::currentThread();
        connect(m_store.get(), &NodeStore::nodeChanged, this, [&](std::int64_t id) {
            QCOMPARE(QThread::currentThread(), here);
            events += QStringLiteral("changed %1").arg(id);
        });
        connect(m_store.get(), &NodeStore::nodeRemoved, this,
                [&](std::int64_t id) { events += QStringLiteral("removed %1").arg(id); });
        m_store->addNode(target(1), [&](Result<std::int64_t> id) {
            QCOMPARE(QThread::currentThread(), here);
            events += QStringLiteral("done %1").arg(*id);
        });
        m_store->addNode(target(1),
                         [&](Result<std::int64_t> id) { events += QString::fromUtf8(nameOf(id.error().code).data()); });
        m_store->updateSettings(1, otherSettings(),
                                [&](Result<> done) { events += done ? QStringLiteral("set") : QString(); });
        m_store->updateSettings(1, otherSettings(),
                                [&](Result<> done) { events += done ? QStringLiteral("same") : QString(); });
        QVERIFY(events.isEmpty()); // never from inside the call
        QVERIFY(await<void>([&](auto done) { m_store->removeNode(1, done); }));
        QCOMPARE(events, QStringList({QStringLiteral("changed 1"), QStringLiteral("done 1"),
                                      QStringLiteral("AlreadyExists"), QStringLiteral("changed 1"),
                                      QStringLiteral("set"), QStringLiteral("same"), QStringLiteral("removed 1")}));
        QVERIFY(m_store->nodes().empty());
    }

    void memoryChangesOnlyWhenDurable()
    {
        m_store->addNode(target(1), {});
        QVERIFY(m_store->nodes().empty());
    }

    void destructorWritesWhatIsPending()
    {
        bool called = false;
        for (int i = 0; i < 50; ++i)
            m_store->addNode(target(i), [&](Result<std::int64_t>) { called = true; });
        reopen();
        QCOMPARE(m_store->nodes().size(), std::size_t(50));
        QCoreApplication::processEvents();
        QVERIFY(!called); // the object that asked may be gone by now
    }

    void idsAreNotReused()
    {
        QVERIFY(addNode(m_store.get(), target(1)));
        QVERIFY(await<void>([&](auto done) { m_store->removeNode(1, done); }));
        reopen();
        QCOMPARE(*addNode(m_store.get(), target(1)), std::int64_t(2));
    }

    void unknownIdsAreNotFound()
    {
        const auto code = [](const Result<> &result) { return result ? ErrorCode::Internal : result.error().code; };
        QCOMPARE(code(update(m_store.get(), 7, {})), ErrorCode::NotFound);
        QCOMPARE(code(await<void>([&](auto done) { m_store->removeNode(7, done); })), ErrorCode::NotFound);
        QCOMPARE(code(await<void>([&](auto done) { m_store->removePortal(7, done); })), ErrorCode::NotFound);
        QCOMPARE(code(await<void>([&](auto done) { m_store->setLoginResult(7, {}, {}, ChapUse::None, done); })),
                 ErrorCode::NotFound);
        QCOMPARE(code(await<void>([&](auto done) { m_store->setDiscoveryResult(7, {}, ChapUse::None, done); })),
                 ErrorCode::NotFound);
        QCOMPARE(code(await<void>([&](auto done) { m_store->clearNodeSecret(7, SecretDirection::Target, done); })),
                 ErrorCode::NotFound);
        QCOMPARE(
            code(setSecret(m_store.get(), 7, SecretDirection::Target, QStringLiteral("n"), secretOf("123456789012"))),
            ErrorCode::NotFound);
        QCOMPARE(merge(m_store.get(), 7, {target(1)}).error().code, ErrorCode::NotFound);
        QVERIFY(m_store->nodes().empty()); // the merge left nothing behind
    }

    void portalsAreFoundAgain()
    {
        const auto first = addPortal(m_store.get(), {"NAS.example", 3260});
        QCOMPARE(*addPortal(m_store.get(), {"nas.EXAMPLE", 3260}), *first); // names are case-insensitive, RFC 4343
        QVERIFY(*addPortal(m_store.get(), {"nas.example", 3261}) != *first);
        QCOMPARE(addPortal(m_store.get(), {"", 3260}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(addPortal(m_store.get(), {"a b", 3260}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(addPortal(m_store.get(), {"nas", 0}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(addPortal(m_store.get(), {std::string(256, 'a'), 1}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(addPortal(m_store.get(), {std::string("a\0b", 3), 1}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(addPortal(m_store.get(), {"\xff\xfe", 1}).error().code, ErrorCode::InvalidArgument);
    }

    void namesOfTargetsStayAsReceived() // NAM-02, NAM-11
    {
        DiscoveredNode odd{QStringLiteral("IQN.2001-04.com.example:Disk_1"), {"192.0.2.1", 3260}, {}};
        QCOMPARE(m_store->node(*addNode(m_store.get(), odd))->targetName, odd.targetName);
        odd.targetName = QString(223, QLatin1Char('x'));
        QVERIFY(addNode(m_store.get(), odd));
        for (const QString &wrong : {QString(), QString(224, QLatin1Char('x')), QString(112, QChar(0xe4)),
                                     QStringLiteral("iqn.a\nb"), QString(QChar(0xd800))}) {
            odd.targetName = wrong;
            QCOMPARE(addNode(m_store.get(), odd).error().code, ErrorCode::InvalidArgument);
        }
    }

    void settingsOutOfRange_data()
    {
        QTest::addColumn<std::function<void(NodeSettings *)>>("change");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("range");
        const auto row = [](const char *name, const char *field, const char *range,
                            std::function<void(NodeSettings *)> change) {
            QTest::newRow(name) << std::move(change) << QString::fromLatin1(field) << QString::fromLatin1(range);
        };
        using S = NodeSettings;
        row("label", "label", "255", [](S *s) { s->label = QString(256, QLatin1Char('x')); });
        row("label, control", "label", "control", [](S *s) { s->label = QStringLiteral("a\tb"); });
        row("label, NUL", "label", "control", [](S *s) { s->label = QString(1, QChar(0)); });
        row("label, surrogate", "label", "control", [](S *s) { s->label = QString(QChar(0xdc00)); });
        row("startup 0", "startup", "1 to 2", [](S *s) { s->startup = Startup(0); });
        row("startup 3", "startup", "1 to 2", [](S *s) { s->startup = Startup(3); });
        row("plane", "dataPlane", "auto, user or kernel", [](S *s) { s->dataPlane = QStringLiteral("fast"); });
        row("header digest", "headerDigest", "0 to 2", [](S *s) { s->headerDigest = Digest(3); });
        row("data digest", "dataDigest", "0 to 2", [](S *s) { s->dataDigest = Digest(3); });
        row("receive -1", "maxRecvDataSegmentLength", "512 to 16777215",
            [](S *s) { s->maxRecvDataSegmentLength = 511; });
        row("receive +1", "maxRecvDataSegmentLength", "512 to 16777215",
            [](S *s) { s->maxRecvDataSegmentLength = 16777216; });
        row("burst -1", "maxBurstLength", "512 to 16777215", [](S *s) { s->maxBurstLength = 511; });
        row("burst +1", "maxBurstLength", "512 to 16777215", [](S *s) { s->maxBurstLength = 16777216; });
        row("first -1", "firstBurstLength", "512 to 16777215", [](S *s) { s->firstBurstLength = 511; });
        row("first > max", "firstBurstLength", "maxBurstLength (4096)", [](S *s) {
            s->maxBurstLength = 4096;
            s->firstBurstLength = 4097;
        });
        row("r2t 0", "maxOutstandingR2T", "1 to 65535", [](S *s) { s->maxOutstandingR2T = 0; });
        row("r2t +1", "maxOutstandingR2T", "1 to 65535", [](S *s) { s->maxOutstandingR2T = 65536; });
        row("login 0", "loginTimeout", "1 to 600", [](S *s) { s->loginTimeout = 0; });
        row("login +1", "loginTimeout", "1 to 600", [](S *s) { s->loginTimeout = 601; });
        row("replacement -2", "replacementTimeout", "-1 to 86400", [](S *s) { s->replacementTimeout = -2; });
        row("replacement +1", "replacementTimeout", "-1 to 86400", [](S *s) { s->replacementTimeout = 86401; });
        row("noop interval", "noopInterval", "0 to 3600", [](S *s) { s->noopInterval = 3601; });
        row("noop timeout", "noopTimeout", "0 to 3600", [](S *s) { s->noopTimeout = 3601; });
        row("command", "commandTimeout", "0 to 3600", [](S *s) { s->commandTimeout = 4294967295u; });
    }
    void settingsOutOfRange()
    {
        QFETCH(std::function<void(NodeSettings *)>, change);
        QFETCH(QString, field);
        QFETCH(QString, range);
        QVERIFY(addNode(m_store.get(), target(1)));
        NodeSettings settings;
        change(&settings);
        const auto result = update(m_store.get(), 1, settings);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
        const QString message = QString::fromStdString(result.error().message);
        QVERIFY2(message.startsWith(field), qPrintable(message));
        QVERIFY2(message.contains(range), qPrintable(message));
        QCOMPARE(m_store->node(1)->settings, NodeSettings());
    }

    /// Of the directions that were used, and of the secret as it is now.
    void lastUseOfASecret()
    {
        QVERIFY(addNode(m_store.get(), target(1)));
        QVERIFY(addNode(m_store.get(), target(2)));
        QVERIFY(
            setSecret(m_store.get(), 1, SecretDirection::Initiator, QStringLiteral("us"), secretOf("ours, twelve")));
        QVERIFY(
            setSecret(m_store.get(), 1, SecretDirection::Target, QStringLiteral("it"), secretOf("its own, longer")));
        QVERIFY(
            setSecret(m_store.get(), 2, SecretDirection::Initiator, QStringLiteral("us"), secretOf("ours, twelve")));
        const auto login = [this](std::int64_t node, const QString &error, ChapUse used) {
            return bool(await<void>([&](auto done) { m_store->setLoginResult(node, {}, error, used, done); }));
        };
        QVERIFY(login(1, {}, ChapUse::None)); // it was let in without being asked
        QVERIFY(!m_store->node(1)->secretUsed.isValid());
        QVERIFY(login(1, {}, ChapUse::OneWay));
        QCOMPARE(m_store->node(1)->secretUsed, fixedNow());
        QVERIFY(!m_store->node(1)->targetSecretUsed.isValid());
        QVERIFY(login(1, {}, ChapUse::Mutual));
        QCOMPARE(m_store->node(1)->targetSecretUsed, fixedNow());
        QVERIFY(!m_store->node(2)->secretUsed.isValid());
        reopen(99);
        QCOMPARE(m_store->node(1)->targetSecretUsed, fixedNow());
        QVERIFY(setSecret(m_store.get(), 1, SecretDirection::Target, QStringLiteral("it"), secretOf("another of its")));
        QVERIFY(!m_store->node(1)->targetSecretUsed.isValid());
        QCOMPARE(m_store->node(1)->secretUsed, fixedNow());

        const auto portal = addPortal(m_store.get(), {"192.0.2.1", 3260});
        QVERIFY(await<void>([&](auto done) {
            m_store->setPortalSecret(*portal, SecretDirection::Initiator, QStringLiteral("us"),
                                     secretOf("for searching"), done);
        }));
        QVERIFY(await<void>(
            [&](auto done) { m_store->setDiscoveryResult(*portal, QStringLiteral("ok"), ChapUse::OneWay, done); }));
        QCOMPARE(m_store->portals().front().secretUsed, fixedNow());
    }

    void newNodesBeginWithTheDefaults()
    {
        QCOMPARE(m_store->nodeDefaults(), NodeSettings());
        const auto portal = addPortal(m_store.get(), {"192.0.2.1", 3260});
        QVERIFY(merge(m_store.get(), *portal, {target(1)}));
        NodeSettings wanted = otherSettings();
        wanted.label.clear();
        QSignalSpy changed(m_store.get(), &NodeStore::nodeDefaultsChanged);
        QVERIFY(setDefaults(wanted));
        QVERIFY(setDefaults(wanted)); // nothing new
        QCOMPARE(changed.size(), 1);
        QVERIFY(merge(m_store.get(), *portal, {target(1), target(2)}));
        const auto byHand = addNode(m_store.get(), target(3));
        QCOMPARE(m_store->node(1)->settings, NodeSettings()); // known before
        QCOMPARE(m_store->node(2)->settings, wanted);
        QCOMPARE(m_store->node(*byHand)->settings, wanted);
        reopen(99);
        QCOMPARE(m_store->nodeDefaults(), wanted);
        QVERIFY(addNode(m_store.get(), target(4)));
        QCOMPARE(m_store->nodes().back().settings, wanted);
    }

    void impossibleDefaults()
    {
        NodeSettings wrong;
        wrong.loginTimeout = 0;
        QCOMPARE(setDefaults(wrong).error().code, ErrorCode::InvalidArgument);
        NodeSettings named;
        named.label = QStringLiteral("all of them");
        QCOMPARE(setDefaults(named).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(m_store->nodeDefaults(), NodeSettings());
    }

    /// Neither undoes the other, although both are asked for before one is written.
    void twoChangesOfTheDefaults()
    {
        const auto first = [](NodeSettings settings) -> Result<NodeSettings> {
            settings.loginTimeout = 7;
            return settings;
        };
        m_store->changeNodeDefaults(first, {});
        QVERIFY(await<void>([&](auto done) {
            m_store->changeNodeDefaults(
                [](NodeSettings settings) -> Result<NodeSettings> {
                    settings.commandTimeout = 9;
                    return settings;
                },
                done);
        }));
        QCOMPARE(m_store->nodeDefaults().loginTimeout, 7U);
        QCOMPARE(m_store->nodeDefaults().commandTimeout, 9U);
    }

    void refreshIntervals()
    {
        const auto portal = addPortal(m_store.get(), {"192.0.2.1", 3260});
        const auto set = [&](std::uint32_t seconds, std::int64_t id) {
            return await<void>([&](auto done) { m_store->setRefreshInterval(id, seconds, done); });
        };
        for (const std::uint32_t seconds : {300U, 86400U, 0U})
            QVERIFY(set(seconds, *portal));
        for (const std::uint32_t seconds : {1U, 299U, 86401U, 4294967295U})
            QCOMPARE(set(seconds, *portal).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(set(300, 99).error().code, ErrorCode::NotFound);
        QCOMPARE(m_store->portals().front().refreshInterval, 0U);
    }

    void settingsAtTheirLimits()
    {
        QVERIFY(addNode(m_store.get(), target(1)));
        NodeSettings lowest;
        lowest.maxRecvDataSegmentLength = lowest.maxBurstLength = lowest.firstBurstLength = 512;
        lowest.maxOutstandingR2T = lowest.loginTimeout = 1;
        lowest.replacementTimeout = 0;
        lowest.noopInterval = lowest.noopTimeout = lowest.commandTimeout = 0;
        NodeSettings highest = otherSettings();
        highest.label = QString(255, QChar(0x4e2d));
        highest.firstBurstLength = 16777215;
        highest.replacementTimeout = 86400;
        highest.noopTimeout = 3600;
        for (const NodeSettings &settings : {lowest, highest}) {
            QVERIFY(update(m_store.get(), 1, settings));
            reopen();
            QCOMPARE(m_store->node(1)->settings, settings);
        }
    }

    void portalIsAskedAsItAnsweredLast()
    {
        const auto plain = addPortal(m_store.get(), {"192.0.2.1", 3205});
        QVERIFY(m_store->portals().at(0).kind == PortalKind::SendTargets);
        QCOMPARE(*addPortal(m_store.get(), {"192.0.2.1", 3205}, {}, PortalKind::Isns), *plain);
        QTRY_VERIFY(m_store->portals().at(0).kind == PortalKind::Isns);
        QCOMPARE(m_store->portals().size(), 1U);
    }

    void mergeAddsMarksAndForgives() // DIS-14
    {
        const auto portal = addPortal(m_store.get(), {"192.0.2.1", 3260});
        const auto byHand = addNode(m_store.get(), target(9));
        auto result = merge(m_store.get(), *portal, {target(1), target(2), target(1)}, false);
        QVERIFY(result);
        QCOMPARE(result->added, (std::vector<std::int64_t>{2, 3}));
        QVERIFY(result->changed.empty() && result->missing.empty());

        result = merge(m_store.get(), *portal, {target(1)}, false); // incomplete: says nothing about the others
        QVERIFY(result->added.empty() && result->changed.empty() && result->missing.empty());

        result = merge(m_store.get(), *portal, {target(1)});
        QCOMPARE(result->missing, (std::vector<std::int64_t>{3}));
        QVERIFY(m_store->node(3)->missing);
        QVERIFY(!m_store->node(*byHand)->missing); // nobody promised that this portal names it
        result = merge(m_store.get(), *portal, {target(1)});
        QVERIFY(result->missing.empty()); // known already

        DiscoveredNode moved = target(2);
        moved.portalGroupTag = 7;
        result = merge(m_store.get(), *portal, {target(1), moved});
        QCOMPARE(result->changed, (std::vector<std::int64_t>{3}));
        QVERIFY(!m_store->node(3)->missing);
        QCOMPARE(m_store->node(3)->portalGroupTag, std::optional<std::uint16_t>(7));
        moved.portalGroupTag.reset(); // says less, so nothing changes
        result = merge(m_store.get(), *portal, {target(1), moved});
        QVERIFY(result->changed.empty());

        result = merge(m_store.get(), *portal, {});
        QCOMPARE(result->missing, (std::vector<std::int64_t>{2, 3}));
    }

    void aNodeNamedByAnotherPortalIsNotMissing()
    {
        const auto one = addPortal(m_store.get(), {"192.0.2.1", 3260});
        const auto two = addPortal(m_store.get(), {"192.0.2.2", 3260});
        QVERIFY(merge(m_store.get(), *one, {target(1)}));
        QVERIFY(merge(m_store.get(), *two, {target(1)}));
        QCOMPARE(m_store->node(1)->discoveryPortal, *one);
        QVERIFY(merge(m_store.get(), *one, {}));
        QVERIFY(m_store->node(1)->missing);
        QVERIFY(merge(m_store.get(), *two, {target(1)}));
        QVERIFY(!m_store->node(1)->missing);
        QCOMPARE(m_store->node(1)->discoveryPortal, *two);
    }

    void removedPortalLeavesItsNodes()
    {
        const auto portal = addPortal(m_store.get(), {"192.0.2.1", 3260});
        QVERIFY(merge(m_store.get(), *portal, {target(1), target(2)}));
        QVERIFY(merge(m_store.get(), *portal, {target(1)}));
        std::vector<std::int64_t> removed;
        connect(m_store.get(), &NodeStore::portalRemoved, this, [&](std::int64_t id) { removed.push_back(id); });
        QVERIFY(await<void>([&](auto done) { m_store->removePortal(*portal, done); }));
        QCOMPARE(removed, std::vector<std::int64_t>{*portal});
        QVERIFY(m_store->portals().empty());
        QCOMPARE(m_store->nodes().size(), std::size_t(2));
        QCOMPARE(m_store->node(2)->discoveryPortal, std::int64_t(0));
        QVERIFY(!m_store->node(2)->missing);
        const auto nodes = m_store->nodes();
        reopen();
        QVERIFY(m_store->nodes() == nodes);
    }

    void settingsSurviveAHundredDiscoveries() // DIS-14
    {
        std::mt19937 random(20261120);
        const auto portal = addPortal(m_store.get(), {"192.0.2.1", 3260});
        std::vector<DiscoveredNode> all;
        for (int i = 0; i < 20; ++i)
            all.push_back(target(i));
        QVERIFY(merge(m_store.get(), *portal, all));
        std::map<std::int64_t, NodeSettings> wanted;
        for (const NodeRecord &node : m_store->nodes()) {
            wanted[node.id] = randomSettings(&random);
            QVERIFY(update(m_store.get(), node.id, wanted[node.id]));
            QVERIFY(setSecret(m_store.get(), node.id, SecretDirection::Initiator, node.targetName,
                              secretOf("123456789012")));
        }
        for (int round = 0; round < 100; ++round) {
            std::vector<DiscoveredNode> found = all;
            std::shuffle(found.begin(), found.end(), random);
            found.resize(std::size_t(random() % (found.size() + 1)));
            for (DiscoveredNode &node : found)
                node.portalGroupTag = std::uint16_t(random() % 3);
            QVERIFY(merge(m_store.get(), *portal, found, random() % 4 != 0));
            for (const auto &[id, settings] : wanted) {
                QCOMPARE(m_store->node(id)->settings, settings);
                QVERIFY(m_store->node(id)->hasSecret);
            }
        }
        QCOMPARE(m_store->nodes().size(), wanted.size());
        reopen();
        for (const auto &[id, settings] : wanted)
            QCOMPARE(m_store->node(id)->settings, settings);
    }

    void tenThousandTargetsAtOnce()
    {
        const auto portal = addPortal(m_store.get(), {"192.0.2.1", 3260});
        std::vector<DiscoveredNode> found;
        for (int i = 0; i < 10'000; ++i)
            found.push_back(target(i));
        const auto result = merge(m_store.get(), *portal, found);
        QVERIFY(result);
        QCOMPARE(result->added.size(), std::size_t(10'000));
        QSet<QByteArray> isids;
        for (const NodeRecord &node : m_store->nodes()) { // SID-01, SID-02, SID-13
            const QByteArray isid(reinterpret_cast<const char *>(node.isid.data()), 6);
            QCOMPARE(isid[0], char(0x80)); // type 10b, reserved bits 0: RFC 7143 §11.12.5
            QCOMPARE(isid.mid(1, 3),
                     QByteArray(reinterpret_cast<const char *>(m_store->node(1)->isid.data()), 6).mid(1, 3));
            isids += isid;
        }
        isids += QByteArray(reinterpret_cast<const char *>(m_store->portals().front().isid.data()), 6); // SID-12
        QCOMPARE(isids.size(), qsizetype(10'001));
    }

    void isidsPersistAndAreNotGivenTwice() // SID-04, SID-11
    {
        QVERIFY(addNode(m_store.get(), target(1)));
        QVERIFY(addNode(m_store.get(), target(2)));
        const auto first = m_store->node(1)->isid;
        const auto second = m_store->node(2)->isid;
        QVERIFY(await<void>([&](auto done) { m_store->removeNode(2, done); }));
        reopen(77);
        QVERIFY(m_store->node(1)->isid == first);
        const auto third = m_store->node(*addNode(m_store.get(), target(2)))->isid;
        QVERIFY(third != second && third != first);
    }

    void initiatorNameIsGeneratedOnce() // NAM-13
    {
        const QString name = m_store->initiatorName();
        QVERIFY2(QRegularExpression(QStringLiteral("^iqn\\.2026-11\\.org\\.portolan:01:[0-9a-f]{32}$"))
                     .match(name)
                     .hasMatch(),
                 qPrintable(name));
        reopen(5);
        QCOMPARE(m_store->initiatorName(), name);
        QTemporaryDir other;
        const auto elsewhere = NodeStore::open(configFor(other.path(), 5));
        QVERIFY(elsewhere);
        QVERIFY((*elsewhere)->initiatorName() != name);
    }

    void initiatorNameCanBeSet()
    {
        int changes = 0;
        connect(m_store.get(), &NodeStore::initiatorNameChanged, this, [&] { ++changes; });
        const QString name = QStringLiteral("iqn.2001-04.com.example:host");
        QVERIFY(await<void>([&](auto done) { m_store->setInitiatorName(name, done); }));
        QVERIFY(await<void>([&](auto done) { m_store->setInitiatorName(name, done); }));
        QCOMPARE(changes, 1);
        QCOMPARE(contentOf(state() + QStringLiteral("/initiatorname")),
                 QByteArray("InitiatorName=iqn.2001-04.com.example:host\n"));
        for (const char *wrong : {"", "disk", "iqn.a b", "iqn.a\n"}) {
            const auto result =
                await<void>([&](auto done) { m_store->setInitiatorName(QString::fromLatin1(wrong), done); });
            QCOMPARE(result.error().code, ErrorCode::InvalidArgument);
        }
        reopen();
        QCOMPARE(m_store->initiatorName(), name);
    }

    void permissionsAreOurs()
    {
        QVERIFY(addNode(m_store.get(), target(1)));
        const auto modeOf = [](const QString &path) {
            struct stat status {};
            return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 07777) : -1;
        };
        QCOMPARE(modeOf(state()), 0700);
        const QStringList files = QDir(state()).entryList(QDir::Files | QDir::Hidden);
        QVERIFY(files.contains(QStringLiteral("portolan.db-wal")) && files.contains(QStringLiteral("secret.key")));
        for (const QString &file : files)
            QVERIFY2(modeOf(state() + QLatin1Char('/') + file) == 0600, qPrintable(file));
        m_store.reset();
        QVERIFY(::chmod(QFile::encodeName(state()).constData(), 0755) == 0);
        QVERIFY(::chmod(QFile::encodeName(state() + QStringLiteral("/portolan.db")).constData(), 0644) == 0);
        QVERIFY(::chmod(QFile::encodeName(state() + QStringLiteral("/secret.key")).constData(), 0640) == 0);
        reopen();
        QCOMPARE(modeOf(state()), 0700);
        QCOMPARE(modeOf(state() + QStringLiteral("/portolan.db")), 0600);
        QCOMPARE(modeOf(state() + QStringLiteral("/secret.key")), 0600);
        QCOMPARE(m_store->notices().size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestNodeStore)
#include "tst_node_store.moc"
