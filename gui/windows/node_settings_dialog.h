// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/client/node_settings.h"
#include "gui/widgets/message_bar.h"

#include <QDialog>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace portolan::gui {

/// What is asked of one target, by its settings: what counts at once, and what from the next login on. Only what was
/// changed is sent.
class NodeSettingsDialog : public QDialog {
    Q_OBJECT

public:
    NodeSettingsDialog(client::InitiatorClient &client, QString node, QWidget *parent = nullptr);

private:
    struct Field {
        const client::NodeSetting *setting;
        QWidget *editor;
    };

    void build();
    void addSection(QVBoxLayout *layout, const QString &title, bool atOnce);
    [[nodiscard]] QWidget *makeEditor(const client::NodeSetting &setting, const QVariant &value);
    [[nodiscard]] Result<QVariant> valueOf(const Field &field) const;
    void save();

    client::InitiatorClient &m_client;
    const QString m_node;
    QString m_title;
    QVariantMap m_before;
    MessageBar *m_message;
    QPushButton *m_save, *m_cancel;
    std::vector<Field> m_fields;
    std::vector<QLabel *> m_labels;
};

} // namespace portolan::gui
