// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/initiator_name_page.h"

#include "gui/widgets/copyable_label.h"
#include "gui/widgets/error_message.h"
#include "gui/windows/permitted.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;
using client::Permission;

namespace {

constexpr int kLongestName = 223; // RFC 7143 §4.2.7.1

QLabel *explanation(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

InitiatorNamePage::InitiatorNamePage(InitiatorClient &client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_current(new CopyableLabel(tr("Initiator name"), this))
    , m_new(new QLineEdit(this))
    , m_generate(new QPushButton(tr("&Generate"), this))
    , m_set(new QPushButton(tr("&Set"), this))
    , m_message(new MessageBar(this))
{
    build();
    connect(m_generate, &QPushButton::clicked, this, &InitiatorNamePage::generate);
    connect(m_set, &QPushButton::clicked, this, &InitiatorNamePage::set);
    connect(m_new, &QLineEdit::returnPressed, m_set, &QPushButton::click);
    connect(m_new, &QLineEdit::textChanged, this, [this] {
        update();
        warn();
    });
    for (const auto signal :
         {&InitiatorClient::ready, &InitiatorClient::managerChanged, &InitiatorClient::permissionsChanged})
        connect(&m_client, signal, this, &InitiatorNamePage::update);
    connect(&m_client, &InitiatorClient::unavailable, this, &InitiatorNamePage::update);
    update();
}

void InitiatorNamePage::build()
{
    m_current->setObjectName(u"initiatorName"_s);
    m_new->setObjectName(u"newInitiatorName"_s);
    m_new->setMaxLength(kLongestName);
    m_new->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_new->setPlaceholderText(u"iqn.2026-11.org.example:computer"_s);
    m_new->setMinimumWidth(fontMetrics().horizontalAdvance(m_new->placeholderText()) + fontMetrics().height());
    m_generate->setObjectName(u"generateName"_s);
    m_generate->setToolTip(tr("Suggests a name that no other computer has; it is not set yet"));
    m_set->setObjectName(u"setName"_s);
    m_message->setObjectName(u"initiatorMessage"_s);
    for (QPushButton *button : {m_generate, m_set})
        button->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(m_new, 1);
    row->addWidget(m_generate);
    row->addWidget(m_set);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
    form->addRow(tr("Name now:"), m_current);
    auto *label = new QLabel(tr("&New name:"), this);
    label->setBuddy(m_new);
    form->addRow(label, row);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(explanation(tr("Storage servers know this computer by its initiator name. Those with a list of "
                                     "allowed initiators need exactly this one."),
                                  this));
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addStretch(1);
}

QString InitiatorNamePage::typed() const { return m_new->text().trimmed(); }

void InitiatorNamePage::update()
{
    const client::ManagerInfo &manager = m_client.manager();
    m_current->setValue(m_client.available() ? manager.initiatorName : QString());
    const bool allowed = m_client.available() && m_client.permission(u"modify-initiator"_s) != Permission::No;
    const bool differs = !typed().isEmpty() && typed() != manager.initiatorName;
    m_new->setEnabled(allowed && !m_busy);
    m_generate->setEnabled(allowed && !m_busy);
    permit(*m_set, m_client, {"modify-initiator", u"success"_s, differs && !m_busy, {}, true});
}

/// What follows from another name, before it is set.
void InitiatorNamePage::warn()
{
    if (!m_set->isEnabled())
        return m_message->dismiss();
    const uint online = m_client.manager().sessionsOnline;
    const QString running =
        online > 0 ? u' ' + tr("%n session(s) keep the old name until their next login.", nullptr, int(online))
                   : QString();
    m_message->showMessage(MessageBar::Kind::Warning,
                           tr("Tell the new name to your storage servers before the next login."),
                           tr("A server that only knows the old name will refuse this computer.") + running);
}

void InitiatorNamePage::generate()
{
    setBusy(true);
    m_client.generateInitiatorName(this, [this](const Result<QString> &name) {
        setBusy(false);
        if (!name)
            return showError(*m_message, name.error(), m_client.manager().initiatorName, Remedy::None);
        m_new->setText(name->left(kLongestName));
        m_new->setFocus(Qt::OtherFocusReason);
    });
}

void InitiatorNamePage::set()
{
    const QString name = typed();
    setBusy(true);
    m_client.setInitiatorName(name, this, [this, name](const Result<void> &result) {
        setBusy(false);
        if (!result)
            return showError(*m_message, result.error(), name, Remedy::None);
        m_new->clear();
        m_message->showMessage(MessageBar::Kind::Success, tr("The new initiator name is set."),
                               tr("It is used from the next login on. Copy it for your storage servers."));
    });
}

void InitiatorNamePage::setBusy(bool busy)
{
    m_busy = busy;
    if (busy)
        m_message->dismiss();
    update();
}

} // namespace portolan::gui
