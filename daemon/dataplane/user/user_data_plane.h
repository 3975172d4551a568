// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/dataplane/data_plane.h"

#include <map>
#include <memory>

class QThreadPool;

namespace portolan::dataplane {

class WorkerSession;

/// The daemon's half of the user-space data plane: one worker process (portolan-dataplane) per session. Workers outlive
/// this object; the next one finds them by their directories and takes charge of them again.
///
/// Each LUN of a session is a file in <runtime directory>/sessions/<handle>/disk. Nothing here touches such a file, and
/// what could wait for one (unmounting) runs on threads.
class UserDataPlane final : public DataPlane {
    Q_OBJECT

public:
    struct Config {
        QString runtimeDirectory{}; ///< Exists, and belongs to this process' user.
        QString workerProgram{};    ///< Absolute path of portolan-dataplane.
        QString account{}; ///< Whom a worker of a privileged daemon becomes; "nobody" if there is no such account.
        std::chrono::microseconds busyPoll{0}; ///< How long a worker looks for events before it sleeps; 0..1000.
        bool ublk = false; ///< Workers will be asked to serve ublk devices, which takes a privilege.
    };

    explicit UserDataPlane(Config config, QObject *parent = nullptr);
    ~UserDataPlane() override; ///< Leaves the workers running.

    [[nodiscard]] QString name() const override;

    void adoptRunning(Adopted done) override;
    void attach(LoggedInConnection connection, Timeouts timeouts, QByteArray description, Attached done) override;
    void prepareReattach(SessionHandle handle, CommandNumber done) override;
    void reattach(SessionHandle handle, LoggedInConnection connection, QByteArray description, Done done) override;
    [[nodiscard]] std::uint32_t maxConnections() const override;
    [[nodiscard]] Result<std::uint32_t> commandNumber(SessionHandle handle) const override;
    void addConnection(SessionHandle handle, LoggedInConnection connection, Done done) override;
    void suspend(SessionHandle handle) override;
    void removeDevices(SessionHandle handle, Done done) override;
    void logout(SessionHandle handle, Done done) override;
    void detach(SessionHandle handle, Done done) override;
    void renegotiate(SessionHandle handle) override;
    void setTimeouts(SessionHandle handle, Timeouts timeouts) override;
    void rescan(SessionHandle handle, Done done) override;
    void serve(SessionHandle handle, std::uint64_t lun, const QString &device, UniqueFd socket, Done done) override;
    [[nodiscard]] Result<Counters> counters(SessionHandle handle) const override;
    [[nodiscard]] Result<Counters> lunCounters(SessionHandle handle, std::uint64_t lun) const override;

    /// The worker's process id: the users of a device that are the data plane itself do not count.
    [[nodiscard]] Result<qint64> workerPid(SessionHandle handle) const;

private:
    struct Adoption;

    WorkerSession *find(SessionHandle handle) const;
    WorkerSession *addWorker(SessionHandle handle);
    Result<SessionHandle> makeDirectory();
    [[nodiscard]] QString directoryOf(SessionHandle handle) const;
    /// Unmounts and removes what is left of a session, on a thread.
    void cleanUp(SessionHandle handle, Done done);
    void started(SessionHandle handle, const Result<> &result, LoggedInConnection connection, Timeouts timeouts,
                 QByteArray description, Attached done);
    void abandon(SessionHandle handle, const Error &error, const Attached &done);
    void adoptOne(SessionHandle handle, const std::shared_ptr<Adoption> &adoption);
    void adopted(SessionHandle handle, const Result<> &result, const std::shared_ptr<Adoption> &adoption);
    void ended(SessionHandle handle, const Error &reason);
    /// Calls back from the event loop, never from inside the caller's call.
    void later(std::function<void()> call);
    void answerUnknown(SessionHandle handle, Done done);

    const Config m_config;
    std::uint32_t m_lastHandle = 0;
    std::map<SessionHandle, std::unique_ptr<WorkerSession>> m_workers;
    std::multimap<SessionHandle, Done> m_detaching; ///< Answered when the worker is gone and its directory too.
    std::unique_ptr<QThreadPool> m_threads;
};

} // namespace portolan::dataplane
