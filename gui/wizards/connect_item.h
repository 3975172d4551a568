// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/login_run.h"

#include <QFrame>

class QLabel;

namespace portolan::gui {

class BusyIndicator;
class CopyableLabel;
class CredentialsForm;
class ElidedLabel;
class MessageBar;

/// One target while it is being connected: what happens, what went wrong, and the password fields if it asks.
class ConnectItem : public QFrame {
    Q_OBJECT

public:
    ConnectItem(client::InitiatorClient &client, LoginRun &login, QWidget *parent = nullptr);

    [[nodiscard]] LoginRun &login() const { return m_login; }
    [[nodiscard]] CredentialsForm &form() const { return *m_form; }
    /// Its fields are not needed: another item's count for all.
    void setFormShared(bool shared);
    /// Says what is missing in the fields. \return they can be sent
    bool checkForm();

private:
    void update();
    void showNeed();

    client::InitiatorClient &m_client;
    LoginRun &m_login;
    QLabel *m_icon, *m_status;
    BusyIndicator *m_busy;
    ElidedLabel *m_title;
    MessageBar *m_message;
    CredentialsForm *m_form;
    CopyableLabel *m_initiatorName;
    bool m_shared = false, m_asked = false;
};

} // namespace portolan::gui
