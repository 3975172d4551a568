// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/secret_saver.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace portolan::gui {

class CredentialsForm;
class MessageBar;

/// Name and password of a known target: set, replace, remove. What is stored is never shown, only that something is.
class CredentialsDialog : public QDialog {
    Q_OBJECT

public:
    CredentialsDialog(client::InitiatorClient &client, QString node, QWidget *parent = nullptr);

    /// Why it was opened: what the target said. \param loginFollows  saving leads to a new login
    void explain(const Error &error, bool loginFollows);

signals:
    void saved();

private:
    void build();
    void updateState();
    void save();
    void remove();
    void finish(const Result<void> &result);
    void setBusy(bool busy);

    client::InitiatorClient &m_client;
    QString m_node, m_title;
    SecretSaver m_saver;
    MessageBar *m_message;
    QLabel *m_state;
    CredentialsForm *m_form;
    QPushButton *m_remove, *m_save, *m_cancel;
};

} // namespace portolan::gui
