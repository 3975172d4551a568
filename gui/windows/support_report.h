// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/initiator_client.h"

namespace portolan::gui {

/// Everything a helper needs to know, as text: versions, state, settings, what was agreed, counters, events. English,
/// as helpers everywhere read it. Takes only what it knows to be harmless: names and addresses are in it, passwords and
/// CHAP names are not, and whatever looks like one in free text is taken out.
class SupportReport : public QObject {
    Q_OBJECT

public:
    explicit SupportReport(client::InitiatorClient &client, QObject *parent = nullptr);

    void collect(); ///< finished() follows, also without a service.
    /// Without what follows words like "password=" or "secret:".
    [[nodiscard]] static QString redacted(const QString &text);

signals:
    void finished(const QString &text);

private:
    void fetchEvents(quint64 afterId, int callsLeft);
    void fetchCounters();
    void finish();
    void heading(const QString &text);
    void line(const QString &what, const QString &value);
    void addVersions();
    void addServers();
    void addNodes();
    void addSessions();
    void addEvents();

    client::InitiatorClient &m_client;
    std::vector<client::EventInfo> m_events;
    QHash<QString, client::Sample> m_counters; ///< By session.
    QString m_text, m_eventsProblem;
    qsizetype m_waiting = 0;
};

} // namespace portolan::gui
