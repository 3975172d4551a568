// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/events_model.h"

#include <QObject>
#include <QTimer>

namespace portolan::gui {

/// Fills the events of everything from the client: what the service remembers, then what happens.
class EventFeed : public QObject {
    Q_OBJECT

public:
    explicit EventFeed(client::InitiatorClient &client, QObject *parent = nullptr);

    [[nodiscard]] EventsModel &model() { return m_model; }
    [[nodiscard]] const EventsModel &model() const { return m_model; }
    [[nodiscard]] bool failed() const { return m_failed; } ///< The service would not tell.

signals:
    void changed();

private:
    void fill();
    void fetch(quint64 afterId, int callsLeft);
    void deliver();
    void name(const QString &node);

    client::InitiatorClient &m_client;
    EventsModel m_model;
    std::vector<client::EventInfo> m_new; ///< Not in the model yet.
    QTimer m_together;
    quint64 m_serial = 0; ///< Answers of an earlier life of the service are ignored.
    bool m_failed = false;
};

} // namespace portolan::gui
