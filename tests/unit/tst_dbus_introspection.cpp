// SPDX-License-Identifier: GPL-3.0-or-later
// What the daemon shows on the bus is what the manual in common/dbus says, no more and no less; and every method of it
// stands in the table of who may call it.
#include "common/dbus/enums.h"
#include "common/dbus/names.h"
#include "common/dbus/types.h"
#include "daemon/dbus/action_table.h"
#include "real_portoland.h"
#include "tests/support/fake_portoland/private_bus.h"
#include "tgt_target.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include <netinet/in.h>
#include <sys/socket.h>

using namespace portolan;

namespace {

/// One member of an interface, with everything that the XML says about it, as one line: comparable and readable.
using Members = QSet<QString>;

QString attributesOf(const QXmlStreamReader &reader)
{
    QStringList parts;
    for (const auto &attribute : reader.attributes())
        parts << attribute.name().toString() + u'=' + attribute.value().toString();
    parts.sort();
    return reader.name().toString() + u'(' + parts.join(u' ') + u')';
}

/// By interface.
QMap<QString, Members> membersIn(const QString &xml)
{
    QMap<QString, Members> interfaces;
    QString interface, member;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        const bool isMember = reader.name() == QStringLiteral("method") || reader.name() == QStringLiteral("signal") ||
                              reader.name() == QStringLiteral("property");
        if (token == QXmlStreamReader::StartElement && reader.name() == QStringLiteral("interface")) {
            interface = reader.attributes().value(QStringLiteral("name")).toString();
            interfaces.insert(interface, {});
        } else if (token == QXmlStreamReader::StartElement && !interface.isEmpty()) {
            member += (member.isEmpty() ? QString() : QStringLiteral(" ")) + attributesOf(reader);
        } else if (token == QXmlStreamReader::EndElement && isMember) {
            interfaces[interface].insert(std::exchange(member, {}));
        } else if (token == QXmlStreamReader::EndElement && reader.name() == QStringLiteral("interface")) {
            interface.clear();
        }
    }
    return interfaces;
}

/// Names of the members of one kind.
QStringList namesOf(const Members &members, const QString &kind)
{
    QStringList names;
    for (const QString &member : members) {
        if (member.startsWith(kind + u'('))
            names << member.section(QStringLiteral("name="), 1).section(u' ', 0, 0).section(u')', 0, 0);
    }
    names.sort();
    return names;
}

QString textOf(const Members &members)
{
    QStringList sorted(members.begin(), members.end());
    sorted.sort();
    return sorted.join(u'\n');
}

bool isOurs(const QString &interface) { return interface.startsWith(dbus::kInterfacePrefix); }

/// An object of each kind has these interfaces.
const QMap<QString, QStringList> kKinds{
    {QStringLiteral("Manager"), {QStringLiteral("Events"), QStringLiteral("Manager"), QStringLiteral("Statistics")}},
    {QStringLiteral("portals"), {QStringLiteral("Portal")}},
    {QStringLiteral("targets"), {QStringLiteral("Target")}},
    {QStringLiteral("nodes"), {QStringLiteral("Node")}},
    {QStringLiteral("jobs"), {QStringLiteral("Job")}},
    {QStringLiteral("sessions"), {QStringLiteral("Session"), QStringLiteral("Statistics")}},
    {QStringLiteral("conn"), {QStringLiteral("Connection")}},
    {QStringLiteral("luns"), {QStringLiteral("Lun"), QStringLiteral("Statistics")}},
};

/// "sessions" for /org/portolan/Initiator1/sessions/1, "luns" for one of its LUNs.
QString kindOf(const QString &path)
{
    const QString folder = path.section(u'/', -2, -2);
    return folder == QStringLiteral("Initiator1") ? path.section(u'/', -1) : folder;
}

} // namespace

