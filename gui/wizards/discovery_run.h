// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/types/portal.h"
#include "gui/client/initiator_client.h"

#include <QSet>

namespace portolan::gui {

/// Asks one portal for its targets and tells them while they appear. Remembers what it added to the service, so that a
/// person who cancels finds everything as it was.
class DiscoveryRun : public QObject {
    Q_OBJECT

public:
    explicit DiscoveryRun(client::InitiatorClient &client, QObject *parent = nullptr);

    /// A search is the beginning of setting storage up: where it needs a password, that one counts for all of it.
    void setBeginsSetUp() { m_beginsSetUp = true; }
    /// Ends an earlier search first.
    void start(const Portal &portal, const client::InitiatorClient::DiscoverOptions &options);
    void cancel();
    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] const Portal &portal() const { return m_portal; }
    [[nodiscard]] const QStringList &nodes() const { return m_nodes; } ///< Of the last search, as they appeared.
    /// Of nodes(): their portals do not answer. Known when the search has ended.
    [[nodiscard]] const QSet<QString> &silentNodes() const { return m_silentNodes; }
    [[nodiscard]] const QSet<QString> &addedNodes() const { return m_addedNodes; } ///< By all searches of this object.
    [[nodiscard]] const QSet<QString> &addedPortals() const { return m_addedPortals; }

signals:
    void phaseChanged(const QString &text);
    void nodesChanged();
    void finished();
    void failed(const portolan::Error &error); ///< Cancelled included: a search ends with exactly one of these two.

private:
    void discover(const client::InitiatorClient::DiscoverOptions &options);
    void take(const QString &node);
    void jobEnded(const Result<client::JobInfo> &outcome);
    void takeResult(const client::JobInfo &job);
    void end(const std::optional<Error> &error);
    [[nodiscard]] bool isOurs(const client::PortalInfo &portal) const;

    client::InitiatorClient &m_client;
    Portal m_portal;
    QString m_interface, m_job;
    QStringList m_nodes;
    QSet<QString> m_knownNodes, m_knownPortals; ///< Before the first search.
    QSet<QString> m_addedNodes, m_addedPortals, m_silentNodes;
    quint64 m_serial = 0; ///< Answers to an earlier search are ignored.
    bool m_running = false, m_cancelled = false, m_first = true, m_beginsSetUp = false;
};

} // namespace portolan::gui
