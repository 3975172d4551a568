// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/device_watch.h"
#include "daemon/engine/operation.h"
#include "daemon/engine/time_source.h"

#include <QObject>

namespace portolan::engine {

/// Takes a session away in the order that hurts nobody: who uses its disks (nobody, or we are forced), block devices
/// and disks, a Logout Request if the target can be reached, then the session itself. Each step has its time limit, so
/// that neither the target nor a stuck process can hold it for ever (FSM-06, LGO-05).
///
/// Destroying it drops the rest.
class LogoutSequence : public QObject {
    Q_OBJECT

public:
    struct Config {
        dataplane::DataPlane *plane = nullptr; ///< Outlives this, like the two below.
        dataplane::SessionHandle handle;
        DeviceWatch *devices = nullptr;
        TimeSource *time = nullptr;
        bool force = false;
        bool connected = false; ///< Else no Logout Request is sent.
    };
    struct End {
        OperationEnd end;
        bool sessionEnded = false;
    };
    /// Not from inside the constructor; the sequence may be destroyed in it.
    using Done = std::function<void(End)>;
    using Phase = std::function<void(const QString &)>;

    LogoutSequence(Config config, Phase phase, Done done, QObject *parent = nullptr);
    ~LogoutSequence() override;

    /// Stops it if the session can still go on. \return false if it cannot: then it finishes
    bool cancel();
    /// The connection broke: the target cannot be asked any more.
    void setDisconnected() { m_config.connected = false; }

private:
    enum class Step : std::uint8_t {
        Starting,
        LookingForUsers,
        RemovingBlockDevices,
        RemovingDevices,
        AskingTarget,
        Detaching,
        Ended
    };

    void start();
    void usersFound(DeviceWatch::Users users);
    void removeBlockDevices();
    void blockDevicesRemoved(const Result<> &result);
    void removeDevices();
    void askTarget();
    void detach();
    void refuse(Error error, DeviceWatch::Users blockers);
    void finish(End end);
    /// Goes to a step; `late` runs if it has not been left in time.
    void enter(Step step, std::chrono::milliseconds limit, std::function<void()> late);
    /// A callback that does nothing once the step it belongs to has been left.
    template <typename Handler>
    auto inStep(Step step, Handler handler);

    Config m_config;
    const Phase m_phase;
    Done m_done;
    Step m_step = Step::Starting;
    std::unique_ptr<TimeSource::Timer> m_timer;
};

} // namespace portolan::engine
