// SPDX-License-Identifier: GPL-3.0-or-later
// Calls, jobs, secrets and subscriptions of the client.
#include "common/dbus/names.h"
#include "gui/client/initiator_client.h"
#include "tests/support/fake_portoland/fake_service.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QSignalSpy>
#include <QTest>

#include <cstring>

using namespace portolan;
using client::InitiatorClient;
using client::JobInfo;
using namespace test::demo;

namespace {

Secret secret(const char *text) { return Secret(std::as_bytes(std::span(text, std::strlen(text)))); }

/// The outcome of one call, for QTRY_VERIFY(outcome).
template <typename T>
struct Outcome {
    std::optional<Result<T>> result;
    std::function<void(Result<T>)> take()
    {
        return [this](Result<T> value) { result.emplace(std::move(value)); };
    }
    explicit operator bool() const { return result.has_value(); }
    const Result<T> &operator*() const { return *result; }
    const Result<T> *operator->() const { return &*result; }
};

} // namespace

class TestClientCalls : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        QCOMPARE(m_bus.emplace().start(), QString());
        QCOMPARE(m_fake.emplace().start(m_bus->address(), QStringLiteral("demo")), QString());
        auto connection = InitiatorClient::connectTo(m_bus->address());
        QVERIFY(connection);
        m_client = std::make_unique<InitiatorClient>(*connection);
        QSignalSpy ready(m_client.get(), &InitiatorClient::ready);
        m_client->start();
        QVERIFY(ready.wait());
    }

    void cleanup()
    {
        m_client.reset();
        m_fake.reset();
        m_bus.reset();
    }

    void discoverFindsTargets()
    {
        const auto job =
            finish([this](auto started) { m_client->discover(QStringLiteral("192.0.2.1"), 3260, {}, this, started); });
        QVERIFY(job);
        QCOMPARE((*job)->state, dbus::JobState::Done);
        QCOMPARE((*job)->result.value(QStringLiteral("new")).toList().size(), 2);
        QCOMPARE((*job)->result.value(QStringLiteral("names")).toList().at(0).toString(),
                 QStringLiteral("iqn.2026-10.org.portolan.test:plain"));
        QCOMPARE(m_client->nodes().size(), 5U);
    }

    void phasesAreSeen()
    {
        QStringList phases;
        connect(m_client.get(), &InitiatorClient::jobChanged, this,
                [&](const QString &path) { phases.append(m_client->job(path)->phase); });
        QVERIFY(
            finish([this](auto started) { m_client->discover(QStringLiteral("192.0.2.1"), 0, {}, this, started); }));
        phases.removeDuplicates();
        QCOMPARE(phases.join(u' ').trimmed(), QStringLiteral("resolving connecting security discovering"));
    }

    void secretsTravelSealedAndWhole()
    {
        InitiatorClient::DiscoverOptions options;
        options.username = QStringLiteral("me");
        options.interface = QStringLiteral("eth1");
        options.secret = secret("a secret of discovery");
        QVERIFY(finish(
            [&](auto started) { m_client->discover(QStringLiteral("closed.door"), 0, options, this, started); }));
        QCOMPARE(m_fake->secrets(), QStringList{QStringLiteral("secret:me:a secret of discovery")});
        const auto nodes = m_client->nodes();
        qsizetype through = 0;
        for (const auto &node : nodes)
            through += node.iface == QStringLiteral("eth1") ? 1 : 0;
        QCOMPARE(through, 2);

        Outcome<void> done;
        m_client->setSecret(kLockedNode, QStringLiteral("initiator"), QStringLiteral("me"),
                            secret("correct-horse-battery"), this, done.take());
        QVERIFY(!done);
        QTRY_VERIFY(done);
        QVERIFY(*done);
        QCOMPARE(m_fake->secrets().last(), QStringLiteral("initiator:me:correct-horse-battery"));
        QTRY_VERIFY(m_client->node(kLockedNode)->hasSecret);
        QCOMPARE(m_client->node(kLockedNode)->authMode, dbus::AuthMode::Chap);
        Outcome<void> tooShort;
        m_client->setSecret(kLockedNode, QStringLiteral("target"), QStringLiteral("it"), secret("short"), this,
                            tooShort.take());
        QTRY_VERIFY(tooShort);
        QCOMPARE((*tooShort).error().code, ErrorCode::SecretTooShort);
    }

    void failedJobTellsEverything()
    {
        QVERIFY(m_fake->script(
            QStringLiteral("Node.Login"),
            {{QStringLiteral("job_error"), QStringLiteral("LoginRejected")},
             {QStringLiteral("details"), QVariantMap{{QStringLiteral("message"), QStringLiteral("status 0301")},
                                                     {QStringLiteral("login_status"), 0x0301U}}}}));
        const auto job = finish([this](auto started) { m_client->login(kLockedNode, this, started); });
        QVERIFY(job); // the wait went well; the job did not
        QCOMPARE((*job)->state, dbus::JobState::Failed);
        QCOMPARE((*job)->error.code, ErrorCode::LoginRejected);
        QCOMPARE((*job)->error.loginStatus, 0x0301);
        QCOMPARE((*job)->error.message, std::string("status 0301"));
        QTRY_COMPARE(m_client->node(kLockedNode)->status, dbus::NodeStatus::ConnectionFailed);
    }

    void busyDiskNamesItsUsers()
    {
        const VariantMapList users{{{QStringLiteral("kind"), QStringLiteral("mount")},
                                    {QStringLiteral("device"), QStringLiteral("/dev/loop7")},
                                    {QStringLiteral("path"), QStringLiteral("/srv/data")},
                                    {QStringLiteral("fs"), QStringLiteral("ext4")}}};
        QVERIFY(m_fake->setProperties(kLun, QStringLiteral("Lun"),
                                      {{QStringLiteral("Users"), QVariant::fromValue(users)}}));
        Outcome<std::vector<client::DeviceUser>> check;
        m_client->checkLogout(kPlainNode, this, check.take());
        QTRY_VERIFY(check);
        QVERIFY(*check);
        QCOMPARE((*check)->size(), 1U);
        QCOMPARE((*check)->at(0).mountPoint, QStringLiteral("/srv/data"));
        const auto job = finish([this](auto started) { m_client->logout(kPlainNode, false, this, started); });
        QVERIFY(job);
        QCOMPARE((*job)->error.code, ErrorCode::DeviceBusy);
        QCOMPARE((*job)->blockers.size(), 1U);
        QCOMPARE((*job)->blockers.at(0).fileSystem, QStringLiteral("ext4"));
        QVERIFY(finish([this](auto started) { m_client->logout(kPlainNode, true, this, started); }));
        QTRY_VERIFY(m_client->sessions().empty());
    }

    void cancelEndsAJob()
    {
        Outcome<QString> started;
        m_client->discover(QStringLiteral("black.hole"), 0, {}, this, started.take());
        QTRY_VERIFY(started);
        Outcome<JobInfo> ended;
        m_client->whenFinished(**started, this, ended.take());
        Outcome<void> cancelled;
        m_client->cancel(**started, this, cancelled.take());
        QTRY_VERIFY(cancelled && ended);
        QVERIFY(*cancelled && *ended);
        QCOMPARE((*ended)->state, dbus::JobState::Cancelled);
    }

    /// A job may be over before its path arrives, or before somebody asks for its end.
    void jobThatEndedAlreadyIsReported()
    {
        QVERIFY(m_fake->script(QStringLiteral("Session.Rescan"), {{QStringLiteral("swift"), true}}));
        QSignalSpy finished(m_client.get(), &InitiatorClient::jobFinished);
        Outcome<QString> started;
        m_client->rescan(kSession, this, started.take());
        QTRY_VERIFY(started);
        QTRY_COMPARE(finished.size(), 1);
        for (int i = 0; i < 2; ++i) {
            Outcome<JobInfo> ended;
            m_client->whenFinished(**started, this, ended.take());
            QVERIFY(!ended); // never from inside the call
            QTRY_VERIFY(ended);
            QCOMPARE((*ended)->state, dbus::JobState::Done);
        }
        QCOMPARE(finished.size(), 1);
    }

    void jobOfBeforeWeCame()
    {
        QVERIFY(m_fake->script(QStringLiteral("Session.Rescan"), {{QStringLiteral("swift"), true}}));
        Outcome<QString> started;
        m_client->rescan(kSession, this, started.take());
        QTRY_VERIFY(started);
        auto connection = InitiatorClient::connectTo(m_bus->address());
        QVERIFY(connection);
        InitiatorClient second(*connection);
        QSignalSpy ready(&second, &InitiatorClient::ready);
        QSignalSpy finished(&second, &InitiatorClient::jobFinished);
        second.start();
        QVERIFY(ready.wait());
        QVERIFY(finished.isEmpty()); // history is no news
        Outcome<JobInfo> ended;
        second.whenFinished(**started, this, ended.take());
        QTRY_VERIFY(ended);
        QCOMPARE((*ended)->state, dbus::JobState::Done);
    }

    void jobNobodyKnows()
    {
        Outcome<JobInfo> ended;
        m_client->whenFinished(dbus::kRootPath + QStringLiteral("/jobs/4711"), this, ended.take());
        QTRY_VERIFY(ended);
        QCOMPARE((*ended).error().code, ErrorCode::NotFound);
    }

    void deathOfTheServiceEndsWaiting()
    {
        QVERIFY(m_fake->script(QStringLiteral("Node.Login"), {{QStringLiteral("hold"), true}}));
        QVERIFY(m_fake->script(QStringLiteral("Node.Update"), {{QStringLiteral("no_reply"), true}}));
        Outcome<QString> started;
        m_client->login(kLockedNode, this, started.take());
        QTRY_VERIFY(started);
        Outcome<JobInfo> ended;
        m_client->whenFinished(**started, this, ended.take());
        Outcome<void> updated;
        m_client->update(kLockedNode, {}, this, updated.take());
        QTRY_VERIFY(m_fake->calls().last().startsWith(QStringLiteral("Node.Update")));
        m_fake->kill();
        QTRY_VERIFY(ended && updated);
        QCOMPARE((*ended).error().code, ErrorCode::ServiceUnavailable);
        QCOMPARE((*updated).error().code, ErrorCode::ServiceUnavailable);

        Outcome<QString> later;
        m_client->login(kLockedNode, this, later.take());
        QVERIFY(!later);
        QTRY_VERIFY(later);
        QCOMPARE((*later).error().code, ErrorCode::ServiceUnavailable);
        Outcome<JobInfo> waiting;
        m_client->whenFinished(**started, this, waiting.take());
        QTRY_VERIFY(waiting);
        QCOMPARE((*waiting).error().code, ErrorCode::ServiceUnavailable);
    }

    void noCallbackAfterItsContext()
    {
        int called = 0;
        auto context = std::make_unique<QObject>();
        m_client->update(kLockedNode, {}, context.get(), [&](const Result<void> &) { ++called; });
        m_client->events(0, 10, {}, context.get(), [&](const auto &) { ++called; });
        m_client->whenFinished(dbus::kRootPath + QStringLiteral("/jobs/1"), context.get(),
                               [&](const auto &) { ++called; });
        context.reset();
        Outcome<void> later; // answered after the ones above
        m_client->update(kLockedNode, {}, this, later.take());
        QTRY_VERIFY(later);
        QCOMPARE(called, 0);
    }

    void onlyWhatAUserAsksForMayOpenADialog()
    {
        Outcome<void> updated;
        m_client->update(kLockedNode, {{QStringLiteral("Label"), QStringLiteral("x")}}, this, updated.take());
        Outcome<std::vector<client::EventInfo>> events;
        m_client->events(0, 10, {}, this, events.take());
        QTRY_VERIFY(updated && events);
        QVERIFY(
            m_fake->calls().contains(QStringLiteral("Node.Update ") + kLockedNode + QStringLiteral(" interactive")));
        QVERIFY(m_fake->calls().contains(QStringLiteral("Events.GetEvents ") + dbus::kManagerPath));
        QVERIFY(m_fake->calls().contains(QStringLiteral("Manager.GetPermissions ") + dbus::kManagerPath));

        auto connection = InitiatorClient::connectTo(m_bus->address());
        InitiatorClient quiet(*connection, false);
        QSignalSpy ready(&quiet, &InitiatorClient::ready);
        quiet.start();
        QVERIFY(ready.wait());
        Outcome<void> cleared;
        quiet.clearSecret(kLockedNode, QStringLiteral("initiator"), this, cleared.take());
        QTRY_VERIFY(cleared);
        QVERIFY(m_fake->calls().contains(QStringLiteral("Node.ClearSecret ") + kLockedNode));
    }

    void onePasswordForAll()
    {
        permit({{QStringLiteral("set-up"), QStringLiteral("auth")},
                {QStringLiteral("login"), QStringLiteral("auth")},
                {QStringLiteral("modify"), QStringLiteral("auth")},
                {QStringLiteral("discover"), QStringLiteral("yes")}});
        const QString asking =
            QStringLiteral("Manager.AuthorizeSetUp ") + dbus::kManagerPath + QStringLiteral(" interactive");
        Outcome<void> nothing, first, second;
        m_client->authorizeSetUp({QStringLiteral("discover")}, this, nothing.take()); // it needs no password
        QTRY_VERIFY(nothing);
        QVERIFY(*nothing);
        QCOMPARE(m_fake->calls().count(asking), 0);
        m_client->authorizeSetUp({QStringLiteral("discover"), QStringLiteral("login")}, this, first.take());
        m_client->authorizeSetUp({QStringLiteral("modify")}, this, second.take());
        auto gone = std::make_unique<QObject>();
        bool called = false;
        m_client->authorizeSetUp({QStringLiteral("modify")}, gone.get(), [&](const auto &) { called = true; });
        gone.reset();
        QTRY_VERIFY(first && second);
        QVERIFY(*first && *second);
        QVERIFY(!called);
        QCOMPARE(m_fake->calls().count(asking), 1);

        QVERIFY(m_fake->script(QStringLiteral("Manager.AuthorizeSetUp"),
                               {{QStringLiteral("error"), QStringLiteral("Cancelled")}}));
        Outcome<void> closed;
        m_client->authorizeSetUp({QStringLiteral("login")}, this, closed.take());
        QTRY_VERIFY(closed);
        QCOMPARE((*closed).error().code, ErrorCode::Cancelled);

        // An administrator's rule, or an older service: each call asks for itself.
        permit({{QStringLiteral("login"), QStringLiteral("auth")}});
        Outcome<void> older;
        m_client->authorizeSetUp({QStringLiteral("login")}, this, older.take());
        QTRY_VERIFY(older);
        QVERIFY(*older);
        QCOMPARE(m_fake->calls().count(asking), 2);
    }

    void shortCalls()
    {
        Outcome<void> name, badName, remove, busy;
        m_client->setInitiatorName(QStringLiteral("iqn.2026-10.org.example:new"), this, name.take());
        m_client->setInitiatorName(QStringLiteral("nonsense"), this, badName.take());
        m_client->removeNode(kLockedNode, this, remove.take());
        m_client->removeNode(kPlainNode, this, busy.take());
        QTRY_VERIFY(name && badName && remove && busy);
        QVERIFY(*name);
        QVERIFY(*remove);
        QCOMPARE((*badName).error().code, ErrorCode::InvalidArgument);
        QCOMPARE((*busy).error().code, ErrorCode::Busy);
        QTRY_COMPARE(m_client->manager().initiatorName, QStringLiteral("iqn.2026-10.org.example:new"));
        QVERIFY(!m_client->node(kLockedNode));

        Outcome<QString> added;
        m_client->addNode({{QStringLiteral("target_name"), QStringLiteral("iqn.2026-10.org.example:by-hand")},
                           {QStringLiteral("address"), QStringLiteral("::1")}},
                          this, added.take());
        QTRY_VERIFY(added);
        QTRY_VERIFY(m_client->node(**added));
        QCOMPARE(m_client->node(**added)->portalText(), QStringLiteral("[::1]:3260"));
        Outcome<void> notAPath;
        m_client->removeNode(QStringLiteral("not a path"), this, notAPath.take());
        QTRY_VERIFY(notAPath);
        QCOMPARE((*notAPath).error().code, ErrorCode::InvalidArgument);
    }

    void eventsOfOneNode()
    {
        Outcome<std::vector<client::EventInfo>> all, one;
        m_client->events(0, 100, {}, this, all.take());
        m_client->events(0, 100, kFailedNode, this, one.take());
        QTRY_VERIFY(all && one);
        QCOMPARE((*all)->size(), 2U);
        QCOMPARE((*one)->size(), 1U);
        QCOMPARE((*one)->at(0).code, QStringLiteral("login.failed"));
        QCOMPARE((*one)->at(0).details.value(QStringLiteral("login_status")).toUInt(), 0x0202U);
    }

    void samplesOfWhatIsSubscribed()
    {
        QSignalSpy samples(m_client.get(), &InitiatorClient::sample);
        m_client->subscribe(kSession, 1000);
        QTRY_COMPARE(m_fake->leases(), QStringList{kSession});
        QVERIFY(m_fake->emitSample(kSession, 5, {1, 2, 3}));
        QTRY_COMPARE(samples.size(), 1);
        QCOMPARE(samples.at(0).at(0).toString(), kSession);
        const auto sample = samples.at(0).at(1).value<client::Sample>();
        QCOMPARE(sample.timeUs, 5);
        QCOMPARE(sample.at(dbus::StatCounter::WrittenBytes), 2U);
        QCOMPARE(sample.at(dbus::StatCounter::RoundTripUs), 0U); // not sent: an older service
        m_client->unsubscribe(kSession);
        QTRY_VERIFY(m_fake->leases().isEmpty());
    }

    void subscriptionsOutliveTheService()
    {
        m_client->subscribe(dbus::kManagerPath, 1000);
        m_client->subscribe(kSession, 2000);
        QTRY_COMPARE(m_fake->leases().size(), 2);
        m_fake->kill();
        QTRY_VERIFY(!m_client->available());
        QCOMPARE(m_fake->start(m_bus->address(), QStringLiteral("demo")), QString());
        QTRY_COMPARE(m_fake->leases().size(), 2);
        // A session that ends takes the wish along: its number does not come back.
        QVERIFY(m_fake->removeObject(kSession));
        QTRY_VERIFY(!m_client->session(kSession));
        QVERIFY(m_fake->addObject(kSession, QStringLiteral("Session"), {}));
        QTRY_VERIFY(m_client->session(kSession));
        QVERIFY(!m_fake->calls().isEmpty());
        const auto asked = m_fake->calls().filter(QStringLiteral("Statistics.Subscribe ") + kSession);
        QCOMPARE(asked.size(), 1);
    }

    void countersAndHistory()
    {
        Outcome<client::Sample> now;
        m_client->counters(kSession, this, now.take());
        Outcome<std::vector<client::Sample>> past;
        m_client->history(kSession, 0, 2'000'000'000'000'000, 0, this, past.take());
        QTRY_VERIFY(now && past);
        QCOMPARE((*now)->at(dbus::StatCounter::ReadBytes), 1048576U);
        QCOMPARE((*past)->size(), 120U);
        QCOMPARE((*past)->back().timeUs, 2'000'000'000'000'000);
        QCOMPARE((*past)->back().at(dbus::StatCounter::ReadBytes), 120U * 1048576U);
    }

    void permissionsFollow()
    {
        QTRY_COMPARE(m_client->permission(QStringLiteral("logout-force")), client::Permission::Yes);
        QVERIFY(m_fake->setPermissions(
            {{QStringLiteral("login"), QStringLiteral("auth")}, {QStringLiteral("logout"), QStringLiteral("no")}}));
        QSignalSpy changed(m_client.get(), &InitiatorClient::permissionsChanged);
        QVERIFY(m_fake->script(QStringLiteral("Node.Update"),
                               {{QStringLiteral("error"), QStringLiteral("NotAuthorized")}}));
        Outcome<void> updated;
        m_client->update(kLockedNode, {}, this, updated.take());
        QTRY_VERIFY(changed.size() > 0);
        QCOMPARE((*updated).error().code, ErrorCode::NotAuthorized);
        QCOMPARE(m_client->permission(QStringLiteral("login")), client::Permission::Auth);
        QCOMPARE(m_client->permission(QStringLiteral("logout")), client::Permission::No);
        QCOMPARE(m_client->permission(QStringLiteral("invented")), client::Permission::Unknown);
    }

private:
    void permit(const StringMap &permissions)
    {
        QVERIFY(m_fake->setPermissions(permissions));
        QVERIFY(m_fake->script(QStringLiteral("Node.Update"),
                               {{QStringLiteral("error"), QStringLiteral("NotAuthorized")}}));
        m_client->update(kLockedNode, {}, this, [](const Result<void> &) { /* a refusal makes it look again */ });
        const auto taken = [&] {
            return m_client->permission(QStringLiteral("login")) == client::Permission::Auth &&
                   (m_client->permission(QStringLiteral("set-up")) == client::Permission::Auth) ==
                       permissions.contains(QStringLiteral("set-up"));
        };
        QTRY_VERIFY(taken());
    }

    /// Starts a job and waits for its end.
    template <typename Start>
    std::optional<Result<JobInfo>> finish(Start start)
    {
        Outcome<QString> started;
        start(started.take());
        if (!QTest::qWaitFor([&] { return bool(started); }) || !*started)
            return {};
        Outcome<JobInfo> ended;
        m_client->whenFinished(**started, this, ended.take());
        if (!QTest::qWaitFor([&] { return bool(ended); }) || !*ended)
            return {};
        return ended.result;
    }

    std::optional<test::PrivateBus> m_bus;
    std::optional<test::FakeService> m_fake;
    std::unique_ptr<InitiatorClient> m_client;
};

QTEST_GUILESS_MAIN(TestClientCalls)
#include "tst_client_calls.moc"
