// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace portolan::test {

/// A real target: tgtd on a free loopback port, with its own control socket, one target, disks in files.
class TgtTarget {
public:
    TgtTarget();
    ~TgtTarget();

    static constexpr auto kName = "iqn.2026-11.org.portolan.test:disk";

    /// Starts tgtd and configures what was added so far. \return what went wrong, or nothing
    QString start();
    void stop(); ///< SIGKILL: the connections are reset, nothing is said.

    struct Disk {
        int lun = 1;
        qint64 size = 0;
        int blockSize = 512;
        bool thin = false, readOnly = false;
    };
    /// Before start(), or while it runs.
    QString addDisk(const Disk &disk);
    QString removeDisk(int lun);
    [[nodiscard]] QString fileOf(int lun) const;

    /// Connects and logs in, in this thread.
    [[nodiscard]] Result<dataplane::LoggedInConnection> login() const;

private:
    QString admin(const QStringList &arguments) const;
    QString configure(const Disk &disk) const;

    QTemporaryDir m_directory;
    QProcess m_process;
    quint16 m_port = 0;
    std::vector<Disk> m_disks;
};

} // namespace portolan::test
