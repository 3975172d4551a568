// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/wizards/unmount_run.h"

#include <QPointer>

#include <memory>

class QDialog;
class QLayout;
class QPushButton;
class QWidget;

namespace portolan::gui {

/// Log out without taking a disk away under somebody: asks who uses the disks first and names them. What is only
/// mounted can be unmounted on the way, by UDisks2; then it asks again. Force is a second decision with a second
/// question and an authorization of its own. Deletes itself at the end.
class LogoutFlow : public QObject {
    Q_OBJECT

public:
    LogoutFlow(client::InitiatorClient &client, QString node, QWidget *window);

    void start();

signals:
    void failed(const portolan::Error &error);
    void finished(); ///< In every case, last.

private:
    void check();
    void logout(bool force);
    void takeOutcome(const client::JobInfo &job);
    void showBlocked(const std::vector<client::DeviceUser> &users);
    [[nodiscard]] QPushButton *forceButton(QDialog *dialog) const;
    [[nodiscard]] QLayout *blockedHeading(const std::vector<client::DeviceUser> &users, QDialog *dialog) const;
    void unmount(const QStringList &devices);
    void startUnmount();
    void unmounted();
    void confirmForce();
    void end();
    void end(const Error &error);

    client::InitiatorClient &m_client;
    QString m_node, m_title;
    QWidget *m_window;
    QPointer<QDialog> m_dialog;
    std::unique_ptr<udisks::UDisksClient> m_udisks; ///< Once something is to be unmounted.
    std::unique_ptr<UnmountRun> m_unmount;
    QStringList m_mounted;        ///< Devices to unmount.
    QString m_stuck, m_stuckCure; ///< Why the last unmount did not free every disk.
};

} // namespace portolan::gui
