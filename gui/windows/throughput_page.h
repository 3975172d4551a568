// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/history_feed.h"
#include "gui/widgets/throughput_panel.h"

#include <QWidget>

namespace portolan::gui {

class EventFeed;
class MessageBar;

/// What was measured: of one target's session, of each of its disks, and of all sessions together. Asks the service
/// for nothing while it is hidden.
class ThroughputPage : public QWidget {
    Q_OBJECT

public:
    ThroughputPage(client::InitiatorClient &client, const EventFeed &events, QWidget *parent = nullptr);

    void setNode(const QString &node, const QString &title); ///< Empty = none.
    void setSession(const QString &session);                 ///< Empty = none.
    [[nodiscard]] ThroughputPanel *panel() const { return m_panel; }
    /// Shows some minutes around this Unix time in µs.
    void showMoment(qint64 timeUs);
    /// Writes what is shown into a file, and says in the page what came of it.
    void exportTo(ThroughputPanel::Export format, const QString &path);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void updateSources();
    void takeSource();
    [[nodiscard]] QString ownSource() const;
    void updateNeed();
    void updateMarkers();
    void chooseFile(ThroughputPanel::Export format);
    [[nodiscard]] QString titleText() const;
    [[nodiscard]] QString suggestedName(ThroughputPanel::Export format) const;

    client::InitiatorClient &m_client;
    const EventFeed &m_events;
    HistoryFeed m_feed;
    QString m_node, m_title, m_session;
    MessageBar *m_message;
    ThroughputPanel *m_panel;
};

} // namespace portolan::gui
