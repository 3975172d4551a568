// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/wizards/add_storage_run.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QCheckBox;
class QVBoxLayout;

namespace portolan::gui {

class ConnectItem;

/// Second page: the chosen targets while they log in. It is passed over by itself unless one of them asks or refuses.
class ConnectPage : public QWidget {
    Q_OBJECT

public:
    enum class Next { Wait, SendPasswords, TryAgain, Result };

    ConnectPage(client::InitiatorClient &client, AddStorageRun &run, QWidget *parent = nullptr);

    [[nodiscard]] Next next() const;    ///< What the main button does now.
    [[nodiscard]] bool canSkip() const; ///< Something is connected, and nothing runs.
    void proceed();

signals:
    void changed();
    void interfaceRequested(); ///< To be changed where the address is entered.

private:
    void rebuild();
    void update();
    void sendPasswords();
    [[nodiscard]] std::vector<ConnectItem *> asking() const;

    client::InitiatorClient &m_client;
    AddStorageRun &m_run;
    QCheckBox *m_sameForAll;
    QVBoxLayout *m_list;
    std::vector<ConnectItem *> m_items;
    QHash<QString, Credentials> m_typed; ///< By node: what stays when one goes back and comes again.
};

} // namespace portolan::gui
