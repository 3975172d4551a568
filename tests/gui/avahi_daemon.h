// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace portolan::test {

/// The real avahi-daemon on a bus of the test and on the loopback device alone, and avahi-publish, which announces
/// something there. Both end with this object, by process id.
class AvahiDaemon {
public:
    AvahiDaemon();
    ~AvahiDaemon();

    /// Why it cannot run here, or nothing: it keeps its process id in a place of the system, so there is one at most.
    [[nodiscard]] static QString obstacle();
    /// \return what went wrong, or nothing
    QString start(const QString &busAddress);
    QString publish(const QString &name, quint16 port);
    void withdraw();
    void stop();

private:
    QTemporaryDir m_directory;
    QProcess m_daemon, m_publisher;
};

} // namespace portolan::test