class TestDbusIntrospection : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!QFile::exists(QStringLiteral("/dev/fuse")))
            QSKIP("there is no /dev/fuse here, and so no session");
        const QDir manual(QStringLiteral(PORTOLAN_INTERFACE_DIR));
        for (const QString &name : manual.entryList({QStringLiteral("*.xml")})) {
            QFile file(manual.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            m_manual.insert(membersIn(QString::fromUtf8(file.readAll())));
        }
        QCOMPARE(m_manual.size(), 10);
        QCOMPARE(m_target.addDisk({1, 1 << 20, 512, false, false}), QString());
        QCOMPARE(m_target.start(), QString());
        QCOMPARE(m_bus.start(), QString());
        QCOMPARE(m_daemon.start(m_bus.address()), QString());
        // One object of each kind.
        const auto port = portOfTarget();
        QVERIFY(port);
        finish(m_daemon.call(dbus::kManagerPath, QStringLiteral("Manager"), QStringLiteral("Discover"),
                             {QStringLiteral("127.0.0.1"), QVariant::fromValue(port), QVariantMap()}));
        const QString node = pathOf(QStringLiteral("nodes"));
        QVERIFY(!node.isEmpty());
        finish(m_daemon.call(node, QStringLiteral("Node"), QStringLiteral("Login"), {QVariantMap()}));
        m_objects = m_daemon.introspectAll();
    }
    void cleanupTestCase() // sessions outlive the daemon, so this one must be ended
    {
        if (const QString node = pathOf(QStringLiteral("nodes")); !node.isEmpty())
            finish(m_daemon.call(node, QStringLiteral("Node"), QStringLiteral("Logout"), {QVariantMap()}));
    }

    void everyKindOfObjectIsThere()
    {
        QSet<QString> kinds;
        for (auto object = m_objects.cbegin(); object != m_objects.cend(); ++object) {
            QStringList interfaces;
            for (const QString &interface : membersIn(object.value()).keys()) {
                if (isOurs(interface))
                    interfaces << interface.mid(dbus::kInterfacePrefix.size());
            }
            interfaces.sort();
            if (interfaces.isEmpty())
                continue;
            QVERIFY2(kKinds.contains(kindOf(object.key())), qPrintable(object.key()));
            QCOMPARE(interfaces, kKinds.value(kindOf(object.key())));
            kinds.insert(kindOf(object.key()));
        }
        QCOMPARE(kinds.size(), kKinds.size());
    }

    /// Members, signatures, access and annotations, in both directions.
    void interfacesAreThoseOfTheManual()
    {
        QSet<QString> seen;
        for (auto object = m_objects.cbegin(); object != m_objects.cend(); ++object) {
            const auto interfaces = membersIn(object.value());
            for (auto interface = interfaces.cbegin(); interface != interfaces.cend(); ++interface) {
                if (!isOurs(interface.key()))
                    continue;
                seen.insert(interface.key());
                QCOMPARE(textOf(interface.value()), textOf(m_manual.value(interface.key())));
            }
        }
        QCOMPARE(seen, QSet<QString>(m_manual.keyBegin(), m_manual.keyEnd()));
    }

    /// CMD-20: there is no way through us for a SCSI command of somebody else, whose lengths would have to be checked:
    /// no method takes bytes, and none sounds like it.
    void noMethodTakesACommand()
    {
        static const QRegularExpression bytes(QStringLiteral("direction=in [^)]*type=a*y\\)"));
        static const QRegularExpression name(QStringLiteral("cdb|(?<!i)scsi|pass_?through"),
                                             QRegularExpression::CaseInsensitiveOption);
        int methods = 0;
        for (const Members &members : m_manual) {
            for (const QString &member : members) {
                if (!member.startsWith(QStringLiteral("method(")))
                    continue;
                ++methods;
                QVERIFY2(!bytes.match(member).hasMatch() && !name.match(member).hasMatch(), qPrintable(member));
            }
        }
        QVERIFY(methods > 20);
    }

    /// GetManagedObjects tells the same objects, with the same properties in the types of the manual.
    void managedObjectsAreTheTree()
    {
        const auto reply = m_daemon.call(dbus::kRootPath, QStringLiteral("org.freedesktop.DBus.ObjectManager"),
                                         QStringLiteral("GetManagedObjects"));
        const auto managed = qdbus_cast<ManagedObjects>(reply.arguments().value(0));
        QStringList managedPaths, treePaths;
        for (const auto &path : managed.keys())
            managedPaths << path.path();
        for (auto object = m_objects.cbegin(); object != m_objects.cend(); ++object) {
            const QStringList interfaces = membersIn(object.value()).keys();
            if (std::any_of(interfaces.begin(), interfaces.end(), isOurs))
                treePaths << object.key();
        }
        managedPaths.sort();
        QCOMPARE(managedPaths, treePaths);
        for (auto object = managed.cbegin(); object != managed.cend(); ++object) {
            for (auto interface = object->cbegin(); interface != object->cend(); ++interface) {
                const QStringList expected = namesOf(m_manual.value(interface.key()), QStringLiteral("property"));
                QCOMPARE(interface->keys(), expected);
                for (const QString &name : expected) {
                    const QVariant value = property(object.key().path(), interface.key(), name);
                    const QString line = QStringLiteral("name=%1 type=%2)").arg(name, signatureOf(value));
                    QVERIFY2(textOf(m_manual.value(interface.key())).contains(line), qPrintable(line));
                }
            }
        }
    }

    /// Default deny, one direction: whatever can be called has a row.
    void everyMethodHasAnAction()
    {
        int methods = 0;
        for (auto object = m_objects.cbegin(); object != m_objects.cend(); ++object) {
            const auto interfaces = membersIn(object.value());
            for (auto interface = interfaces.cbegin(); interface != interfaces.cend(); ++interface) {
                for (const QString &method : namesOf(interface.value(), QStringLiteral("method"))) {
                    const bool refusedByQt = method == QStringLiteral("Set"); // noPropertyIsWritable proves it
                    const auto *const row = dbus::findAction(dbus::actionTable(), interface.key(), method);
                    QVERIFY2(row || refusedByQt, qPrintable(interface.key() + u'.' + method));
                    ++methods;
                }
            }
        }
        QVERIFY(methods > 30);
    }

    /// The other direction: a row without a method is a spelling error that leaves the method it means shut.
    void everyActionHasAMethod()
    {
        QMap<QString, Members> shown;
        for (const QString &xml : m_objects)
            shown.insert(membersIn(xml));
        for (const dbus::ActionRow &row : dbus::actionTable()) {
            const auto interface = QString::fromLatin1(row.interface.data(), qsizetype(row.interface.size()));
            const auto member = QString::fromLatin1(row.member.data(), qsizetype(row.member.size()));
            QVERIFY2(namesOf(shown.value(interface), QStringLiteral("method")).contains(member),
                     qPrintable(interface + u'.' + member));
        }
    }

    void noPropertyIsWritable()
    {
        for (auto object = m_objects.cbegin(); object != m_objects.cend(); ++object) {
            const auto interfaces = membersIn(object.value());
            for (auto interface = interfaces.cbegin(); interface != interfaces.cend(); ++interface) {
                for (const QString &name : namesOf(interface.value(), QStringLiteral("property"))) {
                    const QVariant own = property(object.key(), interface.key(), name); // not even to what it is
                    const auto reply = m_daemon.call(object.key(), QStringLiteral("org.freedesktop.DBus.Properties"),
                                                     QStringLiteral("Set"),
                                                     {interface.key(), name, QVariant::fromValue(QDBusVariant(own))});
                    QCOMPARE(test::RealPortoland::errorOf(reply),
                             QStringLiteral("org.freedesktop.DBus.Error.PropertyReadOnly"));
                }
            }
        }
    }

    /// What C++ objects can do besides is nobody's business on the bus.
    void nothingElseCanBeCalled_data()
    {
        QTest::addColumn<QString>("interface");
        QTest::addColumn<QString>("member");
        for (const char *member : {"deleteLater", "destroyed", "objectNameChanged", "setAutoRelaySignals", "flush"}) {
            QTest::addRow("%s of the interface", member) << QStringLiteral("Manager") << QString::fromLatin1(member);
            QTest::addRow("%s of the class", member)
                << QStringLiteral("org.qtproject.Qt.QObject") << QString::fromLatin1(member);
        }
    }

    void nothingElseCanBeCalled()
    {
        QFETCH(QString, interface);
        QFETCH(QString, member);
        const QString error = test::RealPortoland::errorOf(m_daemon.call(dbus::kManagerPath, interface, member));
        QVERIFY2(error == QStringLiteral("org.freedesktop.DBus.Error.UnknownMethod") ||
                     error == QStringLiteral("org.freedesktop.DBus.Error.UnknownInterface"),
                 qPrintable(error));
        QVERIFY(m_daemon.runs());
    }

