// SPDX-License-Identifier: GPL-3.0-or-later
// What the daemon says to callers who are wrong, careless or hostile. After each of them it still answers.
#include "common/dbus/names.h"
#include "common/dbus/types.h"
#include "common/types/unique_fd.h"
#include "real_portoland.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QDBusArgument>
#include <QDBusUnixFileDescriptor>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace portolan;
using test::RealPortoland;

namespace {

const QVariantMap kNone;
constexpr uid_t kNobody = 65534;

QString text(const char *latin1) { return QString::fromLatin1(latin1); }

QVariant descriptor(int fd) { return QVariant::fromValue(QDBusUnixFileDescriptor(fd)); }

struct Pipe {
    Pipe()
    {
        std::array<int, 2> ends{-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
            out.reset(ends[0]);
            in.reset(ends[1]);
        }
    }
    /// With an end, so that the reader finds all of it.
    explicit Pipe(const QByteArray &content)
        : Pipe()
    {
        if (::write(in.get(), content.constData(), std::size_t(content.size())) != content.size())
            out.reset();
        in.reset();
    }
    UniqueFd out, in;
};

UniqueFd memfdWith(const QByteArray &content)
{
    UniqueFd fd(::memfd_create("secret", MFD_CLOEXEC));
    if (::write(fd.get(), content.constData(), std::size_t(content.size())) != content.size() ||
        ::lseek(fd.get(), 0, SEEK_SET) != 0)
        fd.reset();
    return fd;
}

/// A bus that lets every user in, as the system bus does.
class OpenBus {
public:
    ~OpenBus()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished(5000);
    }
    QString start()
    {
        const QString socket = m_directory.filePath(text("bus"));
        QFile configuration(m_directory.filePath(text("bus.conf")));
        if (!configuration.open(QIODevice::WriteOnly) ||
            ::chmod(m_directory.path().toLocal8Bit().constData(), 0711) != 0)
            return text("no configuration");
        configuration.write(QStringLiteral(R"(<busconfig><listen>unix:path=%1</listen><auth>EXTERNAL</auth>
            <policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>
            <allow receive_sender="*"/>
            </policy></busconfig>)")
                                .arg(socket)
                                .toUtf8());
        configuration.close();
        m_daemon.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
        m_daemon.start(text("dbus-daemon"), {text("--nofork"), text("--print-address=1"),
                                             text("--config-file=") + configuration.fileName()});
        while (m_daemon.waitForReadyRead(20'000)) {
            if (m_daemon.canReadLine()) {
                m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
                return {};
            }
        }
        return m_daemon.errorString();
    }
    [[nodiscard]] QString address() const { return m_address; }

private:
    QTemporaryDir m_directory;
    QProcess m_daemon;
    QString m_address;
};

} // namespace

