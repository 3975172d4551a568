// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/engine/device_tools.h"
#include "daemon/engine/time_source.h"

#include <map>

namespace portolan::engine {

struct LeftDevice {
    QString device; ///< "/dev/nbd3" or "/dev/ublkb3"
    devices::DeviceSpec spec;
};
using LeftDeviceMap = std::map<std::uint64_t, LeftDevice>; ///< By LUN.

/// Block devices whose session ended under them: the next session of the node goes on with them, unless it comes too
/// late.
class LeftDevices {
public:
    /// \param time  outlives this
    LeftDevices(DeviceTools tools, TimeSource *time);

    /// \param howLong  until they are given up; < 0: for ever
    void keep(LeftDeviceMap devices, std::chrono::milliseconds howLong);
    [[nodiscard]] LeftDeviceMap take();
    /// Whoever uses them gets errors from now on.
    void abandon();

private:
    const DeviceTools m_tools;
    TimeSource *const m_time;
    LeftDeviceMap m_devices;
    std::unique_ptr<TimeSource::Timer> m_timer;
    QObject m_context; ///< For answers.
};

/// Gives one up; the log tells if that fails. \param context  for the answer
void abandonDevice(const DeviceTools &tools, const LeftDevice &left, QObject *context);

} // namespace portolan::engine
