// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/discovery_run.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace portolan::gui {

class BusyIndicator;
class MessageBar;

/// Asks for an iSNS server and searches it. Accepted when it has told targets; what goes wrong is said here, and
/// nothing that was typed is lost.
class IsnsDialog : public QDialog {
    Q_OBJECT

public:
    explicit IsnsDialog(client::InitiatorClient &client, QWidget *parent = nullptr);

    [[nodiscard]] const Portal &server() const { return m_run.portal(); } ///< The one that was searched last.
    void reject() override; ///< While it searches, ends the search; else closes.

private:
    void build();
    void search();
    void finished();
    void failed(const Error &error);
    void updateState();
    [[nodiscard]] QString serverText() const;

    client::InitiatorClient &m_client;
    DiscoveryRun m_run;
    MessageBar *m_message;
    QLineEdit *m_address;
    QSpinBox *m_port;
    BusyIndicator *m_busy;
    QLabel *m_phase;
    QPushButton *m_search, *m_cancel;
};

} // namespace portolan::gui
