// SPDX-License-Identifier: GPL-3.0-or-later
// The engine put together: a real store, a data plane and a clock that do what the test says, and a target that takes a
// connection and then says nothing.
#include "daemon/engine/initiator.h"
#include "engine_fakes.h"
#include "store_fixture.h"

#include <QSignalSpy>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>

using namespace portolan;
using namespace portolan::engine;
using namespace portolan::store::testing;
using engine::testing::deviceOf;
using engine::testing::FakePlane;
using engine::testing::FakeTime;
using namespace std::chrono_literals;

namespace {

/// Listens on loopback and never answers: a login that goes on until it is cancelled.
class SilentTarget {
public:
    SilentTarget()
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *const any = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_socket.get(), any, size) == 0 && ::listen(m_socket.get(), 16) == 0 &&
            ::getsockname(m_socket.get(), any, &size) == 0)
            m_port = ntohs(address.sin_port);
    }
    [[nodiscard]] Portal portal() const { return {"127.0.0.1", m_port}; }

private:
    UniqueFd m_socket;
    std::uint16_t m_port = 0;
};

} // namespace

class TestInitiator : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_directory.emplace();
        auto opened = store::NodeStore::open(configFor(m_directory->path()));
        QVERIFY(opened);
        m_store = std::move(*opened);
        m_time.emplace();
    }

    void cleanup()
    {
        m_initiator.reset();
        m_store.reset();
        m_time.reset();
        m_directory.reset();
    }

    /// Desired state: nodes "at start" and no others, after the running sessions were adopted.
    void startLogsInWhatIsWanted()
    {
        const auto wanted = add(1, store::Startup::AtStart), other = add(2, store::Startup::Manual);
        make();
        QSignalSpy started(m_initiator.get(), &Initiator::started);
        m_initiator->start();
        QVERIFY(started.isEmpty());
        QCOMPARE(status(wanted), NodeStatus::Disconnected); // not before it is known what runs
        m_plane->adopted({});
        m_time->settle();
        QCOMPARE(started.size(), 1);
        QCOMPARE(status(wanted), NodeStatus::Connecting);
        QVERIFY(m_initiator->node(wanted)->wanted);
        QCOMPARE(status(other), NodeStatus::Disconnected);
        QVERIFY(!m_initiator->node(other)->wanted);
    }

    void sessionThatRunsIsNotLoggedInAgain()
    {
        const auto node = add(1, store::Startup::AtStart);
        make();
        m_initiator->start();
        m_plane->adopted({running(node)});
        m_time->settle();
        QCOMPARE(status(node), NodeStatus::Connected);
        QCOMPARE(m_initiator->sessions().size(), 1U);
        QCOMPARE(m_initiator->sessions().at(0).node, node);
        QCOMPARE(m_initiator->node(node)->session, m_initiator->sessions().at(0).number);
        QCOMPARE(m_initiator->luns(m_initiator->sessions().at(0).number).size(), 1U);
    }

    void cancelledJobLeavesNothingBehind()
    {
        const auto node = add(1);
        make();
        const JobId job = m_initiator->login(node, 1000);
        QCOMPARE(m_initiator->job(job)->state, JobState::Running);
        QCOMPARE(m_initiator->job(job)->nodes, std::vector<NodeId>{node});
        m_time->settle();
        QTRY_COMPARE(m_initiator->job(job)->phase, QStringLiteral("security")); // it is there, and silent
        QVERIFY(m_initiator->cancelJob(job));
        QCOMPARE(m_initiator->job(job)->state, JobState::Cancelled);
        QCOMPARE(status(node), NodeStatus::Disconnected);
        QCOMPARE(m_time->pending(), 1U); // the job's minute
    }

    void cancelledDiscoveryLeavesNothingBehind()
    {
        make();
        DiscoverRequest request;
        request.portal = m_target.portal();
        const JobId job = m_initiator->discover(std::move(request));
        m_time->settle();
        QTRY_COMPARE(m_initiator->job(job)->phase, QStringLiteral("security"));
        QVERIFY(m_initiator->cancelJob(job));
        QCOMPARE(m_initiator->job(job)->state, JobState::Cancelled);
        QVERIFY(m_initiator->portals().empty());
    }

    void portalIsSearchedByItself()
    {
        const auto portal = addPortal(m_store.get(), m_target.portal());
        make();
        m_initiator->start();
        QVERIFY(!m_initiator->nextRefresh(*portal).isValid());
        QVERIFY(await<void>([&](auto done) { m_initiator->setRefreshInterval(*portal, 300, done); }));
        QTRY_VERIFY(m_initiator->nextRefresh(*portal).isValid());
        m_time->advance(5min);
        QCOMPARE(searches(), 1);
        const auto own = m_initiator->jobs().back();
        QCOMPARE(own.portal, *portal);
        QTRY_COMPARE(m_initiator->job(own.id)->phase, QStringLiteral("security"));
        QVERIFY(m_initiator->nextRefresh(*portal) > m_time->wallTime());
        m_time->advance(5min); // the target is still silent: not a second one beside it
        QCOMPARE(searches(), 1);

        // Somebody asks: theirs counts, and two with one ISID would end each other.
        const JobId asked = m_initiator->refreshPortal(*portal, 1000);
        QCOMPARE(m_initiator->job(own.id)->state, JobState::Cancelled);
        QCOMPARE(m_initiator->job(asked)->state, JobState::Running);
        m_time->advance(5min);
        QCOMPARE(searches(), 1);
        QVERIFY(m_initiator->cancelJob(asked));

        m_time->advance(5min);
        QCOMPARE(searches(), 1); // again by itself
        QVERIFY(await<void>([&](auto done) { m_initiator->removePortal(*portal, done); }));
        QCOMPARE(searches(), 0);
        m_time->advance(1h);
        QCOMPARE(searches(), 0);
        QVERIFY(m_initiator->portals().empty()); // and it did not come back
    }

    /// A job must not end the operation of another.
    void cancellingARefusedJobCancelsNothingElse()
    {
        const auto node = add(1);
        make();
        const JobId first = m_initiator->login(node, 1000), second = m_initiator->login(node, 1000);
        m_time->settle();
        QCOMPARE(m_initiator->job(second)->error->code, ErrorCode::Busy);
        QVERIFY(!m_initiator->cancelJob(second));
        QCOMPARE(m_initiator->job(first)->state, JobState::Running);
        QCOMPARE(status(node), NodeStatus::Connecting);
    }

    void jobsOnWhatIsNotThereFail()
    {
        make();
        const JobId jobs[]{m_initiator->login(99, 0), m_initiator->logout(99, false, 0),
                           m_initiator->logoutSession(99, true, 0), m_initiator->rescan(99, 0),
                           m_initiator->refreshPortal(99, 0)};
        for (const JobId job : jobs)
            QCOMPARE(m_initiator->job(job)->state, JobState::Running); // never from inside the call
        m_time->settle();
        for (const JobId job : jobs)
            QCOMPARE(m_initiator->job(job)->error->code, ErrorCode::NotFound);
        QCOMPARE(m_initiator->reconnectNow(99).error().code, ErrorCode::NotFound);
        QCOMPARE(m_initiator->session(99).error().code, ErrorCode::NotFound);
    }

    void groupTellsWhichOnesWentWell()
    {
        const auto one = add(1, store::Startup::AtStart), two = add(2, store::Startup::AtStart);
        make();
        m_initiator->start();
        m_plane->adopted({running(one), running(two, 6)});
        m_time->settle();
        const JobId job = m_initiator->logoutAll(true, 0);
        m_time->settle();
        m_plane->loggedOut({}); // the fake keeps the last callback only: the other target is silent
        m_plane->detached({});
        QCOMPARE(m_initiator->job(job)->state, JobState::Running);
        m_time->advance(30s);
        const auto result = m_initiator->job(job)->result;
        QCOMPARE(m_initiator->job(job)->state, JobState::Done);
        QCOMPARE(result.value(QStringLiteral("nodes_ids")).toList(), QVariantList{qlonglong(two)});
        QCOMPARE(result.value(QStringLiteral("failed_ids")).toList(), QVariantList{qlonglong(one)});
        QVERIFY(m_initiator->sessions().empty());
    }

    void loginAllIsForThoseAtStart()
    {
        const auto wanted = add(1, store::Startup::AtStart), other = add(2);
        make();
        const JobId job = m_initiator->loginAll(0);
        m_time->settle();
        QCOMPARE(m_initiator->job(job)->nodes, std::vector<NodeId>{wanted});
        QCOMPARE(status(wanted), NodeStatus::Connecting);
        QCOMPARE(status(other), NodeStatus::Disconnected);
        QVERIFY(m_initiator->cancelJob(job));
        QCOMPARE(status(wanted), NodeStatus::Disconnected);
        const JobId nothing = m_initiator->logoutAll(false, 0);
        m_time->settle();
        QCOMPARE(m_initiator->job(nothing)->state, JobState::Done);
    }

    void nodeWithASessionIsNotRemoved()
    {
        const auto node = add(1);
        make();
        m_initiator->start();
        m_plane->adopted({running(node)});
        std::optional<Result<>> removed;
        m_initiator->removeNode(node, [&](const Result<> &result) { removed = result; });
        QVERIFY(!removed); // never from inside the call
        QTRY_VERIFY(removed);
        QCOMPARE(removed->error().code, ErrorCode::Busy);
        QVERIFY(m_initiator->node(node));
    }

    /// A login that began while the removal was on its way to the disk ends with its node.
    void jobOfANodeThatIsRemovedEnds()
    {
        const auto node = add(1);
        make();
        QSignalSpy gone(m_initiator.get(), &Initiator::nodeRemoved);
        std::optional<Result<>> removed;
        m_initiator->removeNode(node, [&](const Result<> &result) { removed = result; });
        const JobId job = m_initiator->login(node, 0);
        m_time->settle();
        QCOMPARE(m_initiator->job(job)->state, JobState::Running);
        QTRY_COMPARE(gone.size(), 1);
        QTRY_VERIFY(removed);
        QVERIFY(*removed);
        QCOMPARE(m_initiator->job(job)->state, JobState::Cancelled);
    }

    void nodeThatOnlyWaitsIsRemoved()
    {
        const auto node = add(1, store::Startup::AtStart, Portal{"127.0.0.1", 1});
        make();
        m_initiator->start();
        m_plane->adopted({});
        m_time->settle();
        QTRY_COMPARE(status(node), NodeStatus::ConnectionFailed); // and it waits for the next attempt
        std::optional<Result<>> removed;
        m_initiator->removeNode(node, [&](const Result<> &result) { removed = result; });
        QTRY_VERIFY(removed);
        QVERIFY(*removed);
        QVERIFY(m_initiator->nodes().empty());
    }

    void nodeMovesToAnotherInterface()
    {
        const auto node = add(1), connected = add(2);
        make();
        m_initiator->start();
        m_plane->adopted({running(connected)});
        std::optional<Result<>> refused, done;
        const auto through = *NetworkInterface::parse("127.0.0.2");
        m_initiator->setInterface(connected, through, [&](const Result<> &result) { refused = result; });
        QVERIFY(!refused); // never from inside the call
        QTRY_VERIFY(refused);
        QCOMPARE(refused->error().code, ErrorCode::Busy);
        m_initiator->setInterface(node, through, [&](const Result<> &result) { done = result; });
        QTRY_VERIFY(done);
        QVERIFY(*done);
        QCOMPARE(m_initiator->node(node)->record.interface, QStringLiteral("127.0.0.2"));
        QCOMPARE(m_initiator->node(connected)->record.interface, QString());
        QCOMPARE(m_initiator->events(0, 100, node).back().code, QStringLiteral("settings.changed"));
    }

    void importIsLookedForWhileSomebodyLooks()
    {
        QTemporaryDir folder;
        const auto addTarget = [&folder](int number) {
            const QString portal =
                folder.filePath(QStringLiteral("nodes/iqn.2001-04.com.example:disk%1/192.0.2.1,3260,1").arg(number));
            return QDir().mkpath(portal) &&
                   writeContent(portal + QStringLiteral("/default"), "# BEGIN RECORD\n# END RECORD\n");
        };
        QVERIFY(addTarget(1));
        make([&](Initiator::Config &config) { config.openIscsiFolders = {folder.path().toStdString()}; });
        m_initiator->start();
        m_plane->adopted({});
        m_time->settle();
        QTRY_COMPARE(m_initiator->importAvailable(), 1U);
        QVERIFY(addTarget(2));
        QSignalSpy changed(m_initiator.get(), &Initiator::importAvailableChanged);
        m_time->advance(60s);
        QTest::qWait(50); // nobody looks
        QCOMPARE(m_initiator->importAvailable(), 1U);
        (void)m_initiator->sample(0);
        m_time->advance(11s);
        QTRY_COMPARE(m_initiator->importAvailable(), 2U);
        QCOMPARE(changed.size(), 1);
    }

    void unknownSessionIsNamed()
    {
        make();
        const JobId rescan = m_initiator->rescan(99, 0), logout = m_initiator->logoutSession(98, false, 0);
        m_time->settle();
        QCOMPARE(m_initiator->job(rescan)->error->message, std::string("there is no session 99"));
        QCOMPARE(m_initiator->job(logout)->error->message, std::string("there is no session 98"));
    }

    void settingsReachTheSession()
    {
        const auto node = add(1);
        make();
        m_initiator->start();
        m_plane->adopted({running(node)});
        store::NodeSettings settings;
        settings.replacementTimeout = 7;
        std::optional<Result<>> done;
        m_initiator->updateSettings(node, settings, [&](const Result<> &result) { done = result; });
        QTRY_VERIFY(done);
        QVERIFY(*done);
        QCOMPARE(m_plane->calls, QStringList{QStringLiteral("setTimeouts")});
        QCOMPARE(m_plane->lastTimeouts.replacement, 7s);
        QCOMPARE(m_initiator->events(0, 100).back().code, QStringLiteral("settings.changed"));
    }

    void settingsAsTheyAreAreNoNews()
    {
        const auto node = add(1);
        make();
        QSignalSpy logged(m_initiator.get(), &Initiator::eventLogged);
        QSignalSpy changed(m_initiator.get(), &Initiator::nodeChanged);
        std::optional<Result<>> done;
        m_initiator->updateSettings(node, m_store->node(node)->settings,
                                    [&](const Result<> &result) { done = result; });
        QVERIFY(!done); // never from inside the call
        QTRY_VERIFY(done);
        QVERIFY(*done);
        QCOMPARE(logged.size(), 0);
        QCOMPARE(changed.size(), 0);
    }

    void otherDefaultsAreToldOnce()
    {
        const auto node = add(1);
        make();
        const auto before = m_store->node(node)->settings;
        QSignalSpy changed(m_initiator.get(), &Initiator::nodeDefaultsChanged);
        for (int i = 0; i < 2; ++i)
            QVERIFY(await<void>([&](auto done) {
                m_initiator->changeNodeDefaults(
                    [](store::NodeSettings settings) -> Result<store::NodeSettings> {
                        settings.replacementTimeout = -1;
                        return settings;
                    },
                    done);
            }));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_initiator->nodeDefaults().replacementTimeout, -1);
        QCOMPARE(m_initiator->events(0, 100).size(), 1U);
        QCOMPARE(m_initiator->events(0, 100).back().code, QStringLiteral("defaults.changed"));
        QCOMPARE(m_store->node(node)->settings, before);
    }

    void secretsAreLoggedButNotTold()
    {
        const auto node = add(1);
        make();
        std::optional<Result<>> done;
        m_initiator->setSecret(node, store::SecretDirection::Initiator, QStringLiteral("us"),
                               secretOf("correct-horse-battery"), [&](const Result<> &result) { done = result; });
        QTRY_VERIFY(done);
        QVERIFY(*done);
        QVERIFY(m_initiator->node(node)->record.hasSecret);
        const auto event = m_initiator->events(0, 100, node).back();
        QCOMPARE(event.code, QStringLiteral("secret.changed"));
        QCOMPARE(event.details.value(QStringLiteral("direction")).toString(), QStringLiteral("initiator"));
        QVERIFY(!event.message.contains(QStringLiteral("horse")));
        QVERIFY(!event.details.values().contains(QStringLiteral("correct-horse-battery")));
    }

    void initiatorNameIsCheckedAndNormalised()
    {
        make();
        const QString before = m_initiator->initiatorName();
        std::optional<Result<>> refused, done;
        m_initiator->setInitiatorName(QStringLiteral("no name"), [&](const Result<> &result) { refused = result; });
        QVERIFY(!refused);
        QTRY_VERIFY(refused);
        QCOMPARE(refused->error().code, ErrorCode::InvalidArgument);
        QCOMPARE(m_initiator->initiatorName(), before);
        m_initiator->setInitiatorName(QStringLiteral("IQN.2001-04.com.Example:Me"),
                                      [&](const Result<> &result) { done = result; });
        QTRY_VERIFY(done);
        QCOMPARE(m_initiator->initiatorName(), QStringLiteral("iqn.2001-04.com.example:me")); // NAM-06
    }

    /// A second without an answer of the data plane is a gap, not a zero.
    void samplesAreTakenEverySecond()
    {
        const auto node = add(1);
        make();
        m_initiator->start();
        m_plane->adopted({running(node)});
        m_time->settle();
        const auto session = m_initiator->sessions().at(0).number;
        QSignalSpy sampled(m_initiator.get(), &Initiator::sampled);
        m_plane->current = dataplane::Counters{};
        for (int second = 1; second <= 10; ++second) {
            m_plane->current->readBytes = std::uint64_t(second);
            if (second == 5)
                m_plane->current = fail(ErrorCode::Busy, "no answer");
            m_time->advance(1s);
            if (second == 5)
                m_plane->current = dataplane::Counters{};
        }
        QCOMPARE(sampled.size(), 10);
        const auto end = m_time->wallTime().toMSecsSinceEpoch() * 1000;
        const auto history = m_initiator->history(session, 0, end, 1, 100);
        QCOMPARE(history.size(), 9U);
        QCOMPARE(history.back().timeUs, end);
        QCOMPARE(history.back().counters.readBytes, 10U);
        QCOMPARE(history.at(4).timeUs - history.at(3).timeUs, 2'000'000);
        QCOMPARE(m_initiator->history(0, 0, end, 1, 100).size(), 10U); // the total of what there was
        QCOMPARE(m_initiator->history(session, 0, end, 1, 100, deviceOf(0).lun).size(), 9U);
        emit m_plane->devicesChanged({5}, {});
        m_time->advance(1s);
        QVERIFY(!m_initiator->sample(session, deviceOf(0).lun)); // the LUN is gone
    }

    /// REC-16: whatever waits is tried at once when the machine wakes. Its timers stood still while it slept.
    void nothingWaitsAfterASleep()
    {
        const auto node = add(1, store::Startup::AtStart, Portal{"127.0.0.1", 1}); // nobody is there
        make();
        m_initiator->start();
        m_plane->adopted({});
        m_time->settle();
        const auto wait = [&] { return m_time->wallTime().msecsTo(m_initiator->node(node)->nextAttempt); };
        for (int failures = 1; failures <= 5; ++failures) {
            QTRY_VERIFY(m_initiator->node(node)->nextAttempt.isValid());
            if (failures < 5)
                m_time->advance(std::chrono::milliseconds(wait()));
        }
        QVERIFY2(wait() > 5000, qPrintable(QString::number(wait())));
        m_time->slept += 1s; // that was none
        m_time->advance(1s);
        QVERIFY(m_initiator->node(node)->nextAttempt.isValid());
        m_time->slept += 8h;
        m_time->advance(1s);
        QVERIFY(!m_initiator->node(node)->nextAttempt.isValid()); // it goes on
        QTRY_VERIFY(m_initiator->node(node)->nextAttempt.isValid());
        const auto left = wait();
        m_time->advance(1s); // and it is not tried again and again
        QCOMPARE(wait(), left - 1000);
    }

    void usersOfNobodysDisk()
    {
        const auto node = add(1);
        make();
        std::optional<Result<std::vector<devices::DeviceUser>>> users, unknown;
        m_initiator->checkLogout(node, [&](auto result) { users = std::move(result); });
        m_initiator->checkLogout(99, [&](auto result) { unknown = std::move(result); });
        QVERIFY(!users && !unknown);
        QTRY_VERIFY(users && unknown);
        QVERIFY(*users && (*users)->empty());
        QCOMPARE(unknown->error().code, ErrorCode::NotFound);
    }

    void eventsHaveIdsAndAreTold()
    {
        make();
        QSignalSpy logged(m_initiator.get(), &Initiator::eventLogged);
        std::optional<Result<NodeId>> added;
        m_initiator->addNode(target(3), [&](Result<NodeId> id) { added = std::move(id); });
        QTRY_VERIFY(added);
        QVERIFY(*added);
        QCOMPARE(logged.size(), 1);
        const auto events = m_initiator->events(0, 10, **added);
        QCOMPARE(events.size(), 1U);
        QCOMPARE(events[0].id, 1U);
        QCOMPARE(events[0].code, QStringLiteral("node.added"));
        QCOMPARE(events[0].time, m_time->wallTime());
        QVERIFY(m_initiator->events(events[0].id, 10).empty());
    }

