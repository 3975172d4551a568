// SPDX-License-Identifier: GPL-3.0-or-later
// password_agent BUS PID knows|closes
// Answers polkit's questions for one process as its password dialog: run it as root, who may say that somebody has
// shown who he is. Prints "ready", then the action of every question, one a line. Ends with its standard input.
#include <QCoreApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVirtualObject>
#include <QFile>
#include <QSocketNotifier>

#include <iostream>
#include <unistd.h>

using namespace Qt::StringLiterals;

struct Named { ///< (sa{sv}): polkit's subjects and identities.
    QString kind;
    QVariantMap details;
};

QDBusArgument &operator<<(QDBusArgument &argument, const Named &named)
{
    argument.beginStructure();
    argument << named.kind << named.details;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, Named &named)
{
    argument.beginStructure();
    argument >> named.kind >> named.details;
    argument.endStructure();
    return argument;
}

Q_DECLARE_METATYPE(Named)

namespace {

const QString kPath = u"/password_agent"_s;

QDBusMessage toPolkit(const QString &method, const QVariantList &arguments)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(u"org.freedesktop.PolicyKit1"_s, u"/org/freedesktop/PolicyKit1/Authority"_s,
                                       u"org.freedesktop.PolicyKit1.Authority"_s, method);
    message.setArguments(arguments);
    return message;
}

/// org.freedesktop.PolicyKit1.AuthenticationAgent
class Agent : public QDBusVirtualObject {
public:
    Agent(QDBusConnection bus, bool knows)
        : m_bus(std::move(bus))
        , m_knows(knows)
    {}

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        if (message.member() != u"BeginAuthentication"_s)
            return m_bus.send(message.createReply());
        const QVariantList arguments = message.arguments();
        std::cout << arguments.at(0).toString().toStdString() << std::endl;
        if (!m_knows)
            return m_bus.send(message.createErrorReply(u"org.freedesktop.PolicyKit1.Error.Cancelled"_s, u"closed"_s));
        const auto identities = qdbus_cast<QList<Named>>(arguments.at(5));
        const QDBusMessage answer =
            m_bus.call(toPolkit(u"AuthenticationAgentResponse2"_s,
                                {uint(::geteuid()), arguments.at(4), QVariant::fromValue(identities.constFirst())}));
        if (answer.type() == QDBusMessage::ErrorMessage)
            std::cout << "error: " << answer.errorMessage().toStdString() << std::endl;
        return m_bus.send(message.createReply());
    }

private:
    QDBusConnection m_bus;
    const bool m_knows;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() != 4)
        return 2;
    qDBusRegisterMetaType<Named>();
    qDBusRegisterMetaType<QList<Named>>();
    QDBusConnection bus = QDBusConnection::connectToBus(words.at(1), u"agent"_s);
    Agent agent(bus, words.at(3) == u"knows"_s);
    bus.registerVirtualObject(kPath, &agent);
    const Named process{u"unix-process"_s, {{u"pid"_s, words.at(2).toUInt()}, {u"start-time"_s, qulonglong(0)}}};
    const QDBusMessage registered =
        bus.call(toPolkit(u"RegisterAuthenticationAgent"_s, {QVariant::fromValue(process), u"en_US.UTF-8"_s, kPath}));
    std::cout << (registered.type() == QDBusMessage::ErrorMessage ? registered.errorMessage().toStdString() : "ready")
              << std::endl;
    const QSocketNotifier end(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&end, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    return QCoreApplication::exec();
}
