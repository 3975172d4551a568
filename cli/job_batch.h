// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

#include <QTimer>

#include <vector>

namespace portolan::cli {

/// Jobs that run side by side: starts them, shows their phases, and waits for all. They are started one after another,
/// so that a password is asked for once. Ctrl+C cancels them on the service, not only here.
class JobBatch : public QObject {
    Q_OBJECT

public:
    struct Item {
        QString subject; ///< For the progress line.
        std::function<void(QObject *context, client::InitiatorClient::JobStarted started)> start;
    };
    /// One result per item, in their order; a job that failed or was cancelled is an Ended with an error.
    struct Ended {
        client::JobInfo job;
        std::optional<Error> error;
    };
    using Done = std::function<void(const std::vector<Ended> &)>;

    JobBatch(Context *context, QObject *parent);

    void run(std::vector<Item> items, Done done);
    /// Cancels everything; `done` follows with what that led to.
    void cancel();

private:
    struct Running {
        QString subject, path;
        std::function<void(QObject *, client::InitiatorClient::JobStarted)> start;
        Ended end{};
        bool ended = false;
    };
    void startFrom(std::size_t index);
    void started(std::size_t index, const Result<QString> &path);
    void finished(std::size_t index, const Result<client::JobInfo> &job);
    void end(std::size_t index, Ended end);
    void showProgress();

    Context *m_context;
    std::vector<Running> m_jobs;
    Done m_done;
    QTimer m_patience; ///< For starts that do not come back, e.g. because of a password dialog.
    bool m_cancelled = false;
};

} // namespace portolan::cli