private:
    NodeId add(int number, store::Startup startup = store::Startup::Manual, std::optional<Portal> portal = {})
    {
        auto node = target(number);
        node.portal = portal.value_or(m_target.portal());
        const auto id = addNode(m_store.get(), node);
        store::NodeSettings settings;
        settings.startup = startup;
        return id && update(m_store.get(), *id, settings) ? *id : 0;
    }
    void make(const std::function<void(Initiator::Config &)> &change = {})
    {
        Initiator::Config config;
        config.store = m_store.get();
        auto plane = std::make_unique<FakePlane>();
        m_plane = plane.get();
        config.dataPlanes.push_back(std::move(plane));
        config.random = countingRandom(7);
        config.time = &*m_time;
        if (change)
            change(config);
        m_initiator = std::make_unique<Initiator>(std::move(config));
    }
    [[nodiscard]] qsizetype searches() const
    {
        return std::ranges::count_if(m_initiator->jobs(), [](const JobInfo &job) {
            return job.state == JobState::Running && job.operation == QStringLiteral("discover");
        });
    }
    [[nodiscard]] NodeStatus status(NodeId node) const { return m_initiator->node(node)->status; }
    [[nodiscard]] dataplane::RunningSession running(NodeId node, std::uint32_t handle = 5) const
    {
        const auto record = *m_store->node(node);
        SessionDescription description;
        description.node = node;
        description.info.targetName = record.targetName;
        description.info.portal = description.info.persistentPortal = record.portal;
        description.info.isid = record.isid;
        dataplane::RunningSession session;
        session.handle = {handle};
        session.description = description.toJson();
        session.connected = true;
        session.devices = {deviceOf(0)};
        session.timeouts = timeoutsOf(record.settings);
        return session;
    }

    SilentTarget m_target;
    std::optional<QTemporaryDir> m_directory;
    std::unique_ptr<store::NodeStore> m_store;
    std::optional<FakeTime> m_time;
    FakePlane *m_plane = nullptr;
    std::unique_ptr<Initiator> m_initiator;
};

QTEST_GUILESS_MAIN(TestInitiator)
#include "tst_initiator.moc"
