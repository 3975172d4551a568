// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/import_report.h"
#include "gui/client/initiator_client.h"

namespace portolan::gui {

/// One import at a time, or the look at what it would do. An import that has begun runs to its end in the service, also
/// when this object is gone: it is one transaction.
class ImportRun : public QObject {
    Q_OBJECT

public:
    explicit ImportRun(client::InitiatorClient &client, QObject *parent = nullptr);
    ~ImportRun() override; ///< Cancels a look that still runs.

    /// What started before and has not ended is not heard of any more.
    void start(const client::InitiatorClient::ImportOptions &options);
    [[nodiscard]] bool running() const { return m_running; }

signals:
    void phaseChanged(const QString &phase); ///< For the person.
    void finished(const portolan::client::ImportReport &report);
    void failed(const portolan::Error &error);

private:
    void takeOutcome(const client::JobInfo &job);
    void abandonLook();

    client::InitiatorClient &m_client;
    QString m_job;
    bool m_running = false, m_dryRun = true;
    quint64 m_round = 0;
};

} // namespace portolan::gui
