// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QRadioButton;

namespace portolan::gui {

class InterfaceEdit;
class MessageBar;

/// How a target is reached: the interface that its connections use, and the data plane that moves its data. Says which
/// of that can be changed now and when it counts.
class ConnectionDialog : public QDialog {
    Q_OBJECT

public:
    ConnectionDialog(client::InitiatorClient &client, QString node, QWidget *parent = nullptr);

signals:
    void moved(const QString &node); ///< The interface is another now, and so is the node's path.

private:
    void build();
    void fillPlanes(const QString &plane);
    void updateState();
    void updateHint();
    void save();
    void saveInterface();
    void finish(const Result<void> &result);
    void setBusy(bool busy);
    [[nodiscard]] Result<QString> interface() const; ///< As asked for; empty: as routed.

    client::InitiatorClient &m_client;
    QString m_node, m_title;
    MessageBar *m_message;
    QRadioButton *m_routed, *m_through;
    InterfaceEdit *m_interface;
    QLabel *m_hint;
    QComboBox *m_plane;
    QLabel *m_applies;
    QPushButton *m_save, *m_cancel;
    bool m_busy = false;
};

} // namespace portolan::gui
