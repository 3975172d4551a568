// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/disk_task_dialog.h"
#include "gui/wizards/grow_run.h"

namespace portolan::gui {

/// The file system on a disk, or on one of its partitions, that leaves the most of it unused.
[[nodiscard]] std::optional<udisks::Disk> grownFileSystem(const udisks::UDisksClient &udisks, const udisks::Disk &disk);
/// What a person is told of a disk that has grown; empty if it has not.
[[nodiscard]] QString growthSentence(const udisks::UDisksClient &udisks, const udisks::Disk &disk);

/// Gives a file system the room that its disk has.
class GrowDialog final : public DiskTaskDialog {
    Q_OBJECT

public:
    /// \param device  "/dev/sdb", the whole disk
    GrowDialog(const QDBusConnection &bus, QString device, QWidget *parent = nullptr);

protected:
    void look() override;
    void begin() override;

private:
    void showStep();

    const QString m_device;
    GrowRun m_run;
    std::optional<udisks::Disk> m_grown;
    QLabel *m_how;
};

} // namespace portolan::gui
