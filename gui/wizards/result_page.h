// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/udisks/udisks_client.h"
#include "gui/widgets/error_message.h"
#include "gui/wizards/add_storage_run.h"

#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace portolan::gui {

/// Last page: the disks that are there now, what can be done with them, and what is not as it should be.
class ResultPage : public QWidget {
    Q_OBJECT

public:
    ResultPage(client::InitiatorClient &client, udisks::UDisksClient &udisks, AddStorageRun &run,
               QWidget *parent = nullptr);

    void show();

signals:
    void retryRequested(); ///< What is not connected.
    void mountRequested(const portolan::client::LunInfo &lun, const QString &title);

private:
    void rebuild();
    /// UDisks2 has news: of these disks, or of others, which must not disturb whoever is about to press a button.
    void lookAtDisks();
    void addLogin(const LoginRun &login);
    QWidget *diskRow(const client::LunInfo &lun, const QString &title);
    QWidget *mountButton(const client::LunInfo &lun, const QString &title, QWidget *row);
    void addWarning(const QString &sentence, const QString &cure, Remedy remedy, std::function<void()> apply);

    client::InitiatorClient &m_client;
    udisks::UDisksClient &m_udisks;
    AddStorageRun &m_run;
    QWidget *m_content;
    QVBoxLayout *m_list;
    std::vector<udisks::Disk> m_disks; ///< As shown: each, and what can be mounted of it.
    bool m_withoutUDisks = false;
    bool m_shown = false;
};

} // namespace portolan::gui
