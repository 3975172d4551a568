// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/gui/storage_server.h"
#include "tests/support/fake_portoland/private_bus.h"

#include <QSet>

namespace portolan::test {

/// The real service on a bus of its own, with its state in a directory of its own, and storage servers to talk to.
/// Leaves nothing behind: sessions are logged out, and whatever would remain is named by close().
class Sandbox {
public:
    Sandbox();
    ~Sandbox();

    /// \return what went wrong, or nothing
    QString start();
    QString startService();
    void stopService(); ///< SIGTERM, as "systemctl stop" does: sessions stay.
    [[nodiscard]] QString busAddress() const { return m_bus.address(); }
    [[nodiscard]] QSet<qint64> workers() const; ///< Process ids of the data planes.
    /// \return processes, mounts and loop devices that were still there
    QStringList close();
    [[nodiscard]] QString log() const; ///< Of the service.

private:
    void logoutAll();
    [[nodiscard]] QStringList mounts() const;
    [[nodiscard]] QStringList loopDevices() const;

    QTemporaryDir m_directory;
    PrivateBus m_bus;
    QProcess m_service;
};

} // namespace portolan::test
