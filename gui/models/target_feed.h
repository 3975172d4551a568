// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"
#include "gui/models/target_model.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace portolan::gui {

/// The error that a node keeps of its last failed login; nullopt without one.
[[nodiscard]] std::optional<Error> lastErrorOf(const client::NodeInfo &node);

/// Fills the list from the client's mirror, and measures the rates while somebody looks.
///
/// What changes together reaches the list together, a moment later: a thousand sessions may be lost at once. After the
/// service has come, the list is filled in one go when all its rows are known.
class TargetFeed : public QObject {
    Q_OBJECT

public:
    TargetFeed(client::InitiatorClient &client, TargetModel &model, QObject *parent = nullptr);

    /// `who` (a window, a menu) looks at the rates, or not any more. While nobody does, the daemon is not asked for
    /// samples of single sessions.
    void setLooking(const QObject *who, bool looks);
    /// A hidden node is not in the list, whatever happens to it.
    void setHidden(const QString &node, bool hidden);
    [[nodiscard]] bool complete() const { return m_complete; } ///< The list has all that the service has.
    [[nodiscard]] bool live() const { return !m_lookers.isEmpty(); }
    /// Of all sessions together, bytes per second; nullopt while unknown.
    [[nodiscard]] std::optional<double> totalRead() const { return m_totalRead; }
    [[nodiscard]] std::optional<double> totalWrite() const { return m_totalWrite; }
    [[nodiscard]] RateUnit rateUnit() const { return m_model.rateUnit(); } ///< In which a person reads them.
    [[nodiscard]] int count(dbus::NodeStatus status) const;

signals:
    void totalsChanged();
    void statesChanged();
    void completed();

private:
    struct Made {
        TargetModel::Prepared row;
        bool measured = false; ///< It has a session.
    };
    void fill();
    void clear();
    void touch(const QString &node);
    void removeNode(const QString &node);
    void work();
    void prepare();
    void deliver();
    [[nodiscard]] std::optional<Made> make(const QString &node) const;
    [[nodiscard]] QString detailOf(const client::NodeInfo &node) const;
    void touchNodeOf(const QString &session);
    void follow(const QString &session);
    void unfollow(const QString &session);
    void take(const QString &object, const client::Sample &sample);
    void deliverRates();
    void setTotals(std::optional<double> read, std::optional<double> write);

    client::InitiatorClient &m_client;
    TargetModel &m_model;
    TargetModel m_fresh;                     ///< Becomes the list when all rows are in it.
    QHash<QString, client::Sample> m_last;   ///< Object path -> the sample before; the objects that are subscribed.
    QHash<QString, QString> m_nodeOfSession; ///< Kept because a removed session is not asked any more.
    QSet<const QObject *> m_lookers;
    QSet<QString> m_dirty;       ///< Nodes whose row is to be made anew.
    QHash<QString, Made> m_rows; ///< Not in the list yet.
    QHash<QString, TargetModel::Rates> m_rates;
    QTimer m_work, m_ratesWait;
    QElapsedTimer m_waiting; ///< Since the first of m_rows was made.
    bool m_complete = false;
    QSet<QString> m_hidden;
    std::optional<double> m_totalRead, m_totalWrite;
};

} // namespace portolan::gui
