// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/secret.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLineEdit;

namespace portolan::gui {

class SecretEdit;
class SecretField;

/// CHAP names and secrets as typed.
struct Credentials {
    QString username, usernameIn;
    Secret secret{}, secretIn{};
    bool mutualChap = false; ///< The target proves itself too: usernameIn and secretIn count.
};

/// Name and password for a target and, when it must prove itself too, the target's own. Nothing is ever filled in but
/// names, what the person typed here before, and what he has generated.
class CredentialsForm : public QWidget {
    Q_OBJECT

public:
    explicit CredentialsForm(QWidget *parent = nullptr);

    void setNames(const QString &username, const QString &usernameIn);
    void setMutual(bool mutualChap);
    void setCredentials(const Credentials &typed); ///< What was typed here before.
    [[nodiscard]] Credentials credentials() const;
    /// What the service would refuse anyway, as a sentence before it is asked: missing, too short, the same both ways.
    /// Empty: it can be sent.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] bool touched() const; ///< A password has been typed.
    void focusFirstEmpty();
    /// After the target refused: the field to correct, selected.
    void focusPassword(bool ofTarget);

signals:
    void edited();

private:
    QLineEdit *addName(QFormLayout *form, const QString &text, const QString &name);
    SecretField *addSecret(QFormLayout *form, const QString &text, const QString &name);
    void compare();
    void showMutual(bool shown);

    QFormLayout *m_form;
    QLineEdit *m_username;
    SecretField *m_secretField;
    QCheckBox *m_mutual;
    QLineEdit *m_usernameIn;
    SecretField *m_secretInField;
    SecretEdit *m_secret, *m_secretIn; ///< Of those two.
};

} // namespace portolan::gui
