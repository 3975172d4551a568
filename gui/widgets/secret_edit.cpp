// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/secret_edit.h"

#include "gui/widgets/icons.h"

#include <QAction>
#include <QKeyEvent>
#include <QToolButton>

#include <utility>

namespace portolan::gui {

using namespace Qt::StringLiterals;

SecretEdit::SecretEdit(QWidget *parent)
    : QLineEdit(parent)
    , m_reveal(addAction(symbolicIcon(u"reveal"_s), QLineEdit::TrailingPosition))
{
    setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase | Qt::ImhHiddenText);
    setMaxLength(255); // the longest secret that the service takes
    m_reveal->setObjectName(u"revealAction"_s);
    m_reveal->setCheckable(true);
    connect(m_reveal, &QAction::toggled, this, &SecretEdit::setRevealed);
    // The button inside a line edit takes no focus, so the keyboard has a shortcut.
    m_reveal->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_H));
    m_reveal->setShortcutContext(Qt::WidgetShortcut);
    setRevealed(false);
}

Secret SecretEdit::secret() const
{
    QByteArray typed = text().toUtf8();
    Secret secret(std::as_bytes(std::span(typed.constData(), std::size_t(typed.size()))));
    wipeMemory(std::as_writable_bytes(std::span(typed.data(), std::size_t(typed.size()))));
    return secret;
}

void SecretEdit::setSecret(const Secret &secret)
{
    const auto bytes = secret.bytes();
    setText(QString::fromUtf8(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())));
}

/// A letter in the case that Shift does not explain.
void SecretEdit::keyPressEvent(QKeyEvent *event)
{
    const QString text = event->text();
    if (event->key() == Qt::Key_CapsLock)
        setCapsLock(false); // if it was off, the next letter tells
    else if (text.size() == 1 && text.at(0).toLower() != text.at(0).toUpper())
        setCapsLock(text.at(0).isUpper() != event->modifiers().testFlag(Qt::ShiftModifier));
    QLineEdit::keyPressEvent(event);
}

void SecretEdit::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    setCapsLock(false); // may change elsewhere
}

void SecretEdit::setCapsLock(bool on)
{
    if (std::exchange(m_capsLock, on) != on)
        emit capsLockChanged();
}

void SecretEdit::setRevealed(bool revealed)
{
    setEchoMode(revealed ? QLineEdit::Normal : QLineEdit::Password);
    m_reveal->setChecked(revealed);
    m_reveal->setIcon(symbolicIcon(revealed ? u"conceal"_s : u"reveal"_s));
    const QString text = revealed ? tr("Hide the password (Ctrl+H)") : tr("Show the password (Ctrl+H)");
    m_reveal->setText(text);
    m_reveal->setToolTip(text);
}

} // namespace portolan::gui
