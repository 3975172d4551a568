// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/credentials_dialog.h"

#include "gui/models/text.h"
#include "gui/widgets/credentials_form.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace portolan::gui {

using namespace Qt::StringLiterals;

namespace {

QPushButton *button(const QString &name, const QString &text, QWidget *parent)
{
    auto *created = new QPushButton(text, parent);
    created->setObjectName(name);
    created->setAutoDefault(false);
    return created;
}

} // namespace

CredentialsDialog::CredentialsDialog(client::InitiatorClient &client, QString node, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_node(std::move(node))
    , m_saver(client, m_node, this)
    , m_message(new MessageBar(this))
    , m_state(new QLabel(this))
    , m_form(new CredentialsForm(this))
    , m_remove(button(u"removeButton"_s, tr("&Remove password"), this))
    , m_save(button(u"saveButton"_s, tr("&Save"), this))
    , m_cancel(button(u"cancelButton"_s, tr("Cancel"), this))
{
    setObjectName(u"credentialsDialog"_s);
    setWindowTitle(tr("Password"));
    if (const auto info = m_client.node(m_node)) {
        m_title = displayable(info->title());
        m_form->setNames(info->username, info->usernameIn);
        m_form->setMutual(info->hasSecretIn);
    }
    build();
    connect(m_save, &QPushButton::clicked, this, &CredentialsDialog::save);
    connect(m_remove, &QPushButton::clicked, this, &CredentialsDialog::remove);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_form, &CredentialsForm::edited, m_message, &MessageBar::dismiss);
    connect(&m_client, &client::InitiatorClient::nodeRemoved, this, [this](const QString &path) {
        if (path == m_node && m_client.available()) // with the service everything goes, for a while
            reject();
    });
    connect(&m_client, &client::InitiatorClient::ready, this, [this] {
        if (!m_client.node(m_node))
            reject();
    });
    updateState();
    m_form->focusFirstEmpty();
}

void CredentialsDialog::build()
{
    m_message->setObjectName(u"credentialsMessage"_s);
    m_state->setObjectName(u"storedState"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    auto *title = new ElidedLabel(this);
    title->setObjectName(u"credentialsTitle"_s);
    title->setFullText(m_title);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    m_save->setDefault(true);
    m_save->setIcon(m_client.permission(u"secrets"_s) == client::Permission::Auth ? lockedIcon(u"password"_s)
                                                                                  : symbolicIcon(u"password"_s));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(10);
    layout->addWidget(title);
    layout->addWidget(m_state);
    layout->addWidget(m_message);
    layout->addWidget(m_form);
    layout->addStretch(1);
    layout->addLayout(buttons);
    resize(fontMetrics().averageCharWidth() * 76, sizeHint().height());
}

void CredentialsDialog::updateState()
{
    const auto node = m_client.node(m_node);
    const bool own = node && node->hasSecret, target = node && node->hasSecretIn;
    m_state->setText(own && target ? tr("Passwords for both directions are stored. What you enter here replaces them.")
                     : own         ? tr("A password is stored. What you enter here replaces it.")
                                   : tr("No password is stored."));
    m_remove->setVisible(own || target);
}

void CredentialsDialog::explain(const Error &error, bool loginFollows)
{
    showError(*m_message, error, m_title, Remedy::None);
    if (loginFollows)
        m_save->setText(tr("&Save and log in"));
    if (error.code != ErrorCode::AuthRequired && error.code != ErrorCode::SecretMissing)
        m_form->focusPassword(error.code == ErrorCode::TargetAuthFailed);
}

void CredentialsDialog::save()
{
    if (const QString problem = m_form->problem(); !problem.isEmpty()) {
        m_message->showMessage(MessageBar::Kind::Error, problem);
        m_form->focusFirstEmpty();
        return;
    }
    setBusy(true);
    m_saver.save(m_form->credentials(), [this](const Result<void> &result) { finish(result); });
}

void CredentialsDialog::remove()
{
    setBusy(true);
    m_client.clearSecret(m_node, u"initiator"_s, this, [this](const Result<void> &result) {
        setBusy(false);
        updateState();
        if (!result)
            return showError(*m_message, result.error(), m_title, Remedy::None);
        m_message->showMessage(MessageBar::Kind::Success, tr("The password was removed."));
    });
}

void CredentialsDialog::finish(const Result<void> &result)
{
    setBusy(false);
    if (!result) {
        updateState();
        showError(*m_message, result.error(), m_title, Remedy::None);
        return;
    }
    emit saved();
    accept();
}

void CredentialsDialog::setBusy(bool busy)
{
    m_form->setEnabled(!busy);
    m_save->setEnabled(!busy);
    m_remove->setEnabled(!busy);
}

} // namespace portolan::gui
