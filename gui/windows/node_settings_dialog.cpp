// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/node_settings_dialog.h"

#include "gui/models/text.h"
#include "gui/widgets/elided_label.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::NodeSetting;

namespace {

/// Without the unit, which stands beside the field.
QString rangeOf(const NodeSetting &setting) { return u"%1 – %2"_s.arg(setting.lowest).arg(setting.highest); }

} // namespace

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
    if (const auto info = m_client.node(m_node)) {
        m_title = displayable(info->title());
        m_before = info->settings;
    }
    build();
    connect(m_save, &QPushButton::clicked, this, &NodeSettingsDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_client, &client::InitiatorClient::nodeRemoved, this, [this](const QString &path) {
        if (path == m_node)
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
    addSection(layout, tr("From the next login on"), false);
    addSection(layout, tr("At once"), true);
    int widest = 0;
    for (const QLabel *label : m_labels)
        widest = std::max(widest, label->sizeHint().width());
    for (QLabel *label : m_labels)
        label->setMinimumWidth(widest); // the editors of both sections below each other
    layout->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    layout->addLayout(buttons);
}

void NodeSettingsDialog::addSection(QVBoxLayout *layout, const QString &title, bool atOnce)
{
    // Name, start and data plane have places of their own in the window.
    const QStringList elsewhere{u"Label"_s, u"AutoLogin"_s, u"DataPlane"_s};
    auto *box = new QGroupBox(title, this);
    auto *form = new QFormLayout(box);
    form->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
    for (const NodeSetting &setting : client::nodeSettings()) {
        const auto value = m_before.constFind(setting.property);
        if (setting.atOnce != atOnce || elsewhere.contains(setting.property) || value == m_before.constEnd())
            continue;
        QWidget *editor = makeEditor(setting, *value);
        editor->setObjectName(setting.property);
        editor->setToolTip(toolTipText(setting.purposeText() + u'\n' + setting.property));
        editor->setAccessibleDescription(setting.purposeText());
        m_fields.push_back({&setting, editor});
        auto *label = new QLabel(tr("%1:").arg(setting.titleText()), box);
        label->setToolTip(editor->toolTip());
        label->setBuddy(editor);
        m_labels.push_back(label);
        if (*setting.unit == '\0') {
            form->addRow(label, editor);
            continue;
        }
        auto *row = new QHBoxLayout;
        row->setSpacing(fontMetrics().averageCharWidth());
        row->addWidget(editor);
        row->addWidget(new QLabel(setting.unitText(), box));
        row->addStretch(1);
        form->addRow(label, row);
    }
    layout->addWidget(box);
}

QWidget *NodeSettingsDialog::makeEditor(const NodeSetting &setting, const QVariant &value)
{
    if (setting.type == NodeSetting::Type::Flag) {
        auto *box = new QCheckBox(this);
        box->setChecked(value.toBool());
        box->setAccessibleName(setting.titleText());
        return box;
    }
    if (!setting.words.isEmpty()) {
        auto *combo = new QComboBox(this);
        const QHash<QString, QString> words{
            {u"off"_s, tr("Off")}, {u"prefer"_s, tr("If the target agrees")}, {u"require"_s, tr("Always")}};
        for (const QString &word : setting.words)
            combo->addItem(words.value(word, word), word);
        combo->setCurrentIndex(combo->findData(setting.text(value)));
        combo->setAccessibleName(setting.titleText());
        return combo;
    }
    auto *edit = new QLineEdit(setting.text(value), this);
    edit->setMaximumWidth(fontMetrics().averageCharWidth() * 20);
    edit->setAccessibleName(setting.titleText());
    edit->setPlaceholderText(rangeOf(setting));
    return edit;
}

Result<QVariant> NodeSettingsDialog::valueOf(const Field &field) const
{
    if (const auto *box = qobject_cast<const QCheckBox *>(field.editor))
        return QVariant(box->isChecked());
    if (const auto *combo = qobject_cast<const QComboBox *>(field.editor))
        return field.setting->parse(combo->currentData().toString());
    return field.setting->parse(qobject_cast<const QLineEdit *>(field.editor)->text());
}

void NodeSettingsDialog::save()
{
    QVariantMap changed;
    for (const Field &field : m_fields) {
        const auto value = valueOf(field);
        if (!value) {
            m_message->showMessage(MessageBar::Kind::Error, tr("“%1” can be %2 %3.")
                                                                .arg(field.setting->titleText(),
                                                                     rangeOf(*field.setting), field.setting->unitText())
                                                                .simplified());
            return field.editor->setFocus(Qt::OtherFocusReason);
        }
        if (*value != m_before.value(field.setting->property))
            changed.insert(field.setting->property, *value);
    }
    if (changed.isEmpty())
        return accept();
    m_message->dismiss();
    m_save->setEnabled(false);
    m_client.update(m_node, changed, this, [this](const Result<void> &result) {
        m_save->setEnabled(true);
        if (result)
            return accept();
        showError(*m_message, result.error(), m_title, Remedy::None);
    });
}

} // namespace portolan::gui
