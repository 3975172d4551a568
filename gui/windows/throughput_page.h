// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/sample_history.h"
#include "gui/widgets/throughput_panel.h"

#include <QWidget>

namespace portolan::gui {

/// The graph of one session: the daemon's history, and what is measured now. Somebody else subscribes to the samples.
class ThroughputPage : public QWidget {
    Q_OBJECT

public:
    explicit ThroughputPage(client::InitiatorClient &client, QWidget *parent = nullptr);

    void setSession(const QString &session); ///< Empty = none.
    void setEvents(const std::vector<client::EventInfo> &events);
    [[nodiscard]] ThroughputPanel *panel() const { return m_panel; }

private:
    void fetchHistory();

    client::InitiatorClient &m_client;
    SampleHistory m_history;
    QString m_session;
    ThroughputPanel *m_panel;
};

} // namespace portolan::gui
