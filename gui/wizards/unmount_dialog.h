// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/wizards/disk_task_dialog.h"
#include "gui/wizards/unmount_run.h"

class QCheckBox;

namespace portolan::gui {

/// The devices of a disk's users that are mounted here and can be unmounted by UDisks2: not those of containers.
[[nodiscard]] QStringList mountedDevices(const std::vector<client::DeviceUser> &users);
/// The programs among them, in words: why an unmount does not work.
[[nodiscard]] QStringList programsOf(const std::vector<client::DeviceUser> &users);

/// Unmounts what of a disk is mounted. What is in use stays, and it is said who uses it.
class UnmountDialog final : public DiskTaskDialog {
    Q_OBJECT

public:
    UnmountDialog(client::InitiatorClient &client, const client::LunInfo &lun, QWidget *parent = nullptr);

    void setUsers(const std::vector<client::DeviceUser> &users); ///< As the service sees them now.

protected:
    void look() override;
    void begin() override;

private:
    void takeEnd();
    void showUsers();

    const QString m_device;
    const QStringList m_mounted;
    std::vector<client::DeviceUser> m_users;
    UnmountRun m_run;
    QLabel *m_folders, *m_programs;
    QCheckBox *m_forget;
    QString m_busy; ///< A device that could not be unmounted because somebody uses it.
};

} // namespace portolan::gui
