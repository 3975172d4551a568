// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace portolan::gui {

class SecretEdit;

/// A field for a secret with what helps to choose one: a generator, and below it in words how good it is and whether
/// Caps Lock is on. What was generated is shown, since it must be set on the target as well; it is copied only when a
/// person asks for that.
class SecretField : public QWidget {
    Q_OBJECT

public:
    /// \param name  object name of the edit; those of the others begin with it  \param what  accessible name
    SecretField(const QString &name, const QString &what, QWidget *parent = nullptr);

    [[nodiscard]] SecretEdit &edit() const { return *m_edit; }
    /// It is that of the other direction, which is refused (RFC 7143 §9.2.1).
    void setRepeated(bool repeated);

signals:
    void edited(); ///< By the person or the generator.

private:
    void generate();
    void copy();
    void update();

    SecretEdit *m_edit;
    QPushButton *m_generate, *m_copy;
    QLabel *m_symbol, *m_hint;
    bool m_repeated = false, m_generated = false;
};

} // namespace portolan::gui
