// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox.h"

#include "gui/client/initiator_client.h"

#include <QDBusConnectionInterface>
#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace portolan::test {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

namespace {

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Sandbox::Sandbox()
{
    // The worker gives up root and must still reach its runtime directory.
    QFile::setPermissions(m_directory.path(), QFile::Permissions(0x7755));
    m_service.setProcessChannelMode(QProcess::MergedChannels);
    m_service.setStandardOutputFile(m_directory.filePath(u"log"_s), QIODevice::Append);
    m_service.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
}

Sandbox::~Sandbox() { close(); }

QString Sandbox::start()
{
    const QString error = m_bus.start();
    return error.isEmpty() ? startService() : error;
}

QString Sandbox::startService()
{
    const auto bus = InitiatorClient::connectTo(m_bus.address());
    if (!bus)
        return QString::fromStdString(bus.error().message);
    m_service.start(QStringLiteral(PORTOLAND),
                    {u"--bus"_s, m_bus.address(), u"--state-dir"_s, m_directory.filePath(u"state"_s),
                     u"--runtime-dir"_s, m_directory.filePath(u"run"_s), u"--data-plane"_s, u"user"_s,
                     u"--block-devices"_s, // no module is loaded for a test
                     ::access("/dev/loop-control", W_OK) == 0 ? u"loop"_s : u"none"_s, u"--worker"_s,
                     QStringLiteral(PORTOLAN_WORKER), u"--foreground"_s});
    const auto registered = [&] {
        return m_service.state() == QProcess::NotRunning ||
               bus->interface()->isServiceRegistered(u"org.portolan.Initiator1"_s).value();
    };
    if (!QTest::qWaitFor(registered, 20'000) || m_service.state() == QProcess::NotRunning)
        return u"portoland: "_s + log();
    return {};
}

void Sandbox::stopService()
{
    if (m_service.state() == QProcess::NotRunning)
        return;
    m_service.terminate();
    if (!m_service.waitForFinished(10'000)) {
        m_service.kill();
        m_service.waitForFinished();
    }
}

QString Sandbox::log() const { return QString::fromUtf8(contentOf(m_directory.filePath(u"log"_s))); }

QSet<qint64> Sandbox::workers() const
{
    QSet<qint64> found;
    for (const QString &entry : QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs)) {
        const QByteArray commandLine = contentOf(u"/proc/"_s + entry + u"/cmdline"_s);
        if (commandLine.split('\0').constFirst().endsWith("portolan-dataplane") &&
            commandLine.contains(m_directory.path().toUtf8()))
            found.insert(entry.toLongLong());
    }
    return found;
}

QStringList Sandbox::mounts() const
{
    QStringList points;
    for (const QByteArray &line : contentOf(u"/proc/self/mountinfo"_s).split('\n')) {
        const QString point = QString::fromUtf8(line.split(' ').value(4));
        if (point.startsWith(m_directory.path()))
            points << point;
    }
    return points;
}

QStringList Sandbox::loopDevices() const
{
    QStringList devices;
    for (const QString &entry : QDir(u"/sys/block"_s).entryList({u"loop*"_s}, QDir::AllEntries)) {
        if (contentOf(u"/sys/block/"_s + entry + u"/loop/backing_file"_s).contains(m_directory.path().toUtf8()))
            devices << u"/dev/"_s + entry;
    }
    return devices;
}

void Sandbox::logoutAll()
{
    const auto bus = InitiatorClient::connectTo(m_bus.address());
    if (!bus)
        return;
    InitiatorClient client(*bus, false);
    QSignalSpy ready(&client, &InitiatorClient::ready);
    client.start();
    if (!ready.wait())
        return;
    // A service that has just started adopts its sessions one by one.
    const auto sessions = [this, &client] { return client.sessions().size() == std::size_t(workers().size()); };
    if (!QTest::qWaitFor(sessions, 10'000) || client.sessions().empty())
        return;
    bool over = false;
    client.logoutAll(true, &client, [&](const Result<QString> &job) {
        if (!job)
            over = true;
        else
            client.whenFinished(*job, &client, [&](const Result<client::JobInfo> &) { over = true; });
    });
    (void)QTest::qWaitFor([&] { return over; }, 30'000);
}

QStringList Sandbox::close()
{
    if (m_bus.address().isEmpty())
        return {};
    // Only the service logs out, and a test may have failed while it was away.
    if (m_service.state() == QProcess::NotRunning && !workers().isEmpty())
        (void)startService();
    if (m_service.state() != QProcess::NotRunning)
        logoutAll();
    stopService();
    m_bus.stop();
    // A worker says goodbye to its target and takes its export down before it ends.
    (void)QTest::qWaitFor([this] { return workers().isEmpty() && mounts().isEmpty() && loopDevices().isEmpty(); },
                          10'000);
    QStringList left = loopDevices() + mounts();
    for (const QString &device : loopDevices()) // first: without its mount nothing tells whose it is
        QProcess::execute(u"losetup"_s, {u"--detach"_s, device});
    for (const qint64 pid : workers()) {
        left << u"process %1"_s.arg(pid);
        ::kill(pid_t(pid), SIGKILL);
    }
    for (const QString &point : mounts())
        ::umount2(point.toUtf8().constData(), MNT_DETACH);
    return left;
}

} // namespace portolan::test
