// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/mount_page.h"

#include <QDialog>

class QPushButton;

namespace portolan::client {
class InitiatorClient;
}

namespace portolan::gui {

/// One disk, from what is on it to its folder.
class MountDialog : public QDialog {
    Q_OBJECT

public:
    MountDialog(client::InitiatorClient &client, const MountSubject &subject, QWidget *parent = nullptr);

    void setUsers(const QStringList &users) { m_page->setUsers(users); } ///< \sa MountSubject::users
    void reject() override; ///< While something runs, the first time only stops it.

private:
    void updateButtons();

    udisks::UDisksClient m_udisks;
    MountPage *m_page;
    QPushButton *m_cancel, *m_next;
};

} // namespace portolan::gui
