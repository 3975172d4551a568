// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_portoland/fake_service.h"

#include "common/dbus/names.h"

#include <QDBusArgument>
#include <QDBusMessage>

#include <atomic>
#include <csignal>
#include <sys/prctl.h>

namespace portolan::test {

namespace {

constexpr int kStartTimeoutMs = 20'000;

QVariant path(const QString &text) { return QVariant::fromValue(QDBusObjectPath(text)); }

} // namespace

FakeService::FakeService() { dbus::registerTypes(); }

FakeService::~FakeService()
{
    stop();
    QDBusConnection::disconnectFromBus(m_connectionName);
}

QString FakeService::start(const QString &busAddress, const QString &scenario, int stepMs)
{
    static std::atomic<int> counter{0};
    if (m_connectionName.isEmpty()) {
        m_connectionName = QStringLiteral("fake-service-%1").arg(counter++);
        const auto bus = QDBusConnection::connectToBus(busAddress, m_connectionName);
        if (!bus.isConnected())
            return bus.lastError().message();
    }
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral(FAKE_PORTOLAND), {QStringLiteral("--bus"), busAddress, QStringLiteral("--scenario"),
                                                     scenario, QStringLiteral("--step"), QString::number(stepMs)});
    while (m_process.waitForReadyRead(kStartTimeoutMs)) {
        if (m_process.canReadLine())
            return m_process.readLine().trimmed() == "ready" ? QString()
                                                             : QStringLiteral("fake_portoland did not get ready");
    }
    return QStringLiteral("fake_portoland: ") + m_process.errorString();
}

void FakeService::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5000))
        kill();
}

void FakeService::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

QList<QVariant> FakeService::call(const QString &member, const QVariantList &arguments, bool *ok)
{
    auto message = QDBusMessage::createMethodCall(dbus::kService, QStringLiteral("/org/portolan/Test"),
                                                  QStringLiteral("org.portolan.Test"), member);
    message.setArguments(arguments);
    const auto reply = QDBusConnection(m_connectionName).call(message);
    if (ok)
        *ok = reply.type() == QDBusMessage::ReplyMessage;
    return reply.type() == QDBusMessage::ReplyMessage ? reply.arguments() : QList<QVariant>();
}

bool FakeService::tell(const QString &member, const QVariantList &arguments)
{
    bool ok = false;
    call(member, arguments, &ok);
    return ok;
}

QStringList FakeService::ask(const QString &member) { return call(member, {}).value(0).toStringList(); }

bool FakeService::populate(const QString &scenario) { return tell(QStringLiteral("Populate"), {scenario}); }

bool FakeService::addObject(const QString &object, const QString &interface, const QVariantMap &properties)
{
    return tell(QStringLiteral("AddObject"), {path(object), interface, properties});
}

bool FakeService::setProperties(const QString &object, const QString &interface, const QVariantMap &properties)
{
    return tell(QStringLiteral("SetProperties"), {path(object), interface, properties});
}

bool FakeService::removeObject(const QString &object) { return tell(QStringLiteral("RemoveObject"), {path(object)}); }

bool FakeService::script(const QString &method, const QVariantMap &behaviour)
{
    return tell(QStringLiteral("Script"), {method, behaviour});
}

bool FakeService::finishJob(const QString &job, const QString &error, const QVariantMap &details)
{
    return tell(QStringLiteral("FinishJob"), {path(job), error, details});
}

bool FakeService::emitEvent(const QVariantMap &event) { return tell(QStringLiteral("EmitEvent"), {event}); }

bool FakeService::emitSample(const QString &object, quint64 timeUs, const CounterList &counters)
{
    return tell(QStringLiteral("EmitSample"), {path(object), timeUs, QVariant::fromValue(counters)});
}

bool FakeService::changeSessions(bool online) { return tell(QStringLiteral("ChangeSessions"), {online}); }

bool FakeService::startLoad() { return tell(QStringLiteral("StartLoad"), {}); }

bool FakeService::setPermissions(const StringMap &permissions)
{
    return tell(QStringLiteral("SetPermissions"), {QVariant::fromValue(permissions)});
}

QStringList FakeService::calls() { return ask(QStringLiteral("Calls")); }

QStringList FakeService::secrets() { return ask(QStringLiteral("Secrets")); }

QStringList FakeService::leases() { return ask(QStringLiteral("Leases")); }

} // namespace portolan::test
