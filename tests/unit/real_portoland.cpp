// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_portoland.h"

#include "common/dbus/names.h"
#include "common/dbus/types.h"

#include <QDBusConnectionInterface>
#include <QDBusServiceWatcher>
#include <QSignalSpy>
#include <QXmlStreamReader>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace portolan::test {

namespace {

constexpr int kStartTimeoutMs = 20'000, kCallTimeoutMs = 20'000;

} // namespace

RealPortoland::RealPortoland()
{
    dbus::registerTypes();
    static int counter = 0;
    m_connectionName = QStringLiteral("real-portoland-%1").arg(counter++);
}

RealPortoland::~RealPortoland()
{
    QDBusConnection::disconnectFromBus(m_connectionName);
    m_process.terminate();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(10'000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void RealPortoland::launch(const QString &busAddress)
{
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    m_process.start(QStringLiteral(PORTOLAND),
                    {QStringLiteral("--bus"), busAddress, QStringLiteral("--state-dir"), stateDirectory(),
                     QStringLiteral("--runtime-dir"), m_directory.filePath(QStringLiteral("run")),
                     QStringLiteral("--data-plane"), QStringLiteral("user"), QStringLiteral("--block-devices"),
                     ::access("/dev/loop-control", W_OK) == 0 ? QStringLiteral("loop") : QStringLiteral("none"),
                     QStringLiteral("--worker"), QStringLiteral(PORTOLAN_WORKER), QStringLiteral("--foreground")});
}

QString RealPortoland::start(const QString &busAddress)
{
    const auto bus = QDBusConnection::connectToBus(busAddress, m_connectionName);
    if (!bus.isConnected())
        return bus.lastError().message();
    QDBusServiceWatcher watcher(dbus::kService, bus, QDBusServiceWatcher::WatchForRegistration);
    QSignalSpy registered(&watcher, &QDBusServiceWatcher::serviceRegistered);
    launch(busAddress);
    return registered.wait(kStartTimeoutMs) ? QString() : QStringLiteral("portoland did not take its name");
}

int RealPortoland::run(const QString &busAddress)
{
    launch(busAddress);
    return m_process.waitForFinished(kStartTimeoutMs) ? m_process.exitCode() : -1;
}

QDBusPendingCall RealPortoland::begin(const QString &path, const QString &interface, const QString &member,
                                      const QVariantList &arguments) const
{
    const QString fullName = interface.contains(u'.') ? interface : dbus::kInterfacePrefix + interface;
    auto message = QDBusMessage::createMethodCall(dbus::kService, path, fullName, member);
    message.setArguments(arguments);
    return QDBusConnection(m_connectionName).asyncCall(message, kCallTimeoutMs);
}

QDBusMessage RealPortoland::call(const QString &path, const QString &interface, const QString &member,
                                 const QVariantList &arguments) const
{
    auto pending = begin(path, interface, member, arguments);
    pending.waitForFinished();
    return pending.reply();
}

QString RealPortoland::errorOf(const QDBusMessage &reply)
{
    if (reply.type() == QDBusMessage::ReplyMessage)
        return {};
    const QString name = reply.errorName();
    return name.startsWith(dbus::kErrorPrefix) ? name.mid(dbus::kErrorPrefix.size()) : name;
}

QString RealPortoland::pathIn(const QDBusMessage &reply)
{
    return reply.arguments().value(0).value<QDBusObjectPath>().path();
}

QMap<QString, QString> RealPortoland::introspectAll() const
{
    QMap<QString, QString> all;
    introspect(QStringLiteral("/"), all);
    return all;
}

void RealPortoland::introspect(const QString &path, QMap<QString, QString> &into) const
{
    const QString xml = call(path, QStringLiteral("org.freedesktop.DBus.Introspectable"), QStringLiteral("Introspect"))
                            .arguments()
                            .value(0)
                            .toString();
    into.insert(path, xml);
    QXmlStreamReader reader(xml);
    int depth = 0;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::StartElement && ++depth == 2 && reader.name() == QStringLiteral("node")) {
            const QString name = reader.attributes().value(QStringLiteral("name")).toString();
            introspect((path == QStringLiteral("/") ? path : path + u'/') + name, into);
        }
        depth -= token == QXmlStreamReader::EndElement ? 1 : 0;
    }
}

} // namespace portolan::test
