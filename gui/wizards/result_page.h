// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/add_storage_run.h"

#include <QWidget>

class QVBoxLayout;

namespace portolan::gui {

/// Last page: the disks that are there now, what can be done with them, and what is not as it should be.
class ResultPage : public QWidget {
    Q_OBJECT

public:
    ResultPage(client::InitiatorClient &client, AddStorageRun &run, QWidget *parent = nullptr);

    void show();

private:
    void rebuild();
    void addLogin(const LoginRun &login);
    QWidget *diskRow(const client::LunInfo &lun);
    void addWarning(const QString &sentence, const QString &cure, bool offerName);

    client::InitiatorClient &m_client;
    AddStorageRun &m_run;
    QWidget *m_content;
    QVBoxLayout *m_list;
    bool m_shown = false;
};

} // namespace portolan::gui
