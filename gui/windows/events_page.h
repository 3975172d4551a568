// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/events_model.h"

#include <QWidget>

class QPushButton;

namespace portolan::gui {

class ListView;

/// What happened to one target, newest first.
class EventsPage : public QWidget {
    Q_OBJECT

public:
    explicit EventsPage(client::InitiatorClient &client, QWidget *parent = nullptr);

    void setNode(const QString &node); ///< Empty = none.
    [[nodiscard]] const EventsModel &model() const { return m_model; }

signals:
    void eventsChanged();

private:
    void fetch(quint64 afterId, int callsLeft);

    client::InitiatorClient &m_client;
    EventsModel m_model;
    QString m_node;
    quint64 m_serial = 0; ///< Answers for an earlier node are ignored.
    ListView *m_view;
    QPushButton *m_copy;
};

} // namespace portolan::gui
