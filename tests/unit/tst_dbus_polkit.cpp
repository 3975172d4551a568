// SPDX-License-Identifier: GPL-3.0-or-later
// What we ask polkit, and what we make of its answers: everything but a clear yes is a refusal.
#include "daemon/dbus/polkit_authorizer.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVirtualObject>
#include <QRegularExpression>
#include <QTest>

using namespace portolan;
using dbus::Authorizer;
using dbus::PolkitAuthorizer;
using Verdict = Authorizer::Verdict;
using Permission = Authorizer::Permission;

/// (bba{ss}), as polkit sends it.
struct FakeResult {
    bool authorized = false, challenge = false;
    StringMap details;
};
Q_DECLARE_METATYPE(FakeResult)

QDBusArgument &operator<<(QDBusArgument &argument, const FakeResult &result)
{
    argument.beginStructure();
    argument << result.authorized << result.challenge << result.details;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, FakeResult &result)
{
    argument.beginStructure();
    argument >> result.authorized >> result.challenge >> result.details;
    argument.endStructure();
    return argument;
}

namespace {

const QString kPolkit = QStringLiteral("org.freedesktop.PolicyKit1");
const QString kLogin = QStringLiteral("org.portolan.initiator1.login");
constexpr dbus::Uid kRoot = 0, kSomebody = 1000;

/// The authority: keeps the questions, and answers when the test says so.
class FakePolkit : public QDBusVirtualObject {
public:
    [[nodiscard]] QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() == QStringLiteral("CancelCheckAuthorization")) {
            cancelled << message.arguments().value(0).toString();
            return connection.send(message.createReply());
        }
        questions << message;
        return true;
    }
    bool answer(const QVariant &value)
    {
        return QDBusConnection(QStringLiteral("polkit")).send(questions.takeFirst().createReply(value));
    }
    bool answer(const FakeResult &result) { return answer(QVariant::fromValue(result)); }
    bool refuse(const QString &error)
    {
        return QDBusConnection(QStringLiteral("polkit"))
            .send(questions.takeFirst().createErrorReply(error, QStringLiteral("as the test wants it")));
    }

    QList<QDBusMessage> questions;
    QStringList cancelled;
};

} // namespace

