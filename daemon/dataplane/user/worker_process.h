// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result/result.h"
#include "common/types/unique_fd.h"

#include <QObject>
#include <QString>

#include <memory>

class QSocketNotifier;

namespace portolan::dataplane {

/// A process by its pidfd, so that a reused process id can never be meant. Not ended by the destructor.
class WorkerProcess : public QObject {
    Q_OBJECT

public:
    explicit WorkerProcess(QObject *parent = nullptr);
    ~WorkerProcess() override;

    struct Start {
        QString program;
        QStringList arguments;
        int inheritedFd = -1; ///< Becomes descriptor 3 of the program; 0 and 1 are /dev/null, 2 is ours (the journal).
    };
    /// In its own session, so that no signal to the daemon's process group reaches it. Never waits for it.
    Result<> start(const Start &start);
    /// Takes charge of a process that is not our child.
    Result<> adopt(qint64 pid);

    [[nodiscard]] qint64 pid() const { return m_pid; }
    void kill(); ///< SIGKILL

signals:
    /// \param description  "exit code 1", "signal 9", or "ended" if it was not our child
    void exited(const QString &description);

private:
    Result<> watch(qint64 pid);
    void readable();

    qint64 m_pid = 0;
    UniqueFd m_pidFd;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace portolan::dataplane
