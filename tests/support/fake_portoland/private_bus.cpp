// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_portoland/private_bus.h"

#include <QFile>

#include <csignal>
#include <sys/prctl.h>

namespace portolan::test {

namespace {

constexpr int kStartTimeoutMs = 20'000;

/// No service directories: nothing is ever started by a message.
const char *const kConfiguration = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%1</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";

} // namespace

PrivateBus::~PrivateBus() { stop(); }

QString PrivateBus::start()
{
    QFile configuration(m_directory.filePath(QStringLiteral("bus.conf")));
    if (!configuration.open(QIODevice::WriteOnly))
        return configuration.errorString();
    configuration.write(QString::fromLatin1(kConfiguration).arg(m_directory.filePath(QStringLiteral("bus"))).toUtf8());
    configuration.close();

    m_daemon.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_daemon.setProcessChannelMode(QProcess::SeparateChannels);
    m_daemon.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--nofork"), QStringLiteral("--print-address=1"),
                                                   QStringLiteral("--config-file=") + configuration.fileName()});
    while (m_daemon.waitForReadyRead(kStartTimeoutMs)) {
        if (m_daemon.canReadLine()) {
            m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
            return {};
        }
    }
    return QStringLiteral("dbus-daemon: ") + m_daemon.errorString() +
           QString::fromUtf8(m_daemon.readAllStandardError());
}

void PrivateBus::stop()
{
    if (m_daemon.state() == QProcess::NotRunning)
        return;
    m_daemon.terminate();
    if (!m_daemon.waitForFinished(5000)) {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
}

} // namespace portolan::test