private:
    [[nodiscard]] QVariant property(const QString &path, const QString &interface, const QString &name) const
    {
        const auto reply = m_daemon.call(path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"),
                                         {interface, name});
        return reply.arguments().value(0).value<QDBusVariant>().variant();
    }
    static QString signatureOf(const QVariant &value)
    {
        if (value.metaType() == QMetaType::fromType<QDBusArgument>())
            return value.value<QDBusArgument>().currentSignature();
        const char *const signature = QDBusMetaType::typeToSignature(value.metaType());
        return QString::fromLatin1(signature);
    }
    /// tgt keeps its port to itself; a connection to it knows.
    [[nodiscard]] ushort portOfTarget() const
    {
        const auto connection = m_target.login();
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        if (!connection || ::getpeername(connection->socket.get(), reinterpret_cast<sockaddr *>(&peer), &size) != 0)
            return 0;
        return ntohs(peer.sin_port);
    }
    [[nodiscard]] QString pathOf(const QString &kind) const
    {
        const auto objects = m_daemon.introspectAll();
        for (const QString &path : objects.keys()) {
            if (path.section(u'/', -2, -2) == kind)
                return path;
        }
        return {};
    }
    void finish(const QDBusMessage &started) const
    {
        const QString job = test::RealPortoland::pathIn(started);
        const auto state = [&] {
            return property(job, dbus::kInterfacePrefix + QStringLiteral("Job"), QStringLiteral("State")).toUInt();
        };
        QTRY_VERIFY_WITH_TIMEOUT(state() >= uint(dbus::JobState::Done), 30'000);
        QCOMPARE(state(), uint(dbus::JobState::Done));
    }

    QMap<QString, Members> m_manual;
    QMap<QString, QString> m_objects; ///< Path -> XML
    test::TgtTarget m_target;
    test::PrivateBus m_bus;
    test::RealPortoland m_daemon;
};

QTEST_GUILESS_MAIN(TestDbusIntrospection)
#include "tst_dbus_introspection.moc"
