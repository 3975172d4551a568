// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/udisks/udisks_client.h"

namespace portolan::gui {

/// Unmounts disks, one after the other, and takes their lines out of /etc/fstab if that is wanted. Never by force: what
/// is in use stays, and the others go all the same.
class UnmountRun : public QObject {
    Q_OBJECT

public:
    struct Stuck {
        QString device;
        udisks::Failure failure;
    };

    explicit UnmountRun(udisks::UDisksClient &udisks, QObject *parent = nullptr);

    /// \param devices  "/dev/sdb1", of what is mounted
    /// \param forget   remove their lines of /etc/fstab too, of those that could be unmounted
    void start(const QStringList &devices, bool forget);
    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] const std::vector<Stuck> &stuck() const { return m_stuck; }

signals:
    void finished(); ///< stuck() is what stays mounted, or keeps its line.

private:
    void next();
    void unmount(const udisks::Disk &disk, qsizetype times);
    void forget(const udisks::Disk &disk, std::size_t entry);
    void fail(const udisks::Failure &failure);

    udisks::UDisksClient &m_udisks;
    QStringList m_devices; ///< To do, the current one first.
    std::vector<Stuck> m_stuck;
    bool m_forget = false, m_running = false;
};

} // namespace portolan::gui
