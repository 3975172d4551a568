// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/credentials_form.h"

#include "gui/client/sentences.h"
#include "gui/models/text.h"
#include "gui/widgets/secret_edit.h"
#include "gui/widgets/secret_field.h"
#include "gui/widgets/secret_strength.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>

#include <optional>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

std::optional<ErrorCode> flawOf(const Secret &secret)
{
    if (secret.size() < std::size_t(kShortestSecret))
        return ErrorCode::SecretTooShort;
    return secret.size() > std::size_t(kLongestSecret) ? std::optional(ErrorCode::SecretTooLong) : std::nullopt;
}

} // namespace

CredentialsForm::CredentialsForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
    , m_username(addName(m_form, tr("&Name:"), u"username"_s))
    , m_secretField(addSecret(m_form, tr("&Password:"), u"secret"_s))
    , m_mutual(new QCheckBox(tr("The &target must prove itself too"), this))
{
    m_form->setContentsMargins({});
    m_mutual->setObjectName(u"mutual"_s);
    m_mutual->setToolTip(
        tr("Mutual CHAP: this machine asks the target for a password as well, so nobody can pretend to be it."));
    m_form->addRow(QString(), m_mutual);
    m_usernameIn = addName(m_form, tr("Target's na&me:"), u"usernameIn"_s);
    m_secretInField = addSecret(m_form, tr("Target's pass&word:"), u"secretIn"_s);
    m_secret = &m_secretField->edit();
    m_secretIn = &m_secretInField->edit();
    m_secret->setPlaceholderText(tr("12 characters or more"));
    m_secretIn->setPlaceholderText(tr("12 or more, not the same as above"));
    connect(m_mutual, &QCheckBox::toggled, this, [this](bool on) {
        showMutual(on);
        compare();
        emit edited();
    });
    for (const SecretEdit *edit : {m_secret, m_secretIn})
        connect(edit, &QLineEdit::textChanged, this, &CredentialsForm::compare);
    showMutual(false);
}

QLineEdit *CredentialsForm::addName(QFormLayout *form, const QString &text, const QString &name)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(name);
    edit->setAccessibleName(withoutMnemonic(text).remove(u':').remove(u'：'));
    edit->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    edit->setMaxLength(255);
    form->addRow(text, edit);
    connect(edit, &QLineEdit::textEdited, this, &CredentialsForm::edited);
    return edit;
}

SecretField *CredentialsForm::addSecret(QFormLayout *form, const QString &text, const QString &name)
{
    auto *field = new SecretField(name, withoutMnemonic(text).remove(u':').remove(u'：'), this);
    auto *label = new QLabel(text, this);
    label->setBuddy(&field->edit());
    form->addRow(label, field);
    connect(field, &SecretField::edited, this, &CredentialsForm::edited);
    return field;
}

void CredentialsForm::compare()
{
    const bool repeated =
        m_mutual->isChecked() && !m_secretIn->text().isEmpty() && m_secretIn->text() == m_secret->text();
    m_secretInField->setRepeated(repeated);
}

void CredentialsForm::setNames(const QString &username, const QString &usernameIn)
{
    m_username->setText(username);
    m_usernameIn->setText(usernameIn);
}

void CredentialsForm::setMutual(bool mutualChap) { m_mutual->setChecked(mutualChap); }

void CredentialsForm::setCredentials(const Credentials &typed)
{
    m_username->setText(typed.username);
    m_secret->setSecret(typed.secret);
    setMutual(typed.mutualChap);
    if (typed.mutualChap) {
        m_usernameIn->setText(typed.usernameIn);
        m_secretIn->setSecret(typed.secretIn);
    }
}

Credentials CredentialsForm::credentials() const
{
    const bool both = m_mutual->isChecked();
    return {m_username->text(), both ? m_usernameIn->text() : QString(), m_secret->secret(),
            both ? m_secretIn->secret() : Secret(), both};
}

QString CredentialsForm::problem() const
{
    const Credentials typed = credentials();
    if (typed.username.isEmpty() || typed.secret.empty())
        return tr("Enter the name and the password that the target expects.");
    if (const auto flaw = flawOf(typed.secret))
        return client::sentenceOf(Error{*flaw, {}, 0, 0});
    if (!typed.mutualChap)
        return {};
    if (typed.usernameIn.isEmpty() || typed.secretIn.empty())
        return tr("Enter the name and the password with which the target proves itself.");
    if (const auto flaw = flawOf(typed.secretIn))
        return client::sentenceOf(Error{*flaw, {}, 0, 0});
    if (Secret::equal(typed.secret.bytes(), typed.secretIn.bytes()))
        return client::sentenceOf(Error{ErrorCode::SecretSameBothWays, {}, 0, 0});
    return {};
}

bool CredentialsForm::touched() const { return !m_secret->text().isEmpty() || !m_secretIn->text().isEmpty(); }

void CredentialsForm::focusFirstEmpty()
{
    for (QLineEdit *edit :
         {m_username, static_cast<QLineEdit *>(m_secret), m_usernameIn, static_cast<QLineEdit *>(m_secretIn)}) {
        if (edit->isVisibleTo(this) && edit->text().isEmpty()) {
            edit->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    m_secret->setFocus(Qt::OtherFocusReason);
}

void CredentialsForm::focusPassword(bool ofTarget)
{
    if (ofTarget)
        m_mutual->setChecked(true);
    SecretEdit *edit = ofTarget ? m_secretIn : m_secret;
    edit->setFocus(Qt::OtherFocusReason);
    edit->selectAll();
}

void CredentialsForm::showMutual(bool shown)
{
    for (QWidget *edit : {static_cast<QWidget *>(m_usernameIn), static_cast<QWidget *>(m_secretInField)}) {
        edit->setVisible(shown);
        if (QWidget *label = m_form->labelForField(edit))
            label->setVisible(shown);
    }
    updateGeometry();
}

} // namespace portolan::gui
