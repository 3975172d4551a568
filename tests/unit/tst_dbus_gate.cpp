// SPDX-License-Identifier: GPL-3.0-or-later
// Who may call what: the whole service in this process, and an authorizer that says what the test wants.
#include "common/dbus/names.h"
#include "daemon/dbus/object_paths.h"
#include "daemon/dbus/service.h"
#include "daemon/engine/initiator.h"
#include "engine_fakes.h"
#include "store_fixture.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QDBusArgument>
#include <QDBusPendingCall>
#include <QDBusUnixFileDescriptor>
#include <QTest>

#include <unistd.h>

using namespace portolan;
using namespace portolan::store::testing;
using dbus::ActionRow;
using dbus::Authorizer;
using Verdict = Authorizer::Verdict;

namespace {

const QString kDenied = dbus::kErrorPrefix + QStringLiteral("NotAuthorized");

/// Keeps the questions; answers at once, or when it is told to.
class FakeAuthorizer : public Authorizer {
public:
    void check(const Question &question, std::function<void(Verdict)> done) override
    {
        questions << question;
        if (hold)
            waiting << std::move(done);
        else
            done(verdict);
    }
    void query(const Question &question, std::function<void(Permission)> done) override
    {
        done(question.action.endsWith(QStringLiteral(".login"))    ? Permission::Yes
             : question.action.endsWith(QStringLiteral(".logout")) ? Permission::Auth
                                                                   : Permission::No);
    }
    void answer() { waiting.takeFirst()(verdict); }

    QList<Question> questions;
    QList<std::function<void(Verdict)>> waiting;
    Verdict verdict = Verdict::Denied;
    bool hold = false;
};

QVariantMap options(const char *key = nullptr, const QVariant &value = {})
{
    return key ? QVariantMap{{QString::fromLatin1(key), value}} : QVariantMap();
}

} // namespace

