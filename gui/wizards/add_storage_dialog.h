// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/udisks/udisks_client.h"

#include <QDialog>
#include <QPointer>

class QPushButton;
class QStackedWidget;

namespace portolan::gui {

class AddressPage;
class AddStorageRun;
class ConnectPage;
class MessageBar;
class MountPage;
class ResultPage;

/// The assistant "Add storage": address and targets, passwords only if a target asks, the disks, and their file
/// systems. Closing it before the disks are there stops what runs and takes back what it added.
class AddStorageDialog : public QDialog {
    Q_OBJECT

public:
    /// \param keeper  lives at least as long as the clean-up after a cancelled run: the parent of the run
    AddStorageDialog(client::InitiatorClient &client, QObject *keeper, QWidget *parent = nullptr);
    ~AddStorageDialog() override;

    void setAddress(const QString &address);
    [[nodiscard]] QStringList connectedNodes() const;
    void reject() override;

private:
    enum Page { Address, Connect, Result, Mount };
    void build();
    void showPage(Page page);
    void proceed();
    void back();
    void retry();
    void showMount(const client::LunInfo &lun, const QString &title);
    [[nodiscard]] MountPage *mountPage() const; ///< The one that is shown on page Mount.
    void updateButtons();
    void updateAddressButtons();
    void updateConnectButtons();
    void updateMountButtons();
    void makeDefault(QPushButton *button);

    client::InitiatorClient &m_client;
    udisks::UDisksClient m_udisks;
    QPointer<AddStorageRun> m_run; ///< Left to itself by reject().
    QStackedWidget *m_pages;       ///< nullptr once rejected: they show the run.
    AddressPage *m_address;
    ConnectPage *m_connect;
    ResultPage *m_result;
    QStackedWidget *m_mounts; ///< A page for each disk that was looked at: what is typed in it stays.
    MessageBar *m_service;    ///< The daemon went away.
    QPushButton *m_back, *m_skip, *m_next, *m_cancel;
};

} // namespace portolan::gui
