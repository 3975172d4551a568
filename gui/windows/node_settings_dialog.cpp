// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/node_settings_dialog.h"

#include "gui/models/text.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;

NodeSettingsDialog::NodeSettingsDialog(client::InitiatorClient &client, QString node, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_node(std::move(node))
    , m_message(new MessageBar(this))
    , m_save(new QPushButton(tr("&Save"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"nodeSettingsDialog"_s);
    setWindowTitle(tr("Parameters"));
    if (m_node.isEmpty()) {
        m_title = tr("What new targets begin with");
        m_before = m_client.manager().nodeDefaults;
    } else if (const auto info = m_client.node(m_node)) {
        m_title = displayable(info->title());
        m_before = info->settings;
    }
    build();
    connect(m_save, &QPushButton::clicked, this, &NodeSettingsDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_client, &client::InitiatorClient::nodeRemoved, this, [this](const QString &path) {
        if (path == m_node && m_client.available()) // with the service everything goes, for a while
            reject();
    });
    connect(&m_client, &client::InitiatorClient::ready, this, [this] {
        if (!m_client.node(m_node))
            reject();
    });
}

void NodeSettingsDialog::build()
{
    m_message->setObjectName(u"nodeSettingsMessage"_s);
    m_save->setObjectName(u"saveButton"_s);
    m_save->setDefault(true);
    m_save->setIcon(m_client.permission(u"modify"_s) == client::Permission::Auth ? lockedIcon(u"success"_s) : QIcon());
    m_cancel->setObjectName(u"cancelButton"_s);
    m_cancel->setAutoDefault(false);
    m_form = new NodeSettingsForm(m_node.isEmpty() ? NodeSettingsForm::Of::NewTargets : NodeSettingsForm::Of::Target,
                                  m_before, this);
    auto *title = new ElidedLabel(this);
    title->setFullText(m_title);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(10);
    layout->addWidget(title);
    layout->addWidget(m_message);
    layout->addWidget(m_form);
    layout->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    layout->addLayout(buttons);
}

void NodeSettingsDialog::save()
{
    const auto changed = m_form->changed();
    if (!changed)
        return m_message->showMessage(MessageBar::Kind::Error, QString::fromStdString(changed.error().message));
    if (changed->isEmpty())
        return accept();
    m_message->dismiss();
    m_save->setEnabled(false);
    const auto done = [this](const Result<void> &result) { sent(result); };
    if (m_node.isEmpty())
        m_client.setNodeDefaults(*changed, this, done);
    else
        m_client.update(m_node, *changed, this, done);
}

void NodeSettingsDialog::sent(const Result<void> &result)
{
    m_save->setEnabled(true);
    if (result)
        return accept();
    showError(*m_message, result.error(), m_title, Remedy::None);
}

} // namespace portolan::gui
