// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/copyable_label.h"

#include "gui/models/text.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QTimer>
#include <QToolButton>

#include <chrono>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

CopyableLabel::CopyableLabel(const QString &what, QWidget *parent)
    : QWidget(parent)
    , m_label(new ElidedLabel(this))
    , m_button(new QToolButton(this))
{
    setAccessibleName(what);
    m_label->setObjectName(u"value"_s);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setObjectName(u"copyButton"_s);
    m_button->setText(tr("Copy"));
    m_button->setIcon(symbolicIcon(u"copy"_s));
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setAccessibleName(tr("Copy: %1").arg(what));
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setAutoRaise(true);
    m_button->setEnabled(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_label, 0);
    layout->addWidget(m_button);
    layout->addStretch(1);
    connect(m_button, &QToolButton::clicked, this, &CopyableLabel::copy);
}

void CopyableLabel::setValue(const QString &value)
{
    m_value = value;
    m_label->setFullText(displayable(value));
    m_button->setEnabled(!value.isEmpty());
}

void CopyableLabel::copy()
{
    QGuiApplication::clipboard()->setText(m_value);
    m_button->setIcon(symbolicIcon(u"success"_s, Tone::Good));
    m_button->setText(tr("Copied"));
    QTimer::singleShot(2s, this, [this] {
        m_button->setIcon(symbolicIcon(u"copy"_s));
        m_button->setText(tr("Copy"));
    });
    emit copied();
}

} // namespace portolan::gui