class TestDbusGate : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { dbus::registerTypes(); }

    void init()
    {
        m_directory.emplace();
        auto opened = store::NodeStore::open(configFor(m_directory->path()));
        QVERIFY(opened);
        m_store = std::move(*opened);
        const auto node = addNode(m_store.get(), target(1));
        QVERIFY(node);
        QVERIFY(addPortal(m_store.get(), {"192.0.2.1", 3260}));
        m_node = *node;
        m_nodePath = dbus::nodePath(target(1).targetName, target(1).portal, {}).path();
        m_portalPath = dbus::portalPath({"192.0.2.1", 3260}, {}).path();
        QCOMPARE(m_bus.emplace().start(), QString());
        m_client.emplace(QDBusConnection::connectToBus(m_bus->address(), QStringLiteral("client")));
        start(dbus::actionTable());
    }

    void cleanup()
    {
        m_service.reset();
        m_initiator.reset();
        m_store.reset();
        m_client.reset();
        QDBusConnection::disconnectFromBus(QStringLiteral("client"));
        QDBusConnection::disconnectFromBus(QStringLiteral("service"));
        m_bus.reset();
        m_directory.reset();
    }

    /// Default deny: what has no row cannot be called, whatever the authorizer thinks of it.
    void methodWithoutARowIsNotReachable()
    {
        std::vector<ActionRow> rows(dbus::actionTable().begin(), dbus::actionTable().end());
        std::erase_if(rows, [](const ActionRow &row) { return row.member == "AddNode" || row.member == "GetEvents"; });
        start(rows);
        m_authorizer->verdict = Verdict::Granted;
        QCOMPARE(error(manager("AddNode", {options(), options()})), kDenied);
        QCOMPARE(error(call(dbus::kManagerPath, "Events", "GetEvents", {qulonglong(0), 10U, options()})), kDenied);
        QCOMPARE(m_authorizer->questions.size(), 0);
        QCOMPARE(error(manager("GenerateInitiatorName", {options()})), QString());

        start({});
        m_authorizer->verdict = Verdict::Granted;
        QCOMPARE(error(manager("GenerateInitiatorName", {options()})), kDenied);
        QCOMPARE(error(call(m_nodePath, "Node", "Login", {options()})), kDenied);
        auto everything = QDBusMessage::createMethodCall(dbus::kService, dbus::kRootPath,
                                                         QStringLiteral("org.freedesktop.DBus.ObjectManager"),
                                                         QStringLiteral("GetManagedObjects"));
        QCOMPARE(error(send(everything)), kDenied);
        QCOMPARE(m_authorizer->questions.size(), 0);
    }

    /// QtDBus finds a method without its interface too; the table does not.
    void callWithoutAnInterfaceIsRefused()
    {
        m_authorizer->verdict = Verdict::Granted;
        QCOMPARE(error(send(QDBusMessage::createMethodCall(dbus::kService, m_nodePath, {}, QStringLiteral("Login"))
                            << options())),
                 kDenied);
        QCOMPARE(m_initiator->jobs().size(), 0U);
    }

    // Typed from the manual in common/dbus, not from the table.
    void actions_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QVariantList>("arguments");
        QTest::addColumn<QString>("action");
        const auto row = [](const char *object, const char *method, const QVariantList &arguments, const char *action) {
            QTest::addRow("%s(%d)", method, int(arguments.size()))
                << QString::fromLatin1(object) << QString::fromLatin1(method) << arguments
                << QString::fromLatin1(action);
        };
        const QVariantMap none;
        const QVariant stdinDescriptor = QVariant::fromValue(QDBusUnixFileDescriptor(STDIN_FILENO));
        row("manager", "Manager.Discover", {QStringLiteral("192.0.2.9"), QVariant::fromValue(ushort(0)), none},
            "discover");
        row("manager", "Manager.AddNode", {none, none}, "modify");
        row("manager", "Manager.SetInitiatorName", {QStringLiteral("iqn.2001-04.com.example:me"), none},
            "modify-initiator");
        row("manager", "Manager.LoginAll", {none}, "login");
        row("manager", "Manager.LogoutAll", {none}, "logout");
        row("manager", "Manager.ImportOpenIscsi", {none}, "import");
        row("portal", "Portal.Refresh", {none}, "discover");
        row("portal", "Portal.Remove", {none}, "modify");
        row("node", "Node.Login", {none}, "login");
        row("node", "Node.Logout", {none}, "logout");
        row("node", "Node.Update", {none, none}, "modify");
        row("node", "Node.SetInterface", {QStringLiteral("lo"), none}, "modify");
        row("node", "Node.SetSecret", {QStringLiteral("initiator"), QStringLiteral("us"), stdinDescriptor, none},
            "secrets");
        row("node", "Node.ClearSecret", {QStringLiteral("initiator"), none}, "secrets");
        row("node", "Node.Remove", {none}, "modify");
        row("session", "Session.Rescan", {none}, "control");
        row("session", "Session.Reconnect", {none}, "control");
        row("job", "Job.Cancel", {none}, "control");
    }

    void actions()
    {
        QFETCH(QString, object);
        QFETCH(QString, method);
        QFETCH(QVariantList, arguments);
        QFETCH(QString, action);
        const QString path = object == QStringLiteral("manager")   ? dbus::kManagerPath
                             : object == QStringLiteral("portal")  ? m_portalPath
                             : object == QStringLiteral("node")    ? m_nodePath
                             : object == QStringLiteral("session") ? dbus::sessionPath(1).path()
                                                                   : dbus::jobPath(1).path();
        if (object == QStringLiteral("session"))
            adoptSession();
        if (object == QStringLiteral("job"))
            m_initiator->login(m_node, ::getuid() + 1); // of somebody else
        const QStringList parts = method.split(u'.');
        const auto jobs = m_initiator->jobs().size();
        QCOMPARE(error(call(path, parts[0].toLatin1(), parts[1].toLatin1(), arguments)), kDenied);
        QCOMPARE(m_authorizer->questions.size(), 1);
        const auto &question = m_authorizer->questions.at(0);
        QCOMPARE(question.action, QStringLiteral("org.portolan.initiator1.") + action);
        QCOMPARE(question.caller, m_client->baseService());
        QCOMPARE(question.uid, ::getuid());
        QVERIFY(!question.interactive);
        QCOMPARE(m_initiator->jobs().size(), jobs); // nothing was begun
    }

    void lookingAsksNobody()
    {
        QCOMPARE(error(manager("GetPermissions", {options()})), QString());
        QCOMPARE(error(call(dbus::kManagerPath, "Events", "GetEvents", {qulonglong(0), 10U, options()})), QString());
        QCOMPARE(error(call(m_nodePath, "Node", "CheckLogout", {options()})), QString());
        QCOMPARE(error(call(dbus::kManagerPath, "Statistics", "Subscribe", {1000U, options()})), QString());
        QCOMPARE(m_authorizer->questions.size(), 0);
    }

    void verdicts_data()
    {
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("expected");
        QTest::newRow("granted") << int(Verdict::Granted) << QString();
        QTest::newRow("denied") << int(Verdict::Denied) << kDenied;
        QTest::newRow("needs a dialog") << int(Verdict::NeedsInteraction)
                                        << QStringLiteral(
                                               "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired");
        QTest::newRow("dialog closed") << int(Verdict::Dismissed) << dbus::kErrorPrefix + QStringLiteral("Cancelled");
    }

    void verdicts()
    {
        QFETCH(int, verdict);
        QFETCH(QString, expected);
        m_authorizer->verdict = Verdict(verdict);
        QCOMPARE(error(call(m_nodePath, "Node", "Login", {options()})), expected);
        QCOMPARE(m_initiator->jobs().size(), expected.isEmpty() ? 1U : 0U);
    }

    /// A dialog says what it is about, and comes only where the caller allowed one.
    void questionTellsWhatItIsAbout()
    {
        call(m_nodePath, "Node", "Login", {options()}, true);
        QVERIFY(m_authorizer->questions.last().interactive);
        QCOMPARE(m_authorizer->questions.last().details,
                 (StringMap{{QStringLiteral("target"), target(1).targetName},
                            {QStringLiteral("portal"), QStringLiteral("192.0.2.1:3260")}}));
        manager("Discover", {QStringLiteral("san\u202e.example"), QVariant::fromValue(ushort(0)), options()});
        QVERIFY(!m_authorizer->questions.last().interactive);
        QCOMPARE(m_authorizer->questions.last().details, // no characters that turn a dialog's text around
                 (StringMap{{QStringLiteral("portal"), QStringLiteral("san.example")}}));
    }

    void forceIsAnotherAction()
    {
        const auto action = [this] { return m_authorizer->questions.last().action.section(u'.', -1); };
        for (const char *member : {"Manager.LogoutAll", "Node.Logout"}) {
            const QList<QByteArray> parts = QByteArray(member).split('.');
            const QString path = parts[0] == "Node" ? m_nodePath : dbus::kManagerPath;
            call(path, parts[0], parts[1], {options("force", true)});
            QCOMPARE(action(), QStringLiteral("logout-force"));
            call(path, parts[0], parts[1], {options("force", false)});
            QCOMPARE(action(), QStringLiteral("logout"));
            m_authorizer->verdict = Verdict::Granted;
            QCOMPARE(error(call(path, parts[0], parts[1], {options("force", QStringLiteral("true"))})),
                     dbus::kErrorPrefix + QStringLiteral("InvalidArgument"));
            QCOMPARE(action(), QStringLiteral("logout"));
            m_authorizer->verdict = Verdict::Denied;
        }
    }

    void whoStartedAJobMayCancelIt()
    {
        m_authorizer->verdict = Verdict::Granted;
        const auto started = call(m_nodePath, "Node", "Login", {options()});
        m_authorizer->verdict = Verdict::Denied;
        m_authorizer->questions.clear();
        const auto path = started.arguments().value(0).value<QDBusObjectPath>().path();
        QCOMPARE(error(call(path, "Job", "Cancel", {options()})), QString());
        QCOMPARE(m_authorizer->questions.size(), 0);
        QCOMPARE(m_initiator->jobs().at(0).state, engine::JobState::Cancelled);
    }

    /// Minutes pass while somebody types a password.
    void objectThatWentMeanwhileIsNotTouched()
    {
        m_authorizer->hold = true;
        m_authorizer->verdict = Verdict::Granted;
        const auto pending = begin(message(m_nodePath, "Node", "Login", {options()}));
        QTRY_COMPARE(m_authorizer->waiting.size(), 1);
        QVERIFY(await<void>([&](auto done) { m_initiator->removeNode(m_node, done); }));
        QTRY_VERIFY(error(call(m_nodePath, "Node", "CheckLogout", {options()})) ==
                    QStringLiteral("org.freedesktop.DBus.Error.UnknownObject"));
        m_authorizer->answer();
        QCOMPARE(error(finish(pending)), dbus::kErrorPrefix + QStringLiteral("NotFound"));
        QCOMPARE(m_initiator->jobs().size(), 0U);
    }

    /// One client that asks without end takes nothing away from others.
    void waitingQuestionsAreBoundedPerCaller()
    {
        m_authorizer->hold = true;
        m_authorizer->verdict = Verdict::Denied;
        QList<QDBusPendingCall> pending;
        for (int i = 0; i < dbus::Gate::kWaitingPerCaller; ++i)
            pending << begin(message(m_nodePath, "Node", "Login", {options()}));
        QTRY_COMPARE(m_authorizer->waiting.size(), dbus::Gate::kWaitingPerCaller);
        QCOMPARE(error(call(m_nodePath, "Node", "Login", {options()})), dbus::kErrorPrefix + QStringLiteral("Busy"));
        const auto other = QDBusConnection::connectToBus(m_bus->address(), QStringLiteral("other"));
        const auto others = other.asyncCall(message(m_nodePath, "Node", "Login", {options()}));
        QTRY_COMPARE(m_authorizer->waiting.size(), dbus::Gate::kWaitingPerCaller + 1);
        while (!m_authorizer->waiting.isEmpty())
            m_authorizer->answer();
        for (const auto &one : pending)
            QCOMPARE(error(finish(one)), kDenied);
        QCOMPARE(error(finish(others)), kDenied);
        QDBusConnection::disconnectFromBus(QStringLiteral("other"));
        m_authorizer->hold = false;
        QCOMPARE(error(call(m_nodePath, "Node", "Login", {options()})), kDenied); // there is room again
    }

    /// A discovery makes this machine knock at others' doors.
    void runningJobsAreBoundedPerUser()
    {
        m_authorizer->verdict = Verdict::Granted;
        int started = 0;
        while (started < 1000 && error(manager("LoginAll", {options()})).isEmpty())
            ++started;
        QCOMPARE(started, 256);
        m_time.settle(); // there was nothing to do: all of them end
        QCOMPARE(error(manager("LoginAll", {options()})), QString());
    }

    void permissionsNameEveryAction()
    {
        const auto reply = manager("GetPermissions", {options()});
        const auto permissions = qdbus_cast<StringMap>(reply.arguments().value(0));
        QCOMPARE(permissions.keys(),
                 (QStringList{QStringLiteral("control"), QStringLiteral("discover"), QStringLiteral("import"),
                              QStringLiteral("login"), QStringLiteral("logout"), QStringLiteral("logout-force"),
                              QStringLiteral("modify"), QStringLiteral("modify-initiator"), QStringLiteral("secrets"),
                              QStringLiteral("set-up")}));
        QCOMPARE(permissions.value(QStringLiteral("login")), QStringLiteral("yes"));
        QCOMPARE(permissions.value(QStringLiteral("logout")), QStringLiteral("auth"));
        QCOMPARE(permissions.value(QStringLiteral("logout-force")), QStringLiteral("no"));
    }

    void nameThatIsTakenIsSaid()
    {
        const auto second = QDBusConnection::connectToBus(m_bus->address(), QStringLiteral("second"));
        dbus::Service other({second, m_initiator.get(), std::make_unique<FakeAuthorizer>()});
        const auto started = other.start();
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::AlreadyRunning);
        QDBusConnection::disconnectFromBus(QStringLiteral("second"));
    }

