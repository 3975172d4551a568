// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/avahi_daemon.h"

#include <QFile>
#include <QStandardPaths>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace portolan::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 20'000; // ms; a busy machine

const char *const kConfiguration = R"([server]
host-name=portolan-test-nas
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
[wide-area]
enable-wide-area=no
[publish]
publish-workstation=no
)";

void endWith(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (!process.waitForFinished(5000)) {
        process.kill();
        process.waitForFinished();
    }
}

/// \return it said `text`
bool waitFor(QProcess &process, const QByteArray &text)
{
    QByteArray said;
    while (!said.contains(text) && process.waitForReadyRead(kPatience))
        said += process.readAll();
    return said.contains(text);
}

QString avahiDaemon() { return QStandardPaths::findExecutable(u"avahi-daemon"_s, {u"/usr/sbin"_s, u"/sbin"_s}); }

} // namespace

AvahiDaemon::AvahiDaemon()
{
    for (QProcess *process : {&m_daemon, &m_publisher}) {
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    }
}

AvahiDaemon::~AvahiDaemon() { stop(); }

QString AvahiDaemon::obstacle()
{
    if (avahiDaemon().isEmpty() || QStandardPaths::findExecutable(u"avahi-publish"_s).isEmpty())
        return u"avahi-daemon or avahi-publish is not installed"_s;
    if (::geteuid() != 0)
        return u"avahi-daemon keeps its process id where only root may write"_s;
    QFile running(u"/run/avahi-daemon/pid"_s);
    if (running.open(QIODevice::ReadOnly)) {
        const int pid = running.readAll().trimmed().toInt();
        if (pid > 0 && ::kill(pid, 0) == 0)
            return u"another avahi-daemon runs on this computer"_s;
    }
    return {};
}

QString AvahiDaemon::start(const QString &busAddress)
{
    QFile configuration(m_directory.filePath(u"avahi.conf"_s));
    if (!configuration.open(QIODevice::WriteOnly) || configuration.write(kConfiguration) < 0)
        return configuration.errorString();
    configuration.close();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DBUS_SYSTEM_BUS_ADDRESS"_s, busAddress);
    m_daemon.setProcessEnvironment(environment);
    m_publisher.setProcessEnvironment(environment);
    m_daemon.start(avahiDaemon(), {u"--no-drop-root"_s, u"--no-chroot"_s, u"--no-rlimits"_s, u"--no-proc-title"_s,
                                   u"-f"_s, configuration.fileName()});
    return waitFor(m_daemon, "Server startup complete") ? QString() : u"avahi-daemon: "_s + m_daemon.errorString();
}

QString AvahiDaemon::publish(const QString &name, quint16 port)
{
    m_publisher.start(u"avahi-publish"_s, {u"-s"_s, name, u"_iscsi._tcp"_s, QString::number(port)});
    return waitFor(m_publisher, "Established") ? QString() : u"avahi-publish: "_s + m_publisher.errorString();
}

void AvahiDaemon::withdraw() { endWith(m_publisher); }

void AvahiDaemon::stop()
{
    withdraw();
    endWith(m_daemon);
}

} // namespace portolan::test
