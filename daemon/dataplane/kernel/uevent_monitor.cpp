// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/dataplane/kernel/uevent_monitor.h"

#include "common/log/log.h"
#include "daemon/dataplane/kernel/session_tree.h"

#include <libudev.h>
#include <string_view>

namespace portolan::dataplane::kernel {

UeventMonitor::UeventMonitor(QObject *parent)
    : QObject(parent)
{
    udev *context = udev_new();
    // From the kernel itself: udev may not run, and its rules are not what we wait for here.
    m_monitor = context ? udev_monitor_new_from_netlink(context, "kernel") : nullptr;
    udev_unref(context); // the monitor holds it
    if (!m_monitor || udev_monitor_filter_add_match_subsystem_devtype(m_monitor, "scsi", nullptr) < 0 ||
        udev_monitor_filter_add_match_subsystem_devtype(m_monitor, "block", "disk") < 0 ||
        udev_monitor_enable_receiving(m_monitor) < 0) {
        qCWarning(log::dataplane, "changes of disks are not announced to us; they are seen at the next rescan");
        return;
    }
    constexpr int kBuffer = 4 * 1024 * 1024; // hundreds of disks at once
    udev_monitor_set_receive_buffer_size(m_monitor, kBuffer);
    m_notifier = std::make_unique<QSocketNotifier>(udev_monitor_get_fd(m_monitor), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &UeventMonitor::receive);
}

UeventMonitor::~UeventMonitor()
{
    m_notifier.reset();
    udev_monitor_unref(m_monitor);
}

void UeventMonitor::receive()
{
    while (udev_device *device = udev_monitor_receive_device(m_monitor)) {
        const char *const path = udev_device_get_devpath(device);
        const auto sid = path ? SessionTree::sessionIn(QString::fromUtf8(path)) : std::nullopt;
        const char *const subsystem = udev_device_get_subsystem(device);
        const bool isDisk = subsystem && std::string_view(subsystem) == "block";
        const bool attention = udev_device_get_property_value(device, "SDEV_UA") != nullptr;
        udev_device_unref(device);
        if (sid && isDisk)
            emit disksChanged(*sid);
        else if (sid && attention)
            emit unitAttention(*sid);
    }
}

} // namespace portolan::dataplane::kernel
