// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

#include <QPointer>

class QDialog;
class QWidget;

namespace portolan::gui {

/// Log out without taking a disk away under somebody: asks who uses the disks first and names them. Force is a second
/// decision with a second question and an authorization of its own. Deletes itself at the end.
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
    void confirmForce();
    void end();
    void end(const Error &error);

    client::InitiatorClient &m_client;
    QString m_node, m_title;
    QWidget *m_window;
    QPointer<QDialog> m_dialog;
};

} // namespace portolan::gui
