// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/error_message.h"
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

    [[nodiscard]] const QString &node() const { return m_node; } ///< Also when the login is gone.
    [[nodiscard]] LoginRun &login() const { return m_login; }
    [[nodiscard]] CredentialsForm &form() const { return *m_form; }
    /// Its fields are not needed: another item's count for all.
    void setFormShared(bool shared);
    /// What was typed here in an earlier attempt.
    void setTyped(const Credentials &typed) { m_form->setCredentials(typed); }
    /// Says what is missing in the fields. \return they can be sent
    bool checkForm();

signals:
    void interfaceRequested(); ///< To be changed where the address is entered.

private:
    void update();
    void showFailure();
    void applyRemedy();
    void showNeed();

    client::InitiatorClient &m_client;
    LoginRun &m_login;
    const QString m_node;
    QLabel *m_icon, *m_status;
    BusyIndicator *m_busy;
    ElidedLabel *m_title;
    MessageBar *m_message;
    CredentialsForm *m_form;
    CopyableLabel *m_initiatorName;
    QLabel *m_eventText;
    QString m_event; ///< What the service said last of a failure here, in all detail; empty: nothing yet.
    Remedy m_remedy = Remedy::None;
    LoginRun::State m_shown = LoginRun::State::Working;
    bool m_shared = false, m_asked = false;
};

} // namespace portolan::gui
