// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/quantity.h"
#include "gui/models/servers_model.h"
#include "gui/windows/main_actions.h"

#include <QHash>
#include <QPointer>

#include <functional>

class QDialog;

namespace portolan::gui {

/// The windows beside the main one, which are about the whole computer and not about one target. Each is there once:
/// asked for again, it comes to the front.
class SideWindows : public QObject {
    Q_OBJECT

public:
    SideWindows(client::InitiatorClient &client, const MainActions &actions, QWidget *window);

signals:
    void rateUnitChosen(portolan::gui::RateUnit unit);

private:
    void offer(MainActions::Id id, std::function<QDialog *()> make);

    const MainActions &m_actions;
    ServersModel m_servers;
    QHash<int, QPointer<QDialog>> m_open;
};

} // namespace portolan::gui
