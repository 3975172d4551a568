// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/discovery_run.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace portolan::gui {

class BusyIndicator;
class CopyableLabel;
class CredentialsForm;
class MessageBar;
class TargetChoice;

/// First page: an address, and below it the targets as they appear. Asks for a password only if the server does before
/// it lists anything.
class AddressPage : public QWidget {
    Q_OBJECT

public:
    AddressPage(client::InitiatorClient &client, DiscoveryRun &discovery, QWidget *parent = nullptr);

    [[nodiscard]] QStringList chosen() const;
    [[nodiscard]] bool atStart() const;
    [[nodiscard]] QString address() const;
    void setAddress(const QString &address);
    [[nodiscard]] QPushButton *searchButton() const { return m_search; }
    /// Enter searches: the address is new, or nothing is chosen yet.
    [[nodiscard]] bool searchIsNext() const;
    void focusAddress();

signals:
    void choiceChanged();

private:
    void build();
    QWidget *buildCredentials();
    void searchOrStop();
    void search();
    void showRunning(bool running);
    void showNodes();
    void showFinished();
    void showFailure(const Error &error);
    void updateInitiatorName();

    client::InitiatorClient &m_client;
    DiscoveryRun &m_discovery;
    QLineEdit *m_address;
    QPushButton *m_search;
    MessageBar *m_message;
    QWidget *m_credentialsBox = nullptr;
    CredentialsForm *m_credentials = nullptr;
    BusyIndicator *m_busy;
    QLabel *m_phase;
    TargetChoice *m_targets;
    QCheckBox *m_atStart;
    CopyableLabel *m_initiatorName;
    QString m_searched; ///< The text that the list belongs to.
};

} // namespace portolan::gui
