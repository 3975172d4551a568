// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/message_bar.h"

#include "gui/models/text.h"
#include "gui/widgets/icons.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

Tone toneOfKind(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Success:
        return Tone::Good;
    case MessageBar::Kind::Warning:
        return Tone::Warning;
    case MessageBar::Kind::Error:
        return Tone::Bad;
    case MessageBar::Kind::Info:
        break;
    }
    return Tone::Busy;
}

QString iconOfKind(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Success:
        return u"success"_s;
    case MessageBar::Kind::Warning:
        return u"warning"_s;
    case MessageBar::Kind::Error:
        return u"error"_s;
    case MessageBar::Kind::Info:
        break;
    }
    return u"info"_s;
}

QLabel *wrappedLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_sentence(wrappedLabel(u"sentence"_s, this))
    , m_cure(wrappedLabel(u"cure"_s, this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    m_icon->setObjectName(u"symbol"_s);
    m_action->setObjectName(u"messageAction"_s);
    m_action->setAutoDefault(false);
    m_close->setObjectName(u"dismissButton"_s);
    m_close->setIcon(symbolicIcon(u"close"_s));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(tr("Close this message"));
    m_close->setFocusPolicy(Qt::StrongFocus);
    m_close->hide();
    auto *text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(m_sentence);
    text->addWidget(m_cure);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(text, 1);
    layout->addWidget(m_action, 0, Qt::AlignVCenter);
    layout->addWidget(m_close, 0, Qt::AlignTop);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        emit dismissed();
    });
    hide();
}

void MessageBar::showMessage(Kind kind, const QString &sentence, const QString &cure, const QString &action)
{
    // Said again when nothing is new, it would only disturb a screen reader.
    if (!isHidden() && kind == m_kind && sentence == this->sentence() && cure == m_cure->text() &&
        action == m_action->text())
        return;
    m_kind = kind;
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(symbolicIcon(iconOfKind(kind), toneOfKind(kind)).pixmap(QSize(side, side), devicePixelRatioF()));
    m_sentence->setText(breakable(sentence));
    QFont bold = font();
    bold.setBold(!cure.isEmpty());
    m_sentence->setFont(bold);
    m_cure->setText(cure);
    m_cure->setVisible(!cure.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(sentence);
    setAccessibleDescription(cure);
    show();
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::dismiss() { hide(); }

void MessageBar::setDismissible(bool dismissible) { m_close->setVisible(dismissible); }

QString MessageBar::sentence() const { return m_sentence->text().remove(kMayBreak); }

QString MessageBar::cure() const { return m_cure->text(); }

bool MessageBar::hasAction() const { return !m_action->isHidden(); }

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor tone = toneColor(toneOfKind(m_kind), palette());
    painter.setPen(QPen(mixed(palette().color(QPalette::Window), tone, 0.55), 1));
    painter.setBrush(mixed(palette().color(QPalette::Window), tone, 0.12));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace portolan::gui