class TestDbusErrors : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCOMPARE(m_bus.start(), QString());
        QCOMPARE(m_daemon.start(m_bus.address()), QString());
        const auto added = m_daemon.call(dbus::kManagerPath, text("Manager"), text("AddNode"),
                                         {QVariantMap{{text("target_name"), text("iqn.2001-04.com.example:disk1")},
                                                      {text("address"), text("192.0.2.1")}},
                                          kNone});
        QCOMPARE(RealPortoland::errorOf(added), QString());
        m_node = RealPortoland::pathIn(added);
        m_before = settings();
        QVERIFY(m_before.size() > 30);
    }

    void cleanup()
    {
        QVERIFY(m_daemon.runs());
        QCOMPARE(settings(), m_before); // nobody who is refused changes anything
    }

    void wrongCalls_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QVariantList>("arguments");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *what, const char *object, const char *method, const QVariantList &arguments,
                            const char *expected) {
            QTest::newRow(what) << text(object) << text(method) << arguments << text(expected);
        };
        const QVariantMap bogus{{text("bogus"), 1}};
        const QString longest(1 << 20, u'x');
        const QVariant noPort = QVariant::fromValue(ushort(0)); // a plain ushort would become an int
        const auto address = [&](const QString &host) { return QVariantList{host, noPort, kNone}; };
        const auto node = [&](const QVariantMap &settings) { return QVariantList{settings, kNone}; };
        const auto set = [&](const char *name, const QVariant &value) {
            return QVariantList{QVariantMap{{text(name), value}}, kNone};
        };

        const char *const unsupported = "OptionNotSupported";
        row("option of Discover", "", "Manager.Discover", {text("192.0.2.9"), noPort, bogus}, unsupported);
        row("option of AddNode", "", "Manager.AddNode", {kNone, bogus}, unsupported);
        row("option of LoginAll", "", "Manager.LoginAll", {bogus}, unsupported);
        row("option of LogoutAll", "", "Manager.LogoutAll", {bogus}, unsupported);
        row("option of GetEvents", "", "Events.GetEvents", {qulonglong(0), 1U, bogus}, unsupported);
        row("option of Subscribe", "", "Statistics.Subscribe", {1000U, bogus}, unsupported);
        row("option of Login", "node", "Node.Login", {bogus}, unsupported);
        row("option of Logout", "node", "Node.Logout", {bogus}, unsupported);
        row("option of Update", "node", "Node.Update", {kNone, bogus}, unsupported);
        row("option of Remove", "node", "Node.Remove", {bogus}, unsupported);

        row("unknown object", "/org/portolan/Initiator1/nodes/0123", "Node.Login", {kNone},
            "org.freedesktop.DBus.Error.UnknownObject");
        row("unknown interface", "", "Node.Login", {kNone}, "org.freedesktop.DBus.Error.UnknownInterface");
        row("unknown method", "node", "Node.Explode", {kNone}, "org.freedesktop.DBus.Error.UnknownMethod");
        row("too few arguments", "node", "Node.Login", {}, "org.freedesktop.DBus.Error.UnknownMethod");
        row("too many arguments", "node", "Node.Login", {kNone, kNone}, "org.freedesktop.DBus.Error.UnknownMethod");
        row("argument of another type", "", "Manager.Discover", {1U, noPort, kNone},
            "org.freedesktop.DBus.Error.UnknownMethod");
        row("text for a descriptor", "node", "Node.SetSecret",
            {text("initiator"), text("us"), text("a secret of twelve"), kNone},
            "org.freedesktop.DBus.Error.UnknownMethod");

        const char *const invalid = "InvalidArgument";
        row("no address", "", "Manager.Discover", address({}), invalid);
        row("address with spaces", "", "Manager.Discover", address(text("not a host")), invalid);
        row("address without its bracket", "", "Manager.Discover", address(text("[2001:db8::1")), invalid);
        row("address with a port", "", "Manager.Discover", address(text("192.0.2.1:3261")), invalid);
        row("address with a path", "", "Manager.Discover", address(text("../../etc/passwd")), invalid);
        row("address of a megabyte", "", "Manager.Discover", address(longest), invalid);
        row("option of another type", "", "Manager.Discover",
            {text("192.0.2.9"), noPort, QVariantMap{{text("timeout_ms"), text("soon")}}}, invalid);
        row("option out of range", "", "Manager.Discover",
            {text("192.0.2.9"), noPort, QVariantMap{{text("timeout_ms"), 1U}}}, invalid);
        for (const QVariant &interface :
             {QVariant(text("eth/1")), QVariant(text("fe80::1%")), QVariant(7U), QVariant(longest)}) {
            const QVariantMap through{{text("interface"), interface}};
            row("search through what is no interface", "", "Manager.Discover", {text("192.0.2.9"), noPort, through},
                invalid);
            row("node at what is no interface", "", "Manager.AddNode",
                node({{text("address"), text("192.0.2.1")},
                      {text("target_name"), text("iqn.2001-04.com.example:disk9")},
                      {text("interface"), interface}}),
                invalid);
        }
        row("name without a secret", "", "Manager.Discover",
            {text("192.0.2.9"), noPort, QVariantMap{{text("username"), text("us")}}}, invalid);
        row("secret in words", "", "Manager.Discover",
            {text("192.0.2.9"), noPort,
             QVariantMap{{text("username"), text("us")}, {text("secret"), text("a secret of twelve")}}},
            invalid);
        row("node without a name", "", "Manager.AddNode", node({{text("address"), text("192.0.2.1")}}), invalid);
        row("node with a bad name", "", "Manager.AddNode",
            node({{text("address"), text("192.0.2.1")}, {text("target_name"), text("bad\nname")}}), invalid);
        row("node with a name of a megabyte", "", "Manager.AddNode",
            node({{text("address"), text("192.0.2.1")}, {text("target_name"), longest}}), invalid);
        row("node that is known", "", "Manager.AddNode",
            node({{text("address"), text("192.0.2.1")}, {text("target_name"), text("iqn.2001-04.com.example:disk1")}}),
            "AlreadyExists");
        row("initiator name that is none", "", "Manager.SetInitiatorName", {text("me"), kNone}, invalid);
        row("initiator name of a megabyte", "", "Manager.SetInitiatorName",
            {text("iqn.2001-04.com.example:") + longest, kNone}, invalid);
        row("unknown setting", "node", "Node.Update", set("Bogus", 1U), invalid);
        row("property that is no setting", "node", "Node.Update", set("HasSecret", true), invalid);
        row("setting of another type", "node", "Node.Update", set("LoginTimeout", text("15")), invalid);
        row("setting out of range", "node", "Node.Update", set("LoginTimeout", 601U), invalid);
        row("enumeration out of range", "node", "Node.Update", set("HeaderDigest", 257U), invalid);
        row("label of a megabyte", "node", "Node.Update", set("Label", longest), invalid);
        row("one wrong among right ones", "node", "Node.Update",
            node({{text("Label"), text("x")}, {text("LoginTimeout"), 20U}, {text("ZZZ"), 1U}}), invalid);
        row("unknown direction", "node", "Node.ClearSecret", {text("sideways"), kNone}, invalid);
        row("no events", "", "Events.GetEvents", {qulonglong(0), 0U, kNone}, invalid);
        row("too many events", "", "Events.GetEvents", {qulonglong(0), 1001U, kNone}, invalid);
        row("events of what is no node", "", "Events.GetEvents",
            {qulonglong(0), 1U, QVariantMap{{text("node"), QVariant::fromValue(QDBusObjectPath(dbus::kRootPath))}}},
            "NotFound");
        row("too often", "", "Statistics.Subscribe", {999U, kNone}, invalid);
        row("lease of nobody", "", "Statistics.Unsubscribe", {4711U}, "NotFound");
        row("end before begin", "", "Statistics.GetHistory", {qlonglong(2), qlonglong(1), 0U, kNone}, invalid);
    }

    void wrongCalls()
    {
        QFETCH(QString, object);
        QFETCH(QString, method);
        QFETCH(QVariantList, arguments);
        QFETCH(QString, expected);
        const QString path = object.isEmpty() ? dbus::kManagerPath : object == text("node") ? m_node : object;
        const auto reply = m_daemon.call(path, method.section(u'.', 0, 0), method.section(u'.', 1), arguments);
        QCOMPARE(RealPortoland::errorOf(reply), expected);
        QVERIFY(!reply.errorMessage().isEmpty());
        QVERIFY2(reply.errorMessage().size() < 1000, "the error sends back what it got");
    }

    void badSecrets_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << QByteArray() << text("SecretTooShort");
        QTest::newRow("11 bytes") << QByteArray(11, 's') << text("SecretTooShort");
        QTest::newRow("256 bytes") << QByteArray(256, 's') << text("SecretTooLong");
        QTest::newRow("64 KiB") << QByteArray(65536, 's') << text("SecretTooLong");
    }

    void badSecrets()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, expected);
        QCOMPARE(setSecret(Pipe(content).out.get()), expected);
        QCOMPARE(setSecret(memfdWith(content).get()), expected);
    }

    void descriptorsThatAreNoSource()
    {
        const Pipe pipe;
        QCOMPARE(setSecret(pipe.in.get()), text("InvalidArgument")); // the end that is written to
        const UniqueFd zero(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
        QCOMPARE(setSecret(zero.get()), text("InvalidArgument"));
        const UniqueFd folder(::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        QCOMPARE(setSecret(folder.get()), text("InvalidArgument"));
        const UniqueFd path(::open("/etc/hostname", O_PATH | O_CLOEXEC));
        QCOMPARE(setSecret(path.get()), text("InvalidArgument"));
        const QTemporaryDir directory;
        const UniqueFd file(
            ::open(directory.filePath(text("file")).toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        QCOMPARE(setSecret(file.get()), text("InvalidArgument"));
    }

    void endlessSecret()
    {
        ::signal(SIGPIPE, SIG_IGN); // what the writer below gets in the end
        Pipe pipe;
        std::thread writer([in = std::move(pipe.in)] {
            const QByteArray block(4096, 's');
            while (::write(in.get(), block.constData(), std::size_t(block.size())) > 0) {}
        });
        const QString error = setSecret(pipe.out.get());
        pipe.out.reset();
        writer.join();
        QCOMPARE(error, text("SecretTooLong"));
    }

    /// A pipe that says nothing and does not end: the call ends after 5 s, others are served at once, and of such calls
    /// there are only so many.
    void silentSecretHoldsNobody()
    {
        const Pipe pipe;
        QList<QDBusPendingCall> waiting;
        for (int i = 0; i < 8; ++i)
            waiting << begin(pipe.out.get());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(settings(), m_before);
        QVERIFY(timer.elapsed() < 2000);
        QCOMPARE(setSecret(pipe.out.get()), text("Busy"));
        QVERIFY(timer.elapsed() < 4000);
        for (auto &call : waiting) {
            call.waitForFinished();
            QCOMPARE(RealPortoland::errorOf(call.reply()), text("TimedOut"));
        }
        QVERIFY(timer.elapsed() < 15'000);
    }

    void endThatNobodyHolds()
    {
        std::array<int, 2> ends{-1, -1};
        QVERIFY(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
        const UniqueFd ours(ends[0]);
        ::close(ends[1]);
        QCOMPARE(setSecret(ours.get()), text("SecretTooShort"));
    }

    void wrongNamesBesideARightSecret()
    {
        const auto call = [this](const QString &which, const QString &name) {
            const Pipe pipe(QByteArray("a secret of twelve"));
            return RealPortoland::errorOf(m_daemon.call(m_node, text("Node"), text("SetSecret"),
                                                        {which, name, descriptor(pipe.out.get()), kNone}));
        };
        QCOMPARE(call(text("sideways"), text("us")), text("InvalidArgument"));
        QCOMPARE(call(text("initiator"), QString()), text("InvalidArgument"));
        QCOMPARE(call(text("initiator"), QString(1 << 20, u'n')), text("InvalidArgument"));
    }

    /// The right ones are taken, from everything that can hold them; and no file shows them afterwards.
    void goodSecretsAreTakenAndNotShown()
    {
        const QByteArray shortest("twelve-bytes"), longest(255, 'q');
        QCOMPARE(setSecret(Pipe(shortest).out.get()), QString());
        QVERIFY(settings().value(text("HasSecret")).toBool());
        QCOMPARE(setSecret(memfdWith(longest).get()), QString());
        std::array<int, 2> ends{-1, -1};
        QVERIFY(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
        const UniqueFd ours(ends[0]);
        QCOMPARE(::write(ends[1], "from-a-socket", 13), 13);
        ::close(ends[1]);
        QCOMPARE(setSecret(ours.get()), QString());
        int files = 0;
        for (QDirIterator entry(m_daemon.stateDirectory(), QDir::Files | QDir::Hidden); entry.hasNext(); ++files) {
            QFile file(entry.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            for (const QByteArray &secret : {shortest, longest, QByteArray("from-a-socket")})
                QVERIFY2(!bytes.contains(secret), qPrintable(file.fileName()));
        }
        QVERIFY(files > 1);
        QCOMPARE(RealPortoland::errorOf(
                     m_daemon.call(m_node, text("Node"), text("ClearSecret"), {text("initiator"), kNone})),
                 QString());
    }

    void secondDaemonOnTheBusEnds()
    {
        RealPortoland second;
        QCOMPARE(second.run(m_bus.address()), 4); // already running
    }

    void busThatIsNotThereIsSaid()
    {
        RealPortoland lonely;
        QCOMPARE(lonely.run(text("unix:path=/nonexistent/bus")), 5);
    }

    /// A bus of one's own has no polkit: its owner is served, and nobody else, whatever the bus lets through.
    void anotherUserIsRefused()
    {
        if (::geteuid() != 0)
            QSKIP("only root can become somebody else");
        OpenBus bus;
        QCOMPARE(bus.start(), QString());
        RealPortoland daemon;
        QCOMPARE(daemon.start(bus.address()), QString());
        const auto asUser = [&](uid_t uid, const QStringList &call) {
            QProcess client;
            client.setChildProcessModifier([uid] {
                if (::setgroups(0, nullptr) != 0 || ::setresgid(uid, uid, uid) != 0 || ::setresuid(uid, uid, uid) != 0)
                    ::_exit(99);
            });
            client.setProcessChannelMode(QProcess::MergedChannels);
            client.start(text("busctl"),
                         QStringList{text("--address=") + bus.address(), text("call"), dbus::kService} + call);
            client.waitForFinished();
            return QString::fromUtf8(client.readAll());
        };
        const QStringList look{text("/org/portolan/Initiator1"), text("org.freedesktop.DBus.ObjectManager"),
                               text("GetManagedObjects")};
        const QStringList act{text("/org/portolan/Initiator1/Manager"), text("org.portolan.Initiator1.Manager"),
                              text("LoginAll"), text("a{sv}"), text("0")};
        const QString seen = asUser(kNobody, look);
        QVERIFY2(seen.contains(text("/org/portolan/Initiator1/Manager")), qPrintable(seen));
        const QString refused = asUser(kNobody, act);
        QVERIFY2(refused.contains(text("org.portolan.initiator1.login is not allowed")), qPrintable(refused));
        QVERIFY2(!refused.contains(text("/jobs/")), qPrintable(refused));
    }

private:
    [[nodiscard]] QVariantMap settings() const
    {
        const auto reply = m_daemon.call(m_node, text("org.freedesktop.DBus.Properties"), text("GetAll"),
                                         {dbus::kInterfacePrefix + text("Node")});
        auto values = qdbus_cast<QVariantMap>(reply.arguments().value(0));
        for (QVariant &value : values) {
            if (value.metaType() == QMetaType::fromType<QDBusObjectPath>())
                value = value.value<QDBusObjectPath>().path();
        }
        values.remove(text("Username")); // stays when a secret is cleared
        return values;
    }
    [[nodiscard]] QDBusPendingCall begin(int fd) const
    {
        return m_daemon.begin(m_node, text("Node"), text("SetSecret"),
                              {text("initiator"), text("us"), descriptor(fd), kNone});
    }
    [[nodiscard]] QString setSecret(int fd) const
    {
        auto call = begin(fd);
        call.waitForFinished();
        return RealPortoland::errorOf(call.reply());
    }

    test::PrivateBus m_bus;
    RealPortoland m_daemon;
    QString m_node;
    QVariantMap m_before;
};

QTEST_GUILESS_MAIN(TestDbusErrors)
#include "tst_dbus_errors.moc"