class TestDbusPolkit : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        dbus::registerTypes();
        qDBusRegisterMetaType<FakeResult>();
    }

    void init()
    {
        QCOMPARE(m_bus.emplace().start(), QString());
        auto polkit = connectAs(QStringLiteral("polkit"));
        QVERIFY(polkit.registerVirtualObject(QStringLiteral("/org/freedesktop/PolicyKit1/Authority"), &m_polkit));
        QVERIFY(polkit.registerService(kPolkit));
        m_authorizer = std::make_unique<PolkitAuthorizer>(connectAs(QStringLiteral("daemon")));
        m_caller = connectAs(QStringLiteral("caller")).baseService();
        m_verdicts.clear();
        m_permissions.clear();
    }

    void cleanup()
    {
        m_authorizer.reset();
        for (const char *name : {"polkit", "daemon", "caller"})
            QDBusConnection::disconnectFromBus(QString::fromLatin1(name));
        m_polkit.questions.clear();
        m_polkit.cancelled.clear();
        m_bus.reset();
    }

    /// The subject is the bus name of the sender and nothing else: a process id could belong to another by then.
    void questionNamesTheSender()
    {
        for (const bool interactive : {false, true}) {
            ask(kSomebody, interactive);
            QTRY_COMPARE(m_polkit.questions.size(), 1);
            const QVariantList arguments = m_polkit.questions.at(0).arguments();
            QCOMPARE(m_polkit.questions.at(0).signature(), QStringLiteral("(sa{sv})sa{ss}us"));
            const auto subject = arguments.at(0).value<QDBusArgument>();
            QString kind;
            QVariantMap who;
            subject.beginStructure();
            subject >> kind >> who;
            subject.endStructure();
            QCOMPARE(kind, QStringLiteral("system-bus-name"));
            QCOMPARE(who, (QVariantMap{{QStringLiteral("name"), m_caller}}));
            QCOMPARE(arguments.at(1).toString(), kLogin);
            const auto details = qdbus_cast<StringMap>(arguments.at(2));
            QCOMPARE(details, (StringMap{{QStringLiteral("target"), QStringLiteral("iqn.2001-04.com.example:disk1")},
                                         {QStringLiteral("portal"), QStringLiteral("192.0.2.1:3260")}}));
            QCOMPARE(arguments.at(3).toUInt(), interactive ? 1U : 0U); // a dialog only where the caller allows it
            QVERIFY(!arguments.at(4).toString().isEmpty());            // so that it can be cancelled
            QVERIFY(m_polkit.answer(FakeResult{true, false, {}}));
            QTRY_COMPARE(m_verdicts.size(), interactive ? 2 : 1);
        }
    }

    void answers_data()
    {
        QTest::addColumn<bool>("authorized");
        QTest::addColumn<bool>("challenge");
        QTest::addColumn<bool>("dismissed");
        QTest::addColumn<bool>("interactive");
        QTest::addColumn<int>("expected");
        QTest::newRow("yes") << true << false << false << false << int(Verdict::Granted);
        QTest::newRow("no") << false << false << false << false << int(Verdict::Denied);
        QTest::newRow("no, dialog allowed") << false << false << false << true << int(Verdict::Denied);
        QTest::newRow("password wanted") << false << true << false << false << int(Verdict::NeedsInteraction);
        QTest::newRow("password wrong") << false << true << false << true << int(Verdict::Denied);
        QTest::newRow("dialog closed") << false << false << true << true << int(Verdict::Dismissed);
    }

    void answers()
    {
        QFETCH(bool, authorized);
        QFETCH(bool, challenge);
        QFETCH(bool, dismissed);
        QFETCH(bool, interactive);
        QFETCH(int, expected);
        ask(kSomebody, interactive);
        QTRY_COMPARE(m_polkit.questions.size(), 1);
        StringMap details;
        if (dismissed)
            details.insert(QStringLiteral("polkit.dismissed"), QStringLiteral("true"));
        QVERIFY(m_polkit.answer(FakeResult{authorized, challenge, details}));
        QTRY_COMPARE(m_verdicts.size(), 1);
        QCOMPARE(int(m_verdicts.at(0)), expected);
    }

    /// A polkit that is there and in trouble grants nothing, not even to root.
    void trouble_data()
    {
        QTest::addColumn<QString>("error");
        QTest::newRow("polkit's own") << QStringLiteral("org.freedesktop.PolicyKit1.Error.Failed");
        QTest::newRow("no answer") << QStringLiteral("org.freedesktop.DBus.Error.NoReply");
        QTest::newRow("refused by the bus") << QStringLiteral("org.freedesktop.DBus.Error.AccessDenied");
        QTest::newRow("not what polkit sends") << QString();
    }

    void trouble()
    {
        QFETCH(QString, error);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("org.portolan.initiator1.login refused")));
        ask(kRoot);
        QTRY_COMPARE(m_polkit.questions.size(), 1);
        QVERIFY(error.isEmpty() ? m_polkit.answer(QVariant(true)) : m_polkit.refuse(error));
        QTRY_COMPARE(m_verdicts, QList<Verdict>{Verdict::Denied});
    }

    /// Without polkit root is served, as with every tool of root's; nobody else is.
    void absentPolkit()
    {
        QVERIFY(QDBusConnection(QStringLiteral("polkit")).unregisterService(kPolkit));
        ask(kRoot);
        QTRY_COMPARE(m_verdicts, QList<Verdict>{Verdict::Granted});
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("login refused: polkit: .*PolicyKit1.* not provided")));
        ask(kSomebody, true);
        QTRY_COMPARE(m_verdicts, (QList<Verdict>{Verdict::Granted, Verdict::Denied}));
    }

    /// systemd starts nothing any more, and root logs out.
    void polkitIsStoppedAtShutdown()
    {
        const QString error = QStringLiteral("org.freedesktop.systemd1.ShuttingDown");
        ask(kRoot);
        QTRY_COMPARE(m_polkit.questions.size(), 1);
        QVERIFY(m_polkit.refuse(error));
        QTRY_COMPARE(m_verdicts, QList<Verdict>{Verdict::Granted});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("org.portolan.initiator1.login refused")));
        ask(kSomebody);
        QTRY_COMPARE(m_polkit.questions.size(), 1);
        QVERIFY(m_polkit.refuse(error));
        QTRY_COMPARE(m_verdicts, (QList<Verdict>{Verdict::Granted, Verdict::Denied}));
    }

    /// Whoever asked and left cannot be served; the dialog on the screen goes away with them.
    void callerThatLeavesTakesTheDialogAlong()
    {
        ask(kSomebody, true);
        ask(kSomebody, true);
        QTRY_COMPARE(m_polkit.questions.size(), 2);
        const QString second = m_polkit.questions.at(1).arguments().at(4).toString();
        QVERIFY(m_polkit.answer(FakeResult{true, false, {}}));
        QTRY_COMPARE(m_verdicts, QList<Verdict>{Verdict::Granted});
        QDBusConnection::disconnectFromBus(QStringLiteral("caller"));
        QTRY_COMPARE(m_verdicts, (QList<Verdict>{Verdict::Granted, Verdict::Denied}));
        QTRY_COMPARE(m_polkit.cancelled, QStringList{second});
        QVERIFY(m_polkit.answer(FakeResult{true, false, {}})); // too late
        query(kSomebody);                                      // answered after it
        QTRY_COMPARE(m_polkit.questions.size(), 1);
        QVERIFY(m_polkit.answer(FakeResult{}));
        QTRY_COMPARE(m_permissions.size(), 1);
        QCOMPARE(m_verdicts.size(), 2);
    }

    void permissionsAreAskedWithoutADialog_data()
    {
        QTest::addColumn<bool>("authorized");
        QTest::addColumn<bool>("challenge");
        QTest::addColumn<int>("expected");
        QTest::newRow("yes") << true << false << int(Permission::Yes);
        QTest::newRow("with a password") << false << true << int(Permission::Auth);
        QTest::newRow("no") << false << false << int(Permission::No);
    }

    void permissionsAreAskedWithoutADialog()
    {
        QFETCH(bool, authorized);
        QFETCH(bool, challenge);
        QFETCH(int, expected);
        query(kSomebody);
        QTRY_COMPARE(m_polkit.questions.size(), 1);
        QCOMPARE(m_polkit.questions.at(0).arguments().at(3).toUInt(), 0U);
        QVERIFY(m_polkit.answer(FakeResult{authorized, challenge, {}}));
        QTRY_COMPARE(m_permissions.size(), 1);
        QCOMPARE(int(m_permissions.at(0)), expected);
    }

    void permissionsWithoutPolkit()
    {
        query(kRoot);
        QTRY_COMPARE(m_polkit.questions.size(), 1);
        QVERIFY(m_polkit.refuse(QStringLiteral("org.freedesktop.PolicyKit1.Error.Failed")));
        QTRY_COMPARE(m_permissions, QList<Permission>{Permission::No});
        QVERIFY(QDBusConnection(QStringLiteral("polkit")).unregisterService(kPolkit));
        query(kRoot);
        QTRY_COMPARE(m_permissions.size(), 2);
        query(kSomebody);
        QTRY_COMPARE(m_permissions, (QList<Permission>{Permission::No, Permission::Yes, Permission::No}));
    }

private:
    QDBusConnection connectAs(const QString &name) const
    {
        return QDBusConnection::connectToBus(m_bus->address(), name);
    }
    [[nodiscard]] Authorizer::Question question(dbus::Uid uid, bool interactive) const
    {
        return {m_caller,
                uid,
                kLogin,
                {{QStringLiteral("target"), QStringLiteral("iqn.2001-04.com.example:disk1")},
                 {QStringLiteral("portal"), QStringLiteral("192.0.2.1:3260")}},
                interactive};
    }
    void ask(dbus::Uid uid, bool interactive = false)
    {
        m_authorizer->check(question(uid, interactive), [this](Verdict verdict) { m_verdicts << verdict; });
    }
    void query(dbus::Uid uid)
    {
        m_authorizer->query(question(uid, false), [this](Permission permission) { m_permissions << permission; });
    }

    std::optional<test::PrivateBus> m_bus;
    FakePolkit m_polkit;
    std::unique_ptr<PolkitAuthorizer> m_authorizer;
    QString m_caller;
    QList<Verdict> m_verdicts;
    QList<Permission> m_permissions;
};

QTEST_GUILESS_MAIN(TestDbusPolkit)
#include "tst_dbus_polkit.moc"
