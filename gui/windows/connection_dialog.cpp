// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/connection_dialog.h"

#include "gui/models/text.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/interface_edit.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardItemModel>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::InitiatorClient;

ConnectionDialog::ConnectionDialog(InitiatorClient &client, QString node, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_node(std::move(node))
    , m_message(new MessageBar(this))
    , m_routed(new QRadioButton(tr("Whichever the &routing table gives"), this))
    , m_through(new QRadioButton(tr("&This one:"), this))
    , m_interface(new InterfaceEdit(this))
    , m_hint(new QLabel(this))
    , m_plane(new QComboBox(this))
    , m_applies(new QLabel(this))
    , m_save(new QPushButton(tr("&Save"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"connectionDialog"_s);
    setWindowTitle(tr("Connection"));
    const auto info = m_client.node(m_node);
    m_title = info ? displayable(info->title()) : QString();
    fillPlanes(info ? info->dataPlane : QString());
    build();
    if (info) {
        m_interface->setInterface(info->iface);
        (info->iface.isEmpty() ? m_routed : m_through)->setChecked(true);
    }
    connect(m_routed, &QRadioButton::toggled, this, &ConnectionDialog::updateState);
    connect(m_through, &QRadioButton::clicked, m_interface, qOverload<>(&QWidget::setFocus));
    connect(m_interface, &QComboBox::currentTextChanged, this, [this] {
        m_message->dismiss();
        updateHint();
    });
    connect(m_save, &QPushButton::clicked, this, &ConnectionDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_client, &InitiatorClient::nodeChanged, this, [this](const QString &path) {
        if (path == m_node)
            updateState();
    });
    connect(&m_client, &InitiatorClient::nodeRemoved, this, [this](const QString &path) {
        if (path == m_node && !m_busy && m_client.available()) // with the service everything goes, for a while
            reject();
    });
    connect(&m_client, &InitiatorClient::ready, this, [this] {
        if (!m_client.node(m_node) && !m_busy)
            reject();
    });
    updateState();
    const int width = fontMetrics().averageCharWidth() * 66;
    resize(width, layout()->heightForWidth(width));
}

void ConnectionDialog::build()
{
    m_message->setObjectName(u"connectionMessage"_s);
    m_routed->setObjectName(u"asRouted"_s);
    m_through->setObjectName(u"throughInterface"_s);
    m_save->setObjectName(u"saveButton"_s);
    m_save->setDefault(true);
    m_save->setIcon(m_client.permission(u"modify"_s) == client::Permission::Auth ? lockedIcon(u"success"_s) : QIcon());
    m_cancel->setObjectName(u"cancelButton"_s);
    m_cancel->setAutoDefault(false);
    for (auto [label, name] : {std::pair(m_hint, u"interfaceHint"_s), std::pair(m_applies, u"appliesWhen"_s)}) {
        label->setObjectName(name);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_hint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_hint->setMinimumHeight(2 * fontMetrics().lineSpacing()); // so that nothing moves while somebody types
    auto *title = new ElidedLabel(this);
    title->setObjectName(u"connectionTitle"_s);
    title->setFullText(m_title);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    auto *chosen = new QHBoxLayout;
    chosen->addWidget(m_through);
    chosen->addWidget(m_interface, 1);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Interface:"), m_routed);
    form->addRow(QString(), chosen);
    form->addRow(QString(), m_hint);
    form->addRow(tr("&Data plane:"), m_plane);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(10);
    layout->addWidget(title);
    layout->addWidget(m_message);
    layout->addLayout(form);
    layout->addWidget(m_applies);
    layout->addStretch(1);
    layout->addLayout(buttons);
}

void ConnectionDialog::fillPlanes(const QString &plane)
{
    m_plane->setObjectName(u"dataPlane"_s);
    const QStringList here = m_client.manager().dataPlanes;
    for (const QString &name : {u"auto"_s, u"kernel"_s, u"user"_s}) {
        const bool available = name == u"auto"_s || here.contains(name);
        m_plane->addItem(available ? planeText(name) : tr("%1 (not available here)").arg(planeText(name)), name);
        auto *items = qobject_cast<QStandardItemModel *>(m_plane->model());
        items->item(m_plane->count() - 1)->setEnabled(available);
    }
    m_plane->setCurrentIndex(std::max(m_plane->findData(plane), 0));
}

void ConnectionDialog::updateState()
{
    const auto node = m_client.node(m_node);
    const bool bound = node && (!node->session.isEmpty() || node->status == dbus::NodeStatus::Connecting);
    m_routed->setEnabled(!bound && !m_busy);
    m_through->setEnabled(!bound && !m_busy);
    m_interface->setEnabled(!bound && !m_busy && m_through->isChecked());
    m_plane->setEnabled(!m_busy);
    m_save->setEnabled(!m_busy);
    m_applies->setText(bound ? tr("It is connected. The interface can be changed after logging out; another data "
                                  "plane counts from the next login on.")
                             : tr("What you change here counts from the next login on."));
    updateHint();
}

void ConnectionDialog::updateHint()
{
    m_hint->setText(m_through->isChecked() ? m_interface->hint() : InterfaceEdit::purpose());
}

Result<QString> ConnectionDialog::interface() const
{
    return m_routed->isChecked() ? QString() : m_interface->interface();
}

void ConnectionDialog::save()
{
    const auto node = m_client.node(m_node);
    if (!node)
        return reject();
    const auto asked = interface();
    if (!asked || (asked->isEmpty() && m_through->isChecked())) {
        m_message->showMessage(MessageBar::Kind::Error, InterfaceEdit::whatIsExpected());
        return m_interface->setFocus(Qt::OtherFocusReason);
    }
    m_message->dismiss();
    setBusy(true);
    const QString plane = m_plane->currentData().toString();
    if (plane == node->dataPlane)
        return saveInterface();
    m_client.update(m_node, {{u"DataPlane"_s, plane}}, this, [this](const Result<void> &result) {
        if (!result)
            return finish(result);
        saveInterface();
    });
}

void ConnectionDialog::saveInterface()
{
    const auto node = m_client.node(m_node);
    const auto asked = interface();
    if (!node || !asked || *asked == node->iface)
        return finish({});
    m_client.setInterface(m_node, *asked, this, [this](const Result<QString> &moved) {
        if (!moved)
            return finish(fail(moved.error()));
        m_node = *moved;
        emit this->moved(m_node);
        finish({});
    });
}

void ConnectionDialog::finish(const Result<void> &result)
{
    setBusy(false);
    if (result)
        return accept();
    showError(*m_message, result.error(), m_title, Remedy::None);
}

void ConnectionDialog::setBusy(bool busy)
{
    m_busy = busy;
    updateState();
}

} // namespace portolan::gui
