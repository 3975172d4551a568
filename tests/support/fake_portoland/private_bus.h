// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace portolan::test {

/// A message bus of its own in a directory of its own; nothing of the desktop's or the system's bus is touched. Ends
/// with this object, by process id.
class PrivateBus {
public:
    PrivateBus() = default;
    ~PrivateBus();

    /// \return the cause, or empty
    QString start();
    [[nodiscard]] QString address() const { return m_address; }
    void stop();

private:
    QTemporaryDir m_directory;
    QProcess m_daemon;
    QString m_address;
};

} // namespace portolan::test