private:
    void start(std::span<const ActionRow> table)
    {
        m_service.reset();
        m_initiator.reset();
        QDBusConnection::disconnectFromBus(QStringLiteral("service"));
        engine::Initiator::Config engineConfig;
        engineConfig.store = m_store.get();
        auto plane = std::make_unique<engine::testing::FakePlane>();
        m_plane = plane.get();
        engineConfig.dataPlanes.push_back(std::move(plane));
        engineConfig.random = countingRandom(7);
        engineConfig.time = &m_time;
        m_initiator = std::make_unique<engine::Initiator>(std::move(engineConfig));
        auto authorizer = std::make_unique<FakeAuthorizer>();
        m_authorizer = authorizer.get();
        dbus::Service::Config config{QDBusConnection::connectToBus(m_bus->address(), QStringLiteral("service")),
                                     m_initiator.get(), std::move(authorizer)};
        config.manager.random = countingRandom(8);
        config.actions = table;
        m_service = std::make_unique<dbus::Service>(std::move(config));
        QVERIFY(m_service->start());
    }
    void adoptSession()
    {
        const auto record = *m_store->node(m_node);
        engine::SessionDescription description;
        description.node = m_node;
        description.info.targetName = record.targetName;
        description.info.portal = description.info.persistentPortal = record.portal;
        description.info.isid = record.isid;
        dataplane::RunningSession running;
        running.handle = {5};
        running.description = description.toJson();
        running.connected = true;
        m_initiator->start();
        m_plane->adopted({running});
    }

    static QDBusMessage message(const QString &path, const QByteArray &interface, const QByteArray &member,
                                const QVariantList &arguments)
    {
        auto call = QDBusMessage::createMethodCall(
            dbus::kService, path, dbus::kInterfacePrefix + QString::fromLatin1(interface), QString::fromLatin1(member));
        call.setArguments(arguments);
        return call;
    }
    [[nodiscard]] QDBusPendingCall begin(const QDBusMessage &call) const { return m_client->asyncCall(call); }
    static QDBusMessage finish(const QDBusPendingCall &pending)
    {
        return QTest::qWaitFor([&] { return pending.isFinished(); }, 10'000) ? pending.reply() : QDBusMessage();
    }
    [[nodiscard]] QDBusMessage send(const QDBusMessage &call) const { return finish(begin(call)); }
    QDBusMessage call(const QString &path, const QByteArray &interface, const QByteArray &member,
                      const QVariantList &arguments, bool interactive = false) const
    {
        auto asked = message(path, interface, member, arguments);
        asked.setInteractiveAuthorizationAllowed(interactive);
        return send(asked);
    }
    QDBusMessage manager(const char *member, const QVariantList &arguments) const
    {
        return call(dbus::kManagerPath, "Manager", member, arguments);
    }
    /// Empty for an answer.
    static QString error(const QDBusMessage &reply)
    {
        if (reply.type() == QDBusMessage::ReplyMessage)
            return {};
        return reply.type() == QDBusMessage::ErrorMessage ? reply.errorName() : QStringLiteral("no reply");
    }

    std::optional<QTemporaryDir> m_directory;
    engine::testing::FakeTime m_time;
    std::unique_ptr<store::NodeStore> m_store;
    std::optional<test::PrivateBus> m_bus;
    std::optional<QDBusConnection> m_client;
    engine::testing::FakePlane *m_plane = nullptr;
    FakeAuthorizer *m_authorizer = nullptr;
    std::unique_ptr<engine::Initiator> m_initiator;
    std::unique_ptr<dbus::Service> m_service;
    engine::NodeId m_node = 0;
    QString m_nodePath, m_portalPath;
};

QTEST_GUILESS_MAIN(TestDbusGate)
#include "tst_dbus_gate.moc"
