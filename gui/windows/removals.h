// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/target_feed.h"

#include <QObject>
#include <QTimer>

namespace portolan::gui {

/// Targets that were forgotten and can still come back: they leave the list at once and the service after a while. A
/// program that ends before leaves them all where they are, unless commit() was called: nothing is lost by accident.
class Removals : public QObject {
    Q_OBJECT

public:
    static constexpr int kGraceMs = 30'000;

    /// \param feed  outlives this
    Removals(client::InitiatorClient &client, TargetFeed &feed, QObject *parent = nullptr);

    /// Asks the service for its permission now, when the person expects to be asked, and takes the nodes off the list.
    void start(const QStringList &nodes);
    void undo();
    /// Removes in the service what waits, now. `done` runs when it has answered for all.
    void commit(std::function<void()> done = {});
    [[nodiscard]] QStringList waiting() const { return m_waiting; }
    void setGrace(int ms) { m_timer.setInterval(ms); } ///< For tests.

signals:
    void changed();                                                 ///< waiting()
    void failed(const QString &node, const portolan::Error &error); ///< It is back in the list.

private:
    void hide(const QStringList &nodes);

    client::InitiatorClient &m_client;
    TargetFeed &m_feed;
    QTimer m_timer;
    QStringList m_waiting;
};

} // namespace portolan::gui
