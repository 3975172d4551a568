// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/theme_colors.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace portolan::gui {

/// What went wrong, in the place where it did: a sentence, what can be done, and a button that does it.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Info, Success, Warning, Error };

    explicit MessageBar(QWidget *parent = nullptr);

    /// \param action  text of the button; empty = none. Shows itself.
    void showMessage(Kind kind, const QString &sentence, const QString &cure = {}, const QString &action = {});
    void dismiss();
    void setDismissible(bool dismissible);
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString cure() const;
    [[nodiscard]] bool hasAction() const;

signals:
    void actionTriggered();
    void dismissed(); ///< By the person, not by the program.

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind = Kind::Info;
    QLabel *m_icon, *m_sentence, *m_cure;
    QPushButton *m_action;
    QToolButton *m_close;
};

} // namespace portolan::gui
