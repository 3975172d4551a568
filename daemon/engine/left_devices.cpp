// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/engine/left_devices.h"

#include "common/log/log.h"

namespace portolan::engine {

LeftDevices::LeftDevices(DeviceTools tools, TimeSource *time)
    : m_tools(std::move(tools))
    , m_time(time)
{}

void LeftDevices::keep(LeftDeviceMap devices, std::chrono::milliseconds howLong)
{
    abandon();
    m_devices = std::move(devices);
    if (!m_devices.empty() && howLong.count() >= 0)
        m_timer = m_time->after(howLong, [this] { abandon(); });
}

LeftDeviceMap LeftDevices::take()
{
    m_timer.reset();
    return std::exchange(m_devices, {});
}

void LeftDevices::abandon()
{
    for (const auto &[lun, left] : take())
        abandonDevice(m_tools, left, &m_context);
}

void abandonDevice(const DeviceTools &tools, const LeftDevice &left, QObject *context)
{
    tools.abandon(left.device, left.spec, context, [device = left.device](const Result<> &result) {
        if (result)
            qCWarning(log::devices, "%s is given up: nobody serves it any more", qUtf8Printable(device));
        else if (result.error().code != ErrorCode::NotFound)
            qCWarning(log::devices, "%s stays: %s", qUtf8Printable(device), result.error().message.c_str());
    });
}

} // namespace portolan::engine
