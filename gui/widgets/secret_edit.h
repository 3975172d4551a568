// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/secret.h"

#include <QLineEdit>

namespace portolan::gui {

/// A field for a secret: hidden, with a button that shows it while it is being typed. Never filled by the program.
class SecretEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit SecretEdit(QWidget *parent = nullptr);

    /// The typed bytes (UTF-8).
    [[nodiscard]] Secret secret() const;
    [[nodiscard]] bool revealed() const { return echoMode() == QLineEdit::Normal; }
    void setRevealed(bool revealed);

private:
    QAction *m_reveal;
};

} // namespace portolan::gui
