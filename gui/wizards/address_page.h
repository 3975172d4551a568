// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/error_message.h"
#include "gui/wizards/address_offers.h"
#include "gui/wizards/discovery_run.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace portolan::gui {

class BusyIndicator;
class CopyableLabel;
class CredentialsForm;
class InterfaceEdit;
class MessageBar;
class OfferList;
class TargetChoice;

/// First page: an address, typed or taken from those that are offered, and below it the targets as they appear. Asks
/// for a password only if the server does before it lists anything.
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
    void focusInterface();

signals:
    void choiceChanged();

protected:
    void showEvent(QShowEvent *event) override; ///< The network is looked at while this page is.
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildAdvanced();
    void showOffers();
    void take(const QString &offered);
    void updateAdvanced();
    void applyRemedy();
    [[nodiscard]] QString interfaceText() const; ///< As it stands in the field.
    [[nodiscard]] bool isSearched() const;       ///< What is entered is what the list belongs to.
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
    AddressOffers m_offers;
    QLineEdit *m_address;
    QToolButton *m_advanced;
    QPushButton *m_search;
    OfferList *m_offerList;
    QWidget *m_advancedBox = nullptr;
    InterfaceEdit *m_interface = nullptr;
    QLabel *m_interfaceHint = nullptr;
    MessageBar *m_message;
    QWidget *m_credentialsBox = nullptr;
    CredentialsForm *m_credentials = nullptr;
    BusyIndicator *m_busy;
    QLabel *m_phase;
    TargetChoice *m_targets;
    QCheckBox *m_atStart;
    CopyableLabel *m_initiatorName;
    Remedy m_remedy = Remedy::None;
    QString m_searched, m_searchedInterface; ///< The texts that the list belongs to.
};

} // namespace portolan::gui
