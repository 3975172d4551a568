// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/windows/node_settings_form.h"

#include "gui/models/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace portolan::gui {

using namespace Qt::StringLiterals;
using client::NodeSetting;

namespace {

/// Without the unit, which stands beside the field.
QString rangeOf(const NodeSetting &setting) { return u"%1 – %2"_s.arg(setting.lowest).arg(setting.highest); }

bool isGeneral(const NodeSetting &setting)
{
    return setting.property == u"AutoLogin"_s || setting.property == u"DataPlane"_s;
}

bool isNegotiated(const NodeSetting &setting)
{
    return !setting.atOnce && !isGeneral(setting) && setting.property != u"Label"_s;
}

bool isTimeLimit(const NodeSetting &setting) { return setting.atOnce; }

QString wordText(const NodeSetting &setting, const QString &word)
{
    if (setting.property == u"DataPlane"_s)
        return planeText(word);
    const QHash<QString, QString> words{{u"off"_s, NodeSettingsForm::tr("Off")},
                                        {u"prefer"_s, NodeSettingsForm::tr("If the target agrees")},
                                        {u"require"_s, NodeSettingsForm::tr("Always")},
                                        {u"manual"_s, NodeSettingsForm::tr("By hand")},
                                        {u"at-start"_s, NodeSettingsForm::tr("When the computer starts")}};
    return words.value(word, word);
}

} // namespace

QString valueText(const NodeSetting &setting, const QVariant &value)
{
    const QString word = setting.text(value);
    return setting.words.isEmpty() ? (word + u' ' + setting.unitText()).trimmed() : wordText(setting, word);
}

NodeSettingsForm::NodeSettingsForm(Of of, QVariantMap values, QWidget *parent)
    : QWidget(parent)
    , m_before(std::move(values))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(10);
    if (of == Of::NewTargets)
        addSection(layout, tr("Start and data plane"), &isGeneral);
    addSection(layout, of == Of::Target ? tr("From the next login on") : tr("Asked of the target"), &isNegotiated);
    addSection(layout, of == Of::Target ? tr("At once") : tr("Time limits"), &isTimeLimit);
    int widest = 0;
    for (const QLabel *label : m_labels)
        widest = std::max(widest, label->sizeHint().width());
    for (QLabel *label : m_labels)
        label->setMinimumWidth(widest); // the editors of all sections below each other
}

void NodeSettingsForm::addSection(QVBoxLayout *layout, const QString &title, bool (*belongs)(const NodeSetting &))
{
    auto *box = new QGroupBox(title, this);
    auto *form = new QFormLayout(box);
    form->setHorizontalSpacing(fontMetrics().averageCharWidth() * 2);
    for (const NodeSetting &setting : client::nodeSettings()) {
        const auto value = m_before.constFind(setting.property);
        if (belongs(setting) && value != m_before.constEnd())
            addRow(form, setting, *value);
    }
    layout->addWidget(box);
}

void NodeSettingsForm::addRow(QFormLayout *form, const NodeSetting &setting, const QVariant &value)
{
    QWidget *editor = makeEditor(setting, value);
    editor->setObjectName(setting.property);
    editor->setToolTip(toolTipText(setting.purposeText() + u'\n' + setting.property));
    editor->setAccessibleName(setting.titleText());
    editor->setAccessibleDescription(setting.purposeText());
    m_fields.push_back({&setting, editor});
    auto *label = new QLabel(tr("%1:").arg(setting.titleText()), this);
    label->setToolTip(editor->toolTip());
    label->setBuddy(editor);
    m_labels.push_back(label);
    if (*setting.unit == '\0')
        return form->addRow(label, editor);
    auto *row = new QHBoxLayout;
    row->setSpacing(fontMetrics().averageCharWidth());
    row->addWidget(editor);
    row->addWidget(new QLabel(setting.unitText(), this));
    row->addStretch(1);
    form->addRow(label, row);
}

QWidget *NodeSettingsForm::makeEditor(const NodeSetting &setting, const QVariant &value)
{
    if (setting.type == NodeSetting::Type::Flag) {
        auto *box = new QCheckBox(this);
        box->setChecked(value.toBool());
        return box;
    }
    if (!setting.words.isEmpty()) {
        auto *combo = new QComboBox(this);
        for (const QString &word : setting.words)
            combo->addItem(wordText(setting, word), word);
        combo->setCurrentIndex(combo->findData(setting.text(value)));
        return combo;
    }
    auto *edit = new QLineEdit(setting.text(value), this);
    edit->setMaximumWidth(fontMetrics().averageCharWidth() * 20);
    edit->setPlaceholderText(rangeOf(setting));
    return edit;
}

Result<QVariant> NodeSettingsForm::valueOf(const Field &field)
{
    if (const auto *box = qobject_cast<const QCheckBox *>(field.editor))
        return QVariant(box->isChecked());
    if (const auto *combo = qobject_cast<const QComboBox *>(field.editor))
        return field.setting->parse(combo->currentData().toString());
    return field.setting->parse(qobject_cast<const QLineEdit *>(field.editor)->text());
}

QWidget *NodeSettingsForm::editorOf(const QString &property) const { return findChild<QWidget *>(property); }

Result<QVariantMap> NodeSettingsForm::changed()
{
    QVariantMap values = m_before, changed;
    for (const Field &field : m_fields) {
        const auto value = valueOf(field);
        if (!value) {
            field.editor->setFocus(Qt::OtherFocusReason);
            return fail(ErrorCode::InvalidArgument,
                        tr("“%1” can be %2 %3.")
                            .arg(field.setting->titleText(), rangeOf(*field.setting), field.setting->unitText())
                            .simplified()
                            .toStdString());
        }
        if (*value != m_before.value(field.setting->property))
            changed.insert(field.setting->property, *value);
        values.insert(field.setting->property, *value);
    }
    const QString first = u"FirstBurstLength"_s, most = u"MaxBurstLength"_s;
    if (values.value(first).toUInt() > values.value(most).toUInt()) { // RFC 7143 §13.14
        editorOf(first)->setFocus(Qt::OtherFocusReason);
        return fail(ErrorCode::InvalidArgument,
                    tr("“%1” must not be more than “%2”.")
                        .arg(client::nodeSetting(first)->titleText(), client::nodeSetting(most)->titleText())
                        .toStdString());
    }
    return changed;
}

} // namespace portolan::gui
