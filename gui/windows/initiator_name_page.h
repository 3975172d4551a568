// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace portolan::gui {

class CopyableLabel;
class MessageBar;

/// This computer's iSCSI name: copy it, or give it another and know what follows from that.
class InitiatorNamePage : public QWidget {
    Q_OBJECT

public:
    explicit InitiatorNamePage(client::InitiatorClient &client, QWidget *parent = nullptr);

private:
    void build();
    void update();
    void warn();
    void generate();
    void set();
    void setBusy(bool busy);
    [[nodiscard]] QString typed() const;

    client::InitiatorClient &m_client;
    CopyableLabel *m_current;
    QLineEdit *m_new;
    QPushButton *m_generate, *m_set;
    MessageBar *m_message;
    bool m_busy = false;
};

} // namespace portolan::gui
