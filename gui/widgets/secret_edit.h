// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/secret.h"

#include <QLineEdit>

namespace portolan::gui {

/// A field for a secret: hidden, with a button that shows it while it is being typed. Filled by the program only when a
/// person has one generated.
class SecretEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit SecretEdit(QWidget *parent = nullptr);

    /// The typed bytes (UTF-8).
    [[nodiscard]] Secret secret() const;
    void setSecret(const Secret &secret); ///< Hidden: what was typed here before.
    [[nodiscard]] bool revealed() const { return echoMode() == QLineEdit::Normal; }
    void setRevealed(bool revealed);
    /// Caps Lock, as far as the keys pressed here tell: no toolkit says it on every desktop.
    [[nodiscard]] bool capsLock() const { return m_capsLock; }

signals:
    void capsLockChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void setCapsLock(bool on);

    QAction *m_reveal;
    bool m_capsLock = false;
};

} // namespace portolan::gui
