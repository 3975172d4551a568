// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/node_settings.h"

#include <QWidget>

#include <vector>

class QFormLayout;
class QLabel;
class QVBoxLayout;

namespace portolan::gui {

/// A value as a person reads it: "By hand", "30 seconds".
[[nodiscard]] QString valueText(const client::NodeSetting &setting, const QVariant &value);

/// Settings to be edited, each with its purpose and what is possible.
class NodeSettingsForm : public QWidget {
    Q_OBJECT

public:
    enum class Of {
        Target,     ///< By when a change counts; name, start and data plane have places of their own in the window.
        NewTargets, ///< With start and data plane.
    };

    /// \param values  as they are now, by property name; one that is missing gets no field
    NodeSettingsForm(Of of, QVariantMap values, QWidget *parent = nullptr);

    /// What differs from the values before. \return InvalidArgument with a sentence for the user; the field in question
    /// has the focus then
    [[nodiscard]] Result<QVariantMap> changed();

private:
    struct Field {
        const client::NodeSetting *setting;
        QWidget *editor;
    };

    void addSection(QVBoxLayout *layout, const QString &title, bool (*belongs)(const client::NodeSetting &));
    void addRow(QFormLayout *form, const client::NodeSetting &setting, const QVariant &value);
    [[nodiscard]] QWidget *makeEditor(const client::NodeSetting &setting, const QVariant &value);
    [[nodiscard]] static Result<QVariant> valueOf(const Field &field);
    [[nodiscard]] QWidget *editorOf(const QString &property) const;

    const QVariantMap m_before;
    std::vector<Field> m_fields;
    std::vector<QLabel *> m_labels;
};

} // namespace portolan::gui
