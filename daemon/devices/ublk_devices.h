// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/devices/device_spec.h"
#include "daemon/devices/ublk_control.h"
#include "daemon/devices/ublk_start.h"

#include <QStringList>

#include <linux/ublk_cmd.h>

namespace portolan::devices {

/// Block devices of the kernel's ublk. Somebody else serves them; when he dies the device stays, its requests wait, and
/// the next one goes on with it. Answers come from the event loop, and are dropped if the context is destroyed first.
class UblkDevices : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(Result<>)>;

    /// \return NotFound where the module is not loaded, NotSupported where the kernel has not all that is needed
    static Result<std::unique_ptr<UblkDevices>> open();
    ~UblkDevices() override;

    /// Makes a device, or lets one that waits for a new server go on. It can be used when start() has answered; if the
    /// context is destroyed before, a new one is removed again, and the other goes on waiting.
    /// \param waiting  "/dev/ublkbN" of an earlier attach() with the same disk; empty: make one
    /// \return NotFound if `waiting` is not, or not any more, one that waits
    void attach(const DeviceSpec &spec, const QString &waiting, QObject *context,
                std::function<void(Result<NewDevice>)> done);
    /// Once somebody serves what attach() gave: until the kernel has found its partitions.
    void start(const QString &device, QObject *context, Done done);
    /// Removes it. \return DeviceBusy if it is open or mounted; NotFound if it is not the one that was made for this
    /// disk
    void detach(const QString &device, const DeviceSpec &spec, QObject *context, Done done);
    /// Whoever uses it gets errors from now on, instead of waiting for a server that will not come.
    void abandon(const QString &device, const DeviceSpec &spec, QObject *context, Done done);
    /// Abandons those of ours that nobody serves: a data plane left them behind when it died together with the daemon.
    /// \param done  a sentence for each
    void abandonDead(QObject *context, std::function<void(QStringList)> done);
    /// Gives it the size of the spec.
    void resize(const QString &device, const DeviceSpec &spec, QObject *context, Done done);

private:
    using Number = std::uint32_t;
    using Info = std::shared_ptr<ublksrv_ctrl_dev_info>;
    struct Attaching; ///< What one attach() is about.

    explicit UblkDevices(std::unique_ptr<UblkControl> control);
    void make(const std::shared_ptr<Attaching> &job);
    void setParameters(const std::shared_ptr<Attaching> &job);
    void recover(const std::shared_ptr<Attaching> &job, int triesLeft);
    void openFile(const std::shared_ptr<Attaching> &job, int triesLeft);
    void begin(const std::shared_ptr<Attaching> &job, UniqueFd file);
    void began(Number number, const std::shared_ptr<UblkStart> &start, int result);
    void ownerGone(Number number, const std::shared_ptr<UblkStart> &start);
    /// Ends a start that is under way, and forgets one that nobody asked for.
    void stopStarting(Number number, std::function<void()> then);
    void matchSize(Number number, const DeviceSpec &spec);
    /// \return NotFound if it is not the device that was made for the disk
    void expectOurs(const QString &device, const DeviceSpec &spec, std::function<void(Result<Number>)> done);
    void askInfo(Number number, std::function<void(int result, const ublksrv_ctrl_dev_info &info)> done);
    void remove(Number number, Done done);
    void forget(Number number, Done done);
    void abandonIfDead(std::vector<Number> numbers, QStringList notices, std::function<void(QStringList)> done);

    const std::unique_ptr<UblkControl> m_control;
    std::map<Number, std::shared_ptr<UblkStart>> m_starting;
};

} // namespace portolan::devices
