// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/udisks/udisks_client.h"

namespace portolan::gui {

/// Grows a file system to the end of its disk or partition, in the way that its kind allows: while it is mounted, or
/// checked first and then grown, or mounted for it and unmounted again.
class GrowRun : public QObject {
    Q_OBJECT

public:
    enum class Step { Mounting, Checking, Growing, Unmounting };

    explicit GrowRun(udisks::UDisksClient &udisks, QObject *parent = nullptr);

    void start(const udisks::Disk &disk); ///< As it is now, with a file system.
    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] double progress() const; ///< Of the step, 0 to 1; negative: unknown.

signals:
    void changed();
    void finished();
    void failed(const portolan::udisks::Failure &failure);

private:
    void enter(Step step);
    void check();
    void mount();
    void grow();
    void unmount(const udisks::Outcome<> &grown);
    void end(const udisks::Outcome<> &outcome);

    udisks::UDisksClient &m_udisks;
    udisks::Disk m_disk;
    Step m_step = Step::Growing;
    bool m_running = false, m_mountedHere = false;
};

} // namespace portolan::gui
