// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/secret_field.h"

#include "gui/widgets/icons.h"
#include "gui/widgets/secret_edit.h"
#include "gui/widgets/secret_strength.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

SecretField::SecretField(const QString &name, const QString &what, QWidget *parent)
    : QWidget(parent)
    , m_edit(new SecretEdit(this))
    , m_generate(new QPushButton(tr("Generate"), this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_symbol(new QLabel(this))
    , m_hint(new QLabel(this))
{
    m_edit->setObjectName(name);
    m_edit->setAccessibleName(what);
    m_generate->setObjectName(name + u"Generate"_s);
    m_generate->setAutoDefault(false);
    m_generate->setToolTip(tr("Makes up a random password and shows it, to be set on the storage server too."));
    m_generate->setAccessibleName(tr("Generate: %1").arg(what));
    m_copy->setObjectName(name + u"Copy"_s);
    m_copy->setAutoDefault(false);
    m_copy->setIcon(symbolicIcon(u"copy"_s));
    m_copy->setAccessibleName(tr("Copy: %1").arg(what));
    m_hint->setObjectName(name + u"Hint"_s);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setMinimumHeight(fontMetrics().height()); // so that nothing moves with the first letter
    auto *row = new QHBoxLayout;
    row->addWidget(m_edit, 1);
    row->addWidget(m_generate);
    row->addWidget(m_copy);
    auto *below = new QHBoxLayout;
    below->addWidget(m_symbol, 0, Qt::AlignTop);
    below->addWidget(m_hint, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addLayout(below);
    connect(m_edit, &QLineEdit::textEdited, this, &SecretField::edited);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        m_generated = false;
        update();
    });
    connect(m_edit, &SecretEdit::capsLockChanged, this, &SecretField::update);
    connect(m_generate, &QPushButton::clicked, this, &SecretField::generate);
    connect(m_copy, &QPushButton::clicked, this, &SecretField::copy);
    update();
}

void SecretField::setRepeated(bool repeated)
{
    m_repeated = repeated;
    update();
}

void SecretField::generate()
{
    m_edit->setText(generateSecret());
    m_edit->setRevealed(true);
    m_generated = true;
    update();
    emit edited();
}

void SecretField::copy()
{
    auto *content = new QMimeData; // the clipboard's
    content->setText(m_edit->text());
    content->setData(u"x-kde-passwordManagerHint"_s, "secret"); // histories of clipboards keep no such thing
    QGuiApplication::clipboard()->setMimeData(content);
    m_copy->setText(tr("Copied"));
}

void SecretField::update()
{
    m_copy->setVisible(m_generated);
    m_copy->setText(tr("Copy"));
    const SecretStrength strength = strengthOf(m_edit->text());
    const bool good = strength == SecretStrength::Good && !m_repeated && !m_edit->capsLock();
    QStringList hints;
    if (m_edit->capsLock())
        hints << tr("Caps Lock is on.");
    if (m_edit->text().isEmpty())
        ; // nothing to judge
    else if (m_repeated)
        hints << tr("The same as the other password: the two must be different.");
    else if (strength == SecretStrength::TooShort)
        hints << tr("Too short: it needs 12 characters or more.");
    else if (strength == SecretStrength::Weak)
        hints << tr("Weak: who listens on the network may guess it. Longer or more mixed is better.");
    else
        hints << (m_generated ? tr("Good. Set the same on the storage server.") : tr("Good."));
    const QString text = hints.join(u' ');
    m_hint->setText(text);
    m_edit->setAccessibleDescription(text);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const QIcon icon = good ? symbolicIcon(u"success"_s, Tone::Good) : symbolicIcon(u"warning"_s, Tone::Warning);
    m_symbol->setVisible(!text.isEmpty());
    m_symbol->setPixmap(icon.pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace portolan::gui
