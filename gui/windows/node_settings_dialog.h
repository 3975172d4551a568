// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/widgets/message_bar.h"
#include "gui/windows/node_settings_form.h"

#include <QDialog>

class QPushButton;

namespace portolan::gui {

/// The settings of one target, or those that new targets begin with. Only what was changed is sent.
class NodeSettingsDialog : public QDialog {
    Q_OBJECT

public:
    /// \param node  path of the target's node; empty: new targets
    NodeSettingsDialog(client::InitiatorClient &client, QString node, QWidget *parent = nullptr);

private:
    void build();
    void save();
    void sent(const Result<void> &result);

    client::InitiatorClient &m_client;
    const QString m_node;
    QString m_title;
    QVariantMap m_before;
    NodeSettingsForm *m_form = nullptr;
    MessageBar *m_message;
    QPushButton *m_save, *m_cancel;
};

} // namespace portolan::gui
